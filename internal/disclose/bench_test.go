package disclose_test

import (
	"testing"

	"github.com/northinch/northinch/internal/disclose"
	"github.com/northinch/northinch/internal/disclose/madeup"
)

// tables are made up in the sizes that the programme has: areas by categories, the
// same by a third dimension, and the whole country in three levels of areas.
var tables = []struct {
	name string
	spec madeup.Spec
}{
	{"32x4", madeup.Spec{Axes: []madeup.Axis{{32}, {4}}, Mean: 20, Below: 5, Seed: 2}},
	{"4x8x5", madeup.Spec{Axes: []madeup.Axis{{4, 8}, {5}}, Mean: 15, Below: 5, Seed: 2}},
	{"32x8x4", madeup.Spec{Axes: []madeup.Axis{{32}, {8}, {4}}, Mean: 20, Below: 5, Seed: 1}},
	{"7000 cells", madeup.Spec{Axes: []madeup.Axis{{4, 8}, {8}, {6}, {2}}, Mean: 20, Below: 5, Seed: 1}},
	{"740000 cells", madeup.Spec{Axes: []madeup.Axis{{4, 8, 10}, {8}, {20}, {2, 4}}, Mean: 20, Below: 5, Seed: 1}},
}

func BenchmarkProtect(b *testing.B) {
	for _, table := range tables {
		b.Run(table.name, func(b *testing.B) {
			if testing.Short() && table.name > "5" {
				b.Skip("takes minutes")
			}
			p := madeup.Table(table.spec)
			for b.Loop() {
				got, err := disclose.Protect(p, disclose.Options{})
				if err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(len(got.Suppressed)), "hidden")
				b.ReportMetric(got.Cost, "cost")
				b.ReportMetric(100*(got.Cost-got.LowerBound)/got.Cost, "%gap")
				b.ReportMetric(float64(got.Work), "work")
			}
		})
	}
}

func BenchmarkAttack(b *testing.B) {
	for _, table := range tables[:3] {
		b.Run(table.name, func(b *testing.B) {
			p := madeup.Table(table.spec)
			got, err := disclose.Protect(p, disclose.Options{})
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				if _, err := disclose.Attack(p, got.Suppressed); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func TestATableOfThirtyTwoAreasIsProtectedAtItsOptimum(t *testing.T) {
	for seed := range uint64(6) {
		for _, mean := range []float64{6, 20, 60} {
			p := madeup.Table(madeup.Spec{Axes: []madeup.Axis{{32}, {4}}, Mean: mean, Below: 5, Seed: seed})
			got, err := disclose.Protect(p, disclose.Options{})
			if err != nil || !got.Optimal || !got.Exact {
				t.Errorf("seed %d, mean %v: cost %v, bound %v, %v", seed, mean, got.Cost, got.LowerBound, err)
			}
			// Work is counted: this is what a tenth of a second is made of.
			if got.Work > 50_000_000 {
				t.Errorf("seed %d, mean %v: took %d", seed, mean, got.Work)
			}
		}
	}
}
