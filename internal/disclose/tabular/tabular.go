// Package tabular makes disclosure problems of the tables that people have, and
// safe tables of what the engine decides.
//
// It reads four forms of JSON and two of CSV (docs/methods/disclosure-tables.md
// shows each), works out which figures must not be known, says which further
// figures have to be hidden with them, and refuses what cannot be made safe. What
// was published before belongs to the same problem: a figure that is harmless on
// its own may give away one that an earlier release hid.
//
// True counts are in a [Release], which nothing can print. [Published] is what may
// leave: only [Release.Protect] and [Release.Round] make one.
package tabular

import (
	"fmt"

	"github.com/northinch/northinch/internal/errs"
)

// Release is tables with their true figures, and what was published before them.
// It prints as "[unprotected counts]", or as an address: neither fmt nor
// encoding/json, a log or a template can show a figure at any depth, because a
// function hides them.
type Release struct{ get func() *tables }

const unprintable = "[unprotected counts]"

// String is the same for every release.
func (r *Release) String() string { return unprintable }

// GoString is the same for every release.
func (r *Release) GoString() string { return unprintable }

// MarshalText is the same for every release.
func (r *Release) MarshalText() ([]byte, error) { return []byte(unprintable), nil }

// hide is the only way to make a Release.
func hide(t *tables) *Release { return &Release{get: func() *tables { return t }} }

// Cells are the names of the figures that are to be published, in the order of the
// tables. A name says nothing of a value.
func (r *Release) Cells() []string {
	t := r.get()
	var ids []string
	for _, c := range t.cells {
		if c.state == toPublish {
			ids = append(ids, c.id)
		}
	}
	return ids
}

// state is what the world has seen of a figure.
type state uint8

const (
	toPublish   state = iota // of the tables that are to be published now
	wasShown                 // an earlier release shows it
	wasHidden                // an earlier release has it and hides it
	unpublished              // follows from others by subtraction; in no release
)

// levels is what a reader must be left with about a figure.
type levels struct {
	lower, upper, sliding float64
	because               string // the rule, in words that end a sentence
}

// cell is one figure: of the children, or a sum, at one place of the tables.
type cell struct {
	id       string
	place    place // nil in the plain form, whose cells are only names
	measure  string
	value    float64
	known    bool    // value is known here, whether or not it was published
	guessed  bool    // the value was made up to fit: nobody here knows it
	low, top float64 // of a value that is not known here
	label    *label  // what an earlier release prints in its stead
	masked   bool    // the tables to be published hide it
	state    state
	release  string    // the earlier release that has it
	shares   []float64 // what each contributor adds to a sum, largest first
	summed   bool      // a magnitude: shares mean something
	named    bool      // given as primary without levels
	need     *levels   // given with the input
	weight   float64
	fixed    bool   // never hidden
	mark     string // "[z]" or "[x]": nothing to hide
}

// relation says that a total is the sum of its parts.
type relation struct {
	total int
	parts []int
	dim   string // along which the parts differ; "" in the plain form
}

// tables is everything that is known about a release.
type tables struct {
	title     string
	cells     []*cell
	relations []relation
	layouts   []layout
	rules     Rules
	given     bool     // the input names its primary cells
	asIs      bool     // the tables are as they would go out, with what they hide
	now       string   // what the release to be published is called in sentences
	weights   string   // "value", "one" or "map"
	order     []string // dimensions in the order they were named
	dims      map[string]*dimension
	at        map[string]int // of cells, by their key
	short     map[string]int // how often a shortened name of what is left was wanted
}

// layout is one table as it is printed.
type layout struct {
	name, measure string
	dims          []string
	rows          []row
}

// row is one figure of a table: its codes and its cell, which is -1 where a mark
// stands for a figure that nobody has.
type row struct {
	codes []string
	cell  int
	mark  string
}

// add puts a new cell in, and says what is wrong with a second of the same key.
func (t *tables) add(key string, c *cell) (int, error) {
	if i, there := t.at[key]; there {
		return i, errs.Invalid(c.id, "The cell %s is given twice", c.id)
	}
	t.cells = append(t.cells, c)
	t.at[key] = len(t.cells) - 1
	return len(t.cells) - 1, nil
}

func newTables() *tables {
	return &tables{at: map[string]int{}, short: map[string]int{}, dims: map[string]*dimension{}, weights: "value"}
}

// quoted names a cell in a sentence.
func quoted(id string) string { return fmt.Sprintf("“%s”", id) }
