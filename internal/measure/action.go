package measure

import (
	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/spec"
)

const faster = "Action where parents cannot meet a child's needs"

// acts says whether an event is effective action: support for the family at home,
// an order, or a place away from home.
func acts(kind spec.Event, _ Event) bool {
	return kind == spec.Support || kind == spec.LegalMeasure || kind == spec.Placement
}

func action() []Measure {
	return []Measure{
		{
			ID: "days-to-action", Group: faster, Kind: Time, More: -1,
			Title:  "Days from “the parents cannot meet the needs” to the first action",
			Counts: "days from the assessment to the first support, order or placement that begins on or after it",
			Of:     "assessments that the parents cannot meet the child's needs; one without action yet is known to have waited until the agreed date",
			Leaves: "nothing",
			count: func(c *Child, t *Tally) {
				for a := range c.Each(spec.CannotMeetNeeds) {
					if e, ok := c.First(a.Day, acts); ok {
						t.Time(a.Day, a.At, int(e.Day-a.Day), 1)
					} else {
						t.Time(a.Day, a.At, int(c.Agreed-a.Day), 0)
					}
				}
			},
		},
		{
			ID: "action-within-3-months", Group: faster, Kind: Share, More: 1,
			Title:  "Action within 3 months of “the parents cannot meet the needs”",
			Counts: "support, an order or a placement began from the day of the assessment to the last of the 3 months",
			Of:     "assessments that the parents cannot meet the child's needs",
			Leaves: "assessments less than 3 months before the agreed date",
			count: func(c *Child, t *Tally) {
				for a := range c.Each(spec.CannotMeetNeeds) {
					end := a.Day.Add(3)
					if end > c.Agreed {
						t.Out(a.Day, a.At, TooRecent)
						continue
					}
					e, ok := c.First(a.Day, acts)
					t.Share(a.Day, a.At, ok && e.Day <= end)
				}
			},
		},
	}
}

// eighteen is the first day on which a child born in a month may be 18.
func eighteen(born returns.Month) returns.Day { return born.First().Add(12 * 18) }
