package grant

import (
	_ "embed"
	"strconv"
	"strings"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/area"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/person"
)

// How long each kind of interest bars after it has ended. The handbook's sources
// name no such rule; the years are this program's own.
//
//go:embed data/conflicts.csv
var kindsText string

// Kind is a kind of interest.
type Kind struct {
	Name  string
	Years int // that it bars after it has ended
	About string
}

// Kinds are the kinds of interest that one declares.
func Kinds() []Kind {
	var all []Kind
	for _, line := range strings.Split(strings.TrimSpace(kindsText), "\n")[1:] {
		f := strings.SplitN(line, ",", 3)
		years, err := strconv.Atoi(f[1])
		if err != nil {
			panic("grant: conflicts.csv: " + line)
		}
		all = append(all, Kind{f[0], years, f[2]})
	}
	return all
}

func kind(name string) (Kind, bool) {
	for _, k := range Kinds() {
		if k.Name == name {
			return k, true
		}
	}
	return Kind{}, false
}

// Conflict is an interest that somebody has declared.
type Conflict struct {
	ID          string    `json:"id"`
	Person      person.ID `json:"person"`
	Kind        string    `json:"kind"`
	Area        area.ID   `json:"area"`
	From        date.Date `json:"from,omitzero"` // not known: since always
	To          date.Date `json:"to,omitzero"`   // not known: it lasts
	DeclaredBy  string    `json:"declared_by"`
	DeclaredAt  string    `json:"declared_at"`
	WithdrawnAt string    `json:"withdrawn_at,omitzero"`
}

// BarsOn says whether the interest bars on a day. It bars before it begins too:
// who is to work there next month has an interest now. Of a day that is known to
// the month or the year only, the last day counts.
func (c Conflict) BarsOn(day date.Date) bool {
	if c.WithdrawnAt != "" {
		return false
	}
	if !c.To.Known() {
		return true
	}
	k, _ := kind(c.Kind)
	month, last := c.To.Month(), c.To.Day()
	if month == 0 {
		month = 12
	}
	if last == 0 {
		last = 31
	}
	for ; last > 0; last-- { // there is no 31 in every month, and no 29 February in every year
		if to, ok := date.Of(c.To.Year()+k.Years, month, last); ok {
			return !to.Before(day)
		}
	}
	return true
}

func scanConflict(scan db.Scan) (c Conflict, err error) {
	var from, to string
	err = scan(&c.ID, &c.Person, &c.Kind, &c.Area, &from, &to, &c.DeclaredBy, &c.DeclaredAt, &c.WithdrawnAt)
	c.From, _ = date.Parse(from)
	c.To, _ = date.Parse(to)
	return c, err
}

// Declare notes an interest: one's own, or somebody else's by who may record it.
// It holds at once. errs.NotFound if who may not; errs.BadInput for a kind, an
// area or days that cannot be.
func Declare(tx *db.Tx, who access.Actor, of person.ID, name string, in area.ID, days Days) (Conflict, error) {
	if who.ID != string(of) {
		if err := person.Over(tx, who, access.RecordConflict, of); err != nil {
			return Conflict{}, err
		}
	}
	if _, err := person.Get(tx, of); err != nil {
		return Conflict{}, err
	}
	if _, ok := kind(name); !ok {
		return Conflict{}, errs.Invalid("kind", "Select what kind of interest it is")
	}
	if _, err := area.Get(tx, in); err != nil {
		return Conflict{}, errs.Invalid("area", "Select the area")
	}
	if days.From.Known() && days.To.Known() && days.To.Before(days.From) {
		return Conflict{}, errs.Invalid("to", "The last day cannot be before the first")
	}
	c := Conflict{ID: newID()}
	if _, err := tx.Exec(q.Declare, c.ID, string(of), name, string(in), days.From.String(), days.To.String(), who.ID, tx.Stamp()); err != nil {
		return c, err
	}
	if err := audit.Record(tx, who, "conflict.declare", string(of), name+" "+string(in)); err != nil {
		return c, err
	}
	all, err := db.All(tx, q.ConflictByID, scanConflict, c.ID)
	if err != nil || len(all) == 0 {
		return c, err
	}
	return all[0], nil
}

// Withdraw takes a declaration back that was a mistake. Another person does it,
// never the one it is about. An interest that has ended is declared again with
// its last day.
func Withdraw(tx *db.Tx, who access.Actor, id string) error {
	all, err := db.All(tx, q.ConflictByID, scanConflict, id)
	if err != nil {
		return err
	}
	if len(all) == 0 || !access.Anywhere(who, access.RecordConflict) && who.ID != string(all[0].Person) {
		return errs.Missing("declaration", "")
	}
	if who.ID == string(all[0].Person) {
		return errs.Refused("nobody takes back their own declaration; ask a second person")
	}
	if err := person.Over(tx, who, access.RecordConflict, all[0].Person); err != nil {
		return err
	}
	if n, err := tx.Exec(q.Withdraw, id, tx.Stamp(), who.ID); err != nil || n == 0 {
		if err == nil {
			err = errs.Changed("This declaration was taken back in the meantime")
		}
		return err
	}
	return audit.Record(tx, who, "conflict.withdraw", string(all[0].Person), string(all[0].Area))
}

// ConflictsOf are the interests that a person has declared, the newest first.
func ConflictsOf(tx *db.Tx, id person.ID) ([]Conflict, error) {
	return db.All(tx, q.ConflictsOf, scanConflict, string(id))
}

// free says why a person may not be given a role, with the next step: an interest
// in the area; an associate whose own area nobody has noted; a lead on the panel
// for their own report, and the other way round.
func free(tx *db.Tx, p person.Person, what access.Held) error {
	at := what.Place().Area
	conflicts, err := ConflictsOf(tx, p.ID)
	if err != nil {
		return err
	}
	today, works := Today(tx), false
	for _, c := range conflicts {
		works = works || c.Kind == "worked" && c.BarsOn(today)
		if at != "" && string(c.Area) == at && c.BarsOn(today) && !what.Role.Of().Local {
			return errs.Invalid("person", "%s has declared an interest in this area; choose somebody else", p.Name)
		}
	}
	if what.Role == access.Associate && !works {
		return errs.Invalid("person", "An associate assessor works in another area: note first, as a declaration, where %s works", p.Name)
	}
	if what.Role != access.PanelMember && !leads(what.Role) {
		return nil
	}
	// Of a panel for a whole programme access leaves out what its member led.
	roles, err := Of(tx, p.ID)
	for _, g := range roles {
		if what.Role == access.PanelMember && what.Inspection != "" && leads(g.Role) && g.Covers(what.Place()) {
			return errs.Invalid("person", "%s leads this inspection or has led it, so cannot be on the panel for its report", p.Name)
		}
		if leads(what.Role) && g.Role == access.PanelMember && g.Inspection != "" && g.EndedAt == "" && what.Covers(g.Place()) {
			return errs.Invalid("person", "%s is on the panel for this inspection, so cannot lead it", p.Name)
		}
	}
	return err
}
