package control

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/stats"
)

// Anhøj and Olesen 2014, table 1, for 12, 20 and 24 points.
func TestTheLimitsOfARunChartAreThePublishedOnes(t *testing.T) {
	for n, want := range map[int][2]int{10: {6, 2}, 12: {7, 3}, 20: {7, 6}, 24: {8, 8}, 36: {8, 13}, 1: {3, 0}} {
		if longest, fewest := RunLimits(n); longest != want[0] || fewest != want[1] {
			t.Errorf("%d: %d and %d, want %v", n, longest, fewest, want)
		}
	}
}

// Swed and Eisenhart 1943: with 10 and 10, 6 or fewer and 16 or more runs are
// significant at 5%; with 5 and 5, 2 and 10.
func TestTheLimitsOfRunsAreThePublishedOnes(t *testing.T) {
	for _, c := range []struct{ a, b, few, many int }{{10, 10, 7, 15}, {5, 5, 3, 9}, {3, 0, 1, 1}, {20, 20, 15, 27}} {
		if few, many := runsByChance(c.a, c.b); few != c.few || many != c.many {
			t.Errorf("%+v: %d to %d", c, few, many)
		}
	}
}

func TestTheProbabilitiesOfRunsAddUpToOne(t *testing.T) {
	for _, c := range [][2]int{{1, 1}, {4, 9}, {9, 4}, {30, 30}, {1, 40}} {
		sum := 0.0
		for r := 2; r <= c[0]+c[1]; r++ {
			sum += runs(r, c[0], c[1])
		}
		if math.Abs(sum-1) > 1e-12 {
			t.Error(c, sum)
		}
	}
}

func TestARunChartCountsWhatIsOffTheMedian(t *testing.T) {
	c, err := NewRunChart([]float64{5, 1, 2, 3, 3, 4, 8, 9, 5, 7, 6, 9, 8})
	if err != nil {
		t.Fatal(err)
	}
	want := RunChart{Median: 5, Useful: 11, LongestRun: 6, Longest: 6, Crossings: 1, Fewest: 2, LongestTrend: 6, Runs: 2, Few: 4, Many: 9}
	if c != want {
		t.Errorf("%+v, want %+v", c, want)
	}
	if got := strings.Join(c.Signals(), "; "); got != "crossings (Anhøj); shift of 6 (Perla); trend of 5 (Perla); too few runs (Perla)" {
		t.Error(got)
	}
	c, _ = NewRunChart([]float64{1, 9, 1, 9, 1, 9, 1, 9, 1, 9, 1, 9})
	if got := fmt.Sprint(c.Signals()); got != "[too many runs (Perla)]" || c.Median != 5 || c.LongestTrend != 2 {
		t.Errorf("%+v %s", c, got)
	}
	c, _ = NewRunChart([]float64{2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2})
	if got := fmt.Sprint(c.Signals()); c.LongestRun != 10 || !strings.Contains(got, "longest run (Anhøj)") {
		t.Errorf("%+v %s", c, got)
	}
	c, _ = NewRunChart([]float64{3, 1, 4, 2, 4, 1, 3})
	if c.Signals() == nil || len(c.Signals()) != 0 {
		t.Errorf("%+v %v", c, c.Signals())
	}
}

func TestARunChartNeedsValuesThatDiffer(t *testing.T) {
	for _, values := range [][]float64{nil, {3}, {3, 3, 3}} {
		if _, err := NewRunChart(values); !errors.Is(err, stats.ErrUndefined) {
			t.Error(values, err)
		}
	}
	for _, values := range [][]float64{{1, math.NaN()}, {math.Inf(-1)}, make([]float64, 10_001)} {
		if _, err := NewRunChart(values); errs.KindOf(err) != errs.BadInput {
			t.Error(len(values), err)
		}
	}
}

func FuzzARunChart(f *testing.F) {
	f.Add([]byte{5, 1, 2, 3, 3, 4, 8, 9, 5, 7, 6, 9, 8})
	f.Fuzz(func(t *testing.T, raw []byte) {
		var values, other, back []float64
		for _, b := range raw {
			values, other, back = append(values, float64(b)), append(other, -float64(b)), append([]float64{float64(b)}, back...)
		}
		c, err := NewRunChart(values)
		if err != nil {
			return
		}
		if c.Useful > len(values) || c.LongestRun > c.Useful || c.LongestRun*c.Runs < c.Useful || c.LongestTrend > len(values) || !(1 <= c.Few && c.Few <= c.Many && c.Many <= c.Useful) {
			t.Errorf("%v: %+v", values, c)
		}
		for _, turned := range [][]float64{other, back} {
			d, err := NewRunChart(turned)
			d.Median = c.Median
			if err != nil || d != c {
				t.Errorf("%v: %+v, turned %+v", values, c, d)
			}
		}
	})
}
