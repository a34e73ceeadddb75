package check

import (
	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/spec"
)

// ceasedRules are about children who ceased to be looked after. The measures of
// permanence count them beside those who still wait, and are right only where the
// population is whole.
var ceasedRules = []Rule{
	{
		Code: "R441", Severity: wrong,
		Sentence: "The child is in the population ceased-looked-after, and no placement and no order of the child ended in the 36 months before {agreed}. Add the placement or the order with its end, or correct the populations.",
		Example:  "ceased-looked-after, and no placement or order",
		Column:   "populations", Looks: "events.event events.detail events.end_date", In: In(spec.CeasedLookedAfter), Needs: Agreed,
		Child: func(c *Child) bool {
			last := lastCare(c)
			return !stillCared(c) && (last < 0 || c.End[last] < c.window())
		},
	},
	{
		Code: "R442", Severity: wrong, Must: true,
		Sentence: "The child is in the population ceased-looked-after and looked after as well, and nobody can be both. Correct the populations.",
		Example:  "ceased-looked-after looked-after-away",
		Column:   "populations", In: In(spec.CeasedLookedAfter),
		Child: func(c *Child) bool { return c.In&In(spec.LookedAfterAtHome, spec.LookedAfterAway) != 0 },
	},
	{
		Code: "R443", Severity: wrong,
		Sentence: "The child is in the population ceased-looked-after, and a placement or an order went on on {agreed} by its events. Give the end of each, or correct the populations.",
		Example:  "ceased-looked-after, and a placement without an end",
		Column:   "populations", Looks: "events.event events.detail events.end_date", In: In(spec.CeasedLookedAfter), Needs: Agreed,
		Child: func(c *Child) bool {
			return c.In&In(spec.LookedAfterAtHome, spec.LookedAfterAway) == 0 && stillCared(c)
		},
	},
	{
		Code: "R444", Severity: unlikely,
		Sentence: "The last placement or order of the child ended on {end}, and the child is neither looked after nor in the population ceased-looked-after. Correct the populations, or add what went on.",
		Example:  "a placement that ended a year ago of a child who is in the population vulnerable alone",
		Column:   "populations", Looks: "events.event events.detail events.end_date", Needs: Agreed, Events: Of(spec.Placement, spec.LegalMeasure), AskedIn: In(spec.CeasedLookedAfter),
		Each: func(c *Child, f *Found) {
			if c.In&In(spec.LookedAfterAtHome, spec.LookedAfterAway, spec.CeasedLookedAfter) != 0 || stillCared(c) {
				return
			}
			if last := lastCare(c); last >= 0 && c.End[last] >= c.window() {
				f.Event(last)
			}
		},
	},
	{
		Code: "R445", Severity: unlikely,
		Sentence: "An adoption order was made on {date}, and the child is still in a population of looked after children. An adopted child has ceased to be looked after: correct the populations or the order.",
		Example:  "an adoption order last year, and looked-after-away",
		Column:   "event", Looks: "children.populations events.detail", Events: Of(spec.PermanenceLegal), AskedIn: In(spec.CeasedLookedAfter), Needs: Agreed,
		Event: func(c *Child, i int) bool {
			return c.Detail[i] == spec.AdoptionOrder && c.In&In(spec.LookedAfterAtHome, spec.LookedAfterAway) != 0 && !c.Any(Of(spec.Placement, spec.LegalMeasure), c.Date[i]+1, c.Agreed)
		},
	},
}

// cared says whether an event is one by which a child is looked after: a placement, or
// an order other than one of some days.
func cared(c *Child, i int) bool {
	return c.Kind[i] == spec.Placement || c.Kind[i] == spec.LegalMeasure && c.Detail[i] != spec.ProtectionOrder
}

// stillCared says whether the child was looked after on the agreed date by its events.
func stillCared(c *Child) bool {
	for i := range c.Kind {
		if cared(c, i) && c.Date[i] <= c.Agreed && c.Until(i) >= c.Agreed {
			return true
		}
	}
	return false
}

// lastCare is the place of what a child was looked after by and ended last before the
// agreed date; -1 if there is none.
func lastCare(c *Child) int {
	last, day := -1, returns.Day(0)
	for i := range c.Kind {
		if cared(c, i) && c.End[i] > day && c.End[i] < c.Agreed {
			last, day = i, c.End[i]
		}
	}
	return last
}
