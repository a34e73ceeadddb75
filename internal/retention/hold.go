package retention

import (
	"crypto/rand"
	"encoding/hex"
	"strings"
	"unicode/utf8"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/inspection"
	"github.com/northinch/northinch/internal/person"
)

// Hold keeps what is held about an inspection or a person although its time has come.
type Hold struct {
	ID      string `json:"id"`
	Subject string `json:"subject"`
	// Name is what to call the subject, in a listing.
	Name        string `json:"name,omitzero"`
	Reason      string `json:"reason"`
	PlacedAt    string `json:"placed_at"`
	PlacedBy    string `json:"placed_by"`
	ReleasedAt  string `json:"released_at,omitzero"`
	ReleasedBy  string `json:"released_by,omitzero"`
	WhyReleased string `json:"why_released,omitzero"`
}

func scanHold(scan db.Scan) (h Hold, err error) {
	return h, scan(&h.ID, &h.Subject, &h.Reason, &h.PlacedAt, &h.PlacedBy, &h.ReleasedAt, &h.ReleasedBy, &h.WhyReleased)
}

// longest is how many characters a reason may have.
const longest = 1000

func checkReason(reason string) (string, error) {
	reason = strings.TrimSpace(reason)
	if reason == "" {
		return "", errs.Invalid("reason", "Enter the reason, without names")
	}
	if utf8.RuneCountInString(reason) > longest || !utf8.ValidString(reason) || strings.ContainsRune(reason, 0) {
		return "", errs.Invalid("reason", "The reason must be %d characters or fewer, and text only", longest)
	}
	return reason, nil
}

// may is nil where who may do act about a subject: an inspection or a person. What
// is about a person is for those who hold their role for everything.
func may(tx *db.Tx, who access.Actor, act access.Action, subject string) error {
	if strings.Contains(subject, "/") {
		i, err := inspection.Get(tx, inspection.ID(subject))
		if err != nil {
			return err
		}
		return access.Refuse(who, act, i.Place())
	}
	if err := access.Refuse(who, act, access.Place{}); err != nil {
		return err
	}
	_, err := person.Get(tx, person.ID(subject))
	return err
}

// Place places a hold on an inspection or a person. errs.NotFound if who may not, or
// there is no such subject; errs.BadInput without a reason.
func Place(tx *db.Tx, who access.Actor, subject, reason string) (Hold, error) {
	if !access.Anywhere(who, access.Hold) {
		return Hold{}, errs.Missing("page", "")
	}
	subject = strings.TrimSpace(subject)
	if subject == "" {
		return Hold{}, errs.Invalid("subject", "Say which inspection or person the hold is on")
	}
	if err := may(tx, who, access.Hold, subject); err != nil {
		if errs.KindOf(err) == errs.NotFound {
			err = errs.Missing("inspection or person that you may place a hold on", subject)
		}
		return Hold{}, err
	}
	reason, err := checkReason(reason)
	if err != nil {
		return Hold{}, err
	}
	id := newID("h")
	if _, err := tx.Exec(q.Place, id, subject, reason, tx.Stamp(), who.ID); err != nil {
		return Hold{}, err
	}
	if err := audit.Record(tx, who, "hold.place", subject, id); err != nil {
		return Hold{}, err
	}
	return hold(tx, id)
}

// Release ends a hold. errs.NotFound if who may not or there is none; errs.Conflict
// if it was released before; errs.BadInput without a reason.
func Release(tx *db.Tx, who access.Actor, id, reason string) error {
	h, err := HoldOf(tx, who, id)
	if err != nil {
		return err
	}
	if h.ReleasedAt != "" {
		return errs.Changed("This hold was released in the meantime")
	}
	if reason, err = checkReason(reason); err != nil {
		return err
	}
	if _, err := tx.Exec(q.Release, id, tx.Stamp(), who.ID, reason); err != nil {
		return err
	}
	return audit.Record(tx, who, "hold.release", h.Subject, id)
}

func hold(tx *db.Tx, id string) (Hold, error) {
	all, err := db.All(tx, q.Hold, scanHold, id)
	if err != nil {
		return Hold{}, err
	}
	if len(all) == 0 {
		return Hold{}, errs.Missing("hold", id)
	}
	return all[0], nil
}

// HoldOf is a hold that who may place and release; errs.NotFound otherwise.
func HoldOf(tx *db.Tx, who access.Actor, id string) (Hold, error) {
	h, err := hold(tx, id)
	if err != nil {
		return Hold{}, err
	}
	switch err := may(tx, who, access.Hold, h.Subject); errs.KindOf(err) {
	case errs.NotFound, errs.Denied:
		return Hold{}, errs.Missing("hold", id) // not which hold it is
	default:
		return h, err
	}
}

func newID(letter string) string {
	var b [8]byte
	rand.Read(b[:])
	return letter + hex.EncodeToString(b[:])
}
