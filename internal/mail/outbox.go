package mail

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"mime"
	"mime/quotedprintable"
	"net/mail"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/job"
)

// Outbox delivers into a folder, one file for each message, which any mail program
// can open. Only the owner of the folder can read it.
type Outbox struct {
	Folder string
	// From is the address that messages come from.
	From string
}

// stamp is the time in the name of a file; names sort by time.
const stamp = "20060102T150405.000Z"

const ending = ".eml"

// Deliver writes a message to the folder, which it makes if need be. The name comes
// from the message, so that the same message is the same file.
func (o Outbox) Deliver(ctx context.Context, m Message) error {
	eml, err := m.eml(o.From)
	if err != nil {
		return job.Hopeless(err)
	}
	if err := private(o.Folder, true); err != nil {
		return err
	}
	name := filepath.Join(o.Folder, m.At.UTC().Format(stamp)+"-"+m.ID+ending)
	file, err := os.OpenFile(name+".new", os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return full(err)
	}
	_, err = file.Write(eml)
	if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
		return full(err)
	}
	if err := os.Rename(name+".new", name); err != nil {
		return full(err)
	}
	d, err := os.Open(o.Folder)
	if err != nil {
		return full(err)
	}
	return full(errors.Join(d.Sync(), d.Close()))
}

func full(err error) error {
	if err == nil {
		return nil
	}
	return errs.Stored(err, "The folder of messages cannot be written; the message is tried again later")
}

// private makes the folder if it is asked to, and refuses one that others can enter.
func private(folder string, make bool) error {
	if make {
		if err := os.Mkdir(folder, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
			return full(err)
		}
	}
	info, err := os.Stat(folder)
	switch {
	case err != nil:
		return errs.Stored(err, "There is no folder of messages %s", folder)
	case !info.IsDir():
		return errs.Stored(nil, "%s is not a folder; name the folder of messages", folder)
	case info.Mode().Perm()&0o077 != 0:
		return errs.Stored(nil, "Others than its owner can enter the folder of messages %s. Close it to them with: chmod 700 %s", folder, folder)
	}
	return nil
}

// List are the names of the messages in a folder, the oldest first.
func List(folder string) (names []string, err error) {
	if err := private(folder, false); err != nil {
		return nil, err
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, errs.Stored(err, "The folder of messages %s cannot be read", folder)
	}
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ending) {
			names = append(names, e.Name())
		}
	}
	return names, nil
}

// Open reads a message in a folder by its name. It returns errs.NotFound if there is
// none of that name.
func Open(folder, name string) (Message, error) {
	if filepath.Base(name) != name || !strings.HasSuffix(name, ending) {
		return Message{}, errs.Missing("message", name)
	}
	b, err := os.ReadFile(filepath.Join(folder, name))
	if errors.Is(err, fs.ErrNotExist) {
		return Message{}, errs.Missing("message", name)
	}
	if err != nil {
		return Message{}, errs.Stored(err, "The message %s cannot be read", name)
	}
	m, err := parse(b)
	if err != nil {
		return Message{}, errs.Invalid("message", "The file %s is not a message that this program wrote", name)
	}
	return m, nil
}

// parse reads what eml wrote.
func parse(b []byte) (m Message, err error) {
	read, err := mail.ReadMessage(bytes.NewReader(b))
	if err != nil {
		return m, err
	}
	if m.At, err = read.Header.Date(); err != nil {
		return m, err
	}
	m.To = read.Header.Get("To")
	m.ID, _, _ = strings.Cut(strings.TrimPrefix(read.Header.Get("Message-ID"), "<"), "@")
	if m.Subject, err = new(mime.WordDecoder).DecodeHeader(read.Header.Get("Subject")); err != nil {
		return m, err
	}
	text, err := io.ReadAll(quotedprintable.NewReader(read.Body))
	m.Text = strings.ReplaceAll(string(text), "\r\n", "\n")
	return m, err
}

// Clear removes the messages in a folder and the jobs of delivery that are older than
// a moment, and returns how many of each. folder is ” where there is none. It is part
// of a deed, which records itself.
func Clear(tx *db.Tx, folder string, before time.Time) (files, jobs int, err error) {
	if folder != "" {
		names, err := List(folder)
		if err != nil {
			return 0, 0, err
		}
		for _, name := range names {
			at, _, _ := strings.Cut(name, "-")
			when, err := time.Parse(stamp, at)
			if err != nil || !when.Before(before) {
				continue // not written by this program, or younger
			}
			if err := os.Remove(filepath.Join(folder, name)); err != nil {
				return files, 0, errs.Stored(err, "The message %s cannot be removed", name)
			}
			files++
		}
	}
	jobs, err = job.Clear(tx, Kind, before)
	return files, jobs, err
}
