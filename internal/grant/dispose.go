package grant

import (
	_ "embed"

	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/disposal"
	"github.com/northinch/northinch/internal/person"
)

//go:embed dispose.sql
var disposeText string

var dispose = db.Queries[struct{ Held, Roles, Conflicts db.Query }](disposeText)

// DisposeStatements are the queries of disposal, to be checked on an engine.
func DisposeStatements() []db.Query { return db.List(dispose) }

// Held are the roles and the declarations of each person. Of roles, Last is the last
// day on which any was or will be held.
func Held(tx *db.Tx) ([]disposal.Held, error) {
	return db.All(tx, dispose.Held, func(scan db.Scan) (h disposal.Held, err error) {
		return h, scan(&h.Table, &h.Subject, &h.Rows, &h.Last)
	})
}

// Dispose destroys the roles and the declarations of a person. The caller has decided
// that it may be, and records it.
func Dispose(tx *db.Tx, id person.ID) ([]disposal.Destroyed, error) {
	roles, err := tx.Destroy("role_held", dispose.Roles, string(id))
	if err != nil {
		return nil, err
	}
	conflicts, err := tx.Destroy("conflict", dispose.Conflicts, string(id))
	return []disposal.Destroyed{roles, conflicts}, err
}
