package simplex

import "math"

// Dual restores the bounds of the basic variables while every reduced cost keeps
// its sign, which must hold at the start: a variable outside of the basis stands
// at its low bound unless its reduced cost is negative, then at its high one.
func (lp *LP) Dual() Outcome {
	rho := make([]float64, lp.m)
	for {
		if lp.spent() {
			return Stopped
		}
		r, rise := lp.outgoing()
		if r < 0 {
			return Optimal
		}
		clear(rho)
		rho[r] = 1
		lp.f.backward(rho)
		j := lp.replacement(rho, rise)
		if j < 0 {
			return Infeasible
		}
		out := lp.basis[r]
		bound := lp.Hi[out]
		if rise {
			bound = lp.Lo[out]
		}
		alpha := lp.column(j)
		step := (lp.X[out] - bound) / alpha[r]
		lp.X[j] += step
		for i, a := range alpha {
			if a != 0 {
				lp.X[lp.basis[i]] -= step * a
			}
		}
		lp.X[out] = bound
		lp.enter(j, r, alpha)
	}
}

// outgoing is the position that misses its bounds the most, and whether it must
// rise; -1 where all keep them.
func (lp *LP) outgoing() (r int, rise bool) {
	r, worst := -1, feasible
	for i, k := range lp.basis {
		if v := lp.Lo[k] - lp.X[k]; v > worst {
			r, rise, worst = i, true, v
		}
		if v := lp.X[k] - lp.Hi[k]; v > worst {
			r, rise, worst = i, false, v
		}
	}
	return r, rise
}

// replacement is the variable to enter for a row of the inverse, the one whose
// reduced cost reaches 0 first; among near equals that with the largest pivot.
func (lp *LP) replacement(rho []float64, rise bool) int {
	y := lp.Duals()
	lp.Work += int64(2*(len(lp.row)+lp.n+lp.f.size()) + 4*lp.m)
	limit := math.Inf(1)
	type candidate struct {
		j           int
		cost, pivot float64
	}
	var all []candidate
	for j, at := range lp.where {
		if at >= 0 || !lp.movable(j) {
			continue
		}
		a := lp.dot(j, rho)
		if !rise {
			a = -a
		}
		// x_out changes by -a for every unit of j and must rise (or fall, mirrored).
		if a > pivotal && lp.atLow(j) || a < -pivotal && lp.atHigh(j) || math.Abs(a) <= pivotal {
			continue
		}
		d := math.Abs(lp.Cost[j] - lp.dot(j, y))
		all = append(all, candidate{j, d, math.Abs(a)})
		limit = min(limit, (d+optimal)/math.Abs(a))
	}
	best, strongest := -1, 0.0
	for _, c := range all {
		if c.cost/c.pivot <= limit && c.pivot > strongest {
			best, strongest = c.j, c.pivot
		}
	}
	return best
}
