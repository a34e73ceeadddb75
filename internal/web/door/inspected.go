package door

import (
	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/area"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/inspection"
	"github.com/northinch/northinch/internal/programme"
	"github.com/northinch/northinch/internal/web/ui"
)

// Inspected is an inspection with what stands around it, for pages about it.
type Inspected struct {
	Inspection inspection.Inspection
	Programme  programme.Programme
	Area       area.Area
}

// Named is the inspection that an address names.
func (r *Request) Named() inspection.ID {
	return inspection.ID(r.PathValue("programme") + "/" + r.PathValue("area"))
}

// Around finds what stands around an inspection.
func Around(tx *db.Tx, i inspection.Inspection) (t Inspected, err error) {
	t.Inspection = i
	if t.Programme, err = programme.Get(tx, i.Programme); err != nil {
		return t, err
	}
	t.Area, err = area.Get(tx, i.Area)
	return t, err
}

// Path is the address of the page of the inspection.
func (t Inspected) Path() string { return "/inspections/" + string(t.Inspection.ID) }

// Title is that of the page of the inspection.
func (t Inspected) Title() string { return "Inspection of services in " + t.Area.Name }

// Page is a page below some others.
func (t Inspected) Page(r *Request, title string, trail ...ui.Link) ui.Page {
	p := r.New(title, append([]ui.Link{Home, {Text: t.Programme.Name, Href: "/programmes/" + string(t.Programme.ID)}}, trail...)...)
	p.MadeUp = t.Programme.MadeUp
	return p
}

// Below is a page below that of the inspection; trail are the pages between.
func (t Inspected) Below(r *Request, title string, trail ...ui.Link) ui.Page {
	return t.Page(r, title, append([]ui.Link{{Text: t.Title(), Href: t.Path()}}, trail...)...)
}

// May says whether whoever asks may do act with the inspection.
func (t Inspected) May(r *Request, act access.Action) bool {
	return access.Decide(r.Who, act, t.Inspection.Place()).Allowed
}
