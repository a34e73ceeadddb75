// Package sample is the records of children that an inspection reads: drawn from the
// return of the area by a plan that was committed to before, with every replacement.
//
// What a draw is, and what it shows, is in package sampling. This one holds it inside
// the programme: the frame is made from the accepted return, the secret part is sealed
// with the key of the inspection, and who did what and when is in the audit log, with
// the head of the record, which outlives everything else.
//
// Tables: sample, sample_step.
package sample

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/inspection"
	"github.com/northinch/northinch/internal/submission"
)

//go:embed queries.sql
var text string

var q = db.Queries[struct {
	Add, OfInspection, All, Sealed, Supersede, Change, Reseal, AddStep, Steps, DropSteps, Drop, Held db.Query
}](text)

// Statements are the queries of this package, to be checked on an engine.
func Statements() []db.Query { return db.List(q) }

// ID names a sample: the id of the inspection, /sample/ and its number.
type ID string

// State is how far a sample has come.
type State string

// The states.
const (
	Planned    State = "planned" // and committed to; not drawn
	Drawn      State = "drawn"
	Superseded State = "superseded" // another one that was planned later is in its place
)

// Sample is a sample of an inspection.
type Sample struct {
	ID         ID
	Inspection inspection.ID
	Number     int // of the samples of this inspection, from 1
	State      State
	Source     submission.ID // the return that the frame was made from
	SHA256     string        // of the files of that return
	Records    int           // in the frame
	Size       int           // how many are drawn
}

// Step is something that was done with a sample: 0 is the commitment, 1 the draw, and
// then come the replacements.
type Step struct {
	Number int
	At     time.Time
	Actor  string
	Head   string // of the record after it
}

// For is the inspection, for who may do act with its sample: errs.NotFound for
// everybody else.
func For(tx *db.Tx, who access.Actor, act access.Action, in inspection.ID) (inspection.Inspection, error) {
	i, err := inspection.Get(tx, in)
	if err != nil {
		return i, err
	}
	return i, access.Refuse(who, act, i.Place())
}

// List is the samples of an inspection, the newest first. errs.NotFound for who may not
// see them.
func List(tx *db.Tx, who access.Actor, in inspection.ID) ([]Sample, error) {
	if _, err := For(tx, who, access.SeeSample, in); err != nil {
		return nil, err
	}
	return of(tx, in)
}

func of(tx *db.Tx, in inspection.ID) ([]Sample, error) {
	return db.All(tx, q.OfInspection, scan, string(in))
}

// Get is a sample of an inspection by its number; number 0 is the newest, which is the
// one that counts. errs.NotFound if there is none, or who may not see it.
func Get(tx *db.Tx, who access.Actor, in inspection.ID, number int) (Sample, error) {
	all, err := List(tx, who, in)
	if err != nil {
		return Sample{}, err
	}
	return choose(all, in, number)
}

// Review is a sample for who may review who could see it and who did; errs.NotFound for
// everybody else.
func Review(tx *db.Tx, who access.Actor, in inspection.ID, number int) (Sample, error) {
	if _, err := For(tx, who, access.ReviewAccess, in); err != nil {
		return Sample{}, err
	}
	all, err := of(tx, in)
	if err != nil {
		return Sample{}, err
	}
	return choose(all, in, number)
}

func choose(all []Sample, in inspection.ID, number int) (Sample, error) {
	at := slices.IndexFunc(all, func(s Sample) bool { return number == 0 || s.Number == number })
	if at < 0 {
		return Sample{}, errs.Missing("sample", fmt.Sprintf("%s/%d", in, number))
	}
	return all[at], nil
}

// Steps are what was done with a sample, in order.
func Steps(tx *db.Tx, s Sample) ([]Step, error) {
	return db.All(tx, q.Steps, func(scan db.Scan) (p Step, err error) {
		var at string
		if err := scan(&p.Number, &at, &p.Actor, &p.Head); err != nil {
			return p, err
		}
		p.At, err = time.Parse(db.Moment, at)
		return p, err
	}, string(s.ID))
}

func idOf(in inspection.ID, number int) ID { return ID(string(in) + "/sample/" + strconv.Itoa(number)) }

func scan(scan db.Scan) (s Sample, err error) {
	return s, scan(&s.ID, &s.Inspection, &s.Number, &s.State, &s.Source, &s.SHA256, &s.Records, &s.Size)
}

// changes is nil for who may draw the sample of an inspection, while that may change.
func changes(tx *db.Tx, who access.Actor, in inspection.ID) error {
	i, err := For(tx, who, access.DrawSample, in)
	if err != nil {
		return err
	}
	return MayChange(i)
}

// MayChange is nil while the sample of an inspection may change: until it is published.
// The error is of kind errs.BadInput.
func MayChange(i inspection.Inspection) error {
	if i.Stage.IsPublic() {
		return errs.Invalid("", "The inspection is published, and its sample does not change any more")
	}
	return nil
}
