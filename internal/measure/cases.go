package measure

import (
	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/spec"
)

// together is how many days lie between two concerns of one case at most. A concern
// that came to nothing must not start the clock of another, a year later; one that
// was left lying for some days must.
const together = 28

// decided goes through the meetings of a kind that decided a case in the last twelve
// months, each with the first concern of the case. Of other meetings it says why not.
//
// A case begins with a concern. Concerns before it was discussed belong to it if no
// more than 28 days lie between them, and all concerns after. It ends with a meeting
// that decides, with a discussion or an investigation after which there is no meeting,
// and with a registration, and what is of the same day is of the same case: the order
// of the rows of one day says nothing.
func (c *Child) decided(t *Tally, kind spec.Event, each func(concern, meeting Event)) {
	if !c.Has(kind) {
		return
	}
	var first Event
	var last, over, held returns.Day
	discussed := false
	for i := c.From; i < c.To; i++ {
		e := c.event(i)
		if over != 0 && e.Day > over {
			first, discussed, over = Event{}, false, 0
		}
		switch k := c.R.Events.Kind[i]; k {
		case spec.Concern:
			if first.Day == 0 || !discussed && e.Day-last > together {
				first = e
			}
			last = e.Day
		case spec.ReferralDiscussion, spec.Investigation:
			discussed = true
			if e.Detail == spec.SingleAgency || e.Detail == spec.NoFurtherAction || e.Detail == spec.OfferSupport {
				over = max(over, e.Day, e.End)
			}
		case spec.Registration:
			over = max(over, e.Day)
		case spec.PlanningMeeting, spec.PreBirthMeeting:
			discussed = true
			if e.Detail == spec.Adjourned {
				continue
			}
			if k == kind && held != e.Day {
				held = e.Day
				c.decides(t, first, e, each)
			}
			over = max(over, e.Day)
		}
	}
}

// decides counts a meeting that decided a case, or says why not.
func (c *Child) decides(t *Tally, concern, meeting Event, each func(concern, meeting Event)) {
	if concern.Day == 0 { // it may stand in a later row of the same day
		concern, _ = c.NextThat(spec.Concern, meeting.Day, func(e Event) bool { return e.Day == meeting.Day })
	}
	switch {
	case meeting.Day < c.Year:
		t.Out(meeting.Day, meeting.At, BeforeYear)
	case concern.Day == 0:
		t.Out(meeting.Day, meeting.At, NoConcern)
	default:
		each(concern, meeting)
	}
}
