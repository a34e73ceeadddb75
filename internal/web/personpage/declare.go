package personpage

import (
	"net/http"
	"slices"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/area"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/grant"
	"github.com/northinch/northinch/internal/person"
	"github.com/northinch/northinch/internal/web/door"
	"github.com/northinch/northinch/internal/web/ui"
)

// Declare is the form that notes an interest, one's own or somebody else's.
func Declare(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		own := r.Who.ID == r.PathValue("person")
		var s somebody
		var areas []ui.Option
		if err := d.Read(r, func(tx *db.Tx) (err error) {
			if own {
				s.Person, err = person.Get(tx, person.ID(r.Who.ID))
			} else {
				if s, err = get(tx, r); err == nil {
					err = person.Over(tx, r.Who, access.RecordConflict, s.ID)
				}
			}
			if err != nil {
				return err
			}
			areas, err = areaOptions(tx)
			return err
		}); err != nil {
			return err
		}
		kinds := ui.Field{Name: "kind", Label: "Which interest is it?"}
		for _, k := range grant.Kinds() {
			kinds.Options = append(kinds.Options, ui.Option{Value: k.Name, Label: upper(k.About)})
		}
		trail := []ui.Link{door.Home, {Text: "People", Href: "/people"}, {Text: s.Name, Href: s.path()}}
		if own {
			trail = []ui.Link{{Text: "You at this site", Href: "/me"}}
		}
		f := form{Page: r.New("Note an interest of "+s.Name, trail...), Button: "Note it",
			Says: []string{"It holds at once and takes away every right in the area that does not belong to people of the area. Only another person can take it back."},
			Questions: []*question{choice(r, kinds), choice(r, ui.Field{Name: "area", Label: "In which area?", Options: areas}),
				day(r, "from", "Since when? (optional)", "For example, 27 3 2019"), day(r, "to", "Until when? (optional)", "Leave it empty while it lasts.")}}
		f.Page.MadeUp = s.MadeUp
		if r.Method != http.MethodPost {
			return f.show(w)
		}
		if err := f.declare(d, r, s.ID); err != nil {
			return f.again(w, err)
		}
		if own {
			return to(w, r, "/me", "declared")
		}
		return to(w, r, s.path(), "declared")
	}
}

func (f *form) declare(d *door.Door, r *door.Request, of person.ID) error {
	var days grant.Days
	var err error
	if days.From, err = f.day("from"); err != nil {
		return err
	}
	if days.To, err = f.day("to"); err != nil {
		return err
	}
	return d.Write(r, func(tx *db.Tx) error {
		_, err := grant.Declare(tx, r.Who, of, f.answer("kind"), area.ID(f.answer("area")), days)
		return err
	})
}

// areaOptions are the areas of every list that is not of single services.
func areaOptions(tx *db.Tx) ([]ui.Option, error) {
	all := []ui.Option{{Value: "", Label: "Choose an area"}}
	lists, err := area.Lists(tx)
	if err != nil {
		return nil, err
	}
	for _, l := range lists {
		areas, err := area.InList(tx, l.Name)
		if err != nil {
			return nil, err
		}
		for _, a := range areas {
			if a.Within == "" {
				all = append(all, ui.Option{Value: string(a.ID), Label: a.Name})
			}
		}
	}
	return all, nil
}

// Withdraw is the form that takes a declaration back that was a mistake.
func Withdraw(d *door.Door) door.Page {
	which := func(r *door.Request, s somebody, say grant.Words) string {
		for _, c := range s.conflicts {
			if c.ID == r.PathValue("declaration") {
				return "The interest in " + say.Area(c.Area) + "."
			}
		}
		return ""
	}
	return act(d, access.RecordConflict, "Take back a declaration of ", "Take it back", "Only for a mistake. An interest that has ended is noted again, with its last day.", which,
		func(w http.ResponseWriter, r *door.Request, s somebody) error {
			id := r.PathValue("declaration")
			if !slices.ContainsFunc(s.conflicts, func(c grant.Conflict) bool { return c.ID == id }) {
				return errs.Missing("declaration", "")
			}
			if err := d.Write(r, func(tx *db.Tx) error { return grant.Withdraw(tx, r.Who, id) }); err != nil {
				return err
			}
			return to(w, r, s.path(), "withdrawn")
		})
}
