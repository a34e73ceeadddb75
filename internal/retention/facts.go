package retention

import (
	_ "embed"
	"strings"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/grant"
	"github.com/northinch/northinch/internal/inspection"
)

//go:embed queries.sql
var text string

var q = db.Queries[struct {
	Facts, AllFacts, SetFact, DropFact, Place, Release, Hold, Holds, DropHold,
	Certify, Finish, Certificate, Certificates, Unfinished db.Query
}](text)

// Facts are what the time of an inspection counts from besides its publication. A
// day that is not known has not come.
type Facts struct {
	Submitted date.Date `json:"submitted,omitzero"` // to Ministers
	Began     date.Date `json:"proceedings_began,omitzero"`
	Ended     date.Date `json:"proceedings_ended,omitzero"`
}

// Open says whether proceedings have begun and not ended.
func (f Facts) Open() bool { return f.Began.Known() && !f.Ended.Known() }

// fact is one of the facts as the table has it.
type fact struct {
	kind, field, label string
	of                 func(*Facts) *date.Date
}

var facts = []fact{
	{"submitted", "submitted", "submission to Ministers", func(f *Facts) *date.Date { return &f.Submitted }},
	{"proceedings began", "began", "beginning of proceedings", func(f *Facts) *date.Date { return &f.Began }},
	{"proceedings ended", "ended", "end of proceedings", func(f *Facts) *date.Date { return &f.Ended }},
}

// collect reads rows of facts by inspection.
func collect(tx *db.Tx, query db.Query, args ...any) (map[inspection.ID]Facts, error) {
	all := map[inspection.ID]Facts{}
	for scan, err := range tx.Each(query, args...) {
		if err != nil {
			return nil, err
		}
		var id inspection.ID
		var kind, day string
		if err := scan(&id, &kind, &day); err != nil {
			return nil, err
		}
		f := all[id]
		for _, one := range facts {
			if one.kind == kind {
				*one.of(&f), _ = date.Parse(day)
			}
		}
		all[id] = f
	}
	return all, nil
}

// FactsOf are the facts of an inspection. errs.NotFound if who may not see them, or
// there is no such inspection.
func FactsOf(tx *db.Tx, who access.Actor, id inspection.ID) (Facts, error) {
	i, err := inspection.Get(tx, id)
	if err != nil {
		return Facts{}, err
	}
	if err := access.Refuse(who, access.SeeRetention, i.Place()); err != nil {
		return Facts{}, err
	}
	all, err := collect(tx, q.Facts, string(id))
	return all[id], err
}

// SetFacts notes the facts of an inspection in place of those that who saw; each one
// that differs is an entry in the audit log with the day before. errs.NotFound if who
// may not; errs.Conflict if they were changed since seen; errs.BadInput for days that
// cannot be.
func SetFacts(tx *db.Tx, who access.Actor, id inspection.ID, seen, now Facts) error {
	i, err := inspection.Get(tx, id)
	if err != nil {
		return err
	}
	if err := access.Refuse(who, access.Hold, i.Place()); err != nil {
		return err
	}
	all, err := collect(tx, q.Facts, string(id))
	if err != nil {
		return err
	}
	was := all[id]
	if was != seen {
		return errs.Changed("Somebody else changed these days in the meantime. Look at them again before you change them")
	}
	if err := now.check(grant.Today(tx)); err != nil {
		return err
	}
	for _, one := range facts {
		old, day := *one.of(&was), *one.of(&now)
		if old == day {
			continue
		}
		if day.Known() {
			_, err = tx.Exec(q.SetFact, string(id), one.kind, day.String(), tx.Stamp(), who.ID)
		} else {
			_, err = tx.Exec(q.DropFact, string(id), one.kind)
		}
		if err != nil {
			return err
		}
		detail := one.kind + " " + day.String()
		if !day.Known() {
			detail = one.kind + " taken back"
		}
		if old.Known() {
			detail += ", before " + old.String()
		}
		if err := audit.Record(tx, who, "retention.fact", string(id), strings.TrimSpace(detail)); err != nil {
			return err
		}
	}
	return nil
}

func (f Facts) check(today date.Date) error {
	for _, one := range facts {
		day := *one.of(&f)
		if day.Known() && len(day.String()) != 10 {
			return errs.Invalid(one.field, "Enter the day of the %s, with its month and year", one.label)
		}
		if today.Before(day) {
			return errs.Invalid(one.field, "The day of the %s is in the future; enter it when it has come", one.label)
		}
	}
	if f.Ended.Known() && !f.Began.Known() {
		return errs.Invalid("began", "Enter the day on which the proceedings began")
	}
	if f.Ended.Before(f.Began) {
		return errs.Invalid("ended", "Proceedings cannot end before they began; where there are new ones, leave their end empty")
	}
	return nil
}
