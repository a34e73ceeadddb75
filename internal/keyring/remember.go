package keyring

import (
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
)

// memory is the file with what the folder remembers for its database.
const memory = "certificates.txt"

// Remember has the folder keep words besides its keys: a database that is restored from
// before does not have them, and so is known (see Remembered). It needs a writing
// transaction, because writers go one at a time. A nil Ring remembers nothing.
func (r *Ring) Remember(tx *db.Tx, words ...string) error {
	if r == nil {
		return nil
	}
	if _, err := tx.Exec(q.Alone); err != nil {
		return err
	}
	all, err := r.Remembered()
	if err != nil {
		return err
	}
	for _, w := range words {
		if !slices.Contains(all, w) {
			all = append(all, w)
		}
	}
	return r.in().write(memory, []byte(strings.Join(all, "\n")+"\n"))
}

// Remembered are the words that the folder was to remember, the first first.
func (r *Ring) Remembered() ([]string, error) {
	if r == nil {
		return nil, nil
	}
	b, err := os.ReadFile(r.in().at(memory))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, errs.Stored(err, "The folder of keys %s cannot be read", r.in().path)
	}
	return strings.Fields(string(b)), nil
}
