// Package returnpage is the pages about the return that an area sends for its
// inspection: sending it, what is noted in it, the measures that are made of it, the
// rows behind a figure, and the chronology of one child.
//
// A child is a token in every address. Pages that show rows or a child are read in
// door.Look: who opened them is in the audit log before they are shown.
package returnpage

import (
	"embed"
	"strconv"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/submission"
	"github.com/northinch/northinch/internal/web/door"
	"github.com/northinch/northinch/internal/web/ui"
)

//go:embed *.html
var files embed.FS

func desk(d *door.Door) submission.Desk { return submission.Desk{Keys: d.Keys} }

// thing is an inspection, with the addresses of what is told of its returns.
type thing struct{ door.Inspected }

// get is the inspection of a request, for who may do act with its returns.
func get(tx *db.Tx, r *door.Request, act access.Action) (thing, error) {
	i, err := submission.For(tx, r.Who, act, r.Named())
	if err != nil {
		return thing{}, err
	}
	t, err := door.Around(tx, i)
	return thing{t}, err
}

func (t thing) returns() ui.Link  { return ui.Link{Text: "Return", Href: t.Path() + "/return"} }
func (t thing) measures() ui.Link { return ui.Link{Text: "Measures", Href: t.Path() + "/measures"} }

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
	return submission.Get(tx, r.Who, t.Inspection.ID, n)
}

// pinned is what an address needs so that it stays with a return whatever comes later.
func pinned(r *door.Request) string {
	if n := r.URL.Query().Get("return"); n != "" {
		return "?return=" + n
	}
	return ""
}
