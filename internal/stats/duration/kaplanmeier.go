package duration

import (
	"math"
	"sort"

	"github.com/northinch/northinch/internal/stats"
)

// Step is the curve at one time and until the next.
type Step struct {
	Time float64
	// Risk is how many were under observation and had not ended; Events of them
	// ended at the time and Censored were seen for the last time.
	Risk, Events, Censored int
	// S is the share that lasts longer than the time.
	S float64
	// Greenwood is the sum of d/(n(n-d)) over the times so far, with which the
	// variance of S is S² times this.
	Greenwood float64
}

// Curve is a Kaplan-Meier estimate: its steps by time, one for each time at
// which a spell ended or was last seen.
type Curve []Step

// KaplanMeier is the product-limit estimate of the share of spells that last
// longer than each time (E. L. Kaplan and P. Meier, "Nonparametric estimation from
// incomplete observations", JASA 53, 1958), with the sum of M. Greenwood ("The
// natural duration of cancer", 1926) for its variance. Every cause is an end.
//
// It returns stats.ErrUndefined without spells, and errs.BadInput with the row
// of a spell that cannot be.
func KaplanMeier(spells []Spell) (Curve, error) {
	if err := check(spells); err != nil {
		return nil, err
	}
	return product(line(spells, seen).ticks()), nil
}

func product(ticks []tick) Curve {
	c := make(Curve, len(ticks))
	s, greenwood := 1.0, 0.0
	for i, k := range ticks {
		if k.events > 0 {
			n, d := float64(k.risk), float64(k.events)
			s *= (n - d) / n
			// Where all end the share is zero and has no variance of this form.
			if n > d && s > 0 {
				greenwood += d / (n * (n - d))
			}
		}
		c[i] = Step{k.time, k.risk, k.events, k.censored, s, greenwood}
	}
	return c
}

// At is the curve at a time: its last step until then, or a share of 1 before
// the first.
//
// It returns stats.ErrUndefined for a time below 0, and after the last spell was
// seen, unless all had ended: nobody knows then.
func (c Curve) At(time float64) (Step, error) {
	if err := c.within(time); err != nil {
		return Step{}, err
	}
	i := sort.Search(len(c), func(i int) bool { return c[i].Time > time })
	if i == 0 {
		return Step{Time: time, S: 1}, nil
	}
	return c[i-1], nil
}

func (c Curve) within(time float64) error {
	if !(time >= 0) || math.IsInf(time, 0) {
		return stats.Undefined("The time %v is no length of time; it must be 0 or more", time)
	}
	if last := c[len(c)-1]; time > last.Time && last.S > 0 {
		return stats.Undefined("No spell was followed to %v; the last was seen at %v", time, last.Time)
	}
	return nil
}

// SE is Greenwood's standard error of S.
//
// It returns stats.ErrUndefined where all have ended.
func (s Step) SE() (float64, error) {
	if s.S == 0 {
		return 0, stats.Undefined("All had ended by %v; the share that lasts longer is 0 and has no standard error", s.Time)
	}
	return s.S * math.Sqrt(s.Greenwood), nil
}

// Interval is the interval for S on a scale. z is the normal quantile,
// [stats.Z95] for 95%.
//
// It returns stats.ErrUndefined where all have ended, and on the scale [LogLog]
// where none has.
func (s Step) Interval(on Scale, z float64) (stats.Interval, error) {
	se, err := s.SE()
	if err != nil {
		return stats.Interval{}, err
	}
	return on.interval(s.S, se, z)
}
