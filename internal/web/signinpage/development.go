package signinpage

import (
	"net/http"
	"slices"
	"strings"

	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/grant"
	"github.com/northinch/northinch/internal/person"
	"github.com/northinch/northinch/internal/web/door"
	"github.com/northinch/northinch/internal/web/ui"
)

type developmentView struct {
	Page   ui.Page
	Person ui.Field
	Back   string
}

var developmentPage = ui.Parse(files, "development.html")

// madeUp are the made-up people that one may be in development, by the part of
// their address before the at sign.
func madeUp(tx *db.Tx) ([]person.Person, []ui.Option, error) {
	all, err := person.All(tx)
	if err != nil {
		return nil, nil, err
	}
	all = slices.DeleteFunc(all, func(p person.Person) bool { return !p.MadeUp || p.State != person.Active })
	var options []ui.Option
	for _, p := range all {
		who, err := grant.Actor(tx, p)
		if err != nil {
			return nil, nil, err
		}
		does := "holds no role"
		if len(who.Held) > 0 {
			does = who.Held[0].Role.String() + ": " + who.Held[0].Role.Of().About
		}
		options = append(options, ui.Option{Value: key(p), Label: p.Name, Hint: does})
	}
	return all, options, nil
}

func key(p person.Person) string {
	name, _, _ := strings.Cut(p.Email, "@")
	return name
}

// Development asks which made-up person one wants to be. There is no such page
// where the server does not run for development.
func Development(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		if !d.Development {
			return errs.Missing("page", "")
		}
		v := developmentView{Page: r.New("Sign in for development", ui.Link{Text: "Sign in", Href: "/sign-in"}),
			Person: ui.Field{Name: "person", Label: "Who do you want to be?", Value: r.PostFormValue("person")}, Back: back(r.FormValue("back"))}
		v.Page.Lead = "This is a server for trying the program out. The people are made up, and anybody on this machine may be any of them."
		var people []person.Person
		if err := d.Read(r, func(tx *db.Tx) (err error) {
			people, v.Person.Options, err = madeUp(tx)
			return err
		}); err != nil {
			return err
		}
		if r.Method != http.MethodPost {
			return developmentPage.Render(w, http.StatusOK, v)
		}
		for _, p := range people {
			if key(p) != v.Person.Value {
				continue
			}
			if err := d.Write(r, func(tx *db.Tx) error { return come(d, w, r, tx, p, door.Development) }); err != nil {
				return err
			}
			lead(w, r, v.Back, "sign-in")
			return nil
		}
		v.Person.Error = "Select a person"
		v.Page.Errors = ui.Errors(v.Person)
		return developmentPage.Render(w, http.StatusUnprocessableEntity, v)
	}
}
