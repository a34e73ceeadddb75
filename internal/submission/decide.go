package submission

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/inspection"
	"github.com/northinch/northinch/internal/keyring"
	"github.com/northinch/northinch/internal/returns/check"
)

// Waiver is why a finding may stand.
type Waiver struct {
	Code    string
	Finding string // its identity, or check.Whole
	At      time.Time
	Actor   string
	Reason  string
}

// mostReason is how long a reason may be, in characters.
const mostReason = 2000

// Waive says why what a rule finds may stand: the area's own word, beside the return,
// which stays as it is. finding is the identity of one finding, check.Whole for a rule
// about the whole return, or "" for all that the rule finds in the return now. A second
// reason takes the place of the first. It returns how many findings it is given for.
//
// errs.NotFound if who may not send the return; errs.BadInput without a reason, where
// there is no such finding, where nobody can waive it, or once the return is
// superseded or the inspection published.
func Waive(tx *db.Tx, desk Desk, who access.Actor, s Submission, code, finding, reason string) (int, error) {
	i, err := For(tx, who, access.SendReturn, s.Inspection)
	if err != nil {
		return 0, err
	}
	rules := check.Rules()
	at := slices.IndexFunc(rules, func(r check.Rule) bool { return r.Code == code })
	switch {
	case i.Stage.IsPublic():
		return 0, errs.Invalid("code", "The inspection is published, and what it rests on does not change any more")
	case s.State == Superseded:
		return 0, errs.Invalid("code", "Another return is in the place of this one; give reasons for what is noted there")
	case at < 0 || s.Findings[code] == 0:
		return 0, errs.Invalid("code", "Select what the reason is for; what is wrong with files and cells can only be corrected")
	case rules[at].Must:
		return 0, errs.Invalid("code", "What rule %s finds cannot be true in any circumstances. Correct the rows and send the return again", code)
	case len(strings.Fields(reason)) < 3:
		return 0, errs.Invalid("reason", "Enter a sentence that says why it may stand")
	case utf8.RuneCountInString(reason) > mostReason:
		return 0, errs.Invalid("reason", "The reason must be 2,000 characters or fewer")
	}
	report, err := Noted(tx, desk, who, s)
	if err != nil {
		return 0, gone(err)
	}
	var all []string
	for _, f := range report.Findings {
		id := f.ID
		if rules[at].Whole != nil || rules[at].Years != nil {
			id = check.Whole
		}
		if f.Code == code && (finding == "" || finding == id) && !slices.Contains(all, id) {
			all = append(all, id)
		}
	}
	if len(all) == 0 {
		return 0, errs.Invalid("code", "There is no such finding in the return any more")
	}
	for _, id := range all {
		sealed, err := desk.Keys.Seal(tx, who, s.scope(), waiverPlace(s.Inspection, code, id), []byte(reason))
		if err != nil {
			return 0, gone(err)
		}
		if _, err := tx.Exec(q.Waive, string(s.Inspection), code, id, tx.Stamp(), who.ID, sealed); err != nil {
			return 0, err
		}
	}
	return len(all), audit.Record(tx, who, "return.waive", string(s.ID), fmt.Sprintf("%s, %d", code, len(all)))
}

func waiverPlace(in inspection.ID, code, finding string) string {
	return "submission_waiver/" + string(in) + "/" + code + "/" + finding
}

type waiverRow struct {
	Waiver
	sealed []byte
}

func waivers(tx *db.Tx, in inspection.ID) ([]waiverRow, error) {
	return db.All(tx, q.Waivers, func(scan db.Scan) (w waiverRow, err error) {
		var at string
		if err := scan(&w.Code, &w.Finding, &at, &w.Actor, &w.sealed); err != nil {
			return w, err
		}
		w.At, err = time.Parse(db.Moment, at)
		return w, err
	}, string(in))
}

// reasons are the waivers of the inspection of a return.
func (s Submission) reasons(tx *db.Tx, ring *keyring.Ring) ([]Waiver, error) {
	rows, err := waivers(tx, s.Inspection)
	if err != nil {
		return nil, err
	}
	var all []Waiver
	for _, w := range rows {
		plain, err := ring.Unseal(tx, s.scope(), waiverPlace(s.Inspection, w.Code, w.Finding), w.sealed)
		if err != nil {
			return nil, err
		}
		w.Reason = string(plain)
		all = append(all, w.Waiver)
	}
	return all, nil
}

// Accept makes a return the one that the inspection rests on; one that was accepted
// before is superseded. errs.NotFound if who may not; errs.BadInput while errors are
// noted in it for which nobody has given a reason, or after the publication;
// errs.Conflict if it was accepted or superseded meanwhile.
func Accept(tx *db.Tx, desk Desk, who access.Actor, s Submission) error {
	i, err := For(tx, who, access.AcceptReturn, s.Inspection)
	if err != nil {
		return err
	}
	if i.Stage.IsPublic() {
		return errs.Invalid("", "The inspection is published, and what it rests on does not change any more")
	}
	report, err := Noted(tx, desk, who, s)
	if err != nil {
		return err
	}
	if report.Errors > 0 {
		return errs.Invalid("", "The return has %s for which the area has given no reason. Ask for the reasons, or for another return", several(report.Errors, "error"))
	}
	n, err := tx.Exec(q.Accept, string(s.ID), tx.Stamp(), who.ID)
	if err != nil {
		return err
	}
	if n == 0 {
		return errs.Changed("The return was accepted, or another was sent in its place, in the meantime. Look at it again")
	}
	if _, err := tx.Exec(q.Supersede, string(s.Inspection), string(Accepted), s.Number); err != nil {
		return err
	}
	return audit.Record(tx, who, "return.accept", string(s.ID), "")
}

// several is a number of things in words: "1 error", "2 errors".
func several(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %ss", n, one)
}
