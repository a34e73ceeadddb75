package proportion

import (
	"sort"

	"github.com/northinch/northinch/internal/stats"
	"github.com/northinch/northinch/internal/stats/dist"
)

// Finite is the exact interval for how many of a population have a mark, where
// count of n drawn from it without replacement have it: the smallest and the
// largest number under which so many or more, and so few or fewer, have a
// probability above (1-conf)/2 (H. S. Konijn, Statistical Theory of Sample Survey
// Design and Analysis, 1973; W. G. Cochran, Sampling Techniques, 3rd edition
// 1977, 3.6). Both limits are inside; some programs give the first numbers
// outside.
//
// It returns stats.ErrUndefined for a count that cannot be of n or an n that
// cannot be of the population, and errs.BadInput above a thousand million.
func Finite(count, n, population int, conf float64) (low, high int, err error) {
	tail, err := tails(count, n, conf)
	if err != nil {
		return 0, 0, err
	}
	if population < n {
		return 0, 0, stats.Undefined("A sample of %d cannot come from a population of %d", n, population)
	}
	if err := countable("N", population); err != nil {
		return 0, 0, err
	}
	low = fewestMarked(count, n, population, tail)
	high = population - fewestMarked(n-count, n, population, tail) // the mirror
	return low, high, nil
}

// fewestMarked is the smallest number of marked under which count or more of n
// have a probability above tail. The probability grows with the number.
func fewestMarked(count, n, population int, tail float64) int {
	// As many as were seen are there; as many as were seen not to be are not.
	return count + sort.Search(population-n, func(more int) bool {
		return 1-dist.Hypergeometric(count-1, n, count+more, population) > tail
	})
}
