package check

import (
	"github.com/northinch/northinch/internal/returns/spec"
	"github.com/northinch/northinch/internal/spell"
)

// completeRules are about what is missing.
var completeRules = []Rule{
	{
		Code: "R601", Severity: unlikely,
		Sentence: "The locality is not given. Give the fifth of localities by deprivation, or unknown.",
		Example:  "an empty cell in locality",
		Column:   "locality", Child: func(c *Child) bool { return c.Locality == 0 },
	},
	{
		Code: "R602", Severity: wrong,
		Sentence: "No category is given for the registration on {date}. Add at least one, on the day of the registration.",
		Example:  "a registration without a category",
		Column:   "event", Looks: "events.date", Events: Of(spec.Registration), Asked: Of(spec.Category), Needs: Agreed,
		Event: func(c *Child, i int) bool {
			return c.Date[i] >= c.window() && c.Date[i] <= c.Agreed && !c.Any(Of(spec.Category), c.Date[i]-7, c.Date[i]+28)
		},
	},
	{
		Code: "R603", Severity: unlikely,
		Sentence: "The sex of a child who was born in {born} is given as unknown. Give it, if it is recorded.",
		Example:  "the sex unknown of a child of 9 years",
		Column:   "sex", Looks: "children.born children.agreed_date", Needs: Born | Agreed,
		Child: func(c *Child) bool { return c.Sex == spec.SexNotKnown && c.Last+31 < c.Agreed },
	},
	{
		Code: "R604", Severity: unlikely,
		Sentence: "The child is 5 years or older and has been on the register since {what}, and no views of it were recorded. Add them, if they were.",
		Example:  "a child of 9 years, registered for ten months, without views",
		Column:   "child", Looks: "children.born events.event events.date", In: In(spec.OnRegister), Asked: Of(spec.ViewsRecorded), Needs: Born | Agreed,
		Each: func(c *Child, f *Found) {
			on := c.Open(spell.OnRegister)
			if on != nil && on.Days() >= 183 && c.Old(5, c.Agreed) && !c.Any(Of(spec.ViewsRecorded), on.From-30, c.Agreed) {
				f.ChildOn(on.From, on.Days())
			}
		},
	},
	{
		Code: "R605", Severity: wrong,
		Sentence: "The investigation ended on {end}, and its outcome is not given. Add it.",
		Example:  "an investigation with an end and without an outcome",
		Column:   "detail", Looks: "events.end_date", Events: Of(spec.Investigation),
		Event: func(c *Child, i int) bool { return c.End[i] != 0 && c.Detail[i] == 0 },
	},
	{
		Code: "R606", Severity: unlikely,
		Sentence: "The investigation that began on {date} has an outcome and no end. Add the day on which it ended.",
		Example:  "an investigation with the outcome offer-support and without an end",
		Column:   "end_date", Looks: "events.detail", Events: Of(spec.Investigation),
		Event: func(c *Child, i int) bool { return c.End[i] == 0 && c.Detail[i] != 0 },
	},
	{
		Code: "R607", Severity: unlikely,
		Sentence: "It is not said whether the child who went missing on {date} was missing from home or from care. Add it.",
		Example:  "a missing episode without a detail",
		Column:   "detail", Events: Of(spec.Missing), Event: noDetail,
	},
	{
		Code: "R608", Severity: unlikely,
		Sentence: "The kind of harm online on {date} is not given. Add it.",
		Example:  "an event online-harm without a detail",
		Column:   "detail", Events: Of(spec.OnlineHarm), Event: noDetail,
	},
	{
		Code: "R609", Severity: unlikely,
		Sentence: "It is not said how the views that were recorded on {date} were given. Add it.",
		Example:  "views-recorded without a detail",
		Column:   "detail", Events: Of(spec.ViewsRecorded), Event: noDetail,
	},
	{
		Code: "R610", Severity: unlikely,
		Sentence: "The outcome of the care and risk management meeting on {date} is not given. Add it.",
		Example:  "a care-and-risk-meeting without a detail",
		Column:   "detail", Events: Of(spec.CareAndRiskMeeting), Event: noDetail,
	},
	{
		Code: "R611", Severity: unlikely,
		Sentence: "It is not said who held the return discussion on {date}. Add it.",
		Example:  "a return discussion that was held, by nobody",
		Column:   "by", Looks: "events.detail", Events: Of(spec.ReturnDiscussion),
		Event: func(c *Child, i int) bool { return c.Detail[i] == spec.Held && c.By[i] == 0 },
	},
	{
		Code: "R612", Severity: unlikely,
		Sentence: "The child is looked after away from home, and no order or agreement is given for it. Add it.",
		Example:  "looked-after-away without a legal measure",
		Column:   "populations", Looks: "events.event", In: In(spec.LookedAfterAway), Asked: Of(spec.LegalMeasure),
		Child: func(c *Child) bool { return c.Has&Of(spec.LegalMeasure) == 0 },
	},
	{
		Code: "R613", Severity: unlikely,
		Sentence: "The investigation that began on {date} has no end, and a planning meeting was held on {otherdate} (line {line}). Add the day on which it ended.",
		Example:  "an investigation without end before a planning meeting",
		Column:   "end_date", Looks: "events.date events.event", Events: Of(spec.Investigation),
		Each: func(c *Child, f *Found) {
			for i := c.Of(spec.Investigation); i >= 0; i = c.Next(i) {
				if c.End[i] != 0 || c.Detail[i] != 0 {
					continue // an outcome without an end is another rule's
				}
				if j := c.After(spec.PlanningMeeting, c.Date[i]+1); j >= 0 && c.Date[j] <= c.Date[i]+120 {
					f.Pair(i, j)
				}
			}
		},
	},
}

func noDetail(c *Child, i int) bool { return c.Detail[i] == 0 }
