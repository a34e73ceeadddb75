package signinpage

import (
	"net/http"

	"github.com/northinch/northinch/internal/credential"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/person"
	"github.com/northinch/northinch/internal/web/door"
	"github.com/northinch/northinch/internal/web/ui"
)

// ways is the part of a page that offers the ways to sign in.
type ways struct {
	Passkeys  bool
	Text      string // of the button for a passkey
	Passwords bool
	Email     ui.Field // no name where it is known
	Password  ui.Field
	Code      ui.Field
	Button    ui.Button
	Providers []*credential.Provider
	Back      string
	// Where the form with the password goes.
	To string
}

type signInView struct {
	Page        ui.Page
	Ways        ways
	Again       bool // somebody is signed in, and proves it once more
	Development bool
}

var signInPage = ui.Parse(files, "signin.html")

// offer are the ways to sign in at this site.
func offer(d *door.Door, r *door.Request, to string) ways {
	return ways{Passkeys: d.Passkeys != nil, Text: "Sign in with a passkey", Passwords: d.Keys != nil, Providers: d.Providers, To: to, Back: back(r.FormValue("back")),
		Email:    ui.Field{Name: "email", Label: "E-mail address", Type: "email", Autocomplete: "username", Value: r.PostFormValue("email")},
		Password: ui.Field{Name: "password", Label: "Password", Type: "password", Autocomplete: "current-password"},
		Code:     ui.Field{Name: "code", Label: "Code", Hint: "The six figures that your program for codes shows now", Autocomplete: "one-time-code", Inputmode: "numeric", Width: 10},
		Button:   ui.Button{Text: "Sign in with a password", Secondary: d.Passkeys != nil}}
}

// SignIn is the sign-in: with a passkey, a password and a code, or a provider.
func SignIn(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		if d.Development && r.PostFormValue("person") != "" {
			return Development(d)(w, r)
		}
		v := signInView{Page: r.New("Sign in"), Ways: offer(d, r, "/sign-in"), Development: d.Development}
		v.Page.Lead = "For people who work on the inspections. What is published can be read without signing in."
		if r.Method != http.MethodPost {
			return signInPage.Render(w, http.StatusOK, v)
		}
		if v.Ways.Email.Value == "" || d.Keys == nil {
			v.Ways.Email.Error = "Enter your e-mail address, your password and a code"
			v.Page.Errors = ui.Errors(v.Ways.Email)
			return signInPage.Render(w, http.StatusUnprocessableEntity, v)
		}
		ok, err := password(d, w, r, v.Ways.Email.Value)
		if err != nil {
			return err
		}
		if ok {
			lead(w, r, v.Ways.Back, "sign-in")
			return nil
		}
		v.Ways.wrong(&v.Page)
		return signInPage.Render(w, http.StatusUnprocessableEntity, v)
	}
}

// Any says whether there is any way; it is called by the template.
func (v ways) Any() bool { return v.Passkeys || v.Passwords || len(v.Providers) > 0 }

// wrong says that a password did not do, and never what was wrong with it.
func (v *ways) wrong(p *ui.Page) {
	v.Password.Error = "The address, the password and the code do not belong together. Each code can be used once; wait for the next"
	p.Errors = ui.Errors(v.Password)
}

// password lets somebody in who has sent a password and a code, and says whether
// they were right. Whoever the address belongs to, if anybody, the same is done:
// the attempt is counted, one hash is computed, one answer is given.
func password(d *door.Door, w http.ResponseWriter, r *door.Request, email string) (ok bool, err error) {
	if err := attempt(d, r, email); err != nil {
		return false, err
	}
	typed, code := r.PostFormValue("password"), r.PostFormValue("code")
	var c credential.Candidate
	if err := d.Read(r, func(tx *db.Tx) (err error) {
		c, err = d.Passwords.Find(tx, email)
		return err
	}); err != nil {
		return false, err
	}
	same, err := d.Passwords.Compare(r.Context(), c, typed)
	if err != nil {
		return false, err
	}
	if err := d.Write(r, func(tx *db.Tx) error {
		var p person.Person
		p, ok, err = credential.SignIn(tx, d.Keys, c, same, code)
		if err != nil || !ok {
			return err
		}
		return come(d, w, r, tx, p, byPassword)
	}); err != nil || !ok {
		return false, err
	}
	// Whoever is in is in: that an old hash stays for another day is no reason to
	// keep them out.
	if save, err := d.Passwords.Renew(r.Context(), c, typed); err == nil && save != nil {
		_ = d.Write(r, save)
	}
	return true, nil
}

// SignOut ends the session.
func SignOut(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		if err := d.SignOut(w, r); err != nil {
			return err
		}
		r.See(w, "/?done=sign-out")
		return nil
	}
}
