package duration

import (
	"github.com/northinch/northinch/internal/stats"
)

// When is a time at which a curve reaches a level, if it does.
type When struct {
	Time    float64
	Reached bool
}

// Quantile is the time by which a share of the spells has ended, with its
// limits. A limit that is not reached is open: no time is too long for it.
type Quantile struct{ Time, Low, High When }

// level is how near a level a curve must be to lie on it: the products of a curve
// that is exactly one half are not.
const level = 1.5e-8

// Median is the time by which half have ended: the first time at which the curve
// is below one half, or, where it lies on one half for a while, the middle of that
// while. Its limits are the times at which the limits of the curve pass one half
// (R. Brookmeyer and J. Crowley, "A confidence interval for the median survival
// time", Biometrics 38, 1982, who do so on the scale [Plain]).
//
// A curve that ends on one half has its median where it reached it: unlike
// [Curve.Quantile], which is how the published tables of medians have it.
func (c Curve) Median(on Scale, z float64) Quantile { return c.reach(0.5, on, z, false) }

// Quantile is the time by which a share p of the spells has ended, as
// [Curve.Median] has it; a curve that ends on the level counts as lying there
// until its last time.
//
// It returns stats.ErrUndefined for p outside 0 to 1.
func (c Curve) Quantile(p float64, on Scale, z float64) (Quantile, error) {
	if !(p > 0 && p <= 1) {
		return Quantile{}, stats.Undefined("A share of %v is never reached; it must be above 0 and at most 1", p)
	}
	return c.reach(1-p, on, z, true), nil
}

func (c Curve) reach(at float64, on Scale, z float64, last bool) Quantile {
	limit := func(high bool) func(Step) (float64, bool) {
		return func(s Step) (float64, bool) {
			i, err := s.Interval(on, z)
			if high {
				return i.High, err == nil
			}
			return i.Low, err == nil
		}
	}
	return Quantile{
		Time: c.crossing(at, last, func(s Step) (float64, bool) { return s.S, true }),
		Low:  c.crossing(at, last, limit(false)),
		High: c.crossing(at, last, limit(true)),
	}
}

// crossing is when a value of the steps, which falls, passes a level. last says
// whether a value that ends on the level lies there until the last step.
func (c Curve) crossing(at float64, last bool, value func(Step) (float64, bool)) When {
	first := -1
	known := false
	for i, s := range c {
		var v float64
		if v, known = value(s); !known {
			continue
		}
		if first < 0 && v < at+level {
			first = i
		}
		if v <= at-level {
			return When{(c[first].Time + s.Time) / 2, true}
		}
	}
	switch {
	case first < 0:
		return When{}
	case last && known:
		return When{(c[first].Time + c[len(c)-1].Time) / 2, true}
	default:
		return When{c[first].Time, true}
	}
}
