package size

import (
	"errors"
	"math"
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

// Krejcie and Morgan 1970, table 1.
func TestThePrintedTableOfKrejcieAndMorganIsReproduced(t *testing.T) {
	for N, want := range map[float64]int{10: 10, 15: 14, 100: 80, 250: 152, 1000: 278, 10_000: 370, 1_000_000: 384} {
		if s, err := ForMargin(0.5, 0.05, math.Sqrt(3.841), N); err != nil || s.HalfUp() != want {
			t.Errorf("%v: %v (%v), want %d", N, s, err, want)
		}
	}
}

// PracTools, vignette on single-stage samples, and its functions run with R.
func TestTheSizesOfValliantDeverAndKreuterAreReproduced(t *testing.T) {
	for _, c := range []struct {
		what  string
		size  func() (Size, error)
		exact float64
		n     int
	}{
		{"margin, infinite", func() (Size, error) { return ForMargin(0.5, 0.04, stats.Z95, inf) }, 600.2279407, 601},
		{"margin of 90", func() (Size, error) { return ForMargin(0.5, 0.05, stats.Z95, 90) }, 73.0707604070, 74},
		{"log odds of 120", func() (Size, error) { return ForLogOdds(0.5, 0.1, stats.Z95, 120) }, 52.2946088787, 53},
		{"log odds of 1000", func() (Size, error) { return ForLogOdds(0.1, 0.03, stats.Z95, 1000) }, 280.660105085, 281},
		{"Wilson", func() (Size, error) { return ForWilson(0.04, 0.01, stats.Z95, math.Inf(1)) }, 1492.15142205, 1493},
		{"CV", func() (Size, error) { return ForCV(2, 0.05, inf) }, 1600, 1600},
		{"CV of 1600", func() (Size, error) { return ForCV(2, 0.05, 1600) }, 800, 800},
		{"CV of a share", func() (Size, error) { return ForShareCV(0.5, 0.1, inf) }, 100, 100},
		{"CV of a share of 101", func() (Size, error) { return ForShareCV(0.5, 0.1, 101) }, 50.5, 51},
	} {
		if s, err := c.size(); err != nil || math.Abs(s.Exact-c.exact) > 1e-6*c.exact || s.N != c.n {
			t.Errorf("%s: %v (%v), want %v", c.what, s, err, c.exact)
		}
	}
}

func TestOfOneUnitOneIsTaken(t *testing.T) {
	for _, size := range []func(p, e, z, N float64) (Size, error){ForMargin, ForLogOdds} {
		if s, err := size(0.5, 0.1, stats.Z95, 1); err != nil || s.N != 1 {
			t.Error(s, err)
		}
	}
	if s, err := ForMargin(0.5, 1e9, stats.Z95, inf); err != nil || s.N != 1 {
		t.Error("a margin that anything keeps:", s, err)
	}
	if s, err := ForMargin(0.5, 1e-200, stats.Z95, 50); err != nil || s.N != 50 {
		t.Error("a margin that only a census keeps:", s, err)
	}
}

func TestASizeIsNotDefinedForWhatDoesNotVaryOrCannotBeReached(t *testing.T) {
	for _, size := range []func(p, e, z, N float64) (Size, error){ForMargin, ForLogOdds, ForWilson} {
		for _, c := range [][3]float64{{0, 0.1, 2}, {1, 0.1, 2}, {math.NaN(), 0.1, 2}, {0.5, 0, 2}, {0.5, inf, 2}, {0.5, 0.1, 0}, {0.5, 1e-200, 2}} {
			_, err := size(c[0], c[1], c[2], inf)
			undefined(t, "size", err)
		}
	}
	_, err := ForMargin(0.5, 0.1, 2, 0.5)
	undefined(t, "half a unit", err)
	_, err = ForLogOdds(0.5, 0.5, 2, inf)
	undefined(t, "log odds with a margin of a half", err)
	_, err = ForWilson(0.5, 0.5, 2, 100)
	undefined(t, "Wilson with a margin of a half", err)
	for _, c := range [][3]float64{{0, 1, inf}, {1, 0, inf}, {1, 1, 0}} {
		_, err = ForCV(c[0], c[1], c[2])
		undefined(t, "CV", err)
	}
	_, err = ForShareCV(1, 0.1, inf)
	undefined(t, "CV of a certainty", err)
	_, err = ForShareCV(0.5, 0.1, 1)
	undefined(t, "CV of one", err)
}

func TestThePrecisionOfACensusIsFullAndOfNothingNotDefined(t *testing.T) {
	if r, err := Reached(90, 0.5, 2, 90); err != nil || r != (Precision{}) {
		t.Error(r, err)
	}
	if r, err := Reached(100, 0.5, 2, inf); err != nil || r != (Precision{0.05, 0.1, 0.1}) {
		t.Error(r, err)
	}
	for _, c := range [][4]float64{{0, 0.5, 2, 90}, {91, 0.5, 2, 90}, {inf, 0.5, 2, inf}, {10, 0, 2, 90}} {
		_, err := Reached(c[0], c[1], c[2], c[3])
		undefined(t, "precision", err)
	}
}

func TestASampleOfASmallPopulationIsWorthMore(t *testing.T) {
	for _, c := range []struct{ n, N, want float64 }{{1, 1, inf}, {1, 90, 1}, {5, 5, inf}, {10, 19, 20}, {7, inf, 7}} {
		if got, err := Worth(c.n, c.N); err != nil || got != c.want {
			t.Errorf("%+v: %v (%v)", c, got, err)
		}
	}
	for _, c := range [][2]float64{{0, 5}, {6, 5}, {inf, inf}, {math.NaN(), 5}} {
		_, err := Worth(c[0], c[1])
		undefined(t, "worth", err)
	}
}

func TestAWilsonSizeReachesItsMarginInASmallPopulationToo(t *testing.T) {
	for _, c := range []struct{ p, e, N float64 }{{0.5, 0.05, 500}, {0.02, 0.05, 100}, {0.04, 0.01, 2000}, {0.04, 0.01, inf}} {
		s, err := ForWilson(c.p, c.e, stats.Z95, c.N)
		if err != nil {
			t.Fatal(err)
		}
		worth, err := Worth(s.Exact, c.N)
		if err != nil {
			t.Fatal(err)
		}
		if m, err := WilsonMargin(worth, c.p, stats.Z95); err != nil || math.Abs(m-c.e) > 1e-12 {
			t.Errorf("%+v: %v units reach %v (%v)", c, s.Exact, m, err)
		}
	}
	if m, err := WilsonMargin(inf, 0.5, 2); err != nil || m != 0 {
		t.Errorf("a census: %v (%v)", m, err)
	}
	for _, c := range [][3]float64{{0, 0.5, 2}, {5, 1, 2}, {5, 0.5, 0}} {
		_, err := WilsonMargin(c[0], c[1], c[2])
		undefined(t, "Wilson margin", err)
	}
}

func FuzzASizeReachesWhatItWasMadeFor(f *testing.F) {
	f.Add(0.5, 0.05, 1.96, 300.0)
	f.Add(0.01, 0.2, 1.0, 3.0)
	f.Fuzz(func(t *testing.T, p, e, z, N float64) {
		if s, err := ForMargin(p, e, z, N); err == nil && s.Exact >= 1 && N > 1.5 {
			r, err := Reached(s.Exact, p, z, N)
			if err == nil && s.Exact < N*(1-1e-6) && math.Abs(r.Margin-e) > 1e-6*e {
				t.Errorf("%v of %v reaches %v, not %v", s, N, r.Margin, e)
			}
			if float64(s.N) > math.Ceil(N) {
				t.Errorf("%v of %v", s, N)
			}
		}
		if s, err := ForWilson(p, e, z, math.Inf(1)); err == nil && s.Exact > 1e-3 && z < 1e3 && z > 1e-3 && e > 1e-6 {
			// half the width of Wilson's interval for p in Exact units
			if half := z * math.Sqrt(p*(1-p)/s.Exact+z*z/(4*s.Exact*s.Exact)) / (1 + z*z/s.Exact); math.Abs(half-e) > 1e-6*e {
				t.Errorf("Wilson: %v reaches %v, not %v", s, half, e)
			}
		}
		if s, err := ForLogOdds(p, e, z, inf); err == nil && p > 1e-6 && p < 1-1e-6 && e > 1e-6 && e < 0.49 {
			half := z / math.Sqrt(s.Exact*p*(1-p))
			odds := math.Log(p / (1 - p))
			if width := 1/(1+math.Exp(-half-odds)) - 1/(1+math.Exp(half-odds)); math.Abs(width-2*e) > 1e-6*e {
				t.Errorf("log odds: %v has a width of %v, not %v", s, width, 2*e)
			}
		}
	})
}
