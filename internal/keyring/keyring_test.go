package keyring_test

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/keyring"
)

var who = access.Command("test")

const place = "concern/c1/words"

var fife = keyring.OfInspection("made-up-2012/fife")

func TestStatementsAreUnderstoodOnBothEngines(t *testing.T) {
	dbtest.Prepare(t, keyring.Statements())
}

// ring is a new folder of keys.
func ring(t testing.TB) (*keyring.Ring, string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "keys")
	r, err := keyring.Create(dir)
	if err != nil {
		t.Fatal(err)
	}
	return r, dir
}

// open opens a folder as another server does.
func open(t testing.TB, dir string) *keyring.Ring {
	t.Helper()
	r, err := keyring.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func seal(t testing.TB, d *db.DB, r *keyring.Ring, s keyring.Scope, plain string) (sealed []byte) {
	t.Helper()
	dbtest.Write(t, d, func(tx *db.Tx) (err error) {
		sealed, err = r.Seal(tx, who, s, place, []byte(plain))
		tx.Audited() // in a real deed the row with the value is recorded
		return err
	})
	return sealed
}

func unseal(t testing.TB, d *db.DB, r *keyring.Ring, s keyring.Scope, at string, sealed []byte) (plain string, err error) {
	t.Helper()
	err = d.Read(t.Context(), func(tx *db.Tx) error {
		b, err := r.Unseal(tx, s, at, sealed)
		plain = string(b)
		return err
	})
	return plain, err
}

func opens(t testing.TB, d *db.DB, r *keyring.Ring, s keyring.Scope, sealed []byte, want string) {
	t.Helper()
	if got, err := unseal(t, d, r, s, place, sealed); err != nil || got != want {
		t.Errorf("opened as %q (%v), want %q", got, err, want)
	}
}

// says fails the test unless err is of a kind and its sentence has a part.
func says(t testing.TB, err error, kind errs.Kind, part string) {
	t.Helper()
	if err == nil || errs.KindOf(err) != kind || !strings.Contains(errs.Sentence(err), part) {
		t.Errorf("error %v of kind %v, want kind %v and %q", err, errs.KindOf(err), kind, part)
	}
}

func write(t testing.TB, d *db.DB, f func(tx *db.Tx) error) error {
	t.Helper()
	return d.Write(t.Context(), f)
}

func check(t testing.TB, d *db.DB, r *keyring.Ring) error {
	t.Helper()
	return d.Read(t.Context(), r.Check)
}

func verbs(t testing.TB, d *db.DB) (all []string) {
	t.Helper()
	dbtest.Read(t, d, func(tx *db.Tx) error {
		entries, err := audit.Last(tx, 1000)
		for i := len(entries) - 1; i >= 0; i-- {
			all = append(all, entries[i].Verb+" "+entries[i].Subject)
		}
		return err
	})
	return all
}

func TestWhatIsSealedOpensAgainAndSaysNothingItself(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r, dir := ring(t)
		sealed := seal(t, d, r, fife, "made up words")
		if bytes.Contains(sealed, []byte("made up")) || len(sealed) != len("made up words")+33 {
			t.Errorf("sealed as %q", sealed)
		}
		if again := seal(t, d, r, fife, "made up words"); bytes.Equal(sealed, again) {
			t.Error("the same words are sealed as the same bytes twice")
		}
		opens(t, d, r, fife, sealed, "made up words")
		opens(t, d, open(t, dir), fife, sealed, "made up words")
		opens(t, d, r, fife, seal(t, d, r, fife, ""), "")
		if got := fmt.Sprint(verbs(t, d)); got != "[key.make inspection/made-up-2012/fife]" {
			t.Errorf("recorded: %s", got)
		}
		if err := check(t, d, r); err != nil {
			t.Error(err)
		}
	})
}

func TestAValueThatWasMovedDoesNotOpen(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r, _ := ring(t)
		sealed := seal(t, d, r, fife, "words")
		seal(t, d, r, keyring.People, "another")
		for _, at := range []string{"concern/c2/words", "concern/c1/identity", "", place + "/"} {
			_, err := unseal(t, d, r, fife, at, sealed)
			says(t, err, errs.Storage, "it was changed or moved")
		}
		_, err := unseal(t, d, r, keyring.People, place, sealed)
		says(t, err, errs.Storage, "it was changed or moved")
		for i := range sealed {
			bent := bytes.Clone(sealed)
			bent[i] ^= 1
			_, err := unseal(t, d, r, fife, place, bent)
			says(t, err, errs.Storage, "it was changed or moved")
		}
	})
}

func TestWithoutAFolderNothingIsSealed(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		var none *keyring.Ring
		const want = "No folder of keys was named, so nothing that must be sealed can be saved or shown. Start with --keys FOLDER"
		if err := check(t, d, none); err != nil {
			t.Errorf("a database that knows no key needs none: %v", err)
		}
		for name, f := range map[string]func(tx *db.Tx) error{
			"seal": func(tx *db.Tx) error {
				b, err := none.Seal(tx, who, fife, place, []byte("words"))
				if b != nil {
					t.Errorf("sealed as %q", b)
				}
				return err
			},
			"unseal":  func(tx *db.Tx) error { _, err := none.Unseal(tx, fife, place, make([]byte, 40)); return err },
			"rotate":  func(tx *db.Tx) error { return none.Rotate(tx, who, fife) },
			"forget":  func(tx *db.Tx) error { return none.Forget(tx, who, fife) },
			"master":  func(tx *db.Tx) error { return none.RotateMaster(tx, who) },
			"destroy": func(tx *db.Tx) error { return none.MarkDestroyed(tx, who, fife) },
		} {
			if err := write(t, d, f); errs.KindOf(err) != errs.Storage || errs.Sentence(err) != want {
				t.Errorf("%s: %v", name, err)
			}
		}
		r, _ := ring(t)
		seal(t, d, r, fife, "words")
		says(t, check(t, d, none), errs.Storage, "No folder of keys was named")
	})
}

func TestAFolderThatOthersCanEnterIsRefused(t *testing.T) {
	_, dir := ring(t)
	for _, mode := range []fs.FileMode{0o750, 0o701, 0o777} {
		if err := os.Chmod(dir, mode); err != nil {
			t.Fatal(err)
		}
		_, err := keyring.Open(dir)
		says(t, err, errs.Storage, "Close it to them with: chmod 700 "+dir)
	}
	empty := t.TempDir()
	if err := os.Chmod(empty, 0o755); err != nil {
		t.Fatal(err)
	}
	_, err := keyring.Create(empty)
	says(t, err, errs.Storage, "Close it to them")
}

func TestOnlyTheOwnerCanReadTheFilesOfAFolder(t *testing.T) {
	d := dbtest.SQLite(t)
	r, dir := ring(t)
	seal(t, d, r, fife, "words")
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := e.Info()
		if err == nil && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has the mode %v", path, info.Mode())
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func TestCreateChangesNothingThatIsThere(t *testing.T) {
	_, dir := ring(t)
	before, err := os.ReadFile(filepath.Join(dir, "master-1.key"))
	if err != nil {
		t.Fatal(err)
	}
	_, err = keyring.Create(dir)
	says(t, err, errs.Storage, "is not empty; nothing in it was changed")
	if after, _ := os.ReadFile(filepath.Join(dir, "master-1.key")); !bytes.Equal(before, after) {
		t.Error("the master key is another")
	}
	if _, err := keyring.Create(t.TempDir()); err == nil {
		return // an empty folder that only its owner can enter will do
	} else if !strings.Contains(err.Error(), "Close it to them") {
		t.Error(err)
	}
}

func TestWhatIsNoFolderOfKeysIsRefused(t *testing.T) {
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for at, want := range map[string]string{
		filepath.Join(dir, "none"): "Make one with: northinch keys create",
		file:                       "is not a folder",
		dir:                        "holds no master key",
	} {
		_, err := keyring.Open(at)
		says(t, err, errs.Storage, want)
	}
	_, err := keyring.Create(filepath.Join(dir, "none", "below"))
	says(t, err, errs.Storage, "cannot be made")
}

func TestARingNeverPrintsItsKeys(t *testing.T) {
	d := dbtest.SQLite(t)
	r, dir := ring(t)
	sealed := seal(t, d, r, fife, "words")
	opens(t, d, r, fife, sealed, "words") // so that keys are in memory
	text, err := os.ReadFile(filepath.Join(dir, "master-1.key"))
	if err != nil {
		t.Fatal(err)
	}
	master, err := base64.StdEncoding.DecodeString(strings.TrimSpace(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	held := struct {
		Ring  *keyring.Ring
		inner struct{ r keyring.Ring }
	}{r, struct{ r keyring.Ring }{*r}}
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "ring", r, "held", held)
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "ring", r, "held", held)
	for _, form := range []string{"%v", "%+v", "%#v", "%s", "%x", "%d"} {
		fmt.Fprintf(&log, form+"\n", r)
		fmt.Fprintf(&log, form+"\n", *r)
		fmt.Fprintf(&log, form+"\n", held)
	}
	// A key would stand as numbers in brackets, as hexadecimal digits or as base64.
	for _, found := range []string{"32]uint8", "map[", string(text[:20]), fmt.Sprintf("%x", master[:8]), strings.Trim(fmt.Sprint(master[:8]), "[]")} {
		if strings.Contains(log.String(), found) {
			t.Errorf("printed: %s", log.String())
		}
	}
}

func TestErrorsHoldNoKeys(t *testing.T) {
	d := dbtest.SQLite(t)
	r, dir := ring(t)
	sealed := seal(t, d, r, fife, "words")
	name := filepath.Join(dir, keyring.FileOf(fife))
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for _, harm := range [][]byte{b[:len(b)/2], bytes.Replace(b, []byte(`"key":"`), []byte(`"key":"!`), 1), bytes.Replace(b, []byte(`"key":"`), []byte(`"key":"AAAA`), 1)} {
		if err := os.WriteFile(name, harm, 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := unseal(t, d, open(t, dir), fife, place, sealed)
		says(t, err, errs.Storage, "is damaged")
		wrapped := strings.SplitN(string(b), `"key":"`, 2)[1][:16]
		if err == nil || strings.Contains(err.Error(), wrapped) || !errors.As(err, new(*errs.Error)) {
			t.Errorf("error %v", err)
		}
	}
}
