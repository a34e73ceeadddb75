package disclose

import (
	"errors"
	"math"
	"testing"
)

// safe fails where a primary cell is known better than it may be.
func safe(t *testing.T, seed int, p *Problem, got Pattern) {
	t.Helper()
	at, err := Attack(p, got.Suppressed)
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range p.Cells {
		v, claimed := at[i], got.Intervals[i]
		if !c.Primary {
			continue
		}
		if v.Low > c.Value-c.Lower || v.High < c.Value+c.Upper || v.High-v.Low < c.Sliding {
			t.Fatalf("table %d: %s of %v is known to lie in %v", seed, c.ID, c.Value, v)
		}
		if claimed.Low < v.Low || claimed.High > v.High || got.Exact && claimed != v {
			t.Fatalf("table %d: %s: the pattern says %v, the attack %v", seed, c.ID, claimed, v)
		}
	}
}

// TestWhatIsDoneForLargeTablesIsSafeAndBounded does to small tables what is done to
// large ones, where it can be compared with the optimum.
func TestWhatIsDoneForLargeTablesIsSafeAndBounded(t *testing.T) {
	thin, best := 0.0, 0.0
	for seed := range 200 {
		p, _ := smallTable(seed)
		got, err := Protect(p, Options{small: 1, large: 2, huge: 3})
		want, other := Protect(p, Options{})
		if other != nil {
			var e *Unprotectable
			if !errors.As(err, &e) {
				t.Fatalf("table %d: protected, and cannot be: %v", seed, other)
			}
			continue
		}
		if err != nil {
			continue // it may give up; it may not leak
		}
		safe(t, seed, p, got)
		if got.Cost < want.Cost || got.LowerBound > want.Cost {
			t.Fatalf("table %d: cost %v and bound %v, and the optimum is %v", seed, got.Cost, got.LowerBound, want.Cost)
		}
		thin += got.Cost
		best += want.Cost
	}
	t.Logf("%.0f, and the optima are %.0f", thin, best)
	if best == 0 || thin > 2*best {
		t.Errorf("far from the optimum: %v and %v", thin, best)
	}
}

func TestPartsOfMiddleSizeAreLookedThroughToTheEnd(t *testing.T) {
	for seed := range 100 {
		p, _ := smallTable(seed)
		got, err := Protect(p, Options{small: 1, large: 1000, huge: 1000})
		want, other := Protect(p, Options{})
		if (err == nil) != (other == nil) {
			t.Fatalf("table %d: %v, with linear programs %v", seed, err, other)
		}
		if err == nil {
			safe(t, seed, p, got)
			if got.Cost < want.Cost || got.LowerBound > want.Cost {
				t.Fatalf("table %d: cost %v and bound %v, and the optimum is %v", seed, got.Cost, got.LowerBound, want.Cost)
			}
		}
	}
}

func TestAPlanIsNotMadeOfCellsThatDoNotSuffice(t *testing.T) {
	p := pair()
	p.Cells[0].Primary, p.Cells[0].Lower = true, 3
	s := newSystem(p)
	pt := newPart(s, []int32{0, 1, 2}, Options{}.defaults())
	if pt.trimmed([]bool{true, false, false}) != nil {
		t.Error("a cell alone is known")
	}
	if pt.routed([]int32{0}, func(int32) float64 { return 1 }) != nil {
		t.Error("a cell alone is known")
	}
	if pl := pt.trimmed([]bool{true, true, true}); pl == nil || pl.hidden[1] && pl.hidden[2] {
		t.Errorf("one other cell is enough: %+v", pl)
	}
}

func TestAChangeIsProvenInFractionsOrToOnePartInABillionOrNotAtAll(t *testing.T) {
	s := newSystem(pair())
	if m, ok := s.prove([]int32{0, 1}, []float64{1.0 / 3, -1.0/3 + 1e-13}); !ok || m.of(0) != -m.of(1) {
		t.Errorf("%v %v", m, ok)
	}
	if m, ok := s.prove([]int32{0, 1}, []float64{math.Pi - 3, 3 - math.Pi}); !ok || m.of(2) != 0 {
		t.Errorf("%v %v", m, ok)
	}
	for _, by := range [][]float64{{1, -2}, {math.Pi, -math.E}, {-4, 4}} {
		if m, ok := s.prove([]int32{0, 1}, by); ok {
			t.Errorf("%v", m)
		}
	}
	if _, q := rational([]float64{math.Pi, math.E, math.Sqrt2, math.Ln2}); q != 0 {
		t.Errorf("denominator %v", q)
	}
}

// TestDecidingBlocksAnewMakesLargePlansCheaperAndNeverDearer spends more and more on
// tables that are treated as large.
func TestDecidingBlocksAnewMakesLargePlansCheaperAndNeverDearer(t *testing.T) {
	sum := map[int64]float64{}
	for seed := range 40 {
		d := testDice(uint64(seed)*6151 + 3)
		d.next(2)
		p := madeTable(&d, []int{6, 5, 4})
		before := math.Inf(1)
		for _, work := range []int64{1, 20_000, 2_000_000} {
			got, err := Protect(p, Options{Work: work, small: 1, large: 1000, huge: 1000, most: 40 + 100*(seed%2)})
			if err != nil {
				break // it cannot be protected
			}
			safe(t, seed, p, got)
			if got.Cost > before {
				t.Errorf("table %d: %v with more work, %v with less", seed, got.Cost, before)
			}
			before = got.Cost
			sum[work] += got.Cost
		}
	}
	t.Logf("%v", sum)
	if sum[2_000_000] > 0.97*sum[1] || sum[20_000] > sum[1] {
		t.Errorf("not cheaper: %v", sum)
	}
}
