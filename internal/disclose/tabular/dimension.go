package tabular

import (
	"maps"
	"slices"
	"strings"

	"github.com/northinch/northinch/internal/errs"
)

// dimension is what a table is broken down by. Its codes may be in each other, as
// areas are in regions; what is in nothing else is in the total.
type dimension struct {
	name     string
	total    string            // what the total is called in a file
	codes    []string          // in the order they were named
	parent   map[string]string // of a code that is in another
	sums     []sum             // further sums: areas that were merged
	outside  map[string]bool   // totals of further sums, which the total does not count again
	declared bool              // codes that are not named are refused
	period   bool              // codes are spans of months
	partial  bool              // what is in a code is only part of it
	flat     bool              // codes that nothing is said of do not add up to a total
}

// sum says that one code is the sum of others.
type sum struct {
	Total string   `json:"total"`
	Parts []string `json:"parts"`
}

func newDimension(name string) *dimension {
	return &dimension{name: name, total: "total", parent: map[string]string{}, outside: map[string]bool{}, period: name == "period"}
}

// see takes in a code that a file has.
func (d *dimension) see(code string) error {
	switch {
	case strings.TrimSpace(code) == "":
		return errs.Invalid(d.name, "A row has no code of the dimension %s", quoted(d.name))
	case strings.ContainsAny(code, "|\x00\x01"):
		return errs.Invalid(d.name, "The code %s has a bar, which stands between codes in the names of cells", quoted(code))
	case code == d.total || slices.Contains(d.codes, code):
		return nil
	case d.declared:
		return errs.Invalid(d.name, "The code %s is not one of the dimension %s", quoted(code), quoted(d.name))
	}
	d.codes = append(d.codes, code)
	return nil
}

// check says what is wrong with a hierarchy. Every code comes after it in an order
// in which parents stand before what is in them.
func (d *dimension) check() error {
	if parent, there := d.parent[d.total]; there {
		return errs.Invalid(d.name, "The total %s of the dimension %s cannot be in %s", quoted(d.total), quoted(d.name), quoted(parent))
	}
	for _, c := range d.codes {
		seen := map[string]bool{}
		for at := c; at != ""; at = d.parent[at] {
			if seen[at] {
				return errs.Invalid(d.name, "The hierarchy of %s has a loop: %s is in itself", quoted(d.name), quoted(at))
			}
			seen[at] = true
		}
	}
	for _, s := range d.sums {
		if len(s.Parts) == 0 || slices.Contains(s.Parts, s.Total) || s.Total == d.total {
			return errs.Invalid(d.name, "The sum %s of the dimension %s must be of other codes", quoted(s.Total), quoted(d.name))
		}
		for _, c := range append([]string{s.Total}, s.Parts...) {
			if !slices.Contains(d.codes, c) {
				return errs.Invalid(d.name, "The code %s is not one of the dimension %s", quoted(c), quoted(d.name))
			}
		}
	}
	return nil
}

// children are the sets of codes that add up to a code, or to the total for "".
// A period has none: periods are added by their months.
func (d *dimension) children(code string) [][]string {
	var sets [][]string
	if d.period || d.flat {
		return nil
	}
	var tree []string
	for _, c := range d.codes {
		if d.parent[c] == code && !d.outside[c] {
			tree = append(tree, c)
		}
	}
	if len(tree) > 0 {
		sets = append(sets, tree)
	}
	for _, s := range d.sums {
		if s.Total == code {
			sets = append(sets, s.Parts)
		}
	}
	return sets
}

// ordered are the codes of a set with what is in each of them after it, as a
// printed table has them.
func (d *dimension) ordered(codes map[string]bool) []string {
	var all []string
	var walk func(parent string)
	walk = func(parent string) {
		for _, c := range d.codes {
			if d.parent[c] == parent {
				if codes[c] {
					all = append(all, c)
				}
				walk(c)
			}
		}
	}
	walk("")
	return all
}

// nest takes in which code is in which other. Codes are named in an order that does
// not depend on the map.
func (d *dimension) nest(parents map[string]string) {
	for _, child := range slices.Sorted(maps.Keys(parents)) {
		parent := parents[child]
		if parent == d.total {
			parent = ""
		}
		d.parent[child] = parent
		for _, c := range []string{parent, child} {
			if c != "" && c != d.total && !slices.Contains(d.codes, c) {
				d.codes = append(d.codes, c)
			}
		}
	}
}
