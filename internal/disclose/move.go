package disclose

import (
	"cmp"
	"math"
	"slices"
)

// move is another table that fits everything that is published: the true one with
// some hidden cells changed. That a reader cannot rule it out needs no further
// proof than adding up.
type move []change

// change is by how much one cell is changed.
type change struct {
	cell int32
	by   float64
}

// of is by how much a move changes a cell.
func (m move) of(cell int32) float64 {
	at, found := slices.BinarySearchFunc(m, cell, func(c change, i int32) int { return cmp.Compare(c.cell, i) })
	if !found {
		return 0
	}
	return m[at].by
}

// rational is x as whole numbers over a common denominator q; q is 0 where there is
// none that is small.
func rational(x []float64) (whole []float64, q float64) {
	q = 1
	for _, v := range x {
		k := 1.0
		for ; k < 1024; k++ {
			if r := v * q * k; math.Abs(r-math.Round(r)) <= 1e-10*q*k {
				break
			}
		}
		if q *= k; q > 1e7 {
			return nil, 0
		}
	}
	whole = make([]float64, len(x))
	for i, v := range x {
		whole[i] = math.Round(v * q)
	}
	return whole, q
}

// prove makes a move of a change of the cells listed, and says whether it holds:
// every relation still adds up and no cell leaves what the reader knows. Changes of
// whole numbers are made fractions first and then proven without rounding; others
// hold to one part in 10^9.
func (s *system) prove(cells []int32, by []float64) (move, bool) {
	var m move
	if whole, q := rational(by); s.integral && q > 0 {
		for k, i := range cells {
			if whole[k] != 0 {
				m = append(m, change{i, whole[k]})
			}
		}
		if s.holds(m, q, 0) {
			for k := range m {
				m[k].by /= q
			}
			return m, true
		}
		m = m[:0]
	}
	for k, i := range cells {
		v := min(max(by[k], -s.down[i]), s.up[i])
		if math.Abs(v) > 1e-12 {
			m = append(m, change{i, v})
		}
	}
	return m, s.holds(m, 1, 1e-9)
}

// holds says whether a move times q keeps all relations and bounds, to a relative
// error of slack.
func (s *system) holds(m move, q, slack float64) bool {
	if s.sum == nil {
		s.sum, s.size = make([]float64, s.ofRelation.count()), make([]float64, s.ofRelation.count())
	}
	ok := true
	for _, c := range m {
		ok = ok && c.by <= s.up[c.cell]*q && c.by >= -s.down[c.cell]*q
		relations, signs := s.ofCell.of(c.cell)
		for k, r := range relations {
			s.sum[r] += float64(signs[k]) * c.by
			s.size[r] += math.Abs(c.by) + math.Abs(s.cells[c.cell].Value)
		}
	}
	for _, c := range m {
		relations, _ := s.ofCell.of(c.cell)
		for _, r := range relations {
			ok = ok && math.Abs(s.sum[r]) <= slack*s.size[r]
			s.sum[r], s.size[r] = 0, 0
		}
		s.work += int64(len(relations))
	}
	return ok
}
