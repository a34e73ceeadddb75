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
			Of:     "planning meetings and reviews that were held about children who were certainly 5 or older",
			Leaves: "meetings that were adjourned",
			count: func(c *Child, t *Tally) {
				for _, kind := range []spec.Event{spec.PlanningMeeting, spec.Review} {
					for m := range c.Each(kind) {
						if least, _ := c.Born.Age(m.Day); c.Born == 0 || least < 5 || m.Detail == spec.Adjourned {
							continue
						}
						v, ok := c.Next(spec.ViewsRecorded, m.Day-28)
						t.Share(m.Day, m.At, ok && v.Day <= m.Day)
					}
				}
			},
		},
		{
			ID: "views-while-registered", Group: listened, Kind: Share, More: 1,
			Title:  "Registered children whose views were recorded in six months",
			Counts: "the child's views were recorded in the six months before the agreed date",
			Of:     "children on the register on the agreed date who had been for six months or longer",
			Leaves: "children registered later",
			count: func(c *Child, t *Tally) {
				for s := range c.In(spell.OnRegister) {
					since := c.Agreed.Add(-6)
					switch {
					case s.Ended:
					case s.From > since:
						t.Out(s.From, s.Began, TooRecent)
					default:
						_, ok := c.Next(spec.ViewsRecorded, since)
						t.Share(s.From, s.Began, ok)
					}
				}
			},
		},
	}
}
