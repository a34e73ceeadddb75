package inspection

import (
	_ "embed"
	"slices"
	"strings"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/area"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/programme"
)

//go:embed queries.sql
var text string

var q = db.Queries[struct {
	Add, ByID, All, InProgramme, InArea, Move, AddMove, Moves db.Query
}](text)

// Statements are the queries of this package, to be checked on an engine.
func Statements() []db.Query { return db.List(q) }

// Schedule adds an inspection of an area to a programme. errs.Denied if who may
// not; errs.Conflict if the area already has one there.
func Schedule(tx *db.Tx, who access.Actor, p programme.ID, a area.ID) (Inspection, error) {
	id := ID(string(p) + "/" + string(a))
	if err := access.Refuse(who, access.AdvanceStage, Inspection{ID: id, Programme: p, Area: a}.Place()); err != nil {
		return Inspection{}, err
	}
	if _, err := programme.Get(tx, p); err != nil {
		return Inspection{}, err
	}
	if _, err := area.Get(tx, a); err != nil {
		return Inspection{}, err
	}
	n, err := tx.Exec(q.Add, string(id), string(p), string(a), string(Scheduled))
	if err != nil {
		return Inspection{}, err
	}
	if n == 0 {
		return Inspection{}, errs.Changed("There is already an inspection of this area in the programme")
	}
	if err := audit.Record(tx, who, "inspection.schedule", string(id), ""); err != nil {
		return Inspection{}, err
	}
	return Get(tx, id)
}

func scan(scan db.Scan) (i Inspection, err error) {
	var notified, started, ended, published string
	if err := scan(&i.ID, &i.Programme, &i.Area, &i.Stage, &notified, &started, &ended, &published, &i.Version); err != nil {
		return i, err
	}
	i.Notified, _ = date.Parse(notified)
	i.Started, _ = date.Parse(started)
	i.Ended, _ = date.Parse(ended)
	i.Published, _ = date.Parse(published)
	return i, nil
}

// Get returns an inspection; errs.NotFound if there is none.
func Get(tx *db.Tx, id ID) (Inspection, error) {
	all, err := db.All(tx, q.ByID, scan, string(id))
	if err != nil {
		return Inspection{}, err
	}
	if len(all) == 0 {
		return Inspection{}, errs.Missing("inspection", string(id))
	}
	return all[0], nil
}

// All returns every inspection, by programme and area.
func All(tx *db.Tx) ([]Inspection, error) { return db.All(tx, q.All, scan) }

// InProgramme returns the inspections of a programme by area.
func InProgramme(tx *db.Tx, p programme.ID) ([]Inspection, error) {
	return db.All(tx, q.InProgramme, scan, string(p))
}

// InArea returns the inspections of an area by programme.
func InArea(tx *db.Tx, a area.ID) ([]Inspection, error) {
	return db.All(tx, q.InArea, scan, string(a))
}

// Advance moves an inspection to another stage on a day, which a step back does
// not need. seen is the version that the person looked at. It returns errs.Denied
// if who may not move it, errs.BadInput for a move that the stage table does not
// have or a day that cannot be, and errs.Conflict if it was changed since seen.
func Advance(tx *db.Tx, who access.Actor, id ID, seen int, to Stage, on date.Date) error {
	i, err := Get(tx, id)
	if err != nil {
		return err
	}
	if err := access.Refuse(who, access.AdvanceStage, i.Place()); err != nil {
		return err
	}
	if i.Version != seen {
		return changed(i)
	}
	if !slices.Contains(next[i.Stage], to) {
		if len(next[i.Stage]) == 0 {
			return errs.Invalid("stage", "An inspection that is %s goes no further", i.Stage)
		}
		return errs.Invalid("stage", "An inspection cannot go from %s to %s; it can go to %s", i.Stage, to, join(next[i.Stage]))
	}
	from := i.Stage
	// A step back gives no date: what began then, and ended then, stays so.
	if slot := i.dateOf(to); slot != nil && slices.Index(Stages, to) > slices.Index(Stages, from) {
		if !on.Known() {
			return errs.Invalid("on", "Enter the day on which the inspection reached the stage")
		}
		if last := max(i.Notified, i.Started, i.Ended); on.Before(last) {
			return errs.Invalid("on", "The day cannot be before %s, which the inspection has reached already", last.Words())
		}
		*slot = on
	}
	n, err := tx.Exec(q.Move, string(id), i.Version, string(to), i.Notified.String(), i.Started.String(), i.Ended.String(), i.Published.String())
	if err != nil {
		return err
	}
	if n == 0 {
		return changed(i)
	}
	if _, err := tx.Exec(q.AddMove, string(id), i.Version+1, string(from), string(to), tx.Stamp(), who.ID); err != nil {
		return err
	}
	return audit.Record(tx, who, "inspection.advance", string(id), string(from)+" to "+string(to))
}

func changed(i Inspection) error {
	return errs.Changed("Somebody else moved this inspection in the meantime; it is now %s. Look at it again before you move it", i.Stage)
}

func join(stages []Stage) string {
	names := make([]string, len(stages))
	for i, s := range stages {
		names[i] = string(s)
	}
	return strings.Join(names, " or ")
}

// Move is a move of an inspection from one stage to another.
type Move struct {
	From, To  Stage
	At, Actor string
}

// Moves returns the moves of an inspection, the first first.
func Moves(tx *db.Tx, id ID) ([]Move, error) {
	return db.All(tx, q.Moves, func(scan db.Scan) (m Move, err error) {
		return m, scan(&m.From, &m.To, &m.At, &m.Actor)
	}, string(id))
}
