package disclose

import (
	"math"

	"github.com/northinch/northinch/internal/disclose/simplex"
)

// cut says that the sum of coef over the hidden ones of cells is at least 1. Every
// pattern that protects satisfies it, or one of equal cost does.
type cut struct {
	cells []int32 // indices into part.optional, ascending
	coef  []float64
	least float64 // 1, or 0 for cuts that say that a hidden cell needs company
	idle  int     // rounds in which it did not bind
}

// master is the problem of what to hide as whole numbers: 1 for hidden, 0 for
// shown. The reader's programs give it the cuts it needs, as they are needed (J. F.
// Benders 1962; Fischetti and Salazar-González 2000, 2001).
type master struct {
	pt    *part
	index map[int32]int32 // of each optional cell
	cost  []float64       // true weights
	tilt  []float64       // the weights, tilted a little so that no two are equal
	cuts  []cut
	keys  map[uint64]bool // cuts that were made
	lp    *simplex.LP
	fixed []int8 // what is known of each cell in every better plan: -1 shown, +1 hidden, 0 open

	lo, hi  []float64
	reduced []float64
	basis   []int // column numbers, and -1-k for the row of cut k
	step    float64
	base    float64
	doubt   float64 // the least bound of a node that was neither finished nor kept
}

func newMaster(pt *part) *master {
	n := len(pt.optional)
	ms := &master{pt: pt, index: make(map[int32]int32, n), keys: map[uint64]bool{}, doubt: math.Inf(1),
		cost: make([]float64, n), tilt: make([]float64, n), fixed: make([]int8, n),
		lo: make([]float64, n), hi: make([]float64, n), reduced: make([]float64, n)}
	mean, whole := 0.0, true
	for j, i := range pt.optional {
		ms.index[i] = int32(j)
		ms.cost[j] = pt.s.cells[i].Weight
		ms.hi[j] = 1
		mean += ms.cost[j] / float64(n)
		whole = whole && ms.cost[j] == math.Trunc(ms.cost[j])
	}
	for j := range ms.tilt {
		_, f := math.Modf(float64(j+1) * 0.6180339887498949)
		ms.tilt[j] = ms.cost[j] + mean*1e-6*(1+f)
	}
	for _, i := range pt.primary {
		ms.base += pt.s.cells[i].Weight
		w := pt.s.cells[i].Weight
		whole = whole && w == math.Trunc(w)
	}
	if whole {
		ms.step = 1
	}
	return ms
}

// add takes a cut unless it is there.
func (ms *master) add(c cut) bool {
	key := uint64(14695981039346656037)
	for k, i := range c.cells {
		key = (key ^ uint64(i)) * 1099511628211
		key = (key ^ math.Float64bits(c.coef[k])) * 1099511628211
	}
	if ms.keys[key] {
		return false
	}
	ms.keys[key] = true
	ms.cuts = append(ms.cuts, c)
	return true
}

// solve solves the linear relaxation over the bounds lo and hi. False says that no
// plan lies within them. y is the solution and bound a proven bound of its cost,
// primary cells included.
func (ms *master) solve() (y []float64, bound float64, ok bool) {
	if ms.lp == nil || ms.lp.Rows() != len(ms.cuts) {
		ms.rebuild()
	}
	copy(ms.lp.Lo, ms.lo)
	copy(ms.lp.Hi, ms.hi)
	before := ms.lp.Work
	ms.lp.Settle()
	outcome := ms.lp.Dual()
	bound = ms.base + ms.lp.Bound(ms.cost, ms.reduced)
	ms.pt.s.work += ms.lp.Work - before
	ms.keep()
	return ms.lp.X[:len(ms.cost)], ms.whole(bound), outcome != simplex.Infeasible
}

// whole rounds a bound up to what costs can be.
func (ms *master) whole(bound float64) float64 {
	if ms.step > 0 {
		return math.Ceil(bound - 1e-6*(1+math.Abs(bound)*1e-3))
	}
	return bound
}

// keep notes the basis by the names of its cuts.
func (ms *master) keep() {
	ms.basis = ms.basis[:0]
	for _, j := range ms.lp.Basis() {
		if j >= len(ms.cost) {
			j = -1 - (j - len(ms.cost))
		}
		ms.basis = append(ms.basis, j)
	}
}

// rebuild makes the program anew with all cuts, from the basis that was.
func (ms *master) rebuild() {
	n := len(ms.cost)
	columns := make([][]simplex.Entry, n)
	for k, c := range ms.cuts {
		for e, j := range c.cells {
			columns[j] = append(columns[j], simplex.Entry{Row: int32(k), Val: c.coef[e]})
		}
	}
	ms.lp = simplex.New(len(ms.cuts), columns)
	copy(ms.lp.Cost, ms.tilt)
	for k, c := range ms.cuts {
		ms.lp.Lo[n+k], ms.lp.Hi[n+k] = c.least, math.Inf(1)
	}
	copy(ms.lp.Lo, ms.lo)
	copy(ms.lp.Hi, ms.hi)
	basis := make([]int, 0, len(ms.cuts))
	for _, j := range ms.basis {
		if j < 0 {
			j = n + (-1 - j)
		}
		basis = append(basis, j)
	}
	for k := len(ms.basis); k < len(ms.cuts); k++ {
		basis = append(basis, n+k)
	}
	ms.lp.Start(basis)
	ms.pt.s.work += ms.lp.Work
}

// purge drops cuts that have not been binding for a while.
func (ms *master) purge() {
	n := len(ms.cost)
	number := make([]int, len(ms.cuts))
	kept := ms.cuts[:0]
	for k, c := range ms.cuts {
		number[k] = -1
		if k >= ms.lp.Rows() {
			kept = append(kept, c) // new
			continue
		}
		if ms.lp.Basic(n+k) && ms.lp.X[n+k] > c.least+1e-6 {
			c.idle++
		} else {
			c.idle = 0
		}
		if c.idle > 10 && ms.lp.Basic(n+k) {
			continue
		}
		number[k] = len(kept)
		kept = append(kept, c)
	}
	if len(kept) == len(number) {
		return
	}
	ms.cuts = kept
	basis := ms.basis[:0]
	for _, j := range ms.basis {
		if j < 0 {
			if number[-1-j] < 0 {
				continue
			}
			j = -1 - number[-1-j]
		}
		basis = append(basis, j)
	}
	ms.basis = basis
	ms.lp = nil
	clear(ms.keys)
	all := ms.cuts
	ms.cuts = nil
	for _, c := range all {
		ms.add(c)
	}
}

// learn fixes cells that the reduced costs show to be the same in every plan
// cheaper than the best.
func (ms *master) learn(bound float64) {
	limit := ms.pt.top() - ms.step
	for j, d := range ms.reduced {
		if ms.fixed[j] != 0 || ms.whole(bound+math.Abs(d)-1e-9) <= limit {
			continue
		}
		if d > 0 {
			ms.fixed[j] = -1
		} else {
			ms.fixed[j] = 1
		}
	}
}

// fixBounds sets the bounds to what is known.
func (ms *master) fixBounds() {
	for j, f := range ms.fixed {
		ms.lo[j], ms.hi[j] = 0, 1
		if f < 0 {
			ms.hi[j] = 0
		} else if f > 0 {
			ms.lo[j] = 1
		}
	}
}

// firstCuts are the cuts that single relations give: where a primary cell stands,
// another one must be hidden that has the room.
func (ms *master) firstCuts() {
	s := ms.pt.s
	for _, n := range ms.pt.needs {
		if n.sliding {
			continue
		}
		relations, signs := s.ofCell.of(n.cell)
		for k, r := range relations {
			toward := -float64(signs[k])
			if !n.up {
				toward = -toward
			}
			var all []weight
			cells, others := s.ofRelation.of(r)
			for e, i := range cells {
				if i != n.cell {
					all = append(all, weight{i, float64(others[e]) * toward})
				}
			}
			ms.capacity(n.cell, all, n.amount)
		}
	}
}
