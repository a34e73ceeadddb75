package person

import (
	_ "embed"

	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/disposal"
)

//go:embed dispose.sql
var disposeText string

var dispose = db.Queries[struct {
	Held, EndedInvitations, EndedRecoveries, Invitations, Recoveries, Person db.Query
}](disposeText)

// DisposeStatements are the queries of disposal, to be checked on an engine.
func DisposeStatements() []db.Query { return db.List(dispose) }

// Held are the invitations and the wishes to come back of each person, and how many
// of them ended before a day or moment.
func Held(tx *db.Tx, before string) ([]disposal.Held, error) {
	return db.All(tx, dispose.Held, func(scan db.Scan) (h disposal.Held, err error) {
		return h, scan(&h.Table, &h.Subject, &h.Rows, &h.Due, &h.First, &h.Last)
	}, before)
}

// DisposeEnded destroys the invitations and the wishes to come back of a person that
// ended before a day or moment. The caller has decided that it may be, and records it.
func DisposeEnded(tx *db.Tx, id ID, before string) ([]disposal.Destroyed, error) {
	a, err := tx.Destroy("invitation", dispose.EndedInvitations, string(id), before)
	if err != nil {
		return nil, err
	}
	b, err := tx.Destroy("recovery", dispose.EndedRecoveries, string(id), before)
	return []disposal.Destroyed{a, b}, err
}

// Dispose destroys a person; what others hold about them must be gone before. The
// id stays where something was done by it. The caller has decided that it may be,
// and records it.
func Dispose(tx *db.Tx, id ID) (all []disposal.Destroyed, err error) {
	for _, one := range []struct {
		table string
		drop  db.Query
	}{{"invitation", dispose.Invitations}, {"recovery", dispose.Recoveries}, {"person", dispose.Person}} {
		d, err := tx.Destroy(one.table, one.drop, string(id))
		if err != nil {
			return nil, err
		}
		all = append(all, d)
	}
	return all, nil
}
