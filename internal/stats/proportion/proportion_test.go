package proportion

import (
	"errors"
	"math"
	"testing"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/stats"
)

type method struct {
	name string
	of   func(count, n int, conf float64) (stats.Interval, error)
}

// bounded are those that stay within 0 and 1 and hold the share that was seen.
var bounded = []method{
	{"wilson cc", WilsonCC}, {"wald", Wald}, {"wald cc", WaldCC}, {"clopper-pearson", ClopperPearson}, {"mid-p", MidP}, {"mid-p as published", MidPAsPublished},
	{"jeffreys", Jeffreys}, {"finite", func(count, n int, conf float64) (stats.Interval, error) { return WilsonFinite(count, n, 2*n+1, conf) }},
}

func near(t *testing.T, name string, got stats.Interval, low, high, tolerance float64) {
	t.Helper()
	if !(math.Abs(got.Low-low) <= tolerance && math.Abs(got.High-high) <= tolerance) {
		t.Errorf("%s: %.10f to %.10f, want %.10f to %.10f", name, got.Low, got.High, low, high)
	}
}

// Newcombe 1998, table I, to four decimal places; R binom for Jeffreys and
// Agresti-Coull.
func TestTheIntervalsForOneProportionGiveThePublishedValues(t *testing.T) {
	for _, c := range []struct {
		method
		count, n  int
		low, high float64
	}{
		{method{"wilson cc", WilsonCC}, 81, 263, 0.2535, 0.3682}, {method{"wilson cc", WilsonCC}, 15, 148, 0.0598, 0.1644},
		{method{"wilson cc", WilsonCC}, 0, 20, 0, 0.2005}, {method{"wilson cc", WilsonCC}, 1, 29, 0.0018, 0.1963},
		{method{"wald", Wald}, 15, 148, 0.0527, 0.1500}, {method{"wald", Wald}, 0, 20, 0, 0}, {method{"wald", Wald}, 1, 29, 0, 0.1009},
		{method{"wald cc", WaldCC}, 81, 263, 0.2503, 0.3657}, {method{"wald cc", WaldCC}, 1, 29, 0, 0.1181},
		{method{"clopper-pearson", ClopperPearson}, 0, 20, 0, 0.1684}, {method{"clopper-pearson", ClopperPearson}, 1, 29, 0.0009, 0.1776},
		{method{"mid-p", MidP}, 81, 263, 0.2544, 0.3658}, {method{"mid-p", MidP}, 15, 148, 0.0601, 0.1581}, {method{"mid-p", MidP}, 1, 29, 0.0017, 0.1585},
		{method{"jeffreys", Jeffreys}, 0, 10, 0, 0.2172}, {method{"jeffreys", Jeffreys}, 27, 30, 0.7566, 0.9710},
		{method{"agresti-coull", AgrestiCoull}, 0, 10, -0.0434, 0.3209}, {method{"agresti-coull", AgrestiCoull}, 37, 43, 0.7236, 0.9382},
	} {
		i, err := c.of(c.count, c.n, 0.95)
		if err != nil {
			t.Error(err)
		}
		near(t, c.name, i, c.low, c.high, 5.1e-5)
	}
}

// R prints 0.0600573423818 for 15 of 148; the limit is 0.0600636.
func TestMidPAsPublishedIsAsRoughAsWhatIsPublished(t *testing.T) {
	i, err := MidPAsPublished(15, 148, 0.95)
	if err != nil || math.Abs(i.Low-0.0600573423818) > 1e-11 {
		t.Errorf("%.13f, %v", i.Low, err)
	}
	if i, _ = MidP(15, 148, 0.95); math.Abs(i.Low-0.0600636027) > 1e-9 {
		t.Errorf("%.10f", i.Low)
	}
}

// With nobody or everybody seen, the exact limit is a root: p^n = tail.
func TestAtTheEndsTheExactIntervalsAreRoots(t *testing.T) {
	none, _ := ClopperPearson(0, 12, 0.9)
	near(t, "none", none, 0, 1-math.Pow(0.05, 1.0/12), 1e-14)
	all, _ := MidP(12, 12, 0.9)
	near(t, "all", all, math.Pow(0.1, 1.0/12), 1, 1e-14)
}

func TestWhatIsNoCountOfItsBaseHasNoInterval(t *testing.T) {
	for _, m := range append(bounded, method{"agresti-coull", AgrestiCoull}) {
		for _, c := range []struct {
			count, n int
			conf     float64
		}{{0, 0, 0.95}, {-1, 5, 0.95}, {6, 5, 0.95}, {1, 5, 0}, {1, 5, 1}, {1, 5, math.NaN()}, {1, 5, 1 - 1e-17}} {
			if _, err := m.of(c.count, c.n, c.conf); !errors.Is(err, stats.ErrUndefined) {
				t.Errorf("%s of %+v: %v", m.name, c, err)
			}
		}
	}
}

func TestExactMethodsRefuseWhatWouldTakeTooLong(t *testing.T) {
	const big = 1_000_000_001
	for name, err := range map[string]error{
		"clopper-pearson": second(ClopperPearson(1, big, 0.95)), "jeffreys": second(Jeffreys(1, big, 0.95)), "mid-p": second(MidP(1, big, 0.95)),
		"garwood": second(Garwood(big, 0.95)), "sison-glaz": second(SisonGlaz([]int{1, big}, 0.95)),
	} {
		if errs.KindOf(err) != errs.BadInput {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, _, err := Finite(1, 2, big, 0.95); errs.KindOf(err) != errs.BadInput {
		t.Error(err)
	}
	if i, err := ClopperPearson(1e8, 1e9, 0.95); err != nil || !(i.Low > 0.09997 && i.High < 0.10003) {
		t.Error(i, err)
	}
}

func second[T any](_ T, err error) error { return err }

func FuzzOneProportion(f *testing.F) {
	f.Add(3, 10, 0.95)
	f.Add(0, 1, 0.5)
	f.Add(7, 8, 0.001)
	f.Fuzz(func(t *testing.T, count, n int, conf float64) {
		n, count = n%100_000, count%100_000
		p := float64(count) / float64(n)
		for _, m := range bounded {
			i, err := m.of(count, n, conf)
			if err != nil {
				continue
			}
			slack := 1e-9
			if m.name == "mid-p as published" {
				slack = 2e-4
			}
			if !(-slack <= i.Low && i.Low <= i.High+slack && i.High <= 1+slack) {
				t.Fatalf("%s, %d of %d at %v: %v", m.name, count, n, conf, i)
			}
			// The median of a posterior is not the share, so that Jeffreys'
			// interval holds it only from some confidence on.
			if (conf > 0.5 || m.name != "jeffreys" && m.name != "mid-p as published") && !(i.Low <= p+slack && p <= i.High+slack) {
				t.Fatalf("%s, %d of %d at %v: %v does not hold %v", m.name, count, n, conf, i, p)
			}
			mirror, err := m.of(n-count, n, conf)
			if err != nil {
				t.Fatal(err)
			}
			near(t, m.name+", mirror", mirror, 1-i.High, 1-i.Low, slack)
		}
	})
}

// Newcombe 1998, table II, methods 10 and 11 (56/70 and 48/80 are his example
// a), and R DescTools for the others.
func TestTheIntervalsForADifferenceGiveThePublishedValues(t *testing.T) {
	a, b, none := Two{56, 70, 48, 80}, Two{9, 10, 3, 10}, Two{0, 10, 0, 20}
	for _, c := range []struct {
		name      string
		of        func(Two, float64) (stats.Interval, error)
		in        Two
		low, high float64
	}{
		{"newcombe", Newcombe, a, 0.0524, 0.3339}, {"newcombe", Newcombe, b, 0.1705, 0.8090}, {"newcombe", Newcombe, Two{10, 10, 0, 10}, 0.6075, 1},
		{"newcombe cc", NewcombeCC, a, 0.0428, 0.3422}, {"newcombe cc", NewcombeCC, b, 0.1013, 0.8387},
		{"wald", WaldDifference, a, 0.0575, 0.3425}, {"wald cc", WaldDifferenceCC, a, 0.0441, 0.3559}, {"wald", WaldDifference, none, 0, 0},
		{"mee", Mee, a, 0.0534, 0.3377}, {"mee", Mee, none, -0.1611, 0.2776}, {"mee", Mee, Two{10, 10, 0, 20}, 0.7224, 1},
		{"mn", MiettinenNurminen, a, 0.0528, 0.3382}, {"mn", MiettinenNurminen, b, 0.1700, 0.8406}, {"mn", MiettinenNurminen, Two{0, 10, 10, 10}, -1, -0.6636},
		{"agresti-caffo", AgrestiCaffo, a, 0.0525, 0.3358}, {"agresti-caffo", AgrestiCaffo, Two{10, 10, 0, 10}, 0.6122, 1},
	} {
		i, err := c.of(c.in, 0.95)
		if err != nil {
			t.Error(err)
		}
		near(t, c.name, i, c.low, c.high, 1e-4)
	}
}

var forTwo = map[string]func(Two, float64) (stats.Interval, error){
	"newcombe": Newcombe, "newcombe cc": NewcombeCC, "wald": WaldDifference, "wald cc": WaldDifferenceCC, "mee": Mee, "mn": MiettinenNurminen, "ac": AgrestiCaffo,
}

func TestTwoGroupsMustBothBeThere(t *testing.T) {
	for name, of := range forTwo {
		for _, c := range []Two{{0, 0, 1, 2}, {1, 2, 0, 0}, {3, 2, 1, 2}, {1, 2, -1, 2}} {
			if _, err := of(c, 0.95); !errors.Is(err, stats.ErrUndefined) {
				t.Errorf("%s of %+v: %v", name, c, err)
			}
		}
		if _, err := of(Two{1, 2, 1, 2}, 1); !errors.Is(err, stats.ErrUndefined) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzADifference(f *testing.F) {
	f.Add(3, 10, 5, 20, 0.95)
	f.Add(0, 10, 20, 20, 0.5)
	f.Fuzz(func(t *testing.T, x1, n1, x2, n2 int, conf float64) {
		in := Two{x1 % 10_000, n1 % 10_000, x2 % 10_000, n2 % 10_000}
		for name, of := range forTwo {
			i, err := of(in, conf)
			if err != nil {
				continue
			}
			d := in.estimate()
			if !(-1 <= i.Low && i.Low <= i.High && i.High <= 1) || name != "ac" && !(i.Low <= d+1e-12 && d <= i.High+1e-12) {
				t.Fatalf("%s of %+v at %v: %v does not hold %v", name, in, conf, i, d)
			}
			other, _ := of(Two{in.X2, in.N2, in.X1, in.N1}, conf)
			near(t, name+", the other way round", other, -i.High, -i.Low, 1e-7)
		}
	})
}
