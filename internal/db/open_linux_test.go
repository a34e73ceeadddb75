package db_test

import (
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"

	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/errs"
)

// asSomebody runs f with the rights on files of an ordinary user: root may write
// to a file that nobody may write to. The thread is thrown away afterwards.
func asSomebody(t *testing.T, f func()) {
	t.Helper()
	done := make(chan struct{})
	go func() {
		defer close(done)
		runtime.LockOSThread()
		if os.Getuid() == 0 {
			syscall.RawSyscall(syscall.SYS_SETFSUID, 65534, 0, 0)
		}
		f()
	}()
	<-done
}

func TestAFileThatMayNotBeWrittenSaysSoAndIsLeftAsItIs(t *testing.T) {
	for _, c := range []struct {
		name         string
		file, folder os.FileMode
		want         string
	}{
		{"the file", 0o444, 0o777, "is read-only; nothing was saved. Give the program the right to write to the file and its folder"},
		{"the file and the folder", 0o444, 0o555, "is read-only; nothing was saved. Give the program the right to write to the file and its folder"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir, err := os.MkdirTemp("", "readonly") // t.TempDir is closed to others
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { os.Chmod(dir, 0o700); os.RemoveAll(dir) })
			path := filepath.Join(dir, "test.db")
			d, err := db.Open(t.Context(), path, nil)
			if err != nil {
				t.Fatal(err)
			}
			dbtest.Write(t, d, func(tx *db.Tx) error { return add(tx, "fife") })
			d.Close()
			if err := os.Chmod(path, c.file); err != nil {
				t.Fatal(err)
			}
			if err := os.Chmod(dir, c.folder); err != nil {
				t.Fatal(err)
			}
			asSomebody(t, func() {
				d, err := db.Open(t.Context(), path, nil)
				if err == nil {
					err = d.Write(t.Context(), func(tx *db.Tx) error { return add(tx, "moray") })
					d.Close()
				}
				if errs.KindOf(err) != errs.Storage || !contains(errs.Sentence(err), c.want) {
					t.Errorf("%q (%v), want %q", errs.Sentence(err), err, c.want)
				}
			})
			os.Chmod(dir, 0o777)
			os.Chmod(path, 0o666)
			d, err = db.Open(t.Context(), path, nil)
			if err != nil {
				t.Fatal(err)
			}
			defer d.Close()
			if n := count(t, d); n != 1 {
				t.Errorf("%d rows, want 1", n)
			}
		})
	}
}

func TestARealDiskThatIsFullLosesNothingAndSaysSo(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mount("none", dir, "tmpfs", 0, "size=1m"); err != nil {
		t.Skipf("only root can make a small disk: %v", err)
	}
	t.Cleanup(func() { syscall.Unmount(dir, syscall.MNT_DETACH) })
	d, err := db.Open(t.Context(), filepath.Join(dir, "test.db"), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	fill(t, d, "The disk is full, so nothing was saved to ")
}
