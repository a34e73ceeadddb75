package overview

import (
	"fmt"
	"strings"
)

// finding is the first sentence of the report. Every number in it is a figure of
// the overview.
func (o *Overview) finding() string {
	var parts []string
	say := func(format string, args ...any) { parts = append(parts, fmt.Sprintf(format, args...)) }
	own := len(o.Sources) == 0
	switch {
	case o.AreasInSource == 0 && own:
		return "No inspection of this programme is published yet."
	case o.AreasExpected == nil:
		say("The sources hold %d inspections of %d places.", o.Inspections, o.AreasInSource)
	case own:
		say("The inspections of %d of %d areas are published.", o.AreasInSource, *o.AreasExpected)
	case o.Inspections > o.AreasInSource:
		say("The sources hold %d inspections of %d of %d areas.", o.Inspections, o.AreasInSource, *o.AreasExpected)
	case o.AreasInSource == 1:
		say("1 of %d areas is in the sources.", *o.AreasExpected)
	default:
		say("%d of %d areas are in the sources.", o.AreasInSource, *o.AreasExpected)
	}
	if o.Gradings.Counted > 0 {
		known := fmt.Sprintf("In the %d whose grades are known", o.AreasGraded)
		if o.AreasGraded == 1 {
			known = "In the one whose grades are known"
		}
		if o.AreasGraded == o.AreasInSource {
			known = "At their latest inspections"
		}
		say("%s, %d of %d gradings are good or better.", known, o.Gradings.GoodOrBetter, o.Gradings.Counted)
	}
	if n := len(o.Highest); n == 1 && o.AreasGraded > 1 {
		h := o.Highest[0]
		say("%s has the highest number of gradings of %s: %d of %d.", h.Area, o.Scale.Top.Name, h.Count, h.Graded)
	} else if n > 1 && n <= 3 {
		names := make([]string, n)
		for i, h := range o.Highest {
			names[i] = h.Area
		}
		say("%s and %s share the highest number of gradings of %s: %d each.", strings.Join(names[:n-1], ", "), names[n-1], o.Scale.Top.Name, o.Highest[0].Count)
	}
	return strings.Join(parts, " ")
}
