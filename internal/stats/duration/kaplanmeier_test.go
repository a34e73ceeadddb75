package duration

import (
	"errors"
	"math"
	"slices"
	"testing"

	"github.com/northinch/northinch/internal/stats"
)

// Cox and Oakes, table 4.1 (and every textbook since): the treated.
func TestTheCurveOfTheTreatedIsThePublishedOne(t *testing.T) {
	treated, _ := remission()
	c := curve(t, treated)
	for _, want := range []struct {
		week  float64
		risk  int
		s, se float64
	}{{6, 21, 0.857, 0.0764}, {7, 17, 0.807, 0.0869}, {10, 15, 0.753, 0.0963}, {13, 12, 0.690, 0.1068}, {16, 11, 0.627, 0.1141}, {22, 7, 0.538, 0.1282}, {23, 6, 0.448, 0.1346}} {
		s, err := c.At(want.week)
		if err != nil {
			t.Fatal(err)
		}
		se, err := s.SE()
		if s.Risk != want.risk || math.Abs(s.S-want.s) > 5e-4 || math.Abs(se-want.se) > 5e-5 || err != nil {
			t.Errorf("week %v: %+v, %v, want %+v", want.week, s, se, want)
		}
	}
}

// Ten made-up spells, worked by hand: at 0 nine of ten are left; the one last seen
// on day 3 was still at risk on day 3.
func TestSameDayEndsAndTiedCensoringCountAsPublishedTablesDo(t *testing.T) {
	c := curve(t, made([]float64{0, 0, 1, 3, 3, 7, 7, 7, 14, 30}, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0))
	for day, want := range map[float64]float64{0: 0.9, 0.5: 0.9, 1: 0.9 * 7 / 8, 3: 0.9 * 6 / 8, 7: 0.9 * 6 / 8 * 3 / 5, 14: 0.9 * 6 / 8 * 3 / 5 / 2, 30: 0.9 * 6 / 8 * 3 / 5 / 2} {
		if s, err := c.At(day); err != nil || !near(s.S, want) {
			t.Errorf("day %v: %v (%v), want %v", day, s.S, err, want)
		}
	}
}

// A spell that came under observation on day 2 is at risk after day 2.
func TestALateEntryIsAtRiskOnlyAfterIt(t *testing.T) {
	c := curve(t, []Spell{{End: 2, Cause: 1}, {End: 4, Cause: 1}, {Entry: 2, End: 4}, {Entry: 3, End: 6, Cause: 1}})
	want := Curve{{2, 2, 1, 0, 0.5, 0.5}, {4, 3, 1, 1, 1.0 / 3, 0.5 + 1.0/6}, {6, 1, 1, 0, 0, 0.5 + 1.0/6}}
	if !slices.EqualFunc(c, want, func(a, b Step) bool {
		return a.Time == b.Time && a.Risk == b.Risk && a.Events == b.Events && a.Censored == b.Censored && near(a.S, b.S) && near(a.Greenwood, b.Greenwood)
	}) {
		t.Errorf("%+v", c)
	}
}

func TestTheCurveIsNotKnownAfterTheLastSpellWasSeen(t *testing.T) {
	open := curve(t, made([]float64{3, 5}, 1, 0))
	for _, day := range []float64{5.5, -1, math.NaN(), math.Inf(1)} {
		if _, err := open.At(day); !errors.Is(err, stats.ErrUndefined) {
			t.Errorf("day %v: %v", day, err)
		}
	}
	if s, err := open.At(2); err != nil || s.S != 1 {
		t.Error(s, err)
	}
	closed := curve(t, made([]float64{3, 5}, 0, 1))
	if s, err := closed.At(100); err != nil || s.S != 0 {
		t.Error(s, err)
	}
}

// R. G. Miller's and others' formulas by hand: S = 1/2 of 4, so Greenwood's sum is
// 1/12 + 1/6 = 1/4 and the standard error 1/4.
func TestTheIntervalOfEachScaleIsItsFormula(t *testing.T) {
	s := Step{S: 0.5, Greenwood: 0.25}
	for on, want := range map[Scale]stats.Interval{
		Plain:  {Low: 0.5 - 0.4, High: 0.9},
		Log:    {Low: 0.5 * math.Exp(-0.8), High: 1},
		LogLog: {Low: math.Exp(-math.Log(2) * math.Exp(0.8/math.Log(2))), High: math.Exp(-math.Log(2) * math.Exp(-0.8/math.Log(2)))},
	} {
		if i, err := s.Interval(on, 1.6); err != nil || !near(i.Low, want.Low) || !near(i.High, want.High) {
			t.Errorf("scale %d: %v (%v), want %v", on, i, err, want)
		}
	}
}

func TestThereIsNoIntervalWhereAllHaveEndedAndNoneOnTheLogLogScaleWhereNoneHas(t *testing.T) {
	for _, on := range []Scale{Log, LogLog, Plain} {
		if _, err := (Step{S: 0}).Interval(on, 2); !errors.Is(err, stats.ErrUndefined) {
			t.Error(on, err)
		}
		i, err := (Step{S: 1}).Interval(on, 2)
		if (on == LogLog) != errors.Is(err, stats.ErrUndefined) || on != LogLog && i != (stats.Interval{Low: 1, High: 1}) {
			t.Error(on, i, err)
		}
	}
}

func TestNumbersAreSortedByteByByte(t *testing.T) {
	seed := uint64(3)
	for _, n := range []int{0, 1, 2, 1000} {
		list := make([]uint64, n)
		for i := range list {
			list[i] = mix(&seed) >> (mix(&seed) % 64)
		}
		want := slices.Sorted(slices.Values(list))
		if got := sorted(list); !slices.Equal(got, want) {
			t.Errorf("%d numbers: %v, want %v", n, got, want)
		}
	}
}

// Whatever the spells: the share falls from at most 1 to at least 0, does not
// depend on the order of the spells, is the plain share where all were seen, and
// its limits hold it.
func FuzzKaplanMeier(f *testing.F) {
	f.Add([]byte{1, 2, 3, 40, 50, 60})
	f.Fuzz(func(t *testing.T, data []byte) {
		spells, all := fuzzed(data)
		c, err := KaplanMeier(spells)
		if err != nil {
			return
		}
		slices.Reverse(spells)
		again, err := KaplanMeier(spells)
		if err != nil || !slices.Equal(c, again) {
			t.Fatalf("%v and %v (%v)", c, again, err)
		}
		last := 1.0
		for _, s := range c {
			if !(s.S <= last && s.S >= 0) || s.Events > s.Risk {
				t.Fatalf("%+v after %v", s, last)
			}
			last = s.S
			longer := 0
			for _, p := range spells {
				if p.End > s.Time {
					longer++
				}
			}
			if all && math.Abs(s.S-float64(longer)/float64(len(spells))) > 1e-9 {
				t.Fatalf("%+v, but %d of %d last longer", s, longer, len(spells))
			}
			for _, on := range []Scale{Log, LogLog, Plain} {
				if i, err := s.Interval(on, 1.96); err == nil && !(i.Low >= 0 && i.Low <= s.S+1e-12 && i.High >= s.S-1e-12 && i.High <= 1) {
					t.Fatalf("%v does not hold %+v", i, s)
				}
			}
		}
	})
}

// fuzzed makes spells of bytes: days, every third with a late entry, causes 0 to
// 2; all says that each was seen from its beginning to its end.
func fuzzed(data []byte) (spells []Spell, all bool) {
	all = true
	for i := 0; i+1 < len(data); i += 2 {
		s := Spell{End: float64(data[i] % 16), Cause: int(data[i+1] % 3)}
		if data[i+1] >= 192 && s.End > 1 {
			s.Entry = s.End / 2
		}
		all = all && s.Cause > 0 && s.Entry == 0
		spells = append(spells, s)
	}
	return spells, all
}
