package sampling

import (
	"errors"
	"math"
	"testing"

	"github.com/northinch/northinch/internal/stats"
)

const endless = 1_000_000_000_000 // a population so large that the correction is nothing

// Sizes that PracTools 1.7 (R. Valliant) gives, of its documentation and by running it:
// nPropMoe, nWilson, and nPropMoe with a population.
func TestSizesAreThoseOfPracTools(t *testing.T) {
	for _, c := range []struct {
		interval      string
		population    int
		margin, share float64
		want          int
	}{
		{Normal, endless, 1, 50, 9604}, {Normal, endless, 4, 50, 601}, {Normal, endless, 7, 50, 196}, {Normal, endless, 8, 50, 151},
		{Normal, 90, 5, 50, 74}, {Normal, 120, 10, 50, 54}, {Normal, 300, 5, 50, 169}, {Normal, 500, 5, 20, 166}, {Normal, 1000, 3, 10, 278},
		{Wilson, endless, 1, 4, 1493}, // 1492.15 before rounding up
	} {
		n, err := Aim{c.interval, c.margin, 95, c.share}.Size(c.population)
		if err != nil || n != c.want {
			t.Errorf("%+v: %d (%v)", c, n, err)
		}
	}
}

func TestASizeIsTheFewestThatReachTheMargin(t *testing.T) {
	for _, interval := range []string{Normal, Wilson} {
		for _, population := range []int{1, 2, 3, 20, 57, 1000} {
			for _, share := range []float64{2, 30, 50} {
				for _, margin := range []float64{1, 5, 20, 50} {
					a := Aim{interval, margin, 90, share}
					n, err := a.Size(population)
					if err != nil || n < 1 || n > population {
						t.Fatalf("%+v of %d: %d, %v", a, population, n, err)
					}
					if m, err := a.Reaches(n, population); err != nil || m > margin {
						t.Errorf("%+v of %d: %d reach %v (%v)", a, population, n, m, err)
					}
					if m, err := a.Reaches(n-1, population); n > 1 && (err != nil || m <= margin) {
						t.Errorf("%+v of %d: %d fewer reach %v too (%v)", a, population, n-1, m, err)
					}
				}
			}
		}
	}
}

func TestWhereAllAreReadNothingIsUncertain(t *testing.T) {
	for _, interval := range []string{Normal, Wilson} {
		for _, n := range []int{1, 2, 40} {
			if m, err := (Aim{interval, 5, 95, 50}).Reaches(n, n); err != nil || m != 0 {
				t.Errorf("%s, %d: %v, %v", interval, n, m, err)
			}
		}
	}
}

func TestNoRecordGivesNoInterval(t *testing.T) {
	for _, n := range []int{0, -1, 6} {
		if _, err := (Aim{Normal, 5, 95, 50}).Reaches(n, 5); !errors.Is(err, stats.ErrUndefined) {
			t.Errorf("%d of 5: %v", n, err)
		}
	}
}

func TestAnAimOutsideItsBoundsIsRefused(t *testing.T) {
	good := Aim{Normal, 10, 90, 50}
	for want, change := range map[string]func(*Aim){
		"no interval to plan by": func(a *Aim) { a.Interval = "exact" },
		"The margin is":          func(a *Aim) { a.Margin = 0 },
		"from 0.1 to 50":         func(a *Aim) { a.Margin = math.NaN() },
		"The confidence is":      func(a *Aim) { a.Confidence = 100 },
		"The share":              func(a *Aim) { a.Share = 0 },
	} {
		a := good
		change(&a)
		_, err := a.Size(100)
		says(t, err, want)
	}
	_, err := good.Size(0)
	says(t, err, "A population of 0")
}
