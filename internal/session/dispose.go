package session

import (
	_ "embed"

	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/disposal"
	"github.com/northinch/northinch/internal/person"
)

//go:embed dispose.sql
var disposeText string

var dispose = db.Queries[struct{ Held, Ended, OfPerson db.Query }](disposeText)

// DisposeStatements are the queries of disposal, to be checked on an engine.
func DisposeStatements() []db.Query { return db.List(dispose) }

// Held are the sessions of each person, and how many of them ended before a day or
// moment.
func Held(tx *db.Tx, before string) ([]disposal.Held, error) {
	return db.All(tx, dispose.Held, func(scan db.Scan) (disposal.Held, error) {
		h := disposal.Held{Table: "session"}
		return h, scan(&h.Subject, &h.Rows, &h.Due, &h.First, &h.Last)
	}, before)
}

// DisposeEnded destroys the sessions of a person that ended before a day or moment.
// The caller has decided that it may be, and records it.
func DisposeEnded(tx *db.Tx, id person.ID, before string) ([]disposal.Destroyed, error) {
	d, err := tx.Destroy("session", dispose.Ended, string(id), before)
	return []disposal.Destroyed{d}, err
}

// Dispose destroys every session of a person. The caller has decided that it may be,
// and records it.
func Dispose(tx *db.Tx, id person.ID) ([]disposal.Destroyed, error) {
	d, err := tx.Destroy("session", dispose.OfPerson, string(id))
	return []disposal.Destroyed{d}, err
}
