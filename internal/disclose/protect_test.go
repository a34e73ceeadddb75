package disclose

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
)

// names are the ids of cells.
func names(p *Problem, cells []int) (ids []string) {
	for _, i := range cells {
		ids = append(ids, p.Cells[i].ID)
	}
	slices.Sort(ids)
	return ids
}

// shuffled is the same problem with cells, relations and parts in another order.
func shuffled(p *Problem, d *testDice) *Problem {
	to := make([]int, len(p.Cells))
	for i := range to {
		to[i] = i
	}
	swap := func(n int, f func(i, k int)) {
		for i := n - 1; i > 0; i-- {
			f(i, d.next(i+1))
		}
	}
	swap(len(to), func(i, k int) { to[i], to[k] = to[k], to[i] })
	q := &Problem{Cells: make([]Cell, len(p.Cells))}
	for i, c := range p.Cells {
		q.Cells[to[i]] = c
	}
	for _, r := range p.Relations {
		made := Relation{Total: to[r.Total]}
		for _, i := range r.Parts {
			made.Parts = append(made.Parts, to[i])
		}
		swap(len(made.Parts), func(i, k int) { made.Parts[i], made.Parts[k] = made.Parts[k], made.Parts[i] })
		q.Relations = append(q.Relations, made)
	}
	swap(len(q.Relations), func(i, k int) { q.Relations[i], q.Relations[k] = q.Relations[k], q.Relations[i] })
	return q
}

func TestTheOrderOfCellsAndRelationsDoesNotMatter(t *testing.T) {
	d := testDice(5)
	for seed := range 60 {
		p, _ := smallTable(seed)
		q := shuffled(p, &d)
		q.Relations = append(q.Relations, q.Relations[0]) // saying it twice changes nothing
		a, errA := Protect(p, Options{})
		b, errB := Protect(q, Options{})
		if fmt.Sprint(errA) != fmt.Sprint(errB) || a.Work != b.Work || a.LowerBound != b.LowerBound || !slices.Equal(names(p, a.Suppressed), names(q, b.Suppressed)) {
			t.Fatalf("table %d: %v (%v) and %v (%v)", seed, names(p, a.Suppressed), errA, names(q, b.Suppressed), errB)
		}
	}
}

func TestRandomTablesAreProtectedAtTheOptimumThatAnotherSolverFound(t *testing.T) {
	for seed, want := range optima {
		got, err := Protect(randomProblem(uint64(seed)), Options{})
		if want < 0 {
			if err == nil {
				t.Errorf("table %d: protected, and should not be", seed)
			}
			continue
		}
		if err != nil || got.Cost != want || !got.Optimal || got.LowerBound != want {
			t.Errorf("table %d: cost %v, bound %v, %v; want %v", seed, got.Cost, got.LowerBound, err, want)
		}
	}
}

func TestAWidthMayComeFromEitherEnd(t *testing.T) {
	// The total is hidden and nothing bounds it, so that the width comes for the price
	// of the cheapest company.
	p := pair()
	p.Cells[0].Primary, p.Cells[0].Lower, p.Cells[0].Sliding = true, 1, 10
	p.Cells[1].Weight, p.Cells[2].Weight = 5, 7
	got, err := Protect(p, Options{})
	if err != nil || !slices.Equal(got.Suppressed, []int{0, 1}) || got.Intervals[0] != (Interval{0, 12}) || got.Cost != 5 {
		t.Errorf("%+v %v", got, err)
	}
	p.Cells[0].Sliding = 13
	got, err = Protect(p, Options{})
	if err != nil || !slices.Equal(got.Suppressed, []int{0, 2}) || !math.IsInf(got.Intervals[0].High, 1) || got.Cost != 7 {
		t.Errorf("%+v %v", got, err)
	}
	// With a ceiling there is no room above, and the rest must come from below.
	p.Cells[0] = Cell{ID: "a", Value: 8, Primary: true, Lower: 1, Sliding: 6, Ceiling: 9}
	p.Cells[1].Value, p.Cells[2].Value = 4, 12
	got, err = Protect(p, Options{})
	if at := got.Intervals[0]; err != nil || at.High-at.Low < 6 {
		t.Errorf("%+v %v", got, err)
	}
}

func TestAPrimaryCellThatNeedsNoProtectionIsJustHidden(t *testing.T) {
	p := pair()
	p.Cells[0].Primary = true
	p.Cells[0].Weight, p.Cells[1].Weight, p.Cells[2].Weight = 1, 1, 1
	got, err := Protect(p, Options{Gap: math.NaN()})
	if err != nil || !slices.Equal(got.Suppressed, []int{0}) || !got.Optimal || got.Intervals[0] != (Interval{3, 3}) {
		t.Errorf("%+v %v", got, err)
	}
}

func TestNothingIsHiddenWhereNothingMustBe(t *testing.T) {
	got, err := Protect(pair(), Options{})
	if err != nil || len(got.Suppressed) != 0 || !got.Optimal || !got.Exact {
		t.Errorf("%+v %v", got, err)
	}
}

func TestMagnitudesAreProtectedToOnePartInABillion(t *testing.T) {
	for seed := range 40 {
		p, _ := smallTable(seed)
		for i := range p.Cells {
			c := &p.Cells[i]
			c.Value *= 0.37
			c.Lower *= 0.37
			c.Upper *= 0.37
			c.Sliding *= 0.37
			c.Ceiling *= 0.37
			c.Weight += 0.5
		}
		got, err := Protect(p, Options{})
		want, wantErr := Protect(func() *Problem { q, _ := smallTable(seed); return q }(), Options{})
		if (err == nil) != (wantErr == nil) {
			t.Fatalf("table %d: %v, as counts %v", seed, err, wantErr)
		}
		for i, at := range got.Intervals {
			c := p.Cells[i]
			if at.Low > c.Value-c.Lower+1e-6 || at.High < c.Value+c.Upper-1e-6 {
				t.Errorf("table %d: %s of %v is known to lie in %v", seed, c.ID, c.Value, at)
			}
			_ = want
		}
	}
}

func TestWithoutWorkThePlanIsDearerButSafe(t *testing.T) {
	_, p, _ := read(t, "threeway_3x3x2_threshold5")
	full, err := Protect(p, Options{})
	if err != nil {
		t.Fatal(err)
	}
	var steps []string
	got, err := Protect(p, Options{Work: 1, Progress: func(g Progress) { steps = append(steps, g.Step) }})
	if err != nil || got.Cost < full.Cost || got.LowerBound > full.Cost || got.Work > full.Work {
		t.Fatalf("%+v %v", got, err)
	}
	for i, at := range got.Intervals {
		if c := p.Cells[i]; at.Low > c.Value-c.Lower || at.High < c.Value+c.Upper {
			t.Errorf("%s is known to lie in %v", c.ID, at)
		}
	}
	if !strings.Contains(strings.Join(steps, " "), "protect") {
		t.Errorf("told of %v", steps)
	}
	// Half the work stops within the search.
	if half, err := Protect(p, Options{Work: full.Work / 3}); err != nil || half.Cost < full.Cost || half.LowerBound > full.Cost {
		t.Errorf("%+v %v", half, err)
	}
	// A gap that is good enough stops it, too.
	if near, err := Protect(p, Options{Gap: 0.9}); err != nil || near.LowerBound < 0.1*near.Cost {
		t.Errorf("%+v %v", near, err)
	}
}
