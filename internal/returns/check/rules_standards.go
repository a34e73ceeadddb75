package check

import (
	"sync"

	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/spec"
	"github.com/northinch/northinch/internal/spell"
	"github.com/northinch/northinch/internal/standard"
)

// standards are those that come with the program, by their IDs.
var standards = sync.OnceValue(func() map[string]standard.Standard {
	all := map[string]standard.Standard{}
	for _, s := range standard.All() {
		all[s.ID] = s
	}
	return all
})

// times is how many times the time of a standard makes a step so late that the date
// may be wrong. That a step came later than its standard is for measures to say, and
// nothing that an area has to explain here.
const times = 3

// farLate says whether a day is so much later than the standard allows from another.
func farLate(id string, from, on returns.Day) bool {
	s := standards()[id]
	e, ok := s.On(from)
	return ok && on > from+times*(e.Due(from)-from)
}

// inTime says whether a day is in time by the standard.
func inTime(id string, from, on returns.Day) bool {
	s := standards()[id]
	e, ok := s.On(from)
	return ok && on <= e.Due(from)
}

// standardRules are about steps that came very much later than their standard. They
// are queries: the step may have been that late.
var standardRules = []Rule{
	{
		Code: "R701", Severity: unlikely,
		Sentence: "A reason for being late is given with the event {event} on {date}, for which there is no standard. Take the reason out, or correct the event.",
		Example:  "a reason for a late contact",
		Column:   "late_reason", Looks: "events.event",
		Event: func(c *Child, i int) bool {
			return c.Late[i] != 0 && Of(spec.PlanningMeeting, spec.PreBirthMeeting, spec.CoreGroup, spec.Review, spec.PermanencePanel, spec.PermanencePlacement)&Of(c.Kind[i]) == 0
		},
	},
	{
		Code: "R702", Severity: unlikely,
		Sentence: "The planning meeting on {date} came {n} days after the concern, more than three times the time of the standard. Check both dates, or add a concern in between.",
		Example:  "a planning meeting 200 days after the concern",
		Column:   "date", Looks: "events.event", Events: Of(spec.PlanningMeeting), Asked: Of(spec.Concern),
		Each: func(c *Child, f *Found) { meetings(c, f, spec.PlanningMeeting, "planning-meeting") },
	},
	{
		Code: "R703", Severity: unlikely,
		Sentence: "The pre-birth meeting on {date} came {n} days after the concern, more than three times the time of the standard. Check both dates, or add a concern in between.",
		Example:  "a pre-birth meeting 150 days after the concern",
		Column:   "date", Looks: "events.event", Events: Of(spec.PreBirthMeeting), Asked: Of(spec.Concern),
		Each: func(c *Child, f *Found) { meetings(c, f, spec.PreBirthMeeting, "pre-birth-meeting") },
	},
	{
		Code: "R704", Severity: unlikely,
		Sentence: "The first core group, on {date}, came {n} days after the registration, more than three times the time of the standard. Check both dates, or add those before it.",
		Example:  "a first core group 100 days after the registration",
		Column:   "date", Looks: "events.event", Events: Of(spec.CoreGroup), Asked: Of(spec.Registration), Needs: Agreed,
		Each: func(c *Child, f *Found) { firstOf(c, f, spec.CoreGroup, "first-core-group") },
	},
	{
		Code: "R705", Severity: unlikely,
		Sentence: "The first review, on {date}, came {n} days after the registration, more than three times the time of the standard. Check both dates, or add those before it.",
		Example:  "a first review a year after the registration",
		Column:   "date", Looks: "events.event", Events: Of(spec.Review), Asked: Of(spec.Registration), Needs: Agreed,
		Each: func(c *Child, f *Found) { firstOf(c, f, spec.Review, "first-review") },
	},
	{
		Code: "R706", Severity: unlikely,
		Sentence: "The review on {date} came {n} days after the one before, more than three times the time of the standard. Check the dates, or add those between.",
		Example:  "reviews two years apart in one registration",
		Column:   "date", Looks: "events.event", Events: Of(spec.Review), Needs: Agreed,
		Each: func(c *Child, f *Found) {
			for i := c.Of(spec.Review); i >= 0; i = c.Next(i) {
				j := c.Next(i)
				if j < 0 || !farLate("later-review", c.Date[i], c.Date[j]) {
					continue
				}
				if on := c.Spell(spell.OnRegister, c.Date[i]); on != nil && c.Date[j] <= on.To {
					f.Days(j, int(c.Date[j]-c.Date[i]))
				}
			}
		},
	},
	{
		Code: "R707", Severity: unlikely,
		Sentence: "The permanence panel on {date} came {n} days after the decision that the child cannot return home, more than three times the time aimed at. Check both dates.",
		Example:  "a panel a year after the decision",
		Column:   "date", Looks: "events.event", Events: Of(spec.PermanencePanel), Asked: Of(spec.NoReturnHome),
		Each: func(c *Child, f *Found) {
			i := c.Of(spec.PermanencePanel)
			if j := c.Before(spec.NoReturnHome, c.Date[i]); j >= 0 && farLate("permanence-panel", c.Date[j], c.Date[i]) {
				f.Days(i, int(c.Date[i]-c.Date[j]))
			}
		},
	},
	{
		Code: "R708", Severity: unlikely,
		Sentence: "A reason for being late is given with the meeting on {date}, which was held {n} days after the concern and so in time. Check the date of the concern, or take the reason out.",
		Example:  "a meeting after 12 days that was late for want of staff",
		Column:   "late_reason", Looks: "events.date events.event", Events: Of(spec.PlanningMeeting), Asked: Of(spec.Concern),
		Each: func(c *Child, f *Found) {
			for i := c.Of(spec.PlanningMeeting); i >= 0; i = c.Next(i) {
				if j := c.Before(spec.Concern, c.Date[i]); c.Late[i] != 0 && j >= 0 && c.Before(spec.PlanningMeeting, c.Date[i]-1) < j && inTime("planning-meeting", c.Date[j], c.Date[i]) {
					f.Days(i, int(c.Date[i]-c.Date[j]))
				}
			}
		},
	},
	{
		Code: "R709", Severity: unlikely,
		Sentence: "The child has been on the register for {n} days, since {what}, and no review is given. Add the reviews, or check the registration.",
		Example:  "registered for a year without a review",
		Column:   "child", Looks: "events.event events.date", In: In(spec.OnRegister), Asked: Of(spec.Review), Needs: Agreed,
		Each: func(c *Child, f *Found) { none(c, f, spec.Review, "first-review") },
	},
	{
		Code: "R710", Severity: unlikely,
		Sentence: "The child has been on the register for {n} days, since {what}, and no core group is given. Add them, or check the registration.",
		Example:  "registered for half a year without a core group",
		Column:   "child", Looks: "events.event events.date", In: In(spec.OnRegister), Asked: Of(spec.CoreGroup), Needs: Agreed,
		Each: func(c *Child, f *Found) { none(c, f, spec.CoreGroup, "first-core-group") },
	},
}

// meetings finds those that are far later than the first concern since the last
// decision.
func meetings(c *Child, f *Found, k spec.Event, id string) {
	for i := c.Of(k); i >= 0; i = c.Next(i) {
		j := c.Before(spec.Concern, c.Date[i])
		if j < 0 || c.Any(Of(spec.PlanningMeeting, spec.PreBirthMeeting), c.Date[j], c.Date[i]-1) {
			continue // it is held again, or of a concern that was not given
		}
		if farLate(id, c.Date[j], c.Date[i]) {
			f.Days(i, int(c.Date[i]-c.Date[j]))
		}
	}
}

// firstOf finds the first event of a kind in each time on the register that is far
// later than its beginning.
func firstOf(c *Child, f *Found, k spec.Event, id string) {
	for _, on := range c.Spells {
		if on.State != spell.OnRegister || on.Truncated {
			continue
		}
		if i := c.After(k, on.From); i >= 0 && c.Date[i] <= on.To && on.From >= c.window() && farLate(id, on.From, c.Date[i]) {
			f.Days(i, int(c.Date[i]-on.From))
		}
	}
}

// none finds a child on the register without an event of a kind that was due long ago.
func none(c *Child, f *Found, k spec.Event, id string) {
	on := c.Open(spell.OnRegister)
	if on == nil || c.Any(Of(k), on.From, c.Agreed) || !farLate(id, on.From, c.Agreed) {
		return
	}
	f.ChildOn(on.From, on.Days())
}

// longRules are about what lasted very long, or was not followed by anything.
var longRules = []Rule{
	{
		Code: "R721", Severity: unlikely,
		Sentence: "The child is on the register, and nobody saw the child in the six months before {agreed}. Add the contacts, if there were any.",
		Example:  "a child on the register whom nobody saw since January",
		Column:   "child", Looks: "events.event events.date events.detail", In: In(spec.OnRegister), Asked: Of(spec.Contact), Needs: Born | Agreed,
		Child: func(c *Child) bool {
			since := c.Agreed - 183
			on := c.Open(spell.OnRegister)
			if on == nil || on.From > since || c.First > since {
				return false
			}
			for i := c.After(spec.Contact, since); i >= 0; i = c.Next(i) {
				if c.Detail[i] != spec.NotSeen {
					return false
				}
			}
			return true
		},
	},
	{
		Code: "R722", Severity: unlikely,
		Sentence: "The contact of a registered sex offender was known on {date}, and no plan is given within 90 days. Add the plan, or the end of the contact.",
		Example:  "a sex-offender-contact since January without a risk plan",
		Column:   "event", Looks: "events.date events.end_date", Events: Of(spec.SexOffenderContact), Asked: Of(spec.RiskPlan), Needs: Agreed,
		Event: func(c *Child, i int) bool {
			d := c.Date[i]
			return c.Until(i) >= d+90 && !c.Any(Of(spec.RiskPlan), d, d+90)
		},
	},
	{
		Code: "R723", Severity: unlikely,
		Sentence: "The child was found on {end}, and no return discussion is given within 30 days. Add it; if it was not offered, add it as not-offered.",
		Example:  "a missing episode without a return discussion",
		Column:   "event", Looks: "events.end_date", Events: Of(spec.Missing), Asked: Of(spec.ReturnDiscussion), Needs: Agreed,
		Event: func(c *Child, i int) bool {
			d := c.End[i]
			return d != 0 && d+30 <= c.Agreed && !c.Any(Of(spec.ReturnDiscussion), c.Date[i], d+30)
		},
	},
	{
		Code: "R724", Severity: unlikely,
		Sentence: "The investigation that began on {date} lasted more than 180 days, or has not ended since. Check its end.",
		Example:  "an investigation of 300 days",
		Column:   "end_date", Looks: "events.date", Events: Of(spec.Investigation), Needs: Agreed,
		Event: func(c *Child, i int) bool { return c.Until(i) > c.Date[i]+180 },
	},
	{
		Code: "R725", Severity: unlikely,
		Sentence: "The child went missing on {date} and was missing for more than 90 days, or has been since. Check the end; if the child is still missing, tell the lead inspector.",
		Example:  "a missing episode whose end was forgotten",
		Column:   "end_date", Looks: "events.date", Events: Of(spec.Missing), Needs: Agreed,
		Event: func(c *Child, i int) bool { return c.Until(i) > c.Date[i]+90 },
	},
	{
		Code: "R726", Severity: unlikely,
		Sentence: "The child has been on the register for {n} days, since {what}, which is more than three years. Check whether a de-registration is missing.",
		Example:  "registered since 2020 in a return of 2026",
		Column:   "child", Looks: "events.event events.date", In: In(spec.OnRegister), Needs: Agreed,
		Each: func(c *Child, f *Found) {
			if on := c.Open(spell.OnRegister); on != nil && on.Days() > 1096 {
				f.ChildOn(on.From, on.Days())
			}
		},
	},
	{
		Code: "R727", Severity: unlikely,
		Sentence: "The child was taken off the register on {date}, within a week of the registration. Check both dates.",
		Example:  "on the register for three days",
		Column:   "date", Looks: "events.event", Events: Of(spec.Deregistration),
		Event: func(c *Child, i int) bool {
			j := c.Before(spec.Registration, c.Date[i]-1)
			return j >= 0 && c.Date[i]-c.Date[j] <= 7
		},
	},
	{
		Code: "R728", Severity: unlikely,
		Sentence: "The child protection order of {date} lasted more than 30 days, or has not ended since; it holds for a few days. Add its end, or give the order that followed.",
		Example:  "a protection order without an end",
		Column:   "end_date", Looks: "events.date events.detail", Events: Of(spec.LegalMeasure), Needs: Agreed,
		Event: func(c *Child, i int) bool { return c.Detail[i] == spec.ProtectionOrder && c.Until(i) > c.Date[i]+30 },
	},
}
