package measure

import (
	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/spec"
	"github.com/northinch/northinch/internal/spell"
)

const goneMissing = "Children who go missing"

// missingTheme is the ref of the theme in editions of frameworks.
var missingTheme = []string{"missing"}

func missing() []Measure {
	return []Measure{
		{
			ID: "return-discussion-held", Group: goneMissing, Kind: Share, More: 1, Themes: missingTheme,
			Title:  "Return discussions held after a child was missing",
			Counts: "a return discussion was held after the child was found and before the next time missing",
			Of:     "times missing that had ended",
			Leaves: "times missing that had not ended",
			count: func(c *Child, t *Tally) {
				c.found(t, func(d Event, ok bool) bool { return ok && d.Detail == spec.Held })
			},
		},
		{
			ID: "return-discussion-offered", Group: goneMissing, Kind: Share, More: 1, Themes: missingTheme,
			Title:  "Return discussions held, or offered and refused",
			Counts: "a return discussion was held, or offered and refused, after the child was found and before the next time missing",
			Of:     "times missing that had ended",
			Leaves: "times missing that had not ended",
			count: func(c *Child, t *Tally) {
				c.found(t, func(d Event, ok bool) bool { return ok && (d.Detail == spec.Held || d.Detail == spec.Refused) })
			},
		},
		{
			ID: "days-to-return-discussion", Group: goneMissing, Kind: Time, More: -1, Themes: missingTheme,
			Title:  "Days from being found to the return discussion",
			Counts: "days from the day on which the child was found to the return discussion that was held",
			Of:     "times missing that had ended; one without a discussion is known to have waited until the next time missing or the agreed date",
			Leaves: "times missing that had not ended",
			count: func(c *Child, t *Tally) {
				c.afterMissing(func(s spell.Spell, until returns.Day) {
					e, ok := c.First(s.To, func(k spec.Event, e Event) bool { return k == spec.ReturnDiscussion && e.Detail == spec.Held })
					if ok && e.Day <= until {
						t.Time(s.To, s.Began, int(e.Day-s.To), 1)
					} else {
						t.Time(s.To, s.Began, int(until-s.To), 0)
					}
				})
			},
		},
		{
			ID: "missing-again", Group: goneMissing, Kind: Share, More: -1, Themes: missingTheme,
			Title:  "Missing again within 3 months of being found",
			Counts: "the child went missing again within 3 months",
			Of:     "times missing that had ended 3 months before the agreed date or earlier",
			Leaves: "times missing that ended later",
			count: func(c *Child, t *Tally) {
				c.afterMissing(func(s spell.Spell, until returns.Day) {
					if end := s.To.Add(3); end > c.Agreed {
						t.Out(s.To, s.Began, TooRecent)
					} else {
						t.Share(s.To, s.Began, until < end)
					}
				})
			},
		},
	}
}

// afterMissing goes through the times missing that had ended, each with the last
// day before the next one, or the agreed date.
func (c *Child) afterMissing(each func(s spell.Spell, until returns.Day)) {
	for s := range c.In(spell.Missing) {
		if !s.Ended {
			continue
		}
		until := c.Agreed
		for next := range c.In(spell.Missing) {
			if next.From > s.To {
				until = min(until, next.From-1)
			}
		}
		each(s, until)
	}
}

// found counts a share of the times missing by the first return discussion after
// each.
func (c *Child) found(t *Tally, yes func(Event, bool) bool) {
	c.afterMissing(func(s spell.Spell, until returns.Day) {
		d, ok := c.Next(spec.ReturnDiscussion, s.To)
		// The first that was held counts for more than an earlier offer.
		if held, is := c.First(s.To, func(k spec.Event, e Event) bool { return k == spec.ReturnDiscussion && e.Detail == spec.Held }); is && held.Day <= until {
			d, ok = held, true
		}
		t.Share(s.To, s.Began, yes(d, ok && d.Day <= until))
	})
}
