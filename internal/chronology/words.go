package chronology

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/spec"
)

// Lane is the agency or the part of a child's life that an event belongs to.
type Lane string

// The lanes, in the order of the picture. Contacts have a lane for each profession.
const (
	Meetings Lane = "Concerns and meetings"
	Register Lane = "On the register"
	Times    Lane = "Times that standards allow"
	Home     Lane = "Where the child lived"
	Legal    Lane = "Orders and permanence"
	Missing  Lane = "Missing"
	Risks    Lane = "Risks and support"
	Views    Lane = "The child’s own views"
)

var lanes = map[spec.Event]Lane{
	spec.Concern: Meetings, spec.ReferralDiscussion: Meetings, spec.Investigation: Meetings, spec.PlanningMeeting: Meetings, spec.PreBirthMeeting: Meetings,
	spec.CoreGroup: Meetings, spec.Review: Meetings, spec.CareAndRiskMeeting: Meetings, spec.VulnerableMeeting: Meetings, spec.ReporterReferral: Meetings,
	spec.Registration: Register, spec.Category: Register, spec.Deregistration: Register,
	spec.Placement: Home, spec.ReturnedHome: Home, spec.PermanencePlacement: Home,
	spec.LegalMeasure: Legal, spec.NoReturnHome: Legal, spec.PermanencePanel: Legal, spec.PermanenceLegal: Legal,
	spec.Missing: Missing, spec.ReturnDiscussion: Missing,
	spec.CannotMeetNeeds: Risks, spec.Support: Risks, spec.SexOffenderContact: Risks, spec.RiskPlan: Risks, spec.OnlineHarm: Risks,
	spec.ViewsRecorded: Views,
}

// short is what the program calls the events that it knows; the sentences of the
// specification are longer.
var short = map[spec.Event]string{
	spec.Concern: "Concern received", spec.ReferralDiscussion: "Discussion between services", spec.Investigation: "Investigation",
	spec.PlanningMeeting: "Planning meeting", spec.PreBirthMeeting: "Pre-birth planning meeting", spec.Registration: "Put on the register",
	spec.Category: "Registered for", spec.CoreGroup: "Core group", spec.Review: "Review", spec.Deregistration: "Taken off the register",
	spec.Contact: "Contact", spec.CannotMeetNeeds: "Assessment that the parents cannot meet the child’s needs", spec.Support: "Intensive support at home",
	spec.LegalMeasure: "Order", spec.Placement: "Placement", spec.ReturnedHome: "Went back to live with the parents",
	spec.NoReturnHome: "Decision that the child cannot return home", spec.PermanencePanel: "Panel on a permanent home",
	spec.PermanenceLegal: "Order that makes the home permanent", spec.PermanencePlacement: "Moved to the permanent home",
	spec.Missing: "Missing", spec.ReturnDiscussion: "Return discussion", spec.SexOffenderContact: "A registered sex offender has contact with the household",
	spec.RiskPlan: "Plan for that risk", spec.OnlineHarm: "Concern about harm online", spec.ViewsRecorded: "Child’s own views recorded",
	spec.CareAndRiskMeeting: "Care and risk management meeting", spec.VulnerableMeeting: "Meeting about a vulnerable young person", spec.ReporterReferral: "Referral to the children’s reporter",
}

// event is an event of a return in words.
func event(r *returns.Return, i int) Entry {
	ev, ed := &r.Events, r.Edition
	e := Entry{Kind: Event, Day: ev.Date[i], End: ev.End[i], event: ev.Kind[i], as: ev.Detail[i], by: ev.By[i], What: short[ev.Kind[i]]}
	kind, _ := ed.Kind(e.event)
	e.lasts = kind.Lasts
	if e.What == "" {
		e.What = trim(kind.Sentence)
	}
	e.Who = sentence(ed, kind.By, ed.PersonText(e.by))
	e.Note = sentence(ed, kind.Detail, ed.DetailText(e.as))
	if late := ed.LateText(ev.Late[i]); late != "" {
		e.Note = strings.TrimPrefix(e.Note+"; late because "+sentence(ed, spec.LateList, late), "; ")
	}
	e.Lane = lanes[e.event]
	switch {
	case e.event == spec.Contact:
		e.Lane = contacts(e.Who)
	case e.Lane == "":
		e.Lane = Risks
	}
	return e
}

// contacts is the lane of the contacts by somebody.
func contacts(who string) Lane {
	if who == "" {
		return "Contact, by whom is not known"
	}
	who, _, _ = strings.Cut(who, " or ")
	return Lane("Seen by " + who)
}

// sentence is what a code of a list means, or the code if the list does not say.
func sentence(e *spec.Edition, list, code string) string {
	l, _ := e.List(list)
	if c, ok := l.Code(code); ok && c.Sentence != "" {
		return trim(c.Sentence)
	}
	return code
}

func trim(s string) string { return strings.TrimSuffix(s, ".") }

// counts is what a standard counts from, without "the day of".
func counts(s string) string { return strings.TrimPrefix(s, "the day on which ") }

func lower(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(r)) + s[n:]
}

// What is an event of a return in a few words: what happened, and what came of it.
func What(r *returns.Return, i int) string {
	e := event(r, i)
	if e.Note == "" {
		return e.What
	}
	return e.What + ": " + e.Note
}
