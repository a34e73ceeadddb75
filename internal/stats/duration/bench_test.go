package duration

import (
	"slices"
	"testing"
)

// What a curve of a million spells takes, beside merely sorting their ends.
func BenchmarkKaplanMeierOfAMillionSpells(b *testing.B) {
	spells := Made(1_000_000, 1)
	for b.Loop() {
		if _, err := KaplanMeier(spells); err != nil {
			b.Fatal(err)
		}
	}
}

// Spells of a million different lengths, which are the slowest to sort.
func BenchmarkKaplanMeierOfAMillionDifferentLengths(b *testing.B) {
	spells := Made(1_000_000, 1)
	seed := uint64(2)
	for i := range spells {
		spells[i].End += float64(mix(&seed)>>11) / (1 << 53)
	}
	for b.Loop() {
		if _, err := KaplanMeier(spells); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSortingAMillionEnds(b *testing.B) {
	spells := Made(1_000_000, 1)
	ends := make([]float64, len(spells))
	for b.Loop() {
		for i, s := range spells {
			ends[i] = s.End
		}
		slices.Sort(ends)
	}
}
