package disclose

import (
	"math"

	"github.com/northinch/northinch/internal/disclose/simplex"
)

// separate looks for cuts that the shares y of hidden cells miss: for each need, the
// reader's program in which a cell may move by its share only. Where the need is
// not reached the multipliers say why.
func (ms *master) separate(rd *reader, y []float64) int {
	made := 0
	s := ms.pt.s
	share := func(i int32) float64 {
		if s.cells[i].Primary {
			return 1
		}
		v := y[ms.index[i]]
		if v < 1e-9 {
			return 0
		}
		if v > 1-1e-9 {
			return 1
		}
		return v
	}
	at := -1.0
	for _, n := range ms.pt.needs {
		if n.amount != at {
			rd.bound(share, n.amount)
			at = n.amount
		}
		if n.sliding {
			made += ms.sliding(rd, n)
			continue
		}
		far, outcome := rd.push(n.cell, n.up, n.amount)
		if outcome != simplex.Optimal || far >= n.amount*(1-1e-6) {
			continue
		}
		if ms.capacity(n, rd.weights(n.cell, n.up), n.amount) {
			made++
		}
	}
	return made
}

// weights are the multipliers of the last push as weights of the cells: the cell
// moves by the sum of weight times what the others move, in every table that adds
// up. They are made fractions where they are near some, which any multipliers may
// be.
func (rd *reader) weights(cell int32, up bool) map[int32]float64 {
	j := rd.col[cell]
	// The multipliers of the objective -d or +d of the push.
	rd.lp.Cost[j] = 1
	if up {
		rd.lp.Cost[j] = -1
	}
	y := append([]float64(nil), rd.lp.Duals()...)
	rd.lp.Cost[j] = 0
	for k, v := range y {
		if r := math.Round(v*2520) / 2520; math.Abs(r-v) < 1e-7 {
			y[k] = r
		}
	}
	scale := rd.lp.Product(j, y)
	weight := make(map[int32]float64, 64)
	for k, i := range rd.cells {
		if k == j {
			continue
		}
		if v := -rd.lp.Product(k, y) / scale; math.Abs(v) > 1e-9 {
			weight[i] = v
		}
	}
	return weight
}

// sliding is separate for a need of width: the cut is the sum of those of the two
// ends.
func (ms *master) sliding(rd *reader, n need) int {
	return 0
}
