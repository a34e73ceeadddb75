package measure

import (
	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/spec"
	"github.com/northinch/northinch/internal/spell"
)

const toMeeting = "From a concern to a plan"

func meetings() []Measure {
	return []Measure{
		inTime("meeting-in-time", "planning-meeting", spec.PlanningMeeting, "planning meeting"),
		{
			ID: "days-to-meeting", Group: toMeeting, Kind: Time, More: -1,
			Title:  "Days from the concern to the planning meeting",
			Counts: "days from the first concern of a case to the planning meeting that decided it",
			Of:     "planning meetings that decided a case in the twelve months up to the agreed date",
			Leaves: "meetings before those months, and meetings that follow no concern; most concerns need no meeting, and those are none of these",
			count: func(c *Child, t *Tally) {
				c.decided(t, spec.PlanningMeeting, func(concern, m Event) {
					t.Time(concern.Day, m.At, int(m.Day-concern.Day), 1)
				})
			},
		},
		inTime("pre-birth-meeting-in-time", "pre-birth-meeting", spec.PreBirthMeeting, "pre-birth meeting"),
		coreGroup("core-group-in-time", "first-core-group", "First core groups in time after the registration"),
		coreGroup("core-group-in-working-days", "first-core-group-in-working-days", "First core groups in time, if the days are working days"),
		{
			ID: "days-to-core-group", Group: toMeeting, Kind: Time, More: -1,
			Title:  "Days from the registration to the first core group",
			Counts: "days from the registration to the first core group on or after it",
			Of:     "registrations in the twelve months up to the agreed date; one without a core group yet is known to have waited until the agreed date or the de-registration",
			Leaves: "registrations before those months or on a day that is not known",
			count: func(c *Child, t *Tally) {
				for _, s := range c.In(spell.OnRegister) {
					switch e, ok := c.Next(spec.CoreGroup, s.From); {
					case s.Truncated:
						t.Out(s.From, s.Began, StartUnknown)
					case s.From < c.Year:
						t.Out(s.From, s.Began, BeforeYear)
					case ok && e.Day <= s.To:
						t.Time(s.From, s.Began, int(e.Day-s.From), 1)
					default:
						t.Time(s.From, s.Began, s.Days(), 0)
					}
				}
			},
		},
		{
			ID: "first-review-in-time", Group: toMeeting, Kind: Share, More: 1, Standard: "first-review",
			Title:  "First reviews in time after the registration",
			Counts: "the first review that was not adjourned was held on or before the last day that the standard allows",
			Of:     "registrations for which that day came in the twelve months up to the agreed date, while the child was still registered",
			Leaves: whenDue("registrations"),
			count: func(c *Child, t *Tally) {
				for _, s := range c.In(spell.OnRegister) {
					t.dueIn(c, s, "first-review", s.From, s.Began, c.reviewedBy)
				}
			},
		},
		{
			ID: "later-reviews-in-time", Group: toMeeting, Kind: Share, More: 1, Standard: "later-review",
			Title:  "Later reviews in time after the one before",
			Counts: "the next review that was not adjourned was held on or before the last day that the standard allows",
			Of:     "reviews, not adjourned, after which that day came in the twelve months up to the agreed date, while the child was still registered",
			Leaves: "reviews of which that day had not come or came before those months, after which the registration ended sooner, or of a day on which no standard held",
			count: func(c *Child, t *Tally) {
				for _, s := range c.In(spell.OnRegister) {
					for r := range c.Each(spec.Review) {
						if r.Day > s.From && r.Day <= s.To && r.Detail != spec.Adjourned {
							t.dueIn(c, s, "later-review", r.Day, r.At, c.reviewedBy)
						}
					}
				}
			},
		},
	}
}

// whenDue are the reasons of dueIn as read.
func whenDue(of string) string {
	return of + " of which that day had not come or came before those months, that ended sooner, whose day is not known, or of a day on which no standard held"
}

// reviewedBy says whether a review that was not adjourned was held after a day and by
// another.
func (c *Child) reviewedBy(after, due returns.Day) bool {
	e, ok := c.NextThat(spec.Review, after+1, func(e Event) bool { return e.Detail != spec.Adjourned })
	return ok && e.Day <= due
}

// inTime is the share of meetings that decided a case in time.
func inTime(id, standard string, kind spec.Event, meeting string) Measure {
	return Measure{
		ID: id, Group: toMeeting, Kind: Share, More: 1, Standard: standard,
		Title:  "A " + meeting + " in time after the concern",
		Counts: "the " + meeting + " was held on or before the last day that the standard allows, by the standard of the day of the concern",
		Of:     meeting + "s that decided a case in the twelve months up to the agreed date; one that was adjourned decided nothing",
		Leaves: "meetings before those months, meetings that follow no concern, those for which the referral discussion agreed on a longer time, and those of a concern on a day on which no standard held",
		count: func(c *Child, t *Tally) {
			c.decided(t, kind, func(concern, held Event) {
				switch edition, ok := c.Standard(standard, concern.Day); {
				case !ok:
					t.Out(concern.Day, held.At, NoStandard)
				case held.Late == spec.AgreedLonger:
					t.Out(concern.Day, held.At, AgreedLonger)
				default:
					t.Share(concern.Day, held.At, held.Day <= edition.Due(concern.Day))
				}
			})
		},
	}
}

// coreGroup is the share of registrations with a first core group in time, by one
// reading of the standard.
func coreGroup(id, standard, title string) Measure {
	return Measure{
		ID: id, Group: toMeeting, Kind: Share, More: 1, Standard: standard, Title: title,
		Counts: "the first core group met on or before the last day that the standard allows, by the standard of the day of the registration",
		Of:     "registrations for which that day came in the twelve months up to the agreed date, while the child was still registered",
		Leaves: whenDue("registrations"),
		count: func(c *Child, t *Tally) {
			for _, s := range c.In(spell.OnRegister) {
				t.dueIn(c, s, standard, s.From, s.Began, func(from, due returns.Day) bool {
					e, ok := c.Next(spec.CoreGroup, from)
					return ok && e.Day <= due
				})
			}
		},
	}
}

// dueIn counts what was due in a time on the register by a standard that counts from
// a day. What was due in the last twelve months counts: the return has every child who
// was registered then.
func (t *Tally) dueIn(c *Child, s spell.Spell, id string, from returns.Day, event int, done func(from, due returns.Day) bool) {
	if s.Truncated && from == s.From {
		t.Out(from, event, StartUnknown)
		return
	}
	edition, ok := c.Standard(id, from)
	if !ok {
		t.Out(from, event, NoStandard)
		return
	}
	switch due := edition.Due(from); {
	case due > c.Agreed:
		t.Out(from, event, TooRecent)
	case due < c.Year:
		t.Out(from, event, BeforeYear)
	case s.Ended && s.To < due:
		t.Out(from, event, LeftEarlier)
	default:
		t.Share(from, event, done(from, due))
	}
}
