package duration

import (
	"errors"
	"math"
	"testing"

	"github.com/northinch/northinch/internal/stats"
)

func members(groups ...[]Spell) (out []Member) {
	for g, spells := range groups {
		for i, s := range spells {
			out = append(out, Member{s, g, i % 3})
		}
	}
	return out
}

func unstratified(m []Member) []Member {
	out := make([]Member, len(m))
	for i, one := range m {
		out[i] = Member{one.Spell, one.Group, 0}
	}
	return out
}

// Cox and Oakes 1984, and Kleinbaum and Klein 2012: 9 ends where 19.25 were
// expected, 21 where 10.75 were; 16.79 with one degree of freedom.
func TestTheLogRankTestOfTheTreatedIsThePublishedOne(t *testing.T) {
	c, err := LogRank(unstratified(members(remission())), 2)
	if err != nil || c.Observed[0] != 9 || c.Observed[1] != 21 || math.Abs(c.Expected[0]-19.25) > 5e-3 || math.Abs(c.Expected[1]-10.75) > 5e-3 ||
		math.Abs(c.ChiSquared-16.79) > 5e-3 || c.DF != 1 || c.P > 1e-4 || c.P < 1e-5 {
		t.Error(c, err)
	}
}

// Two strata of two spells, one of each group: the test is the sum over strata of
// 1 - 1/2 and 0 - 1/2 with the variance 1/4 each.
func TestStrataAreComparedWithinThemselves(t *testing.T) {
	m := []Member{
		{Spell{End: 1, Cause: 1}, 0, 7}, {Spell{End: 2, Cause: 1}, 1, 7},
		{Spell{End: 100, Cause: 1}, 0, 8}, {Spell{End: 200, Cause: 1}, 1, 8},
	}
	c, err := LogRank(m, 2)
	if err != nil || !near(c.ChiSquared, 1/0.5) || !near(c.Expected[0], 1) || !near(c.Expected[1], 3) {
		t.Error(c, err)
	}
}

func TestAGroupThatWasNeverAtRiskIsNoDegreeOfFreedom(t *testing.T) {
	treated, control := remission()
	three, err := LogRank(unstratified(members(treated, control, []Spell{{End: 0}})), 3)
	if err != nil || three.DF != 1 || three.Expected[2] != 0 {
		t.Error(three, err)
	}
	two, err := LogRank(unstratified(members(treated, control)), 2)
	if err != nil || !near(two.ChiSquared, three.ChiSquared) {
		t.Error(two, three, err)
	}
}

func TestAGroupThatIsNotOneOfThemIsRefused(t *testing.T) {
	for _, g := range []int{-1, 2} {
		if _, err := LogRank([]Member{{Spell{End: 1, Cause: 1}, g, 0}}, 2); err == nil || errors.Is(err, stats.ErrUndefined) {
			t.Error(g, err)
		}
	}
}

func TestGroupsThatNeverMeetCannotBeCompared(t *testing.T) {
	for _, m := range [][]Member{
		{{Spell{End: 1, Cause: 1}, 0, 0}},
		{{Spell{End: 1, Cause: 1}, 0, 0}, {Spell{End: 1, Cause: 1}, 1, 1}},
		{{Spell{End: 1}, 0, 0}, {Spell{End: 2}, 1, 0}},
	} {
		if c, err := LogRank(m, 2); !errors.Is(err, stats.ErrUndefined) {
			t.Error(c, err)
		}
	}
}

// Ends are expected where they were observed, in all; the names of the groups and
// the order of the spells change nothing.
func FuzzLogRank(f *testing.F) {
	f.Add([]byte{1, 2, 3, 40, 50, 60, 7, 8, 9, 10})
	f.Fuzz(func(t *testing.T, data []byte) {
		spells, _ := fuzzed(data)
		var m, other []Member
		for i, s := range spells {
			m = append(m, Member{s, i % 3, i % 2})
		}
		for i := len(m) - 1; i >= 0; i-- {
			other = append(other, Member{m[i].Spell, (m[i].Group + 1) % 3, 5 - m[i].Stratum})
		}
		a, err := LogRank(m, 3)
		b, err2 := LogRank(other, 3)
		if (err == nil) != (err2 == nil) {
			t.Fatal(err, err2)
		}
		if err != nil {
			return
		}
		sum := 0.0
		for g := range 3 {
			sum += float64(a.Observed[g]) - a.Expected[g]
			if a.Observed[g] != b.Observed[(g+1)%3] {
				t.Fatal(a, b)
			}
		}
		if math.Abs(sum) > 1e-9 || a.ChiSquared < 0 || !(a.P >= 0 && a.P <= 1) || math.Abs(a.ChiSquared-b.ChiSquared) > 1e-6*(1+a.ChiSquared) || a.DF != b.DF {
			t.Fatal(a, b, sum)
		}
	})
}
