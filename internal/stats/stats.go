// Package stats is the statistics of the programme as pure functions, each with
// its source, its assumptions and its undefined cases as errors.
package stats

import (
	"errors"
	"math"
)

// ErrUndefined is the error of a method that has no answer for its input.
var ErrUndefined = errors.New("stats: not defined for this input")

// Interval is a closed interval.
type Interval struct{ Low, High float64 }

// Z95 is the standard normal quantile of 0.975, for intervals of 95%.
const Z95 = 1.959963984540054

// Wilson is the score interval for a proportion of count in n, without
// continuity correction (E. B. Wilson, "Probable inference, the law of
// succession, and statistical inference", JASA 22, 1927; named method 3 in
// R. G. Newcombe, Statistics in Medicine 17, 1998). z is the normal quantile,
// Z95 for 95%.
//
// It assumes independent observations of one probability. Areas of one country
// that were all inspected are no sample: the interval then says how much the
// share would vary in like circumstances, not how wrong it may be.
//
// It returns ErrUndefined for n < 1, a count outside 0 to n, or z not above 0.
func Wilson(count, n int, z float64) (Interval, error) {
	if n < 1 || count < 0 || count > n || !(z > 0) || math.IsInf(z, 0) {
		return Interval{}, ErrUndefined
	}
	p, m, zz := float64(count)/float64(n), float64(n), z*z
	centre := (p + zz/(2*m)) / (1 + zz/m)
	half := z * math.Sqrt(p*(1-p)/m+zz/(4*m*m)) / (1 + zz/m)
	i := Interval{max(0, centre-half), min(1, centre+half)}
	// At the ends the interval reaches the end exactly; arithmetic may miss it.
	if count == 0 {
		i.Low = 0
	}
	if count == n {
		i.High = 1
	}
	return i, nil
}
