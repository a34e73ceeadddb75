package credential

import (
	"context"
	"errors"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/keyring"
	"github.com/northinch/northinch/internal/person"
)

// password is a row: a password is never without a code.
type password struct {
	person person.ID
	hash   string
	code   []byte // sealed
	step   int64
}

func scanPassword(scan db.Scan) (p password, err error) {
	return p, scan(&p.person, &p.hash, &p.code, &p.step)
}

// place binds a sealed code to its owner: in another row it does not open.
func place(id person.ID) string { return "password/" + string(id) }

// Candidate is somebody who may or may not be there, with a hash to compare with.
// It says neither which.
type Candidate struct{ row password }

// Find looks for the password of whoever has an address. It finds somebody in any
// case: where there is nobody, nobody's.
func (h *Hasher) Find(tx *db.Tx, email string) (Candidate, error) {
	none := Candidate{row: password{hash: h.dummy}}
	p, err := person.ByAddress(tx, email)
	if errs.KindOf(err) == errs.NotFound {
		return none, nil
	}
	if err != nil {
		return none, err
	}
	rows, err := db.All(tx, q.Password, scanPassword, string(p.ID))
	if err != nil || len(rows) == 0 {
		return none, err
	}
	return Candidate{rows[0]}, nil
}

// Compare says whether a password is that of a candidate. It computes one hash,
// whoever it is, outside every transaction: it takes time, and others write
// meanwhile.
func (h *Hasher) Compare(ctx context.Context, c Candidate, typed string) (bool, error) {
	if len(typed) > 4*longest {
		typed = "" // as wrong as any, at the same cost
	}
	return h.compare(ctx, typed, c.row.hash)
}

// SignIn says who signs in with a password and a code. same is what Compare said.
// What exactly is wrong is said nowhere: an unknown address, a person who may not
// sign in, a wrong password and a wrong code are one answer.
func SignIn(tx *db.Tx, keys *keyring.Ring, c Candidate, same bool, code string) (person.Person, bool, error) {
	no := func(why string) (person.Person, bool, error) {
		return person.Person{}, false, refuse(tx, c.row.person, why)
	}
	if c.row.person == "" {
		return no("password: nobody with this address has one")
	}
	address, err := keys.Unseal(tx, keyring.People, place(c.row.person), c.row.code)
	if errors.Is(err, keyring.ErrDestroyed) {
		return no("password: the key of its code was destroyed")
	}
	if err != nil {
		return person.Person{}, false, err
	}
	p, err := person.Get(tx, c.row.person)
	if err != nil {
		return p, false, err
	}
	s, ok := step(string(address), code, tx.Now(), c.row.step)
	switch {
	case !same:
		return no("password: not the right one")
	case !ok:
		return no("password: not the right code, or one that was used")
	case p.State != person.Active:
		return no("password: the person may not sign in")
	}
	// What was found is older than this transaction: the step tells whether the code
	// was taken meanwhile, and the row whether there is a new password.
	rows, err := db.All(tx, q.Password, scanPassword, string(c.row.person))
	if err != nil {
		return person.Person{}, false, err
	}
	if len(rows) == 0 || rows[0].hash != c.row.hash {
		return no("password: changed meanwhile")
	}
	n, err := tx.Exec(q.Step, string(c.row.person), s)
	if err != nil {
		return person.Person{}, false, err
	}
	if n == 0 {
		return no("password: not the right code, or one that was used")
	}
	audit.Quietly(tx)
	return p, true, nil
}

// Renew makes the hash of a candidate who has signed in anew, where it was made at
// another cost. save is to be called in a transaction; it is nil where there is
// nothing to do.
func (h *Hasher) Renew(ctx context.Context, c Candidate, typed string) (save func(*db.Tx) error, err error) {
	if !h.IsOld(c.row.hash) {
		return nil, nil
	}
	hash, err := h.Hash(ctx, typed)
	if err != nil {
		return nil, err
	}
	return func(tx *db.Tx) error {
		if _, err := tx.Exec(q.Rehash, string(c.row.person), c.row.hash, hash); err != nil {
			return err
		}
		return audit.Record(tx, access.Actor{ID: string(c.row.person)}, "password.rehash", string(c.row.person), "")
	}, nil
}

// setUp is the body of a ceremony in which a password and a code are set up.
type setUp struct{ Code []byte } // sealed

// BeginPassword begins to give a person a password and a code.
func BeginPassword(tx *db.Tx, keys *keyring.Ring, p person.Person) (string, error) {
	address, err := newCode(p)
	if err != nil {
		return "", err
	}
	sealed, err := keys.Seal(tx, access.Actor{ID: string(p.ID)}, keyring.People, place(p.ID), []byte(address))
	if err != nil {
		return "", err
	}
	return begin(tx, SetUp, p.ID, setUp{sealed})
}

// Show is the code to be set up in a ceremony of BeginPassword.
func Show(tx *db.Tx, keys *keyring.Ring, c Ceremony) (Shown, error) {
	_, address, err := c.open(tx, keys)
	if err != nil {
		return Shown{}, err
	}
	return show(address)
}

func (c Ceremony) open(tx *db.Tx, keys *keyring.Ring) (sealed []byte, address string, err error) {
	var body setUp
	if err := c.read(&body); err != nil {
		return nil, "", err
	}
	b, err := keys.Unseal(tx, keyring.People, place(c.Person), body.Code)
	return body.Code, string(b), err
}

// SetPassword gives a person a password, as its hash, and the code of a ceremony,
// which is used up; earlier ones are replaced. errs.BadInput for a code that the
// program for codes does not show now: then the ceremony goes on.
func SetPassword(tx *db.Tx, keys *keyring.Ring, p person.Person, secret, hash, code string) error {
	c, err := Take(tx, SetUp, secret)
	if err != nil {
		return err
	}
	if c.Person != p.ID {
		return errs.Missing("ceremony", "")
	}
	sealed, address, err := c.open(tx, keys)
	if err != nil {
		return err
	}
	s, ok := step(address, code, tx.Now(), 0)
	if !ok {
		return errs.Invalid("code", "Enter the six figures that the program for codes shows now")
	}
	if _, err := tx.Exec(q.SetPassword, string(p.ID), hash, sealed, s, tx.Stamp()); err != nil {
		return err
	}
	return audit.Record(tx, access.Actor{ID: string(p.ID)}, "password.set", string(p.ID), "")
}
