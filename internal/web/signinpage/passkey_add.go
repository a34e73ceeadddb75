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

type passkeyNameView struct {
	Page ui.Page
	Name ui.Field
	Back ui.Link
}

var passkeyNamePage = ui.Parse(files, "passkey-name.html")

// AddPasskey adds a passkey: a form with its name begins, the page asks the browser
// to make one, a form with the answer ends.
func AddPasskey(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		if d.Passkeys == nil {
			return errs.Missing("page", "")
		}
		e, ok, err := enrol(d, w, r)
		if err != nil || !ok {
			return err
		}
		v := passkeyNameView{Page: r.New("Add a passkey"), Back: ui.Link{Text: "Go back", Href: e.home},
			Name: ui.Field{Name: "name", Label: "What do you want to call it?", Hint: "So that you know later which one it is, such as “work laptop” or “key on my ring”", Value: r.PostFormValue("name")}}
		v.Page.Lead = "A passkey is kept by your device, or by a small key of its own that you plug in. Nobody can guess it, and it works on this site only."
		switch {
		case r.Method == http.MethodPost && r.PostFormValue("credential") != "":
			return e.passkey(d, w, r)
		case r.Method == http.MethodPost:
			return e.name(d, w, r, v)
		case r.FormValue("step") == "2":
			return e.create(d, w, r)
		}
		return passkeyNamePage.Render(w, http.StatusOK, v)
	}
}

// name begins with the name of the passkey.
func (e enrolment) name(d *door.Door, w http.ResponseWriter, r *door.Request, v passkeyNameView) error {
	if err := attempt(d, r, ""); err != nil {
		return err
	}
	var secret string
	err := d.Write(r, func(tx *db.Tx) (err error) {
		secret, err = d.Passkeys.BeginAdd(tx, e.person, v.Name.Value)
		return err
	})
	if err != nil {
		fields, err := door.Errors(&v.Page, err, map[string]string{"name": "name"})
		if err != nil {
			return err
		}
		v.Name.Error = fields["name"]
		return passkeyNamePage.Render(w, http.StatusUnprocessableEntity, v)
	}
	door.Keep(w, ceremony, secret, aWhile)
	r.See(w, e.home+"/passkey?step=2")
	return nil
}

// create has the browser make a passkey.
func (e enrolment) create(d *door.Door, w http.ResponseWriter, r *door.Request) error {
	v := passkeyView{Page: r.New("Make the passkey"), Ask: "create", Button: "Make the passkey", Else: ui.Link{Text: "Begin again, or choose another way", Href: e.home}}
	v.Page.Lead = "Your browser asks where to keep it. Your device may want to see your face, your finger or its own code; none of these leaves it."
	err := d.Read(r, func(tx *db.Tx) error {
		c, err := credential.Look(tx, credential.AddPasskey, r.Kept(ceremony))
		if err != nil {
			return err
		}
		if c.Person != e.person.ID {
			return errs.Missing("ceremony", "")
		}
		v.Options, err = credential.Options(c)
		return err
	})
	if errs.KindOf(err) == errs.NotFound {
		r.See(w, e.home+"/passkey")
		return nil
	}
	if err != nil {
		return err
	}
	return passkeyPage.Render(w, http.StatusOK, v)
}

// passkey keeps what the browser has made.
func (e enrolment) passkey(d *door.Door, w http.ResponseWriter, r *door.Request) error {
	c, err := take(d, w, r, credential.AddPasskey)
	if err != nil {
		return err
	}
	if err := e.keep(d, w, r, byPasskey, func(tx *db.Tx, p person.Person) error {
		return d.Passkeys.Add(tx, p, c, []byte(r.PostFormValue("credential")))
	}); err != nil {
		return err
	}
	e.done(w, r)
	return nil
}
