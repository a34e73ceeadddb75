package measure

import (
	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/spec"
	"github.com/northinch/northinch/internal/spell"
)

const toMeeting = "From a concern to a plan"

func meetings() []Measure {
	return []Measure{
		{
			ID: "meeting-in-time", Group: toMeeting, Kind: Share, More: 1, Standard: "planning-meeting",
			Title:  "Planning meetings in time after the concern",
			Counts: "the planning meeting was held on or before the last day that the standard allows, by the standard of the day of the concern",
			Of:     "first planning meetings that follow a concern",
			Leaves: "meetings for which the referral discussion agreed on a longer time, that follow no concern, or for which no standard held",
			count: func(c *Child, t *Tally) {
				for m := range c.Each(spec.PlanningMeeting) {
					if concern, ok := c.concernBefore(m); ok {
						t.inTime(c, "planning-meeting", concern.Day, m)
					}
				}
			},
		},
		{
			ID: "days-to-meeting", Group: toMeeting, Kind: Time, More: -1,
			Title:  "Days from the concern to the planning meeting",
			Counts: "days from the first concern of a case to its planning meeting",
			Of:     "concerns that a planning meeting follows",
			Leaves: "concerns that no planning meeting follows: most need none",
			count: func(c *Child, t *Tally) {
				for m := range c.Each(spec.PlanningMeeting) {
					if concern, ok := c.concernBefore(m); ok {
						t.Time(concern.Day, concern.At, int(m.Day-concern.Day), 1)
					}
				}
			},
		},
		{
			ID: "pre-birth-meeting-in-time", Group: toMeeting, Kind: Share, More: 1, Standard: "pre-birth-meeting",
			Title:  "Pre-birth meetings in time after the concern",
			Counts: "the pre-birth meeting was held on or before the last day that the standard allows",
			Of:     "pre-birth meetings that follow a concern",
			Leaves: "meetings that follow no concern, for which a longer time was agreed, or for which no standard held",
			count: func(c *Child, t *Tally) {
				for m := range c.Each(spec.PreBirthMeeting) {
					if concern, ok := c.concernBefore(m); ok {
						t.inTime(c, "pre-birth-meeting", concern.Day, m)
					}
				}
			},
		},
		coreGroup("core-group-in-time", "first-core-group", "First core groups in time after the registration"),
		coreGroup("core-group-in-working-days", "first-core-group-in-working-days", "First core groups in time, if the days are working days"),
		{
			ID: "days-to-core-group", Group: toMeeting, Kind: Time, More: -1,
			Title:  "Days from the registration to the first core group",
			Counts: "days from the registration to the first core group on or after it",
			Of:     "registrations; one without a core group yet is known to have waited until the agreed date or the de-registration",
			Leaves: "nothing",
			count: func(c *Child, t *Tally) {
				for s := range c.In(spell.OnRegister) {
					if s.Truncated {
						continue
					}
					if e, ok := c.Next(spec.CoreGroup, s.From); ok && e.Day <= s.To {
						t.Time(s.From, s.Began, int(e.Day-s.From), 1)
					} else {
						t.Time(s.From, s.Began, s.Days(), 0)
					}
				}
			},
		},
		{
			ID: "first-review-in-time", Group: toMeeting, Kind: Share, More: 1, Standard: "first-review",
			Title:  "First reviews in time after the registration",
			Counts: "the first review was held on or before the last day that the standard allows",
			Of:     "registrations for which that day had come while the child was still registered",
			Leaves: "registrations that ended sooner or were too recent, and those for which no standard held",
			count: func(c *Child, t *Tally) {
				for s := range c.In(spell.OnRegister) {
					t.dueIn(c, s, "first-review", s.From, s.Began, func(due returns.Day) bool {
						e, ok := c.Next(spec.Review, s.From+1)
						return ok && e.Day <= due
					})
				}
			},
		},
		{
			ID: "later-reviews-in-time", Group: toMeeting, Kind: Share, More: 1, Standard: "later-review",
			Title:  "Later reviews in time after the one before",
			Counts: "the next review was held on or before the last day that the standard allows",
			Of:     "reviews after which that day had come while the child was still registered",
			Leaves: "reviews after which the registration ended sooner, that were too recent, and those for which no standard held",
			count: func(c *Child, t *Tally) {
				for s := range c.In(spell.OnRegister) {
					for r := range c.Each(spec.Review) {
						if r.Day <= s.From || r.Day > s.To {
							continue
						}
						t.dueIn(c, s, "later-review", r.Day, r.At, func(due returns.Day) bool {
							e, ok := c.Next(spec.Review, r.Day+1)
							return ok && e.Day <= due
						})
					}
				}
			},
		},
	}
}

// coreGroup is the share of registrations with a first core group in time, by one
// reading of the standard.
func coreGroup(id, standard, title string) Measure {
	return Measure{
		ID: id, Group: toMeeting, Kind: Share, More: 1, Standard: standard, Title: title,
		Counts: "the first core group met on or before the last day that the standard allows, by the standard of the day of the registration",
		Of:     "registrations for which that day had come while the child was still registered",
		Leaves: "registrations that ended sooner or were too recent, and those for which no standard held",
		count: func(c *Child, t *Tally) {
			for s := range c.In(spell.OnRegister) {
				t.dueIn(c, s, standard, s.From, s.Began, func(due returns.Day) bool {
					e, ok := c.Next(spec.CoreGroup, s.From)
					return ok && e.Day <= due
				})
			}
		},
	}
}

// concernBefore is the first concern of the case that a planning meeting decides:
// the first one after the case before it ended.
func (c *Child) concernBefore(meeting Event) (Event, bool) {
	var first Event
	found := false
	for i := c.From; i < meeting.At; i++ {
		kind, e := c.R.Events.Kind[i], c.event(i)
		switch {
		case kind == spec.Concern && !found:
			first, found = e, true
		case ends(kind, e.Detail):
			found = false
		}
	}
	return first, found
}

// ends says whether an event ends a case, so that a concern after it begins another.
func ends(kind spec.Event, detail spec.Detail) bool {
	switch kind {
	case spec.PlanningMeeting, spec.PreBirthMeeting:
		return detail != spec.Adjourned
	case spec.ReferralDiscussion, spec.Investigation:
		return detail == spec.SingleAgency || detail == spec.NoFurtherAction || detail == spec.OfferSupport
	}
	return kind == spec.Registration
}

// inTime counts a meeting that was held, against a standard that counts from a day.
func (t *Tally) inTime(c *Child, id string, from returns.Day, held Event) {
	switch edition, ok := c.Standard(id, from); {
	case !ok:
		t.Out(from, held.At, NoStandard)
	case held.Late == spec.AgreedLonger:
		t.Out(from, held.At, AgreedLonger)
	default:
		t.Share(from, held.At, held.Day <= edition.Due(from))
	}
}

// dueIn counts what was due in a spell by a standard that counts from a day.
func (t *Tally) dueIn(c *Child, s spell.Spell, id string, from returns.Day, event int, done func(due returns.Day) bool) {
	edition, ok := c.Standard(id, from)
	if s.Truncated && from == s.From {
		t.Out(from, event, StartUnknown)
		return
	}
	if !ok {
		t.Out(from, event, NoStandard)
		return
	}
	switch due := edition.Due(from); {
	case due > c.Agreed:
		t.Out(from, event, TooRecent)
	case s.Ended && s.To < due:
		t.Out(from, event, LeftEarlier)
	default:
		t.Share(from, event, done(due))
	}
}
