package proportion

import (
	"math"

	"github.com/northinch/northinch/internal/stats"
	"github.com/northinch/northinch/internal/stats/dist"
)

// Garwood is the exact interval for the mean of a Poisson variable of which
// count events were seen, in events; divided by the exposure it is one for the
// rate (F. Garwood, "Fiducial limits for the Poisson distribution", Biometrika
// 28, 437-442, 1936). It assumes that events come one by one and independently.
func Garwood(count int, conf float64) (stats.Interval, error) {
	if _, err := events(count, conf); err != nil {
		return stats.Interval{}, err
	}
	if err := countable("count", count); err != nil {
		return stats.Interval{}, err
	}
	tail, x := (1-conf)/2, float64(count)
	i := stats.Interval{High: dist.ChiSquaredQuantile(1-tail, 2*x+2) / 2}
	if count > 0 {
		i.Low = dist.ChiSquaredQuantile(tail, 2*x) / 2
	}
	return i, nil
}

// Byar is an approximation to [Garwood] without special functions, by the
// normal for the cube root (D. P. Byar, in K. J. Rothman and J. D. Boice,
// Epidemiologic Analysis with a Programmable Calculator, 1979; N. E. Breslow and
// N. E. Day, Statistical Methods in Cancer Research II, 1987, 2.3). It is the
// interval of the public health profiles of England for counts from 10.
func Byar(count int, conf float64) (stats.Interval, error) {
	z, err := events(count, conf)
	if err != nil {
		return stats.Interval{}, err
	}
	cube := func(x, z float64) float64 {
		root := 1 - 1/(9*x) + z/(3*math.Sqrt(x))
		return max(0, x*root*root*root)
	}
	i := stats.Interval{High: cube(float64(count)+1, z)}
	if count > 0 {
		i.Low = cube(float64(count), -z)
	}
	return i, nil
}

// events is the normal quantile for an interval of a count of events.
func events(count int, conf float64) (float64, error) {
	if count < 0 {
		return 0, stats.Undefined("There cannot be %d events", count)
	}
	return quantile(conf)
}
