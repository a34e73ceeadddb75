// Package evaluation is the grades of the inspections that a programme runs
// itself: one mark per indicator, each change a new fact with its reason beside
// the old one.
//
// Tables: evaluation.
package evaluation

import (
	_ "embed"
	"strings"
	"unicode/utf8"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/framework"
	"github.com/northinch/northinch/internal/grade"
	"github.com/northinch/northinch/internal/inspection"
	"github.com/northinch/northinch/internal/person"
	"github.com/northinch/northinch/internal/programme"
)

//go:embed queries.sql
var text string

var q = db.Queries[struct{ Add, Latest, OfProgramme, History db.Query }](text)

// Statements are the queries of this package, to be checked on an engine.
func Statements() []db.Query { return db.List(q) }

// Evaluation is the mark of one indicator as it stands or stood.
type Evaluation struct {
	Inspection inspection.ID
	Indicator  string
	Version    int
	Mark       grade.Mark
	Reason     string
	At, Actor  string
}

// Set gives an indicator a mark. seen is the version that the person looked at,
// 0 where there was none. A mark that replaces another needs a reason, and so
// does any change after publication. It returns errs.Denied if who may not,
// errs.BadInput for a mark or a reason that cannot be, and errs.Conflict if
// somebody else graded the indicator since seen.
func Set(tx *db.Tx, who access.Actor, id inspection.ID, indicator string, seen int, mark grade.Mark, reason string) error {
	i, err := inspection.Get(tx, id)
	if err != nil {
		return err
	}
	if err := MayGrade(who, i); err != nil {
		return err
	}
	p, err := programme.Get(tx, i.Programme)
	if err != nil {
		return err
	}
	e, err := framework.Get(tx, p.Framework)
	if err != nil {
		return err
	}
	ind, err := e.Indicator(indicator)
	if err != nil {
		return err
	}
	scale, err := framework.ScaleOf(e.Scale)
	if err != nil {
		return err
	}
	if !ind.IsGraded() {
		return errs.Invalid("mark", "This indicator is not graded in the framework")
	}
	if !mark.Valid(len(scale.Grades)) || mark == 0 && seen == 0 {
		return errs.Invalid("mark", "Select a grade")
	}
	if !i.Stage.IsInspected() {
		return errs.Invalid("mark", "Grades can be given once fieldwork has begun; this inspection is %s", i.Stage)
	}
	now, err := latest(tx, id, indicator)
	if err != nil {
		return err
	}
	if now.Version < seen {
		return errs.Invalid("mark", "This indicator has no version %d; look at it again before you grade it", seen)
	}
	if now.Version > seen {
		names, err := person.Names(tx, now.Actor)
		if err != nil {
			return err
		}
		return errs.Changed("%s graded this indicator in the meantime: %s. Look at it again before you change it", names[now.Actor], scale.Words(now.Mark))
	}
	reason = strings.TrimSpace(reason)
	if reason == "" && (now.Version > 0 || i.Stage.IsPublic()) {
		return errs.Invalid("reason", "Enter the reason for the change")
	}
	if utf8.RuneCountInString(reason) > 4000 {
		return errs.Invalid("reason", "The reason must be 4,000 characters or fewer")
	}
	if now.Version > 0 && now.Mark == mark {
		return errs.Invalid("mark", "The grade is %s already; select another", scale.Words(mark))
	}
	if _, err := tx.Exec(q.Add, string(id), indicator, now.Version+1, int64(mark), reason, tx.Stamp(), who.ID); err != nil {
		return err
	}
	return audit.Record(tx, who, "grade.set", string(id)+" "+indicator, scale.Words(now.Mark)+" to "+scale.Words(mark))
}

// MayGrade says whether who may give or change a grade of the inspection as it
// is: its lead may, and at moderation the panel. errs.Denied if not.
func MayGrade(who access.Actor, i inspection.Inspection) error {
	if i.Stage == inspection.Moderation && access.Decide(who, access.Moderate, i.Place()).Allowed {
		return nil
	}
	return access.Refuse(who, access.SetGrade, i.Place())
}

func scan(scan db.Scan) (e Evaluation, err error) {
	return e, scan(&e.Inspection, &e.Indicator, &e.Version, &e.Mark, &e.Reason, &e.At, &e.Actor)
}

func latest(tx *db.Tx, id inspection.ID, indicator string) (Evaluation, error) {
	all, err := History(tx, id, indicator)
	if err != nil || len(all) == 0 {
		return Evaluation{Inspection: id, Indicator: indicator}, err
	}
	return all[len(all)-1], nil
}

// Of returns the marks of an inspection as they stand, by indicator ref.
func Of(tx *db.Tx, id inspection.ID) (map[string]Evaluation, error) {
	all, err := db.All(tx, q.Latest, scan, string(id))
	byRef := make(map[string]Evaluation, len(all))
	for _, e := range all {
		byRef[e.Indicator] = e
	}
	return byRef, err
}

// OfProgramme returns the marks of all inspections of a programme as they stand.
func OfProgramme(tx *db.Tx, p programme.ID) (map[inspection.ID][]Evaluation, error) {
	all, err := db.All(tx, q.OfProgramme, scan, string(p))
	byID := map[inspection.ID][]Evaluation{}
	for _, e := range all {
		byID[e.Inspection] = append(byID[e.Inspection], e)
	}
	return byID, err
}

// History returns every mark that an indicator had, the first first.
func History(tx *db.Tx, id inspection.ID, indicator string) ([]Evaluation, error) {
	return db.All(tx, q.History, scan, string(id), indicator)
}
