package measure

import (
	"github.com/northinch/northinch/internal/returns/spec"
	"github.com/northinch/northinch/internal/spell"
)

const listened = "Children's own views"

func views() []Measure {
	return []Measure{
		{
			ID: "views-at-meeting", Group: listened, Kind: Share, More: 1,
			Title:  "Planning meetings and reviews with the child's own views",
			Counts: "the child's views were recorded on the day of the meeting or in the 28 days before it",
			Of:     "planning meetings and reviews in the twelve months up to the agreed date about children who were certainly 5 or older",
			Leaves: "meetings before those months, meetings that were adjourned, and those about a child whose month of birth is not known",
			count: func(c *Child, t *Tally) {
				c.heard(t, spec.PlanningMeeting)
				c.heard(t, spec.Review)
			},
		},
		{
			ID: "views-while-registered", Group: listened, Kind: Share, More: 1,
			Title:  "Registered children whose views were recorded in six months",
			Counts: "the child's views were recorded in the six months up to the agreed date",
			Of:     "children on the register on the agreed date who had been for six months or longer",
			Leaves: "children registered later, and those who were not born six months before the agreed date",
			count: func(c *Child, t *Tally) {
				for _, s := range c.In(spell.OnRegister) {
					since := c.Agreed.Add(-6)
					switch {
					case s.Ended:
					case s.From > since:
						t.Out(s.From, s.Began, TooRecent)
					case c.unborn(since):
						t.Out(s.From, s.Began, NotBorn)
					default:
						_, ok := c.Next(spec.ViewsRecorded, since+1)
						t.Share(s.From, s.Began, ok)
					}
				}
			},
		},
	}
}

// heard counts the meetings of a kind about a child of 5 or older by whether the
// child's views were recorded for them.
func (c *Child) heard(t *Tally, kind spec.Event) {
	for m := range c.Each(kind) {
		switch least, _ := c.Born.Age(m.Day); {
		case m.Day < c.Year:
			t.Out(m.Day, m.At, BeforeYear)
		case m.Detail == spec.Adjourned:
			t.Out(m.Day, m.At, Adjourned)
		case c.Born == 0:
			t.Out(m.Day, m.At, BirthUnknown)
		case least >= 5:
			v, ok := c.Next(spec.ViewsRecorded, m.Day-28)
			t.Share(m.Day, m.At, ok && v.Day <= m.Day)
		}
	}
}
