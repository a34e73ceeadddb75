package estimate

import (
	"github.com/northinch/northinch/internal/stats"
)

// Variance names an estimator of the variance of a Horvitz-Thompson total.
type Variance string

// The estimators of variance.
const (
	// WithReplacement takes the sample as one with replacement (M. H. Hansen and
	// W. N. Hurwitz, Annals of Mathematical Statistics 14, 1943): on the safe side
	// where much of the population was drawn.
	WithReplacement Variance = "with_replacement"
	// Brewer needs no joint probabilities (K. R. W. Brewer, Combined Survey
	// Sampling Inference, 2002; as approximation 2 in K. R. W. Brewer and M. E.
	// Donadio, Survey Methodology 29, 2003): each unit's part is weighed by
	// 1 - its probability, n/(n-1) times.
	Brewer Variance = "brewer"
	// YatesGrundy is for samples of a fixed size (F. Yates and P. M. Grundy,
	// Journal of the Royal Statistical Society B 15, 1953, and A. R. Sen); it needs
	// the joint probabilities.
	YatesGrundy Variance = "yates_grundy"
	// HorvitzThompson is the variance of the paper of 1952; it needs the joint
	// probabilities and may be negative.
	HorvitzThompson Variance = "horvitz_thompson"
)

// Thompson is the estimated total of y from a sample in which each unit had the
// probability p to be drawn: the sum of y/p (D. G. Horvitz and D. J. Thompson,
// "A generalization of sampling without replacement from a finite universe",
// JASA 47, 1952). joint is the matrix of the probabilities that two units are both
// drawn, for the variances that need it, and nil for the others.
//
// It returns stats.ErrUndefined for fewer than two units, a probability outside
// (0, 1], joint probabilities that are missing or impossible, and an estimate of
// the variance that is negative.
func Thompson(y, p []float64, v Variance, joint [][]float64) (Estimate, error) {
	if len(y) < 2 {
		return Estimate{}, stats.Undefined("A sample of %d units says nothing of how much they vary", len(y))
	}
	z := make([]float64, len(y))
	var total float64
	for i, q := range p {
		if !(q > 0 && q <= 1) {
			return Estimate{}, stats.Undefined("The probability of row %d is %v; it must be above 0 and at most 1", i+1, q)
		}
		z[i] = y[i] / q
		total += z[i]
	}
	var variance float64
	switch v {
	case WithReplacement:
		variance = spread(z, func(int) float64 { return 1 })
	case Brewer:
		variance = spread(z, func(i int) float64 { return 1 - p[i] })
	case YatesGrundy, HorvitzThompson:
		if err := possible(p, joint); err != nil {
			return Estimate{}, err
		}
		variance = pairs(z, p, joint, v)
	default:
		return Estimate{}, stats.Undefined("There is no variance “%s”; there are %s, %s, %s and %s", string(v), WithReplacement, Brewer, YatesGrundy, HorvitzThompson)
	}
	if variance < 0 {
		return Estimate{}, stats.Undefined("The estimate of the variance is negative: with these joint probabilities the sample does not say how sure its total is")
	}
	return estimated(total, variance, len(y)-1)
}

// spread is n/(n-1) times the weighted squares of what differs from the mean.
func spread(z []float64, weight func(int) float64) float64 {
	n := float64(len(z))
	var mean, v float64
	for _, x := range z {
		mean += x / n
	}
	for i, x := range z {
		v += weight(i) * (x - mean) * (x - mean)
	}
	return n / (n - 1) * v
}

// possible checks joint probabilities against those of the units.
func possible(p []float64, joint [][]float64) error {
	if len(joint) != len(p) {
		return stats.Undefined("This variance needs the joint probabilities of all %d units; there are %d rows of them", len(p), len(joint))
	}
	for i, row := range joint {
		if len(row) != len(p) {
			return stats.Undefined("Row %d of the joint probabilities has %d numbers; it needs %d", i+1, len(row), len(p))
		}
		for j, q := range row {
			if i != j && !(q > 0 && q <= min(p[i], p[j])*(1+1e-9)) {
				return stats.Undefined("The joint probability of the rows %d and %d is %v; it must be above 0 and at most the smaller of both", i+1, j+1, q)
			}
		}
	}
	return nil
}

// pairs is the sum over all pairs of units.
func pairs(z, p []float64, joint [][]float64, v Variance) float64 {
	var sum float64
	for i := range z {
		if v == HorvitzThompson {
			sum += (1 - p[i]) * z[i] * z[i]
		}
		for j := range z[:i] {
			c := 1 - p[i]/joint[i][j]*p[j] // the covariance of being drawn, in parts
			if v == HorvitzThompson {
				sum += 2 * c * z[i] * z[j]
			} else {
				sum -= c * (z[i] - z[j]) * (z[i] - z[j])
			}
		}
	}
	return sum
}
