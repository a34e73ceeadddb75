package app_test

import (
	"context"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/app"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/concern"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/demo"
	"github.com/northinch/northinch/internal/disposal"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/keyring"
	"github.com/northinch/northinch/internal/mail"
	"github.com/northinch/northinch/internal/retention"
)

func each(t *testing.T, f func(t *testing.T, address string)) {
	t.Run("sqlite", func(t *testing.T) { f(t, filepath.Join(t.TempDir(), "test.db")) })
	t.Run("postgres", func(t *testing.T) { f(t, dbtest.Postgres(t)) })
}

func open(t *testing.T, address string) *db.DB {
	t.Helper()
	d, err := app.Open(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}

func TestServersWatchTheLimitsOfConcernsAndEscalateOnce(t *testing.T) {
	each(t, func(t *testing.T, address string) {
		dir := filepath.Join(t.TempDir(), "keys")
		ring, err := keyring.Create(dir)
		if err != nil {
			t.Fatal(err)
		}
		d := open(t, address)
		if err := demo.MadeUp(t.Context(), d, ring, access.Command("test"), func(string) {}); err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(t.Context())
		var servers sync.WaitGroup
		for range 3 {
			other := open(t, address)
			keys, err := app.Keys(ctx, other, dir)
			if err != nil {
				t.Fatal(err)
			}
			servers.Go(func() { app.Runner(other, concern.Desk{Keys: keys}, nil, slog.New(slog.DiscardHandler)).Run(ctx) })
		}
		late := func() (n int) {
			dbtest.Read(t, d, func(tx *db.Tx) error {
				all, err := audit.Last(tx, 1000)
				for _, e := range all {
					if e.Verb == "concern.late" {
						n++
					}
				}
				return err
			})
			return n
		}
		for try := 0; late() == 0 && try < 200; try++ {
			time.Sleep(50 * time.Millisecond)
		}
		time.Sleep(200 * time.Millisecond) // long enough for the others to do it too
		stop()
		servers.Wait()
		if n := late(); n != 1 {
			t.Errorf("the one late concern was escalated %d times", n)
		}
	})
}

func TestTheFolderOfKeysIsMadeOnceAndNeverInThePlaceOfALostOne(t *testing.T) {
	address := filepath.Join(t.TempDir(), "test.db")
	d := open(t, address)
	ring, err := app.Keys(t.Context(), d, "")
	if err != nil || ring == nil {
		t.Fatal(err)
	}
	if _, err := keyring.Open(address + ".keys"); err != nil {
		t.Fatal(err)
	}
	dbtest.Write(t, d, func(tx *db.Tx) error {
		_, err := ring.Seal(tx, access.Command("test"), keyring.People, "a", []byte("b"))
		return err
	})
	if _, err := app.Keys(t.Context(), d, ""); err != nil {
		t.Errorf("the second time: %v", err)
	}
	other := filepath.Join(t.TempDir(), "other")
	if _, err := keyring.Create(other); err != nil {
		t.Fatal(err)
	}
	for _, folder := range []string{other, filepath.Join(t.TempDir(), "none")} {
		if _, err := app.Keys(t.Context(), d, folder); errs.KindOf(err) != errs.Storage {
			t.Errorf("%s: %v", filepath.Base(folder), err)
		}
	}
}

func TestPostgreSQLHasNoFolderOfKeysUntilOneIsNamed(t *testing.T) {
	d := open(t, dbtest.Postgres(t))
	ring, err := app.Keys(t.Context(), d, "")
	if ring != nil || err != nil {
		t.Fatalf("%v %v", ring, err)
	}
	folder := filepath.Join(t.TempDir(), "keys")
	if _, err := keyring.Create(folder); err != nil {
		t.Fatal(err)
	}
	if ring, err = app.Keys(t.Context(), d, folder); err != nil {
		t.Fatal(err)
	}
	dbtest.Write(t, d, func(tx *db.Tx) error {
		_, err := ring.Seal(tx, access.Command("test"), keyring.People, "a", []byte("b"))
		return err
	})
	if _, err := app.Keys(t.Context(), d, ""); errs.KindOf(err) != errs.Storage {
		t.Errorf("a database that knows a key is served without its folder: %v", err)
	}
}

func TestAMessageIsDeliveredOnceByWhicheverServerIsFree(t *testing.T) {
	each(t, func(t *testing.T, address string) {
		dir, outbox := filepath.Join(t.TempDir(), "keys"), filepath.Join(t.TempDir(), "outbox")
		if _, err := keyring.Create(dir); err != nil {
			t.Fatal(err)
		}
		d := open(t, address)
		ctx, stop := context.WithCancel(t.Context())
		var servers sync.WaitGroup
		defer servers.Wait()
		defer stop()
		ring, err := app.Keys(ctx, d, dir)
		if err != nil {
			t.Fatal(err)
		}
		for range 2 {
			servers.Go(func() {
				app.Runner(d, concern.Desk{Keys: ring}, mail.Outbox{Folder: outbox, From: "inspections@example.org"}, slog.New(slog.DiscardHandler)).Run(ctx)
			})
		}
		dbtest.Write(t, d, func(tx *db.Tx) error {
			if err := mail.Send(tx, ring, access.Command("test"), mail.Message{To: "made-up@example.org", Subject: "Made up", Text: "Made up."}); err != nil {
				return err
			}
			return audit.Record(tx, access.Command("test"), "test", "", "")
		})
		for try := 0; ; try++ {
			if names, err := mail.List(outbox); err == nil && len(names) == 1 {
				break
			}
			if try > 600 {
				t.Fatal("the message is not delivered after a minute")
			}
			time.Sleep(100 * time.Millisecond)
		}
	})
}

// The list of what is held calls work for later by what it is; a kind of job without a
// word would be shown as the program names it.
func TestEveryKindOfJobHasAWordOnTheListOfWhatIsHeld(t *testing.T) {
	r := app.Runner(nil, concern.Desk{}, mail.Outbox{}, slog.New(slog.DiscardHandler))
	if len(r.Kinds) < 4 {
		t.Errorf("there are %d kinds", len(r.Kinds))
	}
	r.Kinds["job.prune"] = nil // a runner adds its own housekeeping
	for kind := range r.Kinds {
		if says := retention.Rows(disposal.Held{Table: "job", Kind: kind}, 2); strings.Contains(says, kind+" 2") {
			t.Errorf("%s has no word", kind)
		}
	}
}
