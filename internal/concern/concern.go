// Package concern is matters of concern: somebody on the team believes that a child
// or an adult is at risk. Each is raised with two answers, goes to the lead of the
// inspection at once, has a clock, and is closed only when the loop is closed.
//
// It is the one place where somebody at risk may be named. What was seen, who it is
// about and every note is sealed with the key of the inspection; who it is about is
// opened for one person at a time, for a reason that they give. Every reading is in
// the audit log, written before anything is shown; so functions that open a concern
// write, and need a writing transaction.
//
// Tables: concern, concern_step, concern_look.
package concern

import (
	"crypto/rand"
	_ "embed"
	"encoding/json"
	"errors"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/inspection"
	"github.com/northinch/northinch/internal/keyring"
)

//go:embed queries.sql
var text string

var q = db.Queries[struct {
	Add, ByID, All, Open, Sealed, SetStage, Escalate, AddStep, Steps, AddLook, Looks, LastLook,
	ResealConcern, ResealStep, ResealLook,
	DropLooks, DropSteps, Drop, HeldSteps, HeldLooks db.Query
}](text)

// Statements are the queries of this package, to be checked on an engine.
func Statements() []db.Query { return db.List(q) }

// ID names a concern: ten letters and digits that can be read out, "K7QXA-M2CDE".
type ID string

// newID has 50 random bits. Who knows it can do nothing with it.
func newID() ID {
	s := rand.Text()
	return ID(s[:5] + "-" + s[5:10])
}

// Concern is a matter of concern without what is sealed.
type Concern struct {
	ID         ID
	Inspection inspection.Inspection
	RaisedAt   time.Time
	RaisedBy   string
	Stage      Stage
	StageAt    time.Time
	Escalated  time.Time // when its limit was found to have passed; zero if not
	Version    int
	// Identified says that somebody named who is at risk.
	Identified bool
}

// Ends is when the limit of the stage has passed; false where there is none.
func (c Concern) Ends() (time.Time, bool) {
	if !c.Stage.IsOpen() {
		return time.Time{}, false
	}
	return limits.ends(c.Stage, c.StageAt)
}

// IsLate says whether the limit of the stage has passed.
func (c Concern) IsLate(now time.Time) bool {
	end, ok := c.Ends()
	return ok && now.After(end)
}

// Desk is what there must be, besides the database, to raise a concern and to act on
// it.
type Desk struct {
	// Keys are what concerns are sealed with.
	Keys *keyring.Ring
	// Origin is where the site is found, scheme://host[:port], for the links in
	// messages. Where it is empty they have the path alone.
	Origin string
}

// New is a concern to be raised.
type New struct {
	// Words are what was seen or heard.
	Words string
	// Identity is who may be at risk; may be empty.
	Identity string
	// At is when it was raised, where that was on paper before it came here; zero
	// is now. Its clock runs from then.
	At time.Time
}

const (
	mostWords    = 10000 // characters
	mostIdentity = 2000
	mostNote     = 10000
	mostLine     = 300
)

func tooLong(s string, most int) bool { return utf8.RuneCountInString(s) > most }

// Raise raises a concern and sends the lead and the deputes word of it. errs.Denied
// if who may not raise one there; errs.BadInput without words, or where the key of the
// inspection was destroyed.
func Raise(tx *db.Tx, desk Desk, who access.Actor, in inspection.ID, n New) (Concern, error) {
	i, err := inspection.Get(tx, in)
	if err != nil {
		return Concern{}, err
	}
	if err := access.Refuse(who, access.RaiseConcern, i.Place()); err != nil {
		return Concern{}, err
	}
	if strings.TrimSpace(n.Words) == "" {
		return Concern{}, errs.Invalid("words", "Enter what was seen or heard")
	}
	if tooLong(n.Words, mostWords) {
		return Concern{}, errs.Invalid("words", "What was seen or heard must be 10,000 characters or fewer")
	}
	if tooLong(n.Identity, mostIdentity) {
		return Concern{}, errs.Invalid("identity", "Who may be at risk must be 2,000 characters or fewer")
	}
	if n.At.IsZero() {
		n.At = tx.Now()
	}
	if n.At.After(tx.Now()) {
		return Concern{}, errs.Invalid("at", "A concern cannot be raised in the future")
	}
	c := Concern{ID: newID(), Inspection: i, RaisedAt: n.At.UTC(), RaisedBy: who.ID, Stage: Raised, StageAt: n.At.UTC(), Version: 1, Identified: strings.TrimSpace(n.Identity) != ""}
	words, err := c.seal(tx, desk.Keys, who, "words", []byte(n.Words))
	if errors.Is(err, keyring.ErrDestroyed) {
		// Somebody may be at risk: what they typed stays before them, with what to do.
		err = errs.Invalid("inspection", "The records of this inspection were destroyed, because their time was over, so nothing can be added to them. Tell the programme manager at once by telephone, or raise it in another inspection that you work on")
	}
	if err != nil {
		return c, err
	}
	identity := []byte{}
	if c.Identified {
		if identity, err = c.seal(tx, desk.Keys, who, "identity", []byte(n.Identity)); err != nil {
			return c, err
		}
	}
	at := c.RaisedAt.Format(db.Moment)
	if _, err := tx.Exec(q.Add, string(c.ID), string(in), at, who.ID, string(Raised), words, identity); err != nil {
		return c, err
	}
	if err := c.addStep(tx, desk.Keys, who, at, nil); err != nil {
		return c, err
	}
	if err := audit.Record(tx, who, "concern.raise", string(c.ID), string(in)); err != nil {
		return c, err
	}
	return c, tellLead(tx, desk, who, c)
}

// scope is the key that seals a concern: that of its inspection, which is destroyed
// with it.
func (c Concern) scope() keyring.Scope { return keyring.OfInspection(string(c.Inspection.ID)) }

func (c Concern) place(field string) string { return "concern/" + string(c.ID) + "/" + field }

func (c Concern) seal(tx *db.Tx, ring *keyring.Ring, who access.Actor, field string, plain []byte) ([]byte, error) {
	return ring.Seal(tx, who, c.scope(), c.place(field), plain)
}

func (c Concern) unseal(tx *db.Tx, ring *keyring.Ring, field string, sealed []byte) ([]byte, error) {
	return ring.Unseal(tx, c.scope(), c.place(field), sealed)
}

// addStep writes down that the concern reached its stage, with what was answered.
// A step without answers is sealed too: that nothing was said is not for everybody.
func (c Concern) addStep(tx *db.Tx, ring *keyring.Ring, who access.Actor, at string, answers map[string]string) error {
	plain, err := json.Marshal(answers)
	if err != nil {
		return err
	}
	note, err := c.seal(tx, ring, who, stepField(c.Version), plain)
	if err != nil {
		return err
	}
	_, err = tx.Exec(q.AddStep, string(c.ID), c.Version, string(c.Stage), at, who.ID, note)
	return err
}
