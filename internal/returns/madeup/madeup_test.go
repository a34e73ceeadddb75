package madeup_test

import (
	"bytes"
	"errors"
	"io"
	"reflect"
	"testing"

	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/madeup"
	"github.com/northinch/northinch/internal/returns/spec"
)

func newRound(t testing.TB, o madeup.Options) *madeup.Round {
	t.Helper()
	r, err := madeup.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// read writes an area and reads it.
func read(t testing.TB, r *madeup.Round, area int) (madeup.Truth, *returns.Return, map[string]int) {
	t.Helper()
	var children, events bytes.Buffer
	truth, err := r.Write(area, &children, &events)
	if err != nil {
		t.Fatal(err)
	}
	x := returns.NewReader(returns.Options{})
	if err := x.Children("children.csv", &children); err != nil {
		t.Fatal(err)
	}
	if err := x.Events("events.csv", &events); err != nil {
		t.Fatal(err)
	}
	ret, err := x.Done()
	if err != nil {
		t.Fatal(err)
	}
	return truth, ret, x.Tally()
}

func TestARoundHasAsManyChildrenAndEventsAsWereAskedFor(t *testing.T) {
	r := newRound(t, madeup.Options{Areas: 5, Children: 1000, Events: 30_000})
	children, events := 0, 0
	for i := range r.Areas {
		truth, ret, tally := read(t, r, i)
		if len(tally) != 0 {
			t.Errorf("%s: %v", truth.Area, tally)
		}
		if truth.Children != ret.Children.Len() || truth.Events != ret.Events.Len() || truth.Children != r.Areas[i].Children || !ret.MadeUp {
			t.Errorf("%s: %d children, %d events; read %d, %d", truth.Area, truth.Children, truth.Events, ret.Children.Len(), ret.Events.Len())
		}
		children += truth.Children
		events += truth.Events
	}
	if children != 1000 || events < 29_900 || events > 30_100 {
		t.Errorf("%d children, %d events", children, events)
	}
}

func TestTheSameSeedMakesTheSameBytesAndAnotherOneOthers(t *testing.T) {
	write := func(o madeup.Options) (string, []madeup.Truth) {
		var children, events bytes.Buffer
		all, err := newRound(t, o).WriteAll(&children, &events)
		if err != nil {
			t.Fatal(err)
		}
		return children.String() + events.String(), all
	}
	o := madeup.Options{Seed: 7, Areas: 3, Children: 200, Defects: true}
	first, truth := write(o)
	again, same := write(o)
	if first != again || !reflect.DeepEqual(truth, same) {
		t.Error("the same seed made something else")
	}
	o.Seed = 8
	if other, _ := write(o); other == first {
		t.Error("another seed made the same")
	}
}

// An area is the same alone as in a file of all areas, so that a national file and
// the areas' own can be compared.
func TestAnAreaHasTheSameTruthAloneAndTogether(t *testing.T) {
	r := newRound(t, madeup.Options{Seed: 3, Areas: 4, Children: 300, Events: 6000})
	all, err := r.WriteAll(io.Discard, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	for i := range r.Areas {
		if one, _, _ := read(t, r, i); !reflect.DeepEqual(one, all[i]) {
			t.Errorf("%s: %+v and %+v", one.Area, one, all[i])
		}
	}
}

// The truth is counted from the stories; here it is counted again from the events
// that were written, in the plainest way.
func TestWhatWasPlantedCanBeCountedInTheEvents(t *testing.T) {
	r := newRound(t, madeup.Options{Seed: 1, Areas: 6, Children: 3000, Events: 40_000})
	for i := range r.Areas {
		truth, ret, _ := read(t, r, i)
		contact := map[spec.Population]madeup.Contact{}
		in := map[spec.Population]int{}
		var register madeup.Register
		episodes, without, offenders, noPlan, decisions, duplicates := 0, 0, 0, 0, 0, 0
		for child := range ret.Children.Len() {
			from, to := ret.Events.Of(child)
			p := population(ret.Children.In[child])
			in[p]++
			if c, ok := recount(ret, child, p); ok {
				sum := contact[p]
				sum.Children++
				sum.Visits += c.Visits
				sum.DaysAtRisk += c.DaysAtRisk
				sum.BySocial = plus(sum.BySocial, c.BySocial)
				sum.ByAnybody = plus(sum.ByAnybody, c.ByAnybody)
				contact[p] = sum
			}
			for e := from; e < to; e++ {
				after := func(kind spec.Event) bool { return has(ret, e, to, kind) }
				switch ret.Events.Kind[e] {
				case spec.Registration:
					register.Spells++
				case spec.Deregistration:
					register.Ended++
				case spec.SexOffenderContact:
					offenders++
					if !after(spec.RiskPlan) {
						noPlan++
					}
				case spec.NoReturnHome:
					decisions++
				case spec.Missing:
					if ret.Events.End[e] != 0 {
						episodes++
						if !discussed(ret, e, to) {
							without++
						}
					}
				}
				if e > from && same(ret, e) {
					duplicates++
				}
			}
		}
		if !reflect.DeepEqual(in, truth.In) {
			t.Errorf("%s: populations %v, planted %v", truth.Area, in, truth.In)
		}
		for p, want := range truth.Contact {
			got := contact[p]
			want.BySocial.Median, want.ByAnybody.Median = 0, 0
			if !reflect.DeepEqual(got, want) {
				t.Errorf("%s: contact of %d\n%+v, planted\n%+v", truth.Area, p, got, want)
			}
		}
		for _, c := range []struct {
			what      string
			got, want int
		}{
			{"spells", register.Spells, truth.Register.Spells}, {"spells that ended", register.Ended, truth.Register.Ended},
			{"episodes", episodes, truth.Missing.Episodes}, {"without a discussion", without, truth.Missing.Without},
			{"held, refused and without", truth.Missing.Held + truth.Missing.Refused + truth.Missing.Without, truth.Missing.Episodes},
			{"offenders", offenders, truth.Offender.Contacts}, {"without a plan", noPlan, truth.Offender.WithoutPlan},
			{"decisions", decisions, truth.NoReturn.Decisions},
			{"outcomes", truth.NoReturn.FinalPlacement + truth.NoReturn.ReturnedHome + truth.NoReturn.Turned18 + truth.NoReturn.Waiting, truth.NoReturn.Decisions},
			{"duplicates", duplicates, truth.Duplicates},
		} {
			if c.got != c.want {
				t.Errorf("%s: %d %s, planted %d", truth.Area, c.got, c.what, c.want)
			}
		}
		if truth.Steps.MeetingsLate == 0 || truth.Steps.CoreGroupsLate == 0 || truth.Register.Followed12 < truth.Register.Again12 || truth.Steps.Meetings < truth.Steps.MeetingsLate {
			t.Errorf("%s: %+v", truth.Area, truth)
		}
	}
}

func TestThoseWhoCeasedToBeLookedAfterAreInARoundThatAsksForThem(t *testing.T) {
	agreed, _ := returns.DayOf(2026, 10, 31)
	for day, asked := range map[returns.Day]bool{0: false, agreed: true} {
		truth, ret, _ := read(t, newRound(t, madeup.Options{Areas: 1, Children: 1000, Agreed: day}), 0)
		if got := truth.In[spec.CeasedLookedAfter] > 0; got != asked {
			t.Errorf("edition %s: %d ceased", ret.Edition.ID, truth.In[spec.CeasedLookedAfter])
		}
		adopted := 0
		for child := range ret.Children.Len() {
			if !ret.Children.In[child].Has(spec.CeasedLookedAfter) {
				continue
			}
			from, to := ret.Events.Of(child)
			for e := from; e < to; e++ {
				if ret.Events.Detail[e] == spec.AdoptionOrder {
					adopted++
				}
				if ret.Events.Detail[e] == spec.Adopters && ret.Events.Date[to-1] > ret.Events.Date[e] {
					t.Errorf("child %d: something is told of %s, after the child was adopted on %s", child, ret.Events.Date[to-1], ret.Events.Date[e])
				}
			}
		}
		if (adopted > 0) != asked {
			t.Errorf("edition %s: %d of those who ceased were adopted", ret.Edition.ID, adopted)
		}
	}
}

func population(set spec.Populations) spec.Population {
	for p := spec.NearThreshold; p <= spec.CeasedLookedAfter; p++ {
		if set.Has(p) {
			return p
		}
	}
	return 0
}

func has(ret *returns.Return, from, to int, kind spec.Event) bool {
	for e := from; e < to; e++ {
		if ret.Events.Kind[e] == kind {
			return true
		}
	}
	return false
}

// discussed reports whether a discussion was held or refused within 14 days.
func discussed(ret *returns.Return, e, to int) bool {
	ev := &ret.Events
	for f := e; f < to && ev.Date[f] <= ev.End[e]+14; f++ {
		if ev.Kind[f] == spec.ReturnDiscussion && ev.Date[f] >= ev.End[e] && (ev.Detail[f] == spec.Held || ev.Detail[f] == spec.Refused) {
			return true
		}
	}
	return false
}

func same(ret *returns.Return, e int) bool {
	ev, d := &ret.Events, e-1
	return ev.Line[e] == ev.Line[d]+1 && ev.Date[e] == ev.Date[d] && ev.Kind[e] == ev.Kind[d] && ev.By[e] == ev.By[d] && ev.Detail[e] == ev.Detail[d] && ev.End[e] == ev.End[d] && ev.Late[e] == ev.Late[d]
}

func plus(a, b madeup.Seen) madeup.Seen {
	a.Within28 += b.Within28
	a.Within3Months += b.Within3Months
	a.Within6Months += b.Within6Months
	return a
}

// recount counts the contacts of one child from its index.
func recount(ret *returns.Return, child int, p spec.Population) (c madeup.Contact, ok bool) {
	ev := &ret.Events
	from, to := ev.Of(child)
	index := returns.Day(0)
	for e := from; e < to; e++ {
		day := ev.Date[e]
		switch kind := ev.Kind[e]; {
		case p == spec.OnRegister && kind == spec.Registration, p == spec.OffRegister && kind == spec.Deregistration,
			p == spec.NearThreshold && kind == spec.PlanningMeeting,
			p == spec.NearThreshold && kind == spec.ReferralDiscussion && ev.Detail[e] != spec.Investigate:
			index = day
		case p == spec.NearThreshold && kind == spec.Investigation && ev.Detail[e] != spec.ToMeeting:
			index = ev.End[e]
		}
	}
	if index == 0 {
		return c, false
	}
	first := func(social bool) (s madeup.Seen) {
		for e := from; e < to; e++ {
			if ev.Kind[e] != spec.Contact || ev.Detail[e] == spec.NotSeen || ev.Date[e] <= index || social && ev.By[e] != spec.SocialWorker {
				continue
			}
			for _, w := range []struct {
				months, days returns.Day
				n            *int
			}{{0, 28, &s.Within28}, {3, 0, &s.Within3Months}, {6, 0, &s.Within6Months}} {
				if ev.Date[e] <= index.Add(int(w.months))+w.days {
					*w.n++
				}
			}
			break
		}
		return s
	}
	c.BySocial, c.ByAnybody = first(true), first(false)
	for e := from; e < to; e++ {
		if ev.Kind[e] == spec.Contact && ev.By[e] == spec.SocialWorker && ev.Detail[e] != spec.NotSeen && ev.Date[e] > index {
			c.Visits++
		}
	}
	c.DaysAtRisk = int(ret.Agreed(child) - index)
	return c, true
}

func TestEveryDefectThatTheReaderFindsIsFound(t *testing.T) {
	r := newRound(t, madeup.Options{Areas: 1, Children: 50, Defects: true})
	truth, ret, tally := read(t, r, 0)
	want := map[string]int{"R033": 0}
	for d, code := range madeup.Defects() {
		if truth.Defects[d] != 1 {
			t.Errorf("%s was planted %d times", d, truth.Defects[d])
		}
		if code != "" {
			want[code] += truth.Defects[d]
		}
	}
	for code, n := range want {
		if tally[code] < n {
			t.Errorf("%s was found %d times and planted %d times", code, tally[code], n)
		}
	}
	for code := range tally {
		if want[code] == 0 {
			t.Errorf("%s was found and not planted", code)
		}
	}
	if ret.Children.Len() <= 50 {
		t.Error("the children of the defects were left out")
	}
}

func TestWhatCannotBeMadeUpIsRefused(t *testing.T) {
	early, _ := returns.DayOf(2022, 12, 31)
	old, _ := returns.DayOf(1999, 12, 31)
	for _, o := range []madeup.Options{{Areas: -1}, {Areas: 33}, {Areas: 3, Children: 2}, {Children: -1}, {Children: 10_000_001}, {Events: -1}, {Events: 2_000_000_000}, {Agreed: early}, {Agreed: old}} {
		if _, err := madeup.New(o); err == nil {
			t.Errorf("%+v was made up", o)
		}
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("the disk is full") }

func TestAFullDiskIsSaid(t *testing.T) {
	r := newRound(t, madeup.Options{Areas: 1, Children: 10})
	if _, err := r.Write(0, full{}, io.Discard); err == nil {
		t.Error("the table of children was not written, and nothing was said")
	}
	if _, err := r.WriteAll(io.Discard, full{}); err == nil {
		t.Error("the table of events was not written, and nothing was said")
	}
}

func TestAnArchiveOfAnAreaIsReadAsItsFiles(t *testing.T) {
	r := newRound(t, madeup.Options{Areas: 2, Children: 100})
	var b bytes.Buffer
	packed, err := r.Pack(1, &b)
	if err != nil {
		t.Fatal(err)
	}
	tables, err := returns.Tables("area.zip", bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	ret, tally, err := returns.Read(tables, returns.Options{})
	truth, whole, _ := read(t, r, 1)
	if err != nil || len(tally) != 0 || !reflect.DeepEqual(truth, packed) || !reflect.DeepEqual(ret.Events.Date, whole.Events.Date) || !ret.MadeUp {
		t.Errorf("%v %v", err, tally)
	}
	if _, err := r.Pack(1, full{}); err == nil {
		t.Error("the archive was not written, and nothing was said")
	}
}
