// Package programme is a round of inspections: a period, a framework edition, the
// areas to inspect, and the programme before it, with which it may be compared
// as far as a crosswalk allows.
//
// Tables: programme.
package programme

import (
	_ "embed"
	"regexp"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/area"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/framework"
)

//go:embed queries.sql
var text string

var q = db.Queries[struct{ Add, ByID, All, After db.Query }](text)

// Statements are the queries of this package, to be checked on an engine.
func Statements() []db.Query { return db.List(q) }

// ID names a programme: "scotland-2009-12".
type ID string

// Programme is a round of inspections.
type Programme struct {
	ID        ID           `json:"id"`
	Name      string       `json:"name"`
	From      date.Date    `json:"from,omitzero"`
	To        date.Date    `json:"to,omitzero"`
	Framework framework.ID `json:"framework"`
	// AreaList is the list of areas that are all to be inspected; "" where the
	// programme has no such list and holds whatever its sources hold.
	AreaList    string `json:"area_list,omitempty"`
	Predecessor ID     `json:"predecessor,omitempty"`
	About       string `json:"about,omitempty"`
	MadeUp      bool   `json:"made_up,omitempty"`
}

var idForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// Ensure adds a programme, with its areas and its framework edition, unless it
// is there. errs.Denied if who may not add one; errs.BadInput if it names a
// framework, a list of areas or a predecessor that does not exist.
func Ensure(tx *db.Tx, who access.Actor, p Programme) error {
	if _, err := Get(tx, p.ID); errs.KindOf(err) != errs.NotFound {
		return err
	}
	if err := access.Refuse(who, access.AddProgramme, access.Place{}); err != nil {
		return err
	}
	if !idForm.MatchString(string(p.ID)) || len(p.ID) > 60 {
		return errs.Invalid("programme", "A programme’s id is made of small letters, digits and hyphens, such as scotland-2009-12; “%s” is not", p.ID)
	}
	if p.Name == "" {
		return errs.Invalid("name", "Enter the name of the programme")
	}
	if p.To.Before(p.From) {
		return errs.Invalid("to", "The programme %s ends in %s, before it begins in %s", p.ID, p.To.Words(), p.From.Words())
	}
	e, err := framework.Get(tx, p.Framework)
	if errs.KindOf(err) == errs.NotFound {
		return errs.Invalid("framework", "The programme %s names a framework “%s”, and there is none", p.ID, p.Framework)
	}
	if err != nil {
		return err
	}
	if _, err := framework.Use(tx, who, e); err != nil {
		return err
	}
	if p.Predecessor != "" {
		_, err := Get(tx, p.Predecessor)
		if errs.KindOf(err) == errs.NotFound {
			return errs.Invalid("predecessor", "The programme %s names “%s” as the one before it, and there is none", p.ID, p.Predecessor)
		}
		if err != nil {
			return err
		}
	}
	if p.AreaList != "" {
		if err := area.Ensure(tx, who, p.AreaList); err != nil {
			return err
		}
	}
	if _, err := tx.Exec(q.Add, string(p.ID), p.Name, p.From.String(), p.To.String(), string(p.Framework),
		p.AreaList, string(p.Predecessor), p.About, p.MadeUp); err != nil {
		return err
	}
	return audit.Record(tx, who, "programme.add", string(p.ID), p.Name)
}

// Get returns a programme; errs.NotFound if there is none.
func Get(tx *db.Tx, id ID) (Programme, error) {
	all, err := db.All(tx, q.ByID, scan, string(id))
	if err != nil {
		return Programme{}, err
	}
	if len(all) == 0 {
		return Programme{}, errs.Missing("programme", string(id))
	}
	return all[0], nil
}

// All returns every programme, the newest first.
func All(tx *db.Tx) ([]Programme, error) { return db.All(tx, q.All, scan) }

// Chain returns a programme and those before it, the earliest first.
func Chain(tx *db.Tx, p Programme) ([]Programme, error) {
	chain := []Programme{p}
	seen := map[ID]bool{p.ID: true}
	for p.Predecessor != "" && !seen[p.Predecessor] {
		before, err := Get(tx, p.Predecessor)
		if err != nil {
			return nil, err
		}
		seen[before.ID] = true
		chain = append([]Programme{before}, chain...)
		p = before
	}
	return chain, nil
}

// After returns the programmes that name id as the one before them.
func After(tx *db.Tx, id ID) ([]Programme, error) { return db.All(tx, q.After, scan, string(id)) }

func scan(scan db.Scan) (p Programme, err error) {
	var from, to string
	if err := scan(&p.ID, &p.Name, &from, &to, &p.Framework, &p.AreaList, &p.Predecessor, &p.About, &p.MadeUp); err != nil {
		return p, err
	}
	p.From, _ = date.Parse(from)
	p.To, _ = date.Parse(to)
	return p, nil
}
