package signinpage

import (
	"net/http"

	"github.com/northinch/northinch/internal/credential"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/person"
	"github.com/northinch/northinch/internal/web/door"
	"github.com/northinch/northinch/internal/web/ui"
)

type fromView struct {
	Page        ui.Page
	State, Code string
}

var fromPage = ui.Parse(files, "from.html")

// From is where one comes back to from the sign-in of a body. The address that one
// comes back with changes nothing, as no address does: the page sends it on as a
// form, which it does by itself where there are scripts.
func From(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		p, err := d.Provider(r.PathValue("provider"))
		if err != nil || d.Origin == "" {
			return errs.Missing("page", "")
		}
		v := fromView{Page: r.New("You are back"), State: r.FormValue("state"), Code: r.FormValue("code")}
		v.Page.Lead = "The other sign-in has sent you back here with its answer."
		if r.FormValue("error") != "" || v.State == "" || v.Code == "" {
			return errs.Invalid("provider", "You did not sign in there, or the other sign-in has refused. Begin again, or sign in in another way")
		}
		if r.Method != http.MethodPost {
			return fromPage.Render(w, http.StatusOK, v)
		}
		c, err := take(d, w, r, credential.Journey)
		if err != nil {
			return err
		}
		t, err := credential.TripOf(c)
		if err != nil {
			return err
		}
		id, err := p.Arrive(r.Context(), d.Origin, c, v.State, v.Code)
		if errs.KindOf(err) == errs.BadInput {
			if err := d.Write(r, func(tx *db.Tx) error { return credential.NoteRefusal(tx, p) }); err != nil {
				return err
			}
		}
		if err != nil {
			return err
		}
		return arrive(d, w, r, t, c.Person, id)
	}
}

// arrive does what the journey was for.
func arrive(d *door.Door, w http.ResponseWriter, r *door.Request, t credential.Trip, of person.ID, id credential.Identity) error {
	link := func(tx *db.Tx, p person.Person) error { return credential.LinkTo(tx, p, id) }
	e := enrolment{person: r.Session.Person}
	switch t.For {
	case toAccept:
		e.secret = r.Kept(invitation)
		door.Drop(w, invitation)
		if err := d.Read(r, func(tx *db.Tx) error {
			i, err := person.Look(tx, e.secret)
			e.person = i.Person
			return err
		}); err != nil {
			return err
		}
	case toAdd:
		if !r.Who.SignedIn() {
			return errUnsure
		}
		if !r.FreshOr(w, "/me") {
			return nil
		}
	default:
		return comeFrom(d, w, r, t, id)
	}
	if e.person.ID != of { // somebody else has signed in here meanwhile
		return errUnsure
	}
	if err := e.keep(d, w, r, byProvider, link); err != nil {
		return err
	}
	e.done(w, r)
	return nil
}

// comeFrom lets in whoever has linked the account before. Whoever has not is
// nobody, whatever address the provider knows.
func comeFrom(d *door.Door, w http.ResponseWriter, r *door.Request, t credential.Trip, id credential.Identity) error {
	ok := false
	if err := d.Write(r, func(tx *db.Tx) error {
		p, is, err := credential.WhoIs(tx, id)
		if err != nil || !is {
			return err
		}
		ok = true
		return come(d, w, r, tx, p, byProvider)
	}); err != nil {
		return err
	}
	if !ok {
		return errs.Invalid("provider", "Nobody signs in here with this account. To use it, sign in in another way first and add it to your ways to sign in; whoever is new needs an invitation")
	}
	lead(w, r, t.Back, "sign-in")
	return nil
}
