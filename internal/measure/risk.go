package measure

import (
	"github.com/northinch/northinch/internal/returns/spec"
	"github.com/northinch/northinch/internal/spell"
)

const known = "Risks that services know of"

func risk() []Measure {
	return []Measure{
		{
			ID: "sex-offender-without-plan", Group: known, Kind: Share, More: -1, Themes: []string{"sex-offenders"},
			Title:  "Households with a registered sex offender and no plan for the risk",
			Counts: "no plan for the risk was agreed from the day on which the contact was known until it ended, or until the agreed date",
			Of:     "contacts of a registered sex offender with a child's household",
			Leaves: "nothing",
			count: func(c *Child, t *Tally) {
				for e := range c.Each(spec.SexOffenderContact) {
					until := c.Agreed
					if e.End > 0 {
						until = min(until, e.End)
					}
					plan, ok := c.Next(spec.RiskPlan, e.Day)
					t.Share(e.Day, e.At, !ok || plan.Day > until)
				}
			},
		},
		{
			ID: "days-to-risk-plan", Group: known, Kind: Time, More: -1, Themes: []string{"sex-offenders"},
			Title:  "Days until there is a plan for the risk from a registered sex offender",
			Counts: "days from the day on which the contact was known to the plan",
			Of:     "contacts of a registered sex offender with a child's household; one without a plan is known to have waited until it ended or until the agreed date",
			Leaves: "nothing",
			count: func(c *Child, t *Tally) {
				for e := range c.Each(spec.SexOffenderContact) {
					until := c.Agreed
					if e.End > 0 {
						until = min(until, e.End)
					}
					if plan, ok := c.Next(spec.RiskPlan, e.Day); ok && plan.Day <= until {
						t.Time(e.Day, e.At, int(plan.Day-e.Day), 1)
					} else {
						t.Time(e.Day, e.At, int(until-e.Day), 0)
					}
				}
			},
		},
		{
			ID: "online-harm-followed", Group: known, Kind: Share, More: 1, Themes: []string{"internet"},
			Title:  "Concerns about harm online that services discussed within 28 days",
			Counts: "a referral discussion, an investigation or a planning meeting began within 28 days of the concern",
			Of:     "concerns about harm online",
			Leaves: "concerns less than 28 days before the agreed date",
			count: func(c *Child, t *Tally) {
				for e := range c.Each(spec.OnlineHarm) {
					if e.Day+28 > c.Agreed {
						t.Out(e.Day, e.At, TooRecent)
						continue
					}
					next, ok := c.First(e.Day, func(k spec.Event, _ Event) bool {
						return k == spec.ReferralDiscussion || k == spec.Investigation || k == spec.PlanningMeeting
					})
					t.Share(e.Day, e.At, ok && next.Day <= e.Day+28)
				}
			},
		},
		{
			ID: "gap-in-record", Group: known, Kind: Share, More: -1,
			Title:  "Registered children with 8 weeks in a row of which nothing is recorded",
			Counts: "56 days or more lie between two events, or between the last event and the agreed date or the de-registration, in the twelve months before the agreed date",
			Of:     "children who were on the register for 56 days or more in those twelve months",
			Leaves: "nothing",
			count: func(c *Child, t *Tally) {
				for s := range c.In(spell.OnRegister) {
					from := max(s.From, c.Agreed.Add(-12))
					if s.To-from < 56 {
						continue
					}
					gap := false
					last := from
					for i, _ := c.R.Events.First(c.N, from); i < c.To && c.R.Events.Date[i] <= s.To; i++ {
						gap = gap || c.R.Events.Date[i]-last >= 56
						last = c.R.Events.Date[i]
					}
					t.Share(from, s.Began, gap || s.To-last >= 56)
				}
			},
		},
	}
}
