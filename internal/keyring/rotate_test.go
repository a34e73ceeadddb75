package keyring_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/keyring"
)

func rotateMaster(t testing.TB, d *db.DB, r *keyring.Ring) error {
	t.Helper()
	return write(t, d, func(tx *db.Tx) error { return r.RotateMaster(tx, who) })
}

func TestANewMasterKeyWrapsAllAndTheOldOneGoes(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r, dir := ring(t)
		sealed := map[keyring.Scope][]byte{}
		for _, s := range []keyring.Scope{keyring.People, fife, keyring.OfInspection("made-up-2012/angus")} {
			sealed[s] = seal(t, d, r, s, "words of "+string(s))
		}
		old, err := os.ReadFile(filepath.Join(dir, "master-1.key"))
		if err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if err := rotateMaster(t, d, r); err != nil {
				t.Fatal(err)
			}
		}
		if has(t, dir, "master-1.key") || has(t, dir, "master-2.key") || !has(t, dir, "master-3.key") {
			t.Errorf("in the folder: %v", names(t, dir))
		}
		if now, _ := os.ReadFile(filepath.Join(dir, "master-3.key")); bytes.Equal(old, now) {
			t.Error("the new master key is the old one")
		}
		for s, b := range sealed {
			opens(t, d, open(t, dir), s, b, "words of "+string(s))
		}
		if all := verbs(t, d); all[len(all)-1] != "key.master master" {
			t.Errorf("recorded: %v", all)
		}
	})
}

func TestWheneverTheMachineStopsDuringAChangeOfTheMasterKeyEverythingOpens(t *testing.T) {
	d := dbtest.SQLite(t)
	stops := 0
	for steps := 0; ; steps++ {
		r, dir := ring(t)
		sealed := map[keyring.Scope][]byte{}
		for n := range 3 {
			s := keyring.OfInspection(fmt.Sprintf("made-up-2012/%d/%d", steps, n))
			sealed[s] = seal(t, d, r, s, string(s))
		}
		stopped := r.StopAfter(steps)
		err := rotateMaster(t, d, r)
		if !stopped() {
			if err != nil || stops < 10 {
				t.Errorf("after %d stops: %v", stops, err)
			}
			return
		}
		stops++
		if !errors.Is(err, keyring.ErrStopped) {
			t.Fatal(err)
		}
		again := open(t, dir)
		for s, b := range sealed {
			opens(t, d, again, s, b, string(s))
		}
		if err := rotateMaster(t, d, again); err != nil {
			t.Errorf("after a stop at step %d: %v", steps, err)
		}
		masters, _ := filepath.Glob(filepath.Join(dir, "master-*"))
		if len(masters) != 1 {
			t.Errorf("after a stop at step %d there remain %v", steps, masters)
		}
		for s, b := range sealed {
			opens(t, d, open(t, dir), s, b, string(s))
		}
	}
}

func TestAFileThatCannotBeReadKeepsTheOldMasterKey(t *testing.T) {
	d := dbtest.SQLite(t)
	r, dir := ring(t)
	sealed := seal(t, d, r, fife, "words")
	seal(t, d, r, keyring.People, "another")
	file := filepath.Join(dir, keyring.FileOf(keyring.People))
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, harm := range [][]byte{whole[:20], bytes.Replace(whole, []byte(`"key":"`), []byte(`"key":"AAAA`), 1)} {
		if err := os.WriteFile(file, harm, 0o600); err != nil {
			t.Fatal(err)
		}
		says(t, rotateMaster(t, d, r), errs.Storage, "Restore the folder of keys")
		if !has(t, dir, "master-1.key") {
			t.Fatal("the old master key is gone")
		}
		opens(t, d, open(t, dir), fife, sealed, "words")
	}
	// With the file restored, all is well again.
	if err := os.WriteFile(file, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := rotateMaster(t, d, r); err != nil {
		t.Error(err)
	}
	if err := check(t, d, r); err != nil {
		t.Error(err)
	}
}

func TestOldVersionsOpenUntilNothingUsesThem(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r, dir := ring(t)
		old := seal(t, d, r, fife, "old words")
		if err := write(t, d, func(tx *db.Tx) error { return r.Rotate(tx, who, fife) }); err != nil {
			t.Fatal(err)
		}
		fresh := seal(t, d, r, fife, "new words")
		opens(t, d, r, fife, old, "old words")
		opens(t, d, r, fife, fresh, "new words")
		dbtest.Read(t, d, func(tx *db.Tx) error {
			for want, b := range map[bool][]byte{false: old, true: fresh} {
				if got, err := r.Current(tx, fife, b); err != nil || got != want {
					t.Errorf("current: %v (%v), want %v", got, err, want)
				}
			}
			if got, err := r.Current(tx, fife, nil); err != nil || got {
				t.Errorf("nothing is current: %v (%v)", got, err)
			}
			return nil
		})
		stop := errors.New("stop")
		if err := write(t, d, func(tx *db.Tx) error { return errors.Join(r.Forget(tx, who, fife), stop) }); !errors.Is(err, stop) {
			t.Fatal(err)
		}
		sweep(t, d, r)
		opens(t, d, r, fife, old, "old words") // what was not saved did not happen
		if err := write(t, d, func(tx *db.Tx) error { return r.Forget(tx, who, fife) }); err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(dir, keyring.FileOf(fife))
		before, _ := os.ReadFile(file)
		for _, one := range []*keyring.Ring{r, open(t, dir)} {
			_, err := unseal(t, d, one, fife, place, old)
			says(t, err, errs.Storage, "its key was dropped")
			opens(t, d, one, fife, fresh, "new words")
		}
		if gone := sweep(t, d, r); len(gone) != 0 {
			t.Errorf("gone: %v", gone)
		}
		after, _ := os.ReadFile(file)
		if len(after) >= len(before) || bytes.Contains(after, []byte(`"version":1`)) {
			t.Errorf("the file still holds the old key: %s", after)
		}
		opens(t, d, open(t, dir), fife, fresh, "new words")
		if err := check(t, d, r); err != nil {
			t.Error(err)
		}
		if got := fmt.Sprint(verbs(t, d)); got != "[key.make inspection/made-up-2012/fife key.make inspection/made-up-2012/fife key.forget inspection/made-up-2012/fife]" {
			t.Errorf("recorded: %s", got)
		}
	})
}

func TestAScopeThatNeverSealedAnythingHasNoKeyToChange(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r, dir := ring(t)
		says(t, write(t, d, func(tx *db.Tx) error { return r.Rotate(tx, who, fife) }), errs.NotFound, "There is no key of")
		if err := write(t, d, func(tx *db.Tx) error {
			return errors.Join(r.Forget(tx, who, fife), r.MarkDestroyed(tx, who, fife))
		}); err != nil {
			t.Error(err)
		}
		_, err := unseal(t, d, r, fife, place, append([]byte{1, 0, 0, 0, 0}, make([]byte, 40)...))
		says(t, err, errs.Storage, "cannot be opened")
		if got := len(verbs(t, d)); got != 0 || len(names(t, dir)) != 1 {
			t.Errorf("%d entries, files %v", got, names(t, dir))
		}
	})
}
