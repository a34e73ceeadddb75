package measure

import (
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/document/csv"
	plain "github.com/northinch/northinch/internal/document/text"
	"github.com/northinch/northinch/internal/goldentest"
	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/madeup"
	"github.com/northinch/northinch/internal/stats/dist"
	"github.com/northinch/northinch/internal/stats/quantity"
)

func find(t *testing.T, ids ...string) (all []Measure) {
	t.Helper()
	for _, id := range ids {
		m, err := Find(id)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, m)
	}
	return all
}

func bands(t *testing.T) quantity.Words {
	t.Helper()
	w, err := quantity.New([]quantity.Band{{Word: "few", From: "0", Below: "0.15"}, {Word: "some", From: "0.15", Below: "0.75"}, {Word: "most", From: "0.75"}})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// The report of four measures of three areas, one of them small.
func TestTheReportHasTheNationalFigureFirstAndThenTheAreas(t *testing.T) {
	r, _ := round(t, madeup.Options{Seed: 12, Areas: 3, Children: 500})
	measures := find(t, "meeting-in-time", "days-to-core-group", "days-to-permanent-home", "contacts-a-month-registered", "days-to-registered-again")
	report := NewReport(r, Count(r, measures, 2, nil), Settings{Minimum: 25, Words: bands(t)}, "made-up words")
	var b strings.Builder
	if err := plain.Write(&b, report.Document(), 140); err != nil {
		t.Fatal(err)
	}
	goldentest.Check(t, "testdata/report.txt", b.String())

	report.Brief = true
	b.Reset()
	if err := plain.Write(&b, report.Document(), 140); err != nil {
		t.Fatal(err)
	}
	if got := b.String(); strings.Contains(got, "MADEUP02") || !strings.Contains(got, "with --measure") {
		t.Errorf("the brief report has the areas, or does not say where they are:\n%s", got)
	}
	report.Brief = false
	if report.Only("MADEUP09") {
		t.Error("there is no such area")
	}
	if !report.Only("MADEUP02") {
		t.Fatal("the area is gone")
	}
	b.Reset()
	if err := csv.Write(&b, report.Document()); err != nil {
		t.Fatal(err)
	}
	if got := b.String(); strings.Contains(got, "MADEUP01") || !strings.Contains(got, "MADEUP02") || !strings.Contains(got, "All areas together") {
		t.Errorf("the report of one area is\n%s", got)
	}
}

func TestTheLeadComparesTheThreeBeginnings(t *testing.T) {
	r, _ := round(t, madeup.Options{Seed: 12, Areas: 1, Children: 300})
	report := NewReport(r, Count(r, All(), 1, nil), Settings{Minimum: 10}, "")
	lead := report.Lead()
	for _, b := range beginnings {
		if !strings.Contains(lead, " after "+b.after) {
			t.Errorf("the lead is %q", lead)
		}
	}
	one := NewReport(r, Count(r, find(t, "missing-again"), 1, nil), Settings{Minimum: 10}, "")
	if lead := one.Lead(); !strings.HasPrefix(lead, "Missing again within 3 months of being found: ") {
		t.Errorf("the lead of one measure is %q", lead)
	}
	if lead := (&Report{}).Lead(); lead != "No measure was counted." {
		t.Errorf("the lead of nothing is %q", lead)
	}
}

func TestAgreedDatesAreNamed(t *testing.T) {
	r := &Report{}
	for i, want := range []string{"", "1 August 2026", "1 August 2026, 2 August 2026", "1 August 2026, 2 August 2026, 3 August 2026", "1 August 2026 and 3 other days"} {
		if got := r.agreed(); got != want {
			t.Errorf("%d areas: %q, want %q", i, got, want)
		}
		first, _ := returns.DayOf(2026, 8, 1)
		r.Areas = append(r.Areas, ReportArea{Agreed: first + returns.Day(i)})
	}
}

func TestAFigureOfNothingOrOfFewSaysNoMoreThanItsCounts(t *testing.T) {
	for _, m := range find(t, "meeting-in-time", "days-to-action", "days-to-permanent-home", "contacts-a-month-registered") {
		nothing := Settings{}.figure(m, "", &Cell{})
		if nothing.Share != nil || nothing.Median != nil || nothing.InYear != nil || nothing.Rate != nil || nothing.Range != nil || nothing.Small {
			t.Errorf("%s of nothing is %+v", m.ID, nothing)
		}
		small := Settings{Minimum: 5}.figure(m, "", &Cell{Yes: 1, Of: 4, Ends: [4][]int32{{1}, {0, 3}}, Events: 9, Days: 4000})
		if !small.Small || small.Share != nil || small.Median != nil || small.InYear != nil || small.Rate != nil || small.Range != nil {
			t.Errorf("%s of few is %+v", m.ID, small)
		}
		if words := small.Words(m); !strings.HasSuffix(words, "(small base)") {
			t.Errorf("%s of few is %q", m.ID, words)
		}
		if words := nothing.Words(m); strings.Contains(words, "(") {
			t.Errorf("%s of nothing is %q", m.ID, words)
		}
	}
}

// An area that is said to be beyond limits would be so far out as rarely as is said.
func TestNoAreaIsBeyondLimitsThatChanceReaches(t *testing.T) {
	beyond := 0
	for _, p := range []float64{0.02, 0.3, 0.5, 0.95} {
		all := Figure{Share: &p}
		for n := 10; n < 60; n++ {
			for k := range n + 1 {
				where := against(Measure{Kind: Share}, Figure{Base: int64(n), Count: int64(k), Share: new(float64(k) / float64(n))}, all)
				side, level, _ := strings.Cut(where, " ")
				tail := map[string]float64{"0.95": 0.025, "0.998": 0.001}[level]
				chance := dist.Binomial(k, n, p)
				if side == "above" {
					chance = 1 - dist.Binomial(k-1, n, p)
				}
				if where != "inside" {
					beyond++
				}
				if where != "inside" && chance > tail || where == "inside" && (dist.Binomial(k, n, p) < 0.025-1e-12 || 1-dist.Binomial(k-1, n, p) < 0.025-1e-12) {
					t.Errorf("%d of %d, where %v is usual, is %s: the chance is %v", k, n, p, where, chance)
				}
			}
		}
	}
	if beyond == 0 {
		t.Error("nothing is beyond any limit")
	}
}

func TestFiguresAreReadAsWords(t *testing.T) {
	ends := func(open, ended []int32) *Cell { return &Cell{Ends: [4][]int32{open, ended}} }
	days := func(at ...int) []int32 {
		var all []int32
		for _, d := range at {
			grow(&all, d+1)
			all[d]++
		}
		return all
	}
	many := make([]int, 40)
	for i := range many {
		many[i] = i + 1
	}
	for _, c := range []struct {
		id   string
		cell *Cell
		want string
	}{
		{"meeting-in-time", &Cell{Yes: 6, Of: 10}, "6 of 10 (60%, 31% to 83%)"},
		{"meeting-in-time", &Cell{Yes: 600, Of: 1001}, "600 of 1001 (59.9%, 56.9% to 62.9%)"},
		{"days-to-action", ends(days(5), days(1, 2, 3)), "3 of 4; half by day 3"},
		{"days-to-action", ends(days(400), days(1, 2, 3)), "3 of 4; half by day 3; within a year 75%"},
		{"days-to-action", ends(days(5, 6, 7), days(1)), "1 of 4; half not reached"},
		{"days-to-action", ends(nil, days(many...)), "40 of 40; half by day 21 (15 to 28); within a year 100%"},
		{"days-to-permanent-home", ends(days(400), days(100, 200)), "2 of 3; within a year 67% (30% to 100%)"},
		{"days-to-permanent-home", ends(days(100), days(90)), "1 of 2; nothing is known of a whole year"},
		{"contacts-a-month-registered", &Cell{Of: 1}, "0 in 0 days of 1 spell"},
		{"contacts-a-month-registered", &Cell{Of: 2, Events: 4, Days: 61}, "4 in 61 days of 2 spells; 2.00 a month (0.54 to 5.11)"},
	} {
		m := find(t, c.id)[0]
		if got := (Settings{Minimum: 1}).figure(m, "", c.cell).Words(m); got != c.want {
			t.Errorf("%s: %q, want %q", c.id, got, c.want)
		}
	}
	for against, want := range map[string]string{"": "", "inside": "inside", "above 0.95": "above the limits of 95%", "below 0.998": "below the limits of 99.8%"} {
		if got := (Figure{Against: against}).AgainstWords(); got != want {
			t.Errorf("%q is read as %q", against, got)
		}
	}
}

// Two spells of 30 and 50 days, and one of 100 that is known of only from day 40: on
// day 30 there were two at risk, on day 50 two, on day 100 one.
func TestASpellThatIsKnownOfLateIsAtRiskOnlyFromThen(t *testing.T) {
	var c Cell
	tally := Tally{cell: &c}
	tally.Late(0, 0, 0, 30, 1)
	tally.Late(0, 0, 0, 50, 1)
	tally.Late(0, 0, 40, 100, 1)
	late := 0
	for _, s := range c.spells() {
		if s.Entry > 0 {
			late++
			if s.Entry != 40 || s.End != 100 {
				t.Errorf("%+v", s)
			}
		}
	}
	if late != 1 {
		t.Errorf("%d are known of late", late)
	}
	// The share that had not ended by day 30 is 1/2, by day 50 it is 1/4.
	m := find(t, "days-on-register")[0]
	if f := (Settings{Minimum: 1}).figure(m, "", &c); f.Median == nil || *f.Median != 40 {
		t.Errorf("%+v", f)
	}
}

func TestReasonsAreSentencesAndKindsAreWords(t *testing.T) {
	for w := range numWhys {
		if w.String() == "" {
			t.Errorf("reason %d says nothing", w)
		}
	}
	if numWhys.String() != "" {
		t.Error("there is a reason after the last")
	}
	if b, err := Rate.MarshalText(); err != nil || string(b) != "rate" {
		t.Errorf("%s, %v", b, err)
	}
	seen := map[string]bool{}
	for _, m := range All() {
		seen[m.Higher()] = true
	}
	if len(seen) != 3 {
		t.Errorf("a higher figure is %v", seen)
	}
}
