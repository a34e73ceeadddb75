package personpage

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/area"
	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/grant"
	"github.com/northinch/northinch/internal/inspection"
	"github.com/northinch/northinch/internal/programme"
	"github.com/northinch/northinch/internal/web/door"
	"github.com/northinch/northinch/internal/web/ui"
)

// GiveRole is the form that gives a role.
func GiveRole(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		var s somebody
		var scopes []ui.Option
		var today date.Date
		if err := d.Read(r, func(tx *db.Tx) (err error) {
			if s, err = get(tx, r); err != nil {
				return err
			}
			today = grant.Today(tx)
			scopes, err = scopesOf(tx, r.Who)
			return err
		}); err != nil {
			return err
		}
		if !access.Anywhere(r.Who, access.GiveRole) {
			return errs.Missing("page", "")
		}
		if !r.Fresh(w) {
			return nil
		}
		f := form{Page: s.page(r, "Give "+s.Name+" a role", ui.Link{Text: s.Name, Href: s.path()}), Button: "Give the role"}
		roles := ui.Field{Name: "role", Label: "Which role?", Hint: "You see the roles that you may give."}
		for _, k := range access.Kinds() {
			if slices.ContainsFunc(scopes, func(o ui.Option) bool { return access.MayGive(r.Who, held(k.Role, o.Value)).Allowed }) {
				roles.Options = append(roles.Options, ui.Option{Value: k.Name, Label: upper(k.Name), Hint: k.About})
			}
		}
		body := ui.Field{Name: "body", Label: "From which inspectorate?", Hint: "For an inspector only.", Options: []ui.Option{{Value: "", Label: "None"}}}
		for _, b := range grant.Bodies {
			body.Options = append(body.Options, ui.Option{Value: b, Label: upper(b)})
		}
		f.Questions = []*question{choice(r, roles), choice(r, body), choice(r, ui.Field{Name: "scope", Label: "For what?", Options: append([]ui.Option{{Value: "", Label: "Choose what it is for"}}, scopes...)}),
			day(r, "from", "First day", "For example, 27 3 2026"), day(r, "to", "Last day", "Every role ends; it can be given again.")}
		f.Questions[0].Radios, f.Questions[0].Select = true, false
		f.Questions[2].Radios, f.Questions[2].Select = false, true
		if r.Method != http.MethodPost { // most roles begin at once
			first := f.Questions[3].Date
			first.Day, first.Month, first.Year = strconv.Itoa(today.Day()), strconv.Itoa(today.Month()), strconv.Itoa(today.Year())
			return f.show(w)
		}
		if err := f.give(d, r, s); err != nil {
			return f.again(w, err)
		}
		return to(w, r, s.path(), "role")
	}
}

func (f *form) give(d *door.Door, r *door.Request, s somebody) error {
	role, ok := access.ParseRole(f.answer("role"))
	if !ok {
		return errs.Invalid("role", "Select a role")
	}
	if f.answer("scope") == "" {
		return errs.Invalid("scope", "Select for what the role is to be held")
	}
	var days grant.Days
	var err error
	if days.From, err = f.day("from"); err != nil {
		return err
	}
	if days.To, err = f.day("to"); err != nil {
		return err
	}
	return d.Write(r, func(tx *db.Tx) error {
		_, err := grant.Give(tx, r.Who, s.ID, held(role, f.answer("scope")), f.answer("body"), days)
		return err
	})
}

// held is a role for the value of a scope, "everything" or "inspection fife".
func held(r access.Role, scope string) access.Held {
	kind, id, _ := strings.Cut(scope, " ")
	h := access.Held{Role: r}
	switch kind {
	case "everything":
	case "programme":
		h.Programme = id
	case "area":
		h.Area = id
	default:
		h.Inspection = id
	}
	return h
}

// scopesOf is for what who may give some role.
func scopesOf(tx *db.Tx, who access.Actor) ([]ui.Option, error) {
	var all []ui.Option
	add := func(value, label string) {
		if access.Decide(who, access.GiveRole, held(access.Operator, value).Place()).Allowed {
			all = append(all, ui.Option{Value: value, Label: label})
		}
	}
	add("everything", "Everything")
	programmes, err := programme.All(tx)
	if err != nil {
		return nil, err
	}
	var lists []string
	names := map[area.ID]string{}
	for _, p := range programmes {
		add("programme "+string(p.ID), "The programme "+p.Name)
		if p.AreaList == "" || slices.Contains(lists, p.AreaList) {
			continue
		}
		lists = append(lists, p.AreaList)
		areas, err := area.InList(tx, p.AreaList)
		if err != nil {
			return nil, err
		}
		for _, a := range areas {
			names[a.ID] = a.Name
			add("area "+string(a.ID), "The area "+a.Name)
		}
	}
	for _, p := range programmes {
		inspections, err := inspection.InProgramme(tx, p.ID)
		if err != nil {
			return nil, err
		}
		for _, i := range inspections {
			add("inspection "+string(i.ID), "The inspection of "+names[i.Area]+", "+p.Name)
		}
	}
	return all, nil
}

// EndRole is the form that takes a role back.
func EndRole(d *door.Door) door.Page {
	which := func(r *door.Request, s somebody, say grant.Words) string {
		for _, g := range s.roles {
			if g.ID == r.PathValue("role") {
				return "The role: " + say.Role(g) + ", from " + g.From.Words() + " to " + g.To.Words() + "."
			}
		}
		return ""
	}
	return act(d, access.GiveRole, "End a role of ", "End the role", "The person may do at once no more what the role allows. What they did stays on record.", which,
		func(w http.ResponseWriter, r *door.Request, s somebody) error {
			if !slices.ContainsFunc(s.roles, func(g grant.Grant) bool { return g.ID == r.PathValue("role") }) {
				return errs.Missing("role", "")
			}
			if err := d.Write(r, func(tx *db.Tx) error { _, err := grant.End(tx, r.Who, r.PathValue("role")); return err }); err != nil {
				return err
			}
			return to(w, r, s.path(), "ended")
		})
}
