package sample

import (
	"errors"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/keyring"
	"github.com/northinch/northinch/internal/sampling"
)

// opened is what is sealed of a sample.
type opened struct {
	reason  string
	record  *sampling.Record
	private *sampling.Private
}

// fields are the names of what is sealed, in the order of the query Sealed.
var fields = []string{"reason", "record", "private"}

func (s Sample) scope() keyring.Scope { return keyring.OfInspection(string(s.Inspection)) }

func (s Sample) place(field string) string { return string(s.ID) + "/" + field }

func (s Sample) sealed(tx *db.Tx) (all [][]byte, err error) {
	all = make([][]byte, len(fields))
	_, err = tx.One(q.Sealed, []any{string(s.ID)}, &all[0], &all[1], &all[2])
	return all, err
}

// open opens what is sealed of a sample. Whoever shows a reference records that first.
func (s Sample) open(tx *db.Tx, ring *keyring.Ring) (o opened, err error) {
	all, err := s.sealed(tx)
	if err != nil {
		return o, err
	}
	for k, field := range fields {
		if all[k], err = ring.Unseal(tx, s.scope(), s.place(field), all[k]); err != nil {
			return o, err
		}
	}
	o.reason = string(all[0])
	if o.record, err = sampling.Parse(all[1]); err == nil {
		o.private, err = sampling.ParsePrivate(all[2])
	}
	if err != nil {
		return o, errs.Stored(err, "Sample %d of %s is not as it was saved. Restore it from a backup", s.Number, s.Inspection)
	}
	return o, nil
}

// close seals what open opened, in the order of fields.
func (s Sample) close(tx *db.Tx, ring *keyring.Ring, who access.Actor, o opened) ([][]byte, error) {
	all := [][]byte{[]byte(o.reason), o.record.Bytes(), o.private.Bytes()}
	for k, field := range fields {
		var err error
		if all[k], err = ring.Seal(tx, who, s.scope(), s.place(field), all[k]); err != nil {
			return nil, gone(err)
		}
	}
	return all, nil
}

// gone says what it means to whoever works on a sample that the key was destroyed.
func gone(err error) error {
	if errors.Is(err, keyring.ErrDestroyed) {
		return errs.Invalid("", "The records of this inspection were destroyed, because their time was over, so nothing can be added to them")
	}
	return err
}
