package chart_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/chart"
)

func TestLuminanceFallsAtEveryStepOfTheRampSoThatGreyPrintKeepsTheOrder(t *testing.T) {
	for rank := 2; rank <= 6; rank++ {
		lower, higher := luminance(linear(t, grade(rank-1).Fill())), luminance(linear(t, grade(rank).Fill()))
		// A ratio of 1.4 is about ten steps of lightness, which a photocopy keeps.
		if ratio := (lower + 0.05) / (higher + 0.05); ratio < 1.4 {
			t.Errorf("steps %d and %d have a luminance ratio of %.2f, want at least 1.4", rank-1, rank, ratio)
		}
	}
}

// The simulations of dichromacy are the matrices of severity 1.0 in G. M. Machado,
// M. M. Oliveira and L. A. F. Fernandes, "A Physiologically-based Model for
// Simulation of Color Vision Deficiency", IEEE Transactions on Visualization and
// Computer Graphics 15(6), 2009, applied to linear RGB.
var sight = map[string][3][3]float64{
	"full colour":  {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
	"protanopia":   {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
	"deuteranopia": {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
	"tritanopia":   {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}},
}

func TestNeighbouringStepsDifferForColourBlindReaders(t *testing.T) {
	for name, m := range sight {
		for rank := 2; rank <= 6; rank++ {
			a, b := lab(simulate(m, linear(t, grade(rank-1).Fill()))), lab(simulate(m, linear(t, grade(rank).Fill())))
			// The CIE 1976 distance; 2.3 is just noticeable side by side
			// (Mahy, Van Eycken and Oosterlinck 1994), and tiles stand apart.
			if d := math.Hypot(math.Hypot(a[0]-b[0], a[1]-b[1]), a[2]-b[2]); d < 11 {
				t.Errorf("%s: steps %d and %d are %.1f apart, want at least 11", name, rank-1, rank, d)
			}
			if b[0] >= a[0] {
				t.Errorf("%s: step %d is not darker than step %d", name, rank, rank-1)
			}
		}
	}
}

func TestLettersHaveContrastOnEveryStep(t *testing.T) {
	for of := 1; of <= 6; of++ {
		for rank := 0; rank <= of+1; rank++ {
			s := chart.Step{Rank: rank, Of: of}
			a, b := luminance(linear(t, s.Fill())), luminance(linear(t, s.Ink()))
			if c := (max(a, b) + 0.05) / (min(a, b) + 0.05); c < 4.5 {
				t.Errorf("rank %d of %d: contrast %.2f, want 4.5 (WCAG 2.2, 1.4.3)", rank, of, c)
			}
		}
	}
}

func TestAnyScaleIsSpreadOverTheWholeRamp(t *testing.T) {
	for of := 2; of <= 6; of++ {
		if lowest := (chart.Step{Rank: 1, Of: of}); lowest.Fill() != grade(1).Fill() {
			t.Errorf("the lowest of %d is %s, want %s", of, lowest.Fill(), grade(1).Fill())
		}
		if highest := (chart.Step{Rank: of, Of: of}); highest.Fill() != grade(6).Fill() {
			t.Errorf("the highest of %d is %s, want %s", of, highest.Fill(), grade(6).Fill())
		}
		seen := map[string]bool{}
		for rank := 1; rank <= of; rank++ {
			seen[chart.Step{Rank: rank, Of: of}.Fill()] = true
		}
		if len(seen) != of {
			t.Errorf("a scale of %d has %d colours", of, len(seen))
		}
	}
}

func TestARankThatTheScaleDoesNotHaveIsNotAGrade(t *testing.T) {
	for _, s := range []chart.Step{{}, {Rank: 7, Of: 6}, {Rank: -1, Of: 6}, {Rank: 1}, {Rank: 0, Of: 6}} {
		if s.Graded() || s.Fill() != "#ffffff" || s.Class() != "ni-grade ni-grade--not-seen" {
			t.Errorf("%+v is drawn as a grade: %s %s", s, s.Fill(), s.Class())
		}
	}
	if got := (chart.Step{Missing: 99}).Class(); got != "ni-grade ni-grade--not-seen" {
		t.Errorf("an unknown kind of missing has the class %q", got)
	}
}

func TestTheStyleSheetHasEveryClassThatAStepCanHave(t *testing.T) {
	css := chart.CSS()
	var steps []chart.Step
	for of := 2; of <= 6; of++ {
		for rank := 1; rank <= of; rank++ {
			steps = append(steps, chart.Step{Rank: rank, Of: of})
		}
	}
	for m := chart.NotSeen; m <= chart.Hidden; m++ {
		steps = append(steps, lost(m))
	}
	for _, s := range steps {
		for class := range strings.FieldsSeq(s.Class()) {
			if !strings.Contains(css, "."+class+"{") && !strings.Contains(css, "."+class+",") {
				t.Errorf("no rule for .%s", class)
			}
		}
	}
}

func linear(t *testing.T, hex string) [3]float64 {
	t.Helper()
	var r, g, b int
	if _, err := fmt.Sscanf(hex, "#%02x%02x%02x", &r, &g, &b); err != nil {
		t.Fatalf("%q is not a colour: %v", hex, err)
	}
	var out [3]float64
	for i, v := range []int{r, g, b} {
		c := float64(v) / 255
		if out[i] = c / 12.92; c > 0.04045 {
			out[i] = math.Pow((c+0.055)/1.055, 2.4)
		}
	}
	return out
}

func luminance(c [3]float64) float64 { return 0.2126*c[0] + 0.7152*c[1] + 0.0722*c[2] }

func simulate(m [3][3]float64, c [3]float64) (out [3]float64) {
	for i, row := range m {
		out[i] = min(1, max(0, row[0]*c[0]+row[1]*c[1]+row[2]*c[2]))
	}
	return out
}

// lab is CIELAB under D65, from linear sRGB (IEC 61966-2-1).
func lab(c [3]float64) [3]float64 {
	f := func(v float64) float64 {
		if v > 216.0/24389 {
			return math.Cbrt(v)
		}
		return (24389.0/27*v + 16) / 116
	}
	x := f((0.4124564*c[0] + 0.3575761*c[1] + 0.1804375*c[2]) / 0.95047)
	y := f(0.2126729*c[0] + 0.7151522*c[1] + 0.0721750*c[2])
	z := f((0.0193339*c[0] + 0.1191920*c[1] + 0.9503041*c[2]) / 1.08883)
	return [3]float64{116*y - 16, 500 * (x - y), 200 * (y - z)}
}
