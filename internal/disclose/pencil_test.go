package disclose

import (
	"errors"
	"testing"
)

// The reader with a pencil knows nothing of linear programs. On every table it
// narrows what each hidden cell can be, relation by relation, until nothing
// changes; on small ones it also tries every table of whole numbers.

// propagate is what a reader finds by going through the relations again and again.
func propagate(p *Problem, hidden map[int]bool) map[int]Interval {
	at := map[int]Interval{}
	for i := range hidden {
		at[i] = Interval{p.Cells[i].Floor, p.Cells[i].ceiling()}
	}
	of := func(i int) Interval {
		if v, ok := at[i]; ok {
			return v
		}
		return Interval{p.Cells[i].Value, p.Cells[i].Value}
	}
	for changed := true; changed; {
		changed = false
		narrow := func(i int, low, high float64) {
			v, ok := at[i]
			if ok && (low > v.Low || high < v.High) {
				at[i] = Interval{max(low, v.Low), min(high, v.High)}
				changed = true
			}
		}
		for _, r := range p.Relations {
			low, high := 0.0, 0.0
			for _, k := range r.Parts {
				low += of(k).Low
				high += of(k).High
			}
			narrow(r.Total, low, high)
			for _, k := range r.Parts {
				others := 0.0
				above := 0.0
				for _, o := range r.Parts {
					if o != k {
						others += of(o).High
						above += of(o).Low
					}
				}
				narrow(k, of(r.Total).Low-others, of(r.Total).High-above)
			}
		}
	}
	return at
}

// enumerate is the least and greatest value of each hidden cell in any table of
// whole numbers that fits, and false where there are too many to try.
func enumerate(p *Problem, bounds map[int]Interval) (map[int]Interval, bool) {
	var cells []int
	for i := range p.Cells {
		if at, ok := bounds[i]; ok {
			cells = append(cells, i)
			if at.High > 60 {
				return nil, false
			}
		}
	}
	value := map[int]float64{}
	for i := range p.Cells {
		value[i] = p.Cells[i].Value
	}
	// The last cell in the order to be set decides each relation.
	place := map[int]int{}
	for k, i := range cells {
		place[i] = k
	}
	closes := make([][]Relation, len(cells))
	for _, r := range p.Relations {
		last := -1
		for _, i := range append([]int{r.Total}, r.Parts...) {
			if k, ok := place[i]; ok {
				last = max(last, k)
			}
		}
		if last >= 0 {
			closes[last] = append(closes[last], r)
		}
	}
	found := map[int]Interval{}
	tries := 0
	var try func(k int)
	try = func(k int) {
		if k == len(cells) {
			for _, i := range cells {
				v, ok := found[i]
				if !ok {
					v = Interval{value[i], value[i]}
				}
				found[i] = Interval{min(v.Low, value[i]), max(v.High, value[i])}
			}
			return
		}
		i := cells[k]
		for v := bounds[i].Low; v <= bounds[i].High && tries < 20000; v++ {
			tries++
			value[i] = v
			ok := true
			for _, r := range closes[k] {
				sum := 0.0
				for _, part := range r.Parts {
					sum += value[part]
				}
				ok = ok && sum == value[r.Total]
			}
			if ok {
				try(k + 1)
			}
		}
	}
	try(0)
	return found, tries < 20000
}

// small is a random table of two to four ways; whether it has two.
func smallTable(seed int) (p *Problem, flat bool) {
	d := testDice(uint64(seed)*2654435761 + 17)
	d.next(2)
	dims := make([]int, 2+d.next(3))
	for k := range dims {
		dims[k] = 3 + d.next(2)
		if len(dims) == 4 || len(dims) == 3 && k > 0 {
			dims[k] = 3
		}
	}
	return madeTable(&d, dims), len(dims) == 2
}

func TestAReaderWithAPencilPinsNoPrimaryCellCloserThanItMayBe(t *testing.T) {
	tables := 10000
	if testing.Short() {
		tables = 1000
	}
	protected, enumerated, impossible := 0, 0, 0
	for seed := range tables {
		p, flat := smallTable(seed)
		got, err := Protect(p, Options{Work: 300_000})
		if err != nil {
			var e *Unprotectable
			if !errors.As(err, &e) {
				t.Fatalf("table %d: %v", seed, err)
			}
			impossible++
			c := &p.Cells[e.Cell]
			if e.Best.Low <= c.Value-c.Lower && e.Best.High >= c.Value+c.Upper && e.Best.High-e.Best.Low >= c.Sliding {
				t.Fatalf("table %d: %s could be protected: %v", seed, c.ID, e.Best)
			}
			continue
		}
		protected++
		hidden := map[int]bool{}
		cost := 0.0
		for _, i := range got.Suppressed {
			hidden[i] = true
			cost += p.Cells[i].Weight
			if p.Cells[i].Fixed {
				t.Fatalf("table %d: %s may not be hidden", seed, p.Cells[i].ID)
			}
		}
		if cost != got.Cost || got.LowerBound > got.Cost {
			t.Fatalf("table %d: cost %v, counted %v, bound %v", seed, got.Cost, cost, got.LowerBound)
		}
		pencil := propagate(p, hidden)
		whole, complete := map[int]Interval{}, false
		if flat {
			whole, complete = enumerate(p, pencil)
		}
		if complete {
			enumerated++
		}
		for i, c := range p.Cells {
			if !c.Primary {
				continue
			}
			if !hidden[i] {
				t.Fatalf("table %d: %s is shown", seed, c.ID)
			}
			for name, at := range map[string]Interval{"attack": got.Intervals[i], "pencil": pencil[i], "whole": whole[i]} {
				if name == "whole" && !complete {
					continue
				}
				if at.Low > c.Value-c.Lower || at.High < c.Value+c.Upper {
					t.Fatalf("table %d: %s of %v with %v and %v is known to lie in %v by %s", seed, c.ID, c.Value, c.Lower, c.Upper, at, name)
				}
			}
			if at := got.Intervals[i]; at.Low < pencil[i].Low-1e-9 || at.High > pencil[i].High+1e-9 {
				t.Fatalf("table %d: %s: the pencil finds %v, the attack only %v", seed, c.ID, pencil[i], at)
			}
			if complete && got.Intervals[i] != whole[i] {
				t.Fatalf("table %d: %s: whole tables reach %v, the attack says %v", seed, c.ID, whole[i], got.Intervals[i])
			}
		}
	}
	t.Logf("%d protected, %d of them enumerated, %d impossible", protected, enumerated, impossible)
	if protected < tables/3 || enumerated < tables/20 || impossible == 0 {
		t.Errorf("too few tables of a kind: %d protected, %d enumerated, %d impossible", protected, enumerated, impossible)
	}
}
