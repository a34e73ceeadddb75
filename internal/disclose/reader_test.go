package disclose

import (
	"math"
	"testing"

	"github.com/northinch/northinch/internal/disclose/simplex"
)

func TestEveryEndOfAnIntervalIsProvenFromBothSides(t *testing.T) {
	ends := 0
	for seed := range 150 {
		p, _ := smallTable(seed)
		d := testDice(uint64(seed))
		s := newSystem(p)
		hidden := make([]bool, len(s.cells))
		for i := range hidden {
			hidden[i] = d.next(3) > 0
		}
		for _, cells := range s.parts(s.open(hidden)) {
			rd := newReader(s, cells)
			for j, i := range cells {
				for _, up := range []bool{true, false} {
					far, outcome := rd.push(i, up, math.Inf(1))
					if outcome == simplex.Unbounded {
						if m, ok := rd.direction(); !ok || m.of(i) == 0 {
							t.Fatalf("table %d: nothing stops %s, and no direction says so", seed, s.cells[i].ID)
						}
						continue
					}
					// No table goes farther: any multipliers of the relations bound it.
					rd.lp.Cost[j] = 1
					if up {
						rd.lp.Cost[j] = -1
					}
					y := rd.lp.Duals()
					bound := 0.0
					for k := range cells {
						r := rd.lp.Cost[k] - rd.lp.Product(k, y)
						if math.Abs(r) > 1e-9 {
							bound -= min(r*rd.lp.Lo[k], r*rd.lp.Hi[k])
						}
					}
					rd.lp.Cost[j] = 0
					m, ok := rd.move()
					if !ok || math.Abs(math.Abs(m.of(i))-far) > 1e-7 || math.Abs(bound-far) > 1e-7 {
						t.Fatalf("table %d: %s goes %v, proven %v (%v), and at most %v", seed, s.cells[i].ID, far, m.of(i), ok, bound)
					}
					ends++
				}
			}
		}
	}
	if ends < 1000 {
		t.Errorf("only %d ends", ends)
	}
}
