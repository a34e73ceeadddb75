package area

import (
	"database/sql"
	_ "embed"

	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
)

//go:embed queries.sql
var text string

var q = db.Queries[struct {
	Add, AddCode, AddName, Named, Known, ByID, Names, InList, Lists, Codes, Spellings db.Query
}](text)

// Statements are the queries of this package, to be checked on an engine.
func Statements() []db.Query { return db.List(q) }

func scanArea(scan db.Scan) (a Area, err error) {
	var col, row sql.NullInt64
	err = scan(&a.ID, &a.List, &a.Name, &a.Kind, &a.Within, &a.Short, &col, &row)
	if col.Valid && row.Valid {
		a.Tile = &Tile{int(col.Int64), int(row.Int64)}
	}
	return a, err
}

// Get returns an area; errs.NotFound if there is none.
func Get(tx *db.Tx, id ID) (Area, error) {
	all, err := db.All(tx, q.ByID, scanArea, string(id))
	if err != nil {
		return Area{}, err
	}
	if len(all) == 0 {
		return Area{}, errs.Missing("area", string(id))
	}
	return all[0], nil
}

// Names returns the names of areas, in one query. An area that there is not has none.
func Names(tx *db.Tx, ids []ID) (map[ID]string, error) {
	names := map[ID]string{}
	var all []string
	for _, id := range ids {
		all = append(all, string(id))
	}
	for scan, err := range tx.Each(q.Names, all) {
		if err != nil {
			return nil, err
		}
		var id ID
		var name string
		if err := scan(&id, &name); err != nil {
			return nil, err
		}
		names[id] = name
	}
	return names, nil
}

// InList returns the areas of a list by name.
func InList(tx *db.Tx, list string) ([]Area, error) {
	return db.All(tx, q.InList, scanArea, list)
}

// List is a list of areas and how many it holds.
type List struct {
	Name  string `json:"name"`
	Areas int    `json:"areas"`
}

// Lists returns the lists that have been loaded.
func Lists(tx *db.Tx) ([]List, error) {
	return db.All(tx, q.Lists, func(scan db.Scan) (l List, err error) {
		return l, scan(&l.Name, &l.Areas)
	})
}

// Codes returns the codes of an area, those in use first.
func Codes(tx *db.Tx, id ID) ([]Code, error) {
	return db.All(tx, q.Codes, func(scan db.Scan) (c Code, err error) {
		var from, to string
		if err := scan(&c.Code, &from, &to, &c.Replaced, &c.Checked); err != nil {
			return c, err
		}
		c.From, _ = date.Parse(from)
		c.To, _ = date.Parse(to)
		return c, nil
	}, string(id))
}

// Spellings returns how sources write an area, codes included.
func Spellings(tx *db.Tx, id ID) ([]string, error) {
	return db.All(tx, q.Spellings, func(scan db.Scan) (s string, err error) {
		return s, scan(&s)
	}, string(id))
}

// Find returns the area that a source means by a name or a code, in a list or,
// where the list is "", in any. It reports false when no area or more than one
// is meant.
func Find(tx *db.Tx, list, name string) (ID, bool, error) {
	folded := Fold(name)
	if folded == "" {
		return "", false, nil
	}
	ids, err := db.All(tx, q.Named, func(scan db.Scan) (id ID, err error) {
		return id, scan(&id)
	}, list, folded)
	if err != nil || len(ids) != 1 {
		return "", false, err
	}
	return ids[0], true, nil
}
