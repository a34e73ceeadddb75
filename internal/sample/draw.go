package sample

import (
	"fmt"
	"unicode/utf8"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/sampling"
	"github.com/northinch/northinch/internal/submission"
)

// Stale says why a sample must not be drawn from its plan any more, or "": the return
// that its frame was made from is not the accepted one.
func Stale(tx *db.Tx, who access.Actor, s Sample) (string, error) {
	now, err := Accepted(tx, who, s.Inspection)
	if err != nil || now.ID == s.Source && now.SHA256 == s.SHA256 {
		return "", err
	}
	return fmt.Sprintf("The return was replaced since the plan: return %d is accepted now, and the frame was made of another. Plan the sample anew from it, and say so in the reason", now.Number), nil
}

// Draw reveals the seed of the newest sample of an inspection and draws it. public is
// what the source of the public part of the seed gave; "" where the plan names none.
//
// errs.NotFound if who may not; errs.Conflict for a sample that is drawn or superseded
// already; errs.BadInput where the return was replaced since the plan, a public part is
// missing or was not planned, or the inspection is published.
func Draw(tx *db.Tx, desk submission.Desk, who access.Actor, s Sample, public string) (Sample, error) {
	if err := changes(tx, who, s.Inspection); err != nil {
		return s, err
	}
	now, err := Get(tx, who, s.Inspection, s.Number)
	if err != nil {
		return s, err
	}
	if now.State != Planned {
		return now, errs.Changed("The sample was drawn, or another was planned in its place, in the meantime. Look at it again")
	}
	why, err := Stale(tx, who, now)
	if err != nil {
		return now, err
	}
	if why != "" {
		return now, errs.Invalid("", "%s", why)
	}
	return now.change(tx, desk, who, "sample.draw", func(o *opened) error { return o.record.Draw(o.private.Seed, public) })
}

// Replace takes a record out of the newest sample and calls the next ticket of its
// stratum in its place. head is that of the record that the person saw; reason is a code
// of the plan; note is for the private part, may be empty, and is a mark in the record.
//
// errs.NotFound if who may not; errs.Conflict for a sample that is not drawn, was
// superseded, or was changed since the person saw it; errs.BadInput for a ticket that is
// not in the sample, or no longer, no reason or one that the plan does not have, a note
// that is too long, and once the inspection is published.
func Replace(tx *db.Tx, desk submission.Desk, who access.Actor, s Sample, head string, t sampling.Ticket, reason, note string) (done sampling.Replacement, err error) {
	if err := changes(tx, who, s.Inspection); err != nil {
		return done, err
	}
	now, err := Get(tx, who, s.Inspection, s.Number)
	if err != nil {
		return done, err
	}
	if now.State != Drawn {
		return done, errs.Changed("The sample is not drawn, or another was planned in its place. Look at it again")
	}
	switch {
	case reason == "":
		return done, errs.Invalid("reason", "Select why the record cannot be read")
	case utf8.RuneCountInString(note) > mostReason:
		return done, errs.Invalid("note", "The note must be 2,000 characters or fewer")
	}
	_, err = now.change(tx, desk, who, "sample.replace", func(o *opened) error {
		if o.record.Head().String() != head {
			return errs.Changed("Another record was replaced in the meantime. Look at the tickets again")
		}
		var mark sampling.Hash
		if note != "" {
			mark = sampling.HashNote(o.private.Key, note)
			o.private.Notes = append(o.private.Notes, sampling.Note{Ticket: t, Text: note})
		}
		done, err = o.record.Replace(t, reason, mark)
		return err
	})
	return done, err
}

// change opens a sample, has do change it, and saves it with its step and its entry.
func (s Sample) change(tx *db.Tx, desk submission.Desk, who access.Actor, verb string, do func(*opened) error) (Sample, error) {
	o, err := s.open(tx, desk.Keys)
	if err != nil {
		return s, gone(err)
	}
	if err := do(&o); err != nil {
		return s, err
	}
	s.State = Drawn
	sealed, err := s.close(tx, desk.Keys, who, o)
	if err != nil {
		return s, err
	}
	if _, err := tx.Exec(q.Change, string(s.ID), string(s.State), sealed[1], sealed[2]); err != nil {
		return s, err
	}
	return s, s.step(tx, who, verb, o.record)
}
