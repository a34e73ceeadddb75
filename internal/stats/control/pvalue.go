package control

import (
	"strconv"

	"github.com/northinch/northinch/internal/stats/dist"
)

// level is a probability as text, such as 0.95.
func level(p float64) string { return strconv.FormatFloat(p, 'f', -1, 64) }

// ShareP is the exact two-sided p value of count in n where target is the
// probability: twice the smaller tail with count in it, at most 1. Where many
// areas are looked at, correct the p values for that.
func ShareP(count, n int, target float64) float64 {
	return twice(dist.Binomial(count, n, target), 1-dist.Binomial(count-1, n, target))
}

// CountP is the exact two-sided p value of count where expected are expected.
func CountP(count int, expected float64) float64 {
	return twice(dist.Poisson(count, expected), 1-dist.Poisson(count-1, expected))
}

func twice(low, high float64) float64 { return min(1, 2*min(low, high)) }
