// Package estimate is what a sample says of the population that it was drawn
// from: totals, means, ratios, shares, domains and quantiles, with standard errors
// that follow from how the sample was drawn and from nothing else.
//
// A [Design] says how: weights, strata, clusters in one or more stages, and how
// many there were to draw from. Variances are those of the linearised estimate,
// with the clusters of the first stage as the units (K. Wolter, Introduction to
// Variance Estimation, 2nd edition 2007; T. Lumley, Complex Surveys, 2010). A
// domain is estimated within the whole design, never by throwing the rest away:
// how many of a domain were drawn is a matter of chance, too.
package estimate

import (
	"math"
	"slices"

	"github.com/northinch/northinch/internal/stats"
)

// Design is how the units of a sample were drawn. The lists have an entry for
// each unit.
type Design struct {
	weight []float64
	strata []stratum
	post   []int // the post-stratum of each unit, or nil
}

// Stage is one stage of the drawing.
type Stage struct {
	// Cluster names the cluster of each unit; names may be used again in another
	// stratum, or in another cluster of the stage before. Nil for the last stage
	// in which units themselves are drawn.
	Cluster []string
	// Population is how many clusters (or units) there were to draw from, in the
	// stratum of each unit, or at a later stage in its cluster; nil for a drawing
	// with replacement, or where there were so many that it does not matter.
	Population []float64
}

// stratum is a group from which clusters were drawn.
type stratum struct {
	population float64 // infinite for a drawing with replacement
	clusters   []cluster
}

// cluster is one that was drawn: its units, and how they were drawn in turn.
type cluster struct {
	units []int
	inner *stratum // nil where all were taken, or there is no later stage
}

// NewDesign describes a drawing of n units. strata are names, or nil for one
// stratum; stages, from the first, at least one. A weight is how many units of the
// population a unit stands for; nil for what the populations and the numbers drawn
// say, stage by stage.
//
// It returns stats.ErrUndefined for weights not above 0 or neither weights nor
// populations, a population that differs
// within a stratum or is smaller than what was drawn from it, and a stratum that
// has a single cluster though it had more to draw from: nothing then says how much
// they vary.
func NewDesign(n int, weight []float64, strata []string, stages ...Stage) (*Design, error) {
	if n == 0 {
		return nil, stats.Undefined("The sample is empty")
	}
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	d := &Design{weight: weight}
	for _, g := range group(all, strata) {
		s, err := drawn(g, stages, "stratum")
		if err != nil {
			return nil, err
		}
		d.strata = append(d.strata, *s)
	}
	if weight == nil {
		d.weight = make([]float64, n)
		for i := range d.strata {
			d.strata[i].weigh(d.weight, 1)
		}
	}
	var sum float64
	for i, w := range d.weight {
		if !(w > 0) || math.IsInf(w, 0) {
			return nil, stats.Undefined("The weight of row %d is %v; it must be above 0", i+1, w)
		}
		sum += w
	}
	if !finite(sum) {
		return nil, tooLarge()
	}
	return d, nil
}

// weigh gives each unit how many it stands for: of each stage, the population for
// each that was drawn.
func (s *stratum) weigh(weight []float64, by float64) {
	by *= s.population / float64(len(s.clusters))
	for _, c := range s.clusters {
		if c.inner != nil {
			c.inner.weigh(weight, by)
			continue
		}
		for _, u := range c.units {
			weight[u] = by
		}
	}
}

// part is the units with one name.
type part struct {
	name  string
	units []int
}

// group splits units by name, in the order in which the names appear.
func group(units []int, names []string) []part {
	if names == nil {
		return []part{{"", units}}
	}
	var out []part
	at := map[string]int{}
	for _, u := range units {
		i, ok := at[names[u]]
		if !ok {
			i = len(out)
			at[names[u]] = i
			out = append(out, part{name: names[u]})
		}
		out[i].units = append(out[i].units, u)
	}
	return out
}

// drawn describes the drawing of a part, and of the clusters in it.
func drawn(p part, stages []Stage, kind string) (*stratum, error) {
	stage := stages[0]
	s := &stratum{population: math.Inf(1)}
	if stage.Population != nil {
		s.population = stage.Population[p.units[0]]
		for _, u := range p.units {
			if stage.Population[u] != s.population {
				return nil, stats.Undefined("The %s “%s” has a population of %v and, in row %d, of %v", kind, p.name, s.population, u+1, stage.Population[u])
			}
		}
	}
	if stage.Cluster == nil {
		for _, u := range p.units {
			s.clusters = append(s.clusters, cluster{units: []int{u}})
		}
	} else {
		for _, c := range group(p.units, stage.Cluster) {
			one := cluster{units: c.units}
			if len(stages) > 1 {
				var err error
				if one.inner, err = drawn(c, stages[1:], "cluster"); err != nil {
					return nil, err
				}
			}
			s.clusters = append(s.clusters, one)
		}
	}
	switch n := float64(len(s.clusters)); {
	case !(s.population >= n):
		return nil, stats.Undefined("From the %s “%s” %v were drawn, more than the %v that it has", kind, p.name, n, s.population)
	case n == 1 && s.population > 1:
		return nil, stats.Undefined("The %s “%s” has a single unit in the sample: nothing says how much its units vary", kind, p.name)
	}
	return s, nil
}

// DF are the degrees of freedom of the design: clusters of the first stage less
// strata. A stratum that was taken whole has no part in the variance, and none in them
// (E. L. Korn and B. I. Graubard, Analysis of Health Surveys, 1999).
func (d *Design) DF() (n int) {
	for _, s := range d.strata {
		if !s.whole() {
			n += len(s.clusters) - 1
		}
	}
	return n
}

// whole says whether every unit of a stratum is in the sample.
func (s stratum) whole() bool {
	return float64(len(s.clusters)) == s.population && !slices.ContainsFunc(s.clusters, func(c cluster) bool { return c.inner != nil && !c.inner.whole() })
}

// Len is the number of units.
func (d *Design) Len() int { return len(d.weight) }

// sum is the weighted total of values.
func (d *Design) sum(y []float64) float64 {
	var t float64
	for i, w := range d.weight {
		t += w * y[i]
	}
	return t
}

// variance is that of the weighted total of values, each of which is the part of
// its unit in the estimate.
func (d *Design) variance(e []float64) float64 {
	z := d.weighted(e)
	var v float64
	for i := range d.strata {
		v += d.strata[i].variance(z)
	}
	return v
}

// variance is that of the sum of z over a stratum: between its clusters, and, by
// the part of the clusters that was drawn, within them (Lumley 2010, 2.3 and 3.3).
func (s *stratum) variance(z []float64) float64 {
	n := float64(len(s.clusters))
	fraction := n / s.population
	var within, mean float64
	totals := make([]float64, len(s.clusters))
	for i, c := range s.clusters {
		for _, u := range c.units {
			totals[i] += z[u]
		}
		mean += totals[i] / n
		if c.inner != nil && fraction > 0 {
			within += fraction * c.inner.variance(z)
		}
	}
	if n == 1 { // the whole of a population of one
		return within
	}
	var between float64
	for _, t := range totals {
		between += (t - mean) * (t - mean)
	}
	return (1-fraction)*n/(n-1)*between + within
}
