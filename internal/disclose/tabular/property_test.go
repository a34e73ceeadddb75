package tabular

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/errs"
)

// dice are made-up numbers that are the same on every run (D. E. Knuth, MMIX).
type dice uint64

func (d *dice) next(n int) int {
	*d = *d*6364136223846793005 + 1442695040888963407
	return int(*d>>33) % n
}

// invented is two tables that share areas in two regions, after a release of nine months
// that hid its small counts.
func invented(d *dice) string {
	var sex, age, before []string
	for a := range 3 + d.next(3) {
		girls, boys := d.next(3)*d.next(9), d.next(30)
		sex = append(sex, fmt.Sprintf(`["a%d", "girls", %d], ["a%d", "boys", %d]`, a, girls, a, boys))
		young := d.next(girls + boys + 1)
		age = append(age, fmt.Sprintf(`["a%d", "young", %d], ["a%d", "old", %d]`, a, young, a, girls+boys-young))
		switch was := d.next(girls + boys + 1); {
		case was > 0 && was < 5:
			before = append(before, fmt.Sprintf(`{"at": ["a%d"], "count": %d, "hidden": "<5"}`, a, was))
		default:
			before = append(before, fmt.Sprintf(`{"at": ["a%d"], "count": %d}`, a, was))
		}
	}
	return fmt.Sprintf(`{"dimensions": [{"name": "area", "parents": {"a0": "North", "a1": "North", "a2": "South", "a3": "South", "a4": "South"}}],
		"tables": [{"at": {"period": "Apr-Mar"}, "dimensions": ["area", "sex"], "counts": [%s]}, {"at": {"period": "Apr-Mar"}, "dimensions": ["area", "age"], "counts": [%s]}],
		"earlier": [{"name": "Nine months", "tables": [{"at": {"period": "Apr-Dec"}, "dimensions": ["area"], "cells": [%s]}]}]}`,
		strings.Join(sex, ","), strings.Join(age, ","), strings.Join(before, ","))
}

// The rules are tested as a reader would: from what is shown, now and before, nothing
// that must be hidden is known more closely than allowed, unless it was known before.
func TestWhatIsPublishedStandsTheAttack(t *testing.T) {
	d := dice(1)
	hidden := 0
	for range 60 {
		text := invented(&d)
		r := read(t, "x.json", text, ReadOptions{})
		res, err := r.Protect(Options{})
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if len(res.Refused) > 0 {
			t.Fatalf("%s is refused: %v", text, res.Refused)
		}
		hidden += len(res.Suppressed)
		before := map[string]bool{}
		for _, k := range res.KnownBefore {
			before[k.Cell] = true
		}
		m := r.get()
		p, needs := m.problem(Options{})
		m.cap(p, needs, &Result{})
		for i, c := range m.cells {
			at, is := res.Intervals[c.id]
			n := p.Cells[i]
			switch {
			case !is && needs[i] != nil && c.state != wasShown:
				t.Errorf("%s: %s is shown", text, c.id)
			case is && (at.Low > n.Value-n.Lower+hair || at.High < n.Value+n.Upper-hair || at.High-at.Low < n.Sliding-hair):
				t.Errorf("%s: %s is known to lie in %v", text, c.id, at)
			case is && needs[i] != nil && at.High-at.Low < hair && !before[c.id]:
				t.Errorf("%s: %s is known", text, c.id)
			}
		}
		for _, table := range res.Published {
			for _, row := range table.Rows() {
				if row.Mark == "" && row.Value > 0 && row.Value < 5 {
					t.Errorf("%s: a count of %v is shown", text, row.Value)
				}
			}
		}
	}
	if hidden == 0 {
		t.Error("no table needed anything hidden: the test says nothing")
	}
}

func TestWhatIsLeftOfManyPartsHasAShortName(t *testing.T) {
	var counts []string
	for i := range 6 {
		counts = append(counts, fmt.Sprintf(`["a%d", 9]`, i))
	}
	r := read(t, "x.json", fmt.Sprintf(`{"dimensions": [{"name": "area", "codes": ["a0", "a1", "a2", "a3", "a4", "a5", "a6", "m"], "sums": [{"total": "m", "parts": ["a0", "a1", "a2", "a3", "a5", "a6"]}, {"total": "m", "parts": ["a0", "a2", "a3", "a4", "a5", "a6"]}]}],
		"tables": [{"listed": true, "dimensions": ["area"], "counts": [%s, ["m", 48], ["total", 57]]}]}`, strings.Join(counts, ",")), ReadOptions{})
	var left []string
	for _, c := range r.get().cells {
		if c.state == unpublished {
			left = append(left, c.id)
		}
	}
	want := []string{"m less a0 less a2 less a3 less a4 less a5", "m less a0 less … less a5 (5 parts)", "total less a0 less … less a5 (6 parts)"}
	slices.Sort(left)
	if !slices.Equal(left, want) {
		t.Errorf("%q", left)
	}
	// Both are 3, and given away by what is to be published: the engine hides some of it.
	if res, err := r.Protect(Options{}); err != nil || len(res.Suppressed) == 0 {
		t.Errorf("%v, %v", res.Suppressed, err)
	}
	if _, err := r.Protect(Options{Rules: Rules{Group: true, GroupBy: []string{"outcome"}}}); errs.Sentence(err) != "There is no dimension “outcome” to look for groups along" {
		t.Error(err)
	}
}
