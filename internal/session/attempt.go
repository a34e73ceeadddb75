package session

import (
	"math"
	"strconv"
	"time"

	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/person"
)

// Rate is how often something may be tried: a burst, and then one more every so
// often.
type Rate struct {
	Burst int
	Every time.Duration
}

// The rates of signing in. An account is limited whatever address the attempts
// come from, so that many machines together guess no more than one; and an
// address whatever account they are for, with room for an office behind one.
var (
	PerAccount = Rate{5, 5 * time.Minute}
	PerAddress = Rate{50, 10 * time.Second}
)

// Attempt counts an attempt at what (an account or an address, of which only a
// hash is kept) and returns errs.Limited, with when to try again, where there were
// too many. It runs in a transaction of its own, before the attempt, so that an
// attempt that fails is counted too. A clock that jumps back gives nothing back; a
// clock that jumps forward gives back the burst at most.
func Attempt(tx *db.Tx, kind, what string, r Rate) error {
	key := person.Hash(kind + "\x00" + what)
	var spent float64
	var at string
	if _, err := tx.One(q.Spent, []any{key}, &spent, &at); err != nil {
		return err
	}
	if before, err := time.Parse(db.Moment, at); err == nil {
		spent = math.Max(0, spent-math.Max(0, float64(tx.Now().Sub(before)))/float64(r.Every))
	}
	over := spent + 1 - float64(r.Burst)
	if over > 0 {
		wait := time.Duration(over * float64(r.Every)).Round(time.Second)
		return errs.Limit("There were too many attempts; try again in %s", minutes(wait))
	}
	if _, err := tx.Exec(q.Spend, key, spent+1, tx.Stamp()); err != nil {
		return err
	}
	audit.Quietly(tx)
	return nil
}

func minutes(d time.Duration) string {
	n := int(math.Ceil(d.Minutes()))
	if n <= 1 {
		return "a minute"
	}
	return strconv.Itoa(n) + " minutes"
}

// Prune removes sessions that ended and attempts that no longer count.
func Prune(tx *db.Tx) error {
	before := tx.Now().Add(-30 * 24 * time.Hour).Format(db.Moment)
	if _, err := tx.Exec(q.Prune, before); err != nil {
		return err
	}
	if _, err := tx.Exec(q.PruneAttempts, tx.Now().Add(-24*time.Hour).Format(db.Moment)); err != nil {
		return err
	}
	audit.Quietly(tx)
	return nil
}
