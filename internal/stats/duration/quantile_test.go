package duration

import (
	"errors"
	"math"
	"testing"

	"github.com/northinch/northinch/internal/stats"
)

func at(x float64) When { return When{x, true} }

// The treated: the median is 23 weeks, its lower limit 16 (log) and there is no
// upper one; Kleinbaum and Klein, "Survival Analysis", 2012. The controls: 8
// weeks, from 4 to 12.
func TestTheMedianOfTheTreatedIsThePublishedOne(t *testing.T) {
	treated, control := remission()
	if m := curve(t, treated).Median(Log, stats.Z95); m != (Quantile{at(23), at(16), When{}}) {
		t.Error(m)
	}
	if m := curve(t, control).Median(Log, stats.Z95); m != (Quantile{at(8), at(4), at(12)}) {
		t.Error(m)
	}
}

// Four spells that all end: the curve is one half from day 2 to day 5.
func TestACurveThatLiesOnTheLevelHasTheMiddleOfItsStay(t *testing.T) {
	c := curve(t, made([]float64{1, 2, 5, 9}, 1, 1, 1, 1))
	if m := c.Median(Log, stats.Z95); m.Time != at(3.5) {
		t.Error(m)
	}
	for p, want := range map[float64]float64{0.25: 1.5, 0.3: 2, 0.5: 3.5, 0.6: 5, 0.75: 7, 0.8: 9, 1: 9} {
		if q, err := c.Quantile(p, Log, stats.Z95); err != nil || q.Time != at(want) {
			t.Errorf("%v: %v (%v), want %v", p, q, err, want)
		}
	}
}

func TestACurveThatEndsOnTheLevelHasItsMedianThereAndItsQuantileInTheMiddle(t *testing.T) {
	c := curve(t, made([]float64{1, 2, 6, 8}, 1, 1, 0, 0))
	if m := c.Median(Log, stats.Z95); m.Time != at(2) {
		t.Error(m)
	}
	if q, err := c.Quantile(0.5, Log, stats.Z95); err != nil || q.Time != at(5) {
		t.Error(q, err)
	}
	if q, err := c.Quantile(0.6, Log, stats.Z95); err != nil || q.Time != (When{}) {
		t.Error(q, err)
	}
}

func TestAQuantileIsForAShareThatIsReached(t *testing.T) {
	c := curve(t, made([]float64{1}, 1))
	for _, p := range []float64{0, -0.1, 1.1, math.NaN()} {
		if _, err := c.Quantile(p, Log, stats.Z95); !errors.Is(err, stats.ErrUndefined) {
			t.Errorf("%v: %v", p, err)
		}
	}
}

func TestTheLimitsOfTheMedianHoldIt(t *testing.T) {
	for seed := range uint64(200) {
		c := curve(t, Made(30, seed))
		for _, on := range []Scale{Log, LogLog, Plain} {
			m := c.Median(on, stats.Z95)
			if m.Low.Reached && m.Time.Reached && m.Low.Time > m.Time.Time || m.High.Reached && (!m.Time.Reached || m.High.Time < m.Time.Time) {
				t.Fatalf("seed %d: %+v", seed, m)
			}
		}
	}
}

// The area by hand: one day at 1, one at 3/4, four at 1/2 = 3.75 up to day 6. The
// areas after days 1 and 2 are 2.75 and 2, so the variance is
// 2.75²/12 + 2²/6.
func TestTheRestrictedMeanIsTheAreaUnderTheCurve(t *testing.T) {
	c := curve(t, made([]float64{1, 2, 6, 8}, 1, 1, 0, 0))
	m, err := c.RestrictedMean(6)
	if err != nil || !near(m.Mean, 3.75) || !near(m.SE, math.Sqrt(2.75*2.75/12+4.0/6)) {
		t.Error(m, err)
	}
	if i := m.Interval(1); !near(i.Low, m.Mean-m.SE) || !near(i.High, m.Mean+m.SE) {
		t.Error(i)
	}
	if i := m.Interval(100); i.Low != 0 {
		t.Error(i)
	}
	if m, err = c.RestrictedMean(0.5); err != nil || m != (Mean{0.5, 0}) {
		t.Error(m, err)
	}
	for _, tau := range []float64{9, -1, math.NaN()} {
		if _, err := c.RestrictedMean(tau); !errors.Is(err, stats.ErrUndefined) {
			t.Errorf("%v: %v", tau, err)
		}
	}
}

// Where every end was seen, the mean up to the last is the mean of all.
func TestTheRestrictedMeanOfWhatWasSeenIsTheMean(t *testing.T) {
	_, control := remission()
	c := curve(t, control)
	sum := 0.0
	for _, s := range control {
		sum += s.End
	}
	if m, err := c.RestrictedMean(c.Last() + 10); err != nil || !near(m.Mean, sum/21) {
		t.Error(m, err)
	}
}
