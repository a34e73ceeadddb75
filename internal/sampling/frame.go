package sampling

import (
	"bytes"
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/northinch/northinch/internal/errs"
)

// Item is one record that can be drawn.
type Item struct {
	Row       int // of the file that it comes from, for messages
	Reference Reference
	Stratum   string
	// Traits are what a drawn sample is compared by, such as sex or a band of age, in
	// the order of the columns. They stay in the private part.
	Traits []string
}

// Stratum is the public list of one stratum: its lines in ascending order, so that
// their order says nothing of that of the references.
type Stratum struct {
	Name  string `json:"name"`
	Count int    `json:"count"`
	Lines []Hash `json:"lines"`
}

// Frame is the public list of what can be drawn: its strata in the order of the bytes
// of their names. It is the same for any order of the items.
type Frame struct {
	Strata []Stratum `json:"strata"`
}

const longestName = 100 // characters in the name of a stratum

// NewFrame makes the public list of items under a key.
//
// It returns errs.BadInput, with the row and never the reference, for no items, a
// blank reference, a reference that occurs twice in whatever stratum, and a stratum
// that is missing or whose name cannot stand in a record.
func NewFrame(key Key, items []Item) (Frame, error) {
	if len(items) == 0 {
		return Frame{}, errs.Invalid("frame", "The frame is empty: there is no record to draw from")
	}
	m, seen, lines := key.maker(), make(map[string]int, len(items)), map[string][]Hash{}
	for _, i := range items {
		text := i.Reference.Reveal()
		if strings.TrimSpace(text) == "" {
			return Frame{}, errs.Invalid("reference", "Row %d has no reference", i.Row)
		}
		if first, twice := seen[text]; twice {
			return Frame{}, errs.Invalid("reference", "Row %d has the same reference as row %d; a record can be in the frame once", i.Row, first)
		}
		seen[text] = i.Row
		if lines[i.Stratum] == nil {
			if i.Stratum == "" {
				return Frame{}, errs.Invalid("stratum", "Row %d has no stratum", i.Row)
			}
			if why := printable(i.Stratum, longestName); why != "" {
				return Frame{}, errs.Invalid("stratum", "The stratum of row %d %s", i.Row, why)
			}
		}
		lines[i.Stratum] = append(lines[i.Stratum], m.line(text))
	}
	var f Frame
	for _, name := range slices.Sorted(maps.Keys(lines)) {
		slices.SortFunc(lines[name], compareHash)
		f.Strata = append(f.Strata, Stratum{name, len(lines[name]), lines[name]})
	}
	return f, nil
}

func compareHash(a, b Hash) int { return bytes.Compare(a[:], b[:]) }

// Hash is the hash of the whole list: of its JSON without spaces.
func (f Frame) Hash() Hash { return digest("frame", compact(f)) }

// Count is how many records can be drawn.
func (f Frame) Count() (n int) {
	for _, s := range f.Strata {
		n += s.Count
	}
	return n
}

// check finds what no frame has: it is for records that somebody else wrote.
func (f Frame) check() error {
	if len(f.Strata) == 0 {
		return errs.Invalid("frame", "The frame of the record has no strata")
	}
	for k, s := range f.Strata {
		switch why := printable(s.Name, longestName); {
		case s.Name == "":
			return errs.Invalid("frame", "Stratum %d of the record has no name", k+1)
		case why != "":
			return errs.Invalid("frame", "The name of stratum %d of the record %s", k+1, why)
		case k > 0 && cmp.Compare(f.Strata[k-1].Name, s.Name) >= 0:
			return errs.Invalid("frame", "Stratum %d of the record is not in the order of names", k+1)
		case len(s.Lines) == 0 || s.Count != len(s.Lines):
			return errs.Invalid("frame", "Stratum %d of the record says that it has %d lines and has %d", k+1, s.Count, len(s.Lines))
		}
		for i := range s.Lines[1:] {
			if compareHash(s.Lines[i], s.Lines[i+1]) >= 0 {
				return errs.Invalid("frame", "Line %d of stratum %d of the record is not in ascending order, or is there twice", i+2, k+1)
			}
		}
	}
	return nil
}
