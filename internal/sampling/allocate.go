package sampling

import (
	"math"
	"slices"

	"github.com/northinch/northinch/internal/errs"
)

// Proportional shares n records among strata by their populations, in whole numbers
// that add up: the largest remainders are rounded up, at a tie those of the earlier
// strata. A stratum gets at least minimum, or all it has; where the minima alone are
// more than n, they are the answer.
//
// It returns errs.BadInput for an n outside 1 to the whole and a minimum below 1.
func Proportional(n, minimum int, populations []int) ([]int, error) {
	sizes, left, err := minima(n, minimum, populations)
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

// open is what is left to share, and among how many records, beside fixed strata.
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

// leastDeviation is the smallest deviation but 0. Smaller numbers are written in JSON in
// ways that differ between languages, and hashes are made of what is written.
const leastDeviation = 0.0001

// Neyman shares n records among strata so that the variance of the estimate for all is
// the least that whole numbers allow, given the standard deviation within each stratum:
// after the minima, each record goes to the stratum with the highest
// population × deviation / √(size × (size+1)) (T. Wright, "The equivalence of Neyman
// optimum allocation for sampling and equal proportions for apportioning the U.S. House
// of Representatives", The American Statistician 66, 2012), at a tie to the earlier, and
// none gets more than it has.
//
// It returns errs.BadInput for an n outside 1 to the whole, a minimum below 1, and a
// deviation that is missing, neither 0 nor from 0.0001, or where all are 0.
func Neyman(n, minimum int, populations []int, deviations []float64) ([]int, error) {
	if len(deviations) != len(populations) {
		return nil, errs.Invalid("deviation", "Of %d strata, %d have a deviation; each needs one", len(populations), len(deviations))
	}
	for h, s := range deviations {
		if !(s >= leastDeviation || s == 0) || math.IsInf(s, 0) {
			return nil, errs.Invalid("deviation", "The deviation of stratum %d is neither 0 nor a number from %v", h+1, leastDeviation)
		}
	}
	if slices.Max(append([]float64{0}, deviations...)) == 0 {
		return nil, errs.Invalid("deviation", "At least one stratum needs a deviation above 0; where all are alike, share in proportion")
	}
	sizes, left, err := minima(n, minimum, populations)
	for ; left > 0; left-- {
		best, most := 0, -1.0
		for h, size := range sizes {
			if v := float64(populations[h]) * deviations[h] / math.Sqrt(float64(size)*float64(size+1)); size < populations[h] && v > most {
				best, most = h, v
			}
		}
		sizes[best]++
	}
	return sizes, err
}

// minima gives each stratum its least number, and says what is left of n.
func minima(n, minimum int, populations []int) (sizes []int, left int, err error) {
	for _, N := range populations {
		sizes = append(sizes, min(minimum, N))
	}
	switch whole := sum(populations); {
	case minimum < 1:
		return nil, 0, errs.Invalid("minimum", "Every stratum needs at least 1 record, not %d", minimum)
	case n < 1:
		return nil, 0, errs.Invalid("size", "A sample has at least 1 record, not %d", n)
	case n > whole:
		return nil, 0, errs.Invalid("size", "%d records cannot be drawn of %d", n, whole)
	}
	return sizes, n - sum(sizes), nil
}

func sum(list []int) (n int) {
	for _, v := range list {
		n += v
	}
	return n
}
