package simplex

import "math"

// Dual restores the bounds of the basic variables while every reduced cost keeps
// its sign, which must hold at the start: a variable outside of the basis stands
// at its low bound unless its reduced cost is negative, then at its high one.
func (lp *LP) Dual() Outcome {
	lp.stale = true
	for {
		if lp.stale {
			lp.price()
		}
		r, rise := lp.outgoing()
		if r < 0 {
			return Optimal
		}
		lp.pivotRow(r)
		j := lp.replacement(rise)
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
		lp.reprice(j, r)
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

// replacement is the variable to enter for the pivot row, the one whose reduced
// cost reaches 0 first; among near equals that with the largest pivot, and then the
// first.
func (lp *LP) replacement(rise bool) int {
	limit := math.Inf(1)
	sign := 1.0
	if !rise {
		sign = -1
	}
	// The variable that leaves changes by -a for every unit of j.
	suits := func(j int32) (cost, pivot float64, ok bool) {
		a := lp.across[j] * sign
		if lp.where[j] >= 0 || math.Abs(a) <= pivotal || !lp.movable(int(j)) || a > 0 && lp.atLow(int(j)) || a < 0 && lp.atHigh(int(j)) {
			return 0, 0, false
		}
		return math.Abs(lp.reduced[j]), math.Abs(a), true
	}
	for _, j := range lp.marked {
		if d, a, ok := suits(j); ok {
			limit = min(limit, (d+optimal)/a)
		}
	}
	best, strongest := int32(-1), 0.0
	for _, j := range lp.marked {
		if d, a, ok := suits(j); ok && d/a <= limit && (a > strongest || a == strongest && j < best) {
			best, strongest = j, a
		}
	}
	lp.Work += int64(2*len(lp.marked) + lp.m)
	return int(best)
}
