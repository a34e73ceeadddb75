package agreement

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/stats"
)

// refused makes sure that an error is about bad input and says something.
func refused(t *testing.T, err error, says string) {
	t.Helper()
	if errs.KindOf(err) != errs.BadInput || !strings.Contains(errs.Sentence(err), says) {
		t.Errorf("%v, want bad input that says %q", err, says)
	}
}

// noAnswer makes sure that an error is of no answer and gives its reason.
func noAnswer(t *testing.T, err error, says string) {
	t.Helper()
	if !errors.Is(err, stats.ErrUndefined) || !strings.Contains(err.Error(), says) {
		t.Errorf("%v, want no answer for %q", err, says)
	}
}

func TestWeightsAreThoseOfGwetsFormulas(t *testing.T) {
	for rule, want := range map[Weights]float64{ // of categories 1 and 2 of six
		Identity: 0, Linear: 0.8, Quadratic: 0.96, Ordinal: 1 - 1.0/15, Radical: 1 - math.Sqrt(0.2),
		Ratio: 1 - math.Pow(7.0/15, 2), Circular: 0.75, Bipolar: 8.0 / 9,
	} {
		rows := must[Matrix](t)(rule.On(Steps(6))).Rows()
		near(t, rule.String(), rows[0][1], want, 1e-12)
		for k := range rows {
			if rows[k][k] != 1 {
				t.Errorf("%s: %v with itself", rule, rows[k][k])
			}
			for l := range rows {
				if rows[k][l] != rows[l][k] || !(rows[k][l] >= 0 && rows[k][l] <= 1) {
					t.Errorf("%s: %v", rule, rows)
				}
			}
		}
		if rule != Circular && rows[0][5] != 0 {
			t.Errorf("%s: the ends of the scale agree by %v", rule, rows[0][5])
		}
		if named, ok := ParseWeights(" " + strings.ToUpper(rule.String())); !ok || named != rule {
			t.Errorf("%s is read as %s", rule, named)
		}
	}
	if _, ok := ParseWeights("heavy"); ok {
		t.Error("there are heavy weights")
	}
	// Categories that are numbers count as such: 1, 2 and 6 are not evenly spaced.
	rows := must[Matrix](t)(Linear.On(Scale{Labels: []string{"1", "2", "6"}, Values: []float64{1, 2, 6}})).Rows()
	near(t, "linear", rows[0][1], 0.8, 1e-12)
	rows = must[Matrix](t)(Linear.On(Scale{Labels: []string{"1", "2", "6"}, Values: []float64{1, 2, 6}}.Ranked())).Rows()
	near(t, "linear by rank", rows[0][1], 0.5, 1e-12)
}

func TestWeightsAndScalesThatCannotBeUsedAreRefused(t *testing.T) {
	_, err := Ratio.On(Scale{Labels: []string{"a", "b"}, Values: []float64{-1, 1}})
	refused(t, err, "one of -1")
	_, err = Circular.On(Scale{Labels: []string{"a", "b", "c"}, Values: []float64{0, 5e-324, 1}})
	noAnswer(t, err, "circular")
	for says, s := range map[string]Scale{
		"no categories":   {},
		"can be 1000":     Steps(1001),
		"2 categories":    {Labels: []string{"a", "b"}, Values: []float64{1}},
		"no number":       {Labels: []string{"a"}, Values: []float64{math.NaN()}},
		"up to 2^53":      {Labels: []string{"a"}, Values: []float64{1e17}},
		"in rising order": {Labels: []string{"a", "b"}, Values: []float64{1, 1}},
	} {
		_, err := Linear.On(s)
		refused(t, err, says)
		_, err = New(s, 1, nil)
		refused(t, err, says)
		_, err = Table(s, nil, 0)
		refused(t, err, says)
		_, err = Distribution(s, nil)
		refused(t, err, says)
	}
	for says, rows := range map[string][][]float64{
		"have 1 rows":          {{1}},
		"has 1 cells":          {{1, 0}, {0}},
		"it must be 0 or more": {{1, -1}, {-1, 1}},
		"1 on the diagonal":    {{1, 0.5}, {0.4, 1}},
		"at most 1":            {{1, 2}, {2, 1}},
		"row 1, column 1 is 0": {{0, 0}, {0, 0}},
		"row 2, column 2":      {{1, 0}, {0, 0.5}},
	} {
		_, err := Given(rows)
		refused(t, err, says)
	}
}

func TestRatingsThatCannotBeAreRefusedByCell(t *testing.T) {
	_, err := New(Steps(3), 2, []uint16{1, 2, 4, 1})
	refused(t, err, "Unit 2, rater 1: there is no category 4")
	_, err = New(Steps(3), 2, []uint16{1})
	refused(t, err, "not the same number")
	_, err = New(Steps(3), 0, nil)
	refused(t, err, "0 raters")
	for says, cells := range map[string][][]float64{
		"1 rows and 2 columns":     {{1, 1}},
		"Row 2 has 1 cells":        {{1, 1}, {1}},
		"Row 2, column 1: -1":      {{1, 1}, {-1, 1}},
		"Row 1, column 2: 0.5":     {{1, 0.5}, {1, 1}},
		"Row 1, column 1: NaN":     {{math.NaN(), 1}, {1, 1}},
		"give n, the number":       {{0.5, 0.5}, {0, 0}},
		"add up to 0":              {{0, 0}, {0, 0}},
		"it takes 1 to 2^53":       {{1 << 53, 1 << 53}, {0, 0}},
		"no count of units":        {{1 << 54, 0}, {0, 0}},
		"Row 1, column 1: +Inf is": {{math.Inf(1), 0}, {0, 0}},
	} {
		_, err := Table(Steps(2), cells, 0)
		refused(t, err, says)
	}
	_, err = Table(Steps(2), [][]float64{{-0.5, 1}, {0, 0}}, 10)
	refused(t, err, "-0.5 is no count of units")
	_, err = Table(Steps(1), [][]float64{{1}}, math.NaN())
	refused(t, err, "number of units is NaN")
	_, err = Distribution(Steps(2), [][]float64{{1, 2}, {1}})
	refused(t, err, "Row 2 has 1 cells")
	_, err = Distribution(Steps(2), [][]float64{{1, 2}, {1, 0.5}})
	refused(t, err, "Row 2, column 2: 0.5")
	r := must[*Ratings](t)(New(Steps(2), 2, []uint16{1, 2, 2, 0}))
	_, err = r.Pair(0, 2)
	refused(t, err, "no rater 3")
	_, err = must[*Ratings](t)(New(Steps(2), 2, []uint16{1, 0, 0, 2})).Pair(0, 1)
	noAnswer(t, err, "nothing to compare")
}

func TestOptionsThatCannotBeAreRefused(t *testing.T) {
	r := must[*Ratings](t)(New(numbers(5), 4, krippendorff))
	w := must[Matrix](t)(Identity.On(r.Scale()))
	for says, o := range map[string]Options{
		"confidence is 0":    {},
		"confidence is 1":    {Conf: 1},
		"confidence is NaN":  {Conf: math.NaN()},
		"population is 5":    {Conf: 0.9, Population: 5},
		"population is NaN":  {Conf: 0.9, Population: math.NaN()},
		"population is +Inf": {Conf: 0.9, Population: math.Inf(1)},
	} {
		_, err := r.Estimate(Gwet, w, o)
		refused(t, err, says)
		_, err = r.Alpha(Nominal, o)
		refused(t, err, says)
	}
	_, err := r.Estimate(Gwet, must[Matrix](t)(Identity.On(Steps(4))), plain)
	refused(t, err, "for 4 categories and the scale has 5")
	d := must[*Ratings](t)(Distribution(Steps(5), fleiss))
	_, err = d.Estimate(Conger, w, plain)
	refused(t, err, "which rater said what")
	_, err = r.Cohen(w, 0.95)
	refused(t, err, "of two raters")
	_, err = must[*Ratings](t)(New(Steps(5), 2, []uint16{1, 2})).Alpha(Interval, plain)
	refused(t, err, "are words")
	_, err = must[*Ratings](t)(New(Scale{Labels: []string{"-1", "2"}, Values: []float64{-1, 2}}, 2, []uint16{1, 2})).Alpha(RatioScale, plain)
	refused(t, err, "one of -1")
	for name, m := range metricNames {
		if got, ok := ParseMetric(strings.ToUpper(name)); !ok || got != m {
			t.Errorf("%s is read as %v", name, got)
		}
	}
}

// kinds are all coefficients.
var kinds = []Coefficient{Percent, Conger, Fleiss, BrennanPrediger, Gwet, GwetAlpha, GwetAlphaOfCounts}

func TestWhereAllRatingsAreTheSameEachCoefficientHasItsDefinedAnswer(t *testing.T) {
	for _, scale := range []Scale{Steps(1), Steps(4), numbers(1)} {
		r := must[*Ratings](t)(New(scale, 3, []uint16{1, 1, 1, 1, 1, 0, 1, 1, 1}))
		w := must[Matrix](t)(Identity.On(scale))
		for _, kind := range kinds {
			e, err := r.Estimate(kind, w, plain)
			if e.Observed != 1 {
				t.Errorf("%v: percent agreement %v", kind, e.Observed)
			}
			switch kind {
			case Percent, BrennanPrediger, Gwet:
				if err != nil || e.Coefficient != 1 || e.Precision.SE != 0 || e.Precision.Interval != (stats.Interval{Low: 1, High: 1}) || e.Precision.P != 0 {
					t.Errorf("%v: %+v %+v, %v", kind, e, e.Precision, err)
				}
			default:
				noAnswer(t, err, "AC1 and Brennan-Prediger are")
			}
		}
		if p, err := r.PercentAgreement(); err != nil || p != 1 {
			t.Errorf("%v, %v", p, err)
		}
		a, err := r.Alpha(OrdinalRank, plain)
		if noAnswer(t, err, "without variation"); a.Percent != 1 {
			t.Errorf("%+v", a)
		}
		f, err := r.Fleiss()
		if noAnswer(t, err, "chance alone"); f.Observed != 1 {
			t.Errorf("%+v", f)
		}
		k, err := must[*Ratings](t)(r.Pair(0, 1)).Cohen(w, 0.95)
		if noAnswer(t, err, "chance alone"); k.Observed != 1 {
			t.Errorf("%+v", k)
		}
	}
}

func TestWithoutTwoRatingsOfOneUnitThereIsNoAnswer(t *testing.T) {
	w := must[Matrix](t)(Identity.On(Steps(3)))
	for _, r := range []*Ratings{
		must[*Ratings](t)(New(Steps(3), 1, []uint16{1, 2, 3})),
		must[*Ratings](t)(New(Steps(3), 2, []uint16{1, 0, 0, 3, 0, 0})),
		must[*Ratings](t)(New(Steps(3), 2, nil)),
		must[*Ratings](t)(Distribution(Steps(3), nil)),
		must[*Ratings](t)(Distribution(Steps(3), [][]float64{{1, 0, 0}, {0, 0, 0}})),
	} {
		for _, kind := range kinds {
			if kind != Conger || r.raters > 0 {
				_, err := r.Estimate(kind, w, plain)
				noAnswer(t, err, "nothing to compare")
			}
		}
		_, err := r.Alpha(Nominal, plain)
		noAnswer(t, err, "nothing to compare")
		_, err = r.Fleiss()
		noAnswer(t, err, "nothing to compare")
		_, err = r.PercentAgreement()
		noAnswer(t, err, "nothing to compare")
	}
}

func TestOneUnitHasACoefficientAndNoPrecision(t *testing.T) {
	w := must[Matrix](t)(Identity.On(Steps(3)))
	r := must[*Ratings](t)(New(Steps(3), 3, []uint16{1, 1, 2}))
	for _, kind := range kinds {
		if e, err := r.Estimate(kind, w, plain); err != nil || e.Precision != nil || e.Units != 1 {
			t.Errorf("%v: %+v, %v", kind, e, err)
		}
	}
	if a, err := r.Alpha(Nominal, plain); err != nil || a.Precision != nil {
		t.Errorf("%+v, %v", a, err)
	}
	k, err := must[*Ratings](t)(r.Pair(0, 2)).Cohen(w, 0.95)
	if err != nil || k.Known || k.Null != nil || k.Coefficient != 0 {
		t.Errorf("%+v, %v", k, err)
	}
}

func TestATestIsNotDefinedWhereTheRatingsOfOneRaterDoNotVary(t *testing.T) {
	r := must[*Ratings](t)(Table(Steps(3), [][]float64{{4, 3, 3}, {0, 0, 0}, {0, 0, 0}}, 0))
	k := must[CohenKappa](t)(r.Cohen(must[Matrix](t)(Linear.On(Steps(3))), 0.95))
	near(t, "kappa", k.Coefficient, 0, 1e-12)
	if k.Null != nil {
		t.Errorf("%+v", k.Null)
	}
	e := must[Estimate](t)(r.Estimate(Conger, must[Matrix](t)(Identity.On(Steps(3))), plain))
	if e.Precision.SE > 1e-12 {
		t.Errorf("%+v", e.Precision)
	}
	if p := precision(0, 0, 5, 0.95); p.P != 1 || p.Interval != (stats.Interval{}) {
		t.Errorf("%+v", p)
	}
}

func TestFleissTestsOnlyUnitsThatAllRated(t *testing.T) {
	with := must[*Ratings](t)(New(Steps(3), 2, []uint16{1, 1, 2, 1, 3, 3, 2, 0, 2, 2}))
	without := must[*Ratings](t)(New(Steps(3), 2, []uint16{1, 1, 2, 1, 3, 3, 2, 2}))
	a, b := must[FleissKappa](t)(with.Fleiss()), must[FleissKappa](t)(without.Fleiss())
	if a.Point != b.Point || *a.Test != *b.Test {
		t.Errorf("%+v is not %+v", a, b)
	}
	_, err := must[*Ratings](t)(Distribution(Steps(2), [][]float64{{1, 1}, {2, 1}})).Fleiss()
	refused(t, err, "as many raters of each unit")
	s := Scale{Labels: []string{"low", "high", "none"}}
	f := must[FleissKappa](t)(must[*Ratings](t)(New(s, 2, []uint16{1, 1, 2, 1, 2, 2})).Fleiss())
	if c, err := f.Of("low"); err != nil || math.Abs(c.Kappa-1.0/3) > 1e-12 { // by hand: (2/3 - 1/2)/(1 - 1/2)
		t.Errorf("%+v, %v", c, err)
	}
	_, err = f.Of("none")
	noAnswer(t, err, "none or all")
	_, err = f.Of("middle")
	refused(t, err, "no category")
}

func TestManyDifferentRowsAreGroupedAsFewAre(t *testing.T) {
	// Eight raters of nine categories have more possible rows than are counted in
	// a table; the same ratings with one more rater who says nothing do, too.
	rows := []uint16{1, 2, 1, 0, 0, 0, 0, 9, 3, 3, 3, 0, 0, 0, 0, 0, 1, 2, 1, 0, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0}
	r := must[*Ratings](t)(New(Steps(9), 8, rows))
	if !slices.Equal(r.times, []float64{2, 1}) || !slices.Equal(r.rows, append(rows[:8:8], rows[8:16]...)) || r.Units() != 3 {
		t.Errorf("%v times %v", r.times, r.rows)
	}
	few := must[*Ratings](t)(New(Steps(9), 4, []uint16{1, 2, 1, 9, 3, 3, 3, 0, 1, 2, 1, 9}))
	w := must[Matrix](t)(Linear.On(Steps(9)))
	for _, kind := range kinds {
		a, b := must[Estimate](t)(r.Estimate(kind, w, plain)), must[Estimate](t)(few.Estimate(kind, w, plain))
		near(t, "coefficient", a.Coefficient, b.Coefficient, 1e-12)
		near(t, "SE", a.Precision.SE, b.Precision.SE, 1e-12)
	}
}
