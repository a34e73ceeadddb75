package duration

import (
	"math"
	"sort"

	"github.com/northinch/northinch/internal/stats"
)

// Incidence is the share of spells that end in one way by a time.
type Incidence struct{ CIF, SE float64 }

// Interval is the interval for the share on a scale.
//
// It returns stats.ErrUndefined for a share of 0, and of 1 on the scale [LogLog].
func (i Incidence) Interval(on Scale, z float64) (stats.Interval, error) {
	return on.interval(i.CIF, i.SE, z)
}

// CumulativeIncidence is the Aalen-Johansen estimate of the share of spells that
// end by a time from one cause when others may end them first (O. O. Aalen and
// S. Johansen, "An empirical transition matrix for non-homogeneous Markov chains",
// Scandinavian Journal of Statistics 5, 1978). One minus a Kaplan-Meier curve that
// takes the other causes for being lost sight of is too high.
//
// The standard error is that of the infinitesimal jackknife: each spell's
// influence on the share, squared and added up (L. A. Jaeckel, "The infinitesimal
// jackknife", 1972; T. M. Therneau, C. S. Crowson and E. J. Atkinson, "Multi-state
// models and competing risks", vignette of the R package survival, which gives the
// same numbers). It does not suppose that the model holds.
//
// It returns stats.ErrUndefined for a cause below 1, for a time below 0 or after
// the last spell was seen unless all had ended, and errs.BadInput with the row of
// a spell that cannot be.
func CumulativeIncidence(spells []Spell, cause int, time float64) (Incidence, error) {
	if err := check(spells); err != nil {
		return Incidence{}, err
	}
	if cause < 1 {
		return Incidence{}, stats.Undefined("The cause %d is none; causes count from 1", cause)
	}
	own := line(spells, func(c int) bool { return c == cause }).ticks()
	curve := product(line(spells, seen).ticks())
	if err := curve.within(time); err != nil {
		return Incidence{}, err
	}
	sums := accumulate(curve, own, time)
	var squares float64
	for _, s := range spells {
		d := sums.influence(s, cause)
		squares += d * d
	}
	return Incidence{sums[len(sums)-1].cif, math.Sqrt(squares)}, nil
}

// running is what has added up by a step of the curve, of the cause asked for.
type running struct {
	time      float64
	cif       float64 // the share that has ended from the cause
	greenwood float64 // the sum of d/(n(n-d)), from every cause
	mixed     float64 // the sum of the cif's increments, each times greenwood before it
	own       float64 // the sum of S d/n², with d of the cause and S before the step
	ended     float64 // 1/(n-d) at the step, 0 where all end
	now       float64 // S/n at the step, with S before it
}

type sums []running

// accumulate adds up until a time; the first row is before the first step. Once
// all have ended nothing adds up any more.
func accumulate(curve Curve, own []tick, until float64) sums {
	out := sums{{time: -1}}
	before := 1.0
	for i, s := range curve {
		if s.Time > until || before == 0 {
			break
		}
		last := out[len(out)-1]
		n, d := float64(s.Risk), float64(own[i].events)
		now := running{time: s.Time, greenwood: s.Greenwood, now: before / n}
		now.cif = last.cif + d*now.now
		now.mixed = last.mixed + d*now.now*last.greenwood
		now.own = last.own + d*now.now/n
		if s.S > 0 {
			now.ended = 1 / (n - float64(s.Events))
		}
		out = append(out, now)
		before = s.S
	}
	return out
}

// by is what has added up by a time.
func (r sums) by(time float64) running {
	return r[sort.Search(len(r), func(i int) bool { return r[i].time > time })-1]
}

// influence is the derivative of the share by the weight of one spell. A spell
// that is at risk lowers the hazards of every step (mixed and own); one that has
// ended, from whatever cause, takes what comes after it away from the share; one
// that ended from the cause adds to it.
func (r sums) influence(s Spell, cause int) float64 {
	enter, leave, last := r[0], r.by(s.End), r[len(r)-1]
	if s.Entry > 0 {
		enter = r.by(s.Entry)
	}
	after := leave.greenwood - enter.greenwood
	d := leave.mixed - enter.mixed - enter.greenwood*(leave.cif-enter.cif) - (leave.own - enter.own)
	if leave.time == s.End && s.Cause != 0 {
		after -= leave.ended
		if s.Cause == cause {
			d += leave.now
		}
	}
	return d + (last.cif-leave.cif)*after
}
