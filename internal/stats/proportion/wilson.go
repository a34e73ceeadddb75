// Package proportion is intervals for a proportion, for a count and for the
// difference of two proportions: how sure one may be of "6 of 10".
//
// All assume independent observations of one probability, unless they say
// otherwise. Areas of one country that were all inspected are no sample: the
// interval then says how much the share would vary in like circumstances, not
// how wrong it may be. A sample without replacement from a small population has
// the methods with a population size.
package proportion

import (
	"math"

	"github.com/northinch/northinch/internal/stats"
)

// Wilson is the score interval for a proportion of count in n, without
// continuity correction (E. B. Wilson, "Probable inference, the law of
// succession, and statistical inference", JASA 22, 1927; named method 3 in
// R. G. Newcombe, Statistics in Medicine 17, 1998). z is the normal quantile,
// [stats.Z95] for 95%.
//
// It returns stats.ErrUndefined for n < 1, a count outside 0 to n, or z not
// above 0.
func Wilson(count, n int, z float64) (stats.Interval, error) {
	if n < 1 || count < 0 || count > n || !(z > 0) || math.IsInf(z, 0) {
		return stats.Interval{}, stats.Undefined("A proportion of %d in %d has no interval", count, n)
	}
	p, m, zz := float64(count)/float64(n), float64(n), z*z
	centre := (p + zz/(2*m)) / (1 + zz/m)
	half := z * math.Sqrt(p*(1-p)/m+zz/(4*m*m)) / (1 + zz/m)
	i := stats.Interval{Low: max(0, centre-half), High: min(1, centre+half)}
	// At the ends the interval reaches the end exactly; arithmetic may miss it.
	if count == 0 {
		i.Low = 0
	}
	if count == n {
		i.High = 1
	}
	return i, nil
}
