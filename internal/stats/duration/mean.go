package duration

import (
	"math"

	"github.com/northinch/northinch/internal/stats"
)

// Mean is a mean duration with its standard error.
type Mean struct{ Mean, SE float64 }

// Last is the last time at which a spell was seen.
func (c Curve) Last() float64 { return c[len(c)-1].Time }

// RestrictedMean is the mean duration of spells when each counts for at most tau:
// the area under the curve up to it, which needs no guess of what came after
// (J. O. Irwin, "The standard error of an estimate of expectation of life", Journal
// of Hygiene 47, 1949; variance as in R. G. Miller, "Survival Analysis", 1981).
//
// It returns stats.ErrUndefined for a tau below 0, or after the last spell was
// seen unless all had ended.
func (c Curve) RestrictedMean(tau float64) (Mean, error) {
	if err := c.within(tau); err != nil {
		return Mean{}, err
	}
	var area, variance float64
	// From the end, so that at each step area is that under the curve after it.
	until := tau
	for i := len(c) - 1; i >= 0; i-- {
		s := c[i]
		if s.Time > tau {
			continue
		}
		area += s.S * (until - s.Time)
		until = s.Time
		if n, d := float64(s.Risk), float64(s.Events); n > d {
			variance += area * area * d / (n * (n - d))
		}
	}
	return Mean{area + until, math.Sqrt(variance)}, nil
}

// Interval is the mean and z standard errors to each side, not below 0.
func (m Mean) Interval(z float64) stats.Interval {
	return stats.Interval{Low: max(0, m.Mean-z*m.SE), High: m.Mean + z*m.SE}
}
