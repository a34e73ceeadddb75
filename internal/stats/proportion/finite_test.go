package proportion

import (
	"errors"
	"math"
	"testing"

	"github.com/northinch/northinch/internal/stats"
	"github.com/northinch/northinch/internal/stats/dist"
)

func TestTheExactIntervalOfAFinitePopulationHoldsWhatCouldBe(t *testing.T) {
	for _, c := range []struct{ count, n, population, low, high int }{
		{45, 100, 300, 111, 160}, {5, 13, 200, 29, 135}, {0, 30, 90, 0, 8}, {3, 30, 90, 3, 21}, {1, 20, 45, 1, 9}, {4, 7, 7, 4, 4},
	} {
		low, high, err := Finite(c.count, c.n, c.population, 0.95)
		if err != nil || low != c.low || high != c.high {
			t.Errorf("%+v: %d to %d, %v", c, low, high, err)
		}
	}
}

// 30 files of 90 count as 30 x 89/60 = 44.5; with replacement the interval would
// be 0.0346 to 0.2562.
func TestASampleThatIsLargeForItsPopulationSaysMore(t *testing.T) {
	i, err := WilsonFinite(3, 30, 90, 0.95)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "3 of 30 of 90", i, 0.0414, 0.2221, 5e-5)
	i, _ = WilsonFinite(3, 30, 30, 0.95)
	near(t, "all", i, 0.1, 0.1, 0)
	far, _ := WilsonFinite(3, 30, 1<<53, 0.95)
	wilson, _ := Wilson(3, 30, stats.Z95)
	near(t, "no end of a population", far, wilson.Low, wilson.High, 1e-12)
}

func TestASampleMustComeFromItsPopulation(t *testing.T) {
	_, err := WilsonFinite(3, 30, 29, 0.95)
	_, _, exact := Finite(3, 30, 29, 0.95)
	_, _, none := Finite(0, 0, 29, 0.95)
	for _, err := range []error{err, exact, none} {
		if !errors.Is(err, stats.ErrUndefined) {
			t.Error(err)
		}
	}
}

func FuzzAFinitePopulation(f *testing.F) {
	f.Add(3, 30, 90, 0.95)
	f.Fuzz(func(t *testing.T, count, n, population int, conf float64) {
		count, n, population = count%5000, n%5000, population%5000
		low, high, err := Finite(count, n, population, conf)
		if err != nil {
			return
		}
		if low < count || high > population-(n-count) || low > high && conf > 0.5 {
			t.Fatalf("%d of %d of %d at %v: %d to %d", count, n, population, conf, low, high)
		}
		tail := (1 - conf) / 2
		if low > count && 1-dist.Hypergeometric(count-1, n, low-1, population) > tail {
			t.Errorf("%d is inside too", low-1)
		}
		if high < population-(n-count) && dist.Hypergeometric(count, n, high+1, population) > tail+1e-12 {
			t.Errorf("%d is inside too", high+1)
		}
		a, b, _ := Finite(n-count, n, population, conf)
		if a != population-high || b != population-low {
			t.Errorf("%d to %d is not the mirror of %d to %d", a, b, low, high)
		}
	})
}

// Garwood's table; Byar's values are of the formula in Breslow and Day, worked
// by hand.
func TestTheIntervalsForACountGiveThePublishedValues(t *testing.T) {
	for _, c := range []struct {
		count           int
		low, high       float64
		byarLow, byarUp float64
	}{
		{0, 0, 3.6889, 0, 3.6680}, {1, 0.0253, 5.5716, 0.0131, 5.5638}, {5, 1.6235, 11.6683, 1.6113, 11.6682}, {27, 17.7932, 39.2836, 17.7890, 39.2851},
	} {
		i, err := Garwood(c.count, 0.95)
		if err != nil {
			t.Error(err)
		}
		near(t, "garwood", i, c.low, c.high, 5e-5)
		if i, err = Byar(c.count, 0.95); err != nil {
			t.Error(err)
		}
		near(t, "byar", i, c.byarLow, c.byarUp, 5e-5)
	}
	for _, of := range []func(int, float64) (stats.Interval, error){Garwood, Byar} {
		for _, c := range []struct {
			count int
			conf  float64
		}{{-1, 0.95}, {3, 0}, {3, 1}} {
			if _, err := of(c.count, c.conf); !errors.Is(err, stats.ErrUndefined) {
				t.Errorf("%+v: %v", c, err)
			}
		}
	}
}

func FuzzACount(f *testing.F) {
	f.Add(3, 0.95)
	f.Fuzz(func(t *testing.T, count int, conf float64) {
		count %= 1_000_000
		exact, err := Garwood(count, conf)
		if err != nil {
			return
		}
		if !(0 <= exact.Low && exact.Low <= float64(count)+1e-9 && exact.High >= float64(count)) {
			t.Fatalf("%d at %v: %v", count, conf, exact)
		}
		near, err := Byar(count, conf)
		if err != nil || count >= 10 && conf > 0.5 && conf < 0.999 && (math.Abs(near.Low-exact.Low) > 0.1 || math.Abs(near.High-exact.High) > 0.1) {
			t.Errorf("%d at %v: %v, near %v, %v", count, conf, exact, near, err)
		}
	})
}
