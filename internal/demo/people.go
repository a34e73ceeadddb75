package demo

import (
	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/area"
	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/grant"
	"github.com/northinch/northinch/internal/person"
)

// Inspected is the inspection that most of the made-up people work on.
const Inspected = "made-up-second/made-up-carnbrae"

// Preparing is the inspection whose sample is planned and not drawn.
const Preparing = "made-up-second/made-up-vennelside"

// Sending is the inspection whose area has sent a return that nobody has accepted yet.
const Sending = "made-up-second/made-up-wardmuir"

// somebody is a made-up person. key is the part of the address before the at sign.
type somebody struct {
	key, name string
	held      []access.Held
	body      string
	works     area.ID // has an interest there
}

func everything(r access.Role) []access.Held { return []access.Held{{Role: r}} }
func round(r access.Role) []access.Held {
	return []access.Held{{Role: r, Programme: string(Second)}}
}
func one(r access.Role) []access.Held { return []access.Held{{Role: r, Inspection: Inspected}} }

// people is one made-up person for each role. Nobody of these names is meant.
var people = []somebody{
	{key: "operator", name: "Rona Skerry", held: everything(access.Operator)},
	{key: "manager", name: "Ailsa Craig", held: everything(access.Manager)},
	{key: "service-manager", name: "Morven Staffa", held: round(access.ServiceManager)},
	{key: "lead", name: "Lewis Fyne", held: []access.Held{{Role: access.Lead, Inspection: Inspected}, {Role: access.Lead, Inspection: "made-up-second/made-up-oldmarch-isles"}, {Role: access.Lead, Inspection: Sending}, {Role: access.Lead, Inspection: Preparing}}},
	{key: "depute", name: "Iona Sound", held: one(access.Depute)},
	{key: "support", name: "Tiree Balephuil", held: one(access.SupportOfficer)},
	{key: "inspector", name: "Harris Tarbert", held: one(access.Inspector), body: "care"},
	{key: "associate", name: "Skye Minginish", held: one(access.Associate), works: "made-up-torbrae"},
	{key: "reader", name: "Barra Kisimul", held: one(access.LocalReader), works: "made-up-carnbrae"},
	{key: "volunteer", name: "Isla Whin", held: one(access.Volunteer)},
	{key: "participation", name: "Bute Rothesay", held: one(access.ParticipationLead)},
	{key: "co-ordinator", name: "Jura Lowlander", held: []access.Held{{Role: access.Coordinator, Area: "made-up-carnbrae"}, {Role: access.Coordinator, Inspection: Sending}}, works: "made-up-carnbrae"},
	{key: "panel", name: "Arran Brodick", held: round(access.PanelMember)},
	{key: "link", name: "Coll Arinagour", held: []access.Held{{Role: access.LinkInspector, Area: "made-up-carnbrae"}}},
	{key: "analyst", name: "Isla Tay", held: everything(access.Analyst)},
	{key: "publisher", name: "Unst Muckle", held: round(access.Publisher)},
	{key: "observer", name: "Fair Stroma", held: one(access.Observer)},
	{key: "trainee", name: "Eigg Cleadale", held: one(access.Trainee)},
}

// addPeople adds the made-up people and gives them their roles, each by somebody
// who may give it.
func addPeople(tx *db.Tx, who access.Actor) error {
	ids := map[string]person.ID{}
	for _, p := range people {
		added, err := person.Add(tx, who, person.New{Name: p.name + " (made up)", Email: p.key + "@made-up.example", MadeUp: true})
		if err != nil {
			return err
		}
		ids[p.key] = added.ID
		if p.works != "" {
			if _, err := grant.Declare(tx, who, added.ID, "worked", p.works, grant.Days{}); err != nil {
				return err
			}
		}
	}
	today := grant.Today(tx)
	to, _ := date.Of(today.Year()+2, 12, 31)
	days := grant.Days{From: today, To: to}
	givers := []access.Actor{who}
	for _, key := range []string{"manager", "lead"} {
		givers = append(givers, access.Actor{ID: string(ids[key])})
	}
	for _, p := range people {
		for _, h := range p.held {
			if err := give(tx, givers, ids[p.key], h, p.body, days); err != nil {
				return err
			}
		}
	}
	return nil
}

// give has the first of the givers give a role who may.
func give(tx *db.Tx, givers []access.Actor, to person.ID, h access.Held, body string, days grant.Days) error {
	var err error
	for i, g := range givers {
		if i > 0 { // a person: what they hold was given a moment ago
			p, err := person.Get(tx, person.ID(g.ID))
			if err != nil {
				return err
			}
			if g, err = grant.Actor(tx, p); err != nil {
				return err
			}
		}
		if _, err = grant.Give(tx, g, to, h, body, days); errs.KindOf(err) != errs.Denied && errs.KindOf(err) != errs.NotFound {
			return err
		}
	}
	return err
}
