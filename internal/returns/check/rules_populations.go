package check

import (
	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/spec"
	"github.com/northinch/northinch/internal/spell"
)

// populationRules are about what the register makes of populations.
var populationRules = []Rule{
	{
		Code: "R401", Severity: unlikely,
		Sentence: "Nothing is said to have happened to the child. Check whether the events are missing, or carry another reference.",
		Example:  "a child without a row in the table of events",
		Column:   "child", Looks: "events.child",
		Child: func(c *Child) bool { return len(c.Date) == 0 },
	},
	{
		Code: "R402", Severity: wrong,
		Sentence: "The child is in the population registered, and was not on the register on {agreed} by its events. Add the registration, or correct the populations.",
		Example:  "registered, and no registration",
		Column:   "populations", Looks: "events.event events.date", In: In(spec.OnRegister), Needs: Agreed,
		Child: func(c *Child) bool {
			last := c.Before(spec.Deregistration, c.Agreed)
			return c.Open(spell.OnRegister) == nil && (last < 0 || !c.bothWays(c.Date[last]))
		},
	},
	{
		Code: "R403", Severity: wrong,
		Sentence: "The child was on the register on {agreed} by its events, and is not in the population registered. Add the de-registration, or correct the populations.",
		Example:  "a registration without end of a child who is in another population",
		Column:   "populations", Looks: "events.event events.date", Events: Of(spec.Registration), AskedIn: In(spec.OnRegister), Needs: Agreed,
		Child: func(c *Child) bool {
			on := c.Open(spell.OnRegister)
			return !c.In.Has(spec.OnRegister) && on != nil && !c.bothWays(on.From)
		},
	},
	{
		Code: "R404", Severity: wrong, Must: true,
		Sentence: "The child is in the populations near-threshold and registered, and nobody can be both. Correct the populations.",
		Example:  "near-threshold registered",
		Column:   "populations", In: In(spec.NearThreshold), AskedIn: In(spec.NearThreshold, spec.OnRegister),
		Child: func(c *Child) bool { return c.In.Has(spec.OnRegister) },
	},
	{
		Code: "R405", Severity: wrong,
		Sentence: "The child is in the population near-threshold, and no case of it ended without registration in the 12 months before {agreed}. Add the discussion, the investigation or the meeting, or correct the populations.",
		Example:  "near-threshold, and no investigation",
		Column:   "populations", Looks: "events.event events.detail events.date", In: In(spec.NearThreshold), Needs: Agreed,
		Child: func(c *Child) bool { return lastCase(c) <= c.YearAgo },
	},
	{
		Code: "R406", Severity: unlikely,
		Sentence: "A case of the child ended without registration in the 12 months before {agreed}, and the child is in none of the populations near-threshold, registered and deregistered. Check the populations.",
		Example:  "an investigation that ended with support, and no population near-threshold",
		Column:   "populations", Looks: "events.event events.detail events.date", Needs: Agreed, AskedIn: In(spec.NearThreshold),
		Events: Of(spec.ReferralDiscussion, spec.Investigation, spec.PlanningMeeting, spec.PreBirthMeeting),
		Child: func(c *Child) bool {
			if c.In&In(spec.NearThreshold, spec.OnRegister, spec.OffRegister) != 0 {
				return false
			}
			last := lastCase(c)
			return last > c.YearAgo && !c.Any(Of(spec.Registration), last, c.Agreed)
		},
	},
	{
		Code: "R407", Severity: wrong,
		Sentence: "The child is in the population deregistered, and was not taken off the register in the 12 months before {agreed} by its events. Add the de-registration, or correct the populations.",
		Example:  "deregistered, and the de-registration was three years ago",
		Column:   "populations", Looks: "events.event events.date", In: In(spec.OffRegister), Needs: Agreed,
		Child: func(c *Child) bool { return !c.Any(Of(spec.Deregistration), c.YearAgo, c.Agreed) },
	},
	{
		Code: "R408", Severity: wrong,
		Sentence: "The child was taken off the register in the 12 months before {agreed} and is not on it again, and is not in the population deregistered. Correct the populations or the date.",
		Example:  "a de-registration four months ago of a child who is in another population",
		Column:   "populations", Looks: "events.event events.date events.detail", Events: Of(spec.Deregistration), AskedIn: In(spec.OffRegister), Needs: Agreed,
		Child: func(c *Child) bool {
			i := c.Before(spec.Deregistration, c.Agreed)
			if i < 0 || c.Date[i] <= c.YearAgo || c.In.Has(spec.OffRegister) || c.Open(spell.OnRegister) != nil {
				return false
			}
			why := c.Detail[i]
			return why != spec.MovedArea && why != spec.Turned18 && why != spec.Died
		},
	},
	{
		Code: "R409", Severity: wrong, Must: true,
		Sentence: "The child is in the populations registered and deregistered, and nobody can be both. Correct the populations.",
		Example:  "registered deregistered",
		Column:   "populations", In: In(spec.OffRegister), AskedIn: In(spec.OffRegister, spec.OnRegister),
		Child: func(c *Child) bool { return c.In.Has(spec.OnRegister) },
	},
}

// lastCase is the day on which a case ended last without a registration, up to the
// agreed date; 0 if none did.
func lastCase(c *Child) (last returns.Day) {
	for i, k := range c.Kind {
		day, d := c.Date[i], c.Detail[i]
		switch k {
		case spec.ReferralDiscussion:
			if d != spec.SingleAgency && d != spec.NoFurtherAction {
				continue
			}
		case spec.Investigation:
			if d != spec.OfferSupport && d != spec.NoFurtherAction {
				continue
			}
			day = c.End[i]
		case spec.PlanningMeeting, spec.PreBirthMeeting:
			if d != spec.DoNotRegister {
				continue
			}
		default:
			continue
		}
		if day <= c.Agreed {
			last = max(last, day)
		}
	}
	return last
}

// careRules are about what placements and meetings make of populations.
var careRules = []Rule{
	{
		Code: "R411", Severity: wrong,
		Sentence: "The child is in the population looked-after-away, and was in no placement on {agreed} by its events. Add the placement, or correct the populations.",
		Example:  "looked-after-away, and no placement",
		Column:   "populations", Looks: "events.event events.end_date", In: In(spec.LookedAfterAway), Needs: Agreed,
		Child: func(c *Child) bool { return !goesOn(c, spec.Placement) },
	},
	{
		Code: "R412", Severity: unlikely,
		Sentence: "The child was in a placement on {agreed} by its events, and is not in the population looked-after-away. Give the end of the placement, or correct the populations.",
		Example:  "a placement without end of a child who is in another population",
		Column:   "populations", Looks: "events.event events.end_date", Events: Of(spec.Placement), AskedIn: In(spec.LookedAfterAway), Needs: Agreed,
		Child: func(c *Child) bool {
			return c.In&In(spec.LookedAfterAway, spec.CeasedLookedAfter) == 0 && goesOn(c, spec.Placement) // of the latter R443 tells
		},
	},
	{
		Code: "R413", Severity: wrong, Must: true,
		Sentence: "The child is looked after at home and away from home, and nobody can be both. Correct the populations.",
		Example:  "looked-after-at-home looked-after-away",
		Column:   "populations", In: In(spec.LookedAfterAtHome),
		Child: func(c *Child) bool { return c.In.Has(spec.LookedAfterAway) },
	},
	{
		Code: "R414", Severity: unlikely,
		Sentence: "The child is looked after at home, and no order was in force on {agreed}. Add the order, or correct the populations.",
		Example:  "looked-after-at-home without a compulsory supervision order",
		Column:   "populations", Looks: "events.event events.end_date", In: In(spec.LookedAfterAtHome), Asked: Of(spec.LegalMeasure), Needs: Agreed,
		Child: func(c *Child) bool { return !goesOn(c, spec.LegalMeasure) },
	},
	{
		Code: "R415", Severity: unlikely,
		Sentence: "The child is in care and risk management, and no such meeting was held in the 12 months before {agreed}. Add the meetings, or correct the populations.",
		Example:  "care-and-risk without a meeting",
		Column:   "populations", Looks: "events.event events.date", In: In(spec.CareAndRisk), Asked: Of(spec.CareAndRiskMeeting), Needs: Agreed,
		Child: func(c *Child) bool { return !c.Any(Of(spec.CareAndRiskMeeting), c.YearAgo, c.Agreed) },
	},
	{
		Code: "R416", Severity: unlikely,
		Sentence: "The child is in a process for vulnerable young people, and no such meeting was held in the 12 months before {agreed}. Add the meetings, or correct the populations.",
		Example:  "vulnerable without a meeting",
		Column:   "populations", Looks: "events.event events.date", In: In(spec.Vulnerable), Asked: Of(spec.VulnerableMeeting), Needs: Agreed,
		Child: func(c *Child) bool { return !c.Any(Of(spec.VulnerableMeeting), c.YearAgo, c.Agreed) },
	},
	{
		Code: "R417", Severity: unlikely,
		Sentence: "The child is in the population voluntary-measures, and was not referred to the children's reporter in the 12 months before {agreed}. Add the referral, or correct the populations.",
		Example:  "voluntary-measures without a referral",
		Column:   "populations", Looks: "events.event events.date", In: In(spec.VoluntaryMeasures), Asked: Of(spec.ReporterReferral), Needs: Agreed,
		Child: func(c *Child) bool { return !c.Any(Of(spec.ReporterReferral), c.YearAgo, c.Agreed) },
	},
	{
		Code: "R418", Severity: unlikely,
		Sentence: "The person is in aftercare, and no placement, order or return home of theirs is given. Add what went on in the last 36 months, or correct the populations.",
		Example:  "aftercare of somebody who was never looked after",
		Column:   "populations", Looks: "events.event", In: In(spec.Aftercare), Needs: Born | Agreed,
		Child: func(c *Child) bool {
			return c.Young(18, c.Agreed) && c.Has&Of(spec.Placement, spec.LegalMeasure, spec.ReturnedHome) == 0
		},
	},
}

// goesOn says whether an event of a kind went on at the agreed date.
func goesOn(c *Child, k spec.Event) bool {
	for i := c.Of(k); i >= 0 && c.Date[i] <= c.Agreed; i = c.Next(i) {
		if c.Until(i) >= c.Agreed {
			return true
		}
	}
	return false
}
