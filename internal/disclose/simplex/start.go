package simplex

// Start makes the variables listed the basis, as far as they are independent, puts
// every other one at the bound that its reduced cost asks for, which must be
// finite, and works out the rest: the point from which Dual goes on.
func (lp *LP) Start(basis []int) {
	lp.f.reset(lp.m)
	lp.basis = lp.f.build(lp, basis)
	lp.refactor()
	lp.Settle()
}

// Settle puts every variable outside of the basis at the bound that its reduced
// cost asks for, after bounds or costs were changed.
func (lp *LP) Settle() {
	y := lp.Duals()
	for j, at := range lp.where {
		if at >= 0 {
			continue
		}
		lp.X[j] = lp.Lo[j]
		if lp.Cost[j]-lp.dot(j, y) < 0 && lp.Hi[j] < 1e300 || lp.Lo[j] < -1e300 {
			lp.X[j] = lp.Hi[j]
		}
	}
	lp.Refresh()
}

// Basis is the variables of the basis.
func (lp *LP) Basis() []int { return lp.basis }

// Bound is a proven lower bound of the objective from any multipliers y of the
// rows, here those of the current basis: it holds whatever rounding did to them
// (A. Neumaier and O. Shcherbina, Mathematical Programming 99, 2004), and costs may
// be others than those the basis was found with. All columns must have finite
// bounds. reduced, of the length of the columns, takes their reduced costs.
func (lp *LP) Bound(cost, reduced []float64) float64 {
	y := lp.Duals()
	bound := 0.0
	for i := range y {
		lo, hi := lp.Lo[lp.n+i], lp.Hi[lp.n+i]
		switch {
		case y[i] > 0 && lo > -1e300:
			bound += y[i] * lo
		case y[i] < 0 && hi < 1e300:
			bound += y[i] * hi
		default:
			y[i] = 0
		}
	}
	for j := range lp.n {
		d := cost[j] - lp.dot(j, y)
		reduced[j] = d
		bound += min(d*lp.Lo[j], d*lp.Hi[j])
	}
	lp.Work += int64(len(lp.row) + lp.n)
	return bound
}

// Product is the column of variable j times multipliers of the rows.
func (lp *LP) Product(j int, y []float64) float64 { return lp.dot(j, y) }
