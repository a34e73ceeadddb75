package madeup

import (
	"testing"

	"github.com/northinch/northinch/internal/disclose"
)

func TestAMadeUpTableAddsUpAndHasItsSmallCountsHidden(t *testing.T) {
	p := Table(Spec{Axes: []Axis{{2, 3}, {4}, {2}}, Mean: 9, Below: 5, Seed: 1})
	if len(p.Cells) != (1+2+6)*5*3 || p.Cells[0].ID != "T|T|T" || p.Cells[len(p.Cells)-1].ID != "2.3|4|2" {
		t.Fatalf("%d cells from %s to %s", len(p.Cells), p.Cells[0].ID, p.Cells[len(p.Cells)-1].ID)
	}
	if err := p.Check(); err != nil {
		t.Fatal(err)
	}
	total := map[int]bool{}
	for _, r := range p.Relations {
		total[r.Total] = true
	}
	primary, sum := 0, 0.0
	for i, c := range p.Cells {
		if c.Primary != (c.Value > 0 && c.Value < 5) || c.Primary && (c.Lower != c.Value || c.Upper != 5-c.Value) {
			t.Errorf("%+v", c)
		}
		if c.Primary {
			primary++
		}
		if !total[i] {
			sum += c.Value
		}
	}
	if primary == 0 || primary == len(p.Cells) || sum != p.Cells[0].Value {
		t.Errorf("%d primary cells, %v counted, in total %v", primary, sum, p.Cells[0].Value)
	}
}

func TestTheSameSeedMakesTheSameTable(t *testing.T) {
	spec := Spec{Axes: []Axis{{3}, {3}}, Mean: 9, Below: 5, Seed: 7}
	differs := func(p, q *disclose.Problem) bool {
		for i := range p.Cells {
			if p.Cells[i] != q.Cells[i] {
				return true
			}
		}
		return false
	}
	first := Table(spec)
	if differs(first, Table(spec)) {
		t.Error("twice the same, and different")
	}
	spec.Seed++
	if !differs(first, Table(spec)) {
		t.Error("another seed, and the same table")
	}
}
