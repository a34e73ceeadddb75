package check

import (
	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/spec"
)

// birthRules are about what cannot come before a birth, or only then.
var birthRules = []Rule{
	{
		Code: "R101", Severity: wrong, Must: true,
		Sentence: "There is a contact on {date} with a child who was born in {born}. Correct the date or the month of birth.",
		Example:  "a contact on 31 May 2019 with a child born in May 2020",
		Column:   "date", Looks: "children.born", Events: Of(spec.Contact), Needs: Born, Event: beforeBirth,
	},
	{
		Code: "R102", Severity: wrong, Must: true,
		Sentence: "The event {event} on {date} is before the birth in {born}, and an unborn child lives nowhere by itself. Correct the date or the month of birth.",
		Example:  "a placement that began before birth",
		Column:   "date", Looks: "children.born", Events: Of(spec.Placement, spec.ReturnedHome, spec.PermanencePlacement), Needs: Born, Event: beforeBirth,
	},
	{
		Code: "R103", Severity: wrong, Must: true,
		Sentence: "The event {event} on {date} is before the birth in {born}. Correct the date or the month of birth.",
		Example:  "an episode of going missing before birth",
		Column:   "date", Looks: "children.born", Events: Of(spec.Missing, spec.ReturnDiscussion, spec.OnlineHarm, spec.CareAndRiskMeeting, spec.VulnerableMeeting), Needs: Born, Event: beforeBirth,
	},
	{
		Code: "R104", Severity: wrong, Must: true,
		Sentence: "The child's views were recorded on {date}, before the birth in {born}. Correct the date or the month of birth.",
		Example:  "views recorded in the month before birth",
		Column:   "date", Looks: "children.born", Events: Of(spec.ViewsRecorded), Needs: Born, Event: beforeBirth,
	},
	{
		Code: "R105", Severity: wrong,
		Sentence: "The order for a permanent home was made on {date}, before the birth in {born}. Correct the date or the month of birth.",
		Example:  "a permanence order in the year before birth",
		Column:   "date", Looks: "children.born", Events: Of(spec.PermanenceLegal), Needs: Born, Event: beforeBirth,
	},
	{
		Code: "R106", Severity: wrong, Must: true,
		Sentence: "The event {event} on {date} is more than ten months before the birth in {born}, so before the child was conceived. It may be of a brother or sister; correct the date, the month of birth or the reference.",
		Example:  "a concern two years before birth",
		Column:   "date", Looks: "children.born", Needs: Born,
		Events: Of(spec.Concern, spec.ReferralDiscussion, spec.Investigation, spec.PlanningMeeting, spec.PreBirthMeeting, spec.Registration, spec.Category,
			spec.CoreGroup, spec.Review, spec.Deregistration, spec.CannotMeetNeeds, spec.LegalMeasure, spec.SexOffenderContact, spec.RiskPlan,
			spec.ReporterReferral, spec.Support, spec.NoReturnHome, spec.PermanencePanel),
		Event: func(c *Child, i int) bool {
			if c.Date[i] >= c.First { // nearly always, and the rest need not be worked out
				return false
			}
			return c.Date[i] < (c.Born - 10).First()
		},
	},
	{
		Code: "R107", Severity: unlikely,
		Sentence: "The planning meeting on {date} is before the birth in {born}. Give it as a pre-birth-meeting, or correct the month of birth.",
		Example:  "a planning meeting in the month before birth",
		Column:   "event", Looks: "events.date children.born", Events: Of(spec.PlanningMeeting), Needs: Born, Event: beforeBirth,
	},
	{
		Code: "R108", Severity: wrong,
		Sentence: "The pre-birth meeting on {date} is after the birth in {born}. Give it as a planning-meeting, or correct the date.",
		Example:  "a pre-birth meeting about a child of two years",
		Column:   "event", Looks: "events.date children.born", Events: Of(spec.PreBirthMeeting), Needs: Born,
		Event: func(c *Child, i int) bool { return c.Date[i] > c.Last },
	},
	{
		Code: "R109", Severity: wrong, Must: true,
		Sentence: "The birth is expected in {born}, more than ten months after the agreed date of {agreed}. Correct the month.",
		Example:  "a birth expected in 2029 in a return of 2026",
		Column:   "born", Looks: "children.agreed_date", Needs: Born | Agreed,
		Child: func(c *Child) bool { return c.First > c.Agreed && c.Agreed.Add(10) < c.First },
	},
	{
		Code: "R110", Severity: unlikely,
		Sentence: "The child is not born yet by the month {born}, and the sex is given. Give unknown, or correct the month of birth.",
		Example:  "a girl expected in November in a return of July",
		Column:   "sex", Looks: "children.born children.agreed_date", Needs: Born | Agreed,
		Child: func(c *Child) bool {
			return c.First > c.Agreed && (c.Sex == spec.Female || c.Sex == spec.Male)
		},
	},
	{
		Code: "R111", Severity: wrong,
		Sentence: "The child is not born yet by the month {born}, and is in a population of children who are. Correct the populations or the month of birth.",
		Example:  "a child expected in November who is looked after away from home in July",
		Column:   "populations", Looks: "children.born children.agreed_date", Needs: Born | Agreed,
		In:    In(spec.LookedAfterAtHome, spec.LookedAfterAway, spec.Vulnerable, spec.CareAndRisk, spec.Aftercare),
		Child: func(c *Child) bool { return c.First > c.Agreed },
	},
}

func beforeBirth(c *Child, i int) bool { return c.Date[i] < c.First }

// ageRules are about ages that cannot be, or hardly.
var ageRules = []Rule{
	{
		Code: "R121", Severity: wrong, Must: true,
		Sentence: "The child turned 18 before the agreed date of {agreed} by the month of birth, {born}, and nobody is on the register at that age. Correct the month of birth or the populations.",
		Example:  "a child of 19 years in the population registered",
		Column:   "born", Looks: "children.populations children.agreed_date", Needs: Born | Agreed, In: In(spec.OnRegister),
		Child: func(c *Child) bool { return c.Old(18, c.Agreed) },
	},
	{
		Code: "R122", Severity: wrong, Must: true,
		Sentence: "The registration on {date} is after the child turned 18; the month of birth is {born}. Correct the date or the month of birth.",
		Example:  "a registration at 19 years",
		Column:   "date", Looks: "children.born", Events: Of(spec.Registration), Needs: Born,
		Event: func(c *Child, i int) bool { return c.Old(18, c.Date[i]) },
	},
	{
		Code: "R123", Severity: wrong,
		Sentence: "The child was de-registered on {date} for turning 18, and was born in {born}. Correct the reason, the date or the month of birth.",
		Example:  "de-registered for turning 18 at 12 years",
		Column:   "detail", Looks: "events.date children.born", Events: Of(spec.Deregistration), Needs: Born,
		Event: func(c *Child, i int) bool { return c.Detail[i] == spec.Turned18 && c.Young(18, c.Date[i]) },
	},
	{
		Code: "R124", Severity: wrong,
		Sentence: "By the month of birth, {born}, the person is 21 years old or more. Leave them out, or correct the month of birth.",
		Example:  "somebody born in 2001 in a return of 2026",
		Column:   "born", Looks: "children.agreed_date children.populations", Needs: Born | Agreed,
		Child: func(c *Child) bool { return c.In&In(spec.Aftercare) == 0 && c.Old(21, c.Agreed) },
	},
	{
		Code: "R125", Severity: wrong,
		Sentence: "Aftercare ends at 26 years at the latest, and the person was born in {born}. Leave them out, or correct the month of birth.",
		Example:  "somebody of 30 years in aftercare",
		Column:   "born", Looks: "children.agreed_date children.populations", Needs: Born | Agreed, In: In(spec.Aftercare),
		Child: func(c *Child) bool { return c.Old(27, c.Agreed) },
	},
	{
		Code: "R126", Severity: wrong,
		Sentence: "Aftercare is for those who have left school age, and the child was born in {born}. Correct the populations or the month of birth.",
		Example:  "a child of 9 years in aftercare",
		Column:   "populations", Looks: "children.agreed_date children.born", Needs: Born | Agreed, In: In(spec.Aftercare),
		Child: func(c *Child) bool { return c.Young(15, c.Agreed) },
	},
	{
		Code: "R127", Severity: unlikely,
		Sentence: "The placement on {date} began after the child turned 18; the month of birth is {born}. Check the date and the month of birth.",
		Example:  "a placement that began at 18 years and two months",
		Column:   "date", Looks: "children.born", Events: Of(spec.Placement), Needs: Born,
		Event: func(c *Child, i int) bool { return c.Old(18, c.Date[i]) },
	},
	{
		Code: "R128", Severity: unlikely,
		Sentence: "The meeting {event} on {date} is about a child under 8 years; the month of birth is {born}. Check the event and the month of birth.",
		Example:  "a care and risk management meeting about a child of 5 years",
		Column:   "date", Looks: "children.born", Events: Of(spec.CareAndRiskMeeting, spec.VulnerableMeeting), Needs: Born,
		Event: func(c *Child, i int) bool { return c.Date[i] >= c.First && c.Young(8, c.Date[i]) },
	},
	{
		Code: "R129", Severity: unlikely,
		Sentence: "A child under 3 years is said to have gone missing on {date}; the month of birth is {born}. If somebody took the child, give it as a concern; otherwise check the date and the month of birth.",
		Example:  "a child of one year who went missing",
		Column:   "date", Looks: "children.born", Events: Of(spec.Missing), Needs: Born,
		Event: func(c *Child, i int) bool { return c.Date[i] >= c.First && c.Young(3, c.Date[i]) },
	},
	{
		Code: "R130", Severity: unlikely,
		Sentence: "The child was near the threshold, or came off the register, and had turned 18 a year before the agreed date; the month of birth is {born}. Check it and the populations.",
		Example:  "a child of 19 and a half years in the population near-threshold",
		Column:   "born", Looks: "children.agreed_date children.populations", Needs: Born | Agreed, In: In(spec.NearThreshold, spec.OffRegister),
		Child: func(c *Child) bool { return c.Old(18, c.YearAgo) },
	},
}

// lasting are the events that may have an end.
var lasting = Of(spec.Investigation, spec.Support, spec.LegalMeasure, spec.Placement, spec.Missing, spec.SexOffenderContact)

// window is the first day of which an area gives all that happened.
func (c *Child) window() returns.Day { return c.areas[c.Area].since }
