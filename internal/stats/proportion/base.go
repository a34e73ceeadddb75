package proportion

import (
	"math"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/stats"
	"github.com/northinch/northinch/internal/stats/dist"
)

// share says why count of n is no proportion.
func share(count, n int) error {
	if n < 1 || count < 0 || count > n {
		return stats.Undefined("A proportion of %d in %d has no interval", count, n)
	}
	return nil
}

// sure is the normal quantile for an interval of count in n.
func sure(count, n int, conf float64) (float64, error) {
	if err := share(count, n); err != nil {
		return 0, err
	}
	return quantile(conf)
}

// quantile is the normal quantile of a two-sided interval. A confidence so near
// 0 or 1 that its quantile is no number any more has none.
func quantile(conf float64) (float64, error) {
	z := dist.Z(conf)
	if !(z > 0) || math.IsInf(z, 0) {
		return 0, stats.Undefined("An interval needs a confidence above 0 and below 1, not %v", conf)
	}
	return z, nil
}

// largest is the largest base of the methods that add up a distribution: their
// cost grows with its root.
const largest = 1_000_000_000

// countable refuses a base that would take too long to add up.
func countable(name string, n int) error {
	if n > largest {
		return errs.Invalid(name, "%s is %d; exact methods take at most %d, and at that size Wilson's interval is as good", name, n, largest)
	}
	return nil
}

// clip keeps an interval within what can be.
func clip(low, high, least, most float64) stats.Interval {
	return stats.Interval{Low: min(most, max(least, low)), High: max(least, min(most, high))}
}
