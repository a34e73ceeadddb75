package proportion

import (
	"math"

	"github.com/northinch/northinch/internal/stats"
)

// Mee is the interval of all differences that the score test does not reject
// (R. W. Mee, "Confidence bounds for the difference between two probabilities",
// Biometrics 40, 1175-1176, 1984; the test is that of C. P. Farrington and G.
// Manning, Statistics in Medicine 9, 1447-1454, 1990).
func Mee(t Two, conf float64) (stats.Interval, error) { return invertScore(t, conf, 1) }

// MiettinenNurminen is [Mee] with the variance widened by N/(N-1), where N is
// both groups together (O. Miettinen and M. Nurminen, "Comparative analysis of
// two rates", Statistics in Medicine 4, 213-226, 1985).
func MiettinenNurminen(t Two, conf float64) (stats.Interval, error) {
	both := float64(t.N1) + float64(t.N2)
	return invertScore(t, conf, both/(both-1))
}

// invertScore looks for the differences below and above the one that was seen at
// which the score test begins to reject.
func invertScore(t Two, conf, widened float64) (stats.Interval, error) {
	z, err := t.sure(conf)
	if err != nil {
		return stats.Interval{}, err
	}
	d := t.estimate()
	rejected := func(difference float64) bool {
		off := d - difference
		return off*off > z*z*widened*t.variance(difference)
	}
	return stats.Interval{
		Low:  rise(-1, d, rejected),
		High: rise(d, 1, func(difference float64) bool { return !rejected(difference) }),
	}, nil
}

// variance is that of the difference of the shares, where the probabilities are
// the most likely ones that differ by difference.
func (t Two) variance(difference float64) float64 {
	p1 := t.constrained(difference)
	p2 := min(1, max(0, p1-difference))
	return p1*(1-p1)/float64(t.N1) + p2*(1-p2)/float64(t.N2)
}

// constrained is the most likely first probability where the second is lower by
// difference. The slope of the likelihood falls, so that halving finds where it
// is nought; the cubic that it is too loses digits near the ends.
func (t Two) constrained(difference float64) float64 {
	part := func(count int, p float64) float64 {
		if count == 0 {
			return 0
		}
		return float64(count) / p
	}
	return rise(max(0, difference), min(1, 1+difference), func(p float64) bool {
		slope := part(t.X1, p) - part(t.N1-t.X1, 1-p) + part(t.X2, p-difference) - part(t.N2-t.X2, 1-p+difference)
		return slope > 0
	})
}

// Paired is what became of the same N things twice: A both times, B only the
// first time, C only the second time, D neither time.
type Paired struct{ A, B, C, D int }

// NewcombePaired is the interval for the difference of two proportions of the
// same things, the first less the second, from the Wilson intervals of both and
// their correlation, continuity corrected (method 10 in R. G. Newcombe,
// "Improved confidence intervals for the difference between binomial proportions
// based on paired data", Statistics in Medicine 17, 2635-2650, 1998). It returns
// the difference and the interval, and stats.ErrUndefined for a negative count
// or none.
func NewcombePaired(t Paired, conf float64) (float64, stats.Interval, error) {
	if min(t.A, t.B, t.C, t.D) < 0 {
		return 0, stats.Interval{}, stats.Undefined("A table of pairs has no negative counts")
	}
	n := t.A + t.B + t.C + t.D
	z, err := sure(t.A+t.B, n, conf)
	if err != nil {
		return 0, stats.Interval{}, err
	}
	first, second := score(t.A+t.B, n, float64(n), z), score(t.A+t.C, n, float64(n), z)
	p1, p2 := float64(t.A+t.B)/float64(n), float64(t.A+t.C)/float64(n)
	d, phi := float64(t.B-t.C)/float64(n), t.correlation()
	reach := func(one, other float64) float64 {
		return math.Sqrt(max(0, one*one-2*phi*one*other+other*other))
	}
	return d, clip(d-reach(p1-first.Low, second.High-p2), d+reach(first.High-p1, p2-second.Low), -1, 1), nil
}

// correlation is phi, moved towards nought by half a table's worth where it is
// positive.
func (t Paired) correlation() float64 {
	a, b, c, d := float64(t.A), float64(t.B), float64(t.C), float64(t.D)
	margins := (a + b) * (c + d) * (a + c) * (b + d)
	if margins == 0 {
		return 0
	}
	cross := a*d - b*c
	if cross > 0 {
		cross = max(0, cross-(a+b+c+d)/2)
	}
	return cross / math.Sqrt(margins)
}
