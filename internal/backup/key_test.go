package backup

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"filippo.io/age"

	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/errs"
)

func TestANewKeyIsForNobodyElseAndOpensWhatItsRecipientWasSent(t *testing.T) {
	file := filepath.Join(t.TempDir(), "key.txt")
	recipient, err := NewKey(file, "2026-11-23")
	if err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info, err)
	}
	to, err := Recipients([]string{recipient}, "")
	if err != nil {
		t.Fatal(err)
	}
	ids, err := Identities(file)
	if err != nil {
		t.Fatal(err)
	}
	backup := filepath.Join(t.TempDir(), "backup.age")
	made(t, dbtest.SQLite(t), backup, to)
	if _, err := Verify(t.Context(), backup, ids, nil); err != nil {
		t.Error(err)
	}
	before, _ := os.ReadFile(file)
	if _, err := NewKey(file, "2026-11-23"); errs.KindOf(err) != errs.Storage {
		t.Errorf("a key was written over: %v", err)
	}
	if after, _ := os.ReadFile(file); string(after) != string(before) {
		t.Error("the key was changed")
	}
}

func TestEveryRecipientCanOpenABackupOfEitherKind(t *testing.T) {
	one, a := key(t)
	two, b := key(t)
	quantum, err := age.GenerateHybridIdentity()
	if err != nil {
		t.Fatal(err)
	}
	list := filepath.Join(t.TempDir(), "recipients.txt")
	if err := os.WriteFile(list, []byte("# those who may\n\n"+b[0].(*age.X25519Recipient).String()+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	both, err := Recipients([]string{a[0].(*age.X25519Recipient).String()}, list)
	if err != nil || len(both) != 2 {
		t.Fatal(both, err)
	}
	strong, err := Recipients([]string{quantum.Recipient().String()}, "")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		to  []age.Recipient
		ids []age.Identity
	}{{both, one}, {both, two}, {strong, []age.Identity{quantum}}} {
		file := filepath.Join(t.TempDir(), "backup.age")
		made(t, dbtest.SQLite(t), file, c.to)
		if _, err := Verify(t.Context(), file, c.ids, nil); err != nil {
			t.Error(err)
		}
	}
	if _, err := Recipients([]string{quantum.Recipient().String()}, list); errs.KindOf(err) != errs.BadInput || !strings.Contains(errs.Sentence(err), "of two kinds") {
		t.Errorf("two kinds: %v", err)
	}
}

func TestWhatIsNoKeyIsSaidAndNotShown(t *testing.T) {
	secret, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	file := func(text string) string {
		name := filepath.Join(t.TempDir(), "file.txt")
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	recipients := func(list string, given ...string) error { _, err := Recipients(given, list); return err }
	identities := func(file string) error { _, err := Identities(file); return err }
	for want, err := range map[string]error{
		"Name with --recipient who can open the backup": recipients(""),
		"what follows --recipient is not":               recipients("", secret.String()),
		"cannot be read: one to a line":                 recipients(file(secret.String())),
		"There is no file missing":                      recipients("missing"),
		"Name with --identity the file":                 identities(""),
		"has no key that can be read":                   identities(file("my key is " + secret.String())),
		"There is no file elsewhere":                    identities("elsewhere"),
	} {
		if errs.KindOf(err) != errs.BadInput || !strings.Contains(errs.Sentence(err), want) {
			t.Errorf("error %v, want %q", err, want)
		}
		if err != nil && strings.Contains(err.Error(), secret.String()) {
			t.Error("the key is shown")
		}
	}
}
