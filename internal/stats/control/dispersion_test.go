package control

import (
	"errors"
	"math"
	"testing"

	"github.com/northinch/northinch/internal/stats"
)

// bristol is deaths after open-heart surgery on children under one, 1991 to 1995,
// in the twelve centres of England; the last is Bristol (Spiegelhalter 2005).
var bristol = []Area{
	{25, 187}, {24, 323}, {23, 122}, {25, 164}, {42, 405}, {24, 239}, {53, 482}, {26, 195}, {25, 177}, {58, 581}, {31, 301}, {41, 143},
}

func TestTheHeartCentresDifferMoreThanByChance(t *testing.T) {
	target := Target(bristol, Share)
	if math.Abs(target-0.1196) > 5e-5 {
		t.Error(target)
	}
	for _, c := range []struct {
		scale Scale
		phi   float64
	}{{Share, 1.689}, {Arcsine, 1.562}} {
		d, err := Overdispersion(bristol, target, c.scale, 0.1)
		if err != nil || math.Abs(d.Phi-c.phi) > 5e-4 {
			t.Errorf("%v: %v, want %v, %v", c.scale, d.Phi, c.phi, err)
		}
	}
	// Bristol stays outside the limits for 99.8% however they are widened.
	d, _ := Overdispersion(bristol, target, Share, 0.1)
	if z, m, a := d.Z[11], d.Multiplicative()[11], d.Additive()[11]; !(z > 6 && m > 3.09 && a > 3.09) || math.Abs(z/m-math.Sqrt(d.Phi)) > 1e-12 {
		t.Error(z, m, a)
	}
}

// With equal standard errors e, phi is mean z², and tau² is what makes the
// variance of the distances e² + tau²: here e² (n phi/(n-1) - 1).
func TestTheVarianceBetweenEqualAreasIsThatOfTheirDistances(t *testing.T) {
	areas := []Area{{64, 100}, {144, 100}, {100, 100}, {81, 100}}
	d, err := Overdispersion(areas, Target(areas, SquareRoot), SquareRoot, 0)
	if err != nil {
		t.Fatal(err)
	}
	// The roots are 0.8, 1.2, 1 and 0.9 with errors of 0.05.
	if math.Abs(d.Phi-(16+16+0+4)/4.0) > 1e-9 || math.Abs(d.Tau2-0.0025*(36/3.0-1)) > 1e-12 {
		t.Error(d.Phi, d.Tau2)
	}
	d, _ = Overdispersion([]Area{{99, 100}, {101, 100}}, 1, LogRatio, 0.1)
	if d.Tau2 != 0 || d.Multiplicative()[0] != d.Z[0] || d.Additive()[1] != d.Z[1] || math.Abs(d.Z[1]-10*math.Log(1.01)) > 1e-12 {
		t.Error(d)
	}
}

func TestWinsorisingPullsInTheEnds(t *testing.T) {
	got := Winsorised([]float64{9, 0, 1, 2, 3, 4, 5, 6, 7, 8, 100}, 0.1)
	for i, want := range []float64{9, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9} {
		if got[i] != want {
			t.Error(i, got[i], want)
		}
	}
}

func TestDistancesNeedAreasAndATarget(t *testing.T) {
	two := []Area{{1, 2}, {1, 3}}
	for i, c := range []struct {
		areas  []Area
		target float64
		scale  Scale
		part   float64
	}{
		{nil, 0.5, Share, 0.1}, {two[:1], 0.5, Share, 0.1}, {two, 0, Share, 0.1}, {two, 1, Arcsine, 0.1}, {two, 0.5, Share, 0.5}, {two, 0.5, Share, math.NaN()},
		{[]Area{{1, 2}, {3, 2}}, 0.5, Share, 0.1}, {[]Area{{1, 2}, {0, 0}}, 0.5, Share, 0.1}, {[]Area{{1, 2}, {-1, 2}}, 0.5, Share, 0.1},
		{[]Area{{1, 2}, {0, 2}}, 1, LogRatio, 0.1}, {two, 0, SquareRoot, 0.1}, {two, math.Inf(1), LogRatio, 0.1},
	} {
		if _, err := Overdispersion(c.areas, c.target, c.scale, c.part); !errors.Is(err, stats.ErrUndefined) {
			t.Errorf("%d: %v", i, err)
		}
	}
}

func FuzzOverdispersion(f *testing.F) {
	f.Add([]byte{3, 10, 5, 20, 7, 9}, 0.3, 0.1, 0)
	f.Fuzz(func(t *testing.T, raw []byte, target, part float64, scale int) {
		var areas, turned []Area
		for i := 0; i+1 < len(raw); i += 2 {
			a := Area{float64(raw[i]), float64(raw[i+1])}
			areas, turned = append(areas, a), append([]Area{a}, turned...)
		}
		d, err := Overdispersion(areas, target, Scale(scale&3), part)
		if err != nil {
			return
		}
		if !(d.Phi >= 0 && d.Tau2 >= 0) || math.IsInf(d.Phi+d.Tau2, 0) {
			t.Fatalf("%v about %v: %v", areas, target, d)
		}
		add, mul := d.Additive(), d.Multiplicative()
		for i, z := range d.Z {
			if math.Abs(add[i]) > math.Abs(z)*(1+1e-12) || math.Abs(mul[i]) > math.Abs(z)*(1+1e-12) {
				t.Fatalf("%v about %v: an adjusted distance is larger", areas, target)
			}
		}
		back, err := Overdispersion(turned, target, Scale(scale&3), part)
		if err != nil || math.Abs(back.Phi-d.Phi) > 1e-9*(1+d.Phi) {
			t.Errorf("the order of areas matters: %v and %v, %v", d.Phi, back.Phi, err)
		}
	})
}
