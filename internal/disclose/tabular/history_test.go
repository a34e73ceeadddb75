package tabular

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/disclose/prose"
	"github.com/northinch/northinch/internal/disclose/rounding"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/stats"
)

func TestPeriodsAreReadAsMonths(t *testing.T) {
	for text, want := range map[string]string{
		"Apr-Dec": "0 9", "Apr-Mar": "0 12", "Jan-Mar": "9 12", "april to june": "0 3", "Jan": "9 10", "Feb-May": "", "Apr 2024": "24291 24292",
		"Apr 2024 - Mar 2025": "24291 24303", "April–December 2024": "24291 24300", "Apr 2024-Mar": "", "Mar 2025 to Apr 2024": "",
		"2024-04/2025-03": "24291 24303", "2024-04": "24291 24292", "2024-13": "", "2025-04/2024-03": "", "Eastmoor": "", "": "", "Apr. 2024": "24291 24292",
	} {
		got := ""
		if s, ok := spanOf(text); ok {
			got = fmt.Sprint(s.from, s.to)
		}
		if got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

// releases is three periods of one figure, the last of which is to be published.
func releases(a, b, c string) string {
	return fmt.Sprintf(`{"release_1": {"period": "Apr-Dec", "n": %s}, "release_2": {"period": "Apr-Mar", "n": %s}, "release_3": {"period": "Jan-Mar", "n": %s}}`, a, b, c)
}

func TestPeriodsThatAbutAddUp(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"the rest of a year gives the hidden months away", releases(`"<5"`, "20", "17"), "“n|Apr-Dec”, which release_1 hides, is known exactly: it is “n|Apr-Mar” (release_2) less “n|Jan-Mar” (release_3)."},
		{"the rest of a year is hidden too", releases(`"<5"`, "20", `"[c]"`), ""},
		{"a year is safe where its parts are large", releases("11", "20", "9"), ""},
		{"a part that follows from two is small", releases("18", "20", `"[c]"`), ""}, // known before: see below
		{"the sum gives a part of 3 away that nobody published", `{"release_1": {"period": "Apr-Dec", "n": 17}, "release_2": {"period": "Apr-Mar", "n": 20}}`,
			"“n|Apr-Mar less n|Apr-Dec”, which nobody published, is known exactly: it is “n|Apr-Mar” (release_2) less “n|Apr-Dec” (release_1)."},
		{"months within a year leave the rest", `{"release_1": {"period": "Apr-Mar", "n": 20}, "release_2": {"period": "Jun-Aug", "n": 18}}`,
			"“n|Apr-Mar less n|Jun-Aug”, which nobody published, is known exactly: it is “n|Apr-Mar” (release_1) less “n|Jun-Aug” (release_2)."},
		{"a zero gives its parts away", `{"release_1": {"period": "Apr-Dec", "n": "[c]"}, "release_2": {"period": "Apr-Mar", "n": 0}}`,
			"“n|Apr-Dec”, which release_1 hides, is known exactly: the sums leave one value only, because no count is below 0."},
		{"what was shown already cannot be taken back", `{"release_1": {"period": "Apr-Dec", "n": 2}, "release_2": {"period": "Apr-Dec", "n": 2, "m": 9}}`, ""},
		{"what an earlier release hid would be shown", `{"release_1": {"period": "Apr-Dec", "n": "<5"}, "release_2": {"period": "Apr-Dec", "n": 2, "m": 9}}`, "“n|Apr-Dec” is shown: counts below 5 are hidden."},
		{"a text of no period is only a label", `{"release_1": {"period": "early", "n": "<5"}, "release_2": {"period": "late", "n": 20}}`, ""},
	} {
		res, err := read(t, "x.json", c.text, ReadOptions{}).Protect(Options{})
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		got := ""
		if len(res.Refused) > 0 {
			got = res.Refused[0].Reason
		}
		if got != c.want {
			t.Errorf("%s:\n\t%s\n\twant %s", c.name, got, c.want)
		}
		if (res.Published == nil) != (got != "") {
			t.Errorf("%s: a release is published or refused", c.name)
		}
	}
	res, err := read(t, "x.json", releases("18", "20", `"[c]"`), ReadOptions{}).Protect(Options{})
	if err != nil || len(res.KnownBefore) != 1 || res.KnownBefore[0].Cell != "n|Jan-Mar" {
		t.Errorf("%+v, %v", res.KnownBefore, err)
	}
}

func TestACellThatTwoSumsGiveAwayIsExplained(t *testing.T) {
	// Of a+b, b+c and a+c, all shown, follows each: a = ((a+b) + (a+c) - (b+c)) / 2.
	r := read(t, "x.json", `{"cells": [{"id": "a", "value": 3}, {"id": "b", "value": 30}, {"id": "c", "value": 40}, {"id": "ab", "value": 33}, {"id": "bc", "value": 70}, {"id": "ac", "value": 43}],
		"relations": [{"total": "ab", "parts": ["a", "b"]}, {"total": "bc", "parts": ["b", "c"]}, {"total": "ac", "parts": ["a", "c"]}]}`, ReadOptions{})
	a, err := r.Attack([]string{"a", "b", "c"}, Options{})
	if err != nil || len(a.Known) != 3 || a.Known[0].Reason != "“a” is known exactly: it is 1/2 × “ab” plus 1/2 × “ac” less 1/2 × “bc”." {
		t.Errorf("%+v, %v", a, err)
	}
	// A hidden total of hidden parts follows where its parts follow from others.
	r = read(t, "x.json", `{"cells": [{"id": "a", "value": 3}, {"id": "b", "value": 30}, {"id": "t", "value": 33}, {"id": "x", "value": 5}, {"id": "lone", "value": 7}, {"id": "ax", "value": 8}],
		"relations": [{"total": "t", "parts": ["a", "b"]}, {"total": "ax", "parts": ["a", "x"]}]}`, ReadOptions{})
	if a, err = r.Attack([]string{"a", "t", "lone"}, Options{}); err != nil || len(a.Known) != 2 || a.Known[1].Reason != "“t” is known exactly: it is “b” plus “ax” less “x”." {
		t.Errorf("%+v, %v", a, err)
	}
	if a, err = r.Attack([]string{"t"}, Options{}); err != nil || a.Known[0].Reason != "“t” is known exactly: it is “a” plus “b”." {
		t.Errorf("%+v, %v", a, err)
	}
}

func TestTooManySumsAreNotExplained(t *testing.T) {
	m := newTables()
	for i := range 2*maxEquations + 3 {
		m.cells = append(m.cells, &cell{id: fmt.Sprint(i)})
	}
	hidden := make([]bool, len(m.cells))
	for i := range maxEquations + 1 {
		m.relations = append(m.relations, relation{total: 0, parts: []int{2*i + 1, 2*i + 2}})
		hidden[0], hidden[2*i+1] = true, true
	}
	if m.explain(0, hidden) != "" {
		t.Error("explained")
	}
}

func TestWhatTheFilesDoNotSayIsFilledInSoThatItFits(t *testing.T) {
	// Four hidden areas of 1 to 4 and their total: 3 + 4 + 4 + 4 fits 15.
	hidden := `"counts": [["a", "<5"], ["b", "<5"], ["c", "<5"], ["d", "<5"], ["total", %d]]`
	file := `{"tables": [{"dimensions": [{"name": "area", "codes": ["a", "b", "c", "d"]}, "sex"], "listed": true, "counts": [["a", "f", 8], ["a", "m", 9]]}],
		"earlier": [{"name": "x", "tables": [{"dimensions": ["area"], "at": {"period": "2024-01"}, ` + hidden + `}]}]}`
	r := read(t, "x.json", fmt.Sprintf(file, 15), ReadOptions{})
	sum := 0.0
	for _, c := range r.get().cells {
		if c.state == wasHidden {
			sum += c.value
			if !c.guessed || c.value < 1 || c.value > 4 {
				t.Errorf("%s is %v", c.id, c.value)
			}
		}
	}
	if sum != 15 {
		t.Errorf("they add up to %v", sum)
	}
	for _, total := range []int{3, 17} {
		if _, err := Read(strings.NewReader(fmt.Sprintf(file, total)), "x.json", ReadOptions{}); !strings.Contains(errs.Sentence(err), "do not add up") {
			t.Errorf("%d: %v", total, err)
		}
	}
}

func TestFiguresThatCannotFitAreRefusedHoweverLongItTakes(t *testing.T) {
	// Pairs of 1 or 2 that must all differ in sum from what two of three can be.
	m := newTables()
	for i := range 3 {
		m.cells = append(m.cells, &cell{id: fmt.Sprint(i), low: 1, top: 2, label: &label{high: 2}, state: wasHidden})
	}
	m.cells = append(m.cells, &cell{id: "odd", value: 3, known: true})
	m.relations = []relation{{total: 3, parts: []int{0, 1}}, {total: 3, parts: []int{1, 2}}, {total: 3, parts: []int{0, 2}}}
	if err := m.complete(); !strings.Contains(errs.Sentence(err), "No figures fit") {
		t.Error(err)
	}
	m.cells[0].label, m.cells[1].label, m.cells[2].label = nil, nil, nil
	m.cells[3].value = 1e9 + 1
	for _, c := range m.cells[:3] {
		c.low = 0
	}
	if err := m.complete(); !strings.Contains(errs.Sentence(err), "leaves too much open") {
		t.Error(err)
	}
}

func TestBoundsThatMeetButForRoundingAreOneValue(t *testing.T) {
	b, changed := &bounds{low: []float64{1}, high: []float64{4}}, false
	if !b.narrow(0, math.Nextafter(4, 5), 9, &changed) || b.low[0] != 4 {
		t.Error(b)
	}
}

// Every table that shares a cell may know of it what the others do not.
func TestWhatTwoTablesSayOfACellIsPutTogether(t *testing.T) {
	table := func(first, second string) string {
		return fmt.Sprintf(`{"tables": [{"dimensions": ["a"], "listed": true, "cells": [%s, {"at": ["y"], "count": 9}]}], "earlier": [{"name": "before", "tables": [{"dimensions": ["a"], "cells": [%s]}]}]}`, first, second)
	}
	for _, c := range []struct{ name, first, second, want string }{
		{"a sum and its contributors", `{"at": ["x"], "count": 30}`, `{"at": ["x"], "contributions": [10, 20]}`, "30 shown true"},
		{"shown before", `{"at": ["x"], "hidden": "[c]"}`, `{"at": ["x"], "count": 3}`, "3 shown false"},
		{"hidden before", `{"at": ["x"], "count": 3}`, `{"at": ["x"], "hidden": "<5"}`, "3 to publish false"},
	} {
		r := read(t, "x.json", table(c.first, c.second), ReadOptions{})
		x := r.get().cells[0]
		if got := fmt.Sprint(plain(x.value), " ", []string{"to publish", "shown", "hidden"}[x.state], " ", x.summed); got != c.want {
			t.Errorf("%s: %s", c.name, got)
		}
	}
	if _, err := Read(strings.NewReader(table(`{"at": ["x"], "count": 30}`, `{"at": ["x"], "hidden": "<5"}`)), "x.json", ReadOptions{}); !strings.Contains(errs.Sentence(err), "two values") {
		t.Error(err)
	}
}

const twoTables = `{
	"tables": [{"measure": "children", "dimensions": ["area", "sex"], "counts": [["East", "f", 3], ["East", "m", 17], ["West", "f", 12], ["West", "m", 19], ["Mid", "f", 30], ["Mid", "m", 33]]},
		{"measure": "visits", "dimensions": ["area"], "counts": [["East", 90], ["West", 80]]}]
}`

func TestATextIsReadBesideItsTables(t *testing.T) {
	r := read(t, "x.json", twoTables, ReadOptions{})
	o := prose.Options{Words: map[string]string{"girls": "f", "boys": "m"}}
	for text, want := range map[string]string{
		"Children: there were 3 girls in East.":                     "3 reveals children|East|f: gives away itself",
		"Children: there were 17 boys in East.":                     "17 reveals children|East|m: gives away children|East|f",
		"Children: there were at most 20 girls in East.":            "",
		"Children: there were fewer than 4 girls in East.":          "fewer than 4 reveals children|East|f: gives away itself",
		"Children: there were 7 to 9 girls in East.":                "", // it is wrong, and tells nothing
		"Children: there were 63 children in Mid.":                  "",
		"Children: there were 64 children in Mid.":                  "64 contradicts children|Mid|total: gives away itself",
		"Children: there were at least 15 girls and boys in West.":  "",
		"Children: there were between 10 and 14 girls in West.":     "10 and 14 reveals children|West|f: gives away children|East|f",
		"Children: there were 100 visits in East, 90 in all, of 3.": "100 contradicts visits|East: gives away itself",
	} {
		found, err := r.CheckProse(text, Options{}, o)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, f := range found[:min(1, len(found))] {
			_, also, both := strings.Cut(f.Sentence, "gives away “")
			also = strings.TrimSuffix(also, "” too.")
			if !both {
				also = "itself"
			}
			got = fmt.Sprintf("%s %s %s: gives away %s", f.Words, f.Kind, f.Cell, also)
		}
		if got != want {
			t.Errorf("%q: %s\n\twant %s", text, got, want)
		}
	}
	if _, err := r.CheckProse("", Options{Rules: Rules{Threshold: 1}}, o); errs.KindOf(err) != errs.BadInput {
		t.Error(err)
	}
	r = read(t, "x.json", mustAndMayNot, ReadOptions{})
	if _, err := r.CheckProse("", Options{}, o); errs.KindOf(err) != errs.BadInput {
		t.Error(err)
	}
	r = read(t, "x.json", releases(`"<5"`, "20", "17"), ReadOptions{})
	if _, err := r.CheckProse("", Options{}, o); !strings.Contains(errs.Sentence(err), "no text beside them is safe") {
		t.Error(err)
	}
}

func TestATextIsReadBesideCellsThatHaveOnlyNames(t *testing.T) {
	r, _ := open(t, "fischetti_salazar_3x3_l5_u5.json", ReadOptions{})
	found, err := r.CheckProse("In II and C there were 22 children. In region II and T 49 children.", Options{}, prose.Options{})
	if err != nil || len(found) != 1 || found[0].Cell != "II|C" {
		t.Errorf("%+v, %v", found, err)
	}
	r = read(t, "x.json", `{"release_1": {"period": "Apr-Dec", "n": 9}, "release_2": {"period": "Apr-Mar", "n": 20}}`, ReadOptions{})
	if found, err = r.CheckProse("For Apr-Mar we saw 20 children.", Options{}, prose.Options{}); err != nil || len(found) != 0 {
		t.Errorf("%+v, %v", found, err)
	}
}

func TestWhatCannotBeRoundedIsSaid(t *testing.T) {
	for _, c := range []struct {
		text string
		base int
		want string
	}{
		{twoTables, 4, "The base of rounding is 3, 5 or 10, and cannot be 4"},
		{releases("11", "20", "9"), 5, "A release after others cannot be rounded: they show exact figures, such as “n|Apr-Dec” in release_1. Hide cells instead"},
		{`{"tables": [{"dimensions": ["a"], "listed": true, "counts": [["x", "[c]"], ["y", 8]]}]}`, 5, "The cell “x” has a mark in place of its figure, and only figures can be rounded"},
		{`{"tables": [{"dimensions": ["a"], "cells": [{"at": ["x"], "contributions": [3.5]}, {"at": ["y"], "contributions": [3]}]}]}`, 5, "The cell “x” is no whole number, and only counts can be rounded"},
	} {
		if _, err := read(t, "x.json", c.text, ReadOptions{}).Round(RoundOptions{Base: c.base}); errs.Sentence(err) != c.want {
			t.Errorf("%v\n\twant %s", err, c.want)
		}
	}
	r := read(t, "x.json", twoTables, ReadOptions{})
	if res, err := r.Round(RoundOptions{Base: 10, Engine: rounding.Options{Nodes: 1}}); err != nil && !errors.Is(err, stats.ErrUndefined) {
		t.Error(res, err)
	}
}

func TestAPublishedTableTellsWhatItIs(t *testing.T) {
	res, err := read(t, "x.json", twoTables, ReadOptions{}).Protect(Options{})
	if err != nil {
		t.Fatal(err)
	}
	p := res.Published[0]
	if p.Name() != "Table 1" || p.Measure() != "children" || !slices.Equal(p.Dimensions(), []string{"area", "sex"}) || len(p.Rows()) != 12 || p.Rows()[0].Text() != "[c]" || p.head() != "children" {
		t.Errorf("%+v", p)
	}
}

func TestTablesThatUseTheSameCodesForOtherThingsNameTheirDimensions(t *testing.T) {
	r := read(t, "x.json", `{"tables": [{"measure": "n", "dimensions": ["a", "b"], "counts": [["x", "1", 8], ["x", "2", 8]]}, {"measure": "n", "dimensions": ["a", "c"], "counts": [["x", "1", 7], ["x", "2", 9]]}],
		"primary": [{"id": "n|a=x|b=1", "upper_protection": 2}, {"id": "n|a=x|c=2"}], "weights": {`+
		`"n|a=x|b=1": 1, "n|a=x|b=2": 2, "n|x|total": 3, "n|b=1": 1, "n|b=2": 1, "n|total|total": 9, "n|a=x|c=1": 2, "n|a=x|c=2": 1, "n|c=1": 1, "n|c=2": 1}}`, ReadOptions{Primary: []string{"n|b=2"}})
	res, err := r.Protect(Options{})
	if err != nil || res.Cost != 10 || len(res.Suppressed) != 8 {
		t.Errorf("%v for %v, %v", res.Suppressed, res.Cost, err)
	}
}

func TestMarksAreReadForWhatTheyTell(t *testing.T) {
	for text, want := range map[string]string{
		"<5": "1 4", "<5 suppressed": "1 4", "Fewer than 10": "1 9", "less than 5": "1 4", "<1": "no", "[c]": "0 0", "*": "0 0", " Suppressed ": "0 0",
		"[z]": "[z]", "[x]": "[x]", "Eastmoor": "no", "": "no",
	} {
		got := "no"
		if l, ok := labelled(text, false); ok && l.mark != "" {
			got = l.mark
		} else if ok {
			got = fmt.Sprint(l.low, l.high)
		}
		if got != want {
			t.Errorf("%q is %s, want %s", text, got, want)
		}
	}
	if l, _ := labelled("<5", true); l.low != 0 {
		t.Error("where zeros are hidden, “<5” may be 0")
	}
}

func TestSpreadsheetsSetThousandsApart(t *testing.T) {
	for text, want := range map[string]string{"1,040": "1040", "1 040": "1040", "12": "12", "1,04": "no", "1040,000": "no", "1.5": "1.5", "-3": "-3", "Inf": "no", "0x10": "no", "1_000": "no", "": "no", "1,000,000.5": "1000000.5"} {
		got := "no"
		if v, ok := number(text); ok {
			got = plain(v)
		}
		if got != want {
			t.Errorf("%q is %s, want %s", text, got, want)
		}
	}
	if figure("a", math.NaN(), false) == nil || figure("a", 3, true) != nil {
		t.Error("a figure is a finite number")
	}
}

// Nothing that can be read makes the reader panic; what is read can be protected, and
// then no hidden cell that needs it is known exactly.
func FuzzRead(f *testing.F) {
	for _, text := range []string{twoTables, releases(`"<5"`, "20", "17"), `{"table": [{"a": "x", "Freq": 3}, {"a": "total", "Freq": 3}], "primary": "x"}`,
		`{"cells": [{"id": "a", "value": 3}, {"id": "t", "value": 3}], "relations": [{"total": "t", "parts": ["a"]}]}`} {
		f.Add(text, false)
	}
	f.Add("area,sex\nA,f\nA,m\nB,f\n", true)
	f.Fuzz(func(t *testing.T, text string, csv bool) {
		if len(text) > 4000 {
			return
		}
		name := "x.json"
		if csv {
			name = "x.csv"
		}
		r, err := Read(strings.NewReader(text), name, ReadOptions{Dimensions: []string{"area", "sex"}})
		if err != nil || len(r.Cells()) > 60 {
			return
		}
		res, err := r.Protect(Options{})
		if err != nil || len(res.Refused) > 0 {
			return
		}
		a, err := r.Attack(res.Suppressed, Options{})
		if err != nil {
			t.Fatal(err)
		}
		known := map[string]bool{}
		for _, k := range res.KnownBefore {
			known[k.Cell] = true
		}
		_, needs := r.get().problem(Options{})
		for _, k := range a.Known {
			i := slices.IndexFunc(r.get().cells, func(c *cell) bool { return c.id == k.Cell })
			if n := needs[i]; n != nil && n.lower+n.upper+n.sliding > 0 && !known[k.Cell] {
				t.Errorf("%s", k.Reason)
			}
		}
	})
}
