package signinpage

import (
	"net/http"

	"github.com/northinch/northinch/internal/credential"
	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/grant"
	"github.com/northinch/northinch/internal/session"
	"github.com/northinch/northinch/internal/web/door"
	"github.com/northinch/northinch/internal/web/ui"
)

type meView struct {
	Page      ui.Page
	Facts     ui.Summary
	Passkeys  ui.Table
	CanAdd    bool // a passkey
	CanSet    bool // a password
	Password  bool
	Linked    ui.Table
	Others    []*credential.Provider // not linked
	Sessions  ui.Table
	Many      bool
	Roles     ui.Table
	Interests ui.Table
	Declare   string
}

var mePage = ui.Parse(files, "me.html")

// Me is what the site knows of whoever is signed in, and what they sign in with.
func Me(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		p := r.Session.Person
		v := meView{Page: r.New("You at this site"), CanAdd: d.Passkeys != nil, CanSet: d.Keys != nil, Declare: "/people/" + string(p.ID) + "/declarations/new",
			Facts: ui.Summary{{Key: "Name", Value: p.Name}, {Key: "E-mail address", Value: p.Email}}}
		v.Page.Lead = "What you sign in with, where you are signed in, and what you may do."
		err := d.Read(r, func(tx *db.Tx) error {
			have, err := credential.Of(tx, p.ID, d.Issuers())
			if err != nil {
				return err
			}
			v.ways(d, have)
			all, err := session.List(tx, p.ID)
			if err != nil {
				return err
			}
			v.sessions(all, r.Session)
			return v.work(tx, r.Session)
		})
		if err != nil {
			return err
		}
		return mePage.Render(w, http.StatusOK, v)
	}
}

func (v *meView) ways(d *door.Door, have credential.Ways) {
	v.Password = have.Password
	v.Passkeys = ui.Table{ID: "passkeys", Caption: "Your passkeys; times in UTC", Columns: []ui.Column{{Text: "Name"}, {Text: "Added"}, {Text: "Last used"}, {Text: "Change"}}, Empty: "You have no passkey yet."}
	for _, k := range have.Passkeys {
		v.Passkeys.Rows = append(v.Passkeys.Rows, []ui.Cell{{Text: k.Name}, {Text: date.Stamp(k.MadeAt)}, {Text: date.Stamp(k.UsedAt)}, {Text: "Remove " + k.Name, Href: "/me/remove/passkey/" + k.ID}})
	}
	v.Linked = ui.Table{ID: "linked", Caption: "Accounts of your organisation; times in UTC", Columns: []ui.Column{{Text: "Account"}, {Text: "Added"}, {Text: "Change"}}, Empty: "No account of your organisation is linked."}
	for _, p := range d.Providers {
		linked := false
		for _, l := range have.Links {
			if l.Issuer == p.Issuer {
				linked = true
				v.Linked.Rows = append(v.Linked.Rows, []ui.Cell{{Text: p.Label}, {Text: date.Stamp(l.MadeAt)}, {Text: "Remove it", Href: "/me/remove/provider/" + p.Name}})
			}
		}
		if !linked {
			v.Others = append(v.Others, p)
		}
	}
}

// methods are how somebody signed in, in words.
var methods = map[string]string{byPasskey: "a passkey", byPassword: "a password and a code", byProvider: "the account of your organisation", door.Development: "the sign-in for development"}

func (v *meView) sessions(all []session.Session, mine session.Session) {
	v.Many = len(all) > 1
	v.Sessions = ui.Table{ID: "sessions", Caption: "Your sessions; times in UTC", Columns: []ui.Column{{Text: "Since"}, {Text: "With"}, {Text: "Last used"}, {Text: "Ends at the latest"}}, Empty: "You have none."}
	for _, s := range all {
		since := date.Stamp(s.MadeAt)
		if s.Secret == mine.Secret {
			since += " (this one)"
		}
		v.Sessions.Rows = append(v.Sessions.Rows, []ui.Cell{{Text: since}, {Text: methods[s.Method]}, {Text: date.Stamp(s.SeenAt)}, {Text: date.Stamp(s.EndsAt)}})
	}
}

// work are the roles and the interests, which somebody else gives and records.
func (v *meView) work(tx *db.Tx, s session.Session) error {
	roles, err := grant.Of(tx, s.Person.ID)
	if err != nil {
		return err
	}
	interests, err := grant.ConflictsOf(tx, s.Person.ID)
	if err != nil {
		return err
	}
	say, err := grant.InWords(tx, roles, interests)
	if err != nil {
		return err
	}
	v.Roles = ui.Table{ID: "roles", Caption: "Your roles", Columns: []ui.Column{{Text: "Role"}, {Text: "For"}, {Text: "From"}, {Text: "Until"}}, Empty: "You hold no role. Whoever invited you can give you one."}
	for _, g := range roles {
		if g.EndedAt != "" {
			continue
		}
		v.Roles.Rows = append(v.Roles.Rows, []ui.Cell{{Text: g.Role.String()}, {Text: say.For(g.Held)}, {Text: g.From.Words()}, {Text: g.To.Words()}})
	}
	about := map[string]string{}
	for _, k := range grant.Kinds() {
		about[k.Name] = k.About
	}
	v.Interests = ui.Table{ID: "interests", Caption: "Interests that you have declared", Columns: []ui.Column{{Text: "Area"}, {Text: "What"}, {Text: "From"}, {Text: "Until"}}, Empty: "You have declared no interest."}
	for _, c := range interests {
		if c.WithdrawnAt != "" {
			continue
		}
		v.Interests.Rows = append(v.Interests.Rows, []ui.Cell{{Text: say.Area(c.Area)}, {Text: about[c.Kind]}, day(c.From, "not known"), day(c.To, "it lasts")})
	}
	return nil
}

func day(d date.Date, none string) ui.Cell {
	if !d.Known() {
		return ui.Cell{Text: none, Absent: true}
	}
	return ui.Cell{Text: d.Words()}
}
