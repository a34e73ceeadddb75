package measure

import (
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
	Born   returns.Month
	Spells []spell.Spell
	// From and To are the places of its events up to the agreed date.
	From, To int

	standards map[string]standard.Standard
}

// load makes c a child of a return; it keeps what it has allocated.
func (c *Child) load(r *returns.Return, n int) {
	c.R, c.N, c.Agreed, c.Since, c.Born = r, n, r.Agreed(n), spell.Since(r, n), r.Children.Born[n]
	c.From, c.To = r.Events.Of(n)
	for c.To > c.From && r.Events.Date[c.To-1] > c.Agreed {
		c.To--
	}
	c.Spells = spell.Append(c.Spells[:0], r, n)
}

// In are the spells in a state, by time.
func (c *Child) In(s spell.State) func(yield func(spell.Spell) bool) {
	return func(yield func(spell.Spell) bool) {
		for _, one := range c.Spells {
			if one.State == s && !yield(one) {
				return
			}
		}
	}
}

// Event is one thing that happened to a child.
type Event struct {
	At     int // its place
	Day    returns.Day
	End    returns.Day // 0 if it had not ended, or does not last
	By     spec.Person
	Detail spec.Detail
	Late   spec.LateReason
}

func (c *Child) event(i int) Event {
	e := &c.R.Events
	return Event{i, e.Date[i], e.End[i], e.By[i], e.Detail[i], e.Late[i]}
}

// Each are the events of a kind, by time.
func (c *Child) Each(kind spec.Event) func(yield func(Event) bool) {
	return func(yield func(Event) bool) {
		for i := c.From; i < c.To; i++ {
			if c.R.Events.Kind[i] == kind && !yield(c.event(i)) {
				return
			}
		}
	}
}

// First is the first event on or after a day that a test holds for.
func (c *Child) First(day returns.Day, is func(spec.Event, Event) bool) (Event, bool) {
	from, _ := c.R.Events.First(c.N, day)
	for i := from; i < c.To; i++ {
		if e := c.event(i); is(c.R.Events.Kind[i], e) {
			return e, true
		}
	}
	return Event{}, false
}

// Next is the first event of a kind on or after a day.
func (c *Child) Next(kind spec.Event, day returns.Day) (Event, bool) {
	return c.First(day, func(k spec.Event, _ Event) bool { return k == kind })
}

// Seen is the first contact on or after a day at which the child was seen.
func (c *Child) Seen(day returns.Day) (Event, bool) {
	return c.First(day, func(k spec.Event, e Event) bool {
		return k == spec.Contact && (e.Detail == spec.Seen || e.Detail == spec.SeenAlone)
	})
}

// Standard is the edition of a standard that holds on a day.
func (c *Child) Standard(id string, on returns.Day) (standard.Edition, bool) {
	return c.standards[id].On(on)
}
