package duration

import (
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/stats"
	"github.com/northinch/northinch/internal/stats/dist"
	"github.com/northinch/northinch/internal/stats/quadratic"
)

// Member is a spell of one of several groups, counted from 0, and of a stratum,
// any number.
type Member struct {
	Spell
	Group, Stratum int
}

// Comparison is a log-rank test: how many spells of each group ended, how many
// would have if all groups had ended alike, and how unlikely a difference as
// large would then be.
type Comparison struct {
	Observed   []int
	Expected   []float64
	ChiSquared float64
	DF         int
	P          float64
}

// LogRank compares how long the spells of groups last (N. Mantel, "Evaluation of
// survival data and two new rank order statistics", Cancer Chemotherapy Reports
// 50, 1966; R. Peto and J. Peto, JRSS A 135, 1972), with the hypergeometric
// variance. Spells are compared within their strata only, and the differences
// are added up. It finds best a difference that is in proportion all the time;
// of curves that cross it may see nothing.
//
// It returns stats.ErrUndefined where no two groups were ever at risk together
// when a spell ended, and errs.BadInput with the row of a spell or group that
// cannot be.
func LogRank(members []Member, groups int) (Comparison, error) {
	spells := make([]Spell, len(members))
	strata := map[int][]Member{}
	var order []int
	for i, m := range members {
		if m.Group < 0 || m.Group >= groups {
			return Comparison{}, errs.Invalid("input", "Row %d: there is no group %d; there are %d, counted from 0", i+1, m.Group, groups)
		}
		spells[i] = m.Spell
		if _, known := strata[m.Stratum]; !known {
			order = append(order, m.Stratum)
		}
		strata[m.Stratum] = append(strata[m.Stratum], m)
	}
	if err := check(spells); err != nil {
		return Comparison{}, err
	}
	r := newRanks(groups)
	for _, s := range order {
		r.add(strata[s])
	}
	return r.compare()
}

// ranks are the sums of the test.
type ranks struct {
	observed []int
	expected []float64
	variance [][]float64
}

func newRanks(groups int) *ranks {
	r := &ranks{make([]int, groups), make([]float64, groups), make([][]float64, groups)}
	for g := range r.variance {
		r.variance[g] = make([]float64, groups)
	}
	return r
}

// add counts the spells of one stratum.
func (r *ranks) add(members []Member) {
	all := make([]Spell, len(members))
	of := make([][]Spell, len(r.observed))
	for i, m := range members {
		all[i] = m.Spell
		of[m.Group] = append(of[m.Group], m.Spell)
	}
	queues := make([]*queue, len(of))
	for g := range of {
		queues[g] = line(of[g], seen)
	}
	for _, k := range line(all, seen).ticks() {
		if k.events > 0 {
			r.end(k, queues)
		}
	}
}

// end adds what happens at one time at which spells end.
func (r *ranks) end(k tick, queues []*queue) {
	n, d := float64(k.risk), float64(k.events)
	share := make([]float64, len(queues))
	for g, q := range queues {
		own := q.at(k.time)
		share[g] = float64(own.risk) / n
		r.observed[g] += own.events
		r.expected[g] += d * share[g]
	}
	if n < 2 {
		return
	}
	spread := d * (n - d) / (n - 1)
	for g := range share {
		for h := range share {
			r.variance[g][h] -= spread * share[g] * share[h]
		}
		r.variance[g][g] += spread * share[g]
	}
}

func (r *ranks) compare() (Comparison, error) {
	c := Comparison{Observed: r.observed, Expected: r.expected}
	difference := make([]float64, len(r.observed))
	for g := range difference {
		difference[g] = float64(r.observed[g]) - r.expected[g]
	}
	c.ChiSquared, c.DF = quadratic.Form(r.variance, difference)
	if c.DF == 0 {
		return Comparison{}, stats.Undefined("No two groups were at risk together when a spell ended; there is nothing to compare")
	}
	c.P = dist.ChiSquaredUpper(c.ChiSquared, float64(c.DF))
	return c, nil
}
