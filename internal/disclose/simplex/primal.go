package simplex

import "math"

// Primal minimises from X, which must be within its bounds; variables outside of
// the basis may stand anywhere between theirs. What rounding can make of a reduced
// cost, which grows with the largest cost, is no reason to go on, and where many steps
// have gained no more than that it ends: X is within its bounds and as good as can be
// told.
func (lp *LP) Primal() Outcome {
	lp.loop = 0
	lp.stale = true
	lp.scale()
	fresh := false
	for lp.loop <= lp.tire+patience {
		if lp.stale {
			lp.price()
			fresh = true
		}
		j, down := lp.incoming()
		if j < 0 {
			if fresh {
				return Optimal
			}
			lp.stale = true
			continue
		}
		fresh = false
		if !lp.move(j, down) {
			return Unbounded
		}
	}
	return Optimal
}

// scale sets what counts as nothing beside the costs and the objective.
func (lp *LP) scale() {
	most := 1.0
	lp.objective = 0
	for j, c := range lp.Cost {
		most = max(most, math.Abs(c))
		lp.objective += c * lp.X[j]
	}
	lp.fine, lp.least = optimal*max(1, 1e-5*most), 1e-12*most
	lp.Work += int64(lp.n + lp.m)
}

// incoming chooses the variable to change, and says whether it is to fall; -1
// where none improves. It takes the steepest, and the first where a while went by
// without progress, which cannot circle (R. G. Bland 1977).
func (lp *LP) incoming() (best int, down bool) {
	lp.Work += int64(lp.n + lp.m)
	best, steepest := -1, lp.fine
	for j, d := range lp.reduced {
		size := math.Abs(d)
		if size <= steepest || lp.where[j] >= 0 || !lp.movable(j) || d > 0 && lp.atLow(j) || d < 0 && lp.atHigh(j) {
			continue
		}
		best, down, steepest = j, d > 0, size
		if lp.loop > lp.tire {
			break
		}
	}
	return best, down
}

// move changes variable j until a bound stops it; false says that none does.
func (lp *LP) move(j int, down bool) bool {
	alpha := lp.column(j)
	sign := 1.0
	if down {
		sign = -1
	}
	// A basic variable changes by -sign*alpha for every unit of j.
	step := lp.Hi[j] - lp.X[j]
	if down {
		step = lp.X[j] - lp.Lo[j]
	}
	relaxed := step
	for i, a := range alpha {
		if math.Abs(a) > pivotal {
			relaxed = min(relaxed, lp.room(i, -sign*a, feasible))
		}
	}
	leaving, strongest := -1, 0.0
	for i, a := range alpha {
		if math.Abs(a) <= pivotal {
			continue
		}
		if t := lp.room(i, -sign*a, 0); t <= relaxed && t < step+feasible {
			size := math.Abs(a)
			if lp.loop > lp.tire {
				size = 1 / (1 + float64(lp.basis[i])) // the first variable
			}
			if size > strongest {
				leaving, strongest = i, size
			}
		}
	}
	if leaving >= 0 {
		step = min(step, max(0, lp.room(leaving, -sign*alpha[leaving], 0)))
	}
	if math.IsInf(step, 1) {
		lp.ray(j, sign, alpha)
		return false
	}
	gain := step * math.Abs(lp.reduced[j])
	if lp.objective -= gain; step > feasible && gain > lp.least+1e-13*math.Abs(lp.objective) {
		lp.loop = 0
	} else {
		lp.loop++
	}
	lp.X[j] += sign * step
	for i, a := range alpha {
		if a != 0 {
			lp.X[lp.basis[i]] -= sign * step * a
		}
	}
	if leaving >= 0 {
		out := lp.basis[leaving]
		lp.X[out] = nearest(lp.X[out], lp.Lo[out], lp.Hi[out])
		lp.pivotRow(leaving)
		lp.reprice(j, leaving)
		lp.enter(j, leaving, alpha)
	}
	return true
}

// room is how far j may go until position i, which changes by rate, meets a bound
// widened by slack.
func (lp *LP) room(i int, rate, slack float64) float64 {
	k := lp.basis[i]
	if rate > 0 {
		return (lp.Hi[k] + slack - lp.X[k]) / rate
	}
	return (lp.X[k] - lp.Lo[k] + slack) / -rate
}

// nearest is the bound nearest to x.
func nearest(x, lo, hi float64) float64 {
	if x-lo <= hi-x {
		return lo
	}
	return hi
}

// ray keeps the direction in which the objective has no limit.
func (lp *LP) ray(j int, sign float64, alpha []float64) {
	lp.Ray = make([]float64, lp.n+lp.m)
	lp.Ray[j] = sign
	for i, a := range alpha {
		lp.Ray[lp.basis[i]] = -sign * a
	}
}
