package concern

import (
	"errors"
	"strconv"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/keyring"
)

// Reseal seals with the newest key of its inspection everything that an older one
// sealed, and says how many values that were. What was sealed with a key that was
// destroyed since stays as it is: nobody can read it any more.
func Reseal(tx *db.Tx, ring *keyring.Ring, who access.Actor) (int, error) {
	all, err := load(tx, q.All)
	if err != nil {
		return 0, err
	}
	total := 0
	for _, c := range all {
		n, err := c.reseal(tx, ring, who)
		if errors.Is(err, keyring.ErrDestroyed) {
			continue
		}
		if err != nil {
			return total, err
		}
		total += n
	}
	if total == 0 {
		return 0, nil
	}
	return total, audit.Record(tx, who, "concern.reseal", "concern", strconv.Itoa(total)+" values")
}

func (c Concern) reseal(tx *db.Tx, ring *keyring.Ring, who access.Actor) (n int, err error) {
	var words, identity []byte
	if _, err := tx.One(q.Sealed, []any{string(c.ID)}, &words, &identity); err != nil {
		return 0, err
	}
	if identity == nil { // an engine gives an empty one as none
		identity = []byte{}
	}
	n1, err := c.anew(tx, ring, who, "words", &words)
	if err != nil {
		return 0, err
	}
	if c.Identified {
		n2, err := c.anew(tx, ring, who, "identity", &identity)
		if err != nil {
			return 0, err
		}
		n1 += n2
	}
	if n1 > 0 {
		if _, err := tx.Exec(q.ResealConcern, string(c.ID), words, identity); err != nil {
			return 0, err
		}
	}
	n = n1
	notes, err := steps(tx, c.ID)
	if err != nil {
		return n, err
	}
	for _, s := range notes {
		done, err := c.anew(tx, ring, who, stepField(s.Version), &s.note)
		if err == nil && done > 0 {
			_, err = tx.Exec(q.ResealStep, string(c.ID), s.Version, s.note)
		}
		if err != nil {
			return n, err
		}
		n += done
	}
	reasons, err := looks(tx, c.ID)
	if err != nil {
		return n, err
	}
	for _, l := range reasons {
		done, err := c.anew(tx, ring, who, lookField(l.Number), &l.sealed)
		if err == nil && done > 0 {
			_, err = tx.Exec(q.ResealLook, string(c.ID), l.Number, l.sealed)
		}
		if err != nil {
			return n, err
		}
		n += done
	}
	return n, nil
}

// anew seals a value again if its key is not the newest, and says whether it did.
func (c Concern) anew(tx *db.Tx, ring *keyring.Ring, who access.Actor, name string, value *[]byte) (int, error) {
	return ring.Anew(tx, who, c.scope(), c.place(name), value)
}
