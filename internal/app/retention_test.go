package app_test

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
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
	"github.com/northinch/northinch/internal/document/text"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/grant"
	"github.com/northinch/northinch/internal/keyring"
	"github.com/northinch/northinch/internal/mail"
	"github.com/northinch/northinch/internal/overview"
	"github.com/northinch/northinch/internal/person"
	"github.com/northinch/northinch/internal/retention"
	"github.com/northinch/northinch/internal/schema"
	"github.com/northinch/northinch/internal/submission"
)

var operator = access.Command("test")

// place is a database with the demonstration in it, all of whose people have gone,
// its folders, and a canary in every table that can hold personal data.
type place struct {
	t                          *testing.T
	d                          *db.DB
	keys                       *keyring.Ring
	address, folder, temporary string
	canaries                   []string
	now                        time.Time
}

// everywhere runs f on both engines.
func everywhere(t *testing.T, f func(*testing.T, *place)) {
	for _, engine := range []string{"sqlite", "postgres"} {
		t.Run(engine, func(t *testing.T) {
			p := &place{t: t, folder: filepath.Join(t.TempDir(), "keys"), temporary: t.TempDir(), now: time.Date(2026, 1, 5, 12, 0, 0, 0, time.UTC)}
			t.Setenv("TMPDIR", p.temporary)
			p.address = filepath.Join(t.TempDir(), "test.db")
			if engine == "postgres" {
				p.address = dbtest.Postgres(t)
			}
			var err error
			if p.keys, err = keyring.Create(p.folder); err != nil {
				t.Fatal(err)
			}
			p.open()
			if err := demo.MadeUp(t.Context(), p.d, p.keys, operator, func(string) {}); err != nil {
				t.Fatal(err)
			}
			f(t, p)
		})
	}
}

// open opens the database anew, as a program does that is started.
func (p *place) open() {
	p.t.Helper()
	if p.d != nil {
		p.d.Close()
	}
	d, err := db.Open(context.Background(), p.address, func() time.Time { return p.now })
	if err != nil {
		p.t.Fatal(err)
	}
	p.t.Cleanup(func() { d.Close() })
	p.d = d
}

func (p *place) put(q db.Query, args ...any) {
	p.t.Helper()
	dbtest.Write(p.t, p.d, func(tx *db.Tx) error {
		_, err := tx.Exec(q, args...)
		tx.Audited()
		return err
	})
}

// cage puts a canary into every table that can hold personal data, and ends what
// would keep it. It fails for a table that is forgotten.
func (p *place) cage() {
	p.t.Helper()
	var tables []string
	for _, r := range retention.Standing().InForce(0).Rules {
		tables = append(tables, r.Tables...)
	}
	var who string
	dbtest.Read(p.t, p.d, func(tx *db.Tx) error {
		one, err := person.ByAddress(tx, "associate@made-up.example")
		who = string(one.ID)
		return err
	})
	for n, table := range tables {
		if cages[table] == "" {
			p.t.Fatalf("no canary for the table %s", table)
		}
		canary := fmt.Sprintf("canary-%02d-%s-%x", n, strings.ReplaceAll(table, "_", ""), time.Now().UnixNano())
		q := db.Queries[struct{ Cage db.Query }]("-- name: Cage\n" + cages[table])
		if p.d.Engine() == schema.Postgres { // it wants to be told the types
			q = db.Queries[struct{ Cage db.Query }]("-- name: Cage\n" + strings.NewReplacer("$1", "cast($1 AS TEXT)", "$2", "cast($2 AS BYTEA)", "$3", "cast($3 AS TEXT)", "$4", "cast($4 AS TEXT)").Replace(cages[table]))
		}
		p.put(q.Cage, canary, []byte(canary), who, "2020-01-01T00:00:00.000Z")
		p.canaries = append(p.canaries, canary)
	}
	p.put(end.Close)
	p.put(end.Concerns)
	if p.d.Engine() == schema.Postgres { // the server keeps samples of tables for its planning
		p.put(db.Queries[struct{ Sample db.Query }]("-- name: Sample\nANALYZE").Sample)
	}
	file := filepath.Join(p.temporary, "northinch-input-1")
	canary := "canary-in-a-temporary-file"
	p.canaries = append(p.canaries, canary)
	old := time.Now().Add(-48 * time.Hour)
	if err := errors.Join(os.WriteFile(file, []byte(canary), 0o600), os.Chtimes(file, old, old)); err != nil {
		p.t.Fatal(err)
	}
	p.now = time.Date(2040, 1, 5, 12, 0, 0, 0, time.UTC)
}

// where is in which of the files of the program each canary is; on PostgreSQL also in
// which files of tables of the server, where they can be read.
func (p *place) where() (found []string) {
	p.t.Helper()
	files := map[string][]byte{}
	add := func(folder string) {
		filepath.WalkDir(folder, func(name string, e fs.DirEntry, err error) error {
			if err == nil && e.Type().IsRegular() {
				files[name], _ = os.ReadFile(name)
			}
			return nil
		})
	}
	add(p.folder)
	add(p.temporary)
	if p.d.Engine() == schema.SQLite {
		add(filepath.Dir(p.address))
	} else {
		server := db.Queries[struct{ Folder, Checkpoint db.Query }]("-- name: Folder\nSELECT current_setting('data_directory') || '/base/' || oid FROM pg_database WHERE datname = current_database()\n-- name: Checkpoint\nCHECKPOINT")
		dbtest.Read(p.t, p.d, func(tx *db.Tx) error {
			if _, err := tx.Exec(server.Checkpoint); err != nil {
				return err
			}
			var folder string
			_, err := tx.One(server.Folder, nil, &folder)
			add(folder)
			return err
		})
	}
	for name, b := range files {
		for _, c := range p.canaries {
			if bytes.Contains(b, []byte(c)) || bytes.Contains(b, []byte(hex.EncodeToString([]byte(c)))) {
				found = append(found, c+" in "+filepath.Base(name))
			}
		}
	}
	slices.Sort(found)
	return found
}

// national is the overview of the made-up round as text.
func (p *place) national() string {
	p.t.Helper()
	var b strings.Builder
	dbtest.Read(p.t, p.d, func(tx *db.Tx) error {
		o, err := overview.Of(tx, operator, demo.Second)
		if err != nil {
			return err
		}
		return text.Write(&b, o.Document(), 100)
	})
	return b.String()
}

func (p *place) unfinished() (n int) {
	p.t.Helper()
	dbtest.Read(p.t, p.d, func(tx *db.Tx) error {
		all, err := retention.Unfinished(tx)
		n = len(all)
		return err
	})
	return n
}

// returned is how many inspections still have a return.
func (p *place) returned() int {
	p.t.Helper()
	by := map[string]bool{}
	dbtest.Read(p.t, p.d, func(tx *db.Tx) error {
		held, err := submission.Held(tx)
		for _, h := range held {
			by[h.Subject] = true
		}
		return err
	})
	return len(by)
}

func nothing(string) {}

func TestWhatWasDestroyedIsInNoFileAndTheNationalPictureIsTheSame(t *testing.T) {
	everywhere(t, func(t *testing.T, p *place) {
		copied := ""
		if p.d.Engine() == schema.SQLite {
			p.d.Close()
			b, err := os.ReadFile(p.address)
			copied = filepath.Join(t.TempDir(), "copy.db")
			if err := errors.Join(err, os.WriteFile(copied, b, 0o600)); err != nil {
				t.Fatal(err)
			}
			p.d = nil
			p.open()
		}
		p.cage()
		found := strings.Join(p.where(), "\n")
		for _, c := range p.canaries {
			if !strings.Contains(found, c) && (p.d.Engine() == schema.SQLite || found != "canary-in-a-temporary-file in northinch-input-1") {
				t.Errorf("before the destruction %s is nowhere, so that the search proves nothing", c)
			}
		}
		if _, gone, err := app.Destroy(t.Context(), p.d, p.keys, operator, 1, nothing); gone || errs.KindOf(err) != errs.Conflict {
			t.Errorf("other than what was agreed to: %v %v", gone, err)
		}
		before := p.national()
		issued, gone, err := app.Destroy(t.Context(), p.d, p.keys, operator, -1, nothing)
		if err != nil || !gone || issued.FinishedAt == "" || issued.Entry < 0 || len(issued.Keys) == 0 {
			t.Fatalf("%v %v %+v", gone, err, issued)
		}
		if found := p.where(); len(found) > 0 {
			t.Errorf("still there: %s", strings.Join(found, "\n"))
		}
		if after := p.national(); after != before || len(after) < 1000 {
			t.Error("the national picture has changed")
		}
		dbtest.Read(t, p.d, func(tx *db.Tx) error {
			people, err := person.All(tx)
			if len(people) > 0 || err != nil {
				t.Errorf("%d people are left (%v)", len(people), err)
			}
			_, err = audit.Verify(tx, nil)
			return err
		})
		if _, gone, err := app.Destroy(t.Context(), p.d, p.keys, operator, -1, nothing); gone || err != nil {
			t.Errorf("a second run: %v %v", gone, err)
		}
		p.behind(false)
		if copied != "" {
			p.address, p.now = copied, time.Date(2026, 1, 5, 13, 0, 0, 0, time.UTC)
			p.open()
			p.readCopy()
			p.behind(true, issued.ID)
		}
		dbtest.Write(t, p.d, func(tx *db.Tx) error { return p.keys.Remember(tx, "2039-01-01-elsewhere", issued.ID) })
		p.behind(true, "2039-01-01-elsewhere")
	})
}

// behind asks whether the database is known to be from before a destruction.
func (p *place) behind(want bool, names ...string) {
	p.t.Helper()
	says, err := app.Behind(p.t.Context(), p.d, p.keys)
	if err != nil || (says != "") != want {
		p.t.Errorf("%q %v", says, err)
	}
	for _, n := range names {
		if strings.Count(says, n) != 1 {
			p.t.Errorf("%s does not stand once in %q", n, says)
		}
	}
}

// readCopy tries to read who is at risk in a copy of the database from before, with
// the keys that are left.
func (p *place) readCopy() {
	p.t.Helper()
	if err := p.d.Write(context.Background(), func(tx *db.Tx) error {
		one, err := person.ByAddress(tx, "lead@made-up.example")
		if err != nil {
			return err
		}
		lead, err := grant.Actor(tx, one)
		if err != nil {
			return err
		}
		var id concern.ID
		first := db.Queries[struct{ First db.Query }]("-- name: First\nSELECT id FROM concern WHERE inspection = $1 AND length(identity) > 0 ORDER BY raised_at LIMIT 1")
		if found, err := tx.One(first.First, []any{demo.Inspected}, &id); !found || err != nil {
			p.t.Fatalf("there is no concern in the copy: %v", err)
		}
		_, err = concern.Identity(tx, p.keys, lead, id, "To see whether it can be read.")
		return err
	}); !errors.Is(err, keyring.ErrDestroyed) {
		p.t.Errorf("a copy from before is read with the keys that are left: %v", err)
	}
}

func TestOldMessagesInAFolderAreRemovedAndYoungOnesStay(t *testing.T) {
	everywhere(t, func(t *testing.T, p *place) {
		folder := filepath.Join(t.TempDir(), "outbox")
		box := mail.Outbox{Folder: folder, From: "northinch@made-up.example"}
		for n, days := range []int{31, 29} {
			m := mail.Message{ID: fmt.Sprint("m", n), To: "somebody@made-up.example", Subject: "Made up", Text: "Made up.", At: p.now.AddDate(0, 0, -days)}
			if err := box.Deliver(t.Context(), m); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := app.ClearMessages(t.Context(), p.d, folder, access.Anyone); errs.KindOf(err) != errs.NotFound {
			t.Errorf("anybody: %v", err)
		}
		for _, want := range []int{1, 0} {
			if n, err := app.ClearMessages(t.Context(), p.d, folder, operator); n != want || err != nil {
				t.Errorf("%d removed, want %d: %v", n, want, err)
			}
		}
		if names, err := mail.List(folder); len(names) != 1 || err != nil {
			t.Errorf("%v %v", names, err)
		}
	})
}

func TestAProgramThatStopsAfterAnyStepIsMadeUpForByTheNextStart(t *testing.T) {
	steps := []struct {
		name string
		do   func(*place, retention.Issued) error
	}{
		{"the commit", func(*place, retention.Issued) error { return nil }},
		{"the keys", func(p *place, _ retention.Issued) error {
			return p.d.Write(p.t.Context(), func(tx *db.Tx) error { _, err := p.keys.Sweep(tx); return err })
		}},
		{"the pages", func(p *place, i retention.Issued) error {
			var tables []string
			for _, one := range i.Tables() {
				tables = append(tables, one.Table)
			}
			_, err := p.d.Scrub(p.t.Context(), tables)
			return err
		}},
	}
	for stop := range steps {
		t.Run("after "+steps[stop].name, func(t *testing.T) {
			everywhere(t, func(t *testing.T, p *place) {
				p.cage()
				var issued retention.Issued
				dbtest.Write(t, p.d, func(tx *db.Tx) (err error) {
					issued, _, err = retention.Run(tx, operator, retention.Standing(), p.keys)
					return err
				})
				for _, s := range steps[:stop+1] {
					if err := s.do(p, issued); err != nil {
						t.Fatal(err)
					}
				}
				p.open()
				if p.unfinished() != 1 {
					t.Error("nothing says that something is left to do")
				}
				if err := app.FinishDestroying(t.Context(), p.d, nil, operator, nothing); errs.KindOf(err) != errs.Storage {
					t.Errorf("without the keys: %v", err)
				}
				for range 2 { // the second time there is nothing to do
					if err := app.FinishDestroying(t.Context(), p.d, p.keys, operator, nothing); err != nil {
						t.Fatal(err)
					}
				}
				if found := p.where(); p.unfinished() != 0 || len(found) > 0 {
					t.Errorf("%d unfinished; still there: %v", p.unfinished(), found)
				}
				marks, _ := filepath.Glob(filepath.Join(p.folder, "*.destroyed"))
				if left, _ := filepath.Glob(filepath.Join(p.folder, "*.json")); len(marks) == 0 || len(left) > 1+p.returned() { // that of the people stays, and those of inspections that are not published
					t.Errorf("files of keys: %v %v", left, marks)
				}
			})
		})
	}
}

func TestAProgramThatReadsForLongKeepsThePagesAndTheSentenceSaysWhatIsLeft(t *testing.T) {
	everywhere(t, func(t *testing.T, p *place) {
		p.cage()
		reading, done := make(chan bool), make(chan bool)
		var work sync.WaitGroup
		work.Go(func() {
			if err := p.d.Read(context.Background(), func(tx *db.Tx) error {
				_, err := concern.Held(tx)
				close(reading)
				<-done
				return err
			}); err != nil {
				t.Error(err)
			}
		})
		<-reading
		issued, gone, err := app.Destroy(t.Context(), p.d, p.keys, operator, -1, nothing)
		if !gone || errs.KindOf(err) != errs.Storage || !strings.Contains(errs.Sentence(err), "can still be found on the disk: another program is using") || issued.FinishedAt != "" {
			t.Errorf("%v %v", gone, err)
		}
		close(done)
		work.Wait()
		if _, gone, err := app.Destroy(t.Context(), p.d, p.keys, operator, -1, nothing); gone || err != nil {
			t.Errorf("the run after it: %v %v", gone, err)
		}
		if found := p.where(); p.unfinished() != 0 || len(found) > 0 {
			t.Errorf("%d unfinished; still there: %v", p.unfinished(), found)
		}
	})
}

func TestAServerReadsAndWritesWhileSomethingIsDestroyed(t *testing.T) {
	everywhere(t, func(t *testing.T, p *place) {
		p.cage()
		other, err := db.Open(t.Context(), p.address, func() time.Time { return p.now })
		if err != nil {
			t.Fatal(err)
		}
		defer other.Close()
		stop := make(chan bool)
		var work sync.WaitGroup
		wrote := 0
		work.Go(func() {
			for {
				select {
				case <-stop:
					return
				case <-time.After(5 * time.Millisecond):
				}
				if err := other.Write(context.Background(), func(tx *db.Tx) error { return audit.Record(tx, operator, "test", "", "") }); err != nil {
					t.Errorf("a writer: %v", err)
				}
				wrote++
			}
		})
		for range 2 {
			work.Go(func() {
				for {
					select {
					case <-stop:
						return
					case <-time.After(5 * time.Millisecond):
					}
					if err := other.Read(context.Background(), func(tx *db.Tx) error { _, err := person.All(tx); return err }); err != nil {
						t.Errorf("a reader: %v", err)
					}
				}
			})
		}
		time.Sleep(50 * time.Millisecond)
		_, gone, err := app.Destroy(t.Context(), p.d, p.keys, operator, -1, nothing)
		close(stop)
		work.Wait()
		if !gone || err != nil && errs.KindOf(err) != errs.Storage || wrote == 0 {
			t.Fatalf("%v %v, %d writes", gone, err, wrote)
		}
		if err := app.FinishDestroying(t.Context(), p.d, p.keys, operator, nothing); err != nil {
			t.Error(err)
		}
		dbtest.Read(t, p.d, func(tx *db.Tx) error { _, err := audit.Verify(tx, nil); return err })
		if found := p.where(); len(found) > 0 {
			t.Errorf("still there: %v", found)
		}
	})
}
