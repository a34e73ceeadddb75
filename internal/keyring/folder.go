package keyring

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/northinch/northinch/internal/errs"
)

// folder is the folder of keys on the disk. Every change of it is whole or did not
// happen, whenever the machine stops.
type folder struct {
	path string
	// step is called after each change on the disk; in tests the machine stops there.
	// It is nil otherwise.
	step func() error
}

func (f *folder) at(name string) string { return filepath.Join(f.path, name) }

func (f *folder) changed() error {
	if f.step == nil {
		return nil
	}
	return f.step()
}

func (f *folder) refused(err error) error {
	if err == nil || errs.KindOf(err) != errs.Internal {
		return err
	}
	return errs.Stored(err, "The folder of keys %s cannot be written, so nothing was saved. Check that there is room and that the program may write to it", f.path)
}

// sync makes the names in the folder last.
func (f *folder) sync() error {
	d, err := os.Open(f.path)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// create writes a file that must not exist.
func (f *folder) create(name string, content []byte) error {
	return f.refused(errors.Join(f.fill(name, os.O_EXCL, content), f.sync()))
}

// write writes a file or puts another in its place. The file beside it has a name
// that is known, so that what a stopped machine left there is found and removed.
func (f *folder) write(name string, content []byte) error {
	err := f.fill(beside(name), os.O_TRUNC, content)
	if err == nil {
		err = f.changed()
	}
	if err == nil {
		err = errors.Join(os.Rename(f.at(beside(name)), f.at(name)), f.sync())
	}
	if err == nil {
		err = f.changed()
	}
	return f.refused(err)
}

func beside(name string) string { return name + ".new" }

func (f *folder) fill(name string, how int, content []byte) error {
	file, err := os.OpenFile(f.at(name), os.O_WRONLY|os.O_CREATE|how, 0o600)
	if err != nil {
		return err
	}
	_, err = file.Write(content)
	return errors.Join(err, file.Sync(), file.Close())
}

// destroy overwrites a file and what may lie beside it, and removes them. It is no
// error if they are gone. Whether overwriting reaches the same place of the disk is
// up to the disk: the folder belongs on one that is encrypted.
func (f *folder) destroy(name string) error {
	for _, one := range []string{beside(name), name} {
		info, err := os.Stat(f.at(one))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err == nil {
			err = f.overwrite(one, info.Size())
		}
		if err == nil {
			err = f.changed()
		}
		if err == nil {
			err = errors.Join(os.Remove(f.at(one)), f.sync())
		}
		if err == nil {
			err = f.changed()
		}
		if err != nil {
			return f.refused(err)
		}
	}
	return nil
}

func (f *folder) overwrite(name string, size int64) error {
	file, err := os.OpenFile(f.at(name), os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = file.Write(make([]byte, size))
	return errors.Join(err, file.Sync(), file.Close())
}
