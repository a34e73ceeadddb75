package sample

import (
	"crypto/rand"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/inspection"
	"github.com/northinch/northinch/internal/sampling"
	"github.com/northinch/northinch/internal/submission"
)

// Wish is what somebody plans.
type Wish struct {
	// Return is the number of the accepted return that the person saw; what is planned
	// from another one is refused.
	Return int
	// Populations are the codes of those whose children are in the frame; none is all.
	Populations []string
	By          string // Together, ByPopulation or ByLocality
	Title       string // a line that anybody may read
	Public      string // where a part of the seed will come from; "" for nowhere
	Design      sampling.Design
	Deviations  map[string]float64 // within strata, by their names, for Neyman's allocation
}

// Accepted is the return that a sample of an inspection can be planned from now.
// errs.BadInput where none is accepted.
func Accepted(tx *db.Tx, who access.Actor, in inspection.ID) (submission.Submission, error) {
	s, err := submission.Get(tx, who, in, 0)
	if errs.KindOf(err) == errs.NotFound || err == nil && s.State != submission.Accepted {
		return s, errs.Invalid("", "No return of the area is accepted yet. The sample is drawn from the accepted return")
	}
	return s, err
}

// Try is what a wish comes to: the plan with its strata and sizes. Nothing of it is
// kept, except that who opened the return is in the audit log.
//
// errs.NotFound if who may not plan; errs.BadInput for a wish that cannot be carried out
// and where no return is accepted; errs.Conflict if another return was accepted meanwhile.
func Try(tx *db.Tx, desk submission.Desk, who access.Actor, in inspection.ID, w Wish) (sampling.Plan, error) {
	_, r, _, err := draft(tx, desk, who, in, w)
	if err != nil {
		return sampling.Plan{}, err
	}
	return r.Plan, nil
}

// draft makes the record of a wish and its private part, with a key and a seed of their
// own.
func draft(tx *db.Tx, desk submission.Desk, who access.Actor, in inspection.ID, w Wish) (from submission.Submission, r *sampling.Record, p *sampling.Private, err error) {
	if err = changes(tx, who, in); err != nil {
		return from, nil, nil, err
	}
	if from, err = Accepted(tx, who, in); err != nil {
		return from, nil, nil, err
	}
	if from.Number != w.Return {
		return from, nil, nil, errs.Changed("Return %d was accepted in the meantime, and what you saw was made of another. Look at the plan again", from.Number)
	}
	ret, err := submission.Open(tx, desk, who, from, "to plan a sample")
	if err != nil {
		return from, nil, nil, err
	}
	var random [64]byte
	rand.Read(random[:]) // it never fails
	key, err := sampling.NewKey(random[:32])
	if err != nil {
		return from, nil, nil, err
	}
	p = &sampling.Private{Key: key, Seed: sampling.Hash(random[32:]), Traits: Traits()}
	if p.Items, err = items(ret, w.Populations, w.By); err != nil {
		return from, nil, nil, err
	}
	frame, err := sampling.NewFrame(key, p.Items)
	if err != nil {
		return from, nil, nil, err
	}
	plan, err := sampling.NewPlan(frame, w.Title, w.Public, w.Design, w.Deviations, nil)
	if err != nil {
		return from, nil, nil, err
	}
	r, err = sampling.Commit(frame, plan, p.Seed)
	return from, r, p, err
}

// mostReason is how long a reason may be, in characters.
const mostReason = 2000

// Plan makes a frame of the accepted return, plans a sample and commits to it: from now
// on nothing of it can be changed unseen by whoever has its head, which is in the audit
// log. seen is the number of the newest sample that the person saw, 0 for none: where
// there is one, the new one takes its place with a reason, and both stay.
//
// The errors are those of [Try]; also errs.Conflict if another sample was planned
// meanwhile, and errs.BadInput without a reason where there is one.
func Plan(tx *db.Tx, desk submission.Desk, who access.Actor, in inspection.ID, w Wish, seen int, reason string) (Sample, error) {
	from, r, p, err := draft(tx, desk, who, in, w)
	if err != nil {
		return Sample{}, gone(err)
	}
	before, err := of(tx, in)
	if err != nil {
		return Sample{}, err
	}
	newest := 0
	if len(before) > 0 {
		newest = before[0].Number
	}
	switch {
	case newest != seen:
		return Sample{}, errs.Changed("A sample was planned for this inspection in the meantime. Look at it before you plan another")
	case newest > 0 && len(strings.Fields(reason)) < 3:
		return Sample{}, errs.Invalid("reason", "Enter a sentence that says why the sample is planned anew. The one before stays visible")
	case utf8.RuneCountInString(reason) > mostReason:
		return Sample{}, errs.Invalid("reason", "The reason must be 2,000 characters or fewer")
	}
	s := Sample{ID: idOf(in, newest+1), Inspection: in, Number: newest + 1, State: Planned, Source: from.ID, SHA256: from.SHA256, Records: r.Frame.Count()}
	for _, stratum := range r.Plan.Strata {
		s.Size += stratum.Size
	}
	sealed, err := s.close(tx, desk.Keys, who, opened{reason, r, p})
	if err != nil {
		return s, err
	}
	if _, err := tx.Exec(q.Supersede, string(in), s.Number); err != nil {
		return s, err
	}
	if _, err := tx.Exec(q.Add, string(s.ID), string(in), s.Number, string(s.State), string(s.Source), s.SHA256, s.Records, s.Size, sealed[0], sealed[1], sealed[2]); err != nil {
		return s, err
	}
	return s, s.step(tx, who, "sample.plan", r)
}

// step records what was done with a sample, whose record is now r, and by whom.
func (s Sample) step(tx *db.Tx, who access.Actor, verb string, r *sampling.Record) error {
	number := 0
	if r.Drawn != nil {
		number = 1 + len(r.Replacements)
	}
	if _, err := tx.Exec(q.AddStep, string(s.ID), number, tx.Stamp(), who.ID, r.Head().String()); err != nil {
		return err
	}
	return audit.Record(tx, who, verb, string(s.ID), fmt.Sprintf("head %s", r.Head()))
}
