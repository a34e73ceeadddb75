package submission

import (
	"errors"
	"strconv"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/inspection"
	"github.com/northinch/northinch/internal/keyring"
)

// Reseal seals with the newest key of its inspection everything that an older one
// sealed, and says how many values that were. What was sealed with a key that was
// destroyed since stays as it is.
func Reseal(tx *db.Tx, ring *keyring.Ring, who access.Actor) (int, error) {
	all, err := db.All(tx, q.All, scan)
	if err != nil {
		return 0, err
	}
	total := 0
	for _, s := range all {
		n, err := s.reseal(tx, ring, who)
		if err == nil && s.Number == 1 {
			more := 0
			more, err = resealWaivers(tx, ring, who, s.Inspection)
			n += more
		}
		if errors.Is(err, keyring.ErrDestroyed) {
			continue
		}
		if err != nil {
			return total, err
		}
		total += n
	}
	if total == 0 {
		return 0, nil
	}
	return total, audit.Record(tx, who, "return.reseal", "submission", strconv.Itoa(total)+" values")
}

func (s Submission) reseal(tx *db.Tx, ring *keyring.Ring, who access.Actor) (n int, err error) {
	// anew seals a value again if its key is not the newest, and puts it in its place.
	anew := func(field string, sealed []byte, put db.Query, key ...any) error {
		one, err := ring.Anew(tx, who, s.scope(), s.place(field), &sealed)
		if err != nil || one == 0 {
			return err
		}
		n++
		_, err = tx.Exec(put, append(append([]any{string(s.ID)}, key...), sealed)...)
		return err
	}
	var sealed []byte
	if _, err := tx.One(q.About, []any{string(s.ID)}, &sealed); err != nil {
		return n, err
	}
	if err := anew("about", sealed, q.ResealAbout); err != nil {
		return n, err
	}
	pieces, err := db.All(tx, q.Pieces, scanPiece, string(s.ID))
	if err != nil {
		return n, err
	}
	for _, p := range pieces {
		if err := anew(pieceField(p.start), p.sealed, q.ResealPiece, p.start); err != nil {
			return n, err
		}
	}
	parts, err := db.All(tx, q.Counts, scanPart, string(s.ID))
	if err != nil {
		return n, err
	}
	for _, p := range parts {
		if err := anew(countField(p.part), p.sealed, q.ResealCount, p.part); err != nil {
			return n, err
		}
	}
	return n, nil
}

// resealWaivers does the same for the reasons given for the returns of an inspection.
func resealWaivers(tx *db.Tx, ring *keyring.Ring, who access.Actor, in inspection.ID) (n int, err error) {
	rows, err := waivers(tx, in)
	if err != nil {
		return 0, err
	}
	scope := keyring.OfInspection(string(in))
	for _, w := range rows {
		one, err := ring.Anew(tx, who, scope, waiverPlace(in, w.Code, w.Finding), &w.sealed)
		if err != nil {
			return n, err
		}
		if one == 0 {
			continue
		}
		if _, err := tx.Exec(q.ResealWaiver, string(in), w.Code, w.Finding, w.sealed); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}
