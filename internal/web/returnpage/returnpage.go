// Package returnpage is the pages about the return that an area sends for its
// inspection: sending it, what is noted in it, the measures that are made of it, the
// rows behind a figure, and the chronology of one child.
//
// A child is a token in every address. Pages that show rows or a child are read in
// door.Look: who opened them is in the audit log before they are shown.
package returnpage

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

// get is the inspection of a request, for who may do act with its returns.
func get(tx *db.Tx, r *door.Request, act access.Action) (t thing, err error) {
	id := inspection.ID(r.PathValue("programme") + "/" + r.PathValue("area"))
	if t.inspection, err = submission.For(tx, r.Who, act, id); err != nil {
		return t, err
	}
	if t.programme, err = programme.Get(tx, t.inspection.Programme); err != nil {
		return t, err
	}
	t.area, err = area.Get(tx, t.inspection.Area)
	return t, err
}

func (t thing) path() string { return "/inspections/" + string(t.inspection.ID) }

// page is a page below the inspection; trail are the pages between.
func (t thing) page(r *door.Request, title string, trail ...ui.Link) ui.Page {
	p := r.New(title, append([]ui.Link{door.Home, {Text: t.programme.Name, Href: "/programmes/" + string(t.programme.ID)}, {Text: "Inspection of services in " + t.area.Name, Href: t.path()}}, trail...)...)
	p.MadeUp = t.programme.MadeUp
	return p
}

func (t thing) may(r *door.Request, act access.Action) bool {
	return access.Decide(r.Who, act, t.inspection.Place()).Allowed
}

func (t thing) returns() ui.Link  { return ui.Link{Text: "Return", Href: t.path() + "/return"} }
func (t thing) measures() ui.Link { return ui.Link{Text: "Measures", Href: t.path() + "/measures"} }

// number is the number of a return in an address; 0 where there is none.
func number(s string) (int, error) {
	if s == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 {
		return 0, errs.Missing("page", "")
	}
	return n, nil
}

// chosen is the return that a request is about: the one that counts, or the one that
// ?return= names.
func chosen(tx *db.Tx, r *door.Request, t thing) (submission.Submission, error) {
	n, err := number(r.URL.Query().Get("return"))
	if err != nil {
		return submission.Submission{}, err
	}
	return submission.Get(tx, r.Who, t.inspection.ID, n)
}

// pinned is what an address needs so that it stays with a return whatever comes later.
func pinned(r *door.Request) string {
	if n := r.URL.Query().Get("return"); n != "" {
		return "?return=" + n
	}
	return ""
}

func redirect(w http.ResponseWriter, r *door.Request, to string) {
	http.Redirect(w, r.Request, to, http.StatusSeeOther)
}
