package keyring

import (
	"fmt"
	"slices"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
)

// RotateMaster makes a new master key, wraps the keys of all scopes with it, and
// destroys the old one when that is done. Sealed values stay as they are. If it is
// stopped at any point every key still opens, and the next RotateMaster ends what
// was begun. It needs a writing transaction, because writers go one at a time; if
// that does not commit, the new master key is in use all the same.
//
// If the file of any scope cannot be read, old master keys are kept, and the error is
// about that scope.
func (r *Ring) RotateMaster(tx *db.Tx, who access.Actor) error {
	if r == nil {
		return noFolder()
	}
	if _, err := tx.Exec(q.Alone); err != nil {
		return err
	}
	old, err := r.in().masters()
	if err != nil {
		return err
	}
	newest := last(old) + 1
	if err := r.in().write(masterName(newest), newMaster()); err != nil {
		return err
	}
	scopes, err := r.in().scopes()
	if err != nil {
		return err
	}
	for _, s := range scopes {
		keys, err := r.in().load(s)
		if err == nil {
			err = r.in().save(s, keys)
		}
		if err != nil {
			return err
		}
	}
	for n := int64(1); n < newest; n++ {
		if err := r.in().destroy(masterName(n)); err != nil {
			return err
		}
	}
	return audit.Record(tx, who, "key.master", "master", fmt.Sprintf("master key %d, %d scopes", newest, len(scopes)))
}

// Rotate makes a new version of a scope's key. From now on it seals; values that
// older versions sealed still open, until their owners have sealed them anew (see
// Current) and call Forget. A scope that never sealed anything needs no new key.
func (r *Ring) Rotate(tx *db.Tx, who access.Actor, s Scope) error {
	_, newest, err := r.keys(tx, s)
	if err != nil {
		return err
	}
	if newest == 0 {
		return errs.Missing("key of", s.words())
	}
	_, _, err = r.add(tx, who, s, newest)
	return err
}

// Scopes are the scopes whose keys are in use.
func Scopes(tx *db.Tx) ([]Scope, error) {
	all, err := db.All(tx, q.All, scanRow)
	var scopes []Scope
	for _, one := range all {
		if one.destroyed == "" && !slices.Contains(scopes, one.scope) {
			scopes = append(scopes, one.scope)
		}
	}
	return scopes, err
}

// Forget says that nothing is sealed any more with older versions of a scope's key.
// They do not open anything from now on; Sweep removes them after the commit.
func (r *Ring) Forget(tx *db.Tx, who access.Actor, s Scope) error {
	if r == nil {
		return noFolder()
	}
	n, err := tx.Exec(q.Drop, string(s), tx.Stamp())
	if err != nil || n == 0 {
		return err
	}
	return audit.Record(tx, who, "key.forget", string(s), fmt.Sprintf("%d old versions", n))
}
