package rounding

import (
	"math"

	"github.com/northinch/northinch/internal/disclose/simplex"
)

// search looks for the best rounding by branch and bound over linear programs. Of a
// table of two dimensions the program is a network, whose corners are whole, so that
// the first program is the answer; each further dimension may need branching.
//
// The unit is the base. Each figure is its multiple below plus steps: one between its
// two neighbours, whose cost is what it adds to the distance from the true figure, and
// beyond them, if that is allowed, others that cost a base each.
type search struct {
	p     Problem
	lp    *simplex.LP
	steps []step
	floor []float64 // of each figure, in bases
	base  float64
	fixed float64 // what the multiples below are away from the true figures
	nodes int     // left
	best  []float64
	cost  float64
}

// step changes a figure by whole bases.
type step struct {
	cell      int
	direction float64
	cost      float64
	most      float64
}

func newSearch(p Problem, further, nodes int) *search {
	s := &search{p: p, base: float64(p.Base), floor: make([]float64, len(p.Values)), nodes: nodes, cost: math.Inf(1)}
	for i, v := range p.Values {
		s.floor[i] = math.Floor(v / s.base)
		over := v - s.floor[i]*s.base
		s.fixed += over
		if over > 0 {
			s.steps = append(s.steps, step{i, 1, s.base - 2*over, 1})
		}
		if up := float64(further); up > 0 {
			s.steps = append(s.steps, step{i, 1, s.base, up})
		}
		if down := min(float64(further), s.floor[i]); down > 0 {
			s.steps = append(s.steps, step{i, -1, s.base, down})
		}
	}
	s.program()
	return s
}

// program sets the linear program up: for each sum, what the steps of the parts add
// less what those of the total add is what the multiples below lack.
func (s *search) program() {
	rows := make([][]simplex.Entry, len(s.p.Values))
	lack := make([]float64, len(s.p.Relations))
	for k, r := range s.p.Relations {
		lack[k] = s.floor[r.Total]
		rows[r.Total] = append(rows[r.Total], simplex.Entry{Row: int32(k), Val: -1})
		for _, part := range r.Parts {
			lack[k] -= s.floor[part]
			rows[part] = append(rows[part], simplex.Entry{Row: int32(k), Val: 1})
		}
	}
	columns := make([][]simplex.Entry, len(s.steps))
	for j, st := range s.steps {
		for _, e := range rows[st.cell] {
			columns[j] = append(columns[j], simplex.Entry{Row: e.Row, Val: e.Val * st.direction})
		}
	}
	s.lp = simplex.New(len(lack), columns)
	for j, st := range s.steps {
		s.lp.Cost[j], s.lp.Hi[j] = st.cost, st.most
	}
	for k, v := range lack {
		s.lp.Lo[len(columns)+k], s.lp.Hi[len(columns)+k] = v, v
	}
}

// hair is what a whole number may be off by in a linear program.
const hair = 1e-6

// run explores one program and, where its answer is not whole, the two that round the
// step that is furthest from whole.
func (s *search) run() {
	if s.nodes <= 0 {
		return
	}
	s.nodes--
	s.lp.Settle()
	if s.lp.Dual() != simplex.Optimal {
		return
	}
	value, split, far := s.fixed, -1, hair
	for j, st := range s.steps {
		x := s.lp.X[j]
		value += st.cost * x
		if d := math.Abs(x - math.Round(x)); d > far {
			split, far = j, d
		}
	}
	// Distances are whole, so that a better table is better by 1.
	if value > s.cost-1+hair {
		return
	}
	if split < 0 {
		s.keep()
		return
	}
	x, low, high := s.lp.X[split], s.lp.Lo[split], s.lp.Hi[split]
	below, above := math.Floor(x), math.Ceil(x)
	for _, up := range []bool{x-below >= 0.5, x-below < 0.5} {
		if s.lp.Lo[split], s.lp.Hi[split] = low, below; up {
			s.lp.Lo[split], s.lp.Hi[split] = above, high
		}
		s.run()
		s.lp.Lo[split], s.lp.Hi[split] = low, high
	}
}

// keep takes the table of the program where it really adds up.
func (s *search) keep() {
	values := make([]float64, len(s.floor))
	for i, f := range s.floor {
		values[i] = f * s.base
	}
	for j, st := range s.steps {
		values[st.cell] += math.Round(s.lp.X[j]) * st.direction * s.base
	}
	for _, r := range s.p.Relations {
		sum := 0.0
		for _, part := range r.Parts {
			sum += values[part]
		}
		if sum != values[r.Total] {
			return
		}
	}
	cost := 0.0
	for i, v := range values {
		cost += math.Abs(v - s.p.Values[i])
	}
	s.best, s.cost = values, cost
}
