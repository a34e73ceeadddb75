package check

import "github.com/northinch/northinch/internal/returns/spec"

// dayRules are about single days.
var dayRules = []Rule{
	{
		Code: "R201", Severity: wrong, Must: true,
		Sentence: "The event {event} is on {date}, after the agreed date of {agreed}. Leave it out, or correct the date.",
		Example:  "a contact ten days after the agreed date",
		Column:   "date", Looks: "children.agreed_date", Needs: Agreed,
		Event: func(c *Child, i int) bool { return c.Date[i] > c.Agreed },
	},
	{
		Code: "R202", Severity: wrong, Must: true,
		Sentence: "The event {event} ends on {end}, before it begins on {date}. Correct one of the two.",
		Example:  "a placement from 3 March to 3 February",
		Column:   "end_date", Looks: "events.date", Events: lasting,
		Event: func(c *Child, i int) bool { return c.End[i] != 0 && c.End[i] < c.Date[i] },
	},
	{
		Code: "R203", Severity: wrong,
		Sentence: "The end of {event} is on {end}, after the agreed date of {agreed}. Leave the end empty: it still went on.",
		Example:  "a placement that ends in the month after the agreed date",
		Column:   "end_date", Looks: "children.agreed_date", Events: lasting, Needs: Agreed,
		Event: func(c *Child, i int) bool { return c.End[i] > c.Agreed },
	},
	{
		Code: "R204", Severity: unlikely,
		Sentence: "Only events of the 36 months before the agreed date are asked, and of this child {n} are from before, the first of them {event} on {date}. Leave them out, or correct their dates.",
		Example:  "a core group four years before the agreed date",
		Column:   "date", Looks: "children.agreed_date", Needs: Agreed,
		Each: func(c *Child, f *Found) {
			first, n := -1, 0
			for i := 0; i < len(c.Date) && c.Date[i] < c.window(); i++ {
				if Of(c.Kind[i])&(lasting|Of(spec.Registration, spec.Deregistration, spec.Category)) != 0 {
					continue
				}
				if n++; first < 0 {
					first = i
				}
			}
			if n > 0 {
				f.Days(first, n)
			}
		},
	},
	{
		Code: "R205", Severity: unlikely,
		Sentence: "The event {event} ended on {end}, and only what went on in the 36 months before the agreed date is asked. Leave it out, or correct the end.",
		Example:  "a placement that ended five years before the agreed date",
		Column:   "end_date", Looks: "children.agreed_date", Events: lasting, Needs: Agreed,
		Event: func(c *Child, i int) bool { return c.End[i] != 0 && c.End[i] < c.window() },
	},
	{
		Code: "R206", Severity: unlikely,
		Sentence: "The concern, the planning meeting and the registration are all on {date}. Give each its own day, or check that they were.",
		Example:  "a concern, a meeting and a registration on the same Monday",
		Column:   "date", Looks: "events.event", Events: Of(spec.Registration),
		Event: func(c *Child, i int) bool {
			d := c.Date[i]
			return c.Any(Of(spec.Concern), d, d) && c.Any(Of(spec.PlanningMeeting, spec.PreBirthMeeting), d, d)
		},
	},
}

// orderRules are about what comes before what.
var orderRules = []Rule{
	{
		Code: "R211", Severity: unlikely,
		Sentence: "The referral discussion on {date} is before the concern on {otherdate} (line {line}). Correct the date of one of them.",
		Example:  "a discussion on 3 March of a concern on 10 March",
		Column:   "date", Looks: "events.event", Events: Of(spec.ReferralDiscussion), Asked: Of(spec.Concern),
		Each: func(c *Child, f *Found) {
			for i := c.Of(spec.ReferralDiscussion); i >= 0; i = c.Next(i) {
				d := c.Date[i]
				if j := c.After(spec.Concern, d); j >= 0 && c.Date[j] > d && c.Date[j] <= d+14 && !c.Any(Of(spec.Concern), d-60, d) {
					f.Pair(i, j)
				}
			}
		},
	},
	{
		Code: "R212", Severity: unlikely,
		Sentence: "The investigation from {date} to {end} led to a meeting, and the meeting on {otherdate} (line {line}) was held before it ended. Check the end of the investigation.",
		Example:  "a planning meeting in the middle of the investigation that led to it",
		Column:   "end_date", Looks: "events.date events.detail", Events: Of(spec.Investigation),
		Each: func(c *Child, f *Found) {
			for i := c.Of(spec.Investigation); i >= 0; i = c.Next(i) {
				if c.Detail[i] != spec.ToMeeting || c.End[i] == 0 {
					continue
				}
				for _, k := range [2]spec.Event{spec.PlanningMeeting, spec.PreBirthMeeting} {
					if j := c.After(k, c.Date[i]); j >= 0 && c.Date[j] < c.End[i] && c.After(k, c.End[i]) < 0 {
						f.Pair(i, j)
					}
				}
			}
		},
	},
	{
		Code: "R213", Severity: unlikely,
		Sentence: "The panel on {date} is before the decision on {otherdate} (line {line}) that the child cannot return home. Correct the date of one of them.",
		Example:  "a permanence panel a month before the decision",
		Column:   "date", Looks: "events.event", Events: Of(spec.PermanencePanel), Each: onlyAfter(spec.PermanencePanel, spec.NoReturnHome),
	},
	{
		Code: "R214", Severity: unlikely,
		Sentence: "The order for a permanent home on {date} is before the panel on {otherdate} (line {line}). Correct the date of one of them.",
		Example:  "an adoption order two months before the panel",
		Column:   "date", Looks: "events.event", Events: Of(spec.PermanenceLegal), Each: onlyAfter(spec.PermanenceLegal, spec.PermanencePanel),
	},
	{
		Code: "R215", Severity: unlikely,
		Sentence: "The move to the permanent home on {date} is before the decision on {otherdate} (line {line}) that the child cannot return home. Correct the date of one of them.",
		Example:  "a final placement in the year before the decision",
		Column:   "date", Looks: "events.event", Events: Of(spec.PermanencePlacement), Each: onlyAfter(spec.PermanencePlacement, spec.NoReturnHome),
	},
	{
		Code: "R216", Severity: unlikely,
		Sentence: "The plan for the risk on {date} is before the contact of a registered sex offender was known on {otherdate} (line {line}). Correct the date of one of them.",
		Example:  "a risk plan in March for a contact that was known in May",
		Column:   "date", Looks: "events.event", Events: Of(spec.RiskPlan), Each: onlyAfter(spec.RiskPlan, spec.SexOffenderContact),
	},
	{
		Code: "R217", Severity: wrong,
		Sentence: "The discussion on {date} is before the child was found (line {line}). Correct the date, or the end of the episode.",
		Example:  "a return discussion on the second of five days missing",
		Column:   "date", Looks: "events.end_date", Events: Of(spec.ReturnDiscussion), Needs: Agreed,
		Each: func(c *Child, f *Found) {
			for i := c.Of(spec.ReturnDiscussion); i >= 0; i = c.Next(i) {
				if m := c.Before(spec.Missing, c.Date[i]-1); m >= 0 && c.Date[i] < c.Until(m) {
					f.Pair(i, m)
				}
			}
		},
	},
	{
		Code: "R218", Severity: wrong,
		Sentence: "The event {event} on {date} is after the child was de-registered because of the child's death (line {line}). Correct the reason of the de-registration or the date.",
		Example:  "a contact in May with a child who died in March",
		Column:   "date", Looks: "events.detail", Events: Of(spec.Deregistration),
		Each: func(c *Child, f *Found) {
			for j := c.Of(spec.Deregistration); j >= 0; j = c.Next(j) {
				if c.Detail[j] != spec.Died {
					continue
				}
				for i := j + 1; i < len(c.Date); i++ {
					if c.Date[i] > c.Date[j] {
						f.Pair(i, j)
					}
				}
				return
			}
		},
	},
	{
		Code: "R219", Severity: wrong,
		Sentence: "The registration on {date} is after the child was de-registered for turning 18 (line {line}). Correct the reason of the de-registration or the date.",
		Example:  "registered again a year after turning 18",
		Column:   "date", Looks: "events.detail", Events: Of(spec.Registration),
		Each: func(c *Child, f *Found) {
			for i := c.Of(spec.Registration); i >= 0; i = c.Next(i) {
				if j := c.Before(spec.Deregistration, c.Date[i]-1); j >= 0 && c.Detail[j] == spec.Turned18 {
					f.Pair(i, j)
				}
			}
		},
	},
	{
		Code: "R220", Severity: unlikely,
		Sentence: "There is a contact on {date} with a child who had moved to another area by line {line}, and no concern or registration since. Check whether the child moved back.",
		Example:  "a visit a year after the child moved away",
		Column:   "date", Looks: "events.detail", Events: Of(spec.Contact),
		Each: func(c *Child, f *Found) {
			if c.Has&Of(spec.Deregistration) == 0 {
				return
			}
			for i := c.Of(spec.Contact); i >= 0; i = c.Next(i) {
				j := c.Before(spec.Deregistration, c.Date[i]-92)
				if j >= 0 && c.Detail[j] == spec.MovedArea && !c.Any(Of(spec.Concern, spec.Registration), c.Date[j], c.Date[i]) {
					f.Pair(i, j)
				}
			}
		},
	},
}

// onlyAfter finds events before which there is none of another kind that should
// come first, but after which there is one.
func onlyAfter(kind, first spec.Event) func(*Child, *Found) {
	return func(c *Child, f *Found) {
		i := c.Of(kind)
		j := c.Of(first)
		if j >= 0 && c.Date[i] < c.Date[j] {
			f.Pair(i, j)
		}
	}
}
