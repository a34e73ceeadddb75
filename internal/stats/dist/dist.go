// Package dist is the distributions that the statistics stand on: normal, t,
// chi-squared, F, beta, gamma, binomial, Poisson and hypergeometric, as
// distribution functions and quantiles.
//
// The incomplete beta and gamma functions are a continued fraction and a series
// (W. H. Press and others, Numerical Recipes, 3rd edition, 6.2 and 6.4) behind a
// factor that keeps its digits for large arguments (loader.go). Quantiles are
// found by halving, on the distribution function itself, so that a quantile and
// its probability always agree to the last digits; they cost some sixty
// evaluations.
//
// Callers check their input: outside the stated ranges a function returns NaN
// and never panics.
package dist

import "math"

// Normal is the probability that a standard normal variable is at most z.
func Normal(z float64) float64 { return 0.5 * math.Erfc(-z/math.Sqrt2) }

// NormalQuantile is the z with Normal(z) = p, for p in (0, 1).
func NormalQuantile(p float64) float64 {
	if !(p > 0 && p < 1) {
		return math.NaN()
	}
	return math.Sqrt2 * math.Erfinv(2*p-1)
}

// Z is the half width of a two-sided interval of confidence conf in standard
// errors: 1.96 for 0.95.
func Z(conf float64) float64 { return NormalQuantile(0.5 + conf/2) }

// BetaQuantile is the x with Beta(x, a, b) = p, for p in [0, 1].
func BetaQuantile(p, a, b float64) float64 {
	if !(p >= 0 && p <= 1) || math.IsNaN(Beta(0.5, a, b)) {
		return math.NaN()
	}
	return invert(func(x float64) float64 { return Beta(x, a, b) }, p, 0, 1)
}

// GammaQuantile is the x with Gamma(x, a) = p, for p in [0, 1).
func GammaQuantile(p, a float64) float64 {
	if !(p >= 0 && p < 1) || math.IsNaN(Gamma(1, a)) {
		return math.NaN()
	}
	high := a + 1
	for Gamma(high, a) < p {
		high *= 2
	}
	return invert(func(x float64) float64 { return Gamma(x, a) }, p, 0, high)
}

// invert is the x in [low, high] at which the rising function f reaches p. It
// halves until the two ends are neighbours as numbers.
func invert(f func(float64) float64, p, low, high float64) float64 {
	for {
		middle := low + (high-low)/2
		if middle <= low || middle >= high {
			return middle
		}
		if f(middle) < p {
			low = middle
		} else {
			high = middle
		}
	}
}
