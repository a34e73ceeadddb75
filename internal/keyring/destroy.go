package keyring

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"strings"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
)

// scopes are the scopes that have a file, in the order of its name.
func (in *inner) scopes() (all []Scope, err error) {
	entries, err := os.ReadDir(in.path)
	if err != nil {
		return nil, errs.Stored(err, "The folder of keys %s cannot be read", in.path)
	}
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".json") {
			continue
		}
		b, err := os.ReadFile(in.at(e.Name()))
		if err != nil {
			return nil, errs.Stored(err, "The folder of keys %s cannot be read", in.path)
		}
		if blank(b) {
			continue
		}
		var c content
		if json.Unmarshal(b, &c) != nil || fileName(c.Scope) != e.Name() {
			return nil, errs.Stored(nil, "The file %s in the folder of keys is damaged, so old keys are kept. Restore the folder of keys", e.Name())
		}
		all = append(all, c.Scope)
	}
	return all, nil
}

// MarkDestroyed says in the transaction that the key of a scope is destroyed with
// all its versions: nothing opens and nothing is sealed with it any more. The files
// go after the commit, by Sweep. A scope that never sealed anything has no key, and
// nothing is written.
func (r *Ring) MarkDestroyed(tx *db.Tx, who access.Actor, s Scope) error {
	if r == nil {
		return noFolder()
	}
	n, err := tx.Exec(q.Destroy, string(s), tx.Stamp())
	if err != nil || n == 0 {
		return err
	}
	return audit.Record(tx, who, "key.destroy", string(s), "")
}

// Sweep overwrites and removes the files of every scope whose key the database says
// is destroyed, and takes versions that were dropped out of the files of the others.
// It returns the scopes whose key is gone since. It MUST run in a writing transaction
// of its own after the commit of MarkDestroyed or Forget, for if that did not commit
// the key would be gone and its values still there. It is run at every start too, so
// that a server that stopped in between is made up for.
//
// What remains is an empty file that says that the scope's key was destroyed. By it
// a database that is restored from before then knows why it cannot open what it
// holds, and makes no new key.
func (r *Ring) Sweep(tx *db.Tx) ([]Scope, error) {
	if r == nil {
		return nil, nil
	}
	if _, err := tx.Exec(q.Alone); err != nil {
		return nil, err
	}
	all, err := db.All(tx, q.All, scanRow)
	if err != nil {
		return nil, err
	}
	var gone []Scope
	for i := 0; i < len(all); {
		s, from, live := all[i].scope, i, 0
		dropped := map[int64]bool{}
		for ; i < len(all) && all[i].scope == s; i++ {
			if all[i].destroyed == "" {
				live++
			} else {
				dropped[all[i].version] = true
			}
		}
		if err := r.in().ours(s, all[from:i]); err != nil {
			return gone, err
		}
		switch {
		case live == 0:
			there, err := r.in().remove(s)
			if err != nil {
				return gone, err
			}
			if there {
				gone = append(gone, s)
			}
		case len(dropped) > 0:
			if err := r.in().drop(s, dropped); err != nil {
				return gone, err
			}
		}
	}
	return gone, nil
}

// ours refuses a file whose keys this database never knew: it belongs to another
// database, and destroying it would destroy what that one holds. A file that opens
// with no master key is nobody's any more.
func (in *inner) ours(s Scope, rows []row) error {
	found, err := in.load(s)
	if errors.Is(err, errDamaged) || err == nil && len(found) == 0 {
		return nil
	}
	if err != nil {
		return err
	}
	for _, one := range rows {
		if k, ok := found[one.version]; ok && k.fingerprint(s, one.version) == one.fingerprint {
			return nil
		}
	}
	return unfit(s)
}

// remove destroys the file of a scope and reports whether there was one.
func (in *inner) remove(s Scope) (there bool, err error) {
	for _, name := range []string{fileName(s), beside(fileName(s))} {
		_, err := os.Stat(in.at(name))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return false, in.refused(err)
		}
		there = there || err == nil
	}
	marked, err := in.marked(s)
	if err == nil && !marked {
		err = in.write(markName(s), nil)
	}
	if err == nil {
		err = in.destroy(fileName(s))
	}
	in.forget(s)
	return there, err
}

// drop takes versions out of the file of a scope.
func (in *inner) drop(s Scope, dropped map[int64]bool) error {
	found, err := in.load(s)
	if err != nil {
		return err
	}
	rest := map[int64]key{}
	for v, k := range found {
		if !dropped[v] {
			rest[v] = k
		}
	}
	if len(rest) == len(found) || len(rest) == 0 {
		return nil
	}
	return in.save(s, rest)
}
