package db_test

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/errs"
)

func TestADatabaseThatIsWellSaysSo(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		for name, check := range map[string]func(context.Context) error{"alive": d.Alive, "current": d.Current, "takes writes": d.TakesWrites} {
			if err := check(t.Context()); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

func TestAWriterAtWorkIsNoReasonNotToBeReady(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		if err := d.Write(ctx, func(*db.Tx) error { return d.TakesWrites(ctx) }); err != nil {
			t.Error(err)
		}
	})
}

func TestASQLiteFileThatIsDeletedOrReplacedUnderTheProgramIsNoticed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "test.db")
	d, err := db.Open(t.Context(), path, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if err := os.Rename(path, path+".old"); err != nil {
		t.Fatal(err)
	}
	if err := d.Alive(t.Context()); errs.Sentence(err) != "The file of the database is gone" {
		t.Errorf("deleted: %v", err)
	}
	other, err := db.Open(t.Context(), path, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	if err := d.Alive(t.Context()); !strings.Contains(errs.Sentence(err), "replaced by another") {
		t.Errorf("replaced: %v", err)
	}
	if err := other.Alive(t.Context()); err != nil {
		t.Errorf("the program that opened the new file: %v", err)
	}
}

func TestTablesOfAnotherStepAreNotReady(t *testing.T) {
	path := filepath.Join(t.TempDir(), "test.db")
	d, err := db.Open(t.Context(), path, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	behind, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer behind.Close()
	if _, err := behind.Exec("INSERT INTO schema_step (number, name, at) VALUES (999, 'later', '2012-04-27T09:30:00.000Z')"); err != nil {
		t.Fatal(err)
	}
	if err := d.Current(t.Context()); !strings.Contains(errs.Sentence(err), "and this program works with step") {
		t.Errorf("%v", err)
	}
}

func TestAPostgreSQLThatTakesNoChangesIsAliveAndNotReady(t *testing.T) {
	address := dbtest.Postgres(t)
	d, err := db.Open(t.Context(), address, nil)
	if err != nil {
		t.Fatal(err)
	}
	d.Close()
	if d, err = db.Open(t.Context(), address+"&default_transaction_read_only=on", nil); err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if err := d.Alive(t.Context()); err != nil {
		t.Error(err)
	}
	if err := d.TakesWrites(t.Context()); !strings.Contains(errs.Sentence(err), "set to take no changes") {
		t.Errorf("%v", err)
	}
}

func TestTheNumbersSayHowLongWritersWait(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		before := d.Stats()
		inside := make(chan struct{})
		done := make(chan error)
		go func() {
			done <- d.Write(t.Context(), func(*db.Tx) error { close(inside); time.Sleep(50 * time.Millisecond); return nil })
		}()
		<-inside
		dbtest.Write(t, d, func(*db.Tx) error { return nil })
		if err := <-done; err != nil {
			t.Fatal(err)
		}
		after := d.Stats()
		if n := after.Writes - before.Writes; n != 2 || after.Waited-before.Waited < 20*time.Millisecond {
			t.Errorf("%d writes waited for %v", n, after.Waited-before.Waited)
		}
		if after.Read.MaxOpenConnections != 8 || after.Write.MaxOpenConnections == 0 {
			t.Errorf("%+v", after)
		}
	})
}
