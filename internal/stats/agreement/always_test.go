package agreement

import (
	"errors"
	"math"
	"slices"
	"testing"

	"github.com/northinch/northinch/internal/stats"
	"github.com/northinch/northinch/internal/stats/agreement/agreementtest"
)

// byDefinition is alpha from all pairs of ratings, as it is defined.
func byDefinition(m Metric, raters int, ratings []uint16) float64 {
	var all []float64
	var units [][]float64
	for row := range slices.Chunk(ratings, raters) {
		var unit []float64
		for _, k := range row {
			if k > 0 {
				unit = append(unit, float64(k))
			}
		}
		if len(unit) >= 2 {
			units, all = append(units, unit), append(all, unit...)
		}
	}
	squared := func(a, b float64) float64 {
		switch m {
		case Interval:
			return (a - b) * (a - b)
		case RatioScale:
			return (a - b) * (a - b) / ((a + b) * (a + b))
		case OrdinalRank:
			between := 0.0
			for _, v := range all {
				switch {
				case v == a || v == b:
					between += 0.5
				case v > min(a, b) && v < max(a, b):
					between++
				}
			}
			if a == b {
				return 0
			}
			return between * between
		}
		if a == b {
			return 0
		}
		return 1
	}
	pairs := func(x []float64) (sum float64) {
		for _, a := range x {
			for _, b := range x {
				sum += squared(a, b)
			}
		}
		return sum
	}
	observed := 0.0
	for _, unit := range units {
		observed += pairs(unit) / float64(len(unit)-1)
	}
	n := float64(len(all))
	return 1 - (observed/n)/(pairs(all)/(n*(n-1)))
}

// renamed is ratings with their categories in another order.
func renamed(ratings []uint16, to func(uint16) uint16) []uint16 {
	out := slices.Clone(ratings)
	for i, k := range out {
		if k > 0 {
			out[i] = to(k)
		}
	}
	return out
}

// turned is ratings with the raters in reverse.
func turned(raters int, ratings []uint16) []uint16 {
	out := slices.Clone(ratings)
	for row := range slices.Chunk(out, raters) {
		slices.Reverse(row)
	}
	return out
}

// mirrored are the rules and metrics to which the direction of a scale is the same.
var mirrored = []Weights{Identity, Linear, Quadratic, Ordinal, Radical, Circular, Bipolar}

func FuzzEstimate(f *testing.F) {
	f.Add(uint64(1), uint8(12), uint8(4), uint8(5), uint8(60))
	f.Add(uint64(2), uint8(40), uint8(2), uint8(2), uint8(0))
	f.Add(uint64(3), uint8(3), uint8(9), uint8(30), uint8(200))
	f.Add(uint64(4), uint8(1), uint8(2), uint8(1), uint8(0))
	f.Fuzz(func(t *testing.T, seed uint64, units, raters, categories, missing uint8) {
		g, q := 1+int(raters)%10, 1+int(categories)%40
		ratings := agreementtest.Ratings(seed, int(units), g, q, float64(missing)/256)
		r := must[*Ratings](t)(New(numbers(q), g, ratings))
		back := must[*Ratings](t)(New(numbers(q), g, renamed(ratings, func(k uint16) uint16 { return uint16(q) + 1 - k })))
		other := must[*Ratings](t)(New(numbers(q), g, turned(g, ratings)))
		for _, rule := range append([]Weights{Ratio}, mirrored...) {
			w := must[Matrix](t)(rule.On(r.scale))
			for _, kind := range kinds {
				e, err := r.Estimate(kind, w, plain)
				holds(t, kind, e, err)
				same(t, e, err)(other.Estimate(kind, w, plain))
				if rule != Ratio {
					same(t, e, err)(back.Estimate(kind, w, plain))
				}
			}
		}
		for _, m := range []Metric{Nominal, OrdinalRank, Interval, RatioScale} {
			a, err := r.Alpha(m, plain)
			holds(t, GwetAlpha, Estimate{Point: Point{Coefficient: a.Alpha, Observed: a.Percent}, Precision: a.Precision}, err)
			if err == nil && math.Abs(a.Alpha-byDefinition(m, g, ratings)) > 1e-9 {
				t.Errorf("alpha %v, and %v from all pairs", a.Alpha, byDefinition(m, g, ratings))
			}
			b, err2 := back.Alpha(m, plain)
			if m != RatioScale {
				same(t, Estimate{Point: Point{Coefficient: a.Alpha}, Precision: a.Precision}, err)(Estimate{Point: Point{Coefficient: b.Alpha}, Precision: b.Precision}, err2)
			}
		}
	})
}

// holds makes sure of what is true of every estimate.
func holds(t *testing.T, kind Coefficient, e Estimate, err error) {
	t.Helper()
	if err != nil {
		if !errors.Is(err, stats.ErrUndefined) {
			t.Error(err)
		}
		return
	}
	p := e.Point
	if !(p.Coefficient <= 1+1e-12 && p.Observed >= -1e-12 && p.Observed <= 1+1e-12 && p.Chance >= 0 && p.Chance < 1) {
		t.Errorf("%v: %+v", kind, p)
	}
	if p.Observed == 1 && math.Abs(p.Coefficient-1) > 1e-12 {
		t.Errorf("%v: full agreement is %+v", kind, p)
	}
	if e.Precision == nil {
		return
	}
	i := e.Precision.Interval
	if !(e.Precision.SE >= 0 && i.Low <= p.Coefficient && p.Coefficient <= i.High && i.Low > -math.MaxFloat64 && e.Precision.P >= 0 && e.Precision.P <= 1) {
		t.Errorf("%v: %+v is not within %+v", kind, p, e.Precision)
	}
}

// same makes sure that two estimates are one but for rounding.
func same(t *testing.T, a Estimate, err error) func(Estimate, error) {
	return func(b Estimate, err2 error) {
		t.Helper()
		if (err == nil) != (err2 == nil) {
			t.Errorf("%v and %v", err, err2)
			return
		}
		if err != nil {
			return
		}
		near(t, "coefficient", b.Coefficient, a.Coefficient, 1e-9*max(1, math.Abs(a.Coefficient)))
		if a.Precision != nil {
			near(t, "SE", b.Precision.SE, a.Precision.SE, 1e-7*max(1, a.Precision.SE))
		}
	}
}

func TestTheFormsOfAnInputGiveOneAnswer(t *testing.T) {
	const n, q = 200, 5
	ratings := agreementtest.Ratings(9, n, 2, q, 0)
	raw := must[*Ratings](t)(New(Steps(q), 2, ratings))
	table := must[*Ratings](t)(raw.Pair(0, 1))
	var counts [][]float64
	for row := range slices.Chunk(ratings, 2) {
		unit := make([]float64, q)
		for _, k := range row {
			unit[k-1]++
		}
		counts = append(counts, unit)
	}
	distribution := must[*Ratings](t)(Distribution(Steps(q), counts))
	for _, rule := range append([]Weights{Ratio}, mirrored...) {
		w := must[Matrix](t)(rule.On(Steps(q)))
		for _, kind := range []Coefficient{Percent, Conger, Fleiss, BrennanPrediger, Gwet, GwetAlpha} {
			a := must[Estimate](t)(raw.Estimate(kind, w, plain))
			b := must[Estimate](t)(table.Estimate(kind, w, plain))
			near(t, "of a table", b.Coefficient, a.Coefficient, 1e-12)
			// A table has the number of units for a divisor.
			near(t, "SE of a table", b.Precision.SE, a.Precision.SE*math.Sqrt((n-1)/float64(n)), 1e-12)
			if kind != Conger {
				same(t, a, nil)(distribution.Estimate(kind, w, plain))
			}
		}
	}
	a := must[Alpha](t)(raw.Alpha(OrdinalRank, plain))
	b := must[Alpha](t)(distribution.Alpha(OrdinalRank, plain))
	near(t, "alpha", b.Alpha, a.Alpha, 1e-12)
	near(t, "alpha SE", b.Precision.SE, a.Precision.SE, 1e-12)
}

func TestTheNamesOfCategoriesDoNotMatterWithoutWeights(t *testing.T) {
	ratings := agreementtest.Ratings(4, 80, 4, 5, 0.2)
	a := must[*Ratings](t)(New(Steps(5), 4, ratings))
	b := must[*Ratings](t)(New(Steps(5), 4, renamed(ratings, func(k uint16) uint16 { return k*2%5 + 1 })))
	w := identity(5)
	for _, kind := range kinds {
		e, err := a.Estimate(kind, w, plain)
		same(t, e, err)(b.Estimate(kind, w, plain))
	}
	// Nor does a category that nobody chose, but where the number of categories is
	// what chance is made of.
	more := must[*Ratings](t)(New(Steps(6), 4, ratings))
	for _, kind := range kinds {
		e, f := must[Estimate](t)(a.Estimate(kind, w, plain)), must[Estimate](t)(more.Estimate(kind, identity(6), plain))
		depends := kind == BrennanPrediger || kind == Gwet
		if (math.Abs(e.Coefficient-f.Coefficient) > 1e-9) != depends {
			t.Errorf("%v: %v with five categories and %v with six", kind, e.Coefficient, f.Coefficient)
		}
	}
}
