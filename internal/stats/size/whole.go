package size

import (
	"slices"

	"github.com/northinch/northinch/internal/stats"
)

// ProportionalWhole shares n units among strata by their populations, in whole numbers
// that add up: the largest remainders are rounded up, at a tie those of the earlier
// strata. A stratum gives at least least, or all it has; where these minima alone are
// more than n, they are the answer, and the sum is larger than n.
//
// It returns stats.ErrUndefined for an n outside 1 to the whole, a minimum below 1, and
// a stratum without units.
func ProportionalWhole(populations []int, n, least int) ([]int, error) {
	sizes, left, err := minima(populations, n, least)
	if err != nil || left <= 0 {
		return sizes, err
	}
	// Strata whose share is below their minimum keep that and leave the others less,
	// until no more do.
	fixed := make([]bool, len(populations))
	for again := true; again; {
		again = false
		n, whole := open(n, sizes, populations, fixed)
		for h, N := range populations {
			if !fixed[h] && n*N < sizes[h]*whole {
				fixed[h], again = true, true
			}
		}
	}
	n, whole := open(n, sizes, populations, fixed)
	var byRemainder []int
	for h, N := range populations {
		if !fixed[h] {
			sizes[h] = n * N / whole
			byRemainder = append(byRemainder, h)
		}
	}
	rest := n
	for _, h := range byRemainder {
		rest -= sizes[h]
	}
	slices.SortStableFunc(byRemainder, func(a, b int) int { return n*populations[b]%whole - n*populations[a]%whole })
	for _, h := range byRemainder[:rest] {
		sizes[h]++
	}
	return sizes, nil
}

// open is what is left to share, and among how many units, beside fixed strata.
func open(n int, sizes, populations []int, fixed []bool) (left, whole int) {
	for h, N := range populations {
		if fixed[h] {
			n -= sizes[h]
		} else {
			whole += N
		}
	}
	return n, whole
}

// mostWhole is how many units of strata the products of two counts leave room for.
const mostWhole = 1 << 31

// minima gives each stratum its least number, and says what is left of n.
func minima(populations []int, n, least int) (sizes []int, left int, err error) {
	whole := 0
	for h, N := range populations {
		if N < 1 || N > mostWhole-whole {
			return nil, 0, stats.Undefined("Stratum %d has %d units; it needs at least one, and all have 2^31 at most", h+1, N)
		}
		whole += N
		sizes = append(sizes, min(least, N))
		left -= min(least, N)
	}
	switch {
	case least < 1:
		return nil, 0, stats.Undefined("Every stratum gives at least 1 unit, not %d", least)
	case n < 1 || n > whole:
		return nil, 0, stats.Undefined("%d units cannot be taken from %d", n, whole)
	}
	return sizes, n + left, nil
}
