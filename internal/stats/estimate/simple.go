package estimate

import (
	"math"

	"github.com/northinch/northinch/internal/stats"
)

// Simple is a simple random sample in figures.
type Simple struct {
	N          float64 // units sampled
	Sum, Sum2  float64 // of the values and of their squares
	S2         float64 // variance of the values, with divisor n-1
	Mean       Estimate
	Total      Estimate
	Population float64
}

// SimpleRandom is what a simple random sample without replacement says of a
// population of N units (Cochran 1977, 2.3 to 2.6). times is how often each value
// was seen, or nil for once.
//
// It returns stats.ErrUndefined for fewer than two units, a number of times that
// is negative, or a sample larger than its population.
func SimpleRandom(y, times []float64, population float64) (Simple, error) {
	if times == nil {
		times = ones(len(y))
	}
	s := Simple{Population: population}
	for i, f := range times {
		if !(f >= 0) {
			return Simple{}, stats.Undefined("Row %d was seen %v times; that cannot be negative", i+1, f)
		}
		s.N += f
		s.Sum += f * y[i]
		s.Sum2 += f * y[i] * y[i]
	}
	switch {
	case s.N < 2:
		return Simple{}, stats.Undefined("A sample of %v units says nothing of how much they vary", s.N)
	case !(s.N <= population):
		return Simple{}, stats.Undefined("A sample of %v from %v units does not exist", s.N, population)
	}
	mean := s.Sum / s.N
	for i, f := range times {
		s.S2 += f * (y[i] - mean) * (y[i] - mean) / (s.N - 1)
	}
	v := s.S2 / s.N * ((population - s.N) / population)
	df := int(min(s.N-1, 1<<53))
	s.Mean = Estimate{mean, math.Sqrt(v), df}
	s.Total = Estimate{mean * population, population * s.Mean.SE, df}
	if !finite(s.Sum2, s.S2, s.Total.Value, s.Total.SE) {
		return Simple{}, tooLarge()
	}
	return s, nil
}
