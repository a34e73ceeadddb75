package size

import (
	"math"
	"testing"
)

// hospitals are six strata of a survey of institutions (PracTools, strAlloc).
var hospitals = []Stratum{{215, 26787207, 1400}, {65, 10645109, 200}, {252, 6909676, 300}, {50, 11085034, 600}, {149, 9817762, 450}, {144, 44553355, 1000}}

func near(t *testing.T, what string, got, want []float64, tol float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %v, want %v", what, got, want)
	}
	for i := range got {
		if math.Abs(got[i]-want[i]) > tol {
			t.Errorf("%s: %v, want %v", what, got, want)
		}
	}
}

// PracTools, vignette on single-stage samples.
func TestTheAllocationsOfValliantDeverAndKreuterAreReproduced(t *testing.T) {
	n, err := Neyman(hospitals, 100)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "Neyman", n, []float64{34.641683, 4.161947, 10.473487, 3.333804, 8.798970, 38.590108}, 1e-6)
	if n, err = ForBudget(hospitals, 100_000); err != nil {
		t.Fatal(err)
	}
	near(t, "budget", n, []float64{30.605403, 9.728474, 19.989127, 4.499121, 13.711619, 40.340301}, 1e-6)
	if n, err = ForVariance(hospitals, math.Pow(0.05*11664181, 2)); err != nil {
		t.Fatal(err)
	}
	near(t, "variance", n, []float64{104.54922, 33.23283, 68.28362, 15.36917, 46.83941, 137.80400}, 1e-5)
	if n, err = Proportional(hospitals, 875); err != nil {
		t.Fatal(err)
	}
	near(t, "proportional", n, []float64{215, 65, 252, 50, 149, 144}, 1e-9)
}

func TestAnAllocationForAVarianceReachesItAndOneForABudgetSpendsIt(t *testing.T) {
	n, _ := ForVariance(hospitals, 3e11)
	if v, err := Variance(hospitals, n); err != nil || math.Abs(v-3e11) > 1 {
		t.Error(v, err)
	}
	n, _ = ForBudget(hospitals, 5000)
	var spent float64
	for i, x := range n {
		spent += x * hospitals[i].Cost
	}
	if math.Abs(spent-5000) > 1e-9 {
		t.Error(spent)
	}
}

func TestAStratumWithoutSpreadAddsNoVarianceAndGetsNothing(t *testing.T) {
	strata := []Stratum{{10, 0, 1}, {10, 2, 1}}
	n, err := Neyman(strata, 4)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "Neyman", n, []float64{0, 4}, 0)
	if v, err := Variance(strata, n); err != nil || v != 0.25*4/4*0.6 {
		t.Error(v, err)
	}
}

func TestAnAllocationIsNotDefinedForStrataThatCannotBeSampled(t *testing.T) {
	for what, strata := range map[string][]Stratum{
		"none": nil, "empty": {{0, 1, 1}}, "negative spread": {{9, -1, 1}}, "infinite spread": {{9, inf, 1}}, "no number": {{9, math.NaN(), 1}},
		"for nothing": {{9, 1, 0}}, "no spread at all": {{9, 0, 1}}, "beyond 2^53": {{most, 1, 1}, {most, 1, 1}},
	} {
		_, err := Neyman(strata, 5)
		undefined(t, what, err)
		_, err = ForBudget(strata, 5)
		undefined(t, what, err)
		_, err = ForVariance(strata, 5)
		undefined(t, what, err)
		_, err = Variance(strata, make([]float64, len(strata)))
		undefined(t, what, err)
		_, err = Exact(strata, 5, Bounds{1, 9})
		undefined(t, what, err)
		_, err = ExactForVariance(strata, 5, Bounds{1, 9})
		undefined(t, what, err)
	}
	for _, strata := range [][]Stratum{nil, {{0, 1, 1}}} {
		_, err := Proportional(strata, 5)
		undefined(t, "proportional", err)
	}
	for _, size := range []func([]Stratum, float64) ([]float64, error){Proportional, Neyman, ForBudget, ForVariance} {
		for _, x := range []float64{0, -1, inf, math.NaN()} {
			_, err := size(hospitals, x)
			undefined(t, "nothing to share out", err)
		}
	}
	huge := []Stratum{{1e15, 1e300, 1}, {1e15, 1e300, 1}}
	for _, size := range []func([]Stratum, float64) ([]float64, error){Neyman, ForBudget, ForVariance} {
		_, err := size(huge, 5)
		undefined(t, "too large", err)
	}
	_, err := Variance(huge, []float64{1, 1})
	undefined(t, "a variance too large", err)
	_, err = Variance(hospitals, []float64{1, 1, 1, 1, 1, 145})
	undefined(t, "more than there are", err)
	_, err = Variance(hospitals, make([]float64, 6))
	undefined(t, "nobody of a stratum", err)
}

// Wright 2012 and 2017 by dynamic programming over all allocations, run with R.
func TestTheExactAllocationIsReproduced(t *testing.T) {
	n, err := Exact(hospitals, 100, Bounds{2, most})
	if err != nil {
		t.Fatal(err)
	}
	near(t, "Wright", floats(n), []float64{35, 4, 10, 3, 9, 39}, 0)
}

func TestTheExactAllocationKeepsItsBounds(t *testing.T) {
	n, err := Exact([]Stratum{{3, 1000, 1}, {50, 1, 1}, {1, 5, 1}}, 20, Bounds{2, 30})
	if err != nil {
		t.Fatal(err)
	}
	near(t, "capped", floats(n), []float64{3, 16, 1}, 0)
	for _, c := range []struct {
		n int
		b Bounds
	}{{11, Bounds{2, 9}}, {876, Bounds{2, most}}, {100, Bounds{0, 9}}, {100, Bounds{9, 8}}, {60, Bounds{2, 9}}} {
		_, err := Exact(hospitals, c.n, c.b)
		undefined(t, "out of bounds", err)
	}
	_, err = Exact([]Stratum{{1e15, 1, 1}}, mostUnits+10, Bounds{1, most})
	undefined(t, "one by one", err)
}

func TestTheFewestUnitsForAVarianceReachItAndOneLessDoesNot(t *testing.T) {
	n, err := ExactForVariance(hospitals, math.Pow(0.05*11664181, 2), Bounds{2, most})
	if err != nil {
		t.Fatal(err)
	}
	sum := 0
	for _, x := range n {
		sum += x
	}
	v, _ := Variance(hospitals, floats(n))
	one, err := Exact(hospitals, sum-1, Bounds{2, most})
	less, _ := Variance(hospitals, floats(one))
	if target := math.Pow(0.05*11664181, 2); err != nil || v > target || less <= target {
		t.Errorf("%v: %v with %d, %v with one less", target, v, sum, less)
	}
	_, err = ExactForVariance(hospitals, 1, Bounds{2, 20})
	undefined(t, "too tight", err)
	_, err = ExactForVariance(hospitals, 0, Bounds{2, 20})
	undefined(t, "none at all", err)
	_, err = ExactForVariance([]Stratum{{1e15, 1e300, 1}}, 1, Bounds{2, 20})
	undefined(t, "too large", err)
}

// FuzzNoAllocationIsBetterThanTheExactOne tries all allocations of three strata.
func FuzzNoAllocationIsBetterThanTheExactOne(f *testing.F) {
	f.Add(uint8(5), uint8(9), uint8(3), 1.0, 2.0, 0.5, uint8(9))
	f.Fuzz(func(t *testing.T, a, b, c uint8, s1, s2, s3 float64, total uint8) {
		strata := []Stratum{{float64(a%12 + 1), math.Mod(s1, 100), 1}, {float64(b%12 + 1), math.Mod(s2, 100), 1}, {float64(c%12 + 1), math.Mod(s3, 100), 1}}
		n, err := Exact(strata, int(total), Bounds{1, 10})
		if err != nil {
			return
		}
		got, err := Variance(strata, floats(n))
		if err != nil || n[0]+n[1]+n[2] != int(total) {
			t.Fatalf("%v of %v: %v", n, strata, err)
		}
		for i := 1; i <= min(10, int(strata[0].N)); i++ {
			for j := 1; j <= min(10, int(strata[1].N)); j++ {
				k := int(total) - i - j
				if k < 1 || k > min(10, int(strata[2].N)) {
					continue
				}
				if v, err := Variance(strata, []float64{float64(i), float64(j), float64(k)}); err != nil || v < got*(1-1e-9) {
					t.Errorf("%v has %v, and %d, %d, %d %v (%v)", n, got, i, j, k, v, err)
				}
			}
		}
	})
}
