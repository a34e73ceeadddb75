package size

import (
	"math"

	"github.com/northinch/northinch/internal/stats"
)

// Stratum is a part of a population that is sampled on its own.
type Stratum struct {
	N    float64 // how many units it has
	S    float64 // the standard deviation of their values, with divisor N-1
	Cost float64 // what one unit costs; 1 where all cost the same
}

// checked refuses strata that cannot be sampled.
func checked(strata []Stratum) error {
	if len(strata) == 0 {
		return stats.Undefined("There are no strata to allocate a sample to")
	}
	var spread, all float64
	for i, h := range strata {
		if !(h.N >= 1 && h.N <= most) || !(h.S >= 0) || math.IsInf(h.S, 0) || !positive(h.Cost) {
			return stats.Undefined("Stratum %d has %v units, a standard deviation of %v and a cost of %v; it needs at least one unit, no negative deviation, and a cost above 0", i+1, h.N, h.S, h.Cost)
		}
		spread, all = max(spread, h.S), all+h.N
	}
	if all > most {
		return stats.Undefined("The strata have %v units together, beyond 2^53", all)
	}
	if spread == 0 {
		return stats.Undefined("No stratum has any spread: one unit of each says all, and nothing is to be optimised")
	}
	return nil
}

// shared are weights scaled to a sum.
func shared(weights []float64, sum float64) ([]float64, error) {
	var all float64
	for _, w := range weights {
		all += w
	}
	out := make([]float64, len(weights))
	for i, w := range weights {
		out[i] = sum * (w / all)
	}
	return numbers(out, all)
}

// Proportional gives each stratum its part of the population in a sample of n, in
// fractions of units.
//
// It returns stats.ErrUndefined for n not above 0 or strata without units.
func Proportional(strata []Stratum, n float64) ([]float64, error) {
	if !positive(n) {
		return nil, stats.Undefined("A sample of %v cannot be shared out", n)
	}
	weights := make([]float64, len(strata))
	for i, h := range strata {
		if !(h.N >= 1 && h.N <= most) {
			return nil, stats.Undefined("Stratum %d has %v units; it needs at least one", i+1, h.N)
		}
		weights[i] = h.N
	}
	if len(strata) == 0 {
		return nil, stats.Undefined("There are no strata to allocate a sample to")
	}
	return shared(weights, n)
}

// Neyman is the allocation of a sample of n in which the total has the smallest
// variance, n_h proportional to N_h S_h, in fractions of units (J. Neyman, "On the
// two different aspects of the representative method", Journal of the Royal
// Statistical Society 97, 1934). A stratum may be given more than it has: [Exact]
// never does that.
//
// It returns stats.ErrUndefined for n not above 0, and for strata without units
// or without any spread.
func Neyman(strata []Stratum, n float64) ([]float64, error) {
	if err := checked(strata); err != nil {
		return nil, err
	}
	if !positive(n) {
		return nil, stats.Undefined("A sample of %v cannot be shared out", n)
	}
	weights := make([]float64, len(strata))
	for i, h := range strata {
		weights[i] = h.N * h.S
	}
	return shared(weights, n)
}

// ForBudget is the allocation with the smallest variance that a budget pays for,
// n_h proportional to N_h S_h / sqrt(cost_h), in fractions of units (Cochran 1977,
// 5.5).
//
// It returns stats.ErrUndefined as [Neyman] does, for a budget not above 0.
func ForBudget(strata []Stratum, budget float64) ([]float64, error) {
	if err := checked(strata); err != nil {
		return nil, err
	}
	if !positive(budget) {
		return nil, stats.Undefined("A budget of %v pays for nothing", budget)
	}
	spend := make([]float64, len(strata)) // what goes to each stratum
	for i, h := range strata {
		spend[i] = h.N * h.S * math.Sqrt(h.Cost)
	}
	spend, err := shared(spend, budget)
	if err != nil {
		return nil, err
	}
	for i, h := range strata {
		spend[i] /= h.Cost
	}
	return numbers(spend, budget)
}

// numbers refuses what has become too large, in a list or in the sum behind it.
func numbers(list []float64, sum float64) ([]float64, error) {
	for _, x := range append(list, sum) {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return nil, stats.Undefined("The numbers of the strata are too large, or too small, to be added")
		}
	}
	return list, nil
}

// ForVariance is the cheapest allocation in which the mean has the variance v, in
// fractions of units (Cochran 1977, 5.5, with the finite population correction).
//
// It returns stats.ErrUndefined as [Neyman] does, for a variance not above 0.
func ForVariance(strata []Stratum, v float64) ([]float64, error) {
	if err := checked(strata); err != nil {
		return nil, err
	}
	if !positive(v) {
		return nil, stats.Undefined("A variance of %v is reached by a census only", v)
	}
	var N, within, costly float64
	for _, h := range strata {
		N += h.N
	}
	for _, h := range strata {
		within += h.N / N * h.S * h.S / N
		costly += h.N / N * h.S * math.Sqrt(h.Cost)
	}
	out := make([]float64, len(strata))
	for i, h := range strata {
		out[i] = h.N / N * h.S / math.Sqrt(h.Cost) * costly / (v + within)
	}
	return numbers(out, v+within)
}

// Variance is that of the estimated mean of the population under an allocation,
// Σ (N_h/N)^2 (1 - n_h/N_h) S_h^2 / n_h (Cochran 1977, 5.3).
//
// It returns stats.ErrUndefined for strata that cannot be sampled, and for a
// stratum with spread of which nobody, or more than all, would be taken.
func Variance(strata []Stratum, n []float64) (float64, error) {
	if err := checked(strata); err != nil {
		return 0, err
	}
	var N, v float64
	for _, h := range strata {
		N += h.N
	}
	for i, h := range strata {
		if h.S == 0 {
			continue
		}
		if !(n[i] > 0 && n[i] <= h.N) {
			return 0, stats.Undefined("Stratum %d would give %v of its %v units", i+1, n[i], h.N)
		}
		v += h.N / N * h.S / n[i] * h.S * ((h.N - n[i]) / N)
	}
	if math.IsInf(v, 0) {
		return 0, stats.Undefined("The numbers of the strata are too large to be added")
	}
	return v, nil
}
