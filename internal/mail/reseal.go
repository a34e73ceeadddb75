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
		if ok, err := ring.Current(tx, keyring.People, j.Body); err != nil || ok {
			if err != nil {
				return n, err
			}
			continue
		}
		plain, err := ring.Unseal(tx, keyring.People, place(j.Once), j.Body)
		if err != nil {
			return n, err
		}
		body, err := ring.Seal(tx, who, keyring.People, place(j.Once), plain)
		if err != nil {
			return n, err
		}
		if err := job.SetBody(tx, j.ID, body); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}
