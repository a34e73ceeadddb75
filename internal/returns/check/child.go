package check

import (
	"cmp"

	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/spec"
	"github.com/northinch/northinch/internal/spell"
)

// Child is one child as rules see it: never with its reference. The events have
// places from 0, the earliest first. It is used again for the next child; a rule
// keeps nothing of it.
type Child struct {
	Area     uint16 // its place in the areas of the return
	Agreed   returns.Day
	Since    returns.Day // the first day of which all that happened is asked; see spell.Months
	YearAgo  returns.Day // twelve months before the agreed date
	Born     returns.Month
	First    returns.Day // of the month of birth; not known if that is not
	Last     returns.Day
	Sex      spec.Sex
	Locality spec.Locality
	In       spec.Populations
	Has      Kinds // kinds of its events

	// A column of the events to a field.
	Date, End []returns.Day
	Kind      []spec.Event
	By        []spec.Person
	Detail    []spec.Detail
	Late      []spec.LateReason
	// Spells are the times that it spent in a state, state by state.
	Spells []spell.Spell

	number, from int // of the child, and the place of its first event in the return
	first        [64]int32
	next         []int32
	ret          *returns.Return
	areas        []areaDays
}

// areaDays are the days of an area, worked out once.
type areaDays struct{ agreed, since, yearAgo returns.Day }

// of makes a Child of a return, which [Child.set] fills.
func of(r *returns.Return) *Child {
	c := &Child{ret: r, areas: make([]areaDays, len(r.Areas))}
	for i, a := range r.Areas {
		c.areas[i] = areaDays{a.Agreed, a.Agreed.Add(-spell.Months), a.Agreed.Add(-12)}
	}
	for k := range c.first {
		c.first[k] = -1
	}
	return c
}

// stateful are the kinds that spells are made of.
var stateful = Of(spec.ReferralDiscussion, spec.Investigation, spec.PlanningMeeting, spec.PreBirthMeeting, spec.Registration,
	spec.Deregistration, spec.Placement, spec.Missing)

// set makes c the child with a number.
func (c *Child) set(number int) {
	r, e := &c.ret.Children, &c.ret.Events
	from, to := e.Of(number)
	days := c.areas[r.Area[number]]
	c.number, c.from, c.Area, c.Agreed, c.YearAgo = number, from, r.Area[number], days.agreed, days.yearAgo
	c.Born, c.Sex, c.Locality, c.In = r.Born[number], r.Sex[number], r.Locality[number], r.In[number]
	c.First, c.Last = c.Born.First(), c.Born.Last()
	c.Since = max(days.since, c.First)
	for has := c.Has; has != 0; has &= has - 1 {
		c.first[lowest(has)] = -1
	}
	c.Date, c.End, c.Kind = e.Date[from:to], e.End[from:to], e.Kind[from:to]
	c.By, c.Detail, c.Late = e.By[from:to], e.Detail[from:to], e.Late[from:to]
	c.Has = 0
	if n := to - from; n > len(c.next) {
		c.next = make([]int32, 2*n)
	}
	for i := to - from - 1; i >= 0; i-- {
		k := c.Kind[i] & 63
		c.next[i] = c.first[k]
		c.first[k] = int32(i)
		c.Has |= 1 << k
	}
	c.Spells = c.Spells[:0]
	if c.Has&stateful != 0 && c.Agreed > 0 && !c.crowded() {
		c.Spells = spell.Append(c.Spells, c.ret, number)
	}
}

func (c *Child) crowded() bool { return len(c.Date) > MostEvents }

// Of is the place of the first event of a kind; -1 if there is none.
func (c *Child) Of(k spec.Event) int { return int(c.first[k]) }

// Next is the place of the next event of the same kind; -1 if there is none.
func (c *Child) Next(event int) int { return int(c.next[event]) }

// Birthday is the first and the last day on which the child may turn so many years
// old; not known if the month of birth is not.
func (c *Child) Birthday(years int) (first, last returns.Day) {
	if c.Born == 0 {
		return 0, 0
	}
	m := c.Born + returns.Month(12*years)
	return m.First(), m.Last()
}

// Old says whether the child was so many years old on a day for certain.
func (c *Child) Old(years int, on returns.Day) bool {
	_, last := c.Birthday(years)
	return c.Born > 0 && on >= last
}

// Young says whether the child was not yet so many years old on a day for certain.
func (c *Child) Young(years int, on returns.Day) bool {
	first, _ := c.Birthday(years)
	return c.Born > 0 && on < first
}

// Until is the last day of an event that lasts, or the agreed date if it went on.
func (c *Child) Until(event int) returns.Day {
	if c.End[event] == 0 {
		return c.Agreed
	}
	return c.End[event]
}

// Spell is the spell in a state that a day lies in, its first and last day
// included; nil if there is none.
func (c *Child) Spell(s spell.State, on returns.Day) *spell.Spell {
	for i := range c.Spells {
		if one := &c.Spells[i]; one.State == s && one.From <= on && on <= one.To {
			return one
		}
	}
	return nil
}

// Open is the spell in a state that has not ended; nil if there is none.
func (c *Child) Open(s spell.State) *spell.Spell {
	for i := range c.Spells {
		if one := &c.Spells[i]; one.State == s && !one.Ended {
			return one
		}
	}
	return nil
}

// Any says whether there is an event of some kinds from a day to another, both
// included.
func (c *Child) Any(kinds Kinds, from, to returns.Day) bool {
	for kinds &= c.Has; kinds != 0; kinds &= kinds - 1 {
		for i := c.Of(lowest(kinds)); i >= 0 && c.Date[i] <= to; i = c.Next(i) {
			if c.Date[i] >= from {
				return true
			}
		}
	}
	return false
}

// Before is the last event of a kind on or before a day; -1 if there is none.
func (c *Child) Before(k spec.Event, on returns.Day) int {
	last := -1
	for i := c.Of(k); i >= 0 && c.Date[i] <= on; i = c.Next(i) {
		last = i
	}
	return last
}

// After is the first event of a kind on or after a day; -1 if there is none.
func (c *Child) After(k spec.Event, on returns.Day) int {
	for i := c.Of(k); i >= 0; i = c.Next(i) {
		if c.Date[i] >= on {
			return i
		}
	}
	return -1
}

// compare compares what two events of the same kind and day say; 0 if they say the
// same, or are of other kinds or days.
func (c *Child) compare(i, j int) int {
	if c.Kind[i] != c.Kind[j] || c.Date[i] != c.Date[j] {
		return 0
	}
	return cmp.Or(cmp.Compare(c.By[i], c.By[j]), cmp.Compare(c.Detail[i], c.Detail[j]), cmp.Compare(c.End[i], c.End[j]))
}

// bothWays says whether the child is said to have come on the register and gone off
// it on a day; which came first nobody knows.
func (c *Child) bothWays(on returns.Day) bool {
	return c.Any(Of(spec.Registration), on, on) && c.Any(Of(spec.Deregistration), on, on)
}

// Edition is the edition of the return.
func (c *Child) Edition() *spec.Edition { return c.ret.Edition }
