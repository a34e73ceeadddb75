package signinpage

import (
	"net/http"

	"github.com/northinch/northinch/internal/credential"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/web/door"
	"github.com/northinch/northinch/internal/web/ui"
)

// Again asks whoever is signed in to prove who they are once more, before something
// dangerous, in any way that they have.
func Again(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		if d.Development && r.Session.Method == door.Development {
			return Development(d)(w, r)
		}
		var have credential.Ways
		if err := d.Read(r, func(tx *db.Tx) (err error) {
			have, err = credential.Of(tx, r.Session.Person.ID, d.Issuers())
			return err
		}); err != nil {
			return err
		}
		v := signInView{Page: r.New("Prove again who you are"), Ways: offer(d, r, "/sign-in/again"), Again: true}
		v.Page.Lead = "What you are about to do needs it when you have not done so in the last ten minutes."
		v.Ways.Email = ui.Field{}
		v.Ways.Text, v.Ways.Button.Text = "Use your passkey", "Use your password"
		v.Ways.Passkeys = v.Ways.Passkeys && len(have.Passkeys) > 0
		v.Ways.Passwords = v.Ways.Passwords && have.Password
		v.Ways.Button.Secondary = v.Ways.Passkeys
		v.Ways.Providers = nil
		for _, p := range d.Providers {
			for _, l := range have.Links {
				if l.Issuer == p.Issuer {
					v.Ways.Providers = append(v.Ways.Providers, p)
				}
			}
		}
		if r.Method != http.MethodPost {
			return signInPage.Render(w, http.StatusOK, v)
		}
		if v.Ways.Passwords {
			ok, err := password(d, w, r, r.Session.Person.Email)
			if err != nil {
				return err
			}
			if ok {
				lead(w, r, v.Ways.Back, "again")
				return nil
			}
		}
		v.Ways.wrong(&v.Page)
		return signInPage.Render(w, http.StatusUnprocessableEntity, v)
	}
}
