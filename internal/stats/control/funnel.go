// Package control is who differs, and what changed: funnels, in which areas of
// different sizes are held against one target, and charts over time, in which a
// series is held against itself.
//
// A point outside a limit is a reason to look, not a finding. Three years of one
// area are too few for a chart over time; those are for the monthly figures of
// one area, funnels for the areas of one round.
package control

import (
	"math"
	"sort"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/stats"
	"github.com/northinch/northinch/internal/stats/dist"
)

// largest is the largest size and expected count of a funnel: the cost of its
// limits grows with the root.
const largest = 1_000_000_000

// Funnel is what a funnel is drawn with.
type Funnel struct {
	// P is the probability of a point inside where its area is on target, such
	// as 0.95 or 0.998.
	P float64
	// Whole leaves the limits at whole counts; otherwise they are interpolated
	// between counts so that exactly (1-P)/2 lies beyond each, which makes them
	// smooth.
	Whole bool
}

// check returns stats.ErrUndefined for a probability without limits.
func (f Funnel) check() error {
	if !(f.P > 0 && f.P < 1) {
		return stats.Undefined("A funnel needs a probability above 0 and below 1, not %v", f.P)
	}
	return nil
}

// Proportion is the limits for the share in n where target is the probability
// (D. J. Spiegelhalter, "Funnel plots for comparing institutional performance",
// Statistics in Medicine 24, 1185-1202, 2005, appendix A.1.1). It assumes
// independent cases.
//
// It returns stats.ErrUndefined where nobody was counted or the target is not
// between 0 and 1, and errs.BadInput above a thousand million.
func (f Funnel) Proportion(n int, target float64) (stats.Interval, error) {
	if err := f.check(); err != nil {
		return stats.Interval{}, err
	}
	if n < 1 || !(target > 0 && target < 1) {
		return stats.Interval{}, stats.Undefined("There is no funnel for the share of %d about a target of %v", n, target)
	}
	if n > largest {
		return stats.Interval{}, errs.Invalid("n", "The size is %d; a funnel takes at most %d", n, largest)
	}
	at := func(q float64) float64 {
		return f.limit(q, n, func(r int) float64 { return dist.Binomial(r, n, target) }) / float64(n)
	}
	tail := (1 - f.P) / 2
	return stats.Interval{Low: at(tail), High: at(1 - tail)}, nil
}

// Count is the limits for a count of events where expected are expected, in
// events (the same, A.1.2). It assumes that events come one by one and
// independently.
func (f Funnel) Count(expected float64) (stats.Interval, error) {
	if err := f.expected(expected); err != nil {
		return stats.Interval{}, err
	}
	at := func(q float64) float64 {
		high := int(2*expected) + 400 // beyond every quantile that a float64 has
		return f.limit(q, high, func(r int) float64 { return dist.Poisson(r, expected) })
	}
	tail := (1 - f.P) / 2
	return stats.Interval{Low: at(tail), High: at(1 - tail)}, nil
}

// Ratio is the limits for a standardised ratio, observed over expected, as the
// public health tools of England draw them: the exact interval for a count of
// expected, over expected. expected need not be whole.
func (f Funnel) Ratio(expected float64) (stats.Interval, error) {
	if err := f.expected(expected); err != nil {
		return stats.Interval{}, err
	}
	tail := (1 - f.P) / 2
	return stats.Interval{
		Low:  dist.ChiSquaredQuantile(tail, 2*expected) / 2 / expected,
		High: dist.ChiSquaredQuantile(1-tail, 2*expected+2) / 2 / expected,
	}, nil
}

func (f Funnel) expected(expected float64) error {
	if err := f.check(); err != nil {
		return err
	}
	if !(expected > 0) || math.IsInf(expected, 0) {
		return stats.Undefined("There is no funnel where %v events are expected", expected)
	}
	if expected > largest || expected < 1.0/largest {
		return errs.Invalid("expected", "%v events are expected; a funnel takes from %v to %d", expected, 1.0/largest, largest)
	}
	return nil
}

// limit is the q quantile of counts with the distribution function at: the
// smallest r with at(r) >= q, less, where the limits are smooth, the part of its
// probability that lies beyond q; but no count is below 0.
func (f Funnel) limit(q float64, high int, at func(int) float64) float64 {
	r := sort.Search(high, func(r int) bool { return at(r) >= q })
	if f.Whole {
		return float64(r)
	}
	here, before := at(r), at(r-1)
	return max(0, float64(r)-(here-q)/(here-before))
}

// Position is where a value is: "inside", or beyond the outermost of the limits
// that it is outside of, such as "above 0.998". The limits are in rising order of
// P.
func Position(value float64, funnels []Funnel, limits []stats.Interval) string {
	where := "inside"
	for i, one := range limits {
		switch {
		case value < one.Low:
			where = "below " + level(funnels[i].P)
		case value > one.High:
			where = "above " + level(funnels[i].P)
		}
	}
	return where
}
