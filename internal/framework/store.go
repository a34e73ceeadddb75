package framework

import (
	_ "embed"
	"encoding/json"
	"fmt"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
)

//go:embed queries.sql
var text string

var q = db.Queries[struct{ Add, ByID, List db.Query }](text)

// Statements are the queries of this package, to be checked on an engine.
func Statements() []db.Query { return db.List(q) }

// Get returns an edition that is in use, as it was when it was first used, or
// one that comes with the program; errs.NotFound if there is neither.
func Get(tx *db.Tx, id ID) (Edition, error) {
	var body string
	ok, err := tx.One(q.ByID, []any{string(id)}, &body)
	if err != nil {
		return Edition{}, err
	}
	if ok {
		var e Edition
		if err := json.Unmarshal([]byte(body), &e); err != nil {
			return e, fmt.Errorf("framework: edition %s in the database: %w", id, err)
		}
		return e, nil
	}
	shipped, err := Shipped()
	if err != nil {
		return Edition{}, err
	}
	for _, e := range shipped {
		if e.ID == id {
			return e, nil
		}
	}
	return Edition{}, errs.Missing("framework", string(id))
}

// Use puts an edition on record as it is now, unless an edition of that ID is on
// record already, and returns what is on record: old inspections keep the
// edition they were made under.
func Use(tx *db.Tx, who access.Actor, e Edition) (Edition, error) {
	body, err := json.Marshal(e)
	if err != nil {
		return e, err
	}
	n, err := tx.Exec(q.Add, string(e.ID), string(body))
	if err != nil || n == 0 {
		if err == nil {
			return Get(tx, e.ID)
		}
		return e, err
	}
	return e, audit.Record(tx, who, "framework.use", string(e.ID), fmt.Sprintf("%d indicators", len(e.Indicators)))
}

// InUse returns the editions on record, and after them the shipped ones that no
// programme has used yet.
func InUse(tx *db.Tx) (used, others []Edition, err error) {
	ids := map[ID]bool{}
	used, err = db.All(tx, q.List, func(scan db.Scan) (e Edition, err error) {
		var body string
		if err := scan(&body); err != nil {
			return e, err
		}
		err = json.Unmarshal([]byte(body), &e)
		ids[e.ID] = true
		return e, err
	})
	if err != nil {
		return nil, nil, err
	}
	shipped, err := Shipped()
	for _, e := range shipped {
		if !ids[e.ID] {
			others = append(others, e)
		}
	}
	return used, others, err
}
