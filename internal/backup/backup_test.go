package backup

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"filippo.io/age"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/app"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/demo"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/schema"
)

var who = access.Command("test")

// key is a key, and the one whom it makes a recipient.
func key(t testing.TB) ([]age.Identity, []age.Recipient) {
	t.Helper()
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	return []age.Identity{id}, []age.Recipient{id.Recipient()}
}

// full is a database with all that the demonstration has.
func full(t *testing.T, address string) *db.DB {
	t.Helper()
	d := opened(t, address)
	if err := demo.Fill(t.Context(), d, nil, who, func(string) {}); err != nil {
		t.Fatal(err)
	}
	return d
}

func opened(t *testing.T, address string) *db.DB {
	t.Helper()
	d, err := app.Open(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}

// existing is a database of an older program.
func existing(t *testing.T, address string, steps int) *db.DB {
	t.Helper()
	if err := dbtest.Older(address, steps); err != nil {
		t.Fatal(err)
	}
	d, err := db.OpenExisting(t.Context(), address, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	for range 5 {
		deed(t, d)
	}
	return d
}

// deed is something that somebody did.
func deed(t testing.TB, d *db.DB) {
	dbtest.Write(t, d, func(tx *db.Tx) error { return audit.Record(tx, who, "test.deed", "", "") })
}

func made(t *testing.T, d *db.DB, file string, to []age.Recipient) Manifest {
	t.Helper()
	m, size, err := Make(t.Context(), d, file, to, nil)
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(file)
	if err != nil || info.Size() != size || info.Mode().Perm() != 0o600 {
		t.Errorf("the file is %v (%v), %d bytes were reported", info, err, size)
	}
	return m
}

func only(t *testing.T, dir string, names ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if strings.Join(got, " ") != strings.Join(names, " ") {
		t.Errorf("in the folder are %v, want %v", got, names)
	}
}

func TestABackupOfEitherEngineIsRestoredIntoEitherWithTheSameRows(t *testing.T) {
	dbtest.EachAddress(t, func(t *testing.T, address string) {
		ids, to := key(t)
		dir := t.TempDir()
		first := filepath.Join(dir, "first.age")
		d := full(t, address)
		want := made(t, d, first, to)
		if want.Engine != d.Engine().String() || want.Rows() < 1000 || len(want.Steps) != len(schema.Steps(schema.SQLite)) {
			t.Errorf("the manifest is %+v", want)
		}
		dbtest.EachAddress(t, func(t *testing.T, address string) {
			if got, err := Restore(t.Context(), first, ids, address, nil, nil); err != nil || !reflect.DeepEqual(got, want) {
				t.Fatalf("%v, %+v", err, got)
			}
			again := made(t, opened(t, address), filepath.Join(dir, "again-"+filepath.Base(t.Name())), to)
			if !reflect.DeepEqual(again.Tables, want.Tables) || again.Head != want.Head {
				t.Errorf("a backup of what was restored holds\n%+v\nwant\n%+v", again, want)
			}
		})
		// And back again from the other engine.
		other, err := filepath.Glob(filepath.Join(dir, "again-*"))
		if err != nil || len(other) == 0 {
			t.Fatal("no backup of the other engine")
		}
		for _, file := range other {
			back := filepath.Join(t.TempDir(), "back.db")
			if _, err := Restore(t.Context(), file, ids, back, nil, nil); err != nil {
				t.Fatal(err)
			}
			dbtest.Read(t, opened(t, back), func(tx *db.Tx) error {
				m, _, err := survey(tx, "", schema.SQLite, Progress(nil).of(""))
				if !reflect.DeepEqual(m.Tables, want.Tables) {
					t.Errorf("after two ways there are\n%+v\nwant\n%+v", m, want)
				}
				return err
			})
		}
	})
}

func TestABackupWhilePeopleWorkHoldsOneMoment(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ids, to := key(t)
		deed(t, d)
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan int)
		go func() {
			n := 0
			for ; ctx.Err() == nil; n++ {
				if err := d.Write(t.Context(), func(tx *db.Tx) error { return audit.Record(tx, who, "test.deed", fmt.Sprint(n), "") }); err != nil {
					t.Error(err)
					break
				}
			}
			ended <- n
		}()
		heads := map[string]bool{}
		for i := range 5 {
			file := filepath.Join(t.TempDir(), "backup.age")
			m := made(t, d, file, to)
			heads[m.Head] = true
			if again, err := Verify(t.Context(), file, ids, nil); err != nil || again.Head != m.Head {
				t.Errorf("backup %d: %v", i, err)
			}
		}
		stop()
		if n := <-ended; n == 0 || len(heads) < 2 {
			t.Errorf("%d deeds were done meanwhile, in %d states", n, len(heads))
		}
	})
}

func TestABackupOfAnOlderStepIsRestoredAndTakenUpToThisProgram(t *testing.T) {
	need := len(schema.Steps(schema.SQLite))
	for step := 1; step <= need; step++ {
		t.Run(fmt.Sprint(step), func(t *testing.T) {
			dbtest.EachAddress(t, func(t *testing.T, address string) {
				ids, to := key(t)
				file := filepath.Join(t.TempDir(), "old.age")
				m := made(t, existing(t, address, step), file, to)
				if len(m.Steps) != step {
					t.Errorf("the backup has %d steps", len(m.Steps))
				}
				dbtest.EachAddress(t, func(t *testing.T, address string) {
					if _, err := Restore(t.Context(), file, ids, address, nil, nil); err != nil {
						t.Fatal(err)
					}
					dbtest.Read(t, opened(t, address), func(tx *db.Tx) error {
						steps, err := tx.Steps()
						if len(steps) != need {
							t.Errorf("the database has the steps %v", steps)
						}
						if head, _ := audit.Now(tx); head.String() != m.Head || head.Size != 5 {
							t.Errorf("the head is %s, want %s", head, m.Head)
						}
						return err
					})
				})
			})
		})
	}
}

func TestAnUpgradeIsNotDoneIfTheBackupLacksSomething(t *testing.T) {
	dbtest.EachAddress(t, func(t *testing.T, address string) {
		_, to := key(t)
		d := existing(t, address, 2)
		m := made(t, d, filepath.Join(t.TempDir(), "before.age"), to)
		deed(t, d)
		if err := Upgrade(t.Context(), d, m); errs.KindOf(err) != errs.Conflict || !strings.Contains(errs.Sentence(err), "was changed after the backup was made, so it was not upgraded") {
			t.Errorf("error %v", err)
		}
		if step, _, _ := d.Step(t.Context()); step != 2 {
			t.Errorf("the database is at step %d", step)
		}
		m = made(t, d, filepath.Join(t.TempDir(), "after.age"), to)
		if err := Upgrade(t.Context(), d, m); err != nil {
			t.Error(err)
		}
		if step, need, _ := d.Step(t.Context()); step != need {
			t.Errorf("the database is at step %d", step)
		}
	})
}

var harm = db.Queries[struct{ Rename db.Query }]("-- name: Rename\nUPDATE audit_entry SET actor = 'somebody else' WHERE seq = 1\n")

func TestABackupThatDoesNotVerifyLeavesNothing(t *testing.T) {
	_, to := key(t)
	dir := t.TempDir()
	file := filepath.Join(dir, "backup.age")
	fails := func(t *testing.T, ctx context.Context, d *db.DB, file, want string) {
		t.Helper()
		_, _, err := Make(ctx, d, file, to, nil)
		if errs.KindOf(err) != errs.Storage || !strings.Contains(errs.Sentence(err), want) {
			t.Errorf("error %v, want %q", err, want)
		}
		only(t, dir)
	}
	t.Run("the audit log does not hold", func(t *testing.T) {
		dbtest.Each(t, func(t *testing.T, d *db.DB) {
			for range 3 {
				deed(t, d)
			}
			dbtest.Write(t, d, func(tx *db.Tx) error {
				if _, err := tx.Exec(harm.Rename); err != nil {
					return err
				}
				return audit.Record(tx, who, "test.harm", "", "")
			})
			fails(t, t.Context(), d, file, "No backup was made, because what was written does not verify. The audit log does not hold: an entry or the head was changed")
		})
	})
	d := dbtest.SQLite(t)
	deed(t, d)
	t.Run("somebody stops it", func(t *testing.T) {
		for _, when := range []string{"looking", "writing", "checking"} {
			ctx, cancel := context.WithCancel(t.Context())
			seen := false
			_, _, err := Make(ctx, d, file, to, func(what string) func(int64, int64) {
				if what == when {
					seen = true
					cancel()
				}
				return nil
			})
			if !seen || errs.KindOf(err) != errs.Storage || !errors.Is(err, context.Canceled) && !strings.Contains(err.Error(), "The work was stopped") {
				t.Errorf("stopped when %s: %v", when, err)
			}
			only(t, dir)
			cancel()
		}
	})
	t.Run("there is no room to restore it", func(t *testing.T) {
		t.Setenv("TMPDIR", filepath.Join(dir, "missing"))
		fails(t, t.Context(), d, file, "does not verify. There is no room for temporary files in ")
	})
	t.Run("there is no folder", func(t *testing.T) {
		fails(t, t.Context(), d, filepath.Join(dir, "no", "backup.age"), "cannot be made. Check that its folder exists")
	})
	t.Run("there is a file of that name", func(t *testing.T) {
		for _, name := range []string{"backup.age", "backup.age.part"} {
			if err := os.WriteFile(filepath.Join(dir, name), []byte("of yesterday"), 0o600); err != nil {
				t.Fatal(err)
			}
			if _, _, err := Make(t.Context(), d, file, to, nil); errs.KindOf(err) != errs.Storage || !strings.Contains(errs.Sentence(err), "There is a file "+filepath.Join(dir, name)) {
				t.Errorf("error %v", err)
			}
			if b, err := os.ReadFile(filepath.Join(dir, name)); err != nil || string(b) != "of yesterday" {
				t.Errorf("the file was changed: %q %v", b, err)
			}
			only(t, dir, name)
			os.Remove(filepath.Join(dir, name))
		}
	})
}
