package change

import (
	"math"
	"testing"

	"github.com/northinch/northinch/internal/stats"
)

// depression is the Hamilton scale of nine patients before and after: M. Hollander
// and D. A. Wolfe, "Nonparametric Statistical Methods", 1973, page 29.
var before, after = []float64{1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30}, []float64{0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29}

// Hollander and Wolfe: V = 40, p = 0.0391 on both sides; the estimate 0.46, from
// 0.01 to 0.786 with 0.961.
func TestTheSignedRanksOfTheTextbook(t *testing.T) {
	s, err := SignedRanks(before, after, Wilcoxon)
	if err != nil || s.V != 40 || s.N != 9 || s.Other() != 5 {
		t.Error(s, err)
	}
	if p, err := s.Exact(); err != nil || !near(p, 20.0/512) {
		t.Error(p, err)
	}
	m, err := HodgesLehmann(before, after, 0.95)
	if err != nil || !near(m.Estimate, 0.46) || !near(m.Interval.Low, 0.01) || !near(m.Interval.High, 0.786) || !near(m.Conf, 1-2*10.0/512) || m.Narrow {
		t.Error(m, err)
	}
}

// By hand: of the differences 0, 0, 1, -2 and 3 Wilcoxon ranks 1, 2, 3, so V is 4;
// Pratt ranks 3, 4, 5, so V is 8.
func TestZerosAreLeftOutOrRankedFirst(t *testing.T) {
	first, second := []float64{5, 5, 6, 3, 8}, []float64{5, 5, 5, 5, 5}
	w, e1 := SignedRanks(first, second, Wilcoxon)
	p, e2 := SignedRanks(first, second, Pratt)
	if e1 != nil || e2 != nil || w.V != 4 || p.V != 8 || w.N != 3 || p.N != 3 {
		t.Error(w, p, e1, e2)
	}
	for _, zeros := range []Zeros{Wilcoxon, Pratt} {
		_, err := SignedRanks([]float64{1, 2}, []float64{1, 2}, zeros)
		isUndefined(t, "no change", err)
	}
}

// By hand: the ranks 1.5, 1.5 and 3, V = 4.5: mean 3, variance 13.5/4.
func TestTheNormalApproximationHasTheVarianceThatTiesLeave(t *testing.T) {
	s, err := SignedRanks([]float64{1, 0, 2}, []float64{0, 1, 0}, Wilcoxon)
	if err != nil || s.V != 4.5 {
		t.Fatal(s, err)
	}
	if z, p := s.Normal(false); !near(z, 1.5/math.Sqrt(13.5/4)) || p < 0.41 || p > 0.42 {
		t.Error(z, p)
	}
	if z, _ := s.Normal(true); !near(z, 1/math.Sqrt(13.5/4)) {
		t.Error(z)
	}
	even, err := SignedRanks([]float64{1, 0}, []float64{0, 1}, Wilcoxon)
	if err != nil {
		t.Fatal(err)
	}
	if z, p := even.Normal(true); z != 0 || p != 1 {
		t.Error(z, p)
	}
}

func TestAnExactDistributionIsCountedForAThousandAreas(t *testing.T) {
	first, second := make([]float64, MostExact+1), make([]float64, MostExact+1)
	for i := range first {
		first[i] = float64(i+1) * float64(1-2*(i%2))
	}
	_, err := HodgesLehmann(first, second, 0.95)
	isInvalid(t, err, "There are 1001 areas")
	s, err := SignedRanks(first, second, Wilcoxon)
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Exact()
	isUndefined(t, "1001 areas", err)
	s, err = SignedRanks(first[:MostExact], second[:MostExact], Wilcoxon)
	if err != nil {
		t.Fatal(err)
	}
	exact, err := s.Exact()
	if _, normal := s.Normal(true); err != nil || math.Abs(exact-normal) > 1e-4 {
		t.Error(exact, normal, err)
	}
}

func TestFewAreasAllowNoNarrowInterval(t *testing.T) {
	m, err := HodgesLehmann([]float64{1, 2, 4}, []float64{0, 0, 0}, 0.95)
	if err != nil || !m.Narrow || m.Interval != (stats.Interval{Low: 1, High: 4}) || !near(m.Conf, 0.75) || m.Estimate != 2.25 {
		t.Error(m, err)
	}
	// Exactly as much as all signs alike: 1 - 2/8.
	if m, err := HodgesLehmann([]float64{1, 2, 4}, []float64{0, 0, 0}, 0.7); err != nil || m.Narrow || m.Conf < 0.7 {
		t.Error(m, err)
	}
	for _, conf := range []float64{0, 1, math.NaN()} {
		_, err := HodgesLehmann([]float64{1}, []float64{0}, conf)
		isInvalid(t, err, "The confidence")
	}
}

// The p value is the share of all ways to give the differences a sign that are as
// far from the middle; exchanging the rounds turns all round.
func FuzzSignedRanks(f *testing.F) {
	f.Add([]byte{1, 2, 3, 3, 5, 6, 1, 7, 0})
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 10 {
			return
		}
		first, zero := make([]float64, len(data)), make([]float64, len(data))
		for i, b := range data {
			first[i] = float64(int8(b)) / 10
		}
		for _, zeros := range []Zeros{Wilcoxon, Pratt} {
			s, err := SignedRanks(first, zero, zeros)
			if err != nil {
				continue
			}
			p, err := s.Exact()
			if err != nil || math.Abs(p-enumerated(s)) > 1e-12 {
				t.Fatalf("%v: %v, of all signs %v (%v)", first, p, enumerated(s), err)
			}
			other, err := SignedRanks(zero, first, zeros)
			if err != nil || other.V != s.Other() || other.N != s.N {
				t.Fatal(s, other, err)
			}
			z, _ := s.Normal(true)
			y, _ := other.Normal(true)
			if math.Abs(z+y) > 1e-12 {
				t.Fatal(z, y)
			}
		}
		m, err := HodgesLehmann(first, zero, 0.9)
		if err != nil {
			return
		}
		o, err := HodgesLehmann(zero, first, 0.9)
		if err != nil || m.Interval.Low > m.Estimate || m.Estimate > m.Interval.High || !near(m.Interval.Low, -o.Interval.High) || !near(m.Estimate, -o.Estimate) || !m.Narrow && m.Conf < 0.9 {
			t.Fatal(m, o, err)
		}
	})
}

// enumerated is the exact p value by going through all signs.
func enumerated(s SignedRank) float64 {
	total, v := 0, int(2*s.V)
	for _, r := range s.ranks {
		total += r
	}
	away := func(v int) int { return max(2*v-total, total-2*v) }
	as := 0
	for signs := range 1 << len(s.ranks) {
		sum := 0
		for i, r := range s.ranks {
			if signs>>i&1 == 1 {
				sum += r
			}
		}
		if away(sum) >= away(v) {
			as++
		}
	}
	return float64(as) / float64(int(1)<<len(s.ranks))
}
