package access

import "strings"

// Role is what a person does in a programme.
type Role uint8

// The roles, in the order of data/roles.csv (a test compares).
const (
	Operator Role = iota
	Manager
	ServiceManager
	Lead
	Depute
	SupportOfficer
	Inspector
	Associate
	LocalReader
	Volunteer
	ParticipationLead
	Coordinator
	PanelMember
	LinkInspector
	Analyst
	Publisher
	Observer
	Trainee
	Public
	numRoles
)

// Action is something that can be allowed or not.
type Action uint8

// The actions, in the order of data/actions.csv (a test compares).
const (
	ViewPublished Action = iota
	ViewDraft
	AdvanceStage
	SetGrade
	Moderate
	ImportOutcomes
	AddProgramme
	LoadAreas
	ReadRecord
	SendReturn
	SeeReturn
	AcceptReturn
	ReadReturn
	SeeSample
	DrawSample
	ListSample
	RaiseConcern
	CountConcerns
	SeeConcerns
	ActOnConcern
	SeeIdentity
	SeePeople
	Invite
	ClosePerson
	ApproveRecovery
	GiveRole
	RecordConflict
	ReviewAccess
	ReadAudit
	SeeRetention
	Hold
	Destroy
	numActions
)

// String is the role in words.
func (r Role) String() string {
	if int(r) < len(roles) {
		return roles[r].Name
	}
	return "nobody"
}

// String is the action's name, such as "grade.set".
func (a Action) String() string {
	if int(a) < len(actions) {
		return actions[a].name
	}
	return "nothing"
}

// Hidden says that who may not do it is not told that it can be done.
func (a Action) Hidden() bool { return actions[a].hidden }

// About is what the action is, in words.
func (a Action) About() string { return actions[a].about }

// Kind is a role as the table of roles has it.
type Kind struct {
	Role  Role
	Name  string
	About string
	// Local says that the role is for people of the area: an interest there does
	// not bar them from what the role may do.
	Local bool
	// Everything, Programme, Area and Inspection say for what it can be held.
	Everything, Programme, Area, Inspection bool
	givers                                  []Role
}

// Of is the role as the table of roles has it.
func (r Role) Of() Kind { return roles[r] }

// Kinds are the roles that a person can be given, in the order of the table.
func Kinds() []Kind { return append([]Kind(nil), roles[:Public]...) }

// Actions are all actions, in the order of the table.
func Actions() []Action {
	all := make([]Action, numActions)
	for i := range all {
		all[i] = Action(i)
	}
	return all
}

// ParseRole is the role of that name.
func ParseRole(name string) (Role, bool) {
	for _, k := range roles[:Public] {
		if k.Name == name {
			return k.Role, true
		}
	}
	return 0, false
}

// Fits says whether the role can be held for what h names.
func (h Held) Fits() bool {
	k := roles[h.Role]
	switch {
	case h.Role == Public:
		return false
	case h.Inspection != "":
		return k.Inspection && h.Programme == "" && h.Area == ""
	case h.Area != "":
		return k.Area
	case h.Programme != "":
		return k.Programme
	}
	return k.Everything
}

// MayGive says whether who may give, or end, a role for what it names: who must
// hold a role that the table names as giver, for at least as much.
func MayGive(who Actor, what Held) Decision {
	at := what.Place()
	if d := Decide(who, GiveRole, at); !d.Allowed {
		return d
	}
	for _, h := range who.Held {
		for _, giver := range roles[what.Role].givers {
			if h.Role == giver && h.Covers(at) {
				return Decision{true, "a " + giver.String() + " gives the role of " + what.Role.String()}
			}
		}
	}
	return Decision{false, "the role of " + what.Role.String() + " is given by: " + givers(what.Role)}
}

func givers(r Role) string {
	var names []string
	for _, g := range roles[r].givers {
		names = append(names, g.String())
	}
	return strings.Join(names, ", ")
}

// split is the programme and the area of an inspection's id.
func split(id string) (programme, area string) {
	programme, rest, _ := strings.Cut(id, "/")
	area, _, _ = strings.Cut(rest, "/")
	return programme, area
}
