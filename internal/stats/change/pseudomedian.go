package change

import (
	"slices"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/stats"
)

// PseudoMedian is a typical difference of two rounds with its interval.
type PseudoMedian struct {
	Estimate float64
	// Interval holds the typical difference with a probability of at least Conf,
	// the nearest above what was asked for that whole ranks allow.
	Interval stats.Interval
	Conf     float64
	// Narrow says that so few areas allow no interval of the confidence asked for;
	// Interval and Conf are then of the widest that there is.
	Narrow bool
}

// HodgesLehmann is the median of the means of all pairs of differences, first less
// second, each with itself too, and the interval that the exact signed-rank test
// gives (J. L. Hodges and E. L. Lehmann, "Estimates of location based on rank
// tests", Annals of Mathematical Statistics 34, 1963; interval of J. W. Tukey, as in
// M. Hollander and D. A. Wolfe, "Nonparametric Statistical Methods", 1999, section
// 3.3). It averages differences: it suits measurements and no grades. Differences
// should lie evenly to both sides of their middle. Where differences are alike or
// zero the interval holds at least as often as it says.
//
// It returns stats.ErrUndefined without areas, and errs.BadInput with the row of
// what is no number, for more than [MostExact] areas, or for a confidence outside
// 0 to 1.
func HodgesLehmann(first, second []float64, conf float64) (PseudoMedian, error) {
	d, _, err := differences(first, second)
	if err != nil {
		return PseudoMedian{}, err
	}
	if !(conf > 0 && conf < 1) {
		return PseudoMedian{}, errs.Invalid("conf", "The confidence %v is not between 0 and 1", conf)
	}
	if len(d) > MostExact {
		return PseudoMedian{}, errs.Invalid("input", "There are %d areas; the exact interval is counted for at most %d", len(d), MostExact)
	}
	means := make([]float64, 0, len(d)*(len(d)+1)/2)
	for i, x := range d {
		for _, y := range d[:i+1] {
			means = append(means, x/2+y/2)
		}
	}
	slices.Sort(means)
	n := len(means)
	out := PseudoMedian{Estimate: means[(n-1)/2]/2 + means[n/2]/2}
	from, tail := lowest(len(d), (1-conf)/2)
	out.Narrow = from == 0
	if out.Narrow {
		from = 1
	}
	out.Interval = stats.Interval{Low: means[from-1], High: means[n-from]}
	out.Conf = 1 - 2*tail
	return out, nil
}

// lowest is the smallest sum of positive ranks, of n areas without a change, that
// is reached or stayed below with a probability of at least p, and the
// probability of staying below it, or of 0 where that is the sum.
func lowest(n int, p float64) (sum int, below float64) {
	ranks := make([]int, n)
	for i := range ranks {
		ranks[i] = i + 1
	}
	chances := signings(ranks)
	below = chances[0]
	if below >= p-slack {
		return 0, below
	}
	for sum = 1; below+chances[sum] < p-slack; sum++ {
		below += chances[sum]
	}
	return sum, below
}

// slack is what adding up probabilities may lose.
const slack = 2e-15
