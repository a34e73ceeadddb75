package simplex

import (
	"math"
	"slices"
)

// factors are the LU factors of a basis, built column by column, and the changes
// to the basis since (the product form of the inverse; Dantzig and
// Orchard-Hays 1954).
type factors struct {
	m     int
	pivot []int32 // row of each step
	step  []int32 // step of each row, or -1
	count []int32 // entries of each row in the matrix, to keep factors sparse

	lower          []int32 // steps that have multipliers
	lstart         []int   // of lower[k] in lrow, lval
	lrow           []int32
	lval           []float64
	ustart         []int // of step k in ustep, uval
	ustep          []int32
	uval, diagonal []float64

	estart []int // of each change in erow, eval
	erow   []int32
	eval   []float64
	epos   []int32
	epiv   []float64

	work, other []float64
	touched     []int32
}

func (f *factors) reset(m int) {
	f.m = m
	if len(f.step) != m {
		f.step = make([]int32, m)
		f.count = make([]int32, m)
		f.work = make([]float64, m)
		f.other = make([]float64, m)
	}
	for i := range f.step {
		f.step[i] = -1
	}
	f.pivot, f.lower, f.lrow, f.lval = f.pivot[:0], f.lower[:0], f.lrow[:0], f.lval[:0]
	f.lstart, f.ustart = append(f.lstart[:0], 0), append(f.ustart[:0], 0)
	f.ustep, f.uval, f.diagonal = f.ustep[:0], f.uval[:0], f.diagonal[:0]
	f.estart, f.erow, f.eval, f.epos, f.epiv = append(f.estart[:0], 0), f.erow[:0], f.eval[:0], f.epos[:0], f.epiv[:0]
}

func (f *factors) updates() int { return len(f.epos) }

// size is how many entries a solve goes through.
func (f *factors) size() int { return len(f.lval) + len(f.uval) + len(f.eval) }

// order puts the columns of a basis so that those with one entry in the rows that
// are left come first, then those of rows with one column left, then the rest.
func (f *factors) order(lp *LP, basis []int) []int {
	clear(f.count)
	rows := make([][]int32, f.m) // positions of the columns in each row
	left := make([]int32, len(basis))
	for k, j := range basis {
		lp.each(j, func(i int32, _ float64) {
			rows[i] = append(rows[i], int32(k))
			left[k]++
		})
	}
	for i := range rows {
		f.count[i] = int32(len(rows[i]))
	}
	placed, gone := make([]bool, len(basis)), make([]bool, f.m)
	var first, second []int
	var queue []int32
	for k := range basis {
		if left[k] == 1 {
			queue = append(queue, int32(k))
		}
	}
	for len(queue) > 0 {
		k := queue[0]
		queue = queue[1:]
		placed[k] = true
		first = append(first, basis[k])
		lp.each(basis[k], func(i int32, _ float64) {
			if gone[i] {
				return
			}
			gone[i] = true
			for _, other := range rows[i] {
				if left[other]--; left[other] == 1 && !placed[other] {
					queue = append(queue, other)
				}
			}
		})
	}
	active := make([]int32, f.m)
	for i := range rows {
		for _, k := range rows[i] {
			if !placed[k] {
				active[i]++
			}
		}
		if active[i] == 1 && !gone[i] {
			queue = append(queue, int32(i))
		}
	}
	for len(queue) > 0 {
		i := queue[0]
		queue = queue[1:]
		for _, k := range rows[i] {
			if placed[k] || gone[i] {
				continue
			}
			placed[k], gone[i] = true, true
			second = append(second, basis[k])
			lp.each(basis[k], func(o int32, _ float64) {
				if active[o]--; active[o] == 1 && !gone[o] {
					queue = append(queue, o)
				}
			})
		}
	}
	var rest []int
	for k := range basis {
		if !placed[k] {
			rest = append(rest, k)
		}
	}
	slices.SortStableFunc(rest, func(a, b int) int { return int(left[a] - left[b]) })
	lp.Work += int64(4 * f.m)
	for _, k := range rest {
		second = append(second, basis[k])
	}
	return append(first, second...)
}

// build factorises columns in the order given, leaves out those that depend on
// others before them, and makes the basis whole with rows. It returns the basis:
// the variable of each step.
func (f *factors) build(lp *LP, order []int) []int {
	basis := make([]int, 0, f.m)
	for _, j := range order {
		if len(basis) == f.m {
			break
		}
		if f.add(lp, j) {
			basis = append(basis, j)
		}
	}
	for i := 0; i < f.m; i++ {
		if f.step[i] < 0 && f.add(lp, lp.n+i) {
			basis = append(basis, lp.n+i)
		}
	}
	lp.Work += int64(f.size())
	return basis
}

// add factorises one more column; false says that it depends on the others.
func (f *factors) add(lp *LP, j int) bool {
	w := f.work
	f.touched = f.touched[:0]
	size := 0.0
	lp.each(j, func(i int32, v float64) {
		w[i] = v
		f.touched = append(f.touched, i)
		size = max(size, math.Abs(v))
	})
	// The multipliers of the steps before, in their order.
	for k, s := range f.lower {
		x := w[f.pivot[s]]
		if x == 0 {
			continue
		}
		for e := f.lstart[k]; e < f.lstart[k+1]; e++ {
			i := f.lrow[e]
			if w[i] == 0 {
				f.touched = append(f.touched, i)
			}
			w[i] -= x * f.lval[e]
		}
		lp.Work += int64(f.lstart[k+1] - f.lstart[k])
	}
	lp.Work += int64(len(f.lower) + len(f.touched))
	biggest := 0.0
	for _, i := range f.touched {
		if f.step[i] < 0 {
			biggest = max(biggest, math.Abs(w[i]))
		}
	}
	if biggest <= 1e-9*size {
		for _, i := range f.touched {
			w[i] = 0
		}
		return false
	}
	best := int32(-1)
	for _, i := range f.touched {
		if f.step[i] >= 0 || math.Abs(w[i]) < 0.1*biggest {
			continue
		}
		if best < 0 || f.count[i] < f.count[best] || f.count[i] == f.count[best] && (math.Abs(w[i]) > math.Abs(w[best]) || math.Abs(w[i]) == math.Abs(w[best]) && i < best) {
			best = i
		}
	}
	s := int32(len(f.pivot))
	d := w[best]
	n := len(f.lrow)
	for _, i := range f.touched {
		v := w[i]
		w[i] = 0
		switch {
		case i == best || math.Abs(v) < 1e-14*size:
		case f.step[i] >= 0:
			f.ustep = append(f.ustep, f.step[i])
			f.uval = append(f.uval, v)
		default:
			f.lrow = append(f.lrow, i)
			f.lval = append(f.lval, v/d)
		}
	}
	f.step[best] = s
	f.pivot = append(f.pivot, best)
	f.diagonal = append(f.diagonal, d)
	f.ustart = append(f.ustart, len(f.ustep))
	if len(f.lrow) > n {
		f.lower = append(f.lower, s)
		f.lstart = append(f.lstart, len(f.lrow))
	}
	return true
}

// forward solves B·z = w: w by rows becomes z by positions.
func (f *factors) forward(w []float64) {
	for k, s := range f.lower {
		if x := w[f.pivot[s]]; x != 0 {
			for e := f.lstart[k]; e < f.lstart[k+1]; e++ {
				w[f.lrow[e]] -= x * f.lval[e]
			}
		}
	}
	z := f.other
	for s := len(f.pivot) - 1; s >= 0; s-- {
		x := w[f.pivot[s]]
		if x == 0 {
			z[s] = 0
			continue
		}
		x /= f.diagonal[s]
		z[s] = x
		for e := f.ustart[s]; e < f.ustart[s+1]; e++ {
			w[f.pivot[f.ustep[e]]] -= x * f.uval[e]
		}
	}
	copy(w, z)
	for k, r := range f.epos {
		x := w[r]
		if x == 0 {
			continue
		}
		x /= f.epiv[k]
		for e := f.estart[k]; e < f.estart[k+1]; e++ {
			w[f.erow[e]] -= x * f.eval[e]
		}
		w[r] = x
	}
}

// backward solves B'·y = c: c by positions becomes y by rows.
func (f *factors) backward(c []float64) {
	for k := len(f.epos) - 1; k >= 0; k-- {
		r := f.epos[k]
		x := c[r]
		for e := f.estart[k]; e < f.estart[k+1]; e++ {
			x -= f.eval[e] * c[f.erow[e]]
		}
		c[r] = x / f.epiv[k]
	}
	y := f.other
	for s := range f.pivot {
		x := c[s]
		for e := f.ustart[s]; e < f.ustart[s+1]; e++ {
			x -= f.uval[e] * c[f.ustep[e]]
		}
		c[s] = x / f.diagonal[s]
	}
	for s, i := range f.pivot {
		y[i] = c[s]
	}
	for k := len(f.lower) - 1; k >= 0; k-- {
		x := y[f.pivot[f.lower[k]]]
		for e := f.lstart[k]; e < f.lstart[k+1]; e++ {
			x -= f.lval[e] * y[f.lrow[e]]
		}
		y[f.pivot[f.lower[k]]] = x
	}
	copy(c, y)
}

// update replaces the variable in position r, alpha being the new one's column in
// terms of the basis.
func (f *factors) update(r int, alpha []float64) {
	for i, v := range alpha {
		if i != r && math.Abs(v) > 1e-14 {
			f.erow = append(f.erow, int32(i))
			f.eval = append(f.eval, v)
		}
	}
	f.epos = append(f.epos, int32(r))
	f.epiv = append(f.epiv, alpha[r])
	f.estart = append(f.estart, len(f.erow))
}
