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
	"strconv"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/sample"
	"github.com/northinch/northinch/internal/submission"
	"github.com/northinch/northinch/internal/web/door"
	"github.com/northinch/northinch/internal/web/ui"
)

//go:embed *.html
var files embed.FS

func desk(d *door.Door) submission.Desk { return submission.Desk{Keys: d.Keys} }

// thing is an inspection, with the addresses of what is told of its samples.
type thing struct{ door.Inspected }

// get is the inspection of a request, for who may do act with its sample.
func get(tx *db.Tx, r *door.Request, act access.Action) (thing, error) {
	i, err := sample.For(tx, r.Who, act, r.Named())
	if err != nil {
		return thing{}, err
	}
	t, err := door.Around(tx, i)
	return thing{t}, err
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
	s, err = sample.Get(tx, r.Who, t.Inspection.ID, n)
	return t, s, err
}

func (t thing) home() ui.Link { return ui.Link{Text: "Sample", Href: t.Path() + "/sample"} }

// at is the address of a sample.
func (t thing) at(s sample.Sample) string { return t.Path() + "/samples/" + strconv.Itoa(s.Number) }
