package chronology

import (
	"fmt"

	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/spec"
	"github.com/northinch/northinch/internal/spell"
)

// lane is what is drawn in one lane.
type lane struct {
	name  Lane
	marks []mark
}

// mark is one thing in a lane.
type mark struct {
	from, to returns.Day // the same for a point
	form     form
	tip      string
}

// form is what a mark looks like.
type form uint8

const (
	dot      form = iota // something happened
	ring                 // a contact with others there; a meeting of the core group
	cross                // a contact at which the child was not seen; what was refused
	square               // a meeting that decides
	triangle             // a concern
	diamond              // a step to a permanent home; a plan
	bar                  // it lasted
	near                 // just short of the register
	overlap
	inTime
	late
)

func (l *lane) add(c *Chronology, e Entry) {
	m := mark{from: e.Day, to: e.Day, tip: tip(e)}
	switch {
	case e.Kind == Due && e.Late:
		m.form, m.from = late, e.from
	case e.Kind == Due:
		m.form, m.from = inTime, e.from
	case e.Kind == Overlap:
		m.form, m.to = overlap, e.End
	case e.lasts:
		m.form, m.to = bar, c.until(e)
	default:
		m.form = formOf(e)
	}
	l.marks = append(l.marks, m)
}

// spell adds a time on the register, or just short of it.
func (l *lane) spell(s spell.Spell) {
	m := mark{from: s.From, to: s.To, form: bar}
	words := "On the register"
	if s.State == spell.NearThreshold {
		m.form, words = near, "Just short of the register"
	}
	m.tip = fmt.Sprintf("%s from %s to %s", words, s.From.Words(), s.To.Words())
	if s.Truncated {
		m.tip += "; it began before that"
	}
	l.marks = append(l.marks, m)
}

func formOf(e Entry) form {
	switch e.event {
	case spec.Concern, spec.OnlineHarm, spec.CannotMeetNeeds:
		return triangle
	case spec.PlanningMeeting, spec.PreBirthMeeting, spec.Review, spec.CareAndRiskMeeting, spec.VulnerableMeeting:
		return square
	case spec.CoreGroup:
		return ring
	case spec.PermanencePanel, spec.PermanenceLegal, spec.PermanencePlacement, spec.RiskPlan, spec.NoReturnHome:
		return diamond
	case spec.Contact:
		switch e.as {
		case spec.NotSeen:
			return cross
		case spec.Seen:
			return ring
		}
	case spec.ReturnDiscussion:
		if e.as != spec.Held {
			return cross
		}
	}
	return dot
}

// tip is an entry in a sentence.
func tip(e Entry) string {
	s := e.Day.Words()
	switch {
	case e.Kind == Overlap || e.End > 0:
		s += " to " + e.End.Words()
	case e.lasts:
		s += ", not ended"
	}
	s += ": " + e.What
	if e.Kind == Due {
		s = "Due " + s
	}
	if e.Note != "" {
		s += ": " + e.Note
	}
	if e.Who != "" {
		s += " (" + e.Who + ")"
	}
	return s
}

// rows gives each mark a row so that marks of one row do not touch where the picture
// is narrowest, three rows of points at most.
func (l *lane) rows(c *Chronology) (of []int, n int) {
	room := returns.Day(9*int(c.To-c.From)/narrow + 1)
	var free []returns.Day // from when each row is free
	for _, m := range l.marks {
		row := 0
		for row < len(free) && free[row] > m.from {
			row++
		}
		if row == len(free) {
			free = append(free, 0)
		}
		if m.from == m.to && row > 2 {
			row = 2
		}
		free[row] = max(free[row], m.to+room)
		of = append(of, row)
	}
	for _, row := range of {
		n = max(n, row+1)
	}
	return of, n
}

// lane draws a lane from top down, and returns where it ends.
func (p *picture) lane(l lane, top float64) float64 {
	fmt.Fprintf(p, `<text x="0" y="%s" font-weight="500" stroke="%s" stroke-width="4" stroke-linejoin="round" paint-order="stroke">%s</text>`+"\n", number(top+14), paper, escape(string(l.name)))
	top += 20
	of, n := l.rows(p.Chronology)
	fmt.Fprintf(p, `<line x1="0" x2="100%%" y1="%[1]s" y2="%[1]s" stroke="%[2]s"/>`+"\n", number(top+float64(n)*high+3), rule)
	for i, m := range l.marks {
		p.mark(m, top+float64(of[i])*high+high/2)
	}
	return top + float64(n)*high + 8
}

// mark draws a mark around the height y.
func (p *picture) mark(m mark, y float64) {
	x, w := p.x(m.from), p.x(m.to)-p.x(m.from)
	titled := func(open, rest string) { fmt.Fprintf(p, "%s<title>%s</title>%s\n", open, escape(m.tip), rest) }
	switch m.form {
	case bar:
		titled(fmt.Sprintf(`<rect x="%s" y="%s" width="%s" height="10" fill="%s" stroke="%s">`, pct(x), number(y-5), pct(max(w, 0.6)), blue, dark), "</rect>")
	case near:
		titled(fmt.Sprintf(`<rect x="%s" y="%s" width="%s" height="10" fill="%s" stroke="%s" stroke-dasharray="4 3">`, pct(x), number(y-5), pct(max(w, 0.6)), paper, dark), "</rect>")
	case overlap:
		titled(fmt.Sprintf(`<rect x="%s" y="%s" width="%s" height="6" fill="%s" stroke="%s" stroke-width="1.5">`, pct(x), number(y-3), pct(max(w, 0.6)), amber, ink), "</rect>")
	case inTime, late:
		dash, width := "", 1.5
		if m.form == late {
			dash, width = ` stroke-dasharray="3 2"`, 2.5
		}
		fmt.Fprintf(p, `<line x1="%s" x2="%s" y1="%[3]s" y2="%[3]s" stroke="%s" stroke-width="%s"%s/>`+"\n", pct(x), pct(x+w), number(y), ink, number(width), dash)
		p.at(x+w, y, m)
	default:
		p.at(x, y, m)
	}
}

// at draws the form of a point.
func (p *picture) at(x, y float64, m mark) {
	fmt.Fprintf(p, `<svg x="%s" y="%s" width="1" height="1" overflow="visible"><title>%s</title>%s</svg>`+"\n", pct(x), number(y), escape(m.tip), forms[m.form])
}

var forms = map[form]string{
	dot:      `<circle r="4.5" fill="` + dark + `" stroke="` + paper + `"/>`,
	ring:     `<circle r="3.5" fill="` + paper + `" stroke="` + dark + `" stroke-width="2"/>`,
	cross:    `<path d="M-4 -4L4 4M-4 4L4 -4" stroke="` + ink + `" stroke-width="2"/>`,
	square:   `<rect x="-4.5" y="-4.5" width="9" height="9" fill="` + blue + `" stroke="` + paper + `"/>`,
	triangle: `<path d="M0 -5.5L5.5 4.5H-5.5Z" fill="` + amber + `" stroke="` + ink + `" stroke-width="1.5"/>`,
	diamond:  `<path d="M0 -5.5L5.5 0L0 5.5L-5.5 0Z" fill="` + paper + `" stroke="` + dark + `" stroke-width="2"/>`,
	inTime:   `<path d="M0 -6V6" stroke="` + ink + `" stroke-width="1.5"/>`,
	late:     `<path d="M0 -7V7" stroke="` + ink + `" stroke-width="3"/><path d="M4 -6V1M4 4V6" stroke="` + ink + `" stroke-width="2"/>`,
}
