package duration

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/stats"
)

// made turns days and causes into spells from their beginning.
func made(days []float64, causes ...int) []Spell {
	out := make([]Spell, len(days))
	for i, d := range days {
		out[i] = Spell{End: d, Cause: causes[i]}
	}
	return out
}

// remission is the weeks of remission of the 21 treated of E. J. Freireich and
// others, Blood 21, 1963, as D. R. Cox and D. Oakes have them, "Analysis of
// Survival Data", 1984, page 8; and of the 21 controls.
func remission() (treated, control []Spell) {
	treated = made([]float64{6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35},
		1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0)
	for _, w := range []float64{1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23} {
		control = append(control, Spell{End: w, Cause: 1})
	}
	return treated, control
}

func curve(t *testing.T, spells []Spell) Curve {
	t.Helper()
	c, err := KaplanMeier(spells)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func near(a, b float64) bool { return math.Abs(a-b) < 1e-9 }

func TestASpellThatCannotBeIsRefusedByItsRow(t *testing.T) {
	for says, s := range map[string]Spell{
		"the duration -1":        {End: -1},
		"the duration NaN":       {End: math.NaN()},
		"the duration +Inf":      {End: math.Inf(1)},
		"the entry -1":           {End: 1, Entry: -1},
		"the entry NaN":          {End: 1, Entry: math.NaN()},
		"the entry +Inf":         {End: 1, Entry: math.Inf(1)},
		"not before its end":     {End: 2, Entry: 2},
		"the cause -1 is":        {End: 2, Cause: -1},
		"observation at 3, whic": {End: 2, Entry: 3},
	} {
		spells := []Spell{{End: 1, Cause: 1}, s}
		_, e1 := KaplanMeier(spells)
		_, e2 := CumulativeIncidence(spells, 1, 1)
		_, e3 := LogRank([]Member{{Spell: spells[0]}, {Spell: s, Group: 1}}, 2)
		for _, err := range []error{e1, e2, e3} {
			if err == nil || !strings.HasPrefix(errs.Sentence(err), "Row 2: ") || !strings.Contains(err.Error(), says) {
				t.Errorf("%+v: %v", s, err)
			}
		}
	}
	_, e1 := KaplanMeier(nil)
	_, e2 := CumulativeIncidence(nil, 1, 1)
	_, e3 := LogRank(nil, 2)
	for _, err := range []error{e1, e2, e3} {
		if !errors.Is(err, stats.ErrUndefined) {
			t.Error(err)
		}
	}
}

func TestMadeSpellsAreTheSameForTheSameSeed(t *testing.T) {
	a, b, c := Made(1000, 1), Made(1000, 1), Made(1000, 2)
	same, censored := 0, 0
	for i := range a {
		if a[i] != b[i] {
			t.Fatal(a[i], b[i])
		}
		if a[i] == c[i] {
			same++
		}
		if a[i].Cause == 0 {
			censored++
		}
	}
	if same > 100 || censored < 250 || censored > 420 {
		t.Error(same, censored)
	}
}
