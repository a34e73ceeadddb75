// Package proportion is intervals for a proportion, for a count and for the
// difference of two proportions: how sure one may be of "6 of 10".
//
// All assume independent observations of one probability, unless they say
// otherwise. Areas of one country that were all inspected are no sample: the
// interval then says how much the share would vary in like circumstances, not
// how wrong it may be. A sample without replacement from a small population has
// the methods with a population size.
//
// Everywhere conf is the confidence, such as 0.95, and an interval has two
// sides, each missed with at most (1-conf)/2. What cannot be a count of its
// base has no interval: stats.ErrUndefined.
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
	if err := share(count, n); err != nil {
		return stats.Interval{}, err
	}
	if !(z > 0) || math.IsInf(z, 0) {
		return stats.Interval{}, stats.Undefined("An interval needs a confidence above 0 and below 1")
	}
	return score(count, n, float64(n), z), nil
}

// WilsonCC is Wilson's interval with continuity correction, which covers at
// least as often as it says and is wider for it (method 4 in R. G. Newcombe,
// "Two-sided confidence intervals for the single proportion", Statistics in
// Medicine 17, 857-872, 1998). Its limit is the end where nothing or everything
// was seen.
func WilsonCC(count, n int, conf float64) (stats.Interval, error) {
	z, err := sure(count, n, conf)
	if err != nil {
		return stats.Interval{}, err
	}
	x, m, zz := float64(count), float64(n), z*z
	i := stats.Interval{Low: 0, High: 1}
	if count > 0 {
		root := math.Sqrt(zz - 2 - 1/m + 4*x/m*(m-x+1))
		i.Low = max(0, (2*x+zz-1-z*root)/(2*(m+zz)))
	}
	if count < n {
		root := math.Sqrt(zz + 2 - 1/m + 4*x/m*(m-x-1))
		i.High = min(1, (2*x+zz+1+z*root)/(2*(m+zz)))
	}
	return i, nil
}

// WilsonFinite is Wilson's interval for the share in a population of which n
// were drawn without replacement. The variance of the share is the smaller by
// (population-n)/(population-1) (W. G. Cochran, Sampling Techniques, 3rd edition
// 1977, 3.2), so that the sample counts as one of n(population-1)/(population-n)
// with replacement. Where everybody was seen, the interval is the share.
func WilsonFinite(count, n, population int, conf float64) (stats.Interval, error) {
	z, err := sure(count, n, conf)
	if err != nil {
		return stats.Interval{}, err
	}
	if population < n {
		return stats.Interval{}, stats.Undefined("A sample of %d cannot come from a population of %d", n, population)
	}
	if population == n {
		p := float64(count) / float64(n)
		return stats.Interval{Low: p, High: p}, nil
	}
	size := float64(n) * float64(population-1) / float64(population-n)
	return score(count, n, size, z), nil
}

// score is the interval of Wilson for the share count/n as if seen in size.
func score(count, n int, size, z float64) stats.Interval {
	p, zz := float64(count)/float64(n), z*z
	centre := (p + zz/(2*size)) / (1 + zz/size)
	half := z * math.Sqrt(p*(1-p)/size+zz/(4*size*size)) / (1 + zz/size)
	i := stats.Interval{Low: max(0, centre-half), High: min(1, centre+half)}
	// At the ends the interval reaches the end exactly; arithmetic may miss it.
	if count == 0 {
		i.Low = 0
	}
	if count == n {
		i.High = 1
	}
	return i
}
