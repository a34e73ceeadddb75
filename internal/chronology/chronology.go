// Package chronology is the time line of one child across agencies: what happened and
// who saw the child, where nothing is recorded for long, what overlaps, and when each
// step was due. It is a picture and a list that say the same.
//
// It names nobody: the area's reference of the child is not in it.
package chronology

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/northinch/northinch/internal/measure"
	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/spec"
	"github.com/northinch/northinch/internal/spell"
	"github.com/northinch/northinch/internal/standard"
)

// GapDays is from how many days without any event a gap is marked: two core groups,
// which meet every four weeks as a rule, would have been held in it. It is the limit of
// the measure gap-in-record.
const GapDays = 56

// Kind is what an entry is.
type Kind uint8

// The kinds.
const (
	Event   Kind = iota + 1
	Gap          // nothing is recorded for [GapDays] or longer
	Due          // the last day on which a step was in time
	Overlap      // two of a kind that cannot be at once, such as two placements
)

// Entry is one line of a chronology.
type Entry struct {
	Kind Kind
	Lane Lane
	Day  returns.Day
	// End is the last day of what lasts; 0 if it does not last, or had not ended.
	End  returns.Day
	What string // a sentence without a full stop, or a few words
	Who  string // who did it or told of it; "" if nobody says
	Note string // the outcome, the reason or the kind; what is said of a date
	Late bool   // of Due: the step did not come in time

	event spec.Event
	as    spec.Detail
	by    spec.Person
	lasts bool
	from  returns.Day // of Due: what it counts from
}

// Days is how long it lasted, of a gap or what has ended.
func (e Entry) Days() int { return int(e.End - e.Day) }

// Open says that it lasts and had not ended by the agreed date.
func (e Entry) Open() bool { return e.lasts && e.End == 0 }

// Chronology is the time line of a child.
type Chronology struct {
	From, To returns.Day // the days that it is about, of which the last is the agreed date
	Since    returns.Day // the first day of which the return tells all that happened
	Entries  []Entry     // by day; on one day a gap that ends there comes first
	MadeUp   bool        // the child does not exist
	spells   []spell.Spell
}

// Of is the chronology of a child of a return up to the agreed date.
func Of(r *returns.Return, child int) *Chronology {
	c := &Chronology{To: r.Agreed(child), Since: spell.Since(r, child), MadeUp: r.MadeUp, spells: spell.Append(nil, r, child)}
	c.From = c.Since
	from, to := r.Events.Of(child)
	for to > from && r.Events.Date[to-1] > c.To {
		to--
	}
	if from < to {
		c.From = min(c.From, r.Events.Date[from])
	}
	for i := from; i < to; i++ {
		c.Entries = append(c.Entries, event(r, i))
	}
	c.gaps()
	c.overlaps()
	c.due(r, child)
	slices.SortStableFunc(c.Entries, func(a, b Entry) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(rank(a), rank(b)))
	})
	return c
}

// rank puts what begins with a day after what happened on it.
func rank(e Entry) int {
	if e.Kind == Event {
		return 0
	}
	return int(e.Kind)
}

// gaps marks the times without an event, from the first day of which the return tells
// all, or from the first event before that, to the agreed date.
func (c *Chronology) gaps() {
	last := c.From
	mark := func(to returns.Day) {
		if to-last >= GapDays {
			c.Entries = append(c.Entries, Entry{Kind: Gap, Day: last, End: to, What: fmt.Sprintf("Nothing is recorded for %d days", to-last), lasts: true})
		}
		last = max(last, to)
	}
	for _, e := range slices.Clone(c.Entries) {
		mark(e.Day)
	}
	mark(c.To)
}

// alone are the events of which there is one at a time.
var alone = []spec.Event{spec.Placement, spec.Missing, spec.Investigation}

// overlaps marks where two of them are at once for longer than the day on which one
// ends and the next begins.
func (c *Chronology) overlaps() {
	for _, kind := range alone {
		var open Entry // that reaches furthest
		for _, e := range slices.Clone(c.Entries) {
			if e.Kind != Event || e.event != kind {
				continue
			}
			if until := c.until(open); open.Kind == Event && until > e.Day {
				end := min(until, c.until(e))
				c.Entries = append(c.Entries, Entry{Kind: Overlap, Lane: e.Lane, Day: e.Day, End: end, What: fmt.Sprintf("Two of a kind at once for %d days: %s", end-e.Day, lower(e.What)), lasts: true})
			}
			if open.Kind != Event || c.until(e) > c.until(open) {
				open = e
			}
		}
	}
}

// until is the last day of an entry, as far as the chronology goes.
func (c *Chronology) until(e Entry) returns.Day {
	switch {
	case !e.lasts:
		return e.Day
	case e.End == 0 || e.End > c.To:
		return c.To
	}
	return e.End
}

// otherReading is a standard that is counted beside its own; one mark is enough.
const otherReading = "first-core-group-in-working-days"

// due marks the last day on which each step that a standard speaks of was in time, as
// the measures have it.
func (c *Chronology) due(r *returns.Return, child int) {
	standards := map[string]standard.Standard{}
	for _, s := range standard.All() {
		standards[s.ID] = s
	}
	measure.OfChild(r, child, measure.All(), func(m measure.Measure, row measure.Row) {
		if m.Kind != measure.Share || m.Standard == "" || m.Standard == otherReading || row.Why != measure.Counted {
			return
		}
		s := standards[m.Standard]
		edition, ok := s.On(row.Day)
		if !ok {
			return
		}
		e := Entry{Kind: Due, Lane: Times, Day: edition.Due(row.Day), What: trim(s.Sentence), Late: !row.Yes, from: row.Day}
		how := "in time"
		if e.Late {
			how = "not in time"
		}
		e.Note = fmt.Sprintf("%s from %s, %s: %s", edition, row.Day.Words(), counts(s.CountsFrom), how)
		if e.Day <= c.To {
			c.Entries = append(c.Entries, e)
		}
	})
}
