package keyring_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/keyring"
)

func sweep(t testing.TB, d *db.DB, r *keyring.Ring) (gone []keyring.Scope) {
	t.Helper()
	dbtest.Write(t, d, func(tx *db.Tx) (err error) {
		gone, err = r.Sweep(tx)
		return err
	})
	return gone
}

func markDestroyed(t testing.TB, d *db.DB, r *keyring.Ring, s keyring.Scope) {
	t.Helper()
	dbtest.Write(t, d, func(tx *db.Tx) error { return r.MarkDestroyed(tx, who, s) })
}

// destroyed fails the test unless nothing opens and nothing is sealed any more.
func destroyed(t testing.TB, d *db.DB, r *keyring.Ring, sealed []byte, want string) {
	t.Helper()
	_, err := unseal(t, d, r, fife, place, sealed)
	says(t, err, errs.NotFound, want)
	if !errors.Is(err, keyring.ErrDestroyed) {
		t.Errorf("%v does not say why", err)
	}
	err = write(t, d, func(tx *db.Tx) error { _, err := r.Seal(tx, who, fife, place, nil); return err })
	says(t, err, errs.NotFound, want)
	err = write(t, d, func(tx *db.Tx) error { return r.Rotate(tx, who, fife) })
	says(t, err, errs.NotFound, want)
}

func TestWhatADestroyedKeySealedCannotBeReadNorAddedTo(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r, dir := ring(t)
		sealed := seal(t, d, r, fife, "words")
		others := seal(t, d, r, keyring.People, "another")
		markDestroyed(t, d, r, fife)
		destroyed(t, d, r, sealed, "was destroyed on 27 April 2012") // at once, although the file is there
		if gone := sweep(t, d, r); len(gone) != 1 || gone[0] != fife {
			t.Errorf("gone: %v", gone)
		}
		for _, one := range []*keyring.Ring{r, open(t, dir)} {
			destroyed(t, d, one, sealed, "was destroyed on 27 April 2012")
			opens(t, d, one, keyring.People, others, "another")
			if err := check(t, d, one); err != nil {
				t.Error(err)
			}
		}
		if has(t, dir, keyring.FileOf(fife)) {
			t.Errorf("in the folder: %v", names(t, dir))
		}
		if gone := sweep(t, d, r); len(gone) != 0 {
			t.Errorf("gone a second time: %v", gone)
		}
		if all := verbs(t, d); all[len(all)-1] != "key.destroy inspection/made-up-2012/fife" {
			t.Errorf("recorded: %v", all)
		}
	})
}

func TestADestructionThatWasNotSavedDestroysNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r, _ := ring(t)
		sealed := seal(t, d, r, fife, "words")
		stop := errors.New("stop")
		if err := write(t, d, func(tx *db.Tx) error { return errors.Join(r.MarkDestroyed(tx, who, fife), stop) }); !errors.Is(err, stop) {
			t.Fatal(err)
		}
		if gone := sweep(t, d, r); len(gone) != 0 {
			t.Errorf("gone: %v", gone)
		}
		opens(t, d, r, fife, sealed, "words")
	})
}

func TestADatabaseCopiedBeforeADestructionCannotBeOpenedAfterIt(t *testing.T) {
	now := func() time.Time { return dbtest.Now }
	address := filepath.Join(t.TempDir(), "test.db")
	d, err := db.Open(t.Context(), address, now)
	if err != nil {
		t.Fatal(err)
	}
	r, dir := ring(t)
	sealed := seal(t, d, r, fife, "words")
	others := seal(t, d, r, keyring.People, "another")
	if err := d.Close(); err != nil { // everything is in the one file then
		t.Fatal(err)
	}
	before := filepath.Join(t.TempDir(), "before.db")
	copyFile(t, address, before)
	if d, err = db.Open(t.Context(), address, now); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	markDestroyed(t, d, r, fife)
	sweep(t, d, r)

	old, err := db.Open(t.Context(), before, now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { old.Close() })
	for _, one := range []*keyring.Ring{r, open(t, dir)} {
		destroyed(t, old, one, sealed, "The key of the inspection made-up-2012/fife was destroyed.")
		opens(t, old, one, keyring.People, others, "another")
		// The old database can be used again, for all that was not destroyed.
		if err := check(t, old, one); err != nil {
			t.Error(err)
		}
	}
	// Even if the mark is gone too, nothing opens and no new key is made.
	if err := os.Remove(filepath.Join(dir, keyring.MarkOf(fife))); err != nil {
		t.Fatal(err)
	}
	_, err = unseal(t, old, r, fife, place, sealed)
	says(t, err, errs.Storage, "is not in the folder of keys")
	err = write(t, old, func(tx *db.Tx) error { _, err := r.Seal(tx, who, fife, place, nil); return err })
	says(t, err, errs.Storage, "is not in the folder of keys")
}

func TestTheNextStartEndsADestructionThatWasStopped(t *testing.T) {
	for steps := 0; ; steps++ {
		d := dbtest.SQLite(t)
		r, dir := ring(t)
		sealed := seal(t, d, r, fife, "words")
		others := seal(t, d, r, keyring.People, "another")
		markDestroyed(t, d, r, fife)
		stopped := r.StopAfter(steps)
		err := write(t, d, func(tx *db.Tx) error { _, err := r.Sweep(tx); return err })
		if !stopped() {
			if err != nil || steps < 4 {
				t.Errorf("after %d steps: %v", steps, err)
			}
			return
		}
		if !errors.Is(err, keyring.ErrStopped) {
			t.Fatal(err)
		}
		again := open(t, dir)
		_, err = unseal(t, d, again, fife, place, sealed)
		says(t, err, errs.NotFound, "was destroyed")
		if err := rotateMaster(t, d, again); err != nil {
			t.Errorf("step %d: %v", steps, err)
		}
		sweep(t, d, again)
		if has(t, dir, keyring.FileOf(fife)) || !has(t, dir, keyring.MarkOf(fife)) {
			t.Errorf("step %d: in the folder: %v", steps, names(t, dir))
		}
		opens(t, d, again, keyring.People, others, "another")
	}
}

func TestAFolderOfAnotherDatabaseIsNotSwept(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r, dir := ring(t)
		seal(t, d, r, fife, "words")
		markDestroyed(t, d, r, fife)
		other := dbtest.SQLite(t)
		theirs, folder := ring(t)
		sealed := seal(t, other, theirs, fife, "words")
		err := write(t, d, func(tx *db.Tx) error { _, err := theirs.Sweep(tx); return err })
		says(t, err, errs.Storage, "is not the one that the database knows")
		opens(t, other, open(t, folder), fife, sealed, "words")
		// While its master key is away nobody can say whose it is.
		master := filepath.Join(folder, "master-1.key")
		if err := os.Rename(master, master+".away"); err != nil {
			t.Fatal(err)
		}
		hidden := filepath.Join(folder, keyring.FileOf(fife))
		copyFile(t, hidden, hidden+".copy")
		if err := os.Rename(hidden+".copy", hidden); err != nil { // another file, so that it is read anew
			t.Fatal(err)
		}
		err = write(t, d, func(tx *db.Tx) error { _, err := theirs.Sweep(tx); return err })
		says(t, err, errs.Storage, "There is no master key in the folder")
		if !has(t, folder, keyring.FileOf(fife)) {
			t.Error("the key of another database was destroyed")
		}
		// A backup of the folder brings a destroyed key back, and the next start removes it.
		saved := filepath.Join(t.TempDir(), "saved")
		copyFile(t, filepath.Join(dir, keyring.FileOf(fife)), saved)
		sweep(t, d, r)
		copyFile(t, saved, filepath.Join(dir, keyring.FileOf(fife)))
		if gone := sweep(t, d, r); len(gone) != 1 || has(t, dir, keyring.FileOf(fife)) {
			t.Errorf("gone: %v", gone)
		}
	})
}

func TestOnlyAWriterChangesTheFolder(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r, dir := ring(t)
		seal(t, d, r, keyring.People, "words")
		before := len(names(t, dir))
		for name, f := range map[string]func(tx *db.Tx) error{
			"sweep":  func(tx *db.Tx) error { _, err := r.Sweep(tx); return err },
			"master": func(tx *db.Tx) error { return r.RotateMaster(tx, who) },
			"seal":   func(tx *db.Tx) error { _, err := r.Seal(tx, who, fife, place, nil); return err },
			"rotate": func(tx *db.Tx) error { return r.Rotate(tx, who, keyring.People) },
		} {
			if err := d.Read(t.Context(), f); err == nil {
				t.Errorf("%s in a transaction that reads", name)
			}
		}
		if after := names(t, dir); len(after) != before {
			t.Errorf("in the folder: %v", after)
		}
	})
}
