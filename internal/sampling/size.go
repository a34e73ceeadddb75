package sampling

import (
	"math"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/stats/dist"
	"github.com/northinch/northinch/internal/stats/size"
)

// The intervals that a size is planned by.
const (
	// Normal is the normal approximation with the finite population correction
	// (W. G. Cochran, Sampling Techniques, third edition, 1977, sections 3.2 and 4.4).
	Normal = "normal"
	// Wilson is the score interval, which is better for a share near 0 or 100%; the
	// correction makes n records of N worth n(N-1)/(N-n) (Wilson 1927; R. Valliant,
	// J. A. Dever and F. Kreuter, Practical Tools for Designing and Weighting Survey
	// Samples, second edition, 2018, section 3.2).
	Wilson = "wilson"
)

// Aim is how sure an estimate of a share should be.
type Aim struct {
	Interval   string  `json:"interval"`   // Normal or Wilson
	Margin     float64 `json:"margin"`     // half of the width of the interval, in percentage points
	Confidence float64 `json:"confidence"` // in per cent
	Share      float64 `json:"share"`      // that is expected, in per cent; 50 is the most cautious
}

func (a Aim) check() error {
	switch {
	case a.Interval != Normal && a.Interval != Wilson:
		return errs.Invalid("interval", "“%s” is no interval to plan by; there are normal and wilson", a.Interval)
	case !(a.Margin >= 0.1 && a.Margin <= 50):
		return errs.Invalid("margin", "The margin is from 0.1 to 50 percentage points, not %v", a.Margin)
	case !(a.Confidence >= 50 && a.Confidence <= 99.99):
		return errs.Invalid("confidence", "The confidence is from 50 to 99.99 per cent, not %v", a.Confidence)
	case !(a.Share >= 0.1 && a.Share <= 99.9):
		return errs.Invalid("share", "The share that is expected is from 0.1 to 99.9 per cent, not %v", a.Share)
	}
	return nil
}

// Size is the fewest records of a population with which the interval is no wider than
// the margin on either side. It is rounded up, never to the nearest.
//
// It returns errs.BadInput for an aim outside its bounds and an empty population.
func (a Aim) Size(population int) (int, error) {
	if err := a.check(); err != nil {
		return 0, err
	}
	if population < 1 {
		return 0, errs.Invalid("population", "A population of %d has no sample", population)
	}
	if a.Interval == Wilson && a.Margin == 50 {
		return 1, nil // no Wilson interval is wider
	}
	of := size.ForMargin
	if a.Interval == Wilson {
		of = size.ForWilson
	}
	n, err := of(a.Share/100, a.Margin/100, a.z(), float64(population))
	return n.N, err
}

// Reaches is half of the width of the interval that n records of a population give, in
// percentage points: 0 where all are read. The Wilson interval need not be even on both
// sides of the estimate; it is half of the whole.
//
// It returns stats.ErrUndefined where none is read.
func (a Aim) Reaches(n, population int) (float64, error) {
	w, err := size.Worth(float64(n), float64(population))
	if err != nil {
		return 0, err
	}
	return a.half(w)
}

func (a Aim) z() float64 { return dist.Z(a.Confidence / 100) }

// half is half of the width of the interval, in percentage points, that so many records
// of an endless population give.
func (a Aim) half(worth float64) (float64, error) {
	if math.IsInf(worth, 1) {
		return 0, nil
	}
	if a.Interval == Wilson {
		m, err := size.WilsonMargin(worth, a.Share/100, a.z())
		return 100 * m, err
	}
	p, err := size.Reached(worth, a.Share/100, a.z(), math.Inf(1))
	return 100 * p.Margin, err
}
