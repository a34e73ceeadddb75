package size

import (
	"math"

	"github.com/northinch/northinch/internal/stats"
)

// Precision is what a sample of a given size is worth.
type Precision struct {
	SE     float64 // standard error, in the unit of what is estimated
	Margin float64 // half the width of the interval
	CV     float64 // standard error in parts of what is estimated
}

// Reached is the precision of the share p in a simple random sample of n from N:
// the standard error sqrt(p(1-p)/n (N-n)/(N-1)), the margin z times as wide. It
// is [ForMargin] the other way round. N may be infinite. A census has no
// sampling error.
//
// It returns stats.ErrUndefined for a share outside (0, 1), z not above 0, or a
// sample below 1 or larger than its population.
func Reached(n, p, z, N float64) (Precision, error) {
	if err := asked(p, 1, z, N); err != nil {
		return Precision{}, err
	}
	if !(n >= 1 && n <= N) || math.IsInf(n, 1) {
		return Precision{}, stats.Undefined("A sample of %v from %v does not exist", n, N)
	}
	v := p * (1 - p) / n
	switch {
	case n == N:
		v = 0
	case !math.IsInf(N, 1):
		v *= (N - n) / (N - 1)
	}
	se := math.Sqrt(v) // at most a half: z times as much is a number
	return Precision{SE: se, Margin: z * se, CV: se / p}, nil
}

// Worth is how many units of an endless population say as much as a simple random
// sample of n from N does: n (N-1)/(N-n), without end for a census (Cochran 1977,
// 3.2). N may be infinite.
//
// It returns stats.ErrUndefined for a sample below 1 or larger than its population.
func Worth(n, N float64) (float64, error) {
	switch {
	case !(n >= 1 && n <= N) || math.IsInf(n, 1):
		return 0, stats.Undefined("A sample of %v from %v does not exist", n, N)
	case math.IsInf(N, 1):
		return n, nil
	case n == N:
		return math.Inf(1), nil
	}
	return n * ((N - 1) / (N - n)), nil
}

// WilsonMargin is half the width of the Wilson interval for an observed share p of a
// sample that is [Worth] n: [ForWilson] the other way round. The interval is not even
// on both sides of p; a census has none.
//
// It returns stats.ErrUndefined for a share outside (0, 1), z not above 0, or n below 1.
func WilsonMargin(n, p, z float64) (float64, error) {
	if err := asked(p, 1, z, n); err != nil {
		return 0, err
	}
	a := z / n * z
	return z / (1 + a) * math.Sqrt(p*(1-p)/n+a/(4*n)), nil
}
