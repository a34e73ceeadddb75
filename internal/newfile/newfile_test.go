package newfile_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/newfile"
)

func begin(t *testing.T, name string) {
	t.Helper()
	f, err := newfile.Begin(name)
	if err != nil {
		t.Fatal(err)
	}
	if info, err := f.Stat(); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file is %v (%v)", info, err)
	}
	if _, err := f.WriteString("new"); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestAFileHasItsNameWhenItIsComplete(t *testing.T) {
	name := filepath.Join(t.TempDir(), "file")
	begin(t, name)
	if _, err := os.Stat(name); err == nil {
		t.Error("the name is there before the file is complete")
	}
	if _, err := newfile.Begin(name); errs.KindOf(err) != errs.Storage || !strings.Contains(errs.Sentence(err), "is being made already") {
		t.Errorf("two programs make one file: %v", err)
	}
	if err := newfile.Keep(name); err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(name); err != nil || string(b) != "new" {
		t.Errorf("%q, %v", b, err)
	}
}

func TestAFileNeverTakesThePlaceOfAnother(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "file")
	begin(t, name)
	if err := os.WriteFile(name, []byte("old"), 0o600); err != nil { // by somebody else, in the meantime
		t.Fatal(err)
	}
	if err := newfile.Keep(name); errs.KindOf(err) != errs.Storage || !strings.Contains(errs.Sentence(err), "already; it was left as it is") {
		t.Errorf("error %v", err)
	}
	if b, _ := os.ReadFile(name); string(b) != "old" {
		t.Errorf("the other file has %q", b)
	}
	link := filepath.Join(dir, "link")
	if err := os.Symlink(filepath.Join(dir, "nowhere"), link); err != nil {
		t.Fatal(err)
	}
	if _, err := newfile.Begin(link); errs.KindOf(err) != errs.Storage {
		t.Errorf("a link to nothing: %v", err)
	}
}

func TestAFileThatCannotBeMadeIsSaidToBeSo(t *testing.T) {
	_, err := newfile.Begin(filepath.Join(t.TempDir(), "no", "file"))
	if errs.KindOf(err) != errs.Storage || !strings.Contains(errs.Sentence(err), "Check that its folder exists") {
		t.Errorf("error %v", err)
	}
}
