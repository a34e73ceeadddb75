package estimate

import (
	"math"
	"slices"

	"github.com/northinch/northinch/internal/stats"
	"github.com/northinch/northinch/internal/stats/dist"
)

// Estimate is a number estimated from a sample.
type Estimate struct {
	Value float64
	SE    float64 // standard error, in the unit of Value
	DF    int     // degrees of freedom of the standard error
}

// estimated makes an estimate of what is a number.
func estimated(value, variance float64, df int) (Estimate, error) {
	e := Estimate{value, math.Sqrt(variance), df}
	if !finite(value, e.SE) {
		return Estimate{}, tooLarge()
	}
	return e, nil
}

func tooLarge() error { return stats.Undefined("The numbers are too large to be added") }

// finite says whether all are numbers.
func finite(list ...float64) bool {
	return !slices.ContainsFunc(list, func(x float64) bool { return math.IsNaN(x) || math.IsInf(x, 0) })
}

// Quantile is that of Student's t on which the intervals stand, for a two-sided
// confidence. df may be +Inf for the normal distribution.
//
// It returns stats.ErrUndefined for a confidence outside (0, 1) and without
// degrees of freedom, as after a census.
func Quantile(conf, df float64) (float64, error) {
	if !(conf > 0 && conf < 1) {
		return 0, stats.Undefined("A confidence of %v does not exist; it must be above 0 and below 1", conf)
	}
	if !(df > 0) {
		return 0, stats.Undefined("The sample has no degrees of freedom: it needs more clusters than strata")
	}
	return dist.TQuantile((1+conf)/2, df), nil
}

// Interval is the estimate with t standard errors to either side.
func (e Estimate) Interval(t float64) stats.Interval {
	return stats.Interval{Low: e.Value - t*e.SE, High: e.Value + t*e.SE}
}

// Total is the estimated total of y in the population.
//
// It returns stats.ErrUndefined where numbers are too large to be added.
func (d *Design) Total(y []float64) (Estimate, error) {
	return estimated(d.sum(y), d.variance(y), d.DF())
}

// Mean is the estimated mean of y in the population: the weighted total over the
// sum of the weights.
//
// It returns stats.ErrUndefined where numbers are too large to be added.
func (d *Design) Mean(y []float64) (Estimate, error) {
	return d.Ratio(y, ones(d.Len()))
}

// Ratio is the estimated total of y over that of x, by linearisation (Cochran
// 1977, 6.3; Wolter 2007, 6.3).
//
// It returns stats.ErrUndefined where the estimated total of x is 0.
func (d *Design) Ratio(y, x []float64) (Estimate, error) {
	of := d.sum(x)
	if of == 0 {
		return Estimate{}, stats.Undefined("The total to divide by is estimated as 0")
	}
	if !finite(of) {
		return Estimate{}, tooLarge()
	}
	r, v := d.ratio(y, x, of)
	return estimated(r, v, d.DF())
}

// ratio is a ratio and its variance; of is the weighted total of x.
func (d *Design) ratio(y, x []float64, of float64) (r, v float64) {
	r = d.sum(y) / of
	e := make([]float64, d.Len())
	for i := range e {
		e[i] = (y[i] - r*x[i]) / of
	}
	return r, d.variance(e)
}

// share is the share of what an indicator of 0 and 1 marks that another marks too.
func (d *Design) share(x, in []float64) Estimate {
	p, v := d.ratio(x, in, d.sum(in))
	return Estimate{min(p, 1), math.Sqrt(v), d.DF()}
}

// DomainMean is the mean of y among the units of a domain, such as a kind of
// school or the children under five.
//
// It returns stats.ErrUndefined where the sample has nobody of the domain.
func (d *Design) DomainMean(y []float64, domain []bool) (Estimate, error) {
	in, n := indicator(domain)
	if n == 0 {
		return Estimate{}, stats.Undefined("The sample has nobody of the domain")
	}
	return d.Ratio(masked(y, domain), in)
}

// DomainTotal is the total of y among the units of a domain.
//
// It returns stats.ErrUndefined where the sample has nobody of the domain.
func (d *Design) DomainTotal(y []float64, domain []bool) (Estimate, error) {
	if _, n := indicator(domain); n == 0 {
		return Estimate{}, stats.Undefined("The sample has nobody of the domain")
	}
	return d.Total(masked(y, domain))
}

// Effect is the design effect of a mean: its variance over that of a simple random
// sample of as many units (L. Kish, Survey Sampling, 1965, 8.2), which is taken
// without replacement from as many as the weights add up to, or with replacement.
//
// It returns stats.ErrUndefined where y does not vary, and, without replacement,
// where the weights add up to no more than the sample.
func (d *Design) Effect(y []float64, replacement bool) (float64, error) {
	m, err := d.Mean(y)
	if err != nil {
		return 0, err
	}
	n, N := float64(d.Len()), d.sum(ones(d.Len()))
	square := make([]float64, d.Len())
	for i, v := range y {
		square[i] = (v - m.Value) * (v - m.Value)
	}
	simple := d.sum(square) / N / (n - 1)
	if !replacement {
		simple *= (N - n) / N
	}
	if !(simple > 0) || !finite(simple) {
		return 0, stats.Undefined("A simple random sample of these values has no sampling error to compare with")
	}
	return m.SE / simple * m.SE, nil
}

func ones(n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = 1
	}
	return out
}

// indicator is 1 for the units of a domain, and how many there are.
func indicator(domain []bool) ([]float64, int) {
	out, n := make([]float64, len(domain)), 0
	for i, in := range domain {
		if in {
			out[i] = 1
			n++
		}
	}
	return out, n
}

// masked is y in a domain and 0 outside it.
func masked(y []float64, domain []bool) []float64 {
	out := make([]float64, len(y))
	for i, in := range domain {
		if in {
			out[i] = y[i]
		}
	}
	return out
}
