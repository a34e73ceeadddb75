package job

import (
	_ "embed"

	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/disposal"
)

//go:embed dispose.sql
var disposeText string

var dispose = db.Queries[struct{ Held, Done db.Query }](disposeText)

// DisposeStatements are the queries of disposal, to be checked on an engine.
func DisposeStatements() []db.Query { return db.List(dispose) }

// Held is how many jobs there are of each kind, and how many of them were done or given
// up before a day or moment. Bodies of messages are sealed, so it is not known whom they
// are about.
func Held(tx *db.Tx, before string) ([]disposal.Held, error) {
	return db.All(tx, dispose.Held, func(scan db.Scan) (disposal.Held, error) {
		h := disposal.Held{Table: "job"}
		return h, scan(&h.Kind, &h.Rows, &h.Due, &h.First, &h.Last)
	}, before)
}

// Dispose destroys the jobs that were done or given up before a day or moment. The
// caller has decided that it may be, and records it.
func Dispose(tx *db.Tx, before string) ([]disposal.Destroyed, error) {
	d, err := tx.Destroy("job", dispose.Done, before)
	return []disposal.Destroyed{d}, err
}
