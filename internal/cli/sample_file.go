package cli

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/newfile"
	"github.com/northinch/northinch/internal/sampling"
)

// mostSample is the largest file of a draw that is read: a frame of some millions.
const mostSample = 1 << 30

// whole reads a file, or standard input for "-".
func (c *call) whole(name string) ([]byte, error) {
	f, _, length, err := c.file(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if length > mostSample {
		return nil, errs.Large("file", "The file %s is larger than 1 GiB, which no file of a draw is", name)
	}
	b, err := io.ReadAll(f)
	if err != nil {
		return nil, errs.Stored(err, "The file %s cannot be read", name)
	}
	return b, nil
}

// privateName is the name of the private part of a record, where none is given.
func privateName(record, given string) string {
	if given != "" {
		return given
	}
	return strings.TrimSuffix(record, ".json") + ".secret"
}

// secretFlag adds --secret and returns what reads the private part of a record.
func (c *call) secretFlag() func(record string) (*sampling.Private, error) {
	c.flags.String("secret", "", "the `file` with the private part of the record; otherwise the name of the record with .secret")
	return func(record string) (*sampling.Private, error) {
		b, err := c.whole(c.secretName(record))
		if err != nil {
			return nil, err
		}
		return sampling.ParsePrivate(b)
	}
}

func (c *call) secretName(record string) string {
	return privateName(record, c.flags.Lookup("secret").Value.String())
}

// write2 makes the two files of a plan: both or none. The public one may be read by
// everybody, the private one by its owner alone.
func write2(public string, open []byte, private string, closed []byte) error {
	if public == private {
		return errs.Invalid("secret", "The record and its private part need two files")
	}
	begin := func(name string, b []byte, mode fs.FileMode) error {
		f, err := newfile.Begin(name)
		if err != nil {
			return err
		}
		_, err = f.Write(b)
		if err = errors.Join(err, f.Chmod(mode), f.Close()); err != nil {
			os.Remove(f.Name())
			return errs.Stored(err, "The file %s cannot be written", name)
		}
		return nil
	}
	if err := begin(private, closed, 0o600); err != nil {
		return err
	}
	if err := begin(public, open, 0o644); err != nil {
		os.Remove(private + ".part")
		return err
	}
	err := newfile.Keep(private)
	if err == nil {
		if err = newfile.Keep(public); err == nil {
			return nil
		}
		os.Remove(private)
	}
	os.Remove(private + ".part")
	os.Remove(public + ".part")
	return err
}

// rewrite changes a file so that it is there whole, as it was or as it is now, after a
// failure of the power too. Who has NAME.part is the only one who changes it.
func rewrite(name string, change func(old []byte) ([]byte, error)) error {
	info, err := os.Stat(name)
	if err != nil {
		return cannotOpen(name, err)
	}
	part, err := os.OpenFile(name+".part", os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return errs.Stored(err, "There is a file %s.part: either %s is being changed already, or a program that changed it was stopped. In the second case remove it", name, name)
	}
	if err != nil {
		return errs.Stored(err, "The file %s cannot be changed. Check that the program may write to its folder", name)
	}
	defer os.Remove(part.Name()) // gone already where it was given its name
	defer part.Close()
	old, err := os.ReadFile(name)
	if err != nil {
		return cannotOpen(name, err)
	}
	b, err := change(old)
	if err != nil {
		return err
	}
	_, err = part.Write(b)
	err = errors.Join(err, part.Chmod(info.Mode().Perm()), part.Sync())
	if err == nil {
		err = os.Rename(part.Name(), name)
	}
	if err == nil {
		var folder *os.File
		if folder, err = os.Open(filepath.Dir(name)); err == nil {
			err = errors.Join(folder.Sync(), folder.Close())
		}
	}
	if err != nil {
		return errs.Stored(err, "The file %s cannot be changed", name)
	}
	return nil
}
