// Package simplex solves linear programs that start from a known point: the
// revised simplex method with bounds on every variable, primal from a feasible
// point and dual after rows were added (G. B. Dantzig, Linear Programming and
// Extensions, 1963; R. E. Bixby, "Solving real-world linear programs", Operations
// Research 50, 2002).
//
// It is made for the programs of internal/disclose, which are sparse, have entries
// of like size and are solved thousands of times with small changes. Nothing
// depends on time, chance or the order of a map: the same calls give the same
// answer.
package simplex

import "math"

// Outcome is how a solve ended.
type Outcome uint8

// The outcomes.
const (
	Optimal    Outcome = iota
	Unbounded          // the objective has no limit in the direction of Ray
	Infeasible         // no point satisfies the bounds (of Dual only)
)

// LP is minimise Cost·x where A·x = r and Lo <= (x, r) <= Hi. Variables are
// numbered from 0: first the columns x, then one for every row, whose value is the
// activity r of the row.
type LP struct {
	Cost, Lo, Hi []float64
	// X is the current point. It satisfies A·x = r up to rounding.
	X []float64
	// Ray is a direction in which an Unbounded objective falls for ever.
	Ray []float64
	// Work is counted steps of arithmetic.
	Work int64

	m, n  int
	start []int // of column j in row and val
	row   []int32
	val   []float64

	basis []int // variable in each position
	where []int // position of each variable, or -1
	f     factors
	col   []float64 // scratch of length m
	dual  []float64
	loop  int // steps without progress
	tire  int // how many of these before the first variable is taken

	// How far the reduced costs of a solve may be off, the objective, and the least gain
	// that is progress.
	fine, objective, least float64

	// The matrix by rows, and by columns the reduced costs and the row of the last
	// pivot, whose entries other than 0 are listed in marked.
	rstart  []int
	rcol    []int32
	rval    []float64
	reduced []float64
	rho     []float64
	across  []float64
	marked  []int32
	stale   bool // reduced must be worked out anew
}

const (
	feasible = 1e-9 // how far a bound may be missed
	optimal  = 1e-9 // how far a reduced cost may be off
	pivotal  = 1e-7 // the smallest pivot
	renew    = 64   // updates before the basis is factorised anew
	patience = 2000 // steps without progress after the first variable was taken
)

// Entry is a coefficient of a column.
type Entry struct {
	Row int32
	Val float64
}

// New is a program with m rows and the columns given. All bounds and costs are 0,
// all rows are in the basis, and X is 0.
func New(m int, columns [][]Entry) *LP {
	n := len(columns)
	lp := &LP{
		Cost: make([]float64, n+m), Lo: make([]float64, n+m), Hi: make([]float64, n+m), X: make([]float64, n+m),
		m: m, n: n, tire: 200, start: make([]int, 1, n+1),
	}
	for _, c := range columns {
		for _, e := range c {
			lp.row = append(lp.row, e.Row)
			lp.val = append(lp.val, e.Val)
		}
		lp.start = append(lp.start, len(lp.row))
	}
	lp.Work = int64(len(lp.row))
	lp.byRows()
	basis := make([]int, m)
	for i := range basis {
		basis[i] = n + i
	}
	lp.begin(basis)
	return lp
}

// byRows makes the copy of the matrix by rows.
func (lp *LP) byRows() {
	lp.rstart = make([]int, lp.m+1)
	for _, i := range lp.row {
		lp.rstart[i+1]++
	}
	for i := range lp.m {
		lp.rstart[i+1] += lp.rstart[i]
	}
	lp.rcol, lp.rval = make([]int32, len(lp.row)), make([]float64, len(lp.row))
	next := append([]int(nil), lp.rstart...)
	for j := range lp.n {
		for k := lp.start[j]; k < lp.start[j+1]; k++ {
			at := next[lp.row[k]]
			next[lp.row[k]]++
			lp.rcol[at], lp.rval[at] = int32(j), lp.val[k]
		}
	}
	lp.reduced, lp.across = make([]float64, lp.n+lp.m), make([]float64, lp.n+lp.m)
	lp.rho = make([]float64, lp.m)
}

// price works the reduced costs out anew.
func (lp *LP) price() {
	y := lp.Duals()
	for j, at := range lp.where {
		lp.reduced[j] = 0
		if at < 0 {
			lp.reduced[j] = lp.Cost[j] - lp.dot(j, y)
		}
	}
	lp.stale = false
	lp.Work += int64(len(lp.row) + lp.n + 2*lp.m + lp.f.size())
}

// pivotRow works out position r's row of the inverse times the matrix.
func (lp *LP) pivotRow(r int) {
	for _, j := range lp.marked {
		lp.across[j] = 0
	}
	lp.marked = lp.marked[:0]
	clear(lp.rho)
	lp.rho[r] = 1
	lp.f.backward(lp.rho)
	lp.Work += int64(2*lp.m + lp.f.size())
	for i, v := range lp.rho {
		if v == 0 {
			continue
		}
		lp.mark(int32(lp.n+i), -v)
		for k := lp.rstart[i]; k < lp.rstart[i+1]; k++ {
			lp.mark(lp.rcol[k], v*lp.rval[k])
		}
		lp.Work += int64(lp.rstart[i+1] - lp.rstart[i])
	}
}

// mark adds to an entry of the pivot row.
func (lp *LP) mark(j int32, v float64) {
	if lp.across[j] == 0 {
		lp.marked = append(lp.marked, j)
	}
	lp.across[j] += v
}

// reprice changes the reduced costs for j entering at position r, whose pivot row
// was worked out.
func (lp *LP) reprice(j, r int) {
	t := lp.reduced[j] / lp.across[j]
	for _, k := range lp.marked {
		if lp.where[k] < 0 {
			lp.reduced[k] -= t * lp.across[k]
		}
		// An entry that came to 0 and was marked again must not count twice.
		lp.across[k] = 0
	}
	lp.marked = lp.marked[:0]
	lp.reduced[lp.basis[r]] = -t
	lp.reduced[j] = 0
}

// begin makes basis the basis as far as it is independent, rows making it whole.
func (lp *LP) begin(basis []int) {
	lp.where = make([]int, lp.n+lp.m)
	lp.col = make([]float64, lp.m)
	lp.dual = make([]float64, lp.m)
	lp.basis = basis
	lp.refactor()
}

// Columns and Rows are the size of the program.
func (lp *LP) Columns() int { return lp.n }

// Rows is the number of rows.
func (lp *LP) Rows() int { return lp.m }

// each calls f with the entries of variable j in the matrix [A, -I].
func (lp *LP) each(j int, f func(row int32, val float64)) {
	if j >= lp.n {
		f(int32(j-lp.n), -1)
		return
	}
	for k := lp.start[j]; k < lp.start[j+1]; k++ {
		f(lp.row[k], lp.val[k])
	}
}

// dot is the product of variable j's column with y.
func (lp *LP) dot(j int, y []float64) float64 {
	if j >= lp.n {
		return -y[j-lp.n]
	}
	sum := 0.0
	for k := lp.start[j]; k < lp.start[j+1]; k++ {
		sum += lp.val[k] * y[lp.row[k]]
	}
	return sum
}

// Prefer makes a basis of columns in the order of preference, as far as they are
// independent; rows make it whole. X must satisfy A·x = r and stays as it is.
func (lp *LP) Prefer(order []int) {
	lp.f.reset(lp.m)
	lp.basis = lp.f.build(lp, order)
	lp.refactor()
}

// refactor factorises the basis anew and puts right what rounding did to X.
func (lp *LP) refactor() {
	lp.f.reset(lp.m)
	lp.basis = lp.f.build(lp, lp.f.order(lp, lp.basis))
	for j := range lp.where {
		lp.where[j] = -1
	}
	for i, j := range lp.basis {
		lp.where[j] = i
	}
	lp.stale = true
	lp.Refresh()
}

// Refresh works out the variables of the basis from the others, after X was
// changed there.
func (lp *LP) Refresh() {
	clear(lp.col)
	for j, at := range lp.where {
		if at < 0 && lp.X[j] != 0 {
			x := lp.X[j]
			lp.each(j, func(i int32, v float64) { lp.col[i] -= v * x })
		}
	}
	lp.f.forward(lp.col)
	for i, j := range lp.basis {
		lp.X[j] = lp.col[i]
	}
	lp.Work += int64(len(lp.row) + lp.n + lp.m)
}

// Basic says whether variable j is in the basis.
func (lp *LP) Basic(j int) bool { return lp.where[j] >= 0 }

// Duals are the multipliers y of the rows at the current basis, so that Cost - A'y
// are the reduced costs. The slice is used again by the next call.
func (lp *LP) Duals() []float64 {
	for i, j := range lp.basis {
		lp.dual[i] = lp.Cost[j]
	}
	lp.f.backward(lp.dual)
	return lp.dual
}

// enter puts variable j into position r of the basis, alpha being its column in
// terms of the basis.
func (lp *LP) enter(j, r int, alpha []float64) {
	lp.where[lp.basis[r]] = -1
	lp.basis[r] = j
	lp.where[j] = r
	lp.f.update(r, alpha)
	if lp.f.updates() >= renew {
		lp.refactor()
	}
}

// column is variable j's column in terms of the basis.
func (lp *LP) column(j int) []float64 {
	clear(lp.col)
	lp.each(j, func(i int32, v float64) { lp.col[i] += v })
	lp.f.forward(lp.col)
	lp.Work += int64(2*lp.m + lp.f.size())
	return lp.col
}

// movable says whether the bounds of j leave it room.
func (lp *LP) movable(j int) bool { return lp.Hi[j]-lp.Lo[j] > 0 }

// atLow and atHigh say whether a variable stands at a bound.
func (lp *LP) atLow(j int) bool  { return lp.X[j] <= lp.Lo[j]+feasible*(1+math.Abs(lp.Lo[j])) }
func (lp *LP) atHigh(j int) bool { return lp.X[j] >= lp.Hi[j]-feasible*(1+math.Abs(lp.Hi[j])) }
