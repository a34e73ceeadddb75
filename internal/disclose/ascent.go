package disclose

import (
	"cmp"
	"slices"
)

// ascend proves a lower bound without a linear program, for parts that are too
// large for one: each relation of a primary cell needs another hidden cell or more,
// and what these needs can pay together without overpaying any cell is less than
// every plan costs (dual ascent; D. Erlenkotter 1978 for plants, here for covers).
// It returns what of each cell's weight is left unpaid: cells with little left are
// those that serve several needs.
func (pt *part) ascend() (left []float64) {
	s := pt.s
	left = make([]float64, len(s.cells))
	for _, i := range pt.optional {
		left[i] = s.cells[i].Weight
	}
	type demand struct {
		need     int32
		relation int32
		size     int32
	}
	var all []demand
	for k, n := range pt.needs {
		relations, _ := s.ofCell.of(n.cell)
		for _, r := range relations {
			if !n.sliding {
				all = append(all, demand{int32(k), r, s.ofRelation.start[r+1] - s.ofRelation.start[r]})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b demand) int { return cmp.Compare(a.size, b.size) })
	for _, d := range all {
		n := pt.needs[d.need]
		cells, signs := s.ofRelation.of(d.relation)
		toward := 1.0
		rest := n.amount
		for e, i := range cells {
			if i == n.cell {
				toward = -float64(signs[e])
			}
		}
		if !n.up {
			toward = -toward
		}
		s.work += int64(2 * len(cells))
		for e, i := range cells {
			if s.cells[i].Primary && i != n.cell {
				rest -= s.room(i, toward*float64(signs[e]) > 0)
			}
		}
		if rest <= 0 {
			continue
		}
		share := func(e int, i int32) float64 {
			if s.cells[i].Primary || s.cells[i].Fixed {
				return 0
			}
			return min(1, s.room(i, toward*float64(signs[e]) > 0)/rest)
		}
		pay := -1.0
		for e, i := range cells {
			if c := share(e, i); c > 0 && (pay < 0 || left[i]/c < pay) {
				pay = left[i] / c
			}
		}
		for e, i := range cells {
			if c := share(e, i); pay > 0 && c > 0 {
				left[i] = max(0, left[i]-c*pay)
			}
		}
		pt.bound += max(0, pay)
	}
	return left
}
