package concern

import (
	"slices"
	"strings"
	"time"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/inspection"
)

// Advance takes a concern to its next stage with what was answered, by the names of
// Stage.Asks. seen is the version that the person looked at. It returns errs.NotFound
// if who may not act on it, errs.Denied where a second person is needed and who is
// not that one, errs.BadInput for a step that the table does not have or an answer
// that is missing, and errs.Conflict if somebody else was faster.
func Advance(tx *db.Tx, desk Desk, who access.Actor, id ID, seen int, to Stage, answers map[string]string) error {
	c, err := For(tx, who, access.ActOnConcern, id)
	if err != nil {
		return err
	}
	if c.Version != seen {
		return changed(c)
	}
	if !slices.Contains(next[c.Stage], to) {
		if !c.Stage.IsOpen() {
			return errs.Invalid("stage", "A concern that is closed goes no further")
		}
		return errs.Invalid("stage", "A concern cannot go from %s to %s; it can go to %s", c.Stage, to, join(next[c.Stage]))
	}
	if err := MayStep(tx, who, c, to); err != nil {
		return err
	}
	kept, err := check(tx, c, to, answers)
	if err != nil {
		return err
	}
	from := c.Stage
	n, err := tx.Exec(q.SetStage, string(id), c.Version, string(to), tx.Stamp())
	if err != nil {
		return err
	}
	if n == 0 {
		return changed(c)
	}
	c.Stage, c.Version = to, c.Version+1
	if err := c.addStep(tx, desk.Keys, who, tx.Stamp(), kept); err != nil {
		return err
	}
	if err := audit.Record(tx, who, "concern.step", string(id), string(from)+" to "+string(to)); err != nil {
		return err
	}
	if len(next[to]) > 0 && to.NeedsSecond(next[to][0]) {
		return tellSecond(tx, desk, who, c)
	}
	return nil
}

// MayStep says whether who may take a concern to a stage, apart from the table:
// errs.NotFound or errs.Denied with the reason if not.
func MayStep(tx *db.Tx, who access.Actor, c Concern, to Stage) error {
	if !access.Decide(who, access.ActOnConcern, c.Inspection.Place()).Allowed {
		return missing(c.ID)
	}
	if !c.Stage.NeedsSecond(to) {
		return nil
	}
	if !holds(who, c.Inspection, access.ServiceManager) {
		return errs.Refused("a service manager agrees to a concern that is not passed on; nobody else closes it")
	}
	before, err := steps(tx, c.ID)
	if err != nil {
		return err
	}
	if before[len(before)-1].Actor == who.ID {
		return errs.Refused("you decided not to pass this concern on, so a second person agrees; if there is no other service manager, send the decision back for the lead to decide")
	}
	return nil
}

// holds says whether who holds one of the roles for an inspection.
func holds(who access.Actor, i inspection.Inspection, roles ...access.Role) bool {
	return slices.ContainsFunc(who.Held, func(h access.Held) bool { return slices.Contains(roles, h.Role) && h.Covers(i.Place()) })
}

// check says what is missing among the answers, and keeps what was asked for.
func check(tx *db.Tx, c Concern, to Stage, answers map[string]string) (map[string]string, error) {
	kept := map[string]string{}
	for _, a := range c.Stage.Asks(to) {
		s := answers[a.Name]
		if strings.TrimSpace(s) == "" {
			if a.Missing != "" {
				return nil, errs.Invalid(a.Name, "%s", a.Missing)
			}
			continue
		}
		if err := fits(tx, a, c, s); err != nil {
			return nil, err
		}
		kept[a.Name] = s
	}
	return kept, nil
}

func fits(tx *db.Tx, a Ask, c Concern, s string) error {
	switch {
	case a.Day:
		on, ok := date.Parse(s)
		if !ok || len(on.String()) != 10 {
			return errs.Invalid(a.Name, "Enter a day that exists, such as 27 3 2012")
		}
		if today := dayOf(tx.Now()); today.Before(on) {
			return errs.Invalid(a.Name, "The day cannot be in the future")
		}
		if raised := dayOf(c.RaisedAt); on.Before(raised) {
			return errs.Invalid(a.Name, "The day cannot be before %s, when the concern was raised", raised.Words())
		}
	case a.Long && tooLong(s, mostNote):
		return errs.Invalid(a.Name, "The answer must be 10,000 characters or fewer")
	case !a.Long && tooLong(s, mostLine):
		return errs.Invalid(a.Name, "The answer must be 300 characters or fewer")
	}
	return nil
}

// dayOf is the day where the inspections are.
func dayOf(at time.Time) date.Date {
	local := at.In(limits.zone)
	d, _ := date.Of(local.Year(), int(local.Month()), local.Day())
	return d
}

func changed(c Concern) error {
	return errs.Changed("Somebody else acted on this concern in the meantime; it is now %s. Look at it again before you go on", c.Stage)
}

func join(stages []Stage) string {
	names := make([]string, len(stages))
	for i, s := range stages {
		names[i] = string(s)
	}
	return strings.Join(names, " or ")
}
