package signinpage

import (
	"net/http"
	"regexp"
	"strings"

	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/person"
	"github.com/northinch/northinch/internal/session"
	"github.com/northinch/northinch/internal/web/door"
	"github.com/northinch/northinch/internal/web/ui"
)

type recoverView struct {
	Page  ui.Page
	Email ui.Field
}

type waitView struct {
	Page     ui.Page
	Number   string
	Approved bool
}

var (
	recoverPage = ui.Parse(files, "recover.html")
	waitPage    = ui.Parse(files, "wait.html")
)

// Recover is for whoever cannot sign in any more. It says the same for every
// address, whether anybody has it or not.
func Recover(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		v := recoverView{Page: r.New("Ask to come back", ui.Link{Text: "Sign in", Href: "/sign-in"}),
			Email: ui.Field{Name: "email", Label: "Your e-mail address", Type: "email", Autocomplete: "username", Value: strings.TrimSpace(r.PostFormValue("email"))}}
		v.Page.Lead = "A second person who knows your voice lets you back in, on the telephone. Nothing is sent by e-mail."
		if r.Method != http.MethodPost {
			return recoverPage.Render(w, http.StatusOK, v)
		}
		if v.Email.Value == "" {
			v.Email.Error = "Enter your e-mail address"
			v.Page.Errors = ui.Errors(v.Email)
			return recoverPage.Render(w, http.StatusUnprocessableEntity, v)
		}
		if err := attempt(d, r, ""); err != nil {
			return err
		}
		if err := d.Write(r, func(tx *db.Tx) error {
			// By both, so that nobody elsewhere can use up what the person has.
			return session.Attempt(tx, "recovery", r.Address()+" "+strings.ToLower(v.Email.Value), session.PerAccount)
		}); err != nil {
			return err
		}
		var secret, number string
		if err := d.Write(r, func(tx *db.Tx) (err error) {
			secret, number, err = person.AskBack(tx, v.Email.Value)
			return err
		}); err != nil {
			return err
		}
		// The browser keeps the number too: where nobody has the address, nothing else
		// does, and the page must look the same.
		door.Keep(w, recovery, secret+"."+strings.ReplaceAll(number, " ", "."), aDay)
		r.See(w, "/recover/wait")
		return nil
	}
}

var keptWish = regexp.MustCompile(`^([A-Za-z0-9_-]{43})\.(\d{4})\.(\d{4})$`)

// Wait shows the number to read out, and leads on when a second person has
// approved.
func Wait(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		m := keptWish.FindStringSubmatch(r.Kept(recovery))
		if m == nil {
			r.See(w, "/recover")
			return nil
		}
		v := waitView{Page: r.New("Read out your number", ui.Link{Text: "Sign in", Href: "/sign-in"}), Number: m[2] + " " + m[3]}
		v.Page.Lead = "Ring somebody who knows your voice and may let people back in, such as an operator or the programme manager."
		if r.Method != http.MethodPost {
			if err := d.Read(r, func(tx *db.Tx) (err error) {
				v.Approved, err = person.IsApproved(tx, m[1])
				return err
			}); err != nil {
				return err
			}
			if v.Approved {
				v.Page.Title, v.Page.Lead = "You can come back", "A second person has let you back in."
			}
			return waitPage.Render(w, http.StatusOK, v)
		}
		if err := attempt(d, r, ""); err != nil {
			return err
		}
		link := ""
		if err := d.Write(r, func(tx *db.Tx) (err error) {
			link, err = person.Back(tx, m[1])
			return err
		}); err != nil {
			return err
		}
		if link == "" {
			r.See(w, "/recover/wait")
			return nil
		}
		door.Drop(w, recovery)
		r.See(w, "/invitations/"+link)
		return nil
	}
}
