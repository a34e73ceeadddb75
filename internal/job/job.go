// Package job is work done later by whichever server is free: a message to send, a
// limit to watch.
//
// A server takes a job on lease and says when it is done; if the server dies, the
// lease runs out and another takes it. So a job is done at least once, and now and
// then twice: a handler MUST be made so that the second time changes nothing. A
// clock that is put forward can end a lease early and have a job done twice; one
// that is put back delays a job by no more than twice its lease or interval, or two
// hours between attempts. Neither loses one. Due moments are taken as they are.
//
// Tables: job.
package job

import (
	"crypto/rand"
	_ "embed"
	"encoding/hex"
	"time"

	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
)

//go:embed queries.sql
var text string

var q = db.Queries[struct {
	Add, Claim, Exhausted, Done, Later, GiveUp, Release, Next, Planned, Sooner, Problems, Remove, Empty, Clear, Waiting, SetBody db.Query
}](text)

// Statements are the queries of this package, to be checked on an engine.
func Statements() []db.Query { return db.List(q) }

// Most is how many attempts are made before a job is given up: about a day of them.
const Most = 30

// longest is the longest wait between two attempts.
const longest = time.Hour

// Job is a piece of work.
type Job struct {
	// ID is given by Add.
	ID   string
	Kind string
	// Body is what the handler needs, sealed where it holds anything about a person.
	Body []byte
	// Due is when it is to be done at the earliest; zero is at once.
	Due time.Time
	// Once is a word: two jobs with the same word are one while the first is not done.
	// '' is a word of its own.
	Once string
	// Attempts is how often it was begun, this time included.
	Attempts int
	// Problem is why the last attempt failed, '' if none did.
	Problem string

	by string
}

// Add has work done later. It is part of a deed, which records itself.
func Add(tx *db.Tx, j Job) error {
	var b [8]byte
	rand.Read(b[:])
	id := "j" + hex.EncodeToString(b[:])
	once := "#" + id
	if j.Once != "" {
		once = word(j.Once)
	}
	if j.Due.IsZero() {
		j.Due = tx.Now()
	}
	if j.Body == nil {
		j.Body = []byte{}
	}
	_, err := tx.Exec(q.Add, id, j.Kind, j.Body, stamp(j.Due), once)
	return err
}

// word is Once as it is stored, apart from the words that jobs have of their own.
func word(once string) string { return "=" + once }

func stamp(t time.Time) string { return t.UTC().Format(db.Moment) }

// Claim takes the job of one of the kinds that is due first, for as long as lease,
// and reports whether there was one. by names the server, for people.
func Claim(tx *db.Tx, by string, kinds []string, lease time.Duration) (j Job, ok bool, err error) {
	now := tx.Now()
	if _, err := tx.Exec(q.Exhausted, stamp(now), "The server stopped at each attempt", Most); err != nil {
		return j, false, err
	}
	all, err := db.All(tx, q.Claim, scan, by, stamp(now), stamp(now.Add(lease)), stamp(now.Add(2*lease)), stamp(now.Add(2*longest)), kinds)
	if err != nil || len(all) == 0 {
		return j, false, err
	}
	return all[0], true, nil
}

func scan(scan db.Scan) (j Job, err error) {
	var due, once string
	if err := scan(&j.ID, &j.Kind, &j.Body, &due, &j.Attempts, &j.by, &j.Problem, &once); err != nil {
		return j, err
	}
	if once[0] == '=' {
		j.Once = once[1:]
	}
	j.Due, err = time.Parse(db.Moment, due)
	return j, err
}

// Next is when Claim with the same kinds and lease will find something: the moment of
// the transaction if it would now, zero if there is no work at all.
func Next(tx *db.Tx, kinds []string, lease time.Duration) (time.Time, error) {
	now := tx.Now()
	var next string
	if _, err := tx.One(q.Next, []any{stamp(now), stamp(now.Add(2 * lease)), stamp(now.Add(2 * longest)), kinds}, &next); err != nil {
		return now, err
	}
	switch next {
	case "":
		return now, nil
	case "-":
		return time.Time{}, nil
	}
	return time.Parse(db.Moment, next)
}

// held is errs.Conflict unless the row was still that of the lease.
func held(n int, err error) error {
	if err == nil && n == 0 {
		return errs.Changed("Another server has taken the work over, because this one took longer than it said")
	}
	return err
}

// Done says that a job that was claimed is done. It returns errs.Conflict if the
// lease ran out and another server has taken the job over.
func Done(tx *db.Tx, j Job) error {
	return held(tx.Exec(q.Done, j.ID, j.by, j.Attempts, tx.Stamp()))
}

// Fail says that an attempt failed, and why, in a sentence without names. The next
// is after a minute, then two, four and so on, up to an hour. After Most attempts the
// job is given up: it is done, and the problem stays. It returns errs.Conflict as
// Done does.
func Fail(tx *db.Tx, j Job, problem string) error {
	if problem == "" {
		problem = "The attempt failed"
	}
	if j.Attempts >= Most {
		return GiveUp(tx, j, problem)
	}
	return held(tx.Exec(q.Later, j.ID, j.by, j.Attempts, stamp(tx.Now().Add(wait(j.Attempts))), problem))
}

// GiveUp says that a job cannot be done at all, and why, in a sentence without names.
// It returns errs.Conflict as Done does.
func GiveUp(tx *db.Tx, j Job, problem string) error {
	return held(tx.Exec(q.GiveUp, j.ID, j.by, j.Attempts, tx.Stamp(), problem))
}

// wait is how long after so many attempts the next is made.
func wait(attempts int) time.Duration {
	return min(longest, time.Minute<<min(max(attempts-1, 0), 10))
}

// Release gives a job back that was not begun in earnest, so that another server
// can take it at once. It returns errs.Conflict as Done does.
func Release(tx *db.Tx, j Job) error {
	return held(tx.Exec(q.Release, j.ID, j.by, j.Attempts))
}

// Problems are the jobs that failed and are tried again, and those given up.
func Problems(tx *db.Tx) ([]Job, error) { return db.All(tx, q.Problems, scan) }

// Waiting are the jobs of a kind that are not done.
func Waiting(tx *db.Tx, kind string) ([]Job, error) { return db.All(tx, q.Waiting, scan, kind) }

// SetBody gives a job that is not done another body, sealed anew. The caller records
// it.
func SetBody(tx *db.Tx, id string, body []byte) error {
	_, err := tx.Exec(q.SetBody, id, body)
	return err
}

// Prune removes what was done more than a day ago. Of what was given up the body
// goes and the problem stays. It is housekeeping that needs no entry of its own; a
// Runner does it every hour.
func Prune(tx *db.Tx) error {
	before := stamp(tx.Now().Add(-24 * time.Hour))
	if _, err := tx.Exec(q.Remove, before); err != nil {
		return err
	}
	_, err := tx.Exec(q.Empty, before, []byte{})
	return err
}

// Clear removes the jobs of a kind that were done or given up before a moment, and
// returns how many. It is part of a deed, which records itself.
func Clear(tx *db.Tx, kind string, before time.Time) (int, error) {
	return tx.Exec(q.Clear, kind, stamp(before))
}
