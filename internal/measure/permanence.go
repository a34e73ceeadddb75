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
			ID: "days-to-permanent-home", Group: toPermanence, Kind: Time, More: -1, Others: []string{"returned home", "turned 18"}, Mind: selected, Unless: "ceased-looked-after",
			Title:  "Days from the decision against a return home to the final placement",
			Counts: "days from the decision to the move to the home that is meant to be permanent",
			Of:     "decisions that a child cannot return home, the first on each way to a permanent home; a return home or the 18th birthday may come first, and one that none of these has ended is known to have lasted until the agreed date",
			Leaves: "decisions about a child who was settled already, and those before the 36 months of which a return tells all",
			count: func(c *Child, t *Tally) {
				c.decisions(t, func(d Event) {
					day, end := c.settles(d.Day)
					t.Time(d.Day, d.At, int(day-d.Day), end)
				})
			},
		},
		{
			ID: "panel-in-time", Group: toPermanence, Kind: Share, More: 1, Standard: "permanence-panel", Mind: selected, Unless: "ceased-looked-after",
			Title:  "Decisions against a return home that a panel considered in time",
			Counts: "a panel considered a permanent home on or before the last day that the standard allows",
			Of:     "decisions that a child cannot return home, the first on each way to a permanent home, for which that day had come",
			Leaves: "decisions before the 36 months of which a return tells all, those that were too recent, those before whose last day the child returned home or turned 18, those about a child who was settled already, and those of a day on which no standard held",
			count: func(c *Child, t *Tally) {
				c.decisions(t, func(d Event) { t.onTheWay(c, d, "permanence-panel", spec.PermanencePanel) })
			},
		},
		{
			ID: "final-placement-under-6", Group: toPermanence, Kind: Share, More: 1, Standard: "final-placement-under-6", Mind: selected, Unless: "ceased-looked-after",
			Title:  "Children under 6 in the final placement in time",
			Counts: "the child moved to the home that is meant to be permanent on or before the last day that the standard allows",
			Of:     "decisions that a child cannot return home, the first on each way to a permanent home, about children who were certainly under 6 on the day, for which that day had come",
			Leaves: "decisions before the 36 months of which a return tells all, about a child whose month of birth is not known, that were too recent, before whose last day the child returned home, about a child who was settled already, and of a day on which no standard held",
			count: func(c *Child, t *Tally) {
				c.decisions(t, func(d Event) {
					switch _, most := c.Born.Age(d.Day); {
					case c.Born == 0:
						t.Out(d.Day, d.At, BirthUnknown)
					case most < 6:
						t.onTheWay(c, d, "final-placement-under-6", spec.PermanencePlacement)
					}
				})
			},
		},
		{
			ID: "three-placements", Group: toPermanence, Kind: Share, More: -1,
			Title:  "Children away from home with three or more placements in a year",
			Counts: "three or more placements began in the twelve months up to the agreed date",
			Of:     "children who were looked after away from home on the agreed date",
			Leaves: "nothing",
			count: func(c *Child, t *Tally) {
				for _, s := range c.In(spell.LookedAfter) {
					if s.Ended {
						continue
					}
					began := 0
					for p := range c.Each(spec.Placement) {
						if p.Day >= c.Year {
							began++
						}
					}
					t.Share(s.From, s.Began, began >= 3)
				}
			},
		},
	}
}

// decisions goes through the decisions that a child cannot return home, the first of
// each way to a permanent home. Of one about a child who was settled it says so. What
// came on the day of the decision came after it: the order of the rows of one day says
// nothing.
func (c *Child) decisions(t *Tally, each func(Event)) {
	for d := range c.Each(spec.NoReturnHome) {
		before := spec.NoEvent // what came last
		for i := c.From; i < d.At; i++ {
			switch k := c.R.Events.Kind[i]; {
			case k == spec.NoReturnHome:
				before = k
			case (k == spec.PermanencePlacement || k == spec.ReturnedHome) && c.R.Events.Date[i] < d.Day:
				before = k
			}
		}
		switch before {
		case spec.NoReturnHome:
		case spec.PermanencePlacement:
			t.Out(d.Day, d.At, Settled)
		default:
			// Those about whom it was decided earlier and who had a home before these
			// months are in no return: what is left are those who waited longest.
			if d.Day < c.Agreed.Add(-spell.Months) {
				t.Out(d.Day, d.At, BeforeAll)
				continue
			}
			each(d)
		}
	}
}

// settles is when and how the way to a permanent home ended after a decision: the
// first of the final placement, a return home and the 18th birthday, which is the
// first day of the month of birth as far as is known; 0 with the agreed date if none
// has come.
func (c *Child) settles(from returns.Day) (returns.Day, int) {
	day, end := c.Agreed, 0
	if e, ok := c.First(from, func(k spec.Event, _ Event) bool { return k == spec.PermanencePlacement || k == spec.ReturnedHome }); ok {
		day, end = e.Day, wentHome
		if c.R.Events.Kind[e.At] == spec.PermanencePlacement {
			end = settled
		}
	}
	if c.Born != 0 {
		if adult := max(eighteen(c.Born), from); adult <= c.Agreed && (adult < day || end == 0) {
			return adult, grownUp
		}
	}
	return day, end
}

// eighteen is the first day on which a child born in a month may be 18.
func eighteen(born returns.Month) returns.Day { return born.First().Add(12 * 18) }

// onTheWay counts whether something was done in time after a decision that a child
// cannot return home.
func (t *Tally) onTheWay(c *Child, d Event, id string, done spec.Event) {
	edition, ok := c.Standard(id, d.Day)
	if !ok {
		t.Out(d.Day, d.At, NoStandard)
		return
	}
	due := edition.Due(d.Day)
	day, end := c.settles(d.Day)
	switch e, ok := c.Next(done, d.Day); {
	case due > c.Agreed:
		t.Out(d.Day, d.At, TooRecent)
	case end > settled && day < due:
		t.Out(d.Day, d.At, LeftEarlier)
	default:
		t.Share(d.Day, d.At, ok && e.Day <= due)
	}
}
