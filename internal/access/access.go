// Package access decides who may do what, where, with a reason. It is pure: it
// asks no database and no clock. Deny is the default. What one may not see is
// answered as not found, which the doors do, not this package.
package access

// Role is what a person does in a programme.
type Role string

// The roles that exist so far.
const (
	Manager  Role = "programme manager"
	Lead     Role = "inspection lead"
	Analyst  Role = "analyst"
	Public   Role = "public"
	Operator Role = "operator"
)

// Roles are all roles, in the order of the policy table.
var Roles = []Role{Operator, Manager, Lead, Analyst, Public}

// Actor is who does something: a person with a role, a command on the server, or
// the public. Actors are arguments below the doors, never taken from a context.
type Actor struct {
	Name string
	Role Role
	// Areas are where a Lead leads; the other roles are not bound to areas.
	Areas []string
}

// Anyone is the public: a reader without a name.
var Anyone = Actor{Name: "public", Role: Public}

// Command is the actor of a command on the server: whoever can write to the
// database can do what an operator can.
func Command(user string) Actor {
	return Actor{Name: "command line: " + user, Role: Operator}
}

// Action is something that can be allowed or not.
type Action string

// The actions that exist so far.
const (
	ViewPublished  Action = "inspection.view.published"
	ViewDraft      Action = "inspection.view.draft"
	AdvanceStage   Action = "inspection.advance"
	SetGrade       Action = "grade.set"
	ImportOutcomes Action = "grades.import"
	AddProgramme   Action = "programme.add"
	LoadAreas      Action = "area.load"
	ReadAudit      Action = "audit.read"
)

// Actions are all actions, in the order of the policy table.
var Actions = []Action{ViewPublished, ViewDraft, AdvanceStage, SetGrade, ImportOutcomes, AddProgramme, LoadAreas, ReadAudit}

// Decision is an answer and its reason.
type Decision struct {
	Allowed bool
	Reason  string
}

// where a role may do an action.
type reach uint8

const (
	nowhere reach = iota
	ownArea
	everywhere
)

// policy is the whole of it; testdata/policy.golden shows it as a table.
var policy = map[Role]map[Action]reach{
	Operator: {ViewPublished: everywhere, ViewDraft: everywhere, ImportOutcomes: everywhere, AddProgramme: everywhere, LoadAreas: everywhere, ReadAudit: everywhere, AdvanceStage: everywhere, SetGrade: everywhere},
	Manager:  {ViewPublished: everywhere, ViewDraft: everywhere, AdvanceStage: everywhere, SetGrade: everywhere, ImportOutcomes: everywhere, AddProgramme: everywhere, ReadAudit: everywhere},
	Lead:     {ViewPublished: everywhere, ViewDraft: ownArea, AdvanceStage: ownArea, SetGrade: ownArea},
	Analyst:  {ViewPublished: everywhere, ImportOutcomes: everywhere},
	Public:   {ViewPublished: everywhere},
}

// Decide says whether who may do act in an area. An action that is not about
// one area takes the empty area.
func Decide(who Actor, act Action, area string) Decision {
	switch policy[who.Role][act] {
	case everywhere:
		return Decision{true, "the role of " + string(who.Role) + " may do this everywhere"}
	case ownArea:
		for _, own := range who.Areas {
			if own == area && area != "" {
				return Decision{true, "the role of " + string(who.Role) + " may do this in an area of their own"}
			}
		}
		return Decision{false, "the role of " + string(who.Role) + " may do this only in an area of their own"}
	}
	if who.Role == "" {
		return Decision{false, "nobody is signed in"}
	}
	return Decision{false, "the role of " + string(who.Role) + " may not do this"}
}

// PolicyLine is one line of the policy as a table.
type PolicyLine struct {
	Role       Role
	Action     Action
	Own, Other bool
}

// Policy is the whole policy as a table for people who read no code.
func Policy() []PolicyLine {
	var all []PolicyLine
	for _, role := range Roles {
		for _, act := range Actions {
			who := Actor{Role: role, Areas: []string{"own"}}
			all = append(all, PolicyLine{role, act, Decide(who, act, "own").Allowed, Decide(who, act, "other").Allowed})
		}
	}
	return all
}
