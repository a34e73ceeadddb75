package signinpage

import (
	"net/http"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/credential"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/person"
	"github.com/northinch/northinch/internal/session"
	"github.com/northinch/northinch/internal/web/door"
)

// enrolment is somebody who gets a new way to sign in: with the link of an
// invitation, or signed in.
type enrolment struct {
	person person.Person
	// secret is that of the link; empty for somebody who is signed in.
	secret string
	home   string // the page that the way was chosen on
}

// enrol says who gets a new way. Whoever is signed in has to have proved lately who
// they are; ok is false where they were sent to do so.
func enrol(d *door.Door, w http.ResponseWriter, r *door.Request) (e enrolment, ok bool, err error) {
	if e.secret = r.PathValue("secret"); e.secret == "" {
		return enrolment{person: r.Session.Person, home: "/me"}, r.Fresh(w), nil
	}
	e.home = "/invitations/" + e.secret
	err = d.Read(r, func(tx *db.Tx) error {
		i, err := person.Look(tx, e.secret)
		e.person = i.Person
		return err
	})
	return e, err == nil, err
}

// keep keeps a new way, which add writes. With a link it uses the link up and signs
// in, in the same transaction; whoever comes back so loses every earlier way first,
// and every session ends.
func (e enrolment) keep(d *door.Door, w http.ResponseWriter, r *door.Request, method string, add func(*db.Tx, person.Person) error) error {
	return d.Write(r, func(tx *db.Tx) error {
		if e.secret == "" {
			return add(tx, e.person)
		}
		i, err := person.Accept(tx, e.secret)
		if err != nil {
			return err
		}
		if i.Person.ID != e.person.ID {
			return errs.Missing("invitation", "")
		}
		if i.Recovery {
			who := access.Actor{ID: string(i.Person.ID)}
			if err := credential.RemoveAll(tx, who, i.Person.ID); err != nil {
				return err
			}
			if _, err := session.EndAll(tx, who, i.Person.ID, ""); err != nil {
				return err
			}
		}
		if err := add(tx, i.Person); err != nil {
			return err
		}
		return d.SignIn(w, r, tx, i.Person, method)
	})
}

// done leads on after keep.
func (e enrolment) done(w http.ResponseWriter, r *door.Request) {
	if e.secret != "" {
		lead(w, r, "/me", "sign-in")
		return
	}
	lead(w, r, "/me", "added")
}
