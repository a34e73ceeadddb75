package dist

import "math"

// BinomialMass is the probability of exactly x of n, each with probability p.
func BinomialMass(x, n int, p float64) float64 {
	switch {
	case n < 0 || !(p >= 0 && p <= 1):
		return math.NaN()
	case x < 0 || x > n:
		return 0
	case p == 0 || p == 1:
		if x == 0 && p == 0 || x == n && p == 1 {
			return 1
		}
		return 0
	}
	return binomial(float64(x), float64(n), p, 1-p)
}

// Binomial is the probability of at most x of n, each with probability p.
func Binomial(x, n int, p float64) float64 {
	switch {
	case n < 0 || !(p >= 0 && p <= 1):
		return math.NaN()
	case x < 0:
		return 0
	case x >= n:
		return 1
	}
	return Beta(1-p, float64(n-x), float64(x)+1)
}

// PoissonMass is the probability of exactly x events where mean > 0 are expected.
func PoissonMass(x int, mean float64) float64 {
	switch {
	case !(mean > 0) || math.IsInf(mean, 0):
		return math.NaN()
	case x < 0:
		return 0
	}
	return poisson(float64(x), mean)
}

// Poisson is the probability of at most x events where mean > 0 are expected.
func Poisson(x int, mean float64) float64 {
	switch {
	case !(mean > 0) || math.IsInf(mean, 0):
		return math.NaN()
	case x < 0:
		return 0
	}
	return GammaUpper(mean, float64(x)+1)
}

// HypergeometricMass is the probability of exactly x marked in a simple random
// sample of n from N of which M are marked.
func HypergeometricMass(x, n, M, N int) float64 {
	switch {
	case N < 0 || M < 0 || M > N || n < 0 || n > N:
		return math.NaN()
	case x < max(0, n-(N-M)) || x > min(n, M):
		return 0
	}
	if n == 0 || n == N {
		return 1
	}
	// The ratio of three binomial terms with the same probability.
	p := float64(n) / float64(N)
	q := 1 - p
	return binomial(float64(x), float64(M), p, q) * binomial(float64(n-x), float64(N-M), p, q) / binomial(float64(n), float64(N), p, q)
}

// Hypergeometric is the probability of at most x marked in a simple random
// sample of n from N of which M are marked. It adds the smaller tail, whose terms
// follow from each other by ratios.
func Hypergeometric(x, n, M, N int) float64 {
	low, high := max(0, n-(N-M)), min(n, M)
	switch {
	case N < 0 || M < 0 || M > N || n < 0 || n > N:
		return math.NaN()
	case x < low:
		return 0
	case x >= high:
		return 1
	}
	// ratio is P(k+1)/P(k).
	ratio := func(k int) float64 {
		return float64(M-k) / float64(k+1) * float64(n-k) / float64(N-M-n+k+1)
	}
	if float64(x) < float64(n)*float64(M)/float64(N) {
		term, sum := HypergeometricMass(x, n, M, N), 0.0
		for k := x; ; k-- {
			sum += term
			if k == low || term < sum*1e-18 {
				return min(1, sum)
			}
			term /= ratio(k - 1)
		}
	}
	term, sum := HypergeometricMass(x+1, n, M, N), 0.0
	for k := x + 1; ; k++ {
		sum += term
		if k == high || term < sum*1e-18 {
			return max(0, 1-sum)
		}
		term *= ratio(k)
	}
}
