package proportion

import (
	"math"

	"github.com/northinch/northinch/internal/stats"
	"github.com/northinch/northinch/internal/stats/dist"
)

// Goodman is intervals for the shares of several categories that hold all at
// once: Wilson's, each with the confidence 1-(1-conf)/k (L. A. Goodman, "On
// simultaneous confidence intervals for multinomial proportions", Technometrics
// 7, 247-254, 1965).
func Goodman(counts []int, conf float64) ([]stats.Interval, error) {
	n, err := categories(counts)
	if err != nil {
		return nil, err
	}
	z, err := quantile(1 - (1-conf)/float64(len(counts)))
	if err != nil {
		return nil, err
	}
	out := make([]stats.Interval, len(counts))
	for i, x := range counts {
		out[i] = score(x, n, float64(n), z)
	}
	return out, nil
}

// SisonGlaz is intervals for the shares of several categories that hold all at
// once, of one length before they are cut off at 0 and 1 (C. P. Sison and J.
// Glaz, "Simultaneous confidence intervals and sample size determination for
// multinomial proportions", JASA 90, 366-369, 1995). They assume that every
// category may be expected a handful of times; with many empty ones their
// approximation does not reach a high confidence, and then they are
// stats.ErrUndefined.
func SisonGlaz(counts []int, conf float64) ([]stats.Interval, error) {
	n, err := categories(counts)
	if err != nil {
		return nil, err
	}
	if _, err := quantile(conf); err != nil {
		return nil, err
	}
	if err := countable("counts", n); err != nil {
		return nil, err
	}
	window := newTruncated(counts)
	before := 0.0
	for c := 1; c <= n; c++ {
		window.widen(c)
		now := window.probability(n)
		if now > conf && before < conf {
			return around(counts, n, float64(c-1), (conf-before)/(now-before)), nil
		}
		before = now
	}
	return nil, stats.Undefined("The approximation of Sison and Glaz does not reach a confidence of %v with these counts; Goodman's intervals do", conf)
}

// around is the shares with c cases to either side, and above them the part of a
// case by which c is too few.
func around(counts []int, n int, c, part float64) []stats.Interval {
	out, m := make([]stats.Interval, len(counts)), float64(n)
	for i, x := range counts {
		out[i] = clip((float64(x)-c)/m, (float64(x)+c+2*part)/m, 0, 1)
	}
	return out
}

// categories is the sum of counts.
func categories(counts []int) (int, error) {
	n := 0
	for i, x := range counts {
		if x < 0 || n > math.MaxInt-x {
			return 0, stats.Undefined("Category %d has the count %d, which cannot be", i+1, x)
		}
		n += x
	}
	if len(counts) < 2 || n == 0 {
		return 0, stats.Undefined("Simultaneous intervals need two or more categories and somebody in them")
	}
	return n, nil
}

// truncated is Poisson variables with the counts as means, kept within a
// distance from them. Each holds the sums of its probabilities times the powers
// 0 to 4 of the distance, which grow by two terms as the window does.
type truncated struct {
	means []int
	sums  [][5]float64
}

func newTruncated(counts []int) *truncated {
	t := &truncated{counts, make([][5]float64, len(counts))}
	for i := range counts {
		t.add(i, 0)
	}
	return t
}

// add takes in the value at a distance from the mean of variable i.
func (t *truncated) add(i, distance int) {
	mean := t.means[i]
	p := 1.0 // a mean of nought is nought
	if mean > 0 {
		p = dist.PoissonMass(mean+distance, float64(mean))
	} else if distance != 0 {
		p = 0
	}
	for power := range t.sums[i] {
		t.sums[i][power] += p
		p *= float64(distance)
	}
}

// widen takes in the values at distance c.
func (t *truncated) widen(c int) {
	for i := range t.means {
		t.add(i, -c)
		t.add(i, c)
	}
}

// probability is that of n multinomial cases being within the window in every
// category: by Bayes' theorem that of Poisson variables being within it, and of
// their sum being n then, over that of a Poisson variable with mean n being n.
// The sum has the density of an Edgeworth series.
func (t *truncated) probability(n int) float64 {
	within, mean, variance, third, fourth := 1.0, 0.0, 0.0, 0.0, 0.0
	for _, s := range t.sums {
		within *= s[0]
		m1, m2, m3, m4 := s[1]/s[0], s[2]/s[0], s[3]/s[0], s[4]/s[0]
		v := m2 - m1*m1
		mean += m1
		variance += v
		third += m3 - 3*m2*m1 + 2*m1*m1*m1
		fourth += m4 - 4*m3*m1 + 6*m2*m1*m1 - 3*m1*m1*m1*m1 - 3*v*v
	}
	z := -mean / math.Sqrt(variance) // the means add up to n without truncation
	skew, kurtosis := third/math.Pow(variance, 1.5), fourth/(variance*variance)
	zz := z * z
	series := 1 + skew*z*(zz-3)/6 + kurtosis*(zz*zz-6*zz+3)/24 + skew*skew*(zz*zz*zz-15*zz*zz+45*zz-15)/72
	density := series * math.Exp(-zz/2) / math.Sqrt(2*math.Pi*variance)
	return within * density / dist.PoissonMass(n, float64(n))
}
