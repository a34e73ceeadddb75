package proportion

import (
	"math"

	"github.com/northinch/northinch/internal/stats"
)

// Two is two independent proportions, X1 of N1 and X2 of N2. Differences are
// the first less the second.
type Two struct{ X1, N1, X2, N2 int }

// estimate is the difference of the two shares.
func (t Two) estimate() float64 {
	return float64(t.X1)/float64(t.N1) - float64(t.X2)/float64(t.N2)
}

// sure is the normal quantile for an interval of the difference.
func (t Two) sure(conf float64) (float64, error) {
	if err := share(t.X1, t.N1); err != nil {
		return 0, err
	}
	return sure(t.X2, t.N2, conf)
}

// Newcombe is the interval for the difference of two independent proportions
// from the Wilson intervals of both (method 10 in R. G. Newcombe, "Interval
// estimation for the difference between independent proportions: comparison of
// eleven methods", Statistics in Medicine 17, 873-890, 1998).
func Newcombe(t Two, conf float64) (stats.Interval, error) {
	return square(t, conf, func(count, n int, conf float64) (stats.Interval, error) {
		z, err := sure(count, n, conf)
		if err != nil {
			return stats.Interval{}, err
		}
		return Wilson(count, n, z)
	})
}

// NewcombeCC is [Newcombe] from the intervals with continuity correction (method
// 11 there).
func NewcombeCC(t Two, conf float64) (stats.Interval, error) { return square(t, conf, WilsonCC) }

// square combines the intervals of two proportions: the distance of each limit
// from the difference is the root of the squares of the distances of the two.
func square(t Two, conf float64, of func(count, n int, conf float64) (stats.Interval, error)) (stats.Interval, error) {
	first, err := of(t.X1, t.N1, conf)
	if err != nil {
		return stats.Interval{}, err
	}
	second, err := of(t.X2, t.N2, conf)
	if err != nil {
		return stats.Interval{}, err
	}
	p1, p2 := float64(t.X1)/float64(t.N1), float64(t.X2)/float64(t.N2)
	return clip(p1-p2-math.Hypot(p1-first.Low, second.High-p2), p1-p2+math.Hypot(first.High-p1, p2-second.Low), -1, 1), nil
}

// WaldDifference is the textbook interval for the difference, cut off at -1 and
// 1 (method 1 there). It is here to be compared with.
func WaldDifference(t Two, conf float64) (stats.Interval, error) {
	z, err := t.sure(conf)
	if err != nil {
		return stats.Interval{}, err
	}
	return waldDifference(float64(t.X1), float64(t.N1), float64(t.X2), float64(t.N2), z, 0), nil
}

// WaldDifferenceCC is [WaldDifference] widened by half of 1/N1 + 1/N2 (method 2
// there).
func WaldDifferenceCC(t Two, conf float64) (stats.Interval, error) {
	z, err := t.sure(conf)
	if err != nil {
		return stats.Interval{}, err
	}
	correction := (1/float64(t.N1) + 1/float64(t.N2)) / 2
	return waldDifference(float64(t.X1), float64(t.N1), float64(t.X2), float64(t.N2), z, correction), nil
}

// AgrestiCaffo is [WaldDifference] after one success and one failure were added
// to each group (A. Agresti and B. Caffo, "Simple and effective confidence
// intervals for proportions and differences of proportions result from adding
// two successes and two failures", The American Statistician 54, 280-288, 2000).
func AgrestiCaffo(t Two, conf float64) (stats.Interval, error) {
	z, err := t.sure(conf)
	if err != nil {
		return stats.Interval{}, err
	}
	return waldDifference(float64(t.X1)+1, float64(t.N1)+2, float64(t.X2)+1, float64(t.N2)+2, z, 0), nil
}

func waldDifference(x1, n1, x2, n2, z, correction float64) stats.Interval {
	p1, p2 := x1/n1, x2/n2
	half := z*math.Sqrt(p1*(1-p1)/n1+p2*(1-p2)/n2) + correction
	return clip(p1-p2-half, p1-p2+half, -1, 1)
}
