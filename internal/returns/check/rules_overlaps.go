package check

import (
	"github.com/northinch/northinch/internal/returns/spec"
	"github.com/northinch/northinch/internal/spell"
)

// overlapRules are about times that cannot be at the same time.
var overlapRules = []Rule{
	{
		Code: "R321", Severity: wrong,
		Sentence: "The placement that began on {date} overlaps with the one on line {line}. End the earlier one on the day on which the child moved.",
		Example:  "foster care from January to June and kinship care from March",
		Column:   "date", Looks: "events.end_date", Events: Of(spec.Placement), Needs: Agreed,
		Each: func(c *Child, f *Found) {
			overlaps(c, f, spec.Placement, func(i, j int) bool { return c.End[i] != 0 || c.End[j] != 0 })
		},
	},
	{
		Code: "R322", Severity: wrong,
		Sentence: "The placement that began on {date} and the one on line {line} both have no end. A child lives in one place; give the end of one of them.",
		Example:  "two placements that went on at the agreed date",
		Column:   "end_date", Looks: "events.date", Events: Of(spec.Placement),
		Each: func(c *Child, f *Found) {
			open := -1
			for i := c.Of(spec.Placement); i >= 0; i = c.Next(i) {
				if c.End[i] != 0 {
					continue
				}
				if open >= 0 && !same(c, open, i) {
					f.Pair(i, open)
				}
				open = i
			}
		},
	},
	{
		Code: "R323", Severity: wrong,
		Sentence: "The child went missing on {date}, and was missing already (line {line}). Correct the end of the earlier episode.",
		Example:  "missing from 1 to 5 March and from 3 March",
		Column:   "date", Looks: "events.end_date", Events: Of(spec.Missing), Needs: Agreed,
		Each: func(c *Child, f *Found) { overlaps(c, f, spec.Missing, nil) },
	},
	{
		Code: "R324", Severity: unlikely,
		Sentence: "The child went missing from a placement on {date}, and was in none. Add the placement, or give from-home.",
		Example:  "missing from care without a placement",
		Column:   "detail", Looks: "events.date events.event", Events: Of(spec.Missing), Needs: Agreed,
		Event: func(c *Child, i int) bool {
			return c.Detail[i] == spec.FromCare && c.Date[i] <= c.Agreed && c.Spell(spell.LookedAfter, c.Date[i]) == nil
		},
	},
	{
		Code: "R325", Severity: unlikely,
		Sentence: "The child went missing from home on {date}, in the middle of a time away from home. Give from-care, or correct the placement.",
		Example:  "missing from home in the second month of foster care",
		Column:   "detail", Looks: "events.date events.event", Events: Of(spec.Missing), Needs: Agreed,
		Event: func(c *Child, i int) bool {
			if c.Detail[i] != spec.FromHome {
				return false
			}
			away := c.Spell(spell.LookedAfter, c.Date[i])
			return away != nil && away.From < c.Date[i] && (!away.Ended || c.Date[i] < away.To)
		},
	},
	{
		Code: "R326", Severity: unlikely,
		Sentence: "The support that began on {date} overlaps with that on line {line}. If it is the same support, give it once.",
		Example:  "intensive support from January, and again from March",
		Column:   "date", Looks: "events.end_date", Events: Of(spec.Support), Needs: Agreed,
		Each: func(c *Child, f *Found) { overlaps(c, f, spec.Support, nil) },
	},
	{
		Code: "R327", Severity: unlikely,
		Sentence: "The order {detail} of {date} overlaps with the same order on line {line}. End the earlier one on the day on which it was replaced, or give it once.",
		Example:  "two compulsory supervision orders in force at the same time",
		Column:   "date", Looks: "events.end_date events.detail", Events: Of(spec.LegalMeasure), Needs: Agreed,
		Each: func(c *Child, f *Found) {
			overlaps(c, f, spec.LegalMeasure, func(i, j int) bool { return c.Detail[i] == c.Detail[j] })
		},
	},
	{
		Code: "R328", Severity: unlikely,
		Sentence: "The child is in care with the parents' agreement and under compulsory supervision at the same time (see line {line}). Check the end of the earlier one.",
		Example:  "voluntary care that was not ended when the order was made",
		Column:   "date", Looks: "events.end_date events.detail", Events: Of(spec.LegalMeasure), Needs: Agreed,
		Each: func(c *Child, f *Found) {
			overlaps(c, f, spec.LegalMeasure, func(i, j int) bool {
				return c.Detail[i] == spec.VoluntaryCare && c.Detail[j] == spec.CompulsorySupervision || c.Detail[j] == spec.VoluntaryCare && c.Detail[i] == spec.CompulsorySupervision
			})
		},
	},
	{
		Code: "R329", Severity: unlikely,
		Sentence: "The investigation that began on {date} overlaps with the one on line {line}. If it is the same, give it once; otherwise check the end of the earlier one.",
		Example:  "an investigation from 1 to 20 March and another from 10 March",
		Column:   "date", Looks: "events.end_date", Events: Of(spec.Investigation), Needs: Agreed,
		Each: func(c *Child, f *Found) { overlaps(c, f, spec.Investigation, nil) },
	},
	{
		Code: "R330", Severity: wrong,
		Sentence: "The child returned home on {date}, and the placement on line {line} went on. End it on that day, or take the return home out.",
		Example:  "returned home in March, and a placement without end since January",
		Column:   "date", Looks: "events.end_date", Events: Of(spec.ReturnedHome), Needs: Agreed,
		Each: func(c *Child, f *Found) {
			for i := c.Of(spec.ReturnedHome); i >= 0; i = c.Next(i) {
				for j := c.Of(spec.Placement); j >= 0 && c.Date[j] < c.Date[i]; j = c.Next(j) {
					if c.End[j] == 0 && c.Date[i] <= c.Agreed || c.End[j] > c.Date[i]+7 {
						f.Pair(i, j)
					}
				}
			}
		},
	},
}

// overlaps finds events of a kind that began before an earlier one had ended, and
// of which a condition holds. The same row twice is another rule's.
func overlaps(c *Child, f *Found, k spec.Event, and func(i, j int) bool) {
	for i := c.Of(k); i >= 0; i = c.Next(i) {
		until := c.Until(i)
		for j := c.Next(i); j >= 0 && c.Date[j] < until; j = c.Next(j) {
			if c.Date[j] == c.Date[i] && c.Until(j) <= c.Date[j] {
				continue // it ended on the day on which the other began
			}
			if (and == nil || and(i, j)) && !same(c, i, j) {
				f.Pair(j, i)
				break // the others overlap with this one, and are found there
			}
		}
	}
}

// same says whether two events say the same.
func same(c *Child, i, j int) bool {
	return c.Kind[i] == c.Kind[j] && c.Date[i] == c.Date[j] && c.End[i] == c.End[j] && c.By[i] == c.By[j] && c.Detail[i] == c.Detail[j]
}
