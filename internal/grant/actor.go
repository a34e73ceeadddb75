package grant

import (
	"slices"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/person"
)

// Actor is a person as package access knows them today: what they hold, where
// they have an interest, and what they have led. A page asks for it once; every
// decision on the page then asks nobody.
func Actor(tx *db.Tx, p person.Person) (access.Actor, error) {
	if p.State != person.Active {
		return access.Actor{ID: string(p.ID), Name: p.Name}, nil
	}
	roles, err := Of(tx, p.ID)
	if err != nil {
		return access.Actor{}, err
	}
	conflicts, err := ConflictsOf(tx, p.ID)
	return actor(tx, p, roles, conflicts), err
}

// All are the roles and the declarations of everybody, by person, in two queries
// and not two for each.
func All(tx *db.Tx) (map[person.ID][]Grant, map[person.ID][]Conflict, error) {
	roles, err := db.All(tx, q.Everybody, scan)
	if err != nil {
		return nil, nil, err
	}
	conflicts, err := db.All(tx, q.AllConflicts, scanConflict)
	rolesOf, conflictsOf := map[person.ID][]Grant{}, map[person.ID][]Conflict{}
	for _, g := range roles {
		rolesOf[g.Person] = append(rolesOf[g.Person], g)
	}
	for _, c := range conflicts {
		conflictsOf[c.Person] = append(conflictsOf[c.Person], c)
	}
	return rolesOf, conflictsOf, err
}

// Everybody are all people who may sign in, as package access knows them today.
func Everybody(tx *db.Tx) ([]access.Actor, error) {
	people, err := person.All(tx)
	if err != nil {
		return nil, err
	}
	roles, conflicts, err := All(tx)
	if err != nil {
		return nil, err
	}
	var all []access.Actor
	for _, p := range people {
		if p.State == person.Active {
			all = append(all, actor(tx, p, roles[p.ID], conflicts[p.ID]))
		}
	}
	return all, nil
}

func actor(tx *db.Tx, p person.Person, roles []Grant, conflicts []Conflict) access.Actor {
	who := access.Actor{ID: string(p.ID), Name: p.Name}
	today := Today(tx)
	for _, g := range roles {
		if g.HeldOn(today) {
			who.Held = append(who.Held, g.Held)
		}
		if leads(g.Role) {
			who.Led = append(who.Led, g.Held)
		}
	}
	for _, c := range conflicts {
		if c.BarsOn(today) && !slices.Contains(who.Conflicts, string(c.Area)) {
			who.Conflicts = append(who.Conflicts, string(c.Area))
		}
	}
	return who
}

func leads(r access.Role) bool { return r == access.Lead || r == access.Depute }

// WhoMay are the people who may do act at a place today.
func WhoMay(tx *db.Tx, act access.Action, at access.Place) ([]access.Actor, error) {
	all, err := Everybody(tx)
	return slices.DeleteFunc(all, func(a access.Actor) bool { return !access.Decide(a, act, at).Allowed }), err
}
