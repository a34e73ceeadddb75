package disclose

import (
	"math"

	"github.com/northinch/northinch/internal/disclose/simplex"
)

// router finds cheap moves: the linear program of J. P. Kelly, B. L. Golden and
// A. A. Assad, "Cell suppression: disclosure protection for sensitive tabular
// data", Networks 22 (1992), in which every cell that is not hidden yet has a price
// for each unit by which it is moved. In a two-way table it is a shortest path.
type router struct {
	s     *system
	cells []int32
	col   map[int32]int // of the move up; the move down is the next
	lp    *simplex.LP
}

func newRouter(s *system, cells []int32) *router {
	rt := &router{s: s, cells: cells, col: make(map[int32]int, len(cells))}
	row := map[int32]int32{}
	var columns [][]simplex.Entry
	for _, i := range cells {
		rt.col[i] = len(columns)
		relations, signs := s.ofCell.of(i)
		rise, fall := make([]simplex.Entry, len(relations)), make([]simplex.Entry, len(relations))
		for k, r := range relations {
			at, ok := row[r]
			if !ok {
				at = int32(len(row))
				row[r] = at
			}
			rise[k], fall[k] = simplex.Entry{Row: at, Val: float64(signs[k])}, simplex.Entry{Row: at, Val: -float64(signs[k])}
		}
		columns = append(columns, rise, fall)
	}
	rt.lp = simplex.New(len(row), columns)
	for j, i := range cells {
		rt.lp.Hi[2*j], rt.lp.Hi[2*j+1] = s.up[i], s.down[i]
	}
	order := make([]int, 0, len(cells))
	for _, least := range []float64{5, 0} {
		for j, i := range cells {
			if room := min(s.up[i], s.down[i]); least == 5 && room >= 5 || least == 0 && room < 5 {
				order = append(order, 2*j)
			}
		}
	}
	rt.lp.Prefer(order)
	s.work += rt.lp.Work
	return rt
}

// find is the cheapest move that satisfies a need (not a sliding one), price being
// the cost of a cell as a whole, 0 where it is hidden anyway.
func (rt *router) find(n need, price func(i int32) float64) (move, bool) {
	sum := 0.0
	for j, i := range rt.cells {
		whole := price(i)
		for k, room := range []float64{rt.s.up[i], rt.s.down[i]} {
			unit := 0.0
			if room > 0 {
				unit = whole / min(room, n.amount)
			}
			rt.lp.Cost[2*j+k] = unit
			sum += unit
		}
	}
	j := rt.col[n.cell]
	k := j + 1
	if !n.up {
		j, k = k, j
	}
	hj, hk := rt.lp.Hi[j], rt.lp.Hi[k]
	rt.lp.Hi[j], rt.lp.Hi[k] = min(hj, n.amount), 0
	if rt.lp.X[j] > rt.lp.Hi[j] || rt.lp.X[k] > 0 {
		clear(rt.lp.X)
	}
	rt.lp.Cost[j] = -(1 + sum)
	before := rt.lp.Work
	rt.lp.Primal()
	rt.s.work += rt.lp.Work - before
	rt.lp.Hi[j], rt.lp.Hi[k] = hj, hk
	by := make([]float64, len(rt.cells))
	for c := range by {
		by[c] = rt.lp.X[2*c] - rt.lp.X[2*c+1]
	}
	m, ok := rt.s.prove(rt.cells, by)
	return m, ok && rt.s.reached(n, max(0, m.of(n.cell)), math.Abs(min(0, m.of(n.cell))))
}
