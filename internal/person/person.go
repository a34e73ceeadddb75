// Package person is the people who may sign in: staff of the inspectorates and of
// areas, and volunteers. One comes in by invitation only. Everywhere else a person
// is named by id, so that when a person is disposed of, nothing else says who it
// was.
//
// Tables: person, invitation, recovery.
package person

import (
	"crypto/rand"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/hex"
	"net/mail"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
)

//go:embed queries.sql
var text string

var q = db.Queries[struct {
	Add, ByID, ByAddress, All, Names, Held, SetState, Change,
	Invite, Invitation, UseInvitation, DropInvitations, DropAllInvitations, DropAllRecoveries,
	AskRecovery, Recovery, RecoveryBySecret, Pending, ApproveRecovery, UseRecovery, OfPerson, DropOthers, DropRecoveries db.Query
}](text)

// Statements are the queries of this package, to be checked on an engine.
func Statements() []db.Query { return db.List(q) }

// ID names a person: "p" and 16 hexadecimal digits.
type ID string

// State is whether a person may sign in.
type State string

// The states of a person.
const (
	Invited State = "invited" // has not come in yet
	Active  State = "active"
	Closed  State = "closed" // may not sign in any more
)

// Person is somebody who may sign in, or may soon.
type Person struct {
	ID      ID     `json:"id"`
	Name    string `json:"name"`
	Email   string `json:"email"`
	State   State  `json:"state"`
	MadeUp  bool   `json:"made_up"`
	MadeAt  string `json:"made_at"`
	Version int    `json:"version"`
}

func scan(scan db.Scan) (p Person, err error) {
	return p, scan(&p.ID, &p.Name, &p.Email, &p.State, &p.MadeUp, &p.MadeAt, &p.Version)
}

// New is somebody to be added.
type New struct {
	Name, Email string
	// MadeUp people may be anybody in development.
	MadeUp bool
}

// fold is an address as it is compared: people write capitals as they like.
func fold(email string) string { return strings.ToLower(strings.TrimSpace(email)) }

// check says what is wrong with a name and an address, and cleans them.
func (n *New) check() error {
	n.Name, n.Email = strings.Join(strings.Fields(n.Name), " "), strings.TrimSpace(n.Email)
	if n.Name == "" {
		return errs.Invalid("name", "Enter the name of the person")
	}
	if utf8.RuneCountInString(n.Name) > 100 || strings.ContainsFunc(n.Name, unicode.IsControl) || !utf8.ValidString(n.Name) {
		return errs.Invalid("name", "The name must be 100 characters or fewer, and text only")
	}
	a, err := mail.ParseAddress(n.Email)
	if err != nil || a.Address != n.Email || len(n.Email) > 200 || strings.ContainsFunc(n.Email, unicode.IsControl) {
		return errs.Invalid("email", "Enter an e-mail address, such as name@example.gov.scot")
	}
	return nil
}

// Add adds a person who has not come in yet. errs.NotFound if who may not invite
// anybody anywhere; errs.BadInput for a name or an address that cannot be, or an
// address that somebody has already.
func Add(tx *db.Tx, who access.Actor, n New) (Person, error) {
	if !access.Anywhere(who, access.Invite) && !access.Anywhere(who, access.GiveRole) {
		return Person{}, errs.Missing("page", "")
	}
	if err := n.check(); err != nil {
		return Person{}, err
	}
	if _, err := ByAddress(tx, n.Email); errs.KindOf(err) != errs.NotFound {
		if err != nil {
			return Person{}, err
		}
		return Person{}, errs.Invalid("email", "Somebody has this address already; give that person the role instead")
	}
	state := Invited
	if n.MadeUp {
		state = Active
	}
	id := newID()
	if _, err := tx.Exec(q.Add, string(id), n.Name, n.Email, fold(n.Email), string(state), n.MadeUp, tx.Stamp()); err != nil {
		return Person{}, err
	}
	if err := audit.Record(tx, who, "person.add", string(id), ""); err != nil {
		return Person{}, err
	}
	return Get(tx, id)
}

// Change corrects a name or an address. errs.Conflict if the person was changed
// since seen. A changed address ends open invitations: they went to the old one.
func Change(tx *db.Tx, who access.Actor, id ID, seen int, n New) error {
	if err := Over(tx, who, access.Invite, id); err != nil {
		return err
	}
	if err := n.check(); err != nil {
		return err
	}
	p, err := Get(tx, id)
	if err != nil {
		return err
	}
	if other, err := ByAddress(tx, n.Email); err == nil && other.ID != id {
		return errs.Invalid("email", "Somebody else has this address")
	}
	changed, err := tx.Exec(q.Change, string(id), seen, n.Name, n.Email, fold(n.Email))
	if err != nil {
		return err
	}
	if changed == 0 {
		return errs.Changed("Somebody else changed this person in the meantime. Look again before you change it")
	}
	if fold(p.Email) != fold(n.Email) {
		if _, err := tx.Exec(q.DropInvitations, string(id)); err != nil {
			return err
		}
	}
	return audit.Record(tx, who, "person.change", string(id), "")
}

// Close ends a person's access. The caller ends the sessions in the same
// transaction. Nobody closes themselves: the last operator would lock all out.
func Close(tx *db.Tx, who access.Actor, id ID) error {
	if err := Over(tx, who, access.ClosePerson, id); err != nil {
		return err
	}
	if who.ID == string(id) {
		return errs.Refused("you cannot end your own access; ask a second person")
	}
	if _, err := Get(tx, id); err != nil {
		return err
	}
	for _, one := range []db.Query{q.DropInvitations, q.DropRecoveries} {
		if _, err := tx.Exec(one, string(id)); err != nil {
			return err
		}
	}
	if _, err := tx.Exec(q.SetState, string(id), string(Closed)); err != nil {
		return err
	}
	return audit.Record(tx, who, "person.close", string(id), "")
}

// Over is nil where who may do act about a person, errs.NotFound where they may do
// it about nobody, and errs.Denied where the person holds more than they oversee.
func Over(tx *db.Tx, who access.Actor, act access.Action, id ID) error {
	if !access.Anywhere(who, act) {
		return errs.Missing("page", "")
	}
	held, err := db.All(tx, q.Held, func(scan db.Scan) (h access.Held, err error) {
		var role string
		err = scan(&role, &h.Programme, &h.Area, &h.Inspection)
		h.Role, _ = access.ParseRole(role) // a role of another edition of the policy counts as the highest
		return h, err
	}, string(id), tx.Stamp()[:10])
	if err != nil {
		return err
	}
	if d := access.Over(who, act, held); !d.Allowed {
		return errs.Refused(d.Reason)
	}
	return nil
}

// Get returns a person; errs.NotFound if there is none.
func Get(tx *db.Tx, id ID) (Person, error) { return one(tx, q.ByID, string(id)) }

// ByAddress returns the person with an e-mail address, in whichever capitals;
// errs.NotFound if there is none.
func ByAddress(tx *db.Tx, email string) (Person, error) { return one(tx, q.ByAddress, fold(email)) }

func one(tx *db.Tx, by db.Query, key string) (Person, error) {
	all, err := db.All(tx, by, scan, key)
	if err != nil {
		return Person{}, err
	}
	if len(all) == 0 {
		return Person{}, errs.Missing("person", "")
	}
	return all[0], nil
}

// All returns everybody, by name as bytes. What the caller may see of them is for
// the caller to decide.
func All(tx *db.Tx) ([]Person, error) { return db.All(tx, q.All, scan) }

// Names returns what to call the actors of deeds: the names of those who are
// people, and every other word as it is. A person who was disposed of is “a
// person no longer known”.
func Names(tx *db.Tx, ids ...string) (map[string]string, error) {
	names := map[string]string{}
	for _, id := range ids {
		names[id] = id
		if isID(id) {
			names[id] = "a person no longer known"
		}
	}
	for scan, err := range tx.Each(q.Names, ids) {
		if err != nil {
			return nil, err
		}
		var id, name string
		if err := scan(&id, &name); err != nil {
			return nil, err
		}
		names[id] = name
	}
	return names, nil
}

func isID(s string) bool {
	if len(s) != 17 || s[0] != 'p' {
		return false
	}
	_, err := hex.DecodeString(s[1:])
	return err == nil
}

func newID() ID {
	var b [8]byte
	rand.Read(b[:])
	return ID("p" + hex.EncodeToString(b[:]))
}

// Secret is a new secret of 256 bits for a link or a cookie, and the hash that is
// kept of it.
func Secret() (secret, hash string) {
	var b [32]byte
	rand.Read(b[:])
	secret = base64.RawURLEncoding.EncodeToString(b[:])
	return secret, Hash(secret)
}

// Hash is what is kept of a secret. A secret has 256 bits, so a plain hash is
// enough: there is nothing to guess.
func Hash(secret string) string {
	h := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(h[:])
}
