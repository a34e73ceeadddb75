package disclose

import (
	"cmp"
	"math"
	"slices"
)

// separate looks for cuts that the shares y of hidden cells miss: for each need, the
// reader's program in which a cell may move by its share only. Where the need is
// not reached the multipliers say why.
func (ms *master) separate(y []float64) int {
	s, made := ms.pt.s, 0
	var cells []int32
	for _, i := range ms.pt.cells {
		if s.cells[i].Primary || y[ms.index[i]] > 1e-9 {
			cells = append(cells, i)
		}
	}
	rd := newReader(s, cells)
	share := func(i int32) float64 {
		if s.cells[i].Primary || y[ms.index[i]] > 1-1e-9 {
			return 1
		}
		return y[ms.index[i]]
	}
	at := -1.0
	for _, n := range ms.pt.needs {
		if n.amount != at {
			rd.bound(share, n.amount)
			at = n.amount
		}
		var all []weight
		far, own := 0.0, 0.0
		for _, up := range []bool{true, false} {
			if n.sliding || n.up == up {
				d, _ := rd.push(n.cell, up, n.amount)
				far += d
				if room := s.room(n.cell, up); d >= room {
					own += room // its own bounds stop it, no relation
				} else if d < n.amount {
					all = append(all, rd.weights(n.cell, up)...)
				}
			}
		}
		if far < n.amount*(1-1e-6) && ms.capacity(n.cell, all, n.amount-own) {
			made++
		}
	}
	return made
}

// weight is how much a move of another cell moves the one in question, in the
// direction in question.
type weight struct {
	cell int32
	by   float64
}

// weights are the multipliers of the last push as weights of the other cells: in
// every table that adds up, the cell moves by the sum of weight times what the
// others move. Any multipliers of the relations give such weights, and so they are
// made fractions where they are near some.
func (rd *reader) weights(cell int32, up bool) []weight {
	j := rd.col[cell]
	rd.lp.Cost[j] = 1
	if up {
		rd.lp.Cost[j] = -1
	}
	y := rd.lp.Duals()
	rd.lp.Cost[j] = 0
	sum := map[int32]float64{}
	for k, v := range y {
		if r := math.Round(v*2520) / 2520; math.Abs(r-v) < 1e-7 {
			v = r
		}
		if v == 0 {
			continue
		}
		cells, signs := rd.s.ofRelation.of(rd.rows[k])
		rd.s.work += int64(len(cells))
		for e, i := range cells {
			sum[i] += v * float64(signs[e])
		}
	}
	scale := -sum[cell]
	if !up {
		scale = -scale
	}
	all := make([]weight, 0, len(sum))
	for i, v := range sum {
		if v /= scale; i != cell && math.Abs(v) > 1e-9 {
			all = append(all, weight{i, v})
		}
	}
	return all
}

// capacity makes the cut of a need: all that moves the cell, each cell by its weight
// times its room, must come to the amount. A cell that comes to it on its own counts
// in full and no more.
func (ms *master) capacity(cell int32, all []weight, amount float64) bool {
	s := ms.pt.s
	slices.SortFunc(all, func(a, b weight) int { return cmp.Or(cmp.Compare(a.cell, b.cell), cmp.Compare(a.by, b.by)) })
	rest := amount
	c := cut{least: 1}
	for _, w := range all {
		most := math.Abs(w.by) * s.room(w.cell, w.by > 0)
		switch {
		case s.cells[w.cell].Fixed || most <= 0:
		case s.cells[w.cell].Primary:
			rest -= most
		case len(c.cells) > 0 && c.cells[len(c.cells)-1] == ms.index[w.cell]:
			c.coef[len(c.coef)-1] += most // the other end of a sliding need
		default:
			c.cells = append(c.cells, ms.index[w.cell])
			c.coef = append(c.coef, most)
		}
	}
	if rest <= 1e-9*amount {
		return false
	}
	for k := range c.coef {
		c.coef[k] = min(1, c.coef[k]/rest)
	}
	return ms.add(c)
}
