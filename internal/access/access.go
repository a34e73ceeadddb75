// Package access decides who may do what, where, with a reason. It is pure: it
// asks no database and no clock. Deny is the default, and a reason against wins
// over every reason for. What one may not see is answered as not found, which
// Refuse does for the actions that are hidden.
//
// The policy is three tables in the folder data: the roles, the actions, and who
// may do what. testdata/policy.golden shows what follows from them.
package access

import (
	"slices"

	"github.com/northinch/northinch/internal/errs"
)

// Held is a role that somebody holds today. Where the fields for what it is held
// are empty, it is held for everything.
type Held struct {
	Role      Role
	Programme string
	Area      string
	// Inspection is "programme/area". A role for one inspection names nothing else.
	Inspection string
}

// Place is what an action is about, as far as it is about something.
type Place struct {
	Programme, Area, Inspection string
	// OwnCase says that it is about a record of a child whom the actor, or the
	// actor's team, works with.
	OwnCase bool
}

// Covers says whether the role is held for what a place is about. A role that is
// held for a part does not cover the whole.
func (h Held) Covers(p Place) bool {
	if h.Inspection != "" {
		return h.Inspection == p.Inspection
	}
	return (h.Programme == "" || h.Programme == p.Programme) && (h.Area == "" || h.Area == p.Area)
}

// Place is what the role is held for, as something that one may do something about.
func (h Held) Place() Place {
	at := Place{Programme: h.Programme, Area: h.Area, Inspection: h.Inspection}
	if h.Inspection != "" {
		at.Programme, at.Area = split(h.Inspection)
	}
	return at
}

// Actor is who does something: a person, a command on the server, or the public.
// Actors are arguments below the doors, never taken from a context.
type Actor struct {
	// ID is what the audit log and the tables know; Name is for pages.
	ID, Name string
	// Held are the roles that the actor holds today.
	Held []Held
	// Conflicts are the areas in which the actor has an interest today.
	Conflicts []string
	// Led is for what the actor leads or deputises, or once did: an inspection, or all
	// of an area.
	Led []Held
}

// Anyone is the public: a reader without a name.
var Anyone = Actor{ID: "public", Name: "public"}

// Command is the actor of a command on the server: whoever can write to the
// database can do what an operator can.
func Command(user string) Actor {
	name := "command line: " + user
	return Actor{ID: name, Name: name, Held: []Held{{Role: Operator}}}
}

// SignedIn says whether the actor is somebody, and not the public or nobody.
func (a Actor) SignedIn() bool { return a.ID != "" && a.ID != Anyone.ID }

// Decision is an answer and its reason.
type Decision struct {
	Allowed bool
	Reason  string
}

// Decide says whether who may do act at a place.
func Decide(who Actor, act Action, at Place) Decision {
	if who.ID == "" || int(act) >= len(actions) {
		return Decision{false, "nobody is signed in"}
	}
	barred := ""
	if at.OwnCase && act == ReadRecord {
		return Decision{false, "nobody reads the record of a child with whom they or their team work"}
	}
	if act == Moderate && at.Inspection != "" && slices.ContainsFunc(who.Led, func(h Held) bool { return h.Covers(at) }) {
		return Decision{false, "whoever led an inspection is not on the panel for its report"}
	}
	if at.Area != "" && !actions[act].inSpite && slices.Contains(who.Conflicts, at.Area) {
		barred = "a conflict of interest in this area was declared"
	}
	if c := &policy[Public][act]; c.where == everywhere {
		return Decision{true, c.reason}
	}
	elsewhere := ""
	for i := range who.Held {
		h := &who.Held[i]
		c := &policy[h.Role][act]
		switch {
		case c.where == nowhere:
		case barred != "" && !roles[h.Role].Local:
		case c.where == everywhere || h.Covers(at):
			return Decision{true, c.reason}
		default:
			elsewhere = c.elsewhere
		}
	}
	switch {
	case barred != "":
		return Decision{false, barred}
	case elsewhere != "":
		return Decision{false, elsewhere}
	case !who.SignedIn():
		return Decision{false, "nobody is signed in"}
	}
	return Decision{false, actions[act].refusal}
}

// Refuse is nil where who may do act at a place. Otherwise it is an error of kind
// errs.NotFound where the action is hidden (to be told that one may not is to be
// told that there is something), and errs.Denied with the reason where not.
func Refuse(who Actor, act Action, at Place) error {
	d := Decide(who, act, at)
	if d.Allowed {
		return nil
	}
	if act.Hidden() {
		return errs.Missing("page", "")
	}
	return errs.Refused(d.Reason)
}

// Over says whether who may do act about a person who holds these roles: only who
// may do it wherever the person holds one, and about an operator only an operator.
// So nobody gets at more than they have by way of somebody else's account.
func Over(who Actor, act Action, theirs []Held) Decision {
	if !Anywhere(who, act) {
		return Decision{false, actions[act].refusal}
	}
	for _, h := range theirs {
		if d := Decide(who, act, h.Place()); !d.Allowed {
			return d
		}
		if h.Role == Operator && !slices.ContainsFunc(who.Held, func(own Held) bool { return own.Role == Operator }) {
			return Decision{false, "only an operator decides about an operator"}
		}
	}
	return Decision{true, "may " + actions[act].about + " wherever the person holds a role"}
}

// Anywhere says whether who may do act at some place.
func Anywhere(who Actor, act Action) bool {
	return slices.ContainsFunc(who.Held, func(h Held) bool { return policy[h.Role][act].where != nowhere })
}
