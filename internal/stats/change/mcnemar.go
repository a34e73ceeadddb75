package change

import (
	"math"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/stats"
	"github.com/northinch/northinch/internal/stats/dist"
)

// McNemarExact is the exact two-sided p value of McNemar's test of two rounds of
// a yes or no: b changed one way and c the other, and what stayed says nothing
// (Q. McNemar, "Note on the sampling error of the difference between correlated
// proportions or percentages", Psychometrika 12, 1947).
//
// It returns stats.ErrUndefined where nothing changed.
func McNemarExact(b, c int) (float64, error) { return even(b, c) }

// McNemarMidP is the exact p value less half the probability of what was seen,
// which errs less to the careful side (M. W. Fagerland, S. Lydersen and P. Laake,
// "The McNemar test for binary matched-pairs data", BMC Medical Research
// Methodology 13, 2013).
//
// It returns stats.ErrUndefined where nothing changed.
func McNemarMidP(b, c int) (float64, error) {
	p, err := even(b, c)
	if err != nil {
		return 0, err
	}
	if b == c {
		// Both tails meet in the middle, whose probability is halved once.
		return 1 - dist.BinomialMass(b, b+c, 0.5)/2, nil
	}
	return p - dist.BinomialMass(min(b, c), b+c, 0.5), nil
}

// McNemar is the test with the chi-squared approximation, which serves for some 25
// changes or more; correct takes one off the difference for continuity (A. L.
// Edwards, Psychometrika 13, 1948).
//
// It returns stats.ErrUndefined where nothing changed.
func McNemar(b, c int, correct bool) (Test, error) {
	if b < 0 || c < 0 {
		return Test{}, errs.Invalid("input", "%d and %d are no two counts from 0", b, c)
	}
	difference, n := math.Abs(float64(b)-float64(c)), float64(b)+float64(c)
	if n == 0 {
		return Test{}, stats.Undefined("Nothing changed; there is nothing to test")
	}
	if correct {
		difference = max(0, difference-1)
	}
	chi := difference * difference / n
	return Test{chi, 1, dist.ChiSquaredUpper(chi, 1)}, nil
}
