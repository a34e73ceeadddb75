package size

import (
	"math"

	"github.com/northinch/northinch/internal/stats"
)

// mostUnits is how many units are placed one by one.
const mostUnits = 1_000_000

// Bounds are how many units each stratum gives at least and at most. It never
// gives more than it has, and at least that where it has fewer than Min.
type Bounds struct{ Min, Max int }

// Exact is the allocation of n whole units in which the total has the smallest
// variance of all allocations within the bounds. Units are placed one after the
// other where the next one helps most: in the stratum with the largest priority
// N_h S_h / sqrt(n_h (n_h + 1)); of two strata with the same priority the earlier
// one (T. Wright, "The equivalence of Neyman optimum allocation for sampling and
// equal proportions for apportioning the U.S. House of Representatives", The
// American Statistician 66, 2012; "Exact optimal sample allocation: more efficient
// than Neyman", Statistics and Probability Letters 129, 2017). The time grows with
// n times the logarithm of the number of strata.
//
// It returns stats.ErrUndefined for strata that cannot be sampled, and for n below
// the smallest or above the largest sum that the bounds allow, or beyond a
// million.
func Exact(strata []Stratum, n int, b Bounds) ([]int, error) {
	p, least, most, err := place(strata, b)
	if err != nil {
		return nil, err
	}
	if n < least || n > most || n-least > mostUnits {
		return nil, stats.Undefined("%d units cannot be shared out: the strata give between %d and %d, and at most %d are placed one by one", n, least, most, mostUnits)
	}
	for range n - least {
		p.next()
	}
	return p.n, nil
}

// ExactForVariance is the smallest number of whole units, and where they go, with
// which the mean has a variance of at most v (T. Wright, "A simple method of exact
// optimal sample allocation under stratification with any mixed constraint
// patterns", U.S. Census Bureau, Research Report Series, Statistics 2014-07).
//
// It returns stats.ErrUndefined for strata that cannot be sampled, v not above 0,
// and where even the largest sample that the bounds allow, or a million units,
// has a larger variance.
func ExactForVariance(strata []Stratum, v float64, b Bounds) ([]int, error) {
	if !positive(v) {
		return nil, stats.Undefined("A variance of %v is reached by a census only", v)
	}
	p, least, most, err := place(strata, b)
	if err != nil {
		return nil, err
	}
	for placed := 0; ; placed++ {
		got, err := Variance(strata, floats(p.n))
		if err != nil {
			return nil, err
		}
		if got <= v*(1+slack) {
			return p.n, nil
		}
		if least+placed == most || placed == mostUnits {
			return nil, stats.Undefined("The variance is still %v, above %v, with %d units, the most that can be placed", got, v, least+placed)
		}
		p.next()
	}
}

func floats(n []int) []float64 {
	out := make([]float64, len(n))
	for i, x := range n {
		out[i] = float64(x)
	}
	return out
}

// placing is a heap of the strata that can give more, by the priority of the next
// unit.
type placing struct {
	strata []Stratum
	n, max []int
	open   []int // numbers of strata
}

// place begins an allocation at the lower bounds, and says how few and how many
// units there can be.
func place(strata []Stratum, b Bounds) (*placing, int, int, error) {
	if err := checked(strata); err != nil {
		return nil, 0, 0, err
	}
	if b.Min < 1 || b.Max < b.Min {
		return nil, 0, 0, stats.Undefined("Each stratum must give at least one unit, and no more at least than at most; the bounds are %d and %d", b.Min, b.Max)
	}
	p := &placing{strata: strata, n: make([]int, len(strata)), max: make([]int, len(strata))}
	least, most := 0, 0
	for i, h := range strata {
		p.max[i] = min(b.Max, int(h.N))
		p.n[i] = min(b.Min, p.max[i])
		least, most = least+p.n[i], most+p.max[i]
		if p.n[i] < p.max[i] {
			p.open = append(p.open, i)
		}
	}
	for at := len(p.open)/2 - 1; at >= 0; at-- {
		p.sink(at)
	}
	return p, least, most, nil
}

// next places one unit.
func (p *placing) next() {
	i := p.open[0]
	p.n[i]++
	if p.n[i] == p.max[i] {
		last := len(p.open) - 1
		p.open[0] = p.open[last]
		p.open = p.open[:last]
	}
	p.sink(0)
}

// sink moves a stratum of the heap down to where its priority belongs.
func (p *placing) sink(at int) {
	for {
		first := at
		for child := 2*at + 1; child <= 2*at+2 && child < len(p.open); child++ {
			if p.before(p.open[child], p.open[first]) {
				first = child
			}
		}
		if first == at {
			return
		}
		p.open[at], p.open[first] = p.open[first], p.open[at]
		at = first
	}
}

// before says which of two strata gets a unit first.
func (p *placing) before(a, b int) bool {
	x, y := p.priority(a), p.priority(b)
	return x > y || x == y && a < b
}

// priority is what the next unit of a stratum is worth.
func (p *placing) priority(i int) float64 {
	n := float64(p.n[i])
	return p.strata[i].N * p.strata[i].S / math.Sqrt(n*(n+1))
}
