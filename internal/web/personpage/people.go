// Package personpage is the pages about people: who there is, what they may do and
// where they have an interest, and the forms that invite them, give them roles and
// let them back in.
package personpage

import (
	"embed"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/grant"
	"github.com/northinch/northinch/internal/person"
	"github.com/northinch/northinch/internal/web/door"
	"github.com/northinch/northinch/internal/web/ui"
)

//go:embed *.html
var files embed.FS

type peopleView struct {
	Page    ui.Page
	Invite  ui.Button
	Waiting []ui.Link
	People  ui.Table
}

var peoplePage = ui.Parse(files, "people.html")

// somebody is a person with what they hold.
type somebody struct {
	person.Person
	roles     []grant.Grant
	conflicts []grant.Conflict
}

// visible says whether who may see somebody: all of them for who may invite,
// and otherwise those who hold, will hold or held a role where who may see people. Who
// may give roles also sees those who never held one, whom they invite themselves.
func (s somebody) visible(who access.Actor) bool {
	if access.Anywhere(who, access.Invite) || len(s.roles) == 0 && access.Anywhere(who, access.GiveRole) {
		return true
	}
	return slices.ContainsFunc(s.roles, func(g grant.Grant) bool { return access.Decide(who, access.SeePeople, g.Place()).Allowed })
}

// get is the person of the address. What who may not see is not found.
func get(tx *db.Tx, r *door.Request) (s somebody, err error) {
	if s.Person, err = person.Get(tx, person.ID(r.PathValue("person"))); err != nil {
		return s, err
	}
	if s.roles, err = grant.Of(tx, s.ID); err != nil {
		return s, err
	}
	if s.conflicts, err = grant.ConflictsOf(tx, s.ID); err != nil {
		return s, err
	}
	if !s.visible(r.Who) {
		return s, errs.Missing("person", "")
	}
	return s, nil
}

func (s somebody) path() string { return "/people/" + string(s.ID) }

func (s somebody) page(r *door.Request, title string, trail ...ui.Link) ui.Page {
	p := r.New(title, append([]ui.Link{door.Home, {Text: "People", Href: "/people"}}, trail...)...)
	p.MadeUp = s.MadeUp
	return p
}

// People is the list of people.
func People(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		if !access.Anywhere(r.Who, access.SeePeople) {
			return errs.Missing("page", "")
		}
		v := peopleView{Page: r.New("People", door.Home), People: ui.Table{ID: "people", Caption: "People and what they may do today",
			Columns: []ui.Column{{Text: "Name"}, {Text: "Access"}, {Text: "Roles"}, {Text: "Declared interests"}}, Empty: "Nobody has a role in what you look after yet."}}
		v.Page.Lead = "Who works on the programmes, and what each may do."
		if access.Anywhere(r.Who, access.Invite) || access.Anywhere(r.Who, access.GiveRole) {
			v.Invite = ui.Button{Text: "Invite somebody", Href: "/people/invite"}
		}
		if err := d.Read(r, func(tx *db.Tx) error {
			people, say, err := everybody(tx)
			if err != nil {
				return err
			}
			today := grant.Today(tx)
			for _, s := range people {
				if !s.visible(r.Who) {
					continue
				}
				v.Page.MadeUp = v.Page.MadeUp || s.MadeUp
				var roles, areas []string
				for _, g := range s.roles {
					if g.HeldOn(today) {
						roles = append(roles, say.Role(g))
					}
				}
				for _, c := range s.conflicts {
					if c.BarsOn(today) {
						areas = append(areas, say.Area(c.Area))
					}
				}
				v.People.Rows = append(v.People.Rows, []ui.Cell{{Text: s.Name, Href: s.path()}, {Text: string(s.State)}, orNone(roles), orNone(areas)})
			}
			if !access.Anywhere(r.Who, access.ApproveRecovery) {
				return nil
			}
			waiting, err := person.Waiting(tx, r.Who)
			for range waiting {
				v.Waiting = []ui.Link{{Text: "Somebody who cannot sign in asks to come back", Href: "/recoveries"}}
			}
			return err
		}); err != nil {
			return err
		}
		return peoplePage.Render(w, http.StatusOK, v)
	}
}

// everybody are all people with what they hold, and the words for it, in as many
// queries for a hundred as for one.
func everybody(tx *db.Tx) ([]somebody, grant.Words, error) {
	people, err := person.All(tx)
	if err != nil {
		return nil, grant.Words{}, err
	}
	roles, conflicts, err := grant.All(tx)
	if err != nil {
		return nil, grant.Words{}, err
	}
	all := make([]somebody, len(people))
	for i, p := range people {
		all[i] = somebody{p, roles[p.ID], conflicts[p.ID]}
	}
	say, err := grant.InWords(tx, slices.Concat(slices.Collect(maps.Values(roles))...), slices.Concat(slices.Collect(maps.Values(conflicts))...))
	return all, say, err
}

func orNone(all []string) ui.Cell {
	if len(all) == 0 {
		return ui.Cell{Text: "none", Absent: true}
	}
	return ui.Cell{Text: strings.Join(all, "; ")}
}

type personView struct {
	Page         ui.Page
	Facts        ui.Summary
	Roles        ui.Table
	Declarations ui.Table
	Give         ui.Button
	Declare      ui.Button
	Others       []ui.Link
}

var personPage = ui.Parse(files, "person.html")

// Person is one person.
func Person(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		var v personView
		if err := d.Read(r, func(tx *db.Tx) error {
			s, err := get(tx, r)
			if err != nil {
				return err
			}
			v.Page = s.page(r, s.Name)
			v.Facts = ui.Summary{{Key: "Access", Value: string(s.State)}}
			if access.Anywhere(r.Who, access.Invite) || r.Who.ID == string(s.ID) {
				v.Facts = append(v.Facts, ui.Fact{Key: "E-mail address", Value: s.Email})
			}
			say, err := grant.InWords(tx, s.roles, s.conflicts)
			if err != nil {
				return err
			}
			if v.Roles, err = s.rolesTable(tx, r.Who, say); err != nil {
				return err
			}
			v.Declarations = s.declarations(tx, r.Who, say)
			v.links(s, r.Who)
			return nil
		}); err != nil {
			return err
		}
		return personPage.Render(w, http.StatusOK, v)
	}
}

func (v *personView) links(s somebody, who access.Actor) {
	if access.Anywhere(who, access.GiveRole) && s.State != person.Closed && who.ID != string(s.ID) {
		v.Give = ui.Button{Text: "Give a role", Href: s.path() + "/roles/new"}
	}
	if access.Anywhere(who, access.RecordConflict) || who.ID == string(s.ID) {
		v.Declare = ui.Button{Text: "Note an interest", Href: s.path() + "/declarations/new", Secondary: true}
	}
	if access.Anywhere(who, access.Invite) {
		v.Others = append(v.Others, ui.Link{Text: "Correct the name or the address", Href: s.path() + "/change"})
		if s.State == person.Invited {
			v.Others = append(v.Others, ui.Link{Text: "Make a new link to come in", Href: s.path() + "/invite"})
		}
	}
	if access.Anywhere(who, access.ClosePerson) && s.State != person.Closed && who.ID != string(s.ID) {
		v.Others = append(v.Others, ui.Link{Text: "End this person’s access", Href: s.path() + "/close"})
	}
}

func (s somebody) rolesTable(tx *db.Tx, who access.Actor, say grant.Words) (ui.Table, error) {
	table := ui.Table{ID: "roles", Caption: "Roles, past ones too", Columns: []ui.Column{{Text: "Role"}, {Text: "From"}, {Text: "To"}, {Text: "Given by"}, {Text: "Today"}}, Empty: "This person has never held a role."}
	var by []string
	for _, g := range s.roles {
		by = append(by, g.GivenBy, g.EndedBy)
	}
	names, err := person.Names(tx, by...)
	if err != nil {
		return table, err
	}
	today := grant.Today(tx)
	for _, g := range s.roles {
		state := ui.Cell{Text: "held"}
		switch {
		case g.EndedAt != "":
			state = ui.Cell{Text: "ended on " + date.OfStamp(g.EndedAt).Words() + " by " + names[g.EndedBy]}
		case !g.HeldOn(today) && today.Before(g.From):
			state.Text = "not yet"
		case !g.HeldOn(today):
			state.Text = "over"
		}
		if g.EndedAt == "" && !g.To.Before(today) && access.MayGive(who, g.Held).Allowed {
			state.Text, state.Href = state.Text+": end it", s.path()+"/roles/"+g.ID+"/end"
		}
		table.Rows = append(table.Rows, []ui.Cell{{Text: say.Role(g)}, {Text: g.From.Words()}, {Text: g.To.Words()}, {Text: names[g.GivenBy]}, state})
	}
	return table, nil
}

func (s somebody) declarations(tx *db.Tx, who access.Actor, say grant.Words) ui.Table {
	table := ui.Table{ID: "declarations", Caption: "Interests, past ones too", Columns: []ui.Column{{Text: "Area"}, {Text: "Interest"}, {Text: "From"}, {Text: "To"}, {Text: "Today"}}, Empty: "No interest was declared."}
	today := grant.Today(tx)
	about := map[string]string{}
	for _, k := range grant.Kinds() {
		about[k.Name] = k.About
	}
	for _, c := range s.conflicts {
		state := ui.Cell{Text: "over"}
		switch {
		case c.WithdrawnAt != "":
			state.Text = "taken back on " + date.OfStamp(c.WithdrawnAt).Words()
		case c.BarsOn(today):
			state.Text = "in force"
			if access.Anywhere(who, access.RecordConflict) && who.ID != string(s.ID) {
				state = ui.Cell{Text: "in force: take it back", Href: s.path() + "/declarations/" + c.ID + "/withdraw"}
			}
		}
		table.Rows = append(table.Rows, []ui.Cell{{Text: say.Area(c.Area)}, {Text: about[c.Kind]}, known(c.From.Words()), known(c.To.Words()), state})
	}
	return table
}

func known(words string) ui.Cell {
	if words == "" || words == "not known" {
		return ui.Cell{Text: "not said", Absent: true}
	}
	return ui.Cell{Text: words}
}
