package mail

import (
	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/job"
	"github.com/northinch/northinch/internal/keyring"
)

// Reseal seals with the newest key of the people every message that waits and that an
// older one sealed, and says how many those were. The caller records it.
func Reseal(tx *db.Tx, ring *keyring.Ring, who access.Actor) (n int, err error) {
	waiting, err := job.Waiting(tx, Kind)
	if err != nil {
		return 0, err
	}
	for _, j := range waiting {
		one, err := ring.Anew(tx, who, keyring.People, place(j.Once), &j.Body)
		if err != nil {
			return n, err
		}
		if one == 0 {
			continue
		}
		if err := job.SetBody(tx, j.ID, j.Body); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}
