package change

import (
	"fmt"
	"math"
	"testing"
)

// vision is the unaided vision of 7,477 women, right eye down and left across:
// A. Stuart, "A test for homogeneity of the marginal distributions in a two-way
// classification", Biometrika 42, 1955.
var vision = Table{{1520, 266, 124, 66}, {234, 1512, 432, 78}, {117, 362, 1772, 205}, {36, 82, 179, 492}}

func TestThePublishedTestsOfTheVisionOfWomen(t *testing.T) {
	for name, c := range map[string]struct {
		test func(Table) (Test, error)
		chi  float64
		df   int
		p    float64
	}{
		"Stuart-Maxwell": {StuartMaxwell, 11.957, 3, 0.00753},
		"Bhapkar":        {Bhapkar, 11.976, 3, 0.00747},
		"Bowker":         {Bowker, 19.107, 6, 0.003987},
	} {
		got, err := c.test(vision)
		if err != nil || math.Abs(got.ChiSquared-c.chi) > 6e-4 || got.DF != c.df || math.Abs(got.P-c.p) > 6e-6 {
			t.Errorf("%s: %+v (%v), want %+v", name, got, err, c)
		}
	}
}

// wider is a table with grades that no area has, before, between and after.
func wider(t Table) Table {
	n := 2*len(t) + 1
	out := make(Table, n)
	for i := range out {
		out[i] = make([]int, n)
	}
	for i, row := range t {
		for j, c := range row {
			out[2*i+1][2*j+1] = c
		}
	}
	return out
}

func TestGradesThatNoAreaHasChangeNothing(t *testing.T) {
	wide := wider(vision)
	for _, test := range []func(Table) (Test, error){StuartMaxwell, Bhapkar, Bowker} {
		a, e1 := test(vision)
		b, e2 := test(wide)
		if e1 != nil || e2 != nil || math.Abs(a.ChiSquared-b.ChiSquared) > 1e-9 || a.DF != b.DF {
			t.Error(a, b, e1, e2)
		}
	}
	for _, m := range []Measure{RelativePosition, RelativeConcentration, RankVariance, JackknifeRankVariance} {
		a, e1 := m(vision)
		b, e2 := m(wide)
		if e1 != nil || e2 != nil || !near(a, b) {
			t.Error(a, b, e1, e2)
		}
	}
}

// A grade that some areas kept and none left or reached says nothing of a change.
func TestAGradeThatIsOnlyKeptIsNoDegreeOfFreedom(t *testing.T) {
	got, err := StuartMaxwell(Table{{1, 8, 0}, {2, 1, 0}, {0, 0, 9}})
	if err != nil || got.DF != 1 || !near(got.ChiSquared, 36.0/10) {
		t.Error(got, err)
	}
}

func TestWithTwoGradesAllTestsButBhapkarsAreMcNemars(t *testing.T) {
	two := Table{{5, 9}, {4, 7}}
	want, err := McNemar(9, 4, false)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []func(Table) (Test, error){StuartMaxwell, Bowker} {
		if got, err := test(two); err != nil || !near(got.ChiSquared, want.ChiSquared) || got.DF != 1 {
			t.Error(got, err)
		}
	}
}

func TestATableThatIsNoneIsRefusedByEveryMethod(t *testing.T) {
	tests := map[string]func(Table) error{
		"Stuart-Maxwell": func(x Table) error { _, err := StuartMaxwell(x); return err },
		"Bhapkar":        func(x Table) error { _, err := Bhapkar(x); return err },
		"Bowker":         func(x Table) error { _, err := Bowker(x); return err },
		"signs":          func(x Table) error { _, err := x.Signs(); return err },
		"agreement":      func(x Table) error { _, err := x.Agreement(); return err },
		"position":       func(x Table) error { _, err := RelativePosition(x); return err },
		"concentration":  func(x Table) error { _, err := RelativeConcentration(x); return err },
		"variance":       func(x Table) error { _, err := RankVariance(x); return err },
		"jackknife":      func(x Table) error { _, err := JackknifeRankVariance(x); return err },
	}
	for name, test := range tests {
		isInvalid(t, test(Table{{1, 2}, {3}}), "Row 2 of the table has 1 columns")
		isInvalid(t, test(Table{{1, -2}, {3, 4}}), "Row 1, column 2: -2")
		isInvalid(t, test(Table{{1 << 53, 1}, {3, 4}}), "pass 2^53")
		isInvalid(t, test(make(Table, widest+1)), "The table has 101 grades")
		isUndefined(t, name, test(Table{}))
		isUndefined(t, name, test(Table{{0, 0}, {0, 0}}))
	}
	for _, name := range []string{"Stuart-Maxwell", "Bhapkar", "Bowker"} {
		isUndefined(t, name, tests[name](Table{{3, 0}, {0, 4}}))
	}
	isUndefined(t, "all changed alike", tests["Bhapkar"](Table{{0, 9}, {0, 0}}))
}

func TestTwoRoundsAreCrossedByGrade(t *testing.T) {
	table, grades, err := Cross([]float64{3, 4, 3, 6}, []float64{4, 3, 4, 6})
	if err != nil || fmt.Sprint(table, grades) != "[[0 2 0] [1 0 0] [0 0 1]] [3 4 6]" {
		t.Error(table, grades, err)
	}
	s, err := table.Signs()
	if err != nil || s != (Signs{2, 1, 1}) {
		t.Error(s, err)
	}
	if pa, err := table.Agreement(); err != nil || pa != 0.25 {
		t.Error(pa, err)
	}
	many := make([]float64, widest+1)
	for i := range many {
		many[i] = float64(i)
	}
	_, _, err = Cross(many, many)
	isInvalid(t, err, "101 different grades")
}

// table makes a table of bytes.
func fuzzed(data []byte) Table {
	k := 1
	for (k+1)*(k+1) <= len(data) && k < 6 {
		k++
	}
	out := make(Table, k)
	for i := range out {
		out[i] = make([]int, k)
		for j := range out[i] {
			if i*k+j < len(data) {
				out[i][j] = int(data[i*k+j] % 8)
			}
		}
	}
	return out
}

// Statistics are not negative; exchanging the rounds changes none of the tests; a
// relabelling of the grades does not change them either.
func FuzzTests(f *testing.F) {
	f.Add([]byte{1, 2, 3, 4, 5, 6, 7, 0, 1})
	f.Fuzz(func(t *testing.T, data []byte) {
		a := fuzzed(data)
		exchanged, relabelled := make(Table, len(a)), make(Table, len(a))
		for i := range a {
			exchanged[i], relabelled[i] = make([]int, len(a)), make([]int, len(a))
			for j := range a {
				exchanged[i][j] = a[j][i]
				relabelled[i][j] = a[(i+1)%len(a)][(j+1)%len(a)]
			}
		}
		for _, test := range []func(Table) (Test, error){StuartMaxwell, Bhapkar, Bowker} {
			x, err := test(a)
			if err != nil {
				continue
			}
			if !(x.ChiSquared >= 0 && x.P >= 0 && x.P <= 1 && x.DF > 0 && !math.IsInf(x.ChiSquared, 0)) {
				t.Fatal(a, x)
			}
			for _, other := range []Table{exchanged, relabelled} {
				y, err := test(other)
				if err != nil || math.Abs(x.ChiSquared-y.ChiSquared) > 1e-6*(1+x.ChiSquared) || x.DF != y.DF {
					t.Fatal(a, x, other, y, err)
				}
			}
		}
	})
}
