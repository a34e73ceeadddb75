package personpage

import (
	"net/http"
	"strconv"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/grant"
	"github.com/northinch/northinch/internal/mail"
	"github.com/northinch/northinch/internal/person"
	"github.com/northinch/northinch/internal/session"
	"github.com/northinch/northinch/internal/web/door"
	"github.com/northinch/northinch/internal/web/ui"
)

type invitedView struct {
	Page ui.Page
	Link string
	// Mailed says that the link goes to the person by mail too.
	Mailed bool
	Next   ui.Button
}

var invitedPage = ui.Parse(files, "invited.html")

// invited shows the link of an invitation, once: it stands in no address and is
// kept nowhere.
func invited(d *door.Door, w http.ResponseWriter, r *door.Request, p person.Person, secret string) error {
	v := invitedView{Page: r.New(p.Name+" was invited", door.Home, ui.Link{Text: "People", Href: "/people"}), Link: link(d, secret), Mailed: d.Keys != nil,
		Next: ui.Button{Text: "Give " + p.Name + " a role", Href: "/people/" + string(p.ID) + "/roles/new"}}
	v.Page.Notice = "The person was invited."
	return invitedPage.Render(w, http.StatusOK, v)
}

// invite makes a link and, where messages can be sealed, sends it to the person.
func invite(tx *db.Tx, d *door.Door, r *door.Request, p person.Person) (string, error) {
	secret, err := person.Invite(tx, r.Who, p.ID)
	if err != nil || d.Keys == nil {
		return secret, err
	}
	return secret, mail.Send(tx, d.Keys, r.Who, mail.Message{To: p.Email, Subject: "Your invitation to " + ui.SiteName,
		Text: r.Who.Name + " has invited you to " + ui.SiteName + ", the site of the joint inspections of services to protect children.\n\nThis link works once, for a week:\n\n" +
			link(d, secret) + "\n\nIf you do not expect it, do nothing; without it nobody comes in under your name.\n"})
}

func link(d *door.Door, secret string) string { return d.Origin + "/invitations/" + secret }

// Invite is the form that invites somebody.
func Invite(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		if !access.Anywhere(r.Who, access.Invite) && !access.Anywhere(r.Who, access.GiveRole) {
			return errs.Missing("page", "")
		}
		if !r.Fresh(w) {
			return nil
		}
		f := form{Page: r.New("Invite somebody", door.Home, ui.Link{Text: "People", Href: "/people"}), Button: "Invite",
			Says: []string{"The person gets a link that works once, for a week. They may do nothing until they are given a role."},
			Questions: []*question{text(r, ui.Field{Name: "name", Label: "Name", Autocomplete: "off"}, ""),
				text(r, ui.Field{Name: "email", Label: "E-mail address", Type: "email", Hint: "The one they have at work.", Autocomplete: "off"}, "")}}
		if r.Method != http.MethodPost {
			return f.show(w)
		}
		var p person.Person
		var secret string
		if err := d.Write(r, func(tx *db.Tx) (err error) {
			if p, err = person.Add(tx, r.Who, person.New{Name: f.answer("name"), Email: f.answer("email")}); err != nil {
				return err
			}
			secret, err = invite(tx, d, r, p)
			return err
		}); err != nil {
			return f.again(w, err)
		}
		return invited(d, w, r, p, secret)
	}
}

// Reinvite is the form that makes a new link.
func Reinvite(d *door.Door) door.Page {
	return act(d, access.Invite, "A new link for ", "Make a new link", "The link that was made before stops working.", nil,
		func(w http.ResponseWriter, r *door.Request, s somebody) (err error) {
			var secret string
			if err := d.Write(r, func(tx *db.Tx) error { secret, err = invite(tx, d, r, s.Person); return err }); err != nil {
				return err
			}
			return invited(d, w, r, s.Person, secret)
		})
}

// Close is the form that ends somebody's access.
func Close(d *door.Door) door.Page {
	return act(d, access.ClosePerson, "End the access of ", "End the access", "They are signed out everywhere at once and cannot sign in any more. What they did stays on record.", nil,
		func(w http.ResponseWriter, r *door.Request, s somebody) error {
			if err := d.Write(r, func(tx *db.Tx) error {
				if err := person.Close(tx, r.Who, s.ID); err != nil {
					return err
				}
				_, err := session.EndAll(tx, r.Who, s.ID, "")
				return err
			}); err != nil {
				return err
			}
			return to(w, r, s.path(), "closed")
		})
}

// act is a form with nothing but a button, for a deed that wants thought. which says
// what of the person it is done to; nil where that is the person.
func act(d *door.Door, may access.Action, title, button, says string, which func(*door.Request, somebody, grant.Words) string, do func(http.ResponseWriter, *door.Request, somebody) error) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		var s somebody
		var say grant.Words
		if err := d.Read(r, func(tx *db.Tx) (err error) {
			if s, err = get(tx, r); err != nil {
				return err
			}
			if say, err = grant.InWords(tx, s.roles, s.conflicts); err != nil || may == access.GiveRole {
				return err // which role it is, the deed itself looks at
			}
			return person.Over(tx, r.Who, may, s.ID)
		}); err != nil {
			return err
		}
		if !access.Anywhere(r.Who, may) {
			return errs.Missing("page", "")
		}
		if !r.Fresh(w) {
			return nil
		}
		f := form{Page: s.page(r, title+s.Name, ui.Link{Text: s.Name, Href: s.path()}), Says: []string{says}, Button: button}
		if which != nil {
			if f.Says = append([]string{which(r, s, say)}, says); f.Says[0] == "" {
				return errs.Missing("page", "")
			}
		}
		if r.Method != http.MethodPost {
			return f.show(w)
		}
		if err := do(w, r, s); err != nil {
			return f.again(w, err)
		}
		return nil
	}
}

// Change is the form that corrects a name or an address.
func Change(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		var s somebody
		if err := d.Read(r, func(tx *db.Tx) (err error) {
			if s, err = get(tx, r); err != nil {
				return err
			}
			return person.Over(tx, r.Who, access.Invite, s.ID)
		}); err != nil {
			return err
		}
		if !r.Fresh(w) {
			return nil
		}
		f := form{Page: s.page(r, "Correct "+s.Name, ui.Link{Text: s.Name, Href: s.path()}), Version: s.Version, Button: "Save",
			Questions: []*question{text(r, ui.Field{Name: "name", Label: "Name", Autocomplete: "off"}, s.Name), text(r, ui.Field{Name: "email", Label: "E-mail address", Type: "email", Autocomplete: "off"}, s.Email)}}
		if r.Method != http.MethodPost {
			return f.show(w)
		}
		seen, _ := strconv.Atoi(r.PostFormValue("version"))
		err := d.Write(r, func(tx *db.Tx) error {
			return person.Change(tx, r.Who, s.ID, seen, person.New{Name: f.answer("name"), Email: f.answer("email")})
		})
		if errs.KindOf(err) == errs.Conflict {
			return ui.Conflict(w, f.Page, []ui.Typed{{Label: "Name", Text: f.answer("name")}, {Label: "E-mail address", Text: f.answer("email")}}, ui.Link{Text: "Look at the person as they are now", Href: s.path() + "/change"})
		}
		if err != nil {
			return f.again(w, err)
		}
		return to(w, r, s.path(), "changed")
	}
}
