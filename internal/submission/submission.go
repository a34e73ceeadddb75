// Package submission is the returns that areas send for their inspections: how one
// is received, checked again, accepted, counted, and looked into.
//
// The files are kept as they came, sealed with the key of the inspection, and are
// read anew whenever somebody looks into them: they are the only place where the
// rows of children are. A file that names a person is refused, and nothing of it is
// kept anywhere. Whoever looks at rows is in the audit log before they see them, and
// a child is a token there and in every address; the area's own reference is shown
// on the page of the child alone.
//
// Tables: submission, submission_piece, submission_waiver, submission_count,
// submission_total.
package submission

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/inspection"
	"github.com/northinch/northinch/internal/keyring"
)

//go:embed queries.sql
var text string

var q = db.Queries[struct {
	Add, ByID, OfInspection, AcceptedIn, All, About, Supersede, Accept, AddPiece, Pieces, AddCount, Counts, Waive, Waivers, Totals, SetTotal,
	ResealAbout, ResealPiece, ResealCount, ResealWaiver, DropWaivers, DropCounts, DropPieces, Drop, Held db.Query
}](text)

// Statements are the queries of this package, to be checked on an engine.
func Statements() []db.Query { return db.List(q) }

// ID names a return: the id of the inspection, a stroke and its number.
type ID string

func idOf(in inspection.ID, number int) ID { return ID(string(in) + "/" + strconv.Itoa(number)) }

// State is what became of a return.
type State string

// The states. The figures of an inspection are those of the accepted return, or of
// the one received last while none is accepted.
const (
	Received   State = "received"
	Accepted   State = "accepted"
	Superseded State = "superseded" // another one that came later is in its place
)

// Submission is a return that was received.
type Submission struct {
	ID         ID
	Inspection inspection.ID
	Number     int // of the returns of this inspection, from 1
	State      State
	SentAt     time.Time
	SentBy     string
	DecidedAt  time.Time // when it was accepted; zero until then
	DecidedBy  string
	SHA256     string // of the files as they are kept
	Bytes      int64
	Edition    string
	Agreed     date.Date
	Children   int
	Events     int
	LeftOut    int
	Findings   map[string]int // how many, by code

	parts int
}

// Desk is what there must be, besides the database, to receive a return and to look
// into one.
type Desk struct {
	// Keys are what returns are sealed with.
	Keys *keyring.Ring
	// Part is how many children are counted at once; those of a larger return are
	// counted in parts, by whichever server is free. 0 is 20,000.
	Part int
}

func (d Desk) part() int {
	if d.Part > 0 {
		return d.Part
	}
	return 20_000
}

func scan(scan db.Scan) (s Submission, err error) {
	var sent, decided, agreed, findings string
	if err := scan(&s.ID, &s.Inspection, &s.Number, &s.State, &sent, &s.SentBy, &decided, &s.DecidedBy, &s.SHA256, &s.Bytes, &s.Edition, &agreed, &s.Children, &s.Events, &s.LeftOut, &findings, &s.parts); err != nil {
		return s, err
	}
	s.Agreed, _ = date.Parse(agreed)
	if err := json.Unmarshal([]byte(findings), &s.Findings); err != nil {
		return s, err
	}
	if s.SentAt, err = time.Parse(db.Moment, sent); err != nil || decided == "" {
		return s, err
	}
	s.DecidedAt, err = time.Parse(db.Moment, decided)
	return s, err
}

// For is the inspection, for who may do act with its returns: errs.NotFound for
// everybody else.
func For(tx *db.Tx, who access.Actor, act access.Action, in inspection.ID) (inspection.Inspection, error) {
	i, err := inspection.Get(tx, in)
	if err != nil {
		return i, err
	}
	return i, access.Refuse(who, act, i.Place())
}

// List is the returns of an inspection, the newest first. errs.NotFound for who may
// not see them.
func List(tx *db.Tx, who access.Actor, in inspection.ID) ([]Submission, error) {
	if _, err := For(tx, who, access.SeeReturn, in); err != nil {
		return nil, err
	}
	return db.All(tx, q.OfInspection, scan, string(in))
}

// Get is a return of an inspection by its number; number 0 is the one that counts:
// the accepted one, or the one received last while none is accepted. errs.NotFound if
// there is none, or who may not see it.
func Get(tx *db.Tx, who access.Actor, in inspection.ID, number int) (Submission, error) {
	all, err := List(tx, who, in)
	if err != nil {
		return Submission{}, err
	}
	return choose(all, in, number)
}

// Review is a return for who may review who could see it and who did; errs.NotFound for
// everybody else.
func Review(tx *db.Tx, who access.Actor, in inspection.ID, number int) (Submission, error) {
	if _, err := For(tx, who, access.ReviewAccess, in); err != nil {
		return Submission{}, err
	}
	all, err := db.All(tx, q.OfInspection, scan, string(in))
	if err != nil {
		return Submission{}, err
	}
	return choose(all, in, number)
}

func choose(all []Submission, in inspection.ID, number int) (Submission, error) {
	for _, s := range all {
		if s.Number == number || number == 0 && s.State == Accepted {
			return s, nil
		}
	}
	if number == 0 && len(all) > 0 {
		return all[0], nil
	}
	return Submission{}, errs.Missing("return", fmt.Sprintf("%s/%d", in, number))
}

// place names a sealed field of a return.
func (s Submission) place(field string) string { return "submission/" + string(s.ID) + "/" + field }

func (s Submission) scope() keyring.Scope { return keyring.OfInspection(string(s.Inspection)) }

func (s Submission) seal(tx *db.Tx, ring *keyring.Ring, who access.Actor, field string, plain []byte) ([]byte, error) {
	return ring.Seal(tx, who, s.scope(), s.place(field), plain)
}

func (s Submission) unseal(tx *db.Tx, ring *keyring.Ring, field string, sealed []byte) ([]byte, error) {
	return ring.Unseal(tx, s.scope(), s.place(field), sealed)
}
