package retention_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/inspection"
	"github.com/northinch/northinch/internal/keyring"
	"github.com/northinch/northinch/internal/person"
	"github.com/northinch/northinch/internal/programme"
	"github.com/northinch/northinch/internal/retention"
)

var operator = access.Command("test")

// What is planted here is planted as the tables have it: the rules of disposal are
// about rows, however they came to be.
var plant = db.Queries[struct{ Inspection, Concern, Step, Look, Role, Close, Session, Job, Ceremony, Password db.Query }](`
-- name: Inspection
INSERT INTO inspection (id, programme, area, stage, notified, started, ended, published, version) VALUES ($1, 'test', $2, 'published', '', '', '', $3, 1)
-- name: Concern
INSERT INTO concern (id, inspection, raised_at, raised_by, stage, stage_at, escalated_at, words, identity, version) VALUES ($1, $2, $3, 'p1', $4, $3, '', $5, $5, 1)
-- name: Step
INSERT INTO concern_step (concern, version, stage, at, actor, note) VALUES ($1, $2, 'raised', $3, 'p1', $4)
-- name: Look
INSERT INTO concern_look (concern, number, at, actor, reason) VALUES ($1, $2, $3, 'p1', $4)
-- name: Role
INSERT INTO role_held (id, person, role, body, programme, area, inspection, from_day, to_day, given_by, given_at, ended_at, ended_by) VALUES ($1, $2, 'analyst', '', '', '', '', '2010-01-01', $3, 'test', $4, $5, '')
-- name: Close
UPDATE person SET state = 'closed' WHERE id = $1
-- name: Session
INSERT INTO session (secret, person, method, made_at, seen_at, fresh_at, ends_at, ended_at) VALUES ($1, $2, 'password', $3, $3, $3, $4, $5)
-- name: Job
INSERT INTO job (id, kind, body, due_at, attempts, leased_by, leased_until, done_at, problem, once) VALUES ($1, $5, $2, $3, 1, '', '', $4, '', $1)
-- name: Ceremony
INSERT INTO ceremony (secret, kind, person, body, ends_at) VALUES ($1, 'passkey', '', 'challenge', $2)
-- name: Password
INSERT INTO password (person, hash, code, step, made_at) VALUES ($1, 'hash', $2, 0, $3)
`)

// world is a database with a clock and a folder of keys.
type world struct {
	t    *testing.T
	d    *db.DB
	keys *keyring.Ring
	now  time.Time
}

// each runs f on both engines, at noon of a day.
func each(t *testing.T, today string, f func(*testing.T, *world)) {
	t.Helper()
	for _, engine := range []string{"sqlite", "postgres"} {
		t.Run(engine, func(t *testing.T) {
			address := filepath.Join(t.TempDir(), "test.db")
			if engine == "postgres" {
				address = dbtest.Postgres(t)
			}
			w := &world{t: t}
			w.on(today)
			d, err := db.Open(context.Background(), address, func() time.Time { return w.now })
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { d.Close() })
			w.d = d
			if w.keys, err = keyring.Create(filepath.Join(t.TempDir(), "keys")); err != nil {
				t.Fatal(err)
			}
			w.write(func(tx *db.Tx) error {
				return programme.Ensure(tx, operator, programme.Programme{ID: "test", Name: "Test", Framework: "hmie-2009", AreaList: "scotland"})
			})
			f(t, w)
		})
	}
}

func (w *world) on(today string) { w.now = moment(today) }

func moment(today string) time.Time {
	at, err := time.Parse("2006-01-02", today)
	if err != nil {
		panic(err)
	}
	return at.Add(12 * time.Hour)
}

func stamp(today string) string { return moment(today).Format(db.Moment) }

func (w *world) write(f func(*db.Tx) error) {
	w.t.Helper()
	dbtest.Write(w.t, w.d, f)
}

// put plants a row.
func (w *world) put(q db.Query, args ...any) {
	w.t.Helper()
	w.write(func(tx *db.Tx) error {
		_, err := tx.Exec(q, args...)
		tx.Audited()
		return err
	})
}

// inspected is an inspection of an area that was published on a day, or "", with a
// concern that is closed.
func (w *world) inspected(area, published string) inspection.ID {
	w.t.Helper()
	id := "test/" + area
	w.put(plant.Inspection, id, area, published)
	var sealed []byte
	w.write(func(tx *db.Tx) (err error) {
		sealed, err = w.keys.Seal(tx, operator, keyring.OfInspection(id), "concern/"+area+"/words", []byte("made up"))
		return err
	})
	w.put(plant.Concern, area, id, stamp("2012-01-01"), "closed", sealed)
	w.put(plant.Step, area, 1, stamp("2012-01-01"), sealed)
	w.put(plant.Step, area, 2, stamp("2012-01-02"), sealed)
	w.put(plant.Look, area, 1, stamp("2012-01-02"), sealed)
	return inspection.ID(id)
}

// added is a person, with a role until a day unless that is "".
func (w *world) added(name, until string) person.ID {
	w.t.Helper()
	var p person.Person
	w.write(func(tx *db.Tx) (err error) {
		p, err = person.Add(tx, operator, person.New{Name: name, Email: name + "@example.org"})
		return err
	})
	if until != "" {
		w.put(plant.Role, "r"+name, string(p.ID), until, stamp("2010-01-01"), "")
	}
	return p.ID
}

func day(s string) date.Date {
	d, ok := date.Parse(s)
	if !ok {
		panic(s)
	}
	return d
}

func (w *world) facts(id inspection.ID, f retention.Facts) error {
	return w.d.Write(context.Background(), func(tx *db.Tx) error {
		seen, err := retention.FactsOf(tx, operator, id)
		if err != nil {
			return err
		}
		return retention.SetFacts(tx, operator, id, seen, f)
	})
}

func (w *world) due(on string) (l retention.Listing) {
	w.t.Helper()
	dbtest.Read(w.t, w.d, func(tx *db.Tx) (err error) {
		l, err = retention.Due(tx, operator, retention.Standing(), day(on))
		return err
	})
	return l
}

// of is the item of a subject by a rule.
func (w *world) of(l retention.Listing, rule, subject string) retention.Item {
	w.t.Helper()
	for _, i := range l.Items {
		if i.Rule == rule && i.Subject == subject {
			return i
		}
	}
	w.t.Fatalf("nothing is listed by the rule %s about %s: %+v", rule, subject, l.Items)
	return retention.Item{}
}

// run destroys what is due, and says whether there was anything.
func (w *world) run(who access.Actor) (i retention.Issued, any bool, err error) {
	err = w.d.Write(context.Background(), func(tx *db.Tx) (err error) {
		i, any, err = retention.Run(tx, who, retention.Standing(), w.keys)
		return err
	})
	return i, any, err
}

// entries is how long the audit log is.
func (w *world) entries() (n int64) {
	dbtest.Read(w.t, w.d, func(tx *db.Tx) error {
		h, err := audit.Verify(tx, nil)
		n = h.Size
		return err
	})
	return n
}

// rows is how many rows of a table there are about a subject.
func (w *world) rows(table string) (n int) {
	w.t.Helper()
	count := db.Queries[struct{ Count db.Query }]("-- name: Count\nSELECT count(*) FROM " + table)
	dbtest.Read(w.t, w.d, func(tx *db.Tx) error {
		_, err := tx.One(count.Count, nil, &n)
		return err
	})
	return n
}

func sum(l retention.Listing) string { return fmt.Sprintf("%d of %d", len(l.Due()), len(l.Items)) }
