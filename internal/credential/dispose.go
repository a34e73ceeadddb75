package credential

import (
	_ "embed"

	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/disposal"
	"github.com/northinch/northinch/internal/person"
)

//go:embed dispose.sql
var disposeText string

var dispose = db.Queries[struct {
	Held, EndedCeremonies, Ceremonies, Password, Passkeys, Federated db.Query
}](disposeText)

// DisposeStatements are the queries of disposal, to be checked on an engine.
func DisposeStatements() []db.Query { return db.List(dispose) }

// Held are the credentials and the ceremonies of each person, and how many of the
// ceremonies ended before a day or moment. Those in which nobody is known yet are
// those of “”.
func Held(tx *db.Tx, before string) ([]disposal.Held, error) {
	return db.All(tx, dispose.Held, func(scan db.Scan) (h disposal.Held, err error) {
		return h, scan(&h.Table, &h.Subject, &h.Rows, &h.Due, &h.First, &h.Last)
	}, before)
}

// DisposeEnded destroys the ceremonies of a person, or of nobody for "", that ended
// before a day or moment. The caller has decided that it may be, and records it.
func DisposeEnded(tx *db.Tx, id person.ID, before string) ([]disposal.Destroyed, error) {
	d, err := tx.Destroy("ceremony", dispose.EndedCeremonies, string(id), before)
	return []disposal.Destroyed{d}, err
}

// Dispose destroys what a person signs in with. The caller has decided that it may
// be, and records it.
func Dispose(tx *db.Tx, id person.ID) (all []disposal.Destroyed, err error) {
	for _, one := range []struct {
		table string
		drop  db.Query
	}{{"password", dispose.Password}, {"passkey", dispose.Passkeys}, {"federated", dispose.Federated}, {"ceremony", dispose.Ceremonies}} {
		d, err := tx.Destroy(one.table, one.drop, string(id))
		if err != nil {
			return nil, err
		}
		all = append(all, d)
	}
	return all, nil
}
