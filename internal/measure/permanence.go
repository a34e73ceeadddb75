package measure

import (
	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/spec"
	"github.com/northinch/northinch/internal/spell"
)

const toPermanence = "Progress to a permanent home"

// The ends of the way to a permanent home, as Cell.Ends numbers them.
const (
	settled = iota + 1
	wentHome
	grownUp
)

func permanence() []Measure {
	return []Measure{
		{
			ID: "days-to-permanent-home", Group: toPermanence, Kind: Time, More: -1, Others: []string{"returned home", "turned 18"},
			Title:  "Days from the decision against a return home to the final placement",
			Counts: "days from the decision to the move to the home that is meant to be permanent",
			Of:     "decisions that a child cannot return home; a return home or the 18th birthday may come first, and one that none of these has ended is known to have lasted until the agreed date",
			Leaves: "decisions about a child who was settled already",
			count: func(c *Child, t *Tally) {
				for d := range c.Each(spec.NoReturnHome) {
					day, end := c.settles(d.Day)
					t.Time(d.Day, d.At, int(day-d.Day), end)
				}
			},
		},
		{
			ID: "panel-in-time", Group: toPermanence, Kind: Share, More: 1, Standard: "permanence-panel",
			Title:  "Decisions against a return home that a panel considered in time",
			Counts: "a panel considered a permanent home on or before the last day that the standard allows",
			Of:     "decisions that a child cannot return home for which that day had come",
			Leaves: "decisions that were too recent, and those for which no standard held",
			count: func(c *Child, t *Tally) {
				for d := range c.Each(spec.NoReturnHome) {
					t.byStandard(c, "permanence-panel", d, func(due returns.Day) bool {
						e, ok := c.Next(spec.PermanencePanel, d.Day)
						return ok && e.Day <= due
					})
				}
			},
		},
		{
			ID: "final-placement-under-6", Group: toPermanence, Kind: Share, More: 1, Standard: "final-placement-under-6",
			Title:  "Children under 6 in the final placement in time",
			Counts: "the child moved to the home that is meant to be permanent on or before the last day that the standard allows",
			Of:     "decisions that a child cannot return home, about children who were certainly under 6 on the day, for which that day had come",
			Leaves: "decisions that were too recent, and those for which no standard held",
			count: func(c *Child, t *Tally) {
				for d := range c.Each(spec.NoReturnHome) {
					if _, most := c.Born.Age(d.Day); c.Born == 0 || most > 5 {
						continue
					}
					t.byStandard(c, "final-placement-under-6", d, func(due returns.Day) bool {
						e, ok := c.Next(spec.PermanencePlacement, d.Day)
						return ok && e.Day <= due
					})
				}
			},
		},
		{
			ID: "three-placements", Group: toPermanence, Kind: Share, More: -1,
			Title:  "Children away from home with three or more placements in a year",
			Counts: "three or more placements began in the twelve months before the agreed date",
			Of:     "children who were looked after away from home on the agreed date",
			Leaves: "nothing",
			count: func(c *Child, t *Tally) {
				for s := range c.In(spell.LookedAfter) {
					if s.Ended {
						continue
					}
					began := 0
					for p := range c.Each(spec.Placement) {
						if p.Day > c.Agreed.Add(-12) {
							began++
						}
					}
					t.Share(s.From, s.Began, began >= 3)
				}
			},
		},
	}
}

// settles is when and how the way to a permanent home ended after a decision: the
// first of the final placement, a return home and the 18th birthday; 0 with the
// agreed date if none has come.
func (c *Child) settles(from returns.Day) (returns.Day, int) {
	day, end := c.Agreed, 0
	if e, ok := c.First(from, func(k spec.Event, _ Event) bool { return k == spec.PermanencePlacement || k == spec.ReturnedHome }); ok {
		day, end = e.Day, wentHome
		if c.R.Events.Kind[e.At] == spec.PermanencePlacement {
			end = settled
		}
	}
	if c.Born != 0 {
		if adult := max(eighteen(c.Born), from); adult <= c.Agreed && adult < day {
			return adult, grownUp
		}
	}
	return day, end
}

// byStandard counts what was due after an event by a standard.
func (t *Tally) byStandard(c *Child, id string, from Event, done func(due returns.Day) bool) {
	edition, ok := c.Standard(id, from.Day)
	if !ok {
		t.Out(from.Day, from.At, NoStandard)
		return
	}
	due := edition.Due(from.Day)
	if due > c.Agreed {
		t.Out(from.Day, from.At, TooRecent)
		return
	}
	t.Share(from.Day, from.At, done(due))
}
