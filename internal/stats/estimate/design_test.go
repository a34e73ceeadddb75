package estimate

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/stats"
)

var inf = math.Inf(1)

func undefined(t *testing.T, what string, err error) {
	t.Helper()
	if !errors.Is(err, stats.ErrUndefined) {
		t.Errorf("%s: %v", what, err)
	}
}

func close(a, b float64) bool { return math.Abs(a-b) <= 1e-9*math.Max(1, math.Abs(b)) }

func is(t *testing.T, what string, e Estimate, err error, value, se float64) {
	t.Helper()
	if err != nil || !close(e.Value, value) || !close(e.SE, se) {
		t.Errorf("%s: %v (%v), want %v, %v", what, e, err, value, se)
	}
}

// two is a sample of two strata: 2 of 10 and 2 of 20.
func two(t *testing.T) (*Design, []float64) {
	t.Helper()
	d, err := NewDesign(4, nil, []string{"a", "a", "b", "b"}, Stage{Population: []float64{10, 10, 20, 20}})
	if err != nil {
		t.Fatal(err)
	}
	return d, []float64{1, 3, 5, 9}
}

// Cochran 1977, 5.3 and 5.4, by hand: 100 (1-0.2) 2/2 + 400 (1-0.1) 8/2 = 1520.
func TestAStratifiedSampleByHand(t *testing.T) {
	d, y := two(t)
	e, err := d.Total(y)
	is(t, "total", e, err, 160, math.Sqrt(1520))
	e, err = d.Mean(y)
	is(t, "mean", e, err, 160.0/30, math.Sqrt(1520)/30)
	if d.DF() != 2 || e.DF != 2 || d.Len() != 4 {
		t.Error(d.DF(), e.DF, d.Len())
	}
	e, err = d.Ratio(y, []float64{2, 6, 10, 18})
	is(t, "a ratio that is the same everywhere", e, err, 0.5, 0)
}

// Of 4 clusters 2 were drawn, of 3 units in one 2, of the other's 2 both. Totals of
// the clusters are 3 (1+3)/2 = 6 and 10; by hand the variance is 4^2 (1-1/2) 8/2 =
// 32 between them, and within them 4/2 of that of the first cluster's total, 3^2
// (1-2/3) 2/2 = 3 (Cochran 1977, 11.24).
func TestATwoStageSampleByHand(t *testing.T) {
	d, err := NewDesign(4, nil, nil,
		Stage{Cluster: []string{"p", "p", "q", "q"}, Population: []float64{4, 4, 4, 4}},
		Stage{Population: []float64{3, 3, 2, 2}})
	if err != nil {
		t.Fatal(err)
	}
	e, err := d.Total([]float64{1, 3, 4, 6})
	is(t, "total", e, err, 32, math.Sqrt(32+4.0/2*3))
	if e.DF != 1 {
		t.Error(e.DF)
	}
}

func TestWithReplacementOnlyTheFirstStageCounts(t *testing.T) {
	w, y := []float64{2, 2, 3, 3}, []float64{1, 3, 4, 6}
	c := []string{"p", "p", "q", "q"}
	one, err := NewDesign(4, w, nil, Stage{Cluster: c})
	if err != nil {
		t.Fatal(err)
	}
	a, err := one.Total(y)
	is(t, "one stage", a, err, 38, math.Sqrt(2*(11*11+11*11)))
	two, err := NewDesign(4, w, nil, Stage{Cluster: c}, Stage{Population: []float64{9, 9, 9, 9}})
	if err != nil {
		t.Fatal(err)
	}
	if b, err := two.Total(y); err != nil || a != b {
		t.Error(a, b, err)
	}
}

func TestAStratumOfWhichAllIsKnownMayHaveASingleUnit(t *testing.T) {
	d, err := NewDesign(3, nil, []string{"a", "b", "b"}, Stage{Population: []float64{1, 20, 20}})
	if err != nil {
		t.Fatal(err)
	}
	e, err := d.Total([]float64{7, 5, 9})
	is(t, "total", e, err, 147, math.Sqrt(400*0.9*8/2))
}

func TestADesignThatCannotHaveBeenIsRefusedByName(t *testing.T) {
	for says, make := range map[string]func() (*Design, error){
		"The sample is empty":         func() (*Design, error) { return NewDesign(0, nil, nil, Stage{}) },
		"The weight of row 2 is 0":    func() (*Design, error) { return NewDesign(2, []float64{1, 0}, nil, Stage{}) },
		"The weight of row 1 is +Inf": func() (*Design, error) { return NewDesign(2, nil, nil, Stage{}) },
		"too large":                   func() (*Design, error) { return NewDesign(2, []float64{1.5e308, 1.5e308}, nil, Stage{}) },
		"“a” has a single unit": func() (*Design, error) {
			return NewDesign(3, nil, []string{"a", "b", "b"}, Stage{Population: []float64{5, 9, 9}})
		},
		"“a” 2 were drawn, more than": func() (*Design, error) {
			return NewDesign(2, nil, []string{"a", "a"}, Stage{Population: []float64{1, 1}})
		},
		"of 9 and, in row 2, of 8": func() (*Design, error) { return NewDesign(2, nil, nil, Stage{Population: []float64{9, 8}}) },
		"cluster “p” has a single unit": func() (*Design, error) {
			return NewDesign(3, nil, nil, Stage{Cluster: []string{"p", "q", "q"}, Population: []float64{4, 4, 4}}, Stage{Population: []float64{3, 3, 3}})
		},
		"and, in row 1, of NaN":            func() (*Design, error) { return NewDesign(2, nil, nil, Stage{Population: []float64{math.NaN(), 1}}) },
		"The stratum “” has a single unit": func() (*Design, error) { return NewDesign(2, []float64{1, 1}, nil, Stage{Cluster: []string{"p", "p"}}) },
	} {
		_, err := make()
		undefined(t, says, err)
		if err != nil && !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", says, err)
		}
	}
}

func TestTheDomainIsEstimatedWithinTheWholeDesign(t *testing.T) {
	d, y := two(t)
	all := []bool{true, true, true, true}
	whole, _ := d.Mean(y)
	e, err := d.DomainMean(y, all)
	is(t, "everybody", e, err, whole.Value, whole.SE)
	total, _ := d.Total(y)
	e, err = d.DomainTotal(y, all)
	is(t, "everybody", e, err, total.Value, total.SE)
	// Rows 2 and 3: totals 15 + 50 over 5 + 10. Linearised by hand, residuals from
	// 13/3 over 15, times the weights: (0, -4/9) and (4/9, 0).
	half := 4.0 / 9
	e, err = d.DomainMean(y, []bool{false, true, true, false})
	is(t, "two of four", e, err, 65.0/15, math.Sqrt(0.8*half*half+0.9*half*half))
	_, err = d.DomainMean(y, make([]bool, 4))
	undefined(t, "nobody", err)
	_, err = d.DomainTotal(y, make([]bool, 4))
	undefined(t, "nobody", err)
}

func TestTheDesignEffectOfASimpleRandomSampleIsOne(t *testing.T) {
	y := []float64{1, 4, 4, 9, 2}
	d, err := NewDesign(5, nil, nil, Stage{Population: []float64{50, 50, 50, 50, 50}})
	if err != nil {
		t.Fatal(err)
	}
	if e, err := d.Effect(y, false); err != nil || !close(e, 1) {
		t.Error(e, err)
	}
	if e, err := d.Effect(y, true); err != nil || !close(e, 0.9) {
		t.Error("against one with replacement:", e, err)
	}
	_, err = d.Effect([]float64{3, 3, 3, 3, 3}, false)
	undefined(t, "all the same", err)
	_, err = d.Effect([]float64{1e200, -1e200, 0, 0, 0}, false)
	undefined(t, "too large", err)
	census, _ := NewDesign(5, nil, nil, Stage{Population: []float64{5, 5, 5, 5, 5}})
	_, err = census.Effect(y, false)
	undefined(t, "a census", err)
}

func TestNumbersThatAreTooLargeAreNoAnswer(t *testing.T) {
	d, y := two(t)
	huge := []float64{1e308, -1e308, 1e308, 1e308}
	_, err := d.Total(huge)
	undefined(t, "total", err)
	_, err = d.Mean(huge)
	undefined(t, "mean", err)
	_, err = d.Ratio(y, huge)
	undefined(t, "ratio", err)
	_, err = d.Ratio(y, []float64{1, -1, 0, 0})
	undefined(t, "a ratio to nothing", err)
}

func TestAStratumThatWasTakenWholeHasNoDegreesOfFreedom(t *testing.T) {
	strata, population := []string{"a", "a", "a", "b", "b", "b"}, []float64{3, 3, 3, 9, 9, 9}
	d, err := NewDesign(6, nil, strata, Stage{Population: population})
	if err != nil || d.DF() != 2 {
		t.Errorf("%d (%v), want those of b", d.DF(), err)
	}
	// Of a, all three clusters were taken, and of each one unit of one; then of two.
	for inner, want := range map[float64]int{1: 2, 2: 4} {
		second := []float64{1, 1, inner, 1, 1, 1}
		cluster, names, in := []string{"p", "q", "r", "p", "q", "r"}, strata, population
		if inner == 2 {
			cluster, names, in, second = append(cluster, "r"), append(names, "a"), append(in, 3), append(second, 2)
			second[2], second[6] = 3, 3
		}
		d, err := NewDesign(len(names), nil, names, Stage{Cluster: cluster, Population: in}, Stage{Population: second})
		if err != nil || d.DF() != want {
			t.Errorf("%v: %d (%v), want %d", inner, d.DF(), err, want)
		}
	}
}

func TestThereIsNoIntervalWithoutDegreesOfFreedom(t *testing.T) {
	if q, err := Quantile(0.95, inf); err != nil || !close(q, stats.Z95) {
		t.Error(q, err)
	}
	if q, err := Quantile(0.95, 14); err != nil || math.Abs(q-2.144787) > 1e-6 {
		t.Error(q, err)
	}
	for _, c := range [][2]float64{{0.95, 0}, {0, 5}, {1, 5}, {math.NaN(), 5}, {0.95, math.NaN()}} {
		_, err := Quantile(c[0], c[1])
		undefined(t, "quantile", err)
	}
	if i := (Estimate{Value: 10, SE: 2}).Interval(1.5); i != (stats.Interval{Low: 7, High: 13}) {
		t.Error(i)
	}
}

func FuzzAMeanKeepsItsPlaceHoweverTheSampleIsWritten(f *testing.F) {
	f.Add(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 2.0)
	f.Fuzz(func(t *testing.T, a, b, c, d, e, g, w float64) {
		y := []float64{a, b, c, d, e, g}
		for i := range y {
			if y[i] = math.Mod(y[i], 1e6); math.IsNaN(y[i]) {
				return
			}
		}
		if w = 1 + math.Abs(math.Mod(w, 50)); math.IsNaN(w) {
			return
		}
		design := func(strata, clusters []string, population []float64) *Design {
			d, err := NewDesign(6, []float64{w, w, 3, 3, 3, 3}, strata, Stage{Cluster: clusters, Population: population})
			if err != nil {
				t.Fatal(err)
			}
			return d
		}
		one := design([]string{"a", "a", "b", "b", "b", "b"}, []string{"1", "2", "3", "3", "4", "5"}, []float64{20, 20, 30, 30, 30, 30})
		m, err := one.Mean(y)
		if err != nil {
			t.Fatal(err)
		}
		tolerance := 1e-7 * (1 + math.Abs(m.SE) + 1e6*1e-4)
		shifted := make([]float64, 6)
		for i := range y {
			shifted[i] = 2*y[i] + 100
		}
		s, err := one.Mean(shifted)
		if err != nil || math.Abs(s.Value-2*m.Value-100) > tolerance || math.Abs(s.SE-2*m.SE) > tolerance {
			t.Errorf("%v becomes %v (%v)", m, s, err)
		}
		other := design([]string{"x", "x", "", "", "", ""}, []string{"q", "p", "p", "p", "q", "r"}, []float64{20, 20, 30, 30, 30, 30})
		if o, err := other.Mean(y); err != nil || o != m {
			t.Errorf("with other names %v is %v (%v)", m, o, err)
		}
		replaced := design([]string{"a", "a", "b", "b", "b", "b"}, []string{"1", "2", "3", "3", "4", "5"}, nil)
		if r, err := replaced.Mean(y); err != nil || r.SE < m.SE-tolerance {
			t.Errorf("with replacement %v is %v (%v)", m, r, err)
		}
	})
}
