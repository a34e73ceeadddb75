package estimate

import (
	"cmp"
	"slices"

	"github.com/northinch/northinch/internal/stats"
)

// Place is an estimated quantile.
type Place struct {
	Value float64
	// Low and High are the ends of its interval; NaN never: see LowOpen.
	Low, High float64
	// LowOpen and HighOpen say that the sample does not bound the interval there.
	LowOpen, HighOpen bool
	// SE is the width of the interval over twice its t; 0 if an end is open.
	SE float64
}

// Quantile is the value that the share p of the population does not exceed: the
// smallest y of the sample up to which the weights reach p of their sum. Its
// interval is that of Woodruff: the shares at the ends of the interval for the
// share of units up to the quantile are turned into values (R. S. Woodruff,
// "Confidence intervals for medians and other position measures", JASA 47, 1952;
// Lumley 2010, 2.4.1). t is the quantile of Student's t.
//
// It returns stats.ErrUndefined for p outside (0, 1).
func (d *Design) Quantile(y []float64, p, t float64) (Place, error) {
	if !(p > 0 && p < 1) {
		return Place{}, stats.Undefined("There is no quantile of %v; it must be above 0 and below 1", p)
	}
	order := make([]int, d.Len())
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(y[a], y[b]) })
	q := Place{Value: d.reached(y, order, p)}
	below := make([]float64, d.Len())
	for i := range below {
		if y[i] <= q.Value {
			below[i] = 1
		}
	}
	i := d.share(below, ones(d.Len())).Interval(t)
	if q.LowOpen = i.Low < 0; !q.LowOpen {
		q.Low = d.reached(y, order, i.Low)
	}
	if q.HighOpen = i.High > 1; !q.HighOpen {
		q.High = d.reached(y, order, i.High)
	}
	if !q.LowOpen && !q.HighOpen {
		q.SE = q.High/(2*t) - q.Low/(2*t)
	}
	return q, nil
}

// reached is the smallest y up to which the weights reach the share p. What is
// less than 10^-12 short is a matter of arithmetic.
func (d *Design) reached(y []float64, order []int, p float64) float64 {
	all := d.sum(ones(d.Len()))
	var sum float64
	last := len(order) - 1
	for _, u := range order[:last] {
		if sum += d.weight[u]; sum >= all*(p-1e-12) {
			return y[u]
		}
	}
	return y[order[last]]
}
