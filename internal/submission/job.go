package submission

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/inspection"
	"github.com/northinch/northinch/internal/job"
	"github.com/northinch/northinch/internal/measure"
)

// CountKind is the kind of the job that counts the measures of a part of a return.
const CountKind = "return.count"

// work is the body of such a job. It names no child.
type work struct {
	Return ID  `json:"return"`
	Part   int `json:"part"`
	Parts  int `json:"parts"`
}

// counter is who counts when nobody asks.
var counter = access.Actor{ID: "the counting of returns", Name: "the counting of returns"}

// plan has the parts of a return counted by whichever servers are free.
func (s Submission) plan(tx *db.Tx) error {
	for part := range s.parts {
		body, err := json.Marshal(work{s.ID, part, s.parts})
		if err != nil {
			return err
		}
		if err := job.Add(tx, job.Job{Kind: CountKind, Body: body, Once: fmt.Sprintf("%s %s %d", CountKind, s.ID, part)}); err != nil {
			return err
		}
	}
	return nil
}

// Count does such a job: it reads the return, counts the measures of the part's
// children, which are those from one number to below another, and keeps the counts.
// The parts add up exactly, whoever counts them and in whatever order, and a part that
// is counted twice is kept once. A return that was destroyed meanwhile is nothing to
// count.
func Count(ctx context.Context, d *db.DB, desk Desk, j job.Job) error {
	var w work
	if err := json.Unmarshal(j.Body, &w); err != nil || w.Parts < 1 || w.Part < 0 || w.Part >= w.Parts {
		return job.Hopeless(errs.Invalid("", "The job names no part of a return"))
	}
	var s Submission
	var c *measure.Counts
	err := d.Read(ctx, func(tx *db.Tx) error {
		all, err := db.All(tx, q.ByID, scan, string(w.Return))
		if err != nil || len(all) == 0 {
			return err
		}
		s = all[0]
		ret, _, err := s.load(tx, desk.Keys)
		if err != nil {
			return err
		}
		n := ret.Children.Len()
		c = measure.CountPart(ret, measure.All(), n*w.Part/w.Parts, n*(w.Part+1)/w.Parts)
		return nil
	})
	if err != nil || c == nil {
		return err
	}
	return d.Write(ctx, func(tx *db.Tx) error {
		if all, err := db.All(tx, q.ByID, scan, string(w.Return)); err != nil || len(all) == 0 {
			return err
		}
		if err := s.addCount(tx, desk, counter, w.Part, c); err != nil {
			return err
		}
		return audit.Record(tx, counter, "return.count", string(s.ID), fmt.Sprintf("part %d of %d", w.Part+1, w.Parts))
	})
}

// CountHere counts what nobody has counted of the return of an inspection that counts,
// part by part, for where the jobs that should have done so were given up. It says how
// many parts it counted, of how many. Like the jobs it shows nothing of the return.
func CountHere(ctx context.Context, d *db.DB, desk Desk, in inspection.ID) (done, of int, err error) {
	var s Submission
	missing := map[int]bool{}
	if err := d.Read(ctx, func(tx *db.Tx) error {
		all, err := db.All(tx, q.OfInspection, scan, string(in))
		if err != nil {
			return err
		}
		if s, err = choose(all, in, 0); err != nil {
			return errs.Missing("return of an inspection", string(in))
		}
		for part := range s.parts {
			missing[part] = true
		}
		parts, err := db.All(tx, q.Counts, scanPart, string(s.ID))
		for _, p := range parts {
			delete(missing, p.part)
		}
		return err
	}); err != nil {
		return 0, 0, err
	}
	for _, part := range slices.Sorted(maps.Keys(missing)) {
		body, err := json.Marshal(work{s.ID, part, s.parts})
		if err != nil {
			return done, s.parts, err
		}
		if err := Count(ctx, d, desk, job.Job{Kind: CountKind, Body: body}); err != nil {
			return done, s.parts, err
		}
		done++
	}
	return done, s.parts, nil
}
