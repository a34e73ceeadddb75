package agreement

import (
	"math"
	"runtime"
	"slices"
	"testing"

	"github.com/northinch/northinch/internal/stats/agreement/agreementtest"
)

func madeUp(t testing.TB, seed uint64, units, raters, q int, missing float64) *Ratings {
	return must[*Ratings](t)(New(numbers(q), raters, agreementtest.Ratings(seed, units, raters, q, missing)))
}

func TestABootstrapIsTheSameOnAnyNumberOfProcessorsAndInAnyOrderOfUnits(t *testing.T) {
	ratings := agreementtest.Ratings(3, 60, 3, 4, 0.1)
	var backwards []uint16
	for row := range slices.Chunk(ratings, 3) {
		backwards = append(slices.Clone(row), backwards...)
	}
	a := must[*Ratings](t)(New(numbers(4), 3, ratings))
	b := must[*Ratings](t)(New(numbers(4), 3, backwards))
	w := must[Matrix](t)(Quadratic.On(a.Scale()))
	how := Resampling{Replicates: 300, Seed: 7, Conf: 0.9, Corrected: true}
	for _, kind := range kinds {
		before := runtime.GOMAXPROCS(1)
		one := must[Resampled](t)(a.BootstrapEstimate(kind, w, how))
		runtime.GOMAXPROCS(3)
		three := must[Resampled](t)(b.BootstrapEstimate(kind, w, how))
		runtime.GOMAXPROCS(before)
		if one != three {
			t.Errorf("%v: %+v on one processor and %+v on three", kind, one, three)
		}
		how.Seed++
		if other := must[Resampled](t)(a.BootstrapEstimate(kind, w, how)); other == one {
			t.Errorf("%v: another seed gives the same %+v", kind, one)
		}
	}
}

func TestABootstrapAgreesWithTheClosedForm(t *testing.T) {
	r := madeUp(t, 11, 400, 3, 5, 0.1)
	for _, m := range []Metric{Nominal, OrdinalRank, Interval, RatioScale} {
		a := must[Alpha](t)(r.Alpha(m, plain))
		for _, corrected := range []bool{false, true} {
			b := must[Resampled](t)(r.BootstrapAlpha(m, Resampling{Replicates: 2000, Seed: 1, Conf: 0.95, Corrected: corrected}))
			near(t, "SE over SE", b.SE/a.Precision.SE, 1, 0.08)
			near(t, "lower", b.Interval.Low, a.Precision.Interval.Low, 0.015)
			near(t, "upper", b.Interval.High, a.Precision.Interval.High, 0.015)
		}
	}
}

// The linearised standard error is close to that of leaving out one unit at a
// time, which knows nothing of derivatives.
func TestTheStandardErrorsAreThoseOfTheJackknife(t *testing.T) {
	// Every unit has two ratings or more: where some have one, Gwet takes the number
	// of the others for fixed, and his standard error is larger.
	var ratings []uint16
	for row := range slices.Chunk(agreementtest.Ratings(5, 500, 4, 6, 0.25), 4) {
		if slices.Sort(row); row[2] > 0 {
			ratings = append(ratings, row[3], row[1], row[2], row[0])
		}
	}
	r := must[*Ratings](t)(New(numbers(6), 4, ratings))
	jackknife := func(s statistic) float64 {
		times := slices.Clone(r.times)
		mean, sum := 0.0, 0.0
		var without []float64
		for i, n := range r.times {
			times[i]--
			p, ok := s.at(times)
			if times[i]++; !ok {
				t.Fatal("no answer")
			}
			without = append(without, p.Coefficient)
			mean += n * p.Coefficient / r.units
		}
		for i, n := range r.times {
			sum += n * (without[i] - mean) * (without[i] - mean)
		}
		return math.Sqrt(sum * (r.units - 1) / r.units)
	}
	for _, m := range []Metric{Nominal, OrdinalRank, Interval, RatioScale} {
		near(t, "alpha", must[Alpha](t)(r.Alpha(m, plain)).Precision.SE/jackknife(newCoincidence(r, m)), 1, 0.01)
	}
	for _, rule := range []Weights{Identity, Ordinal} {
		w := must[Matrix](t)(rule.On(r.Scale()))
		for _, kind := range kinds[:6] {
			var s statistic = newCorrected(r, kind, w)
			if kind == GwetAlpha {
				s = newAlphaOfWeights(r, w)
			}
			near(t, "SE over SE", must[Estimate](t)(r.Estimate(kind, w, plain)).Precision.SE/jackknife(s), 1, 0.01)
		}
	}
}

func TestAResamplingThatCannotBeDoneIsRefused(t *testing.T) {
	r := madeUp(t, 1, 50, 3, 4, 0)
	w := must[Matrix](t)(Identity.On(r.Scale()))
	good := Resampling{Replicates: 200, Conf: 0.95}
	for _, n := range []int{0, 99, maxReplicates + 1} {
		bad := good
		bad.Replicates = n
		_, err := r.BootstrapEstimate(Gwet, w, bad)
		refused(t, err, "it takes 100 to 1000000")
	}
	_, err := r.BootstrapEstimate(Gwet, must[Matrix](t)(Identity.On(Steps(3))), good)
	refused(t, err, "for 3 categories")
	_, err = must[*Ratings](t)(New(Steps(4), 2, []uint16{1, 2})).BootstrapAlpha(Interval, good)
	refused(t, err, "are words")
	shares := must[*Ratings](t)(Table(Steps(2), [][]float64{{0.5, 0.2}, {0.1, 0.2}}, 7))
	_, err = shares.BootstrapEstimate(Percent, must[Matrix](t)(Identity.On(Steps(2))), good)
	refused(t, err, "no whole units")
	many := must[*Ratings](t)(Table(Steps(2), [][]float64{{1e9, 1}, {1, 1}}, 0))
	_, err = many.BootstrapEstimate(Percent, must[Matrix](t)(Identity.On(Steps(2))), good)
	refused(t, err, "at most 10000000 can be drawn")
}

func TestReplicatesWithoutAnAnswerAreCountedAndTooManyAreNoInterval(t *testing.T) {
	// One unit of n differs from the rest. About a third of the replicates do not
	// have it, and then all their ratings are the same.
	rare := must[*Ratings](t)(New(numbers(2), 2, []uint16{1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2}))
	how := Resampling{Replicates: 500, Conf: 0.95}
	b, err := rare.BootstrapAlpha(Nominal, how)
	if noAnswer(t, err, "vary too little"); b.Without < 100 || b.Without > 250 {
		t.Errorf("%+v", b)
	}
	// With four such units it is about one in seventy.
	some := must[*Ratings](t)(New(numbers(2), 2, []uint16{1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2}))
	if b, err := some.BootstrapAlpha(Nominal, how); err != nil || b.Without == 0 || b.Without > 25 {
		t.Errorf("%+v, %v", b, err)
	}
}

func TestTheCorrectedIntervalSaysWhereItHasNoAnswer(t *testing.T) {
	// Ten units in a ring have every category as often; a replicate with a unit
	// twice does not, and chance agreement is larger.
	var ring []uint16
	for k := range uint16(10) {
		ring = append(ring, k+1, (k+1)%10+1)
	}
	how := Resampling{Replicates: 100, Conf: 0.95, Corrected: true}
	_, err := must[*Ratings](t)(New(Steps(10), 2, ring)).BootstrapEstimate(Fleiss, identity(10), how)
	noAnswer(t, err, "on one side")
	full := must[*Ratings](t)(New(numbers(3), 2, []uint16{1, 1, 2, 2, 3, 3}))
	b := must[Resampled](t)(full.BootstrapEstimate(Gwet, identity(3), how))
	if near(t, "SE of full agreement", b.SE, 0, 1e-12); b.Interval.Low != 1 || b.Interval.High != 1 {
		t.Errorf("full agreement: %+v", b)
	}
}

func TestPercentilesAreBetweenNeighbours(t *testing.T) {
	x := []float64{1, 2, 4}
	for p, want := range map[float64]float64{0: 1, 0.25: 1, 0.375: 1.5, 0.5: 2, 0.75: 4, 1: 4} {
		near(t, "percentile", percentile(x, p), want, 1e-12)
	}
}

func TestRandomNumbersAreThoseOfSplitMix64(t *testing.T) {
	s := source(1234567) // the first outputs of the reference implementation
	for _, want := range []uint64{6457827717110365317, 3203168211198807973, 9817491932198370423} {
		if got := s.next(); got != want {
			t.Errorf("%d, want %d", got, want)
		}
	}
	var seen [6]int
	for range 6000 {
		seen[s.below(6)]++
	}
	for k, n := range seen {
		if n < 850 || n > 1150 {
			t.Errorf("%d came %d times in 6,000", k, n)
		}
	}
	for range 200 { // nearly half of all numbers are drawn again here
		if n := uint64(1)<<63 + 1; s.below(n) >= n {
			t.Error("out of range")
		}
	}
}
