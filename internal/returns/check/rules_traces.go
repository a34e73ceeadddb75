package check

import "github.com/northinch/northinch/internal/returns/spec"

// stepRules are about a step that should have led to another.
var stepRules = []Rule{
	{
		Code: "R421", Severity: unlikely,
		Sentence: "There was a concern on {date}, and within 60 days no discussion, investigation or meeting. Add what came of it.",
		Example:  "a concern and nothing after it",
		Column:   "event", Looks: "events.date", Events: Of(spec.Concern), Needs: Agreed,
		Event: func(c *Child, i int) bool {
			d := c.Date[i]
			return d+60 <= c.Agreed && d >= c.window() && !c.Any(Of(spec.ReferralDiscussion, spec.Investigation, spec.PlanningMeeting, spec.PreBirthMeeting, spec.Review, spec.ReporterReferral), d, d+60)
		},
	},
	{
		Code: "R422", Severity: unlikely,
		Sentence: "The discussion on {date} decided to investigate, and no investigation began within 30 days. Add it, or correct the outcome.",
		Example:  "a discussion with the outcome investigate, and no investigation",
		Column:   "detail", Looks: "events.date events.event", Events: Of(spec.ReferralDiscussion), Needs: Agreed,
		Event: func(c *Child, i int) bool {
			d := c.Date[i]
			return c.Detail[i] == spec.Investigate && d+30 <= c.Agreed && !c.Any(Of(spec.Investigation), d-14, d+30)
		},
	},
	{
		Code: "R423", Severity: unlikely,
		Sentence: "The investigation that ended on {end} led to a planning meeting, and none was held within 90 days. Add it, or correct the outcome.",
		Example:  "an investigation with the outcome to-meeting, and no meeting",
		Column:   "detail", Looks: "events.end_date events.event", Events: Of(spec.Investigation), Needs: Agreed,
		Event: func(c *Child, i int) bool {
			d := c.End[i]
			return c.Detail[i] == spec.ToMeeting && d != 0 && d+90 <= c.Agreed && !c.Any(Of(spec.PlanningMeeting, spec.PreBirthMeeting, spec.Review), c.Date[i], d+90)
		},
	},
	{
		Code: "R424", Severity: unlikely,
		Sentence: "The investigation began on {date}, and there is no concern and no discussion in the 90 days before. Add what led to it.",
		Example:  "an investigation out of nothing",
		Column:   "event", Looks: "events.date", Events: Of(spec.Investigation), Needs: Agreed,
		Event: func(c *Child, i int) bool {
			d := c.Date[i]
			return d-90 >= c.window() && !c.Any(Of(spec.Concern, spec.ReferralDiscussion), d-90, d)
		},
	},
	{
		Code: "R425", Severity: unlikely,
		Sentence: "There was a planning meeting on {date}, and no investigation in the 120 days before, nor a meeting that was adjourned. Add what led to it.",
		Example:  "a planning meeting without an investigation",
		Column:   "event", Looks: "events.date events.detail", Events: Of(spec.PlanningMeeting), Asked: Of(spec.Investigation), Needs: Agreed,
		Event: func(c *Child, i int) bool {
			d := c.Date[i]
			if d-120 < c.window() {
				return false
			}
			for j := c.Of(spec.Investigation); j >= 0 && c.Date[j] <= d; j = c.Next(j) {
				if c.Until(j) >= d-120 {
					return false
				}
			}
			return !c.Any(Of(spec.PlanningMeeting), d-120, d-1)
		},
	},
	{
		Code: "R426", Severity: unlikely,
		Sentence: "There was a referral discussion on {date}, and no concern in the 60 days before. Add it, with who told of it.",
		Example:  "a discussion of no concern",
		Column:   "event", Looks: "events.date", Events: Of(spec.ReferralDiscussion), Asked: Of(spec.Concern), Needs: Agreed,
		Event: func(c *Child, i int) bool {
			d := c.Date[i]
			return d-60 >= c.window() && !c.Any(Of(spec.Concern), d-60, d) && (c.After(spec.Concern, d) < 0 || c.Date[c.After(spec.Concern, d)] > d+14)
		},
	},
}

// traceRules are about events that do not stand alone.
var traceRules = []Rule{
	{
		Code: "R431", Severity: wrong,
		Sentence: "There is a return discussion on {date}, and the child was not missing in the 60 days before. Add the episode, or correct the date.",
		Example:  "a return discussion of a child who was never missing",
		Column:   "event", Looks: "events.date events.end_date", Events: Of(spec.ReturnDiscussion), Needs: Agreed,
		Event: func(c *Child, i int) bool {
			for m := c.Of(spec.Missing); m >= 0 && c.Date[m] <= c.Date[i]; m = c.Next(m) {
				if c.Until(m) >= c.Date[i]-60 {
					return false
				}
			}
			return true
		},
	},
	{
		Code: "R432", Severity: unlikely,
		Sentence: "There is a plan for the risk from a registered sex offender on {date}, and no contact of one. Add when the contact was known.",
		Example:  "a risk plan without a sex-offender-contact",
		Column:   "event", Events: Of(spec.RiskPlan), Asked: Of(spec.SexOffenderContact),
		Event: func(c *Child, i int) bool { return c.Has&Of(spec.SexOffenderContact) == 0 },
	},
	{
		Code: "R433", Severity: unlikely,
		Sentence: "A panel considered a permanent home on {date}, and the decision that the child cannot return home is not given. Add it.",
		Example:  "a permanence panel without a decision",
		Column:   "event", Events: Of(spec.PermanencePanel), Asked: Of(spec.NoReturnHome),
		Event: func(c *Child, i int) bool { return c.Has&Of(spec.NoReturnHome) == 0 },
	},
	{
		Code: "R434", Severity: unlikely,
		Sentence: "The order for a permanent home was made on {date}, and no panel is given. Add it.",
		Example:  "an adoption order without a panel",
		Column:   "event", Events: Of(spec.PermanenceLegal), Asked: Of(spec.PermanencePanel),
		Event: func(c *Child, i int) bool { return c.Has&Of(spec.PermanencePanel) == 0 },
	},
	{
		Code: "R435", Severity: unlikely,
		Sentence: "The child moved to a permanent home on {date}, and the decision that the child cannot return home is not given. Add it.",
		Example:  "a final placement without a decision",
		Column:   "event", Events: Of(spec.PermanencePlacement), Asked: Of(spec.NoReturnHome),
		Event: func(c *Child, i int) bool { return c.Has&Of(spec.NoReturnHome) == 0 },
	},
	{
		Code: "R436", Severity: unlikely,
		Sentence: "The child returned home on {date}, and no placement ended in the 30 days around. Add the placement, or its end.",
		Example:  "returned home without having been away",
		Column:   "event", Looks: "events.date events.end_date", Events: Of(spec.ReturnedHome), Asked: Of(spec.Placement),
		Event: func(c *Child, i int) bool {
			for j := c.Of(spec.Placement); j >= 0; j = c.Next(j) {
				if gap := c.End[j] - c.Date[i]; c.End[j] == 0 && c.Date[j] < c.Date[i] || c.End[j] != 0 && gap >= -30 && gap <= 30 {
					return false // one that has no end is another rule's
				}
			}
			return true
		},
	},
	{
		Code: "R437", Severity: unlikely,
		Sentence: "It was decided on {date} that the child cannot return home, and the child was not away from home by its events. Add the placement.",
		Example:  "a decision against return of a child who lives at home",
		Column:   "event", Looks: "events.date", Events: Of(spec.NoReturnHome), Asked: Of(spec.Placement), Needs: Agreed,
		Event: func(c *Child, i int) bool {
			for j := c.Of(spec.Placement); j >= 0; j = c.Next(j) {
				if c.Date[j] <= c.Date[i]+30 && c.Until(j) >= c.Date[i]-30 {
					return false
				}
			}
			return true
		},
	},
}
