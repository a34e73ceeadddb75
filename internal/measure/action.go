package measure

import (
	"github.com/northinch/northinch/internal/returns/spec"
	"github.com/northinch/northinch/internal/spell"
)

const faster = "Action where parents cannot meet a child's needs"

// selected is what a reader must keep in mind of what no population of a return is
// asked for.
const selected = "A return has the children of its populations on the agreed date. A child of whom services know no longer, because all went well or because nobody followed it up, is not in it: hold areas against each other with this figure, and do not take it for the share of all children."

// acts says whether an event is effective action: support for the family at home,
// an order, or a place away from home.
func acts(kind spec.Event, _ Event) bool {
	return kind == spec.Support || kind == spec.LegalMeasure || kind == spec.Placement
}

func action() []Measure {
	return []Measure{
		{
			ID: "days-to-action", Group: faster, Kind: Time, More: -1, Mind: selected,
			Title:  "Days from “the parents cannot meet the needs” to the first action",
			Counts: "days from the assessment to the first support, order or placement that begins on or after it",
			Of:     "assessments that the parents cannot meet the child's needs, the first until there is action; one without action yet is known to have waited until the agreed date",
			Leaves: "assessments of children who were away from home already",
			count: func(c *Child, t *Tally) {
				c.assessed(t, func(a, act Event) {
					if act.Day != 0 {
						t.Time(a.Day, a.At, int(act.Day-a.Day), 1)
					} else {
						t.Time(a.Day, a.At, int(c.Agreed-a.Day), 0)
					}
				})
			},
		},
		{
			ID: "action-within-3-months", Group: faster, Kind: Share, More: 1, Mind: selected,
			Title:  "Action within 3 months of “the parents cannot meet the needs”",
			Counts: "support, an order or a placement began from the day of the assessment to the last of the 3 months",
			Of:     "assessments that the parents cannot meet the child's needs, the first until there is action",
			Leaves: "assessments less than 3 months before the agreed date, and those of children who were away from home already",
			count: func(c *Child, t *Tally) {
				c.assessed(t, func(a, act Event) {
					end := a.Day.Add(3)
					if end > c.Agreed {
						t.Out(a.Day, a.At, TooRecent)
						return
					}
					t.Share(a.Day, a.At, act.Day != 0 && act.Day <= end)
				})
			},
		},
	}
}

// assessed goes through the assessments that the parents cannot meet the needs, each
// with the first action on or after it, of Day 0 if there was none. An assessment
// while an earlier one still waits for action is not counted again.
func (c *Child) assessed(t *Tally, each func(assessment, act Event)) {
	waits := false
	var done Event // the action after the last one that was counted
	for a := range c.Each(spec.CannotMeetNeeds) {
		if waits && (done.Day == 0 || a.Day <= done.Day) {
			continue
		}
		if c.away(a) {
			t.Out(a.Day, a.At, AlreadyAway)
			continue
		}
		done, waits = Event{}, true
		if e, ok := c.First(a.Day, acts); ok {
			done = e
		}
		each(a, done)
	}
}

// away says whether the child was away from home on the day of an event, and had been
// before.
func (c *Child) away(e Event) bool {
	for _, s := range c.In(spell.LookedAfter) {
		if s.From < e.Day && e.Day <= s.To && !(s.Ended && e.Day == s.To) {
			return true
		}
	}
	return false
}
