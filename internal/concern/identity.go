package concern

import (
	"strconv"
	"strings"
	"time"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/keyring"
)

func lookField(number int) string { return "look/" + strconv.Itoa(number) }

// Identity says who is at risk, for a reason, and writes down that who was told. The
// caller MUST show it once, on the answer to the request, and only after the commit.
// errs.NotFound for who may not, or where nobody was named; errs.BadInput without a
// reason.
func Identity(tx *db.Tx, ring *keyring.Ring, who access.Actor, id ID, reason string) (string, error) {
	c, err := For(tx, who, access.SeeIdentity, id)
	if err != nil {
		return "", err
	}
	if !c.Identified {
		return "", errs.Missing("name in this concern", "")
	}
	if strings.TrimSpace(reason) == "" {
		return "", errs.Invalid("reason", "Enter why you need to know who is at risk")
	}
	if tooLong(reason, mostNote) {
		return "", errs.Invalid("reason", "The reason must be 10,000 characters or fewer")
	}
	var words, identity []byte
	if _, err := tx.One(q.Sealed, []any{string(id)}, &words, &identity); err != nil {
		return "", err
	}
	plain, err := c.unseal(tx, ring, "identity", identity)
	if err != nil {
		return "", err
	}
	number := 0
	if _, err := tx.One(q.LastLook, []any{string(id)}, &number); err != nil {
		return "", err
	}
	number++
	sealed, err := c.seal(tx, ring, who, lookField(number), []byte(reason))
	if err != nil {
		return "", err
	}
	if _, err := tx.Exec(q.AddLook, string(id), number, tx.Stamp(), who.ID, sealed); err != nil {
		return "", err
	}
	return string(plain), audit.Record(tx, who, "concern.identity", string(id), "")
}

// Look is that somebody was told who is at risk.
type Look struct {
	Number int
	At     time.Time
	Actor  string
	Reason string
}

// Looks are who was told who is at risk, and why, the first first. It is part of
// reading a concern: the caller has called Read in the same transaction.
func (f Full) Looks(tx *db.Tx, ring *keyring.Ring) ([]Look, error) {
	rows, err := looks(tx, f.ID)
	var all []Look
	for _, one := range rows {
		plain, err := f.unseal(tx, ring, lookField(one.Number), one.sealed)
		if err != nil {
			return nil, err
		}
		one.Reason = string(plain)
		all = append(all, one.Look)
	}
	return all, err
}

type lookRow struct {
	Look
	sealed []byte
}

func looks(tx *db.Tx, id ID) ([]lookRow, error) {
	return db.All(tx, q.Looks, func(scan db.Scan) (l lookRow, err error) {
		var at string
		if err := scan(&l.Number, &at, &l.Actor, &l.sealed); err != nil {
			return l, err
		}
		l.At, err = time.Parse(db.Moment, at)
		return l, err
	}, string(id))
}
