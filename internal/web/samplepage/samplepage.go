// Package samplepage is the pages about the sample of records that an inspection
// reads: its plan and what it comes to, the commitment, the draw, the tickets and their
// replacements, the sample beside its frame, what answers about it say of all records, and
// the public record.
//
// Whose records they are stands on one page alone, which is read in door.Look: who
// opened it is in the audit log before it is shown. So it is with what a plan comes to,
// because the return is opened for it.
package samplepage

import (
	"embed"
	"net/http"
	"strconv"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/area"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/inspection"
	"github.com/northinch/northinch/internal/programme"
	"github.com/northinch/northinch/internal/sample"
	"github.com/northinch/northinch/internal/submission"
	"github.com/northinch/northinch/internal/web/door"
	"github.com/northinch/northinch/internal/web/ui"
)

//go:embed *.html
var files embed.FS

func desk(d *door.Door) submission.Desk { return submission.Desk{Keys: d.Keys} }

// thing is an inspection with what stands around it.
type thing struct {
	inspection inspection.Inspection
	programme  programme.Programme
	area       area.Area
}

// get is the inspection of a request, for who may do act with its sample.
func get(tx *db.Tx, r *door.Request, act access.Action) (t thing, err error) {
	id := inspection.ID(r.PathValue("programme") + "/" + r.PathValue("area"))
	if t.inspection, err = sample.For(tx, r.Who, act, id); err != nil {
		return t, err
	}
	if t.programme, err = programme.Get(tx, t.inspection.Programme); err != nil {
		return t, err
	}
	t.area, err = area.Get(tx, t.inspection.Area)
	return t, err
}

// one is the sample that a request names, for who may do act with it.
func one(tx *db.Tx, r *door.Request, act access.Action) (t thing, s sample.Sample, err error) {
	if t, err = get(tx, r, act); err != nil {
		return t, s, err
	}
	n, err := strconv.Atoi(r.PathValue("number"))
	if err != nil || n < 1 {
		return t, s, errs.Missing("page", "")
	}
	s, err = sample.Get(tx, r.Who, t.inspection.ID, n)
	return t, s, err
}

func (t thing) path() string { return "/inspections/" + string(t.inspection.ID) }

func (t thing) home() ui.Link { return ui.Link{Text: "Sample", Href: t.path() + "/sample"} }

// at is the address of a sample.
func (t thing) at(s sample.Sample) string { return t.path() + "/samples/" + strconv.Itoa(s.Number) }

// page is a page below the inspection; trail are the pages between.
func (t thing) page(r *door.Request, title string, trail ...ui.Link) ui.Page {
	p := r.New(title, append([]ui.Link{door.Home, {Text: t.programme.Name, Href: "/programmes/" + string(t.programme.ID)}, {Text: "Inspection of services in " + t.area.Name, Href: t.path()}}, trail...)...)
	p.MadeUp = t.programme.MadeUp
	return p
}

func (t thing) may(r *door.Request, act access.Action) bool {
	return access.Decide(r.Who, act, t.inspection.Place()).Allowed
}

func redirect(w http.ResponseWriter, r *door.Request, to string) {
	http.Redirect(w, r.Request, to, http.StatusSeeOther)
}
