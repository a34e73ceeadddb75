package app

import (
	"context"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/concern"
	"github.com/northinch/northinch/internal/credential"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/keyring"
	"github.com/northinch/northinch/internal/mail"
	"github.com/northinch/northinch/internal/sample"
	"github.com/northinch/northinch/internal/submission"
)

// Rotated is what became of a rotation.
type Rotated struct {
	Scopes int // whose keys are new
	Values int // that were sealed anew
}

// RotateKeys replaces every key: that of each scope, with all that it sealed, in one
// transaction, and then the master key. The old keys are gone afterwards. It may be
// run while servers work, and again after it was stopped at any point.
func RotateKeys(ctx context.Context, d *db.DB, ring *keyring.Ring, who access.Actor) (r Rotated, err error) {
	if ring == nil {
		return r, errs.Invalid("keys", "Name the folder of keys with --keys")
	}
	if err := d.Write(ctx, func(tx *db.Tx) error {
		r = Rotated{}
		scopes, err := keyring.Scopes(tx)
		if err != nil {
			return err
		}
		for _, s := range scopes {
			if err := ring.Rotate(tx, who, s); err != nil {
				return err
			}
		}
		for _, reseal := range []func(*db.Tx, *keyring.Ring, access.Actor) (int, error){concern.Reseal, credential.Reseal, mail.Reseal, sample.Reseal, submission.Reseal} {
			n, err := reseal(tx, ring, who)
			if err != nil {
				return err
			}
			r.Values += n
		}
		for _, s := range scopes {
			if err := ring.Forget(tx, who, s); err != nil {
				return err
			}
		}
		r.Scopes = len(scopes)
		return nil
	}); err != nil {
		return r, err
	}
	// The old keys go when nothing can need them any more.
	if err := d.Write(ctx, func(tx *db.Tx) error { _, err := ring.Sweep(tx); return err }); err != nil {
		return r, err
	}
	return r, d.Write(ctx, func(tx *db.Tx) error { return ring.RotateMaster(tx, who) })
}
