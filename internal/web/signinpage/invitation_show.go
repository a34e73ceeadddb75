package signinpage

import (
	"net/http"

	"github.com/northinch/northinch/internal/credential"
	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/person"
	"github.com/northinch/northinch/internal/web/door"
	"github.com/northinch/northinch/internal/web/ui"
)

type invitationView struct {
	Page      ui.Page
	Gone      bool // or never there
	Recovery  bool
	Secret    string
	Facts     ui.Summary
	Passkeys  bool
	Passwords bool
	Providers []*credential.Provider
}

var invitationPage = ui.Parse(files, "invitation.html")

// Invitation says what a link is for and offers the ways to sign in from now on. A
// link that was used, has expired or was made up gets one same page.
func Invitation(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		v := invitationView{Page: r.New("You are invited"), Secret: r.PathValue("secret"), Passkeys: d.Passkeys != nil, Passwords: d.Keys != nil, Providers: d.Providers}
		var i person.Invitation
		err := d.Read(r, func(tx *db.Tx) (err error) {
			i, err = person.Look(tx, v.Secret)
			return err
		})
		if errs.KindOf(err) == errs.NotFound {
			v.Page.Title, v.Gone = "This link does not work", true
			v.Page.Lead = "It was used, or it is too old, or a part of it is missing."
			return invitationPage.Render(w, http.StatusNotFound, v)
		}
		if err != nil {
			return err
		}
		v.Page.Lead = "North Inch runs joint inspections of services to protect children. Choose how you want to sign in from now on."
		v.Facts = ui.Summary{{Key: "Name", Value: i.Person.Name}, {Key: "E-mail address", Value: i.Person.Email}, {Key: "The link works until", Value: date.Stamp(i.EndsAt) + " (UTC)"}}
		if v.Recovery = i.Recovery; v.Recovery {
			v.Page.Title = "Come back"
			v.Page.Lead = "A second person has let you back in. Choose how you want to sign in from now on. Everything that you signed in with before stops working."
		}
		return invitationPage.Render(w, http.StatusOK, v)
	}
}
