package submission

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/returns"
)

// Waiver is why what is noted by a code may stand.
type Waiver struct {
	Code   string
	At     time.Time
	Actor  string
	Reason string
}

// mostReason is how long a reason may be, in characters.
const mostReason = 2000

// Waive says why what is noted by a code may stand: the area's own word, beside the
// return that stays as it is. A second reason takes the place of the first.
// errs.NotFound if who may not send the return; errs.BadInput without a reason, for a
// code of which nothing is noted, or once the return is superseded.
func Waive(tx *db.Tx, desk Desk, who access.Actor, s Submission, code, reason string) error {
	if _, err := For(tx, who, access.SendReturn, s.Inspection); err != nil {
		return err
	}
	switch {
	case s.State == Superseded:
		return errs.Invalid("code", "Another return is in the place of this one; give reasons for what is noted there")
	case s.Findings[code] == 0:
		return errs.Invalid("code", "Select what the reason is for")
	case strings.TrimSpace(reason) == "":
		return errs.Invalid("reason", "Enter why it may stand")
	case utf8.RuneCountInString(reason) > mostReason:
		return errs.Invalid("reason", "The reason must be 2,000 characters or fewer")
	}
	sealed, err := s.seal(tx, desk.Keys, who, waiverField(code), []byte(reason))
	if err != nil {
		return gone(err)
	}
	if _, err := tx.Exec(q.Waive, string(s.ID), code, tx.Stamp(), who.ID, sealed); err != nil {
		return err
	}
	return audit.Record(tx, who, "return.waive", string(s.ID), code)
}

func waiverField(code string) string { return "waiver/" + code }

type waiverRow struct {
	Waiver
	sealed []byte
}

func (s Submission) waivers(tx *db.Tx) ([]waiverRow, error) {
	return db.All(tx, q.Waivers, func(scan db.Scan) (w waiverRow, err error) {
		var at string
		if err := scan(&w.Code, &at, &w.Actor, &w.sealed); err != nil {
			return w, err
		}
		w.At, err = time.Parse(db.Moment, at)
		return w, err
	}, string(s.ID))
}

// Waivers are the reasons given for a return, by code. errs.NotFound if who may not
// see it.
func Waivers(tx *db.Tx, desk Desk, who access.Actor, s Submission) ([]Waiver, error) {
	if _, err := For(tx, who, access.SeeReturn, s.Inspection); err != nil {
		return nil, err
	}
	rows, err := s.waivers(tx)
	if err != nil {
		return nil, err
	}
	var all []Waiver
	for _, w := range rows {
		plain, err := s.unseal(tx, desk.Keys, waiverField(w.Code), w.sealed)
		if err != nil {
			return nil, err
		}
		w.Reason = string(plain)
		all = append(all, w.Waiver)
	}
	return all, nil
}

// Errors are the codes of errors that are noted in a return and for which nobody has
// given a reason: it is not accepted while there are any.
func (s Submission) Errors(waived []Waiver) (codes []string) {
	given := map[string]bool{}
	for _, w := range waived {
		given[w.Code] = true
	}
	for _, c := range returns.Checks() {
		if c.Severity == returns.Error && s.Findings[c.Code] > 0 && !given[c.Code] {
			codes = append(codes, c.Code)
		}
	}
	return codes
}

// Accept makes a return the one that the inspection rests on; one that was accepted
// before is superseded. errs.NotFound if who may not; errs.BadInput while errors are
// noted in it without a reason; errs.Conflict if it was accepted or superseded
// meanwhile.
func Accept(tx *db.Tx, desk Desk, who access.Actor, s Submission) error {
	i, err := For(tx, who, access.AcceptReturn, s.Inspection)
	if err != nil {
		return err
	}
	if i.Stage.IsPublic() {
		return errs.Invalid("", "The inspection is published, and what it rests on does not change any more")
	}
	waived, err := Waivers(tx, desk, who, s)
	if err != nil {
		return err
	}
	if open := s.Errors(waived); len(open) > 0 {
		return errs.Invalid("", "The return has errors for which the area has given no reason: %s. Ask for another one, or for the reasons", strings.Join(open, ", "))
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
