package disclose

import (
	"math"

	"github.com/northinch/northinch/internal/disclose/simplex"
)

// reader is who would undo the hiding: a linear program over the cells of one part
// of a system, whose variables are the changes from the true table. The true table
// is the point 0, so that every solve starts from a feasible point.
//
// The reader takes any number, not only whole ones. A reader who uses that counts
// are whole can rule out no less, and the whole numbers between Low and High are
// what is left to look at.
type reader struct {
	s     *system
	cells []int32 // of the columns
	col   map[int32]int
	rows  []int32 // relations of the rows
	lp    *simplex.LP
}

// newReader makes the program of some cells, ascending; all others are known.
func newReader(s *system, cells []int32) *reader {
	rd := &reader{s: s, cells: cells, col: make(map[int32]int, len(cells))}
	row := map[int32]int32{}
	columns := make([][]simplex.Entry, len(cells))
	for j, i := range cells {
		rd.col[i] = j
		relations, signs := s.ofCell.of(i)
		for k, r := range relations {
			at, ok := row[r]
			if !ok {
				at = int32(len(row))
				row[r] = at
				rd.rows = append(rd.rows, r)
			}
			columns[j] = append(columns[j], simplex.Entry{Row: at, Val: float64(signs[k])})
		}
	}
	rd.lp = simplex.New(len(row), columns)
	rd.bound(func(int32) float64 { return 1 }, math.Inf(1))
	rd.prefer()
	s.work += rd.lp.Work
	return rd
}

// bound lets every cell move by the share of its room that f gives, no farther
// than most unless the share is 1, and starts again from the true table.
func (rd *reader) bound(f func(int32) float64, most float64) {
	for j, i := range rd.cells {
		share, up, down := f(i), rd.s.up[i], rd.s.down[i]
		if share < 1 {
			up, down = share*min(up, most), share*min(down, most)
		}
		rd.lp.Hi[j], rd.lp.Lo[j] = up, -down
	}
	clear(rd.lp.X)
}

// prefer starts from a basis of the cells with the most room, in which the least
// bounds are met.
func (rd *reader) prefer() {
	order := make([]int, 0, len(rd.cells))
	for _, least := range []float64{5, 0} {
		for j := range rd.cells {
			if room := min(rd.lp.Hi[j], -rd.lp.Lo[j]); least == 5 && room >= 5 || least == 0 && room < 5 {
				order = append(order, j)
			}
		}
	}
	rd.lp.Prefer(order)
}

// push moves a cell up or down as far as the relations allow, no farther than
// most. It returns how far that is and, where the bounds and not most stopped it,
// the multipliers that prove it.
func (rd *reader) push(cell int32, up bool, most float64) (far float64, outcome simplex.Outcome) {
	j := rd.col[cell]
	lo, hi := rd.lp.Lo[j], rd.lp.Hi[j]
	sign := 1.0
	if up {
		rd.lp.Hi[j] = min(hi, most)
	} else {
		sign = -1
		rd.lp.Lo[j] = max(lo, -most)
	}
	// The cell must stand within the narrower bounds: at worst everything goes back
	// to the true table, from where all can be reached.
	if rd.lp.X[j] > rd.lp.Hi[j] || rd.lp.X[j] < rd.lp.Lo[j] {
		clear(rd.lp.X)
	}
	rd.lp.Cost[j] = -sign
	before := rd.lp.Work
	outcome = rd.lp.Primal()
	rd.s.work += rd.lp.Work - before
	far = sign * rd.lp.X[j]
	rd.lp.Cost[j] = 0
	rd.lp.Lo[j], rd.lp.Hi[j] = lo, hi
	return far, outcome
}

// move is the table that the last push found, and whether it could be proven.
func (rd *reader) move() (move, bool) {
	rd.lp.Refresh()
	return rd.s.prove(rd.cells, rd.lp.X[:len(rd.cells)])
}

// direction is the direction of an unbounded push, and whether it could be proven
// that nothing stops it.
func (rd *reader) direction() (move, bool) {
	m, ok := rd.s.prove(rd.cells, rd.lp.Ray[:len(rd.cells)])
	for _, c := range m {
		ok = ok && math.IsInf(rd.s.room(c.cell, c.by > 0), 1)
	}
	return m, ok
}
