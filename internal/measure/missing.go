package measure

import (
	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/spec"
	"github.com/northinch/northinch/internal/spell"
)

const goneMissing = "Children who go missing"

// missingTheme is the ref of the theme in editions of frameworks.
var missingTheme = []string{"missing"}

// soonest is how many days after a child was found a discussion is looked for at
// least; a child who was found yesterday may still have it tomorrow.
const soonest = 7

func missing() []Measure {
	discussion := func(id, title, counts string, held ...spec.Detail) Measure {
		return Measure{
			ID: id, Group: goneMissing, Kind: Share, More: 1, Themes: missingTheme, Mind: selected, Title: title,
			Counts: counts + " on or after the day on which the child was found, and before the day on which the child next went missing",
			Of:     "times missing that had ended 7 days before the agreed date or earlier",
			Leaves: "times missing that had not ended, and those that ended later",
			count: func(c *Child, t *Tally) {
				c.found(t, func(s spell.Spell, until returns.Day) {
					if s.To+soonest > c.Agreed {
						t.Out(s.To, s.Began, TooRecent)
						return
					}
					d, ok := c.discussed(s.To, held...)
					t.Share(s.To, s.Began, ok && d.Day <= until)
				})
			},
		}
	}
	return []Measure{
		discussion("return-discussion-held", "Return discussions held after a child was missing", "a return discussion was held", spec.Held),
		discussion("return-discussion-offered", "Return discussions held, or offered and refused", "a return discussion was held, or offered and refused,", spec.Held, spec.Refused),
		{
			ID: "days-to-return-discussion", Group: goneMissing, Kind: Time, More: -1, Themes: missingTheme, Mind: selected,
			Title:  "Days from being found to the return discussion",
			Counts: "days from the day on which the child was found to the return discussion that was held",
			Of:     "times missing that had ended; one without a discussion is known to have waited until the day before the child next went missing, or the agreed date",
			Leaves: "times missing that had not ended",
			count: func(c *Child, t *Tally) {
				c.found(t, func(s spell.Spell, until returns.Day) {
					if d, ok := c.discussed(s.To, spec.Held); ok && d.Day <= until {
						t.Time(s.To, s.Began, int(d.Day-s.To), 1)
					} else {
						t.Time(s.To, s.Began, int(until-s.To), 0)
					}
				})
			},
		},
		{
			ID: "missing-again", Group: goneMissing, Kind: Share, More: -1, Themes: missingTheme, Mind: selected,
			Title:  "Missing again within 3 months of being found",
			Counts: "the child went missing again within 3 months",
			Of:     "times missing that had ended 3 months before the agreed date or earlier",
			Leaves: "times missing that had not ended, and those that ended later",
			count: func(c *Child, t *Tally) {
				gone := c.In(spell.Missing)
				for i, s := range gone {
					switch end := s.To.Add(3); {
					case !s.Ended:
						t.Out(s.From, s.Began, NotEnded)
					case end > c.Agreed:
						t.Out(s.To, s.Began, TooRecent)
					default:
						t.Share(s.To, s.Began, i+1 < len(gone) && gone[i+1].From <= end)
					}
				}
			},
		},
	}
}

// found goes through the times missing that had ended, each with the last day on
// which a discussion is about it: the day before the next time missing, or the agreed
// date. A child who is found on the day of going missing often talks with somebody on
// that day, and that is about this time and not the one before.
func (c *Child) found(t *Tally, each func(s spell.Spell, until returns.Day)) {
	gone := c.In(spell.Missing)
	for i, s := range gone {
		if !s.Ended {
			t.Out(s.From, s.Began, NotEnded)
			continue
		}
		until := c.Agreed
		if i+1 < len(gone) {
			until = gone[i+1].From - 1
		}
		each(s, until)
	}
}

// discussed is the first return discussion on or after a day that ended in one of
// some ways.
func (c *Child) discussed(day returns.Day, how ...spec.Detail) (Event, bool) {
	return c.NextThat(spec.ReturnDiscussion, day, func(e Event) bool {
		for _, d := range how {
			if e.Detail == d {
				return true
			}
		}
		return false
	})
}
