package sample

import (
	"errors"
	"fmt"
	"strconv"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/disposal"
	"github.com/northinch/northinch/internal/inspection"
	"github.com/northinch/northinch/internal/keyring"
)

// Held is how many rows each table holds of the samples of each inspection, in the
// order of inspections and tables. The caller has decided that its reader may see it.
func Held(tx *db.Tx) ([]disposal.Held, error) {
	return db.All(tx, q.Held, func(scan db.Scan) (h disposal.Held, err error) {
		return h, scan(&h.Table, &h.Subject, &h.Rows)
	})
}

// Dispose destroys the samples of an inspection, and says what was destroyed. Their
// heads stay in the audit log: with them whoever kept a public record can show that it
// is the one that was drawn by. The caller has decided that who may and that nothing
// holds them, and destroys the key of the inspection.
func Dispose(tx *db.Tx, who access.Actor, id inspection.ID) ([]disposal.Destroyed, error) {
	steps, err := tx.Destroy("sample_step", q.DropSteps, string(id))
	if err != nil {
		return nil, err
	}
	samples, err := tx.Destroy("sample", q.Drop, string(id))
	if err != nil || samples.Rows == 0 {
		return nil, err
	}
	return []disposal.Destroyed{steps, samples}, audit.Record(tx, who, "sample.dispose", string(id), fmt.Sprintf("%d samples", samples.Rows))
}

// Reseal seals with the newest key of its inspection everything that an older one
// sealed, and says how many values that were. What was sealed with a key that was
// destroyed since stays as it is.
func Reseal(tx *db.Tx, ring *keyring.Ring, who access.Actor) (int, error) {
	all, err := db.All(tx, q.All, scan)
	if err != nil {
		return 0, err
	}
	total := 0
	for _, s := range all {
		n, err := s.reseal(tx, ring, who)
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
	return total, audit.Record(tx, who, "sample.reseal", "sample", strconv.Itoa(total)+" values")
}

func (s Sample) reseal(tx *db.Tx, ring *keyring.Ring, who access.Actor) (n int, err error) {
	all, err := s.sealed(tx)
	if err != nil {
		return 0, err
	}
	for k, field := range fields {
		one, err := ring.Anew(tx, who, s.scope(), s.place(field), &all[k])
		if err != nil {
			return 0, err
		}
		n += one
	}
	if n == 0 {
		return 0, nil
	}
	_, err = tx.Exec(q.Reseal, string(s.ID), all[0], all[1], all[2])
	return n, err
}
