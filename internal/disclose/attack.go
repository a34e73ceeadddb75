package disclose

import (
	"math"

	"github.com/northinch/northinch/internal/disclose/simplex"
	"github.com/northinch/northinch/internal/errs"
)

// Attack is what a reader who sees everything but the hidden cells learns of each
// of them: the least and the greatest value that it has in any table of numbers
// that adds up and keeps Floor and Ceiling. Indices are those of p.Cells.
//
// Each end is a table that was found and adds up exactly, so that a reader cannot
// rule it out; where the arithmetic of an end could not be proven, a nearer value
// that was proven stands in its place. The interval is therefore never wider than
// what the reader is truly left with. The reader is not held to whole numbers: for
// counts, round Low up and High down.
//
// It costs two linear programs for each hidden cell of a connected group; a group
// of n cells takes time between n^2 and n^3.
func Attack(p *Problem, hidden []int) (map[int]Interval, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	is := make([]bool, len(p.Cells))
	for _, i := range hidden {
		if i < 0 || i >= len(p.Cells) {
			return nil, errs.Invalid("hidden", "Cell %d is to be hidden, and there are %d cells", i, len(p.Cells))
		}
		is[i] = true
	}
	s := newSystem(p)
	in := make([]bool, len(s.cells))
	for i, o := range s.origin {
		in[i] = is[o]
	}
	result := make(map[int]Interval, len(hidden))
	for i, at := range s.attack(in, nil) {
		result[s.origin[i]] = at
	}
	return result, nil
}

// attack is the interval of every hidden cell, or of those only for which wanted is
// true.
func (s *system) attack(hidden, wanted []bool) map[int32]Interval {
	result := map[int32]Interval{}
	for i := range hidden {
		if hidden[i] && (wanted == nil || wanted[i]) {
			result[int32(i)] = Interval{s.cells[i].Value, s.cells[i].Value}
		}
	}
	for _, part := range s.parts(s.open(hidden)) {
		rd := newReader(s, part)
		low, high := make(map[int32]float64, len(part)), make(map[int32]float64, len(part))
		for _, i := range part {
			if wanted != nil && !wanted[i] {
				continue
			}
			for _, up := range []bool{true, false} {
				if up && high[i] >= s.up[i] || !up && low[i] <= -s.down[i] {
					continue // another cell's table reaches as far as can be
				}
				_, outcome := rd.push(i, up, math.Inf(1))
				if outcome == simplex.Unbounded {
					if m, ok := rd.direction(); ok && m.of(i) > 0 {
						high[i] = math.Inf(1)
					}
				}
				if m, ok := rd.move(); ok {
					for _, c := range m {
						low[c.cell], high[c.cell] = min(low[c.cell], c.by), max(high[c.cell], c.by)
					}
				}
			}
			result[i] = Interval{s.cells[i].Value + low[i], s.cells[i].Value + high[i]}
		}
	}
	return result
}
