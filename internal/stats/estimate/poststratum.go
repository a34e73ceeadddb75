package estimate

import (
	"math"

	"github.com/northinch/northinch/internal/stats"
)

// PostStratify is the design with weights that add up, in each group of names, to
// the number of units that the population is known to have there, and with the
// variances that follow: they count only how units differ within their group (D.
// Holt and T. M. F. Smith, "Post stratification", Journal of the Royal Statistical
// Society A 142, 1979; C.-E. Särndal, B. Swensson and J. Wretman, Model Assisted
// Survey Sampling, 1992, 7.6, with the weights as calibrated).
//
// It returns stats.ErrUndefined where a group of the sample is not in the
// population, a group of the population has nobody in the sample, or a number is
// not above 0.
func (d *Design) PostStratify(names []string, population map[string]float64) (*Design, error) {
	all := make([]int, d.Len())
	for i := range all {
		all[i] = i
	}
	groups := group(all, names)
	out := &Design{weight: make([]float64, d.Len()), strata: d.strata, post: make([]int, d.Len())}
	for g, p := range groups {
		N, ok := population[p.name]
		if !ok || !(N > 0) || math.IsInf(N, 0) {
			return nil, stats.Undefined("The population of “%s” is not given, or not above 0", p.name)
		}
		var sum float64
		for _, u := range p.units {
			sum += d.weight[u]
		}
		for _, u := range p.units {
			out.weight[u], out.post[u] = N*(d.weight[u]/sum), g
		}
	}
	if len(groups) != len(population) {
		return nil, stats.Undefined("The population has %d groups and the sample has units of %d of them: a group without any cannot be estimated; join it to another", len(population), len(groups))
	}
	return out, nil
}

// weighted are values with their weights; after post-stratification, less the
// weighted mean of their group.
func (d *Design) weighted(e []float64) []float64 {
	z := make([]float64, len(e))
	if d.post == nil {
		for i, w := range d.weight {
			z[i] = w * e[i]
		}
		return z
	}
	sum, weight := map[int]float64{}, map[int]float64{}
	for i, g := range d.post {
		sum[g] += d.weight[i] * e[i]
		weight[g] += d.weight[i]
	}
	for i, g := range d.post {
		z[i] = d.weight[i] * (e[i] - sum[g]/weight[g])
	}
	return z
}
