// Package size is how many to take and where: sample sizes for a wished
// precision, for finding what is rare, and for a test of compliance, and the
// allocation of a sample to strata.
//
// All of it is arithmetic before the fact. A size holds for the share or the
// spread that was assumed for it; what was assumed is a parameter, never hidden
// in the answer. Sizes are given as the formula has them and rounded up to whole
// units, which is the smallest sample that keeps the promise; a table that was
// printed with another rounding says so.
package size

import (
	"math"

	"github.com/northinch/northinch/internal/stats"
)

// Size is a sample size.
type Size struct {
	// Exact is what the formula gives, in units.
	Exact float64
	// N is the smallest whole number of units, at least one, that is not below Exact.
	N int
}

// most is the largest size that is given as a whole number: beyond 2^53 a
// float64 does not hold every one.
const most = 1 << 53

// slack is how far, relative to itself, a result of floating point arithmetic may
// lie from a whole number and still be taken for it: 2 squared over 0.05 squared
// is 1600, not 1600 and one.
const slack = 1e-10

// up is a size rounded up.
func up(exact float64) (Size, error) {
	if !(exact >= 0 && exact <= most) {
		return Size{}, stats.Undefined("The size would be beyond 2^53 units")
	}
	if near := math.Round(exact); math.Abs(exact-near) <= slack*max(1, near) {
		return Size{exact, max(1, int(near))}, nil
	}
	return Size{exact, int(math.Ceil(exact))}, nil
}

// HalfUp is a size rounded to the nearest whole number, halves up, as in the
// printed table of Krejcie and Morgan.
func (s Size) HalfUp() int { return int(math.Floor(s.Exact + 0.5)) }

// share says whether p is a share that varies: above 0 and below 1.
func share(p float64) bool { return p > 0 && p < 1 }

// positive says whether x is a number above 0.
func positive(x float64) bool { return x > 0 && !math.IsInf(x, 0) }

// population says whether N can be the size of a population: at least 1, or
// infinite where the sample is a small part of it.
func population(N float64) bool { return N >= 1 }

// finite shrinks the size for an infinite population, n0, by the finite
// population correction: n0 N / (N - 1 + n0) (Cochran, Sampling Techniques, 3rd
// edition 1977, 4.2, as n0/(1 + (n0 - 1)/N)).
func finite(n0, N float64) (Size, error) {
	if math.IsInf(N, 1) {
		return up(n0)
	}
	if math.IsInf(n0, 1) {
		return up(N)
	}
	return up(n0 / ((N - 1 + n0) / N))
}
