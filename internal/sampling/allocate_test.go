package sampling

import (
	"fmt"
	"math"
	"testing"
)

// Six strata of hospitals of the documentation of PracTools (strAlloc); the best whole
// numbers were confirmed by trying all.
func TestNeymanGivesTheBestWholeNumbers(t *testing.T) {
	populations := []int{215, 65, 252, 50, 149, 144}
	deviations := []float64{26787207, 10645109, 6909676, 11085034, 9817762, 44553355}
	sizes, err := Neyman(100, 2, populations, deviations)
	if want := "[35 4 10 3 9 39]"; err != nil || fmt.Sprint(sizes) != want {
		t.Errorf("%v (%v), want %s", sizes, err, want)
	}
}

// No other whole numbers give a smaller variance: all are tried.
func TestNeymanIsTheBestOfAll(t *testing.T) {
	populations, deviations := []int{7, 5, 12}, []float64{3, 1, 0.4}
	variance := func(sizes []int) (v float64) {
		for h, n := range sizes {
			v += float64(populations[h]*populations[h]) * deviations[h] * deviations[h] / float64(n)
		}
		return v
	}
	for n := 3; n <= 24; n++ {
		sizes, err := Neyman(n, 1, populations, deviations)
		if err != nil || sum(sizes) != n {
			t.Fatalf("%d: %v, %v", n, sizes, err)
		}
		best := math.Inf(1)
		for a := 1; a <= 7; a++ {
			for b := 1; b <= 5; b++ {
				if c := n - a - b; c >= 1 && c <= 12 {
					best = min(best, variance([]int{a, b, c}))
				}
			}
		}
		if variance(sizes) > best*(1+1e-12) {
			t.Errorf("%d: %v has %v, and the best is %v", n, sizes, variance(sizes), best)
		}
	}
}

func TestProportionalSharesAddUpAndAreAsNearAsWholeNumbersCanBe(t *testing.T) {
	for _, c := range []struct {
		n, minimum  int
		populations []int
		want        string
	}{
		{10, 1, []int{50, 30, 20}, "[5 3 2]"},
		{10, 1, []int{33, 33, 34}, "[3 3 4]"},
		{2, 1, []int{5, 5, 5}, "[1 1 1]"}, // the minima are more
		{4, 1, []int{5, 5, 5}, "[2 1 1]"}, // at a tie the earlier
		{10, 3, []int{96, 2, 2}, "[6 2 2]"},
		{12, 2, []int{3, 9, 20}, "[2 3 7]"},
		{10, 4, []int{90, 8, 2}, "[4 4 2]"},
		{20, 5, []int{100, 11, 9, 1}, "[9 5 5 1]"},
		{7, 1, []int{4, 3}, "[4 3]"},
		{1, 1, []int{1}, "[1]"},
	} {
		sizes, err := Proportional(c.n, c.minimum, c.populations)
		if err != nil || fmt.Sprint(sizes) != c.want {
			t.Errorf("%+v: %v (%v)", c, sizes, err)
		}
	}
}

func FuzzAllocation(f *testing.F) {
	f.Add(uint16(10), uint8(2), []byte{50, 30, 20})
	f.Fuzz(func(t *testing.T, n uint16, minimum uint8, bytes []byte) {
		var populations []int
		var deviations []float64
		for i, b := range bytes {
			populations, deviations = append(populations, 1+int(b)), append(deviations, float64(i%5))
		}
		check := func(sizes []int, err error) {
			if err != nil {
				return
			}
			least := 0
			for h, size := range sizes {
				least += min(int(minimum), populations[h])
				if size < min(int(minimum), populations[h]) || size > populations[h] {
					t.Fatalf("%d of %d", size, populations[h])
				}
			}
			if got := sum(sizes); got != max(int(n), least) {
				t.Fatalf("%d, want %d", got, max(int(n), least))
			}
		}
		check(Proportional(int(n), int(minimum), populations))
		check(Neyman(int(n), int(minimum), populations, deviations))
	})
}

func TestAnAllocationThatCannotBeIsRefused(t *testing.T) {
	_, err := Proportional(11, 1, []int{5, 5})
	says(t, err, "11 records cannot be drawn of 10")
	_, err = Proportional(0, 1, []int{5, 5})
	says(t, err, "at least 1 record")
	_, err = Neyman(4, 0, []int{5, 5}, []float64{1, 1})
	says(t, err, "Every stratum needs")
	_, err = Neyman(4, 1, []int{5, 5}, []float64{1})
	says(t, err, "Of 2 strata, 1 have a deviation")
	_, err = Neyman(4, 1, []int{5, 5}, []float64{1, math.NaN()})
	says(t, err, "deviation of stratum 2")
	_, err = Neyman(4, 1, []int{5, 5}, []float64{0.00009, 1})
	says(t, err, "neither 0 nor a number from 0.0001")
	_, err = Neyman(4, 1, []int{5, 5}, []float64{0, 0})
	says(t, err, "share in proportion")
}
