// Package grant is who holds which role, for what and how long, and the conflicts
// of interest that people have declared. What follows from them decides package
// access.
//
// Tables: role_held, conflict.
package grant

import (
	"crypto/rand"
	_ "embed"
	"encoding/hex"
	"strings"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/area"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/inspection"
	"github.com/northinch/northinch/internal/person"
	"github.com/northinch/northinch/internal/programme"
)

//go:embed queries.sql
var text string

var q = db.Queries[struct {
	Give, ByID, End, OfPerson, Everybody,
	Declare, Withdraw, ConflictByID, ConflictsOf, AllConflicts db.Query
}](text)

// Statements are the queries of this package, to be checked on an engine.
func Statements() []db.Query { return db.List(q) }

// Grant is a role that a person holds, will hold or held.
type Grant struct {
	ID     string    `json:"id"`
	Person person.ID `json:"person"`
	access.Held
	Body    string    `json:"body,omitzero"`
	From    date.Date `json:"from"`
	To      date.Date `json:"to"`
	GivenBy string    `json:"given_by"`
	GivenAt string    `json:"given_at"`
	EndedAt string    `json:"ended_at,omitzero"`
	EndedBy string    `json:"ended_by,omitzero"`
}

// Bodies are the inspectorates that supply inspectors.
var Bodies = []string{"care", "health", "education", "constabulary"}

// Days are the first and the last day of something.
type Days struct{ From, To date.Date }

// Today is the day of the transaction. It is that of UTC: in summer a day here
// begins an hour late.
func Today(tx *db.Tx) date.Date {
	now := tx.Now()
	d, _ := date.Of(now.Year(), int(now.Month()), now.Day())
	return d
}

// HeldOn says whether the role is held on a day.
func (g Grant) HeldOn(day date.Date) bool {
	return g.EndedAt == "" && !day.Before(g.From) && !g.To.Before(day)
}

func scan(scan db.Scan) (g Grant, err error) {
	var role, from, to string
	if err := scan(&g.ID, &g.Person, &role, &g.Body, &g.Programme, &g.Area, &g.Inspection, &from, &to, &g.GivenBy, &g.GivenAt, &g.EndedAt, &g.EndedBy); err != nil {
		return g, err
	}
	var ok bool
	if g.Role, ok = access.ParseRole(role); !ok {
		g.Role = access.Public // a role of another edition of the policy allows nothing
	}
	g.From, _ = date.Parse(from)
	g.To, _ = date.Parse(to)
	return g, nil
}

// most is how long a role can be given for: a programme of three years and what
// comes after it.
const most = 5

// Give gives a person a role for a time. errs.NotFound or errs.Denied if who may
// not give it; errs.BadInput where the role cannot be held for that, the person
// has a conflict of interest there, or would judge their own report.
func Give(tx *db.Tx, who access.Actor, to person.ID, what access.Held, body string, days Days) (Grant, error) {
	p, err := person.Get(tx, to)
	if err != nil {
		return Grant{}, err
	}
	if !access.Anywhere(who, access.GiveRole) {
		return Grant{}, errs.Missing("person", "")
	}
	if p.State == person.Closed {
		return Grant{}, errs.Invalid("person", "%s may not sign in any more, so no role can be given", p.Name)
	}
	if err := exists(tx, what); err != nil {
		return Grant{}, err
	}
	if !what.Fits() {
		return Grant{}, errs.Invalid("role", "The role of %s cannot be held for this; it is held for %s", what.Role, what.Role.Of().Scopes())
	}
	if d := access.MayGive(who, what); !d.Allowed {
		return Grant{}, errs.Refused(d.Reason)
	}
	if who.ID == string(to) {
		return Grant{}, errs.Refused("nobody gives a role to themselves")
	}
	if err := checkDays(days, Today(tx)); err != nil {
		return Grant{}, err
	}
	if err := checkBody(what.Role, body); err != nil {
		return Grant{}, err
	}
	if err := free(tx, p, what); err != nil {
		return Grant{}, err
	}
	g := Grant{ID: newID()}
	if _, err := tx.Exec(q.Give, g.ID, string(to), what.Role.String(), body, what.Programme, what.Area, what.Inspection,
		days.From.String(), days.To.String(), who.ID, tx.Stamp()); err != nil {
		return g, err
	}
	if err := audit.Record(tx, who, "role.give", string(to), strings.TrimSpace(what.Role.String()+" "+Scope(what))); err != nil {
		return g, err
	}
	return Get(tx, g.ID)
}

func exists(tx *db.Tx, h access.Held) error {
	if h.Inspection != "" {
		_, err := inspection.Get(tx, inspection.ID(h.Inspection))
		return err
	}
	if h.Programme != "" {
		if _, err := programme.Get(tx, programme.ID(h.Programme)); err != nil {
			return err
		}
	}
	if h.Area != "" {
		if _, err := area.Get(tx, area.ID(h.Area)); err != nil {
			return err
		}
	}
	return nil
}

func checkDays(d Days, today date.Date) error {
	if d.From.String() == "" || len(d.From.String()) != 10 {
		return errs.Invalid("from", "Enter the first day")
	}
	if len(d.To.String()) != 10 {
		return errs.Invalid("to", "Enter the last day; every role ends")
	}
	if d.To.Before(d.From) {
		return errs.Invalid("to", "The last day cannot be before the first")
	}
	if d.To.Before(today) {
		return errs.Invalid("to", "The last day is in the past")
	}
	if far, ok := date.Of(today.Year()+most, 12, 31); ok && far.Before(d.To) {
		return errs.Invalid("to", "A role is given for %d years at most; give it again then", most)
	}
	return nil
}

func checkBody(r access.Role, body string) error {
	if r != access.Inspector {
		if body != "" {
			return errs.Invalid("body", "Only an inspector comes from an inspectorate")
		}
		return nil
	}
	for _, b := range Bodies {
		if b == body {
			return nil
		}
	}
	return errs.Invalid("body", "Select the inspectorate that the inspector comes from")
}

// End takes a role back. Who may give it may end it. errs.NotFound where there is
// none or it has ended.
func End(tx *db.Tx, who access.Actor, id string) (Grant, error) {
	g, err := Get(tx, id)
	if err != nil {
		return g, err
	}
	if d := access.MayGive(who, g.Held); !d.Allowed {
		if !access.Anywhere(who, access.GiveRole) {
			return g, errs.Missing("role", "")
		}
		return g, errs.Refused(d.Reason)
	}
	n, err := tx.Exec(q.End, id, tx.Stamp(), who.ID)
	if err != nil {
		return g, err
	}
	if n == 0 {
		return g, errs.Changed("This role was ended in the meantime")
	}
	return g, audit.Record(tx, who, "role.end", string(g.Person), strings.TrimSpace(g.Role.String()+" "+Scope(g.Held)))
}

// Get returns a grant; errs.NotFound if there is none.
func Get(tx *db.Tx, id string) (Grant, error) {
	all, err := db.All(tx, q.ByID, scan, id)
	if err != nil {
		return Grant{}, err
	}
	if len(all) == 0 {
		return Grant{}, errs.Missing("role", "")
	}
	return all[0], nil
}

// Of are the roles of a person, past ones too, the newest first.
func Of(tx *db.Tx, id person.ID) ([]Grant, error) { return db.All(tx, q.OfPerson, scan, string(id)) }

// Scope is what a role is held for, as the tables have it: "" for everything.
func Scope(h access.Held) string {
	if h.Inspection != "" {
		return h.Inspection
	}
	return strings.TrimSpace(h.Programme + " " + h.Area)
}

func newID() string {
	var b [8]byte
	rand.Read(b[:])
	return hex.EncodeToString(b[:])
}
