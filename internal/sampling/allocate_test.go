package sampling

import (
	"fmt"
	"math"
	"testing"
)

// strataOf are strata of so many records, with deviations where they are given.
func strataOf(populations []int, deviations ...float64) (list []Take) {
	for h, N := range populations {
		s := Take{Population: N}
		if deviations != nil {
			s.Deviation = deviations[h]
		}
		list = append(list, s)
	}
	return list
}

// Six strata of hospitals of the documentation of PracTools (strAlloc); the best whole
// numbers were confirmed by trying all.
func TestSharingByDeviationGivesTheBestWholeNumbers(t *testing.T) {
	strata := strataOf([]int{215, 65, 252, 50, 149, 144}, 26787207, 10645109, 6909676, 11085034, 9817762, 44553355)
	sizes, err := Design{Allocation: ByDeviation, Minimum: 2}.share(100, strata)
	if want := "[35 4 10 3 9 39]"; err != nil || fmt.Sprint(sizes) != want {
		t.Errorf("%v (%v), want %s", sizes, err, want)
	}
}

// A record that was published is verified by these: whoever changes them breaks it.
func TestTiesGoToTheEarlierStratumAndMinimaThatAreMoreAreTheSize(t *testing.T) {
	for _, c := range []struct {
		by         string
		n, minimum int
		strata     []Take
		want       string
	}{
		{InProportion, 4, 1, strataOf([]int{5, 5, 5}), "[2 1 1]"},
		{InProportion, 2, 1, strataOf([]int{5, 5, 5}), "[1 1 1]"},
		{InProportion, 10, 3, strataOf([]int{96, 2, 2}), "[6 2 2]"},
		{ByDeviation, 4, 1, strataOf([]int{5, 5, 5}, 1, 1, 1), "[2 1 1]"},
		{ByDeviation, 2, 1, strataOf([]int{5, 5, 5}, 1, 1, 1), "[1 1 1]"},
		{ByDeviation, 3, 9, strataOf([]int{5, 2}, 1, 1), "[5 2]"},
		{ByDeviation, 9, 1, strataOf([]int{5, 5, 5}, 0, 0, 1), "[3 1 5]"}, // where it helps nobody, the earlier
	} {
		sizes, err := Design{Allocation: c.by, Minimum: c.minimum}.share(c.n, c.strata)
		if err != nil || fmt.Sprint(sizes) != c.want {
			t.Errorf("%+v: %v (%v)", c, sizes, err)
		}
	}
}

func TestAnAllocationThatCannotBeIsRefused(t *testing.T) {
	for _, c := range []struct {
		by         string
		n, minimum int
		strata     []Take
		want       string
	}{
		{InProportion, 11, 1, strataOf([]int{5, 5}), "11 records cannot be drawn of 10"},
		{InProportion, 0, 1, strataOf([]int{5, 5}), "at least 1 record"},
		{InProportion, 4, 1, strataOf([]int{1 << 31, 5}), "2^31"},
		{ByDeviation, 4, 0, strataOf([]int{5, 5}, 1, 1), "Every stratum needs"},
		{ByDeviation, 4, 1, strataOf([]int{5, 5}, 1, math.NaN()), "deviation of stratum 2"},
		{ByDeviation, 4, 1, strataOf([]int{5, 5}, 0.00009, 1), "neither 0 nor a number from 0.0001"},
		{ByDeviation, 4, 1, strataOf([]int{5, 5}, 0, 0), "share in proportion"},
		{"by hand", 4, 1, strataOf([]int{5, 5}), "no way to share"},
	} {
		_, err := Design{Allocation: c.by, Minimum: c.minimum}.share(c.n, c.strata)
		says(t, err, c.want)
	}
}
