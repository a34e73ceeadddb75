package signinpage

import (
	"net/http"
	"net/url"

	"github.com/northinch/northinch/internal/credential"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/person"
	"github.com/northinch/northinch/internal/web/door"
	"github.com/northinch/northinch/internal/web/ui"
)

// What a journey to a provider is for.
const (
	toSignIn = "sign-in"
	toAdd    = "add"
	toAccept = "invitation"
)

type withView struct {
	Page ui.Page
	Go   ui.Button
}

var withPage = ui.Parse(files, "with.html")

// With leads to the sign-in of a body. A form begins, the page leads on: a form may
// not, because the policy of the pages lets forms go to this site only.
func With(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		p, err := d.Provider(r.PathValue("provider"))
		if err != nil || d.Origin == "" {
			return errs.Missing("page", "")
		}
		if r.Method == http.MethodPost {
			return beginTrip(d, w, r, p)
		}
		var t credential.Trip
		err = d.Read(r, func(tx *db.Tx) error {
			c, err := credential.Look(tx, credential.Journey, r.Kept(ceremony))
			if err != nil {
				return err
			}
			t, err = credential.TripOf(c)
			return err
		})
		if errs.KindOf(err) == errs.NotFound || err == nil && t.Provider != p.Name {
			r.See(w, "/sign-in")
			return nil
		}
		if err != nil {
			return err
		}
		to, err := p.Address(r.Context(), d.Origin, t)
		if err != nil {
			return err
		}
		v := withView{Page: r.New("Go on to the other sign-in"), Go: ui.Button{Text: "Go on", Href: to}}
		v.Page.Lead = "You sign in there, on the site of your organisation, and then come back here."
		w.Header().Set("Refresh", "0; url="+to)
		return withPage.Render(w, http.StatusOK, v)
	}
}

func beginTrip(d *door.Door, w http.ResponseWriter, r *door.Request, p *credential.Provider) error {
	what, id, to := toSignIn, person.ID(""), back(r.PostFormValue("back"))
	switch {
	case r.PostFormValue("invitation") != "":
		what = toAccept
		if err := d.Read(r, func(tx *db.Tx) error {
			i, err := person.Look(tx, r.PostFormValue("invitation"))
			id = i.Person.ID
			return err
		}); err != nil {
			return err
		}
		door.Keep(w, invitation, r.PostFormValue("invitation"), aWhile)
	case r.PostFormValue("add") != "" && r.Who.SignedIn():
		if !r.FreshOr(w, "/me") {
			return nil
		}
		what, id = toAdd, r.Session.Person.ID
	}
	if err := attempt(d, r, ""); err != nil {
		return err
	}
	var secret string
	if err := d.Write(r, func(tx *db.Tx) (err error) {
		secret, err = credential.BeginTrip(tx, p, id, what, to)
		return err
	}); err != nil {
		return err
	}
	door.Keep(w, ceremony, secret, aWhile)
	r.See(w, "/sign-in/with/"+url.PathEscape(p.Name))
	return nil
}
