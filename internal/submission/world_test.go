package submission_test

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/area"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/inspection"
	"github.com/northinch/northinch/internal/keyring"
	"github.com/northinch/northinch/internal/programme"
	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/madeup"
	"github.com/northinch/northinch/internal/submission"
)

const here = inspection.ID("test/first")

func holding(r access.Role, in inspection.ID) access.Actor {
	return access.Actor{ID: r.String(), Name: r.String(), Held: []access.Held{{Role: r, Inspection: string(in)}}}
}

var (
	operator    = access.Command("test")
	coordinator = holding(access.Coordinator, here)
	lead        = holding(access.Lead, here)
	inspector   = holding(access.Inspector, here)
	associate   = holding(access.Associate, here)
	reader      = holding(access.LocalReader, here)
	elsewhere   = holding(access.Lead, "test/second")
)

const areas = `id,name,kind,within,code,code_checked,predecessor_codes,other_spellings,short,tile_column,tile_row
first,First,made-up area,,MADEUP01,made up,,,FIR,1,1
second,Second,made-up area,,MADEUP02,made up,,,SEC,2,1
third,Third,made-up area,,MADEUP03,made up,,,THI,3,1
fourth,Fourth,made-up area,,MADEUP04,made up,,,FOU,4,1
fifth,Fifth,made-up area,,MADEUP05,made up,,,FIF,5,1
sixth,Sixth,made-up area,,MADEUP06,made up,,,SIX,6,1
`

// world is a database with a made-up programme that inspects six areas, and a folder
// of keys.
type world struct {
	*db.DB
	t            testing.TB
	desk         submission.Desk
	address, dir string
	now          time.Time
	later        []submission.File
}

func each(t *testing.T, f func(t *testing.T, w *world)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { f(t, open(t, filepath.Join(t.TempDir(), "test.db"))) })
	t.Run("postgres", func(t *testing.T) { f(t, open(t, dbtest.Postgres(t))) })
}

func open(t testing.TB, address string) *world {
	t.Helper()
	w := &world{t: t, address: address, dir: filepath.Join(t.TempDir(), "keys"), now: time.Date(2026, 9, 1, 9, 0, 0, 0, time.UTC)}
	ring, err := keyring.Create(w.dir)
	if err != nil {
		t.Fatal(err)
	}
	w.desk.Keys = ring
	if w.DB, err = db.Open(context.Background(), address, func() time.Time { return w.now }); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close() })
	w.write(func(tx *db.Tx) error {
		rows, err := area.Parse(strings.NewReader(areas), "made-up")
		if err != nil {
			return err
		}
		if _, err := area.Load(tx, operator, "made-up", rows); err != nil {
			return err
		}
		if err := programme.Ensure(tx, operator, programme.Programme{ID: "test", Name: "Test", Framework: "hmie-2009", AreaList: "made-up", MadeUp: true}); err != nil {
			return err
		}
		for _, r := range rows {
			if _, err := inspection.Schedule(tx, operator, "test", r.ID); err != nil {
				return err
			}
		}
		return nil
	})
	return w
}

func (w *world) write(f func(*db.Tx) error) {
	w.t.Helper()
	dbtest.Write(w.t, w.DB, f)
}

func (w *world) try(f func(*db.Tx) error) error { return w.Write(context.Background(), f) }

// madeUp are the files of the return of an area, by its number from 1.
func madeUp(t testing.TB, number int, o madeup.Options) []submission.File {
	t.Helper()
	o.Areas = 6
	if o.Children == 0 {
		o.Children = 600
	}
	r, err := madeup.New(o)
	if err != nil {
		t.Fatal(err)
	}
	var children, events bytes.Buffer
	if _, err := r.Write(number-1, &children, &events); err != nil {
		t.Fatal(err)
	}
	return []submission.File{{Name: "children.csv", Bytes: children.Bytes()}, {Name: "events.csv", Bytes: events.Bytes()}}
}

func draft(t testing.TB, files []submission.File) *submission.Draft {
	t.Helper()
	d, err := submission.Read(files)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func (w *world) send(who access.Actor, in inspection.ID, files []submission.File) (s submission.Submission) {
	w.t.Helper()
	d := draft(w.t, files)
	w.write(func(tx *db.Tx) (err error) {
		s, err = submission.Send(tx, w.desk, who, in, d)
		return err
	})
	return s
}

// sent is the return of the area of an inspection.
func (w *world) sent(seed uint64) submission.Submission {
	w.t.Helper()
	return w.send(coordinator, here, madeUp(w.t, 1, madeup.Options{Seed: seed}))
}

// accept accepts a return; its co-ordinator gives a reason for what is noted.
func (w *world) accept(who access.Actor, s submission.Submission) {
	w.t.Helper()
	w.write(func(tx *db.Tx) error {
		for _, r := range w.noted(who, s).Rules {
			if r.Severity == returns.Error && r.Found > r.Waived {
				if _, err := submission.Waive(tx, w.desk, holding(access.Coordinator, s.Inspection), s, r.Code, "", "That is how it was."); err != nil {
					return err
				}
			}
		}
		return submission.Accept(tx, w.desk, who, s)
	})
}

func (w *world) get(number int) (s submission.Submission) {
	w.t.Helper()
	dbtest.Read(w.t, w.DB, func(tx *db.Tx) (err error) {
		s, err = submission.Get(tx, coordinator, here, number)
		return err
	})
	return s
}

func (w *world) list() (all []submission.Submission) {
	w.t.Helper()
	dbtest.Read(w.t, w.DB, func(tx *db.Tx) (err error) {
		all, err = submission.List(tx, coordinator, here)
		return err
	})
	return all
}

func (w *world) entries() (all []audit.Entry) {
	w.t.Helper()
	dbtest.Read(w.t, w.DB, func(tx *db.Tx) (err error) {
		all, err = audit.Last(tx, 10000)
		return err
	})
	return all
}

// publish takes the inspection to its publication.
func (w *world) publish(in inspection.ID) {
	w.t.Helper()
	w.write(func(tx *db.Tx) error {
		for _, to := range inspection.Stages[1:7] {
			i, err := inspection.Get(tx, in)
			if err != nil {
				return err
			}
			on, _ := date.Of(2026, 9, 1)
			if err := inspection.Advance(tx, operator, in, i.Version, to, on); err != nil {
				return err
			}
		}
		return nil
	})
}
