package measure

import (
	"cmp"
	"slices"

	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/spec"
	"github.com/northinch/northinch/internal/spell"
	"github.com/northinch/northinch/internal/standard"
)

// Child is one child of a return as the definitions see it.
type Child struct {
	R      *returns.Return
	N      int // its number
	Agreed returns.Day
	Since  returns.Day // the first day of which the return tells all
	// Year is the first day of the twelve months up to the agreed date. A return asks
	// for every child who was near the threshold, on the register or taken off it in
	// these months; of what came before it has only the children whom services still
	// know, and those are not like the others.
	Year   returns.Day
	Born   returns.Month
	Spells []spell.Spell
	// From and To are the places of its events up to the agreed date.
	From, To int

	kinds     uint64 // of its events: a bit for each
	tally     Tally
	standards map[string]standard.Standard
	months    int // of Year, where a test wants others than 12
}

// load makes c a child of a return; it keeps what it has allocated.
func (c *Child) load(r *returns.Return, n int) {
	c.R, c.N, c.Agreed, c.Since, c.Born = r, n, r.Agreed(n), spell.Since(r, n), r.Children.Born[n]
	c.Year = c.Agreed.Add(-cmp.Or(c.months, 12)) + 1
	c.From, c.To = r.Events.Of(n)
	for c.To > c.From && r.Events.Date[c.To-1] > c.Agreed {
		c.To--
	}
	c.kinds = 0
	for _, k := range r.Events.Kind[c.From:c.To] {
		c.kinds |= 1 << k
	}
	c.Spells = spell.Append(c.Spells[:0], r, n)
}

// Has says whether anything of a kind happened to the child.
func (c *Child) Has(kind spec.Event) bool { return c.kinds>>kind&1 == 1 }

// In are the spells in a state, by time.
func (c *Child) In(s spell.State) []spell.Spell {
	from := slices.IndexFunc(c.Spells, func(one spell.Spell) bool { return one.State == s })
	if from < 0 {
		return nil
	}
	to := from + 1
	for to < len(c.Spells) && c.Spells[to].State == s {
		to++
	}
	return c.Spells[from:to]
}

// unborn says whether the child was certainly not born on a day.
func (c *Child) unborn(on returns.Day) bool { return on < c.Born.First() }

// Event is one thing that happened to a child.
type Event struct {
	At     int // its place
	Day    returns.Day
	End    returns.Day // 0 if it had not ended, or does not last
	By     spec.Person
	Detail spec.Detail
	Late   spec.LateReason
}

// seen says whether a contact was one at which the child was seen.
func (e Event) seen() bool { return e.Detail == spec.Seen || e.Detail == spec.SeenAlone }

func (c *Child) event(i int) Event {
	e := &c.R.Events
	return Event{i, e.Date[i], e.End[i], e.By[i], e.Detail[i], e.Late[i]}
}

// Each are the events of a kind, by time.
func (c *Child) Each(kind spec.Event) func(yield func(Event) bool) {
	return func(yield func(Event) bool) {
		if !c.Has(kind) {
			return
		}
		for i := c.From; i < c.To; i++ {
			if c.R.Events.Kind[i] == kind && !yield(c.event(i)) {
				return
			}
		}
	}
}

// First is the first event on or after a day that a test holds for.
func (c *Child) First(day returns.Day, is func(spec.Event, Event) bool) (Event, bool) {
	for i := c.From; i < c.To; i++ {
		if c.R.Events.Date[i] < day {
			continue
		}
		if e := c.event(i); is(c.R.Events.Kind[i], e) {
			return e, true
		}
	}
	return Event{}, false
}

// Next is the first event of a kind on or after a day.
func (c *Child) Next(kind spec.Event, day returns.Day) (Event, bool) {
	return c.NextThat(kind, day, func(Event) bool { return true })
}

// NextThat is the first event of a kind on or after a day that a test holds for.
func (c *Child) NextThat(kind spec.Event, day returns.Day, is func(Event) bool) (Event, bool) {
	for e := range c.Each(kind) {
		if e.Day >= day && is(e) {
			return e, true
		}
	}
	return Event{}, false
}

// Seen is the first contact on or after a day at which the child was seen, by one
// kind of person or, for spec.Nobody, by anybody.
func (c *Child) Seen(day returns.Day, by spec.Person) (Event, bool) {
	return c.NextThat(spec.Contact, day, func(e Event) bool { return e.seen() && (by == spec.Nobody || e.By == by) })
}

// Standard is the edition of a standard that holds on a day.
func (c *Child) Standard(id string, on returns.Day) (standard.Edition, bool) {
	return c.standards[id].On(on)
}
