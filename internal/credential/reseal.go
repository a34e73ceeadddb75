package credential

import (
	"strconv"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/keyring"
	"github.com/northinch/northinch/internal/person"
)

// Reseal seals with the newest key of the people every secret of a code that an older
// one sealed, and says how many those were. Ceremonies under way end: whoever is in
// the middle of one begins again.
func Reseal(tx *db.Tx, keys *keyring.Ring, who access.Actor) (n int, err error) {
	type sealed struct {
		person person.ID
		code   []byte
	}
	all, err := db.All(tx, q.Codes, func(scan db.Scan) (s sealed, err error) { return s, scan(&s.person, &s.code) })
	if err != nil {
		return 0, err
	}
	for _, s := range all {
		one, err := keys.Anew(tx, who, keyring.People, place(s.person), &s.code)
		if err != nil {
			return n, err
		}
		if one == 0 {
			continue
		}
		if _, err := tx.Exec(q.ResealCode, string(s.person), s.code); err != nil {
			return n, err
		}
		n++
	}
	if _, err := tx.Exec(q.EndAll); err != nil {
		return n, err
	}
	return n, audit.Record(tx, who, "password.reseal", "", strconv.Itoa(n)+" values")
}
