package disclose

import "math"

// need is one thing that the reader must not be able to rule out: that a primary
// cell is higher, or lower, by an amount; or, for a sliding need, that the two ends
// are an amount apart.
type need struct {
	cell    int32
	up      bool
	sliding bool
	amount  float64
}

// needs are what a primary cell asks for.
func (s *system) needs(i int32) []need {
	c := &s.cells[i]
	var all []need
	if c.Upper > 0 {
		all = append(all, need{cell: i, up: true, amount: c.Upper})
	}
	if c.Lower > 0 {
		all = append(all, need{cell: i, amount: c.Lower})
	}
	if c.Sliding > c.Upper+c.Lower {
		all = append(all, need{cell: i, sliding: true, amount: c.Sliding})
	}
	return all
}

// firm is a need as needs of one side each: a sliding one asks for the lower
// protection below and for the rest above, or below where there is no room above,
// which may be more than it asks for. Methods that build use it.
func (s *system) firm(n need) []need {
	if !n.sliding {
		return []need{n}
	}
	low := min(s.cells[n.cell].Lower, s.down[n.cell])
	high := min(n.amount-low, s.up[n.cell])
	var all []need
	if high > 0 {
		all = append(all, need{cell: n.cell, up: true, amount: high})
	}
	if rest := n.amount - high; rest > 0 {
		all = append(all, need{cell: n.cell, amount: rest})
	}
	return all
}

// reached says whether moves by up and down of the cell, both as sizes, satisfy
// the need. Figures that are not whole may be short by one part in 10^9.
func (s *system) reached(n need, up, down float64) bool {
	amount := n.amount - 1e-9*max(1, n.amount, math.Abs(s.cells[n.cell].Value))
	switch {
	case n.sliding:
		return up+down >= amount
	case n.up:
		return up >= amount
	}
	return down >= amount
}

// proof is the moves that satisfy a need: one, or two for a sliding one.
type proof []move

// uses says whether a proof changes a cell.
func (f proof) uses(i int32) bool {
	for _, m := range f {
		if m.of(i) != 0 {
			return true
		}
	}
	return false
}

// satisfies says whether the moves of a proof reach what is needed.
func (s *system) satisfies(n need, f proof) bool {
	up, down := 0.0, 0.0
	for _, m := range f {
		up, down = max(up, m.of(n.cell)), max(down, -m.of(n.cell))
	}
	return s.reached(n, up, down)
}

// meet looks for a proof of a need among the cells that the reader may move.
func (rd *reader) meet(n need) (proof, bool) {
	var f proof
	proven := true
	for _, up := range []bool{true, false} {
		if !n.sliding && up != n.up {
			continue
		}
		rd.push(n.cell, up, n.amount)
		m, ok := rd.move()
		proven = proven && ok
		f = append(f, m)
	}
	return f, proven && rd.s.satisfies(n, f)
}
