package change

import (
	"slices"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/stats"
)

// Adjustment makes p values of tests that were made together larger, so that each
// can be read as if it were alone.
type Adjustment func(p []float64) ([]float64, error)

// Bonferroni multiplies each by how many there are (O. J. Dunn, JASA 56, 1961). It
// holds whatever the tests have to do with each other; [Holm] does too and finds
// more.
func Bonferroni(p []float64) ([]float64, error) {
	return adjust(p, func(_, n int) float64 { return float64(n) }, nil)
}

// Holm keeps the chance of one false finding or more below the level, whatever
// the tests have to do with each other (S. Holm, "A simple sequentially rejective
// multiple test procedure", Scandinavian Journal of Statistics 6, 1979).
func Holm(p []float64) ([]float64, error) {
	return adjust(p, func(rank, n int) float64 { return float64(n - rank) }, upwards)
}

// Hochberg does the same for tests that do not speak against each other, and finds
// more (Y. Hochberg, "A sharper Bonferroni procedure for multiple tests of
// significance", Biometrika 75, 1988).
func Hochberg(p []float64) ([]float64, error) {
	return adjust(p, func(rank, n int) float64 { return float64(n - rank) }, downwards)
}

// BenjaminiHochberg keeps the share of findings that are false below the level,
// for tests that do not speak against each other (Y. Benjamini and Y. Hochberg,
// "Controlling the false discovery rate", JRSS B 57, 1995).
func BenjaminiHochberg(p []float64) ([]float64, error) {
	return adjust(p, func(rank, n int) float64 { return float64(n) / float64(rank+1) }, downwards)
}

// adjust multiplies each p value by a factor for its rank from the smallest, and
// then keeps the order.
func adjust(p []float64, factor func(rank, n int) float64, order func([]float64)) ([]float64, error) {
	if len(p) == 0 {
		return nil, stats.Undefined("There is no p value to adjust")
	}
	for i, x := range p {
		if !(x >= 0 && x <= 1) {
			return nil, errs.Invalid("p", "The p value %v in place %d is not between 0 and 1", x, i+1)
		}
	}
	place := make([]int, len(p))
	for i := range place {
		place[i] = i
	}
	slices.SortStableFunc(place, func(a, b int) int {
		switch {
		case p[a] < p[b]:
			return -1
		case p[a] > p[b]:
			return 1
		}
		return 0
	})
	byRank := make([]float64, len(p))
	for rank, i := range place {
		byRank[rank] = min(1, p[i]*factor(rank, len(p)))
	}
	if order != nil {
		order(byRank)
	}
	out := make([]float64, len(p))
	for rank, i := range place {
		out[i] = byRank[rank]
	}
	return out, nil
}

// upwards lets none be smaller than one before it.
func upwards(p []float64) {
	for i := 1; i < len(p); i++ {
		p[i] = max(p[i], p[i-1])
	}
}

// downwards lets none be larger than one after it.
func downwards(p []float64) {
	for i := len(p) - 2; i >= 0; i-- {
		p[i] = min(p[i], p[i+1])
	}
}
