package proportion

import (
	"github.com/northinch/northinch/internal/stats"
	"github.com/northinch/northinch/internal/stats/dist"
)

// ClopperPearson is the exact interval: all probabilities under which neither
// so few nor so many would be rarer than (1-conf)/2 (C. J. Clopper and E. S.
// Pearson, "The use of confidence or fiducial limits illustrated in the case of
// the binomial", Biometrika 26, 404-413, 1934). It covers at least as often as
// it says, usually much more often.
func ClopperPearson(count, n int, conf float64) (stats.Interval, error) {
	tail, err := tails(count, n, conf)
	if err != nil {
		return stats.Interval{}, err
	}
	i := stats.Interval{Low: 0, High: 1}
	x, m := float64(count), float64(n)
	if count > 0 {
		i.Low = dist.BetaQuantile(tail, x, m-x+1)
	}
	if count < n {
		i.High = upperBeta(tail, x+1, m-x)
	}
	return i, nil
}

// Jeffreys is the equal-tailed interval of the posterior Beta(x+1/2, n-x+1/2),
// with the end itself as limit where nothing or everything was seen (L. D.
// Brown, T. T. Cai and A. DasGupta, "Interval estimation for a binomial
// proportion", Statistical Science 16, 101-133, 2001).
func Jeffreys(count, n int, conf float64) (stats.Interval, error) {
	tail, err := tails(count, n, conf)
	if err != nil {
		return stats.Interval{}, err
	}
	i := stats.Interval{Low: 0, High: 1}
	x, m := float64(count), float64(n)
	if count > 0 {
		i.Low = dist.BetaQuantile(tail, x+0.5, m-x+0.5)
	}
	if count < n {
		i.High = upperBeta(tail, x+0.5, m-x+0.5)
	}
	return i, nil
}

// MidP is [ClopperPearson] with only half of the probability of what was seen in
// the tail, which covers as often as it says on average (method 6 in R. G.
// Newcombe, Statistics in Medicine 17, 857-872, 1998).
func MidP(count, n int, conf float64) (stats.Interval, error) { return midP(count, n, conf, 0) }

// MidPAsPublished is [MidP] found only to within 0.00006, usually to some
// 0.000005: the values that R's packages print come from uniroot with its
// default tolerance, the fourth root of what a float64 resolves, and can be
// reproduced to more digits than they are right to.
func MidPAsPublished(count, n int, conf float64) (stats.Interval, error) {
	return midP(count, n, conf, 1.0/(1<<13))
}

func midP(count, n int, conf, tolerance float64) (stats.Interval, error) {
	tail, err := tails(count, n, conf)
	if err != nil {
		return stats.Interval{}, err
	}
	p := float64(count) / float64(n)
	i := stats.Interval{Low: 0, High: 1}
	if count > 0 {
		i.Low = root(midTail(count, n, tail), 0, p, tolerance)
	}
	if count < n { // the mirror, searched from the same end as published values
		i.High = 1 - root(midTail(n-count, n, tail), 1-p, 0, tolerance)
	}
	return i, nil
}

// midTail is, for each p, by how much the probability of more than count, with
// half of count itself, is above tail.
func midTail(count, n int, tail float64) func(float64) float64 {
	return func(p float64) float64 {
		return 1 - dist.Binomial(count, n, p) + dist.BinomialMass(count, n, p)/2 - tail
	}
}

// tails is the probability of either tail for an exact interval.
func tails(count, n int, conf float64) (float64, error) {
	if _, err := sure(count, n, conf); err != nil {
		return 0, err
	}
	return (1 - conf) / 2, countable("n", n)
}

// upperBeta is the quantile of 1-tail, from the other end: near 1 a number has
// fewer digits than near 0.
func upperBeta(tail, a, b float64) float64 { return 1 - dist.BetaQuantile(tail, b, a) }
