package app

import (
	"context"
	"fmt"
	"strings"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/credential"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/keyring"
	"github.com/northinch/northinch/internal/person"
	"github.com/northinch/northinch/internal/retention"
	"github.com/northinch/northinch/internal/session"
)

// Restored ends in a database that was restored what had an end by now: every session,
// every link and wish to come back that was not used, every ceremony. A link that was
// used, or an access that was taken away, after the backup was made would otherwise
// work once more. That it was restored, and by whom, is in the audit log.
//
// What it cannot know is whose access, role or key was ended since: they have it again.
func Restored(tx *db.Tx, who access.Actor) error {
	var n [3]int
	for i, end := range []func(*db.Tx) (int, error){session.EndEverybodys, person.EndLinks, credential.EndCeremonies} {
		var err error
		if n[i], err = end(tx); err != nil {
			return err
		}
	}
	return audit.Record(tx, who, "database.restore", "database", fmt.Sprintf("ended: sessions %d, links %d, ceremonies %d", n[0], n[1], n[2]))
}

// Behind says in a sentence that a database was restored from before something was
// destroyed, which the folder of keys remembers, and is "" where it was not. What is
// sealed stays unreadable; names and addresses are back and must be destroyed again.
func Behind(ctx context.Context, d *db.DB, keys *keyring.Ring) (string, error) {
	ids, err := keys.Remembered()
	if err != nil {
		return "", err
	}
	err = d.Read(ctx, func(tx *db.Tx) error {
		ids, err = retention.Unknown(tx, ids)
		return err
	})
	if err != nil || len(ids) == 0 {
		return "", err
	}
	return "The database was restored from before the certificates of destruction " + strings.Join(ids, ", ") + ": what they name is here again. Destroy it again with “northinch retention run”; when all of it is gone, take them out of the file certificates.txt in the folder of keys", nil
}
