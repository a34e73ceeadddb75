package disclose

import (
	"errors"
	"slices"
	"testing"
)

// TestJoiningTwinsChangesNoCostAndProtectsBoth compares tables in which some totals
// have a single part with what is done without joining them.
func TestJoiningTwinsChangesNoCostAndProtectsBoth(t *testing.T) {
	protected, impossible, fewer := 0, 0, 0
	for seed := range 400 {
		d := testDice(uint64(seed)*104729 + 5)
		d.next(2)
		p := madeTable(&d, [][]int{{4, 2, 3}, {2, 4}, {5, 2, 2}, {2, 3, 2, 3}}[seed%4])
		j := p.join()
		if len(j.Cells) < len(p.Cells) {
			fewer++
		}
		got, err := Protect(p, Options{})
		want, other := p.protect(apart(p), Options{}.defaults())
		if (err == nil) != (other == nil) {
			t.Fatalf("table %d: joined %v, apart %v", seed, err, other)
		}
		if err != nil {
			impossible++
			if e, ok := errors.AsType[*Unprotectable](err); !ok || !p.Cells[e.Cell].Primary || p.Cells[e.Cell].ID != e.ID {
				t.Fatalf("table %d: %+v", seed, err)
			}
			continue
		}
		protected++
		safe(t, seed, p, got)
		if got.Optimal && want.Optimal && got.Cost != want.Cost {
			t.Fatalf("table %d: joined %v, apart %v", seed, got.Cost, want.Cost)
		}
	}
	if protected < 50 || impossible < 20 || fewer < 300 {
		t.Errorf("too few of a kind: %d protected, %d impossible, %d joined", protected, impossible, fewer)
	}
}

// single is a total of one part beside another, in a total of both.
func single() *Problem {
	return &Problem{
		Cells: []Cell{
			{ID: "part", Value: 3, Weight: 4, Primary: true, Lower: 3, Upper: 2},
			{ID: "only", Value: 3, Weight: 4},
			{ID: "beside", Value: 9, Weight: 10},
			{ID: "all", Value: 12, Weight: 13},
		},
		Relations: []Relation{{Total: 1, Parts: []int{0}}, {Total: 3, Parts: []int{1, 2}}},
	}
}

func TestATotalOfOnePartIsHiddenWithIt(t *testing.T) {
	p := single()
	got, err := Protect(p, Options{})
	if err != nil || !slices.Equal(got.Suppressed, []int{0, 1, 2}) || got.Cost != 18 || !got.Optimal {
		t.Errorf("%+v %v", got, err)
	}
	if len(got.Intervals) != 1 || got.Intervals[0] != (Interval{0, 12}) {
		t.Errorf("%v", got.Intervals)
	}
}

func TestATwinThatMayNotBeHiddenIsNamed(t *testing.T) {
	p := single()
	p.Cells[1].Fixed = true
	_, err := Protect(p, Options{})
	if e, ok := errors.AsType[*Unprotectable](err); !ok || e.Cell != 0 || e.ID != "part" || !slices.Contains(e.Fixed, "only") || e.Best != (Interval{3, 3}) {
		t.Errorf("%+v", err)
	}
}

func TestAPrimaryCellWithoutNeedsMayBeGivenAwayByItsTwin(t *testing.T) {
	p := single()
	p.Cells[0].Lower, p.Cells[0].Upper = 0, 0
	got, err := Protect(p, Options{})
	if err != nil || !slices.Equal(got.Suppressed, []int{0}) {
		t.Errorf("%+v %v", got, err)
	}
}

func TestNothingIsJoinedWhereARelationWouldHoldACellTwice(t *testing.T) {
	p := single()
	p.Cells = append(p.Cells, Cell{ID: "again", Value: 3}, Cell{ID: "double", Value: 6})
	p.Relations = append(p.Relations, Relation{Total: 4, Parts: []int{0}}, Relation{Total: 5, Parts: []int{0, 4}})
	if j := p.join(); len(j.Cells) != 6 || len(j.Relations) != 4 {
		t.Errorf("%+v", j)
	}
	got, err := Protect(p, Options{})
	if err != nil || !slices.Equal(got.Suppressed, []int{0, 1, 2, 4, 5}) {
		t.Errorf("%+v %v", got, err)
	}
}

func TestAJoinedCellHasTheNeedsAndTheBoundsOfAll(t *testing.T) {
	p := single()
	p.Cells[1] = Cell{ID: "a", Value: 3, Weight: 1, Primary: true, Upper: 7, Sliding: 9, Floor: 1, Ceiling: 20}
	j := p.join()
	if c := j.Cells[0]; len(j.Cells) != 3 || c.ID != "a" || c.Weight != 5 || c.Lower != 3 || c.Upper != 7 || c.Sliding != 9 || c.Floor != 1 || c.ceiling() != 20 {
		t.Errorf("%+v", j.Cells)
	}
}
