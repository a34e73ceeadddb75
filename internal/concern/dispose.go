// Package concern is matters of concern: somebody on the team believes that a child
// or an adult is at risk.
//
// Tables: concern, concern_step, concern_look.
package concern

import (
	_ "embed"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/disposal"
	"github.com/northinch/northinch/internal/inspection"
)

//go:embed dispose.sql
var disposeText string

var dispose = db.Queries[struct{ Held, Looks, Steps, Concerns db.Query }](disposeText)

// DisposeStatements are the queries of disposal, to be checked on an engine.
func DisposeStatements() []db.Query { return db.List(dispose) }

// Holding is what is held of the concerns of an inspection.
type Holding struct {
	Inspection inspection.ID `json:"inspection"`
	Concerns   int           `json:"concerns"`
	Open       int           `json:"open"` // of the concerns
	Steps      int           `json:"steps"`
	Looks      int           `json:"looks"`
}

// Held says what is held, by inspection, in the order of their ids. The caller has
// decided that its reader may see it.
func Held(tx *db.Tx) ([]Holding, error) {
	return db.All(tx, dispose.Held, func(scan db.Scan) (h Holding, err error) {
		return h, scan(&h.Inspection, &h.Concerns, &h.Open, &h.Steps, &h.Looks)
	})
}

// Dispose destroys the concerns of an inspection, with their steps and who looked.
// The caller has decided that it may be, destroys the key, and records it.
func Dispose(tx *db.Tx, _ access.Actor, id inspection.ID) (all []disposal.Destroyed, err error) {
	for _, one := range []struct {
		table string
		drop  db.Query
	}{{"concern_look", dispose.Looks}, {"concern_step", dispose.Steps}, {"concern", dispose.Concerns}} {
		d, err := tx.Destroy(one.table, one.drop, string(id))
		if err != nil {
			return nil, err
		}
		all = append(all, d)
	}
	return all, nil
}
