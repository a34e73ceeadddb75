// Package measure is the figures that are made of returns: how many children were
// seen within 28 days of coming off the register, how long a decision takes. Each
// measure is one short definition that says what is counted, of what, and what is
// left out and why; the same definition counts and shows the rows behind a figure.
//
// Counts are whole numbers that add up: over children, over workers, over areas.
// Nothing is averaged and no median is merged; shares, medians and intervals are
// made of the sums at the end.
package measure

import (
	"slices"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/returns/spec"
)

// Kind is the form of a figure.
type Kind uint8

// The kinds.
const (
	// Share is how many of a number.
	Share Kind = iota + 1
	// Time is how many days until something happened, of what may not have happened
	// yet.
	Time
	// Rate is how many events in a child's month.
	Rate
)

// String is the kind as data.
func (k Kind) String() string { return [...]string{"", "share", "time", "rate"}[k] }

// MarshalText is the kind as data.
func (k Kind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// Measure is the definition of a figure.
type Measure struct {
	ID string `json:"id"`
	// Group is what the measures that stand together are about.
	Group string `json:"group"`
	// Title is what is counted, as the heading of a figure.
	Title string `json:"title"`
	Kind  Kind   `json:"kind"`
	// Counts is the numerator: what counts, or what ends the time. Of is the
	// denominator.
	Counts string `json:"counts"`
	Of     string `json:"of"`
	// Leaves is what is left out, and why.
	Leaves string `json:"leaves_out"`
	// Mind is what a reader must keep in mind of the figure; "" for nothing.
	Mind string `json:"keep_in_mind,omitempty"`
	// Unless is the population, by its code, with which that is no longer so: [Measure.Under]
	// takes Mind away in returns of editions that ask for it. "" if it is always so.
	Unless string `json:"keep_in_mind_unless,omitempty"`
	// Standard is the rule of time that it applies, by its id; "" for none.
	Standard string `json:"standard,omitempty"`
	// Themes are the refs of themes of frameworks that it speaks to.
	Themes []string `json:"themes,omitempty"`
	// More says whether a higher figure is better (1), worse (-1) or neither (0).
	More int `json:"more"`
	// Others are what else may end the time first, by their number from 2.
	Others []string `json:"others,omitempty"`

	count func(*Child, *Tally)
}

// All are the measures, in the order in which they are shown.
func All() []Measure {
	return slices.Concat(contact(), meetings(), action(), permanence(), register(), missing(), risk(), views())
}

// Find is the measure with an id. It returns errs.NotFound if there is none.
func Find(id string) (Measure, error) {
	for _, m := range All() {
		if m.ID == id {
			return m, nil
		}
	}
	return Measure{}, errs.Missing("measure", id)
}

// Under is the measure as it is read in returns of an edition of the specification.
func (m Measure) Under(e *spec.Edition) Measure {
	if m.Unless != "" && e.Asks(m.Unless) {
		m.Mind = ""
	}
	m.Unless = ""
	return m
}

// ThemesSay is which themes have measures.
const ThemesSay = "Of the seven themes of 2009 to 2012 three are named in the sources, and each of these has its measures: children who go missing, the management of sex offenders, internet safety. The names of the other four were not found, so they have none."

// Higher is what a higher figure means, as read.
func (m Measure) Higher() string {
	switch m.More {
	case 1:
		return "a higher figure is better"
	case -1:
		return "a higher figure is worse"
	}
	return "a higher figure is neither better nor worse by itself"
}
