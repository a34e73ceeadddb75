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

// passkeyView is the page on which the browser asks for a passkey, with a script:
// there is no other way. The answer comes back as a form.
type passkeyView struct {
	Page    ui.Page
	Ask     string // “get” or “create”
	Options string // for navigator.credentials, as JSON
	Back    string
	Button  string
	Else    ui.Link // what to do without scripts, or without a passkey
}

var passkeyPage = ui.Parse(files, "passkey.html")

// UsePasskey signs in with a passkey: a form without an answer begins, the page asks
// the browser, a form with an answer ends.
func UsePasskey(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		if d.Passkeys == nil {
			return errs.Missing("page", "")
		}
		to, other := back(r.FormValue("back")), "/sign-in"
		if r.Who.SignedIn() {
			other = "/sign-in/again"
		}
		other += "?back=" + url.QueryEscape(to)
		switch {
		case r.Method != http.MethodPost:
			return askForPasskey(d, w, r, to, other)
		case r.PostFormValue("credential") == "":
			return beginPasskey(d, w, r, to)
		}
		c, err := take(d, w, r, credential.UsePasskey)
		if err != nil {
			return err
		}
		ok := false
		if err := d.Write(r, func(tx *db.Tx) error {
			var p person.Person
			p, ok, err = d.Passkeys.Use(tx, c, []byte(r.PostFormValue("credential")))
			if err != nil || !ok {
				return err
			}
			return come(d, w, r, tx, p, byPasskey)
		}); err != nil {
			return err
		}
		if !ok {
			return errUnsure
		}
		lead(w, r, to, "sign-in")
		return nil
	}
}

func beginPasskey(d *door.Door, w http.ResponseWriter, r *door.Request, to string) error {
	if err := attempt(d, r, ""); err != nil {
		return err
	}
	var secret string
	if err := d.Write(r, func(tx *db.Tx) (err error) {
		secret, err = d.Passkeys.BeginUse(tx)
		return err
	}); err != nil {
		return err
	}
	door.Keep(w, ceremony, secret, aWhile)
	r.See(w, "/sign-in/passkey?back="+url.QueryEscape(to))
	return nil
}

func askForPasskey(d *door.Door, w http.ResponseWriter, r *door.Request, to, other string) error {
	v := passkeyView{Page: r.New("Use your passkey"), Ask: "get", Back: to, Button: "Use your passkey", Else: ui.Link{Text: "Sign in in another way", Href: other}}
	v.Page.Lead = "Your browser asks for it now. Your device may want to see your face, your finger or its own code; none of these leaves it."
	err := d.Read(r, func(tx *db.Tx) error {
		c, err := credential.Look(tx, credential.UsePasskey, r.Kept(ceremony))
		if err != nil {
			return err
		}
		v.Options, err = credential.Options(c)
		return err
	})
	if errs.KindOf(err) == errs.NotFound { // too late, or never begun
		r.See(w, other)
		return nil
	}
	if err != nil {
		return err
	}
	return passkeyPage.Render(w, http.StatusOK, v)
}

// take uses up the ceremony of the browser. What has none is one answer, whatever
// is wrong with it.
func take(d *door.Door, w http.ResponseWriter, r *door.Request, kind credential.Kind) (c credential.Ceremony, err error) {
	err = d.Write(r, func(tx *db.Tx) (err error) {
		c, err = credential.Take(tx, kind, r.Kept(ceremony))
		return err
	})
	if errs.KindOf(err) == errs.NotFound {
		return c, errs.Invalid("ceremony", "This was used already, or it took too long. Begin again")
	}
	door.Drop(w, ceremony)
	return c, err
}
