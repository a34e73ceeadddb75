package signinpage

import (
	"net/http"

	"github.com/northinch/northinch/internal/credential"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/web/door"
	"github.com/northinch/northinch/internal/web/ui"
)

type removeView struct{ Page ui.Page }

var removePage = ui.Parse(files, "remove.html")

// Remove takes a way to sign in away.
func Remove(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		if !r.Fresh(w) {
			return nil
		}
		var have credential.Ways
		if err := d.Read(r, func(tx *db.Tx) (err error) {
			have, err = credential.Of(tx, r.Session.Person.ID, d.Issuers())
			return err
		}); err != nil {
			return err
		}
		what, way, ok := find(d, r, have)
		if !ok {
			return errs.Missing("way to sign in", "")
		}
		v := removeView{r.New("Remove "+what, ui.Link{Text: "You at this site", Href: "/me"})}
		v.Page.Lead = "You cannot sign in with it any more then. Sessions that were begun with it go on; end them on the page before if somebody else may have it."
		if r.Method != http.MethodPost {
			return removePage.Render(w, http.StatusOK, v)
		}
		if err := d.Write(r, func(tx *db.Tx) error { return credential.Remove(tx, r.Who, way, d.Issuers()) }); err != nil {
			return err
		}
		lead(w, r, "/me", "removed")
		return nil
	}
}

// find is the way that an address names, if whoever is signed in has it.
func find(d *door.Door, r *door.Request, have credential.Ways) (what string, way credential.Way, ok bool) {
	id := r.PathValue("id")
	switch r.PathValue("way") {
	case "passkey":
		for _, k := range have.Passkeys {
			if k.ID == id {
				return "the passkey " + k.Name, credential.Way{Passkey: k.ID}, true
			}
		}
	case "password":
		return "the password and the code", credential.Way{}, have.Password && id == "mine"
	case "provider":
		p, err := d.Provider(id)
		for _, l := range have.Links {
			if err == nil && l.Issuer == p.Issuer {
				return "the account of your organisation", credential.Way{Issuer: p.Issuer}, true
			}
		}
	}
	return "", way, false
}
