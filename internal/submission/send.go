package submission

import (
	"cmp"
	"crypto/rand"
	"encoding/json"
	"errors"
	"slices"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/area"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/inspection"
	"github.com/northinch/northinch/internal/keyring"
	"github.com/northinch/northinch/internal/programme"
)

// about is what is sealed of a return beside its files.
type about struct {
	Files []fileAbout `json:"files"`
	// Tokens is the key of the tokens that stand for children. All returns of an
	// inspection have the same, so that a child keeps its token.
	Tokens []byte `json:"tokens"`
}

// pieceLength is how many bytes of the archive are sealed together.
const pieceLength = 256 << 10

// Send checks a return again, keeps it for an inspection and counts its measures, or has them counted
// where there are many children. It takes the place of one that was received before
// and not accepted.
//
// errs.NotFound if who may not send it; errs.BadInput if the inspection is published,
// if the return is of another area or of none that is one, or of a day that nobody can
// have agreed, if the same files were sent before, or if the records of the inspection were destroyed.
func Send(tx *db.Tx, desk Desk, who access.Actor, in inspection.ID, d *Draft) (Submission, error) {
	i, err := For(tx, who, access.SendReturn, in)
	if err != nil {
		return Submission{}, err
	}
	if err := MayCome(i); err != nil {
		return Submission{}, err
	}
	if err := fits(tx, i, d); err != nil {
		return Submission{}, err
	}
	before, err := db.All(tx, q.OfInspection, scan, string(in))
	if err != nil {
		return Submission{}, err
	}
	for _, b := range before {
		if b.SHA256 == d.sha256 {
			return b, errs.Invalid("file", "The same files were received before, as return %d", b.Number)
		}
	}
	today, _ := date.Of(tx.Now().Year(), int(tx.Now().Month()), tx.Now().Day())
	if err := ofADay(i, d.Return.Areas[0].Agreed.Date(), today); err != nil {
		return Submission{}, err
	}
	s := Submission{Inspection: in, Number: 1, State: Received, SentAt: tx.Now(), SentBy: who.ID, SHA256: d.sha256, Bytes: int64(len(d.packed)),
		Edition: d.Return.Edition.ID, Agreed: d.Return.Areas[0].Agreed.Date(), Children: d.Return.Children.Len(), Events: d.Return.Events.Len(), Findings: map[string]int{}}
	for _, f := range d.Return.Files {
		s.LeftOut += f.LeftOut
	}
	s.parts = max(1, (s.Children+desk.part()-1)/desk.part())
	a := about{Files: d.files, Tokens: make([]byte, 32)}
	rand.Read(a.Tokens)
	if len(before) > 0 {
		s.Number = before[0].Number + 1
		old, err := before[0].about(tx, desk.Keys)
		if err != nil {
			return s, gone(err)
		}
		a.Tokens = old.Tokens
	}
	s.ID = idOf(in, s.Number)
	noted, err := s.report(tx, desk.Keys, d.Return, d.read, a)
	if err != nil {
		return s, gone(err)
	}
	for _, r := range noted.Rules {
		if r.Found > 0 {
			s.Findings[r.Code] = r.Found
		}
	}
	if err := s.keep(tx, desk, who, d, a); err != nil {
		return s, gone(err)
	}
	if _, err := tx.Exec(q.Supersede, string(in), string(Received), s.Number); err != nil {
		return s, err
	}
	if err := s.count(tx, desk, who, d.Return); err != nil {
		return s, err
	}
	return s, audit.Record(tx, who, "return.send", string(s.ID), "edition "+s.Edition)
}

// MayCome is nil while an inspection takes a return: until it is published. The error
// is of kind errs.BadInput.
func MayCome(i inspection.Inspection) error {
	if i.Stage.IsPublic() {
		return errs.Invalid("file", "The inspection is published, and what it rests on does not change any more. Tell the programme manager what is wrong in the return")
	}
	return nil
}

// fits refuses what is not the return of the area of an inspection.
func fits(tx *db.Tx, i inspection.Inspection, d *Draft) error {
	p, err := programme.Get(tx, i.Programme)
	if err != nil {
		return err
	}
	codes, err := area.Codes(tx, i.Area)
	if err != nil {
		return err
	}
	if n := len(d.Return.Areas); n != 1 {
		return errs.Invalid("file", "The files are of %d areas. Send those of the area of this inspection alone", n)
	}
	if code := d.Return.Areas[0].Code; len(codes) > 0 && !slices.ContainsFunc(codes, func(c area.Code) bool { return c.Code == code }) {
		return errs.Invalid("file", "The files are of the area %s, and the inspection is of an area with the code %s", code, cmp.Or(codes[len(codes)-1].Code, "–"))
	}
	switch {
	case d.Return.MadeUp && !p.MadeUp:
		return errs.Invalid("file", "The files say of every child that it is made up, and the inspection is a real one")
	case !d.Return.MadeUp && p.MadeUp:
		return errs.Invalid("file", "The inspection is made up, and the files do not say of every child that it is made up too. No record of a real child may be in it")
	}
	return nil
}

// ofADay refuses a return of a day that nobody can have agreed: it has come, and it is of
// the year before the area was told of the inspection, or later. In a rehearsal all may
// lie ahead. That it is of another day than the one that was accepted is for whoever
// accepts it to see: the first may have been the wrong one.
func ofADay(i inspection.Inspection, agreed, today date.Date) error {
	switch {
	case today.Before(agreed) && !today.Before(i.Notified):
		return errs.Invalid("file", "The agreed date in the files is %s, which has not come yet. Correct it, or make the return when the day is over", agreed.Words())
	case i.Notified.Known() && agreed.After(1, 0).Before(i.Notified):
		return errs.Invalid("file", "The agreed date in the files is %s, more than a year before the area was told of the inspection on %s. Make the return of the day that was agreed", agreed.Words(), i.Notified.Words())
	}
	return nil
}

// gone says what it means to whoever sends a return that the key was destroyed.
func gone(err error) error {
	if errors.Is(err, keyring.ErrDestroyed) {
		return errs.Invalid("file", "The records of this inspection were destroyed, because their time was over, so nothing can be added to them")
	}
	return err
}

// keep writes the row of a return and its files.
func (s Submission) keep(tx *db.Tx, desk Desk, who access.Actor, d *Draft, a about) error {
	plain, err := json.Marshal(a)
	if err != nil {
		return err
	}
	findings, err := json.Marshal(s.Findings)
	if err != nil {
		return err
	}
	sealed, err := s.seal(tx, desk.Keys, who, "about", plain)
	if err != nil {
		return err
	}
	if _, err := tx.Exec(q.Add, string(s.ID), string(s.Inspection), s.Number, string(s.State), tx.Stamp(), s.SentBy, s.SHA256, s.Bytes, s.Edition, s.Agreed.String(),
		s.Children, s.Events, s.LeftOut, string(findings), s.parts, sealed); err != nil {
		return err
	}
	for start := 0; start < len(d.packed); start += pieceLength {
		piece := d.packed[start:min(start+pieceLength, len(d.packed))]
		if sealed, err = s.seal(tx, desk.Keys, who, pieceField(int64(start)), piece); err != nil {
			return err
		}
		if _, err := tx.Exec(q.AddPiece, string(s.ID), start, sealed); err != nil {
			return err
		}
	}
	return nil
}
