package measure

import (
	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/spec"
	"github.com/northinch/northinch/internal/spell"
)

const known = "Risks that services know of"

func risk() []Measure {
	return []Measure{
		{
			ID: "sex-offender-without-plan", Group: known, Kind: Share, More: -1, Themes: []string{"sex-offenders"}, Mind: selected,
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
			ID: "days-to-risk-plan", Group: known, Kind: Time, More: -1, Themes: []string{"sex-offenders"}, Mind: selected,
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
			ID: "online-harm-followed", Group: known, Kind: Share, More: 1, Themes: []string{"internet"}, Mind: selected,
			Title:  "Concerns about harm online that services discussed within 28 days",
			Counts: "a referral discussion, an investigation, a planning meeting, or a meeting of care and risk management or about a vulnerable young person began within 28 days of the concern",
			Of:     "concerns about harm online",
			Leaves: "concerns less than 28 days before the agreed date",
			count: func(c *Child, t *Tally) {
				for e := range c.Each(spec.OnlineHarm) {
					if e.Day+28 > c.Agreed {
						t.Out(e.Day, e.At, TooRecent)
						continue
					}
					next, ok := c.First(e.Day, discusses)
					t.Share(e.Day, e.At, ok && next.Day <= e.Day+28)
				}
			},
		},
		{
			ID: "gap-in-record", Group: known, Kind: Share, More: -1,
			Title:  "Registered children with 8 weeks in a row of which nothing is recorded",
			Counts: "56 days or more lie between two days of this time on which something is recorded, or from its first day to the first of them, or from the last of them to its end",
			Of:     "spells on the register of which 56 days or more lie in the twelve months up to the agreed date",
			Leaves: "nothing",
			count: func(c *Child, t *Tally) {
				for _, s := range c.In(spell.OnRegister) {
					from := max(s.From, c.Year-1)
					if s.To-from < gap {
						continue
					}
					last, longest := from, returns.Day(0)
					for i := c.From; i < c.To; i++ {
						if day := c.R.Events.Date[i]; day >= from && day <= s.To {
							longest, last = max(longest, day-last), day
						}
					}
					t.Share(from, s.Began, max(longest, s.To-last) >= gap)
				}
			},
		},
	}
}

// gap is how many days are too long for nothing to be recorded of a registered child.
const gap = 56

// discusses says whether an event is one at which services discuss a concern.
func discusses(kind spec.Event, _ Event) bool {
	switch kind {
	case spec.ReferralDiscussion, spec.Investigation, spec.PlanningMeeting, spec.CareAndRiskMeeting, spec.VulnerableMeeting:
		return true
	}
	return false
}
