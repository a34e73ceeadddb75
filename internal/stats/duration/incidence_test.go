package duration

import (
	"errors"
	"math"
	"testing"

	"github.com/northinch/northinch/internal/stats"
)

// Five spells by hand: at day 1 one of five ends from cause 1 (0.2); at day 2 one
// of four from cause 2; at day 3, one of three from cause 1 with 0.6 left (0.2); the
// one last seen on day 3 leaves; at day 5 the last from cause 2.
func TestTheIncidenceOfACauseIsWorkedByHand(t *testing.T) {
	spells := made([]float64{1, 2, 3, 3, 5}, 1, 2, 1, 0, 2)
	for _, want := range []struct {
		cause    int
		day, cif float64
	}{{1, 0.5, 0}, {1, 1, 0.2}, {1, 4, 0.4}, {2, 4, 0.2}, {2, 5, 0.6}, {1, 50, 0.4}, {3, 5, 0}} {
		i, err := CumulativeIncidence(spells, want.cause, want.day)
		if err != nil || !near(i.CIF, want.cif) {
			t.Errorf("%+v: %v (%v)", want, i, err)
		}
	}
}

func TestTheIncidenceIsNotKnownWithoutACauseOrAfterTheLastSpellWasSeen(t *testing.T) {
	spells := made([]float64{1, 2}, 1, 0)
	for _, c := range []struct {
		cause int
		day   float64
	}{{0, 1}, {-1, 1}, {1, 3}, {1, -1}, {1, math.NaN()}} {
		if i, err := CumulativeIncidence(spells, c.cause, c.day); !errors.Is(err, stats.ErrUndefined) {
			t.Errorf("%+v: %v (%v)", c, i, err)
		}
	}
}

func TestTheIncidenceHasTheIntervalOfItsScale(t *testing.T) {
	i, err := (Incidence{0.5, 0.25}).Interval(Plain, 1)
	if err != nil || i != (stats.Interval{Low: 0.25, High: 0.75}) {
		t.Error(i, err)
	}
	if _, err := (Incidence{0, 0}).Interval(Plain, 1); !errors.Is(err, stats.ErrUndefined) {
		t.Error(err)
	}
}

// With one cause and no late entries the share is one less the curve, and the
// infinitesimal jackknife is Greenwood's formula.
func TestWithOneCauseTheIncidenceIsOneLessTheCurve(t *testing.T) {
	for seed := range uint64(20) {
		spells := Made(200, seed)
		c := curve(t, spells)
		for _, day := range []float64{0, 30, 400, 1500} {
			s, err := c.At(day)
			if err != nil {
				t.Fatal(err)
			}
			se, err := s.SE()
			if err != nil {
				t.Fatal(err)
			}
			i, err := CumulativeIncidence(spells, 1, day)
			if err != nil || !near(i.CIF, 1-s.S) || !near(i.SE, se) {
				t.Errorf("seed %d, day %v: %v (%v), want %v and %v", seed, day, i, err, 1-s.S, se)
			}
		}
	}
}

// weighted is the share that ends from a cause with a weight for each spell, as
// the definition has it.
func weighted(spells []Spell, weight []float64, cause int, until float64) float64 {
	left, share := 1.0, 0.0
	for day := 0.0; day <= until; day += 0.5 {
		var risk, all, own float64
		for i, s := range spells {
			if s.End >= day && (s.Entry == 0 || s.Entry < day) {
				risk += weight[i]
			}
			if s.End == day && s.Cause != 0 {
				all += weight[i]
				if s.Cause == cause {
					own += weight[i]
				}
			}
		}
		if risk > 0 {
			share += left * own / risk
			left *= 1 - all/risk
		}
	}
	return share
}

// The shares of the causes and of what has not ended add up to 1; and the standard
// error is that of the influence of each spell, found by giving it a little more
// weight.
func FuzzCumulativeIncidence(f *testing.F) {
	f.Add([]byte{9, 1, 8, 200, 7, 2, 6, 203, 5, 1, 4, 2, 12, 0}, uint8(7))
	f.Fuzz(func(t *testing.T, data []byte, day uint8) {
		spells, _ := fuzzed(data)
		if len(spells) > 40 {
			return
		}
		until := float64(day % 16)
		one, err := CumulativeIncidence(spells, 1, until)
		if err != nil {
			return
		}
		two, err := CumulativeIncidence(spells, 2, until)
		if err != nil {
			t.Fatal(err)
		}
		c, _ := KaplanMeier(spells)
		s, err := c.At(until)
		if err != nil || math.Abs(one.CIF+two.CIF+s.S-1) > 1e-9 {
			t.Fatalf("%v and %v and %v do not add up to 1 (%v)", one, two, s.S, err)
		}
		weight := make([]float64, len(spells))
		for i := range weight {
			weight[i] = 1
		}
		squares := 0.0
		const little = 1e-5
		for i := range weight {
			weight[i] = 1 + little
			more := weighted(spells, weight, 1, until)
			weight[i] = 1 - little
			less := weighted(spells, weight, 1, until)
			weight[i] = 1
			squares += math.Pow((more-less)/(2*little), 2)
		}
		if math.Abs(math.Sqrt(squares)-one.SE) > 1e-6 {
			t.Fatalf("%v, but the influences give %v", one, math.Sqrt(squares))
		}
	})
}
