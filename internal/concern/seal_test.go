package concern_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/concern"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/disposal"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/inspection"
	"github.com/northinch/northinch/internal/keyring"
)

// filled is a concern with a canary in every field.
func filled(w *world) concern.ID {
	w.t.Helper()
	id := w.raise(inspector, "Canaryword", "Canaryname")
	if err := w.step(lead, id, 1, concern.Acknowledged, map[string]string{"note": "Canarynote"}); err != nil {
		w.t.Fatal(err)
	}
	if _, err := w.identity(lead, id, "Canaryreason"); err != nil {
		w.t.Fatal(err)
	}
	return id
}

func TestNothingThatWasTypedIsInTheFilesOfTheDatabase(t *testing.T) {
	w := alone(t)
	w.join("lewis", one(access.Lead)) // the lead gets a message
	filled(w)
	files, err := filepath.Glob(w.address + "*")
	if err != nil || len(files) < 2 {
		t.Fatalf("the files are %v (%v); the log of writing must be among them", files, err)
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range []string{"Canary", "anaryname", "anarynote"} {
			if bytes.Contains(b, []byte(word)) {
				t.Errorf("%s holds %q", filepath.Base(name), word)
			}
		}
		if strings.HasSuffix(name, "-wal") && !bytes.Contains(b, []byte("concern.raise")) {
			t.Error("the log of writing does not hold what was written just now; the test sees nothing")
		}
	}
}

func TestAnotherKeyStopsTheWorkWithASentence(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		id := filled(w)
		other, err := keyring.Create(filepath.Join(t.TempDir(), "other"))
		if err != nil {
			t.Fatal(err)
		}
		for name, ring := range map[string]*keyring.Ring{"another folder": other, "no folder": nil} {
			w.desk.Keys = ring
			for what, err := range map[string]error{
				"read": func() error {
					f, err := w.read(lead, id)
					if f.Words != "" {
						t.Error("words are shown")
					}
					return err
				}(),
				"identity": func() error {
					s, err := w.identity(lead, id, "to pass it on")
					if s != "" {
						t.Error("a name is shown")
					}
					return err
				}(),
				"raise": func() error { _, err := w.tryRaise(inspector, here, concern.New{Words: "x"}); return err }(),
				"step":  w.step(lead, id, 2, concern.ToPassOn, answer),
			} {
				if errs.KindOf(err) != errs.Storage || !strings.Contains(errs.Sentence(err), "folder of keys") && !strings.Contains(errs.Sentence(err), "--keys") {
					t.Errorf("%s, %s: %v", name, what, err)
				}
			}
			// what needs no key goes on: nothing is stuck
			if all, err := w.register(lead); err != nil || len(all) != 1 {
				t.Errorf("%s: the register: %v", name, err)
			}
		}
	})
}

func TestAfterAChangeOfTheKeyEverythingIsSealedAnew(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		id := filled(w)
		reseal := func() (n int) {
			dbtest.Write(t, w.DB, func(tx *db.Tx) (err error) {
				n, err = concern.Reseal(tx, w.desk.Keys, operator)
				return err
			})
			return n
		}
		if n := reseal(); n != 0 {
			t.Errorf("%d values were sealed anew with the same key", n)
		}
		scope := keyring.OfInspection(string(here))
		dbtest.Write(t, w.DB, func(tx *db.Tx) error { return w.desk.Keys.Rotate(tx, operator, scope) })
		if n := reseal(); n != 5 { // words, identity, two steps, one look
			t.Errorf("%d values were sealed anew, want 5", n)
		}
		dbtest.Write(t, w.DB, func(tx *db.Tx) error { return w.desk.Keys.Forget(tx, operator, scope) })
		dbtest.Write(t, w.DB, func(tx *db.Tx) error { tx.Audited(); _, err := w.desk.Keys.Sweep(tx); return err })
		f, err := w.read(lead, id)
		if err != nil || f.Words != "Canaryword" || f.Steps[1].Answers["note"] != "Canarynote" {
			t.Errorf("%+v %v", f, err)
		}
		if s, err := w.identity(lead, id, "again"); err != nil || s != "Canaryname" {
			t.Errorf("%q %v", s, err)
		}
		// what nobody can read any more is no reason to stop
		dbtest.Write(t, w.DB, func(tx *db.Tx) error { return w.desk.Keys.MarkDestroyed(tx, operator, scope) })
		if n := reseal(); n != 0 {
			t.Errorf("%d values of a destroyed key were sealed", n)
		}
		if _, err := w.read(lead, id); !errors.Is(err, keyring.ErrDestroyed) {
			t.Errorf("%v", err)
		}
	})
}

func TestTheConcernsOfAnInspectionAreDestroyedAndNoOthers(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		filled(w)
		closed, _ := w.at(concern.Closed)
		if _, err := w.tryRaise(elsewhere, there, concern.New{Words: "stays"}); err != nil {
			t.Fatal(err)
		}
		held := func() (all []concern.Holding) {
			dbtest.Read(t, w.DB, func(tx *db.Tx) (err error) {
				all, err = concern.Held(tx)
				return err
			})
			return all
		}
		stays := concern.Holding{Inspection: there, Concerns: 1, Open: 1, Steps: 1}
		if got := held(); len(got) != 2 || got[0] != (concern.Holding{Inspection: here, Concerns: 2, Open: 1, Steps: 8, Looks: 1}) || got[1] != stays {
			t.Errorf("%+v", got)
		}
		dispose := func(id inspection.ID) (gone []disposal.Destroyed) {
			dbtest.Write(t, w.DB, func(tx *db.Tx) (err error) {
				gone, err = concern.Dispose(tx, operator, id)
				return err
			})
			return gone
		}
		gone := dispose(here)
		for i, want := range []disposal.Destroyed{{Table: "concern_look", Rows: 1}, {Table: "concern_step", Rows: 8}, {Table: "concern", Rows: 2}} {
			if gone[i].Table != want.Table || gone[i].Rows != want.Rows || len(gone[i].SHA256) != 64 {
				t.Errorf("%+v, want %+v", gone[i], want)
			}
		}
		if got := held(); len(got) != 1 || got[0] != stays {
			t.Errorf("%+v", got)
		}
		if _, err := w.read(lead, closed); errs.KindOf(err) != errs.NotFound {
			t.Error(err)
		}
		if again := dispose(here); again[2].Rows != 0 {
			t.Errorf("destroyed twice: %+v", again)
		}
	})
}
