package keyring_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/keyring"
)

// names are the files in a folder, in order.
func names(t testing.TB, dir string) (all []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return all
}

func has(t testing.TB, dir, name string) bool {
	t.Helper()
	return strings.Contains("\n"+strings.Join(names(t, dir), "\n")+"\n", "\n"+name+"\n")
}

func copyFile(t testing.TB, from, to string) {
	t.Helper()
	b, err := os.ReadFile(from)
	if err == nil {
		err = os.WriteFile(to, b, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func TestAKeyThatIsLostDamagedOrForeignStopsTheWork(t *testing.T) {
	for _, c := range []struct {
		name, want string
		harm       func(t *testing.T, dir, file string)
	}{
		{"lost", "is not in the folder of keys, so nothing was saved", func(t *testing.T, dir, file string) {
			if err := os.Remove(file); err != nil {
				t.Fatal(err)
			}
		}},
		{"empty", "is damaged", func(t *testing.T, dir, file string) {
			if err := os.Truncate(file, 0); err != nil {
				t.Fatal(err)
			}
		}},
		{"of another scope", "is damaged", func(t *testing.T, dir, file string) {
			copyFile(t, filepath.Join(dir, keyring.FileOf(keyring.People)), file)
		}},
		{"of another scope that says it is this one", "is damaged", func(t *testing.T, dir, file string) {
			b, err := os.ReadFile(filepath.Join(dir, keyring.FileOf(keyring.People)))
			if err == nil {
				err = os.WriteFile(file, bytes.Replace(b, []byte(`"people"`), []byte(`"`+fife+`"`), 1), 0o600)
			}
			if err != nil {
				t.Fatal(err)
			}
		}},
		{"of another folder", "is damaged or belongs to another master key", func(t *testing.T, dir, file string) {
			d := dbtest.SQLite(t)
			r, other := ring(t)
			seal(t, d, r, fife, "words")
			copyFile(t, filepath.Join(other, keyring.FileOf(fife)), file)
		}},
		{"of another folder, with its master key", "is not the one that the database knows", func(t *testing.T, dir, file string) {
			d := dbtest.SQLite(t)
			r, other := ring(t)
			seal(t, d, r, fife, "words")
			copyFile(t, filepath.Join(other, keyring.FileOf(fife)), file)
			copyFile(t, filepath.Join(other, "master-1.key"), filepath.Join(dir, "master-1.key"))
		}},
		{"without its master key", "There is no master key in the folder", func(t *testing.T, dir, file string) {
			if err := os.Remove(filepath.Join(dir, "master-1.key")); err != nil {
				t.Fatal(err)
			}
			copyFile(t, file, file+".copy")
			if err := os.Rename(file+".copy", file); err != nil { // another file, so that it is read anew
				t.Fatal(err)
			}
		}},
		{"with a master key that is damaged", "The master key master-1.key", func(t *testing.T, dir, file string) {
			if err := os.WriteFile(filepath.Join(dir, "master-1.key"), []byte("c2hvcnQ=\n"), 0o600); err != nil {
				t.Fatal(err)
			}
			copyFile(t, file, file+".copy")
			if err := os.Rename(file+".copy", file); err != nil {
				t.Fatal(err)
			}
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, d *db.DB) {
				r, dir := ring(t)
				sealed := seal(t, d, r, fife, "words")
				seal(t, d, r, keyring.People, "another")
				if err := check(t, d, r); err != nil {
					t.Fatal(err)
				}
				file := filepath.Join(dir, keyring.FileOf(fife))
				c.harm(t, dir, file)
				before, _ := os.ReadFile(file)
				_, err := unseal(t, d, r, fife, place, sealed)
				says(t, err, errs.Storage, c.want)
				says(t, check(t, d, r), errs.Storage, c.want)
				for name, f := range map[string]func(tx *db.Tx) error{
					"seal":   func(tx *db.Tx) error { _, err := r.Seal(tx, who, fife, place, []byte("words")); return err },
					"rotate": func(tx *db.Tx) error { return r.Rotate(tx, who, fife) },
				} {
					err := write(t, d, f)
					if err == nil {
						t.Errorf("%s went on", name)
					}
					says(t, err, errs.Storage, c.want)
				}
				if after, _ := os.ReadFile(file); !bytes.Equal(before, after) {
					t.Error("the file of the key was written")
				}
			})
		})
	}
}

func TestADeedThatWasNotSavedLeavesAKeyThatIsUsedLater(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r, dir := ring(t)
		stop := errors.New("stop")
		if err := write(t, d, func(tx *db.Tx) error {
			_, err := r.Seal(tx, who, fife, place, []byte("words"))
			return errors.Join(err, stop)
		}); !errors.Is(err, stop) {
			t.Fatal(err)
		}
		before, err := os.ReadFile(filepath.Join(dir, keyring.FileOf(fife)))
		if err != nil {
			t.Fatal(err)
		}
		opens(t, d, r, fife, seal(t, d, r, fife, "words"), "words")
		if after, _ := os.ReadFile(filepath.Join(dir, keyring.FileOf(fife))); !bytes.Equal(before, after) {
			t.Error("there is another key")
		}
		rotated := func(end error) error {
			return write(t, d, func(tx *db.Tx) error { return errors.Join(r.Rotate(tx, who, fife), end) })
		}
		if err := rotated(stop); !errors.Is(err, stop) {
			t.Fatal(err)
		}
		if sealed := seal(t, d, r, fife, "words"); sealed[4] != 1 {
			t.Errorf("sealed with version %d, which the database does not know", sealed[4])
		}
		if err := rotated(nil); err != nil {
			t.Fatal(err)
		}
		if sealed := seal(t, d, r, fife, "words"); sealed[4] != 2 {
			t.Errorf("sealed with version %d", sealed[4])
		}
	})
}

func TestTheFolderIsWholeWheneverTheMachineStops(t *testing.T) {
	d := dbtest.SQLite(t)
	for steps := 0; ; steps++ {
		r, dir := ring(t)
		s := keyring.OfInspection("made-up-2012/" + strings.Repeat("x", steps+1))
		stopped := r.StopAfter(steps)
		err := write(t, d, func(tx *db.Tx) error { _, err := r.Seal(tx, who, s, place, nil); return err })
		if !stopped() {
			if err != nil || steps != 2 {
				t.Errorf("after %d steps: %v", steps, err)
			}
			return
		}
		if !errors.Is(err, keyring.ErrStopped) {
			t.Fatal(err)
		}
		again := open(t, dir)
		opens(t, d, again, s, seal(t, d, again, s, "words"), "words")
	}
}

func TestServersShareAFolder(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		first, dir := ring(t)
		second := open(t, dir)
		opens(t, d, second, fife, seal(t, d, first, fife, "by the first"), "by the first")
		opens(t, d, first, fife, seal(t, d, second, fife, "by the second"), "by the second")
		if err := write(t, d, func(tx *db.Tx) error {
			return errors.Join(first.Rotate(tx, who, fife), second.RotateMaster(tx, who))
		}); err != nil {
			t.Fatal(err)
		}
		sealed := seal(t, d, second, fife, "after")
		if sealed[4] != 2 {
			t.Errorf("version %d", sealed[4])
		}
		opens(t, d, first, fife, sealed, "after")
	})
}

func TestWhatIsReadWhileTheMasterKeyChangesOpens(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r, dir := ring(t)
		sealed := seal(t, d, r, fife, "words")
		end := make(chan bool)
		var all sync.WaitGroup
		for range 3 {
			all.Go(func() {
				for {
					select {
					case <-end:
						return
					default:
						opens(t, d, open(t, dir), fife, sealed, "words")
					}
				}
			})
		}
		for range 10 {
			if err := write(t, d, func(tx *db.Tx) error { return r.RotateMaster(tx, who) }); err != nil {
				t.Error(err)
			}
		}
		close(end)
		all.Wait()
	})
}

func FuzzUnseal(f *testing.F) {
	d := dbtest.SQLite(f)
	r, _ := ring(f)
	sealed := seal(f, d, r, fife, "words")
	f.Add(string(fife), place, sealed)
	f.Add("people", "", []byte{})
	f.Add(string(fife), place, sealed[:5])
	f.Add(string(fife), place, append([]byte{1, 0, 0, 0, 1}, make([]byte, 28)...))
	f.Fuzz(func(t *testing.T, s, at string, b []byte) {
		got, err := unseal(t, d, r, keyring.Scope(s), at, b)
		if s == string(fife) && at == place && bytes.Equal(b, sealed) {
			if err != nil || got != "words" {
				t.Errorf("%q, %v", got, err)
			}
			return
		}
		if err == nil || got != "" {
			t.Errorf("%x opened as %q", b, got)
		}
	})
}
