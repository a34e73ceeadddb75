// Package session is somebody's time at the site, from signing in to signing out,
// and how often one may try. Both are in the database, so that they hold on every
// server and end when they are ended.
//
// Tables: session, attempt.
package session

import (
	_ "embed"
	"time"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/person"
)

//go:embed queries.sql
var text string

var q = db.Queries[struct {
	Add, BySecret, OfPerson, Touch, Freshen, End, EndAll, EndEverybodys, Prune,
	Spent, Spend, PruneAttempts db.Query
}](text)

// Statements are the queries of this package, to be checked on an engine.
func Statements() []db.Query { return db.List(q) }

// The limits are those of NIST SP 800-63B-4, section 2.2.3 (authentication at
// assurance level 2: one hour idle, a day in all), made shorter for shared desks.
const (
	Idle  = 30 * time.Minute
	Most  = 12 * time.Hour
	Fresh = 10 * time.Minute // how long a proof of who one is lasts for what is dangerous
	touch = time.Minute      // seen_at is kept to this
)

// Session is somebody's time at the site.
type Session struct {
	Secret string // the hash of the cookie
	Person person.Person
	Method string
	MadeAt, SeenAt, FreshAt,
	EndsAt string
}

func scan(scan db.Scan) (s Session, err error) {
	return s, scan(&s.Secret, &s.Person.ID, &s.Person.Name, &s.Person.Email, &s.Person.State, &s.Person.MadeUp, &s.Person.MadeAt, &s.Person.Version,
		&s.Method, &s.MadeAt, &s.SeenAt, &s.FreshAt, &s.EndsAt)
}

// Start begins a session of a person who has proved who they are, and returns the
// secret for the cookie, which is kept nowhere.
func Start(tx *db.Tx, p person.Person, method string) (string, error) {
	secret, hash := person.Secret()
	now := tx.Stamp()
	if _, err := tx.Exec(q.Add, hash, string(p.ID), method, now, tx.Now().Add(Most).Format(db.Moment)); err != nil {
		return "", err
	}
	return secret, audit.Record(tx, access.Actor{ID: string(p.ID)}, "session.start", string(p.ID), method)
}

// Of is the session of a cookie; false where it is none, has ended, was idle too
// long, or its person may not sign in any more.
func Of(tx *db.Tx, secret string) (Session, bool, error) {
	if len(secret) != 43 {
		return Session{}, false, nil
	}
	return Still(tx, Session{Secret: person.Hash(secret)})
}

// Still is a session as it is in this transaction; false where it has ended since it
// was found, or its person may not sign in any more.
func Still(tx *db.Tx, s Session) (Session, bool, error) {
	all, err := db.All(tx, q.BySecret, scan, s.Secret, tx.Stamp(), tx.Now().Add(-Idle).Format(db.Moment))
	if err != nil || len(all) == 0 {
		return Session{}, false, err
	}
	return all[0], true, nil
}

// IsStale says whether the session should be touched: to write at every page would
// keep the one writer busy with nothing.
func (s Session) IsStale(now time.Time) bool { return s.SeenAt < now.Add(-touch).Format(db.Moment) }

// IsFresh says whether it was proved lately who it is. A clock that was set back
// does not make a proof fresher than it is.
func (s Session) IsFresh(now time.Time) bool {
	return s.FreshAt > now.Add(-Fresh).Format(db.Moment) && s.FreshAt <= now.Add(time.Minute).Format(db.Moment)
}

// Touch notes that a session is used.
func Touch(tx *db.Tx, s Session) error {
	if _, err := tx.Exec(q.Touch, s.Secret, tx.Stamp()); err != nil {
		return err
	}
	audit.Quietly(tx)
	return nil
}

// Freshen notes that it was proved again who it is.
func Freshen(tx *db.Tx, s Session, method string) error {
	if _, err := tx.Exec(q.Freshen, s.Secret, tx.Stamp()); err != nil {
		return err
	}
	return audit.Record(tx, access.Actor{ID: string(s.Person.ID)}, "session.freshen", string(s.Person.ID), method)
}

// End ends a session: its person signs out.
func End(tx *db.Tx, s Session) error {
	if _, err := tx.Exec(q.End, s.Secret, tx.Stamp()); err != nil {
		return err
	}
	return audit.Record(tx, access.Actor{ID: string(s.Person.ID)}, "session.end", string(s.Person.ID), "")
}

// EndAll ends every session of a person but the one to keep, whose hash may be
// empty. The caller has decided that who may.
func EndAll(tx *db.Tx, who access.Actor, id person.ID, keep string) (int, error) {
	n, err := tx.Exec(q.EndAll, string(id), keep, tx.Stamp())
	if err != nil || n == 0 {
		return n, err
	}
	return n, audit.Record(tx, who, "session.end-all", string(id), "")
}

// EndEverybodys ends every session there is, and says how many. It is part of a deed,
// which records itself.
func EndEverybodys(tx *db.Tx) (int, error) { return tx.Exec(q.EndEverybodys, tx.Stamp()) }

// List are the sessions of a person that last, the newest first.
func List(tx *db.Tx, id person.ID) ([]Session, error) {
	return db.All(tx, q.OfPerson, scan, string(id), tx.Stamp(), tx.Now().Add(-Idle).Format(db.Moment))
}
