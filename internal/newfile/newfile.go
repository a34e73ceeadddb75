// Package newfile is files that are there whole or not at all: a backup, a
// database that is restored, a key.
package newfile

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/northinch/northinch/internal/errs"
)

// Absent refuses a name that a file has.
func Absent(name string) error {
	_, err := os.Lstat(name)
	switch {
	case err == nil:
		return errs.Stored(nil, "There is a file %s already; it was left as it is. Name a new one", name)
	case errors.Is(err, fs.ErrNotExist):
		return nil
	}
	return errs.Stored(err, "The file %s cannot be made", name)
}

// Begin begins a file that gets its name when all of it is there: until Keep it
// is NAME.part, which nobody else may read. Whoever has that name is the only one
// who makes the file. Who gives up removes it.
func Begin(name string) (*os.File, error) {
	if err := Absent(name); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(name+".part", os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil, errs.Stored(err, "There is a file %s.part: either %s is being made already, or a program that made it was stopped. In the second case remove it", name, name)
	}
	if err != nil {
		return nil, errs.Stored(err, "The file %s cannot be made. Check that its folder exists and that the program may write to it", name)
	}
	return f, nil
}

// Keep gives NAME.part, which is complete and closed, its name, so that it is
// there after a failure of the power too. It never takes the place of another file.
func Keep(name string) error {
	err := sync(name + ".part")
	if err == nil {
		err = Absent(name)
	}
	if err == nil {
		err = os.Rename(name+".part", name)
	}
	if err == nil {
		err = sync(filepath.Dir(name))
	}
	if err != nil && errs.KindOf(err) == errs.Internal {
		return errs.Stored(err, "The file %s cannot be made", name)
	}
	return err
}

// sync waits until a file or a folder is on the disk.
func sync(name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}
