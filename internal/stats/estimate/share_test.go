package estimate

import (
	"errors"
	"math"
	"testing"

	"github.com/northinch/northinch/internal/stats"
)

func simple(t *testing.T, n int, N float64) *Design {
	t.Helper()
	population := make([]float64, n)
	for i := range population {
		population[i] = N
	}
	d, err := NewDesign(n, nil, nil, Stage{Population: population})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// first marks the first k of n.
func first(k, n int) []bool {
	out := make([]bool, n)
	for i := range k {
		out[i] = true
	}
	return out
}

// Two of ten from a hundred: the standard error is sqrt(0.9 0.16/9), the quantile
// 2.262157; the ends by hand on each scale.
func TestTheIntervalsOfAShareByHand(t *testing.T) {
	d := simple(t, 10, 100)
	se, q := math.Sqrt(0.9*0.16/9), 2.2621571628540993
	for scale, want := range map[Scale]stats.Interval{
		Plain:   {Low: 0.2 - q*se, High: 0.2 + q*se},
		Logit:   {Low: 1 / (1 + math.Exp(math.Log(4)+q*se/0.16)), High: 1 / (1 + math.Exp(math.Log(4)-q*se/0.16))},
		Arcsine: {Low: math.Pow(math.Sin(math.Asin(math.Sqrt(0.2))-q*se/0.8), 2), High: math.Pow(math.Sin(math.Asin(math.Sqrt(0.2))+q*se/0.8), 2)},
		Exact:   {Low: 0.025210726326833355, High: 0.5560954623076415}, // Clopper and Pearson for 2 of 10
	} {
		e, i, err := d.Share(first(2, 10), scale, 0.95, 9)
		is(t, string(scale), e, err, 0.2, se)
		if math.Abs(i.Low-want.Low) > 1e-9 || math.Abs(i.High-want.High) > 1e-9 {
			t.Errorf("%s: %v, want %v", scale, i, want)
		}
	}
}

func TestWhereNoneOrAllAreOfTheKindOnlyTheExactIntervalIsDefined(t *testing.T) {
	d := simple(t, 10, 100)
	e, i, err := d.Share(first(0, 10), Exact, 0.95, 9)
	is(t, "none", e, err, 0, 0)
	if i.Low != 0 || math.Abs(i.High-0.3084971) > 1e-6 { // 1 - 0.025^(1/10)
		t.Error(i)
	}
	e, i, err = d.Share(first(10, 10), Exact, 0.95, 9)
	is(t, "all", e, err, 1, 0)
	if i.High != 1 || math.Abs(i.Low-0.6915029) > 1e-6 {
		t.Error(i)
	}
	for _, scale := range []Scale{Plain, Logit, Arcsine} {
		_, _, err = d.Share(first(0, 10), scale, 0.95, 9)
		undefined(t, string(scale), err)
	}
	_, _, err = d.Share(first(2, 10), "likely", 0.95, 9)
	undefined(t, "another scale", err)
	_, _, err = d.Share(first(2, 10), Plain, 0.95, 0)
	undefined(t, "no degrees of freedom", err)
	_, _, err = simple(t, 10, 10).Share(first(2, 10), Exact, 0.95, 9)
	undefined(t, "a census", err)
	// Clusters that were all taken, of which the second stage was sampled.
	all, err := NewDesign(2, nil, nil, Stage{Cluster: []string{"p", "p"}, Population: []float64{1, 1}}, Stage{Population: []float64{9, 9}})
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = all.Share(first(1, 2), Exact, 0.95, 9)
	undefined(t, "a design without degrees of freedom", err)
	_, _, err = simple(t, 2, 1e17).Share(first(1, 2), Exact, 1-1e-16, 1)
	if err != nil {
		undefined(t, "a confidence of almost one", err)
	}
}

// Of 15 the first 5 are a stratum of 20 and all of the kind, the others one of 40 and none.
// Arithmetic gives a standard error of 1e-17, and with it an interval without width.
func TestWhereStrataDifferAndNothingWithinThemThereIsNoInterval(t *testing.T) {
	strata, population := make([]string, 15), make([]float64, 15)
	for i := range strata {
		strata[i], population[i] = "b", 40
		if i < 5 {
			strata[i], population[i] = "a", 20
		}
	}
	d, err := NewDesign(15, nil, strata, Stage{Population: population})
	if err != nil {
		t.Fatal(err)
	}
	e, i, err := d.Share(first(5, 15), Exact, 0.95, 13)
	if undefined(t, "alike within strata", err); math.Abs(e.Value-1.0/3) > 1e-15 {
		t.Error(e, i)
	}
}

// One of 9 units stands for 100, the others for 1 each: (108)² / (8 + 100²) = 1.1655.
func TestWhereNoneAreOfTheKindAFewThatStandForManyAreNotMany(t *testing.T) {
	weight := []float64{100, 1, 1, 1, 1, 1, 1, 1, 1}
	d, err := NewDesign(9, weight, nil, Stage{})
	if err != nil {
		t.Fatal(err)
	}
	_, i, err := d.Share(first(0, 9), Exact, 0.95, 8)
	if want := 1 - math.Pow(0.025, 10008.0/(108*108)); err != nil || i.Low != 0 || math.Abs(i.High-want) > 1e-9 {
		t.Errorf("%v (%v), want up to %v", i, err, want)
	}
}

func FuzzTheIntervalOfAShareHoldsItAndMirrors(f *testing.F) {
	f.Add(uint8(3), uint8(20), 0.95, 30.0)
	f.Fuzz(func(t *testing.T, k, n uint8, conf, N float64) {
		if n < 2 || k > n || !(conf > 0.01 && conf < 0.999) || !(N >= float64(n) && N < 1e9) {
			return
		}
		d := simple(t, int(n), N)
		for _, scale := range []Scale{Plain, Logit, Arcsine, Exact} {
			e, i, err := d.Share(first(int(k), int(n)), scale, conf, float64(d.DF()))
			if err != nil {
				undefined(t, string(scale), err)
				continue
			}
			if !(i.Low <= e.Value+1e-9 && e.Value <= i.High+1e-9) || scale != Plain && !(i.Low >= 0 && i.High <= 1) {
				t.Errorf("%s of %d of %d from %v: %v in %v", scale, k, n, N, e, i)
			}
			_, m, err := d.Share(first(int(n-k), int(n)), scale, conf, float64(d.DF()))
			if err != nil || math.Abs(m.Low-(1-i.High)) > 1e-7 || math.Abs(m.High-(1-i.Low)) > 1e-7 {
				t.Errorf("%s of %d of %d: %v is not the mirror of %v (%v)", scale, k, n, m, i, err)
			}
		}
	})
}

// Eight of eighty: F(4) = 0.5; the share has the standard error sqrt(0.9 0.25/7).
func TestTheMedianAndItsWoodruffIntervalByHand(t *testing.T) {
	d := simple(t, 8, 80)
	y := []float64{8, 1, 7, 2, 6, 3, 5, 4}
	se := math.Sqrt(0.9 * 0.25 / 7) // 0.1793
	q, err := d.Quantile(y, 0.5, 1)
	want := Place{Value: 4, Low: 3, High: 6, SE: 1.5} // from 0.3207 to 0.6793
	if err != nil || q != want || se > 0.18 {
		t.Errorf("%+v (%v)", q, err)
	}
	q, err = d.Quantile(y, 0.5, 3)
	if err != nil || !q.LowOpen || !q.HighOpen || q.SE != 0 {
		t.Errorf("an interval wider than the sample: %+v (%v)", q, err)
	}
	if q, err = d.Quantile(y, 0.9999999999999, 1); err != nil || q.Value != 8 {
		t.Errorf("the top: %+v (%v)", q, err)
	}
	for _, p := range []float64{0, 1, math.NaN()} {
		_, err = d.Quantile(y, p, 1)
		undefined(t, "a quantile", err)
	}
}

func FuzzAQuantileIsAValueOfTheSampleAndGrowsWithItsShare(f *testing.F) {
	f.Add(1.0, 5.0, 3.0, 4.0, 0.5, 2.0)
	f.Fuzz(func(t *testing.T, a, b, c, e, p, w float64) {
		y := []float64{a, b, c, e}
		if math.IsNaN(a + b + c + e) {
			return
		}
		d, err := NewDesign(4, []float64{w, 1, 2, w}, nil, Stage{})
		if err != nil {
			return
		}
		q, err := d.Quantile(y, p, 1)
		if err != nil {
			return
		}
		r, err := d.Quantile(y, (1+p)/2, 1)
		if q.Value != a && q.Value != b && q.Value != c && q.Value != e || err == nil && r.Value < q.Value ||
			!q.LowOpen && q.Low > q.Value || !q.HighOpen && q.High < q.Value {
			t.Errorf("%v of %v: %+v and %+v", p, y, q, r)
		}
	})
}

// By hand: 6 of 30 are drawn, and 4 of them are of the domain, of which 3 are of the kind.
// The parts in the estimate are 1/4·(1-3/4), three times, and 1/4·(0-3/4), and 0 for the
// two outside; with 1-6/30 and 6/5 the variance is 0.8·6/5·(3/256+9/256) = 0.045.
func TestTheShareOfADomainIsEstimatedWithinTheWholeDesign(t *testing.T) {
	thirty := []float64{30, 30, 30, 30, 30, 30}
	d, err := NewDesign(6, nil, nil, Stage{Population: thirty})
	if err != nil {
		t.Fatal(err)
	}
	domain := []bool{true, true, true, true, false, false}
	is := []bool{true, true, true, false, true, true} // what is outside the domain counts for nothing
	e, i, err := d.DomainShare(is, domain, Plain, 0.95, 5)
	if err != nil || e.Value != 0.75 || math.Abs(e.SE*e.SE-0.045) > 1e-15 || i.Low >= 0.75 || i.High <= 0.75 {
		t.Errorf("%+v %+v (%v)", e, i, err)
	}
	e, i, err = d.DomainShare(domain, domain, Exact, 0.95, 5)
	if want := math.Pow(0.025, 0.25); err != nil || e.Value != 1 || i.High != 1 || math.Abs(i.Low-want) > 1e-12 {
		t.Errorf("all of four: %+v %+v (%v), want from %v", e, i, err, want)
	}
	_, _, err = d.DomainShare(is, make([]bool, 6), Exact, 0.95, 5)
	if !errors.Is(err, stats.ErrUndefined) {
		t.Errorf("nobody of the domain: %v", err)
	}
}
