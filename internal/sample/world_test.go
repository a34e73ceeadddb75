package sample_test

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
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/inspection"
	"github.com/northinch/northinch/internal/keyring"
	"github.com/northinch/northinch/internal/programme"
	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/madeup"
	"github.com/northinch/northinch/internal/sample"
	"github.com/northinch/northinch/internal/sampling"
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
	elsewhere   = holding(access.Lead, "test/second")
)

// world is a database with a made-up inspection of an area, and a folder of keys.
type world struct {
	*db.DB
	t            testing.TB
	desk         submission.Desk
	address, dir string
	now          time.Time
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
		rows, err := area.Parse(strings.NewReader("id,name,kind,within,code,code_checked,predecessor_codes,other_spellings,short,tile_column,tile_row\nfirst,First,made-up area,,MADEUP01,made up,,,FIR,1,1\n"), "made-up")
		if err != nil {
			return err
		}
		if _, err := area.Load(tx, operator, "made-up", rows); err != nil {
			return err
		}
		if err := programme.Ensure(tx, operator, programme.Programme{ID: "test", Name: "Test", Framework: "hmie-2009", AreaList: "made-up", MadeUp: true}); err != nil {
			return err
		}
		_, err = inspection.Schedule(tx, operator, "test", "first")
		return err
	})
	return w
}

func (w *world) write(f func(*db.Tx) error) {
	w.t.Helper()
	dbtest.Write(w.t, w.DB, f)
}

func (w *world) try(f func(*db.Tx) error) error { return w.Write(context.Background(), f) }

// accepted is a return of the area that was sent and accepted: of about a hundred
// children, different for another seed.
func (w *world) accepted(seed uint64) (s submission.Submission) {
	w.t.Helper()
	r, err := madeup.New(madeup.Options{Seed: seed, Areas: 6, Children: 600})
	if err != nil {
		w.t.Fatal(err)
	}
	var children, events bytes.Buffer
	if _, err := r.Write(0, &children, &events); err != nil {
		w.t.Fatal(err)
	}
	d, err := submission.Read([]submission.File{{Name: "children.csv", Bytes: children.Bytes()}, {Name: "events.csv", Bytes: events.Bytes()}})
	if err != nil {
		w.t.Fatal(err)
	}
	w.write(func(tx *db.Tx) error {
		if s, err = submission.Send(tx, w.desk, coordinator, here, d); err != nil {
			return err
		}
		report, err := submission.Noted(tx, w.desk, coordinator, s)
		if err != nil {
			return err
		}
		for _, one := range report.Rules {
			if one.Severity == returns.Error && one.Found > one.Waived {
				if _, err := submission.Waive(tx, w.desk, coordinator, s, one.Code, "", "That is how it was."); err != nil {
					return err
				}
			}
		}
		return submission.Accept(tx, w.desk, lead, s)
	})
	return s
}

// wish is an ordinary one, from a return.
func wish(from submission.Submission) sample.Wish {
	return sample.Wish{Return: from.Number, By: sample.ByPopulation, Title: "Made-up records of First", Public: "Two dice",
		Design: sampling.Design{Aim: sampling.Aim{Interval: sampling.Normal, Margin: 15, Confidence: 90, Share: 50}, Allocation: sampling.InProportion, Minimum: 2, CensusShare: 80}}
}

func (w *world) plan(from submission.Submission, seen int, reason string) (s sample.Sample) {
	w.t.Helper()
	w.write(func(tx *db.Tx) (err error) {
		s, err = sample.Plan(tx, w.desk, lead, here, wish(from), seen, reason)
		return err
	})
	return s
}

// drawn is a sample that was planned, and drawn an hour later.
func (w *world) drawn() (s sample.Sample) {
	w.t.Helper()
	s = w.plan(w.accepted(1), 0, "")
	w.now = w.now.Add(time.Hour)
	w.write(func(tx *db.Tx) (err error) {
		s, err = sample.Draw(tx, w.desk, lead, s, "3 5")
		return err
	})
	return s
}

func (w *world) see(s sample.Sample) (v sample.Sight) {
	w.t.Helper()
	dbtest.Read(w.t, w.DB, func(tx *db.Tx) (err error) {
		now, err := sample.Get(tx, lead, here, s.Number)
		if err == nil {
			v, err = sample.See(tx, w.desk, lead, now)
		}
		return err
	})
	return v
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
func (w *world) publish() {
	w.t.Helper()
	w.write(func(tx *db.Tx) error {
		for _, to := range inspection.Stages[1:7] {
			i, err := inspection.Get(tx, here)
			if err != nil {
				return err
			}
			on, _ := date.Of(2026, 9, 1)
			if err := inspection.Advance(tx, operator, here, i.Version, to, on); err != nil {
				return err
			}
		}
		return nil
	})
}

// refused fails the test unless an error is of a kind and its sentence has the words.
func refused(t testing.TB, err error, kind errs.Kind, words string) {
	t.Helper()
	if err == nil || errs.KindOf(err) != kind || !strings.Contains(errs.Sentence(err), words) {
		t.Errorf("%v, want %v that says %q", err, kind, words)
	}
}
