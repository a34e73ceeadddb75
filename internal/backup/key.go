package backup

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"filippo.io/age"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/newfile"
)

// NewKey makes a key that opens backups, writes it to a new file that nobody else
// may read, and returns the recipient to make backups for: whoever has only that
// can make backups and open none. created is the day to note in the file.
func NewKey(file, created string) (recipient string, err error) {
	id, err := age.GenerateX25519Identity()
	if err != nil {
		return "", err
	}
	f, err := newfile.Begin(file)
	if err != nil {
		return "", err
	}
	defer os.Remove(f.Name())
	_, err = fmt.Fprintf(f, "# North Inch: opens the backups that were made for the recipient below. Keep it secret, and not beside them.\n# created: %s\n# public key: %s\n%s\n", created, id.Recipient(), id)
	if err := errors.Join(err, f.Close()); err != nil {
		return "", errs.Stored(err, "The key cannot be written to %s", file)
	}
	return id.Recipient().String(), newfile.Keep(file)
}

// Recipients are those that are given one by one and those in a file, one to a
// line. There must be at least one, all of one kind.
func Recipients(given []string, file string) ([]age.Recipient, error) {
	var all []age.Recipient
	for _, one := range given {
		r, err := age.ParseRecipients(strings.NewReader(one))
		if err != nil || len(r) != 1 {
			return nil, errs.Invalid("recipient", "A recipient is written age1… and some sixty letters, as northinch backup key prints it; what follows --recipient is not")
		}
		all = append(all, r...)
	}
	if file != "" {
		f, err := open(file)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		more, err := age.ParseRecipients(f)
		if err != nil {
			return nil, errs.Invalid("recipients-file", "The recipients in %s cannot be read: one to a line, written age1…", file)
		}
		all = append(all, more...)
	}
	if len(all) == 0 {
		return nil, errs.Invalid("recipient", "Name with --recipient who can open the backup; northinch backup key makes a key and says its recipient")
	}
	for _, r := range all {
		if postQuantum(r) != postQuantum(all[0]) {
			return nil, errs.Invalid("recipient", "The recipients are of two kinds, age1… and age1pq1…; take one kind, because a backup is as strong as the weaker")
		}
	}
	return all, nil
}

func postQuantum(r age.Recipient) bool {
	_, yes := r.(*age.HybridRecipient)
	return yes
}

// ephemeral is a key that lives in memory until a backup is read back, of the
// kind of the recipients, and its own recipient.
func ephemeral(like age.Recipient) (age.Identity, age.Recipient, error) {
	if postQuantum(like) {
		id, err := age.GenerateHybridIdentity()
		if err != nil {
			return nil, nil, err
		}
		return id, id.Recipient(), nil
	}
	id, err := age.GenerateX25519Identity()
	if err != nil {
		return nil, nil, err
	}
	return id, id.Recipient(), nil
}

// Identities are the keys in a file.
func Identities(file string) ([]age.Identity, error) {
	if file == "" {
		return nil, errs.Invalid("identity", "Name with --identity the file with the key that opens the backup")
	}
	f, err := open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	ids, err := age.ParseIdentities(f)
	if err != nil {
		return nil, errs.Invalid("identity", "The file %s has no key that can be read: a line that begins with AGE-SECRET-KEY-1", file)
	}
	return ids, nil
}

// open opens a file to read it.
func open(file string) (*os.File, error) {
	f, err := os.Open(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, errs.Invalid("file", "There is no file %s", file)
	case errors.Is(err, fs.ErrPermission):
		return nil, errs.Invalid("file", "The file %s may not be read by this user", file)
	case err != nil:
		return nil, errs.Stored(err, "The file %s cannot be opened", file)
	}
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		f.Close()
		return nil, errs.Invalid("file", "%s is not a file", file)
	}
	return f, nil
}
