// Package prose reads a text beside the tables that it reports on, and finds the
// numbers that undo what the tables protect, or that say something else than they do.
//
// It knows digits and words, "a dozen" and "none", per cent, fractions and "one in
// three", and the quantity words of a programme ("most", "few"), whose bands are
// passed in. A number is tied to a cell by the labels that the sentence names; dates,
// ages, grades, sections and the like are left alone. It is a reader, not a judge: what
// it misses is told in docs/methods/disclosure-prose.md.
package prose

import (
	"cmp"
	"slices"
)

// Tables is what a text is checked against.
type Tables struct {
	Cells []Cell
	// Learns is which cells a reader would know more closely than allowed after being
	// told that a hidden cell lies between low and high. It names them. nil stands for
	// nobody learning anything but from exact figures.
	Learns func(cell int, low, high float64) []string
}

// Cell is one figure of the tables.
type Cell struct {
	ID string
	// Labels are its coordinates, without those at the total of their dimension.
	Labels []Label
	// Value is what is published; 0 for a hidden cell.
	Value float64
	// Hidden cells have a mark in place of their value.
	Hidden bool
}

// Label is a code of a dimension.
type Label struct{ Dimension, Code string }

// Options say how the text speaks.
type Options struct {
	// Nouns are what is counted, in the singular and the plural; children, young people
	// and the like if empty.
	Nouns []string
	// Words gives codes their other names: Words["girls"] is "female".
	Words map[string]string
	// Bands are quantity words with the share that they stand for.
	Bands []Band
}

// Band is a quantity word: a share from Low to High, both of 1 and both included.
type Band struct {
	Word      string
	Low, High float64
}

// Kind is what is wrong with a number.
type Kind string

// The kinds of finding.
const (
	Reveals     Kind = "reveals"         // a hidden cell, itself or by what follows from it
	Contradicts Kind = "contradicts"     // what the tables publish
	Unmatched   Kind = "unmatched-count" // a count of children that no table has
)

// Finding is one number of the text that somebody must look at.
type Finding struct {
	Line   int    `json:"line"`   // the first is 1
	Column int    `json:"column"` // in characters; the first is 1
	Words  string `json:"words"`  // as in the text
	Kind   Kind   `json:"kind"`
	Cell   string `json:"cell,omitempty"`
	// Sentence says what is wrong, and names no hidden figure that the text does not.
	Sentence string `json:"sentence"`
}

// Check reads a text. Findings come in the order of the text. Any text can be read.
func Check(text string, t Tables, o Options) []Finding {
	c := newChecker(t, o)
	tokens := scan(text)
	quantities := c.quantities(tokens)
	mentions := c.mentions(tokens)
	var all []Finding
	for _, q := range quantities {
		kind, cell, sentence := c.judge(tokens, q, quantities, mentions)
		if kind == "" {
			continue
		}
		first, last := tokens[q.from], tokens[q.to-1]
		all = append(all, Finding{Line: first.line, Column: first.column, Words: text[first.start:last.end], Kind: kind, Cell: cell, Sentence: sentence})
	}
	slices.SortStableFunc(all, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return all
}
