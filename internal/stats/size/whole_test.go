package size

import (
	"fmt"
	"testing"
)

func TestWholeSharesAddUpAndAreAsNearAsWholeNumbersCanBe(t *testing.T) {
	for _, c := range []struct {
		n, least    int
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
		sizes, err := ProportionalWhole(c.populations, c.n, c.least)
		if err != nil || fmt.Sprint(sizes) != c.want {
			t.Errorf("%+v: %v (%v)", c, sizes, err)
		}
	}
}

func TestWholeSharesThatCannotBeAreNotDefined(t *testing.T) {
	for _, c := range []struct {
		n, least    int
		populations []int
	}{{11, 1, []int{5, 5}}, {0, 1, []int{5, 5}}, {4, 0, []int{5, 5}}, {4, 1, []int{5, 0}}, {4, 1, []int{5, 1 << 31}}, {1, 1, nil}} {
		_, err := ProportionalWhole(c.populations, c.n, c.least)
		undefined(t, fmt.Sprint(c), err)
	}
}

func FuzzWholeShares(f *testing.F) {
	f.Add(uint16(10), uint8(2), []byte{50, 30, 20})
	f.Fuzz(func(t *testing.T, n uint16, least uint8, bytes []byte) {
		var populations []int
		for _, b := range bytes {
			populations = append(populations, 1+int(b))
		}
		sizes, err := ProportionalWhole(populations, int(n), int(least))
		if err != nil {
			return
		}
		minima, all := 0, 0
		for h, size := range sizes {
			minima, all = minima+min(int(least), populations[h]), all+size
			if size < min(int(least), populations[h]) || size > populations[h] {
				t.Fatalf("%d of %d", size, populations[h])
			}
		}
		if all != max(int(n), minima) {
			t.Fatalf("%d, want %d", all, max(int(n), minima))
		}
	})
}
