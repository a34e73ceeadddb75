package change

import (
	"math"
	"slices"
	"testing"
)

// By hand, in another order than that of size.
func TestPValuesAreAdjustedInWhateverOrderTheyStand(t *testing.T) {
	p := []float64{0.04, 0.01, 0.03, 0.005}
	for name, c := range map[string]struct {
		adjust Adjustment
		want   []float64
	}{
		"Bonferroni":         {Bonferroni, []float64{0.16, 0.04, 0.12, 0.02}},
		"Holm":               {Holm, []float64{0.06, 0.03, 0.06, 0.02}},
		"Hochberg":           {Hochberg, []float64{0.04, 0.03, 0.04, 0.02}},
		"Benjamini-Hochberg": {BenjaminiHochberg, []float64{0.04, 0.02, 0.04, 0.02}},
	} {
		got, err := c.adjust(p)
		if err != nil || !slices.EqualFunc(got, c.want, near) {
			t.Errorf("%s: %v (%v), want %v", name, got, err, c.want)
		}
		_, err = c.adjust(nil)
		isUndefined(t, name, err)
		for _, bad := range []float64{-0.1, 1.1, math.NaN()} {
			_, err = c.adjust([]float64{0.1, bad})
			isInvalid(t, err, "in place 2 is not between 0 and 1")
		}
	}
	if p[0] != 0.04 {
		t.Error("the p values were changed")
	}
}

// An adjusted value is at least what it was and at most 1; it keeps the order; and
// the more careful method gives the larger.
func FuzzAdjustments(f *testing.F) {
	f.Add([]byte{1, 2, 3, 3, 200})
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) == 0 {
			return
		}
		p := make([]float64, len(data))
		for i, b := range data {
			p[i] = float64(b) / 255
		}
		last := make([]float64, len(p))
		for i := range last {
			last[i] = 1
		}
		for _, adjust := range []Adjustment{Bonferroni, Holm, Hochberg, BenjaminiHochberg} {
			got, err := adjust(p)
			if err != nil {
				t.Fatal(err)
			}
			for i, x := range got {
				if x < p[i]-1e-12 || x > last[i]+1e-12 {
					t.Fatal(p, got, last)
				}
				for j := range got {
					if p[i] < p[j] && x > got[j]+1e-12 {
						t.Fatal(p, got)
					}
				}
			}
			last = got
		}
	})
}
