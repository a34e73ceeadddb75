package check

import (
	"github.com/northinch/northinch/internal/returns/spec"
	"github.com/northinch/northinch/internal/spell"
)

// registerRules are about going on the register and off it.
var registerRules = []Rule{
	{
		Code: "R301", Severity: wrong,
		Sentence: "The child is registered on {date}, and was on the register since the registration on line {line}. Add the de-registration between them, or take one out.",
		Example:  "two registrations without a de-registration between them",
		Column:   "event", Looks: "events.date", Events: Of(spec.Registration),
		Each: func(c *Child, f *Found) {
			on := -1
			for i, k := range c.Kind {
				switch {
				case k == spec.Deregistration:
					on = -1
				case k != spec.Registration:
				case on >= 0 && !c.Any(Of(spec.Deregistration), c.Date[on], c.Date[i]):
					f.Pair(i, on)
				default:
					on = i
				}
			}
		},
	},
	{
		Code: "R302", Severity: wrong,
		Sentence: "The child is de-registered on {date}, and was off the register since line {line}. Add the registration between them, or take one out.",
		Example:  "two de-registrations without a registration between them",
		Column:   "event", Looks: "events.date", Events: Of(spec.Deregistration),
		Each: func(c *Child, f *Found) {
			off := -1
			for i := c.Of(spec.Deregistration); i >= 0; i = c.Next(i) {
				if off >= 0 && !c.Any(Of(spec.Registration), c.Date[off], c.Date[i]) {
					f.Pair(i, off)
				}
				off = i
			}
		},
	},
	{
		Code: "R303", Severity: wrong,
		Sentence: "The child is de-registered on {date}, and there is no registration before. Add it, however long ago it was.",
		Example:  "a de-registration of a child who has no registration",
		Column:   "event", Looks: "events.date", Events: Of(spec.Deregistration),
		Each: func(c *Child, f *Found) {
			if i := c.Of(spec.Deregistration); c.Before(spec.Registration, c.Date[i]) < 0 {
				f.Event(i)
			}
		},
	},
	{
		Code: "R304", Severity: unlikely,
		Sentence: "The child is registered and de-registered on {date}. Check both dates.",
		Example:  "a registration and a de-registration on the same day",
		Column:   "date", Looks: "events.event", Events: Of(spec.Deregistration),
		Event: func(c *Child, i int) bool { return c.Any(Of(spec.Registration), c.Date[i], c.Date[i]) },
	},
	{
		Code: "R305", Severity: unlikely,
		Sentence: "The meeting on {date} decided to register the child, and there is no registration within 28 days. Add it, or correct the outcome.",
		Example:  "a planning meeting with the outcome register, and nothing after it",
		Column:   "detail", Looks: "events.date events.event", Events: Of(spec.PlanningMeeting, spec.PreBirthMeeting), Needs: Agreed,
		Event: func(c *Child, i int) bool {
			d := c.Date[i]
			return c.Detail[i] == spec.Register && d+28 <= c.Agreed && !c.Any(Of(spec.Registration), d-1, d+28) && c.Spell(spell.OnRegister, d) == nil
		},
	},
	{
		Code: "R306", Severity: unlikely,
		Sentence: "No meeting in the 28 days before {date} decided to register the child. Add the meeting, or correct its outcome.",
		Example:  "a registration without a planning meeting",
		Column:   "event", Looks: "events.date events.detail", Events: Of(spec.Registration), Asked: Of(spec.PlanningMeeting), Needs: Agreed,
		Event: func(c *Child, i int) bool {
			d := c.Date[i]
			if d-28 < c.window() {
				return false
			}
			for _, k := range [2]spec.Event{spec.PlanningMeeting, spec.PreBirthMeeting} {
				for j := c.Of(k); j >= 0 && c.Date[j] <= d; j = c.Next(j) {
					if c.Date[j] >= d-28 && c.Detail[j] == spec.Register {
						return false
					}
				}
			}
			return true
		},
	},
	{
		Code: "R307", Severity: unlikely,
		Sentence: "The review on {date} decided to take the child off the register, and there is no de-registration within 28 days. Add it, or correct the outcome.",
		Example:  "a review with the outcome deregister of a child who is still registered",
		Column:   "detail", Looks: "events.date events.event", Events: Of(spec.Review), Needs: Agreed,
		Event: func(c *Child, i int) bool {
			d := c.Date[i]
			return c.Detail[i] == spec.Deregister && d+28 <= c.Agreed && !c.Any(Of(spec.Deregistration), d-1, d+28)
		},
	},
	{
		Code: "R308", Severity: unlikely,
		Sentence: "No review in the 28 days before {date} decided to take the child off the register. Add the review, or correct its outcome.",
		Example:  "a de-registration for less risk without a review",
		Column:   "event", Looks: "events.date events.detail", Events: Of(spec.Deregistration), Asked: Of(spec.Review), Needs: Agreed,
		Event: func(c *Child, i int) bool {
			d := c.Date[i]
			if why := c.Detail[i]; d-28 < c.window() || why == spec.MovedArea || why == spec.Turned18 || why == spec.Died {
				return false
			}
			for j := c.Of(spec.Review); j >= 0 && c.Date[j] <= d; j = c.Next(j) {
				if c.Date[j] >= d-28 && c.Detail[j] == spec.Deregister {
					return false
				}
			}
			return true
		},
	},
	{
		Code: "R309", Severity: wrong,
		Sentence: "There is a review on {date}, when the child was not on the register. Add the registration, or correct the date.",
		Example:  "a review a year after the de-registration",
		Column:   "date", Looks: "events.event", Events: Of(spec.Review), Needs: Agreed,
		Event: func(c *Child, i int) bool {
			return c.Date[i] <= c.Agreed && c.Spell(spell.OnRegister, c.Date[i]) == nil
		},
	},
	{
		Code: "R310", Severity: wrong,
		Sentence: "There is a core group on {date}, when the child was not on the register. Add the registration, or correct the date.",
		Example:  "a core group of a child who was never registered",
		Column:   "date", Looks: "events.event", Events: Of(spec.CoreGroup), Needs: Agreed,
		Event: func(c *Child, i int) bool {
			return c.Date[i] <= c.Agreed && c.Spell(spell.OnRegister, c.Date[i]) == nil
		},
	},
	{
		Code: "R311", Severity: wrong,
		Sentence: "There is a category on {date}, when the child was not on the register. Give it the day of the registration or of the review that added it.",
		Example:  "a category in the month before the registration",
		Column:   "date", Looks: "events.event", Events: Of(spec.Category), Needs: Agreed,
		Event: func(c *Child, i int) bool {
			return c.Date[i] <= c.Agreed && c.Spell(spell.OnRegister, c.Date[i]) == nil
		},
	},
}

// contradictionRules are about two events of which one cannot be right.
var contradictionRules = []Rule{
	{
		Code: "R331", Severity: wrong,
		Sentence: "Two planning meetings on {date} have different outcomes (see line {line}). Take out the one that is wrong.",
		Example:  "register and do-not-register on the same day",
		Column:   "detail", Looks: "events.date events.event", Events: Of(spec.PlanningMeeting, spec.PreBirthMeeting),
		Each: func(c *Child, f *Found) {
			twoAnswers(c, f, Of(spec.PlanningMeeting, spec.PreBirthMeeting))
		},
	},
	{
		Code: "R332", Severity: wrong,
		Sentence: "Two reviews on {date} have different outcomes (see line {line}). Take out the one that is wrong.",
		Example:  "stay-registered and deregister on the same day",
		Column:   "detail", Looks: "events.date events.event", Events: Of(spec.Review),
		Each: func(c *Child, f *Found) { twoAnswers(c, f, Of(spec.Review)) },
	},
	{
		Code: "R333", Severity: unlikely,
		Sentence: "Two return discussions on {date} have different answers (see line {line}). Take out the one that is wrong.",
		Example:  "held and refused on the same day",
		Column:   "detail", Looks: "events.date events.event", Events: Of(spec.ReturnDiscussion),
		Each: func(c *Child, f *Found) { twoAnswers(c, f, Of(spec.ReturnDiscussion)) },
	},
	{
		Code: "R334", Severity: unlikely,
		Sentence: "The same profession saw the child and did not see the child on {date} (see line {line}). If there were two visits, leave both; otherwise take one out.",
		Example:  "a social worker who saw the child and did not, on one day",
		Column:   "detail", Looks: "events.date events.by", Events: Of(spec.Contact),
		Each: func(c *Child, f *Found) {
			for i := c.Of(spec.Contact); i >= 0; i = c.Next(i) {
				for j := c.Next(i); j >= 0 && c.Date[j] == c.Date[i]; j = c.Next(j) {
					if c.By[j] == c.By[i] && (c.Detail[i] == spec.NotSeen) != (c.Detail[j] == spec.NotSeen) {
						f.Pair(j, i)
						break
					}
				}
			}
		},
	},
	{
		Code: "R335", Severity: wrong,
		Sentence: "The child was registered on {date}, and the planning meeting of that day decided not to (line {line}). Correct the outcome or the registration.",
		Example:  "a registration on the day of a meeting that decided against it",
		Column:   "event", Looks: "events.date events.detail", Events: Of(spec.Registration),
		Each: func(c *Child, f *Found) {
			for i := c.Of(spec.Registration); i >= 0; i = c.Next(i) {
				for _, k := range [2]spec.Event{spec.PlanningMeeting, spec.PreBirthMeeting} {
					if j := c.Before(k, c.Date[i]); j >= 0 && c.Date[j] == c.Date[i] && c.Detail[j] == spec.DoNotRegister {
						f.Pair(i, j)
					}
				}
			}
		},
	},
	{
		Code: "R336", Severity: wrong,
		Sentence: "The child was de-registered on {date}, and the review of that day decided that the child stays registered (line {line}). Correct the outcome or the de-registration.",
		Example:  "a de-registration on the day of a review that decided against it",
		Column:   "event", Looks: "events.date events.detail", Events: Of(spec.Deregistration),
		Each: func(c *Child, f *Found) {
			for i := c.Of(spec.Deregistration); i >= 0; i = c.Next(i) {
				if j := c.Before(spec.Review, c.Date[i]); j >= 0 && c.Date[j] == c.Date[i] && c.Detail[j] == spec.StayRegistered {
					f.Pair(i, j)
				}
			}
		},
	},
	{
		Code: "R337", Severity: unlikely,
		Sentence: "The child was seen on {date}, and was missing then (line {line}). Correct the end of the episode or the date of the contact.",
		Example:  "a teacher who saw the child on the second of five days missing",
		Column:   "date", Looks: "events.detail events.end_date", Events: Of(spec.Missing), Needs: Agreed,
		Each: func(c *Child, f *Found) {
			for i := c.Of(spec.Contact); i >= 0; i = c.Next(i) {
				if c.Detail[i] == spec.NotSeen {
					continue
				}
				if m := c.Before(spec.Missing, c.Date[i]-1); m >= 0 && c.Date[i] < c.Until(m) {
					f.Pair(i, m)
				}
			}
		},
	},
	{
		Code: "R338", Severity: unlikely,
		Sentence: "The meeting on {date} was adjourned, and no other was held within 60 days. Add it, or correct the outcome.",
		Example:  "an adjourned planning meeting and nothing after it",
		Column:   "detail", Looks: "events.date events.event", Events: Of(spec.PlanningMeeting, spec.PreBirthMeeting, spec.Review), Needs: Agreed,
		Event: func(c *Child, i int) bool {
			d := c.Date[i]
			return c.Detail[i] == spec.Adjourned && d+60 <= c.Agreed && !c.Any(Of(spec.PlanningMeeting, spec.PreBirthMeeting, spec.Review), d+1, d+60)
		},
	},
}

// twoAnswers finds events of some kinds that say different things on the same day.
func twoAnswers(c *Child, f *Found, kinds Kinds) {
	last := -1
	for i, k := range c.Kind {
		if kinds&Of(k) == 0 {
			continue
		}
		if last >= 0 && c.Date[last] == c.Date[i] && c.Detail[last] != c.Detail[i] && c.Detail[last] != 0 && c.Detail[i] != 0 {
			f.Pair(i, last)
		}
		last = i
	}
}
