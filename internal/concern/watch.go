package concern

import (
	"time"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/db"
)

// WatchKind is the kind of the job that watches the limits, and Every how often it
// does.
const (
	WatchKind = "concern.watch"
	Every     = 5 * time.Minute
)

// clock is who notices that a limit has passed.
var clock = access.Actor{ID: "the clock of concerns", Name: "the clock of concerns"}

// Watch finds the concerns whose limit has passed and that nobody was told of,
// notes it, and sends word to the lead, the deputes and the service managers, once
// for each stage. It says how many there were. It may be run at any time, by any
// server, and again after it was stopped.
//
// A clock that is put forward escalates early, and one that is put back late: a
// person who is told too early is the smaller harm.
func Watch(tx *db.Tx, desk Desk) (int, error) {
	open, err := load(tx, q.Open, string(Closed))
	if err != nil {
		return 0, err
	}
	late := 0
	for _, c := range open {
		if !c.IsLate(tx.Now()) {
			continue
		}
		n, err := tx.Exec(q.Escalate, string(c.ID), c.Version, tx.Stamp())
		if err != nil {
			return late, err
		}
		if n == 0 {
			continue
		}
		late++
		if err := audit.Record(tx, clock, "concern.late", string(c.ID), string(c.Stage)); err != nil {
			return late, err
		}
		if err := tellLate(tx, desk, c); err != nil {
			return late, err
		}
	}
	return late, nil
}
