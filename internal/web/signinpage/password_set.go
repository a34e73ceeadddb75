package signinpage

import (
	"html/template"
	"net/http"

	"github.com/northinch/northinch/internal/credential"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/person"
	"github.com/northinch/northinch/internal/web/door"
	"github.com/northinch/northinch/internal/web/ui"
)

type passwordView struct {
	Page     ui.Page
	Begun    bool
	Email    string
	Secret   string
	QR       template.URL
	Password ui.Field
	Code     ui.Field
	Back     ui.Link
}

var passwordPage = ui.Parse(files, "password.html")

// SetPassword gives somebody a password and a code: a first form makes the secret of
// the code, a second one sets both.
func SetPassword(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		if d.Keys == nil {
			return errs.Missing("page", "")
		}
		e, ok, err := enrol(d, w, r)
		if err != nil || !ok {
			return err
		}
		v := passwordView{Page: r.New("Set a password and a code"), Back: ui.Link{Text: "Go back", Href: e.home}, Email: e.person.Email,
			Password: ui.Field{Name: "password", Label: "Password", Type: "password", Autocomplete: "new-password", Hint: "12 characters or more. Four words that have nothing to do with each other are good. Let your browser keep it."},
			Code:     ui.Field{Name: "code", Label: "Code", Hint: "The six figures that the program shows now", Autocomplete: "one-time-code", Inputmode: "numeric", Width: 10}}
		v.Page.Lead = "A password alone is not enough: every time you also type a code from a program on your telephone or computer."
		if r.Method == http.MethodPost && r.PostFormValue("step") == "" {
			return e.beginPassword(d, w, r)
		}
		if r.FormValue("step") == "2" {
			err := d.Read(r, func(tx *db.Tx) error {
				c, err := credential.Look(tx, credential.SetUp, r.Kept(ceremony))
				if err != nil {
					return err
				}
				if c.Person != e.person.ID {
					return errs.Missing("ceremony", "")
				}
				shown, err := credential.Show(tx, d.Keys, c)
				v.Begun, v.Secret, v.QR = true, shown.Secret, template.URL(shown.QR)
				return err
			})
			if err != nil && errs.KindOf(err) != errs.NotFound {
				return err
			}
		}
		switch {
		case r.Method == http.MethodPost && v.Begun:
			return e.password(d, w, r, v)
		case r.Method == http.MethodPost:
			return errs.Invalid("ceremony", "This was used already, or it took too long. Begin again")
		}
		return passwordPage.Render(w, http.StatusOK, v)
	}
}

func (e enrolment) beginPassword(d *door.Door, w http.ResponseWriter, r *door.Request) error {
	if err := attempt(d, r, ""); err != nil {
		return err
	}
	var secret string
	if err := d.Write(r, func(tx *db.Tx) (err error) {
		secret, err = credential.BeginPassword(tx, d.Keys, e.person)
		return err
	}); err != nil {
		return err
	}
	door.Keep(w, ceremony, secret, aWhile)
	r.See(w, e.home+"/password?step=2")
	return nil
}

func (e enrolment) password(d *door.Door, w http.ResponseWriter, r *door.Request, v passwordView) error {
	if err := attempt(d, r, ""); err != nil {
		return err
	}
	typed := r.PostFormValue("password")
	err := credential.CheckPassword(e.person, typed)
	if err == nil {
		var hash string
		if hash, err = d.Passwords.Hash(r.Context(), typed); err != nil {
			return err
		}
		err = e.keep(d, w, r, byPassword, func(tx *db.Tx, p person.Person) error {
			return credential.SetPassword(tx, d.Keys, p, r.Kept(ceremony), hash, r.PostFormValue("code"))
		})
	}
	if err == nil {
		door.Drop(w, ceremony)
		e.done(w, r)
		return nil
	}
	fields, err := door.Errors(&v.Page, err, map[string]string{"password": "password", "code": "code"})
	if err != nil {
		return err
	}
	v.Password.Error, v.Code.Error = fields["password"], fields["code"]
	return passwordPage.Render(w, http.StatusUnprocessableEntity, v)
}
