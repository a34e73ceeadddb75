package db_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/schema"
)

func older(t *testing.T, address string, steps int) {
	t.Helper()
	if err := dbtest.Older(address, steps); err != nil {
		t.Fatal(err)
	}
}

func TestADatabaseOfAnOlderProgramIsRefusedAndLeftAsItIs(t *testing.T) {
	eachAddress(t, func(t *testing.T, address string) {
		older(t, address, 2)
		_, err := db.Open(t.Context(), address, nil)
		want := fmt.Sprintf("is at step 2 and this program needs %d. Take it up with: northinch upgrade --backup FILE --recipient KEY", len(schema.Steps(schema.SQLite)))
		if !errors.Is(err, db.ErrOlder) || errs.KindOf(err) != errs.Storage || !contains(errs.Sentence(err), want) {
			t.Errorf("error %v, want %q", err, want)
		}
		if n := steps(t, raw(t, address)); n != 2 {
			t.Errorf("%d steps are on record", n)
		}
		if n := has(t, raw(t, address), address, "source"); n != 0 {
			t.Error("a table of step 3 is there")
		}
	})
}

func TestAnUpgradeTakesADatabaseToThisProgram(t *testing.T) {
	eachAddress(t, func(t *testing.T, address string) {
		older(t, address, 1)
		d, err := db.OpenExisting(t.Context(), address, nil)
		if err != nil {
			t.Fatal(err)
		}
		defer d.Close()
		need := len(schema.Steps(schema.SQLite))
		if from, to, err := d.Step(t.Context()); from != 1 || to != need || err != nil {
			t.Errorf("from step %d to %d (%v)", from, to, err)
		}
		no := errors.New("not now")
		if err := d.Upgrade(t.Context(), func(*db.Tx) error { return no }); !errors.Is(err, no) || steps(t, raw(t, address)) != 1 {
			t.Errorf("the upgrade was not stopped: %v", err)
		}
		for range 2 { // the second time there is nothing to do
			if err := d.Upgrade(t.Context(), nil); err != nil {
				t.Fatal(err)
			}
		}
		if n := steps(t, raw(t, address)); n != need {
			t.Errorf("%d steps are on record", n)
		}
		now, err := db.Open(t.Context(), address, nil)
		if err != nil {
			t.Fatal(err)
		}
		now.Close()
	})
}

func TestOnlyADatabaseThatIsThereIsOpenedToBeUpgraded(t *testing.T) {
	dir := t.TempDir()
	missing := filepath.Join(dir, "missing.db")
	if _, err := db.OpenExisting(t.Context(), missing, nil); errs.KindOf(err) != errs.Storage || !contains(errs.Sentence(err), "There is no database "+missing) {
		t.Errorf("a file that is missing: %v", err)
	}
	if _, err := os.Stat(missing); err == nil {
		t.Error("it was made")
	}
	if _, err := db.OpenExisting(t.Context(), "", nil); errs.KindOf(err) != errs.BadInput {
		t.Errorf("no name: %v", err)
	}
	eachAddress(t, func(t *testing.T, address string) {
		if _, err := os.Stat(filepath.Dir(address)); err == nil { // a file
			if err := os.WriteFile(address, nil, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := db.OpenExisting(t.Context(), address, nil); errs.KindOf(err) != errs.Storage || !contains(errs.Sentence(err), "There is no North Inch database at ") {
			t.Errorf("nothing in it: %v", err)
		}
		older(t, address, len(schema.Steps(schema.SQLite)))
		do(t, raw(t, address), "INSERT INTO schema_step (number, name, at) VALUES (9999, 'later', '2099-01-01T00:00:00.000Z')")
		if _, err := db.OpenExisting(t.Context(), address, nil); errs.KindOf(err) != errs.Storage || !contains(errs.Sentence(err), "was made by a newer program") {
			t.Errorf("a newer one: %v", err)
		}
	})
}
