// Package rounding is controlled rounding: the other way to make a table safe.
// Every figure becomes a multiple of a base next to it and every total stays the sum
// of its parts, so that nothing is hidden and no figure is certain.
//
// The method is zero-restricted controlled rounding (L. H. Cox, "A constructive
// procedure for unbiased controlled rounding", JASA 82, 1987): a multiple of the base
// stays as it is, and any other figure becomes the multiple below or above it. Among
// all ways to do so it takes one whose figures are, summed, least away from the true
// ones. For a table of two dimensions there always is one (B. D. Causey, L. H. Cox and
// L. R. Ernst, "Applications of transportation theory to statistical problems", JASA
// 80, 1985); for three there may be none, and then the figures may go further, as
// docs/methods/disclosure-rounding.md tells.
package rounding

import (
	"fmt"
	"math"

	"github.com/northinch/northinch/internal/disclose"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/stats"
)

// Problem is a table to be rounded.
type Problem struct {
	IDs       []string  // names of the figures
	Values    []float64 // counts
	Relations []disclose.Relation
	Base      int // 3, 5 or 10
}

// Options bound the search.
type Options struct {
	// Nodes is how many linear programs may be solved for each width that is tried. It
	// is counted, never timed, so that the same table is rounded alike on every run and
	// machine. 0 takes fewer the larger the table: 2,000 up to 200 figures, 400,000 over
	// their number beyond.
	Nodes int
}

func usualNodes(figures int) int { return max(50, 400_000/max(figures, 200)) }

// Result is a rounded table.
type Result struct {
	Values []float64
	// Cost is the sum of the distances from the true figures, and Optimal says that no
	// rounding as close has less.
	Cost    float64
	Optimal bool
	// Further is 0 where every figure is a multiple of the base next to the true one:
	// less than a base away. Where no such table adds up it is how many bases more some
	// figure had to go: no figure is (1+Further) bases or more from the true one.
	Further int
}

// maxFurther is how far figures may go before the table is given up.
const maxFurther = 3

// Round rounds a table. Errors of kind errs.BadInput name the figure that cannot be
// rounded; an error wraps stats.ErrUndefined where no rounding was found.
func Round(p Problem, o Options) (Result, error) {
	if err := p.check(); err != nil {
		return Result{}, err
	}
	if o.Nodes <= 0 {
		o.Nodes = usualNodes(len(p.Values))
	}
	spent := false
	for further := range maxFurther + 1 {
		s := newSearch(p, further, o.Nodes)
		s.run()
		if s.best != nil {
			return Result{Values: s.best, Cost: s.cost, Optimal: s.nodes > 0, Further: further}, nil
		}
		spent = spent || s.nodes <= 0
	}
	return Result{}, none(p.Base, spent)
}

// none is the error of a table for which no rounding was found.
func none(base int, spent bool) error {
	why := fmt.Sprintf("the totals do not add up even with figures up to %d bases away", maxFurther+1)
	if spent {
		why = "the search ended before one was found; allow it more, or round a smaller table"
	}
	return fmt.Errorf("%w: no rounding to base %d was found: %s", stats.ErrUndefined, base, why)
}

// check says what is wrong with a problem.
func (p Problem) check() error {
	if p.Base != 3 && p.Base != 5 && p.Base != 10 {
		return errs.Invalid("base", "The base of rounding is 3, 5 or 10, and cannot be %d", p.Base)
	}
	if len(p.IDs) != len(p.Values) {
		return errs.Invalid("cells", "There are %d names for %d figures", len(p.IDs), len(p.Values))
	}
	d := &disclose.Problem{Relations: p.Relations}
	for i, v := range p.Values {
		if v != math.Trunc(v) {
			return errs.Invalid(p.IDs[i], "The cell “%s” is no whole number, and only counts can be rounded", p.IDs[i])
		}
		d.Cells = append(d.Cells, disclose.Cell{ID: p.IDs[i], Value: v})
	}
	return d.Check()
}
