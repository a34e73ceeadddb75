package proportion

import (
	"math"

	"github.com/northinch/northinch/internal/stats"
)

// Wald is the textbook interval p ± z sqrt(p(1-p)/n), cut off at 0 and 1
// (method 1 in R. G. Newcombe, Statistics in Medicine 17, 857-872, 1998). It is
// here to be compared with: where nothing was seen it says that nothing could
// be.
func Wald(count, n int, conf float64) (stats.Interval, error) {
	return wald(count, n, conf, 0)
}

// WaldCC is [Wald] widened on both sides by 1/(2n) (method 2 there).
func WaldCC(count, n int, conf float64) (stats.Interval, error) {
	return wald(count, n, conf, 0.5)
}

func wald(count, n int, conf, correction float64) (stats.Interval, error) {
	z, err := sure(count, n, conf)
	if err != nil {
		return stats.Interval{}, err
	}
	p, m := float64(count)/float64(n), float64(n)
	half := z*math.Sqrt(p*(1-p)/m) + correction/m
	return clip(p-half, p+half, 0, 1), nil
}

// AgrestiCoull is Wald's interval about Wilson's midpoint: after z²/2 successes
// and as many failures were added (A. Agresti and B. A. Coull, "Approximate is
// better than 'exact' for interval estimation of binomial proportions", The
// American Statistician 52, 119-126, 1998). It may reach below 0 or above 1, and
// is not cut off, so that its middle stays visible.
func AgrestiCoull(count, n int, conf float64) (stats.Interval, error) {
	z, err := sure(count, n, conf)
	if err != nil {
		return stats.Interval{}, err
	}
	m := float64(n) + z*z
	p := (float64(count) + z*z/2) / m
	half := z * math.Sqrt(p*(1-p)/m)
	return stats.Interval{Low: p - half, High: p + half}, nil
}
