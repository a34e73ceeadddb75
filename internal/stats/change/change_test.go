package change

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/stats"
)

func near(a, b float64) bool { return math.Abs(a-b) < 1e-9 }

// isUndefined fails the test for an error that is not that of no answer.
func isUndefined(t *testing.T, what string, err error) {
	t.Helper()
	if !errors.Is(err, stats.ErrUndefined) {
		t.Errorf("%s: %v", what, err)
	}
}

// isInvalid fails the test for an error that is not of bad input with some words.
func isInvalid(t *testing.T, err error, says string) {
	t.Helper()
	if err == nil || errors.Is(err, stats.ErrUndefined) || !strings.Contains(errs.Sentence(err), says) {
		t.Errorf("%v, want %q", err, says)
	}
}

func TestTwoRoundsThatDoNotMatchAreRefusedByEveryMethod(t *testing.T) {
	for says, rounds := range map[string][2][]float64{
		"has 2 values and the second has 1": {{1, 2}, {1}},
		"Row 2: NaN is no":                  {{1, math.NaN()}, {1, 2}},
		"Row 1: +Inf is no":                 {{1, 2}, {math.Inf(1), 2}},
		"Row 1: -1.5e+300 is no":            {{-1.5e300, 2}, {1, 2}},
	} {
		_, err := CountSigns(rounds[0], rounds[1])
		isInvalid(t, err, says)
		_, err = SignedRanks(rounds[0], rounds[1], Pratt)
		isInvalid(t, err, says)
		_, err = HodgesLehmann(rounds[0], rounds[1], 0.95)
		isInvalid(t, err, says)
		_, _, err = Cross(rounds[0], rounds[1])
		isInvalid(t, err, says)
	}
	_, err := CountSigns(nil, nil)
	isUndefined(t, "signs of nothing", err)
	_, err = SignedRanks(nil, nil, Wilcoxon)
	isUndefined(t, "ranks of nothing", err)
	_, err = HodgesLehmann(nil, nil, 0.95)
	isUndefined(t, "estimate of nothing", err)
	_, _, err = Cross(nil, nil)
	isUndefined(t, "table of nothing", err)
}

func TestADifferenceThatIsOnlyTheMachinesIsNone(t *testing.T) {
	s, err := CountSigns([]float64{0.3, 5, 1}, []float64{0.1 + 0.2, 6, 0})
	if err != nil || s != (Signs{Up: 1, Down: 1, Same: 1}) {
		t.Error(s, err)
	}
	// 0.3-0.1 and 0.5-0.3 and 0.2 are alike, so all have the rank 2.
	r, err := SignedRanks([]float64{0.3, 0.5, 0}, []float64{0.1, 0.3, 0.2}, Wilcoxon)
	if err != nil || r.V != 4 || r.Other() != 2 {
		t.Error(r, err)
	}
}
