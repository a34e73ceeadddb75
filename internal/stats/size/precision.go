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
