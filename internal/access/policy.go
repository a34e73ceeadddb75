package access

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"strings"
)

//go:embed data/roles.csv
var rolesText string

//go:embed data/actions.csv
var actionsText string

//go:embed data/policy.csv
var policyText string

// where a role may do an action.
type reach uint8

const (
	nowhere reach = iota
	held
	everywhere
)

type cell struct {
	where             reach
	reason, elsewhere string
}

type actionKind struct {
	name, about, refusal string
	hidden, inSpite      bool
}

// The tables, read once. They never change while the program runs.
var (
	roles   = readRoles(rolesText)
	actions = readActions(actionsText)
	policy  = readPolicy(policyText)
)

// rows are the rows of a table below its head. A table that cannot be read stops
// the program at its start, and the tests before that.
func rows(text string, columns int) [][]string {
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord = columns
	all, err := r.ReadAll()
	if err != nil {
		panic(fmt.Sprintf("access: %v", err))
	}
	return all[1:]
}

func readRoles(text string) (all [numRoles]Kind) {
	table := rows(text, 5)
	byName := map[string]Role{}
	for i, r := range table {
		byName[r[0]] = Role(i)
	}
	for i, r := range table {
		k := Kind{Role: Role(i), Name: r[0], Local: r[2] == "yes", About: r[4]}
		for _, scope := range strings.Fields(r[1]) {
			*map[string]*bool{"everything": &k.Everything, "programme": &k.Programme, "area": &k.Area, "inspection": &k.Inspection}[scope] = true
		}
		for _, giver := range strings.Split(r[3], "; ") {
			if g, ok := byName[giver]; ok {
				k.givers = append(k.givers, g)
			} else if giver != "" {
				panic("access: there is no role " + giver)
			}
		}
		all[i] = k
	}
	return all
}

func readActions(text string) (all [numActions]actionKind) {
	for i, r := range rows(text, 4) {
		all[i] = actionKind{name: r[0], hidden: r[1] == "yes", inSpite: r[2] == "yes", about: r[3], refusal: "none of your roles may " + r[3]}
	}
	return all
}

func readPolicy(text string) (all [numRoles][numActions]cell) {
	for _, r := range rows(text, 4) {
		role, action := find(r[0], len(roles), func(i int) string { return roles[i].Name }), find(r[1], len(actions), func(i int) string { return actions[i].name })
		where, ok := map[string]reach{"held": held, "everywhere": everywhere}[r[2]]
		if !ok || all[role][action].where != nowhere || r[3] == "" {
			panic(fmt.Sprintf("access: the line %q of the policy", r))
		}
		all[role][action] = cell{where, r[0] + ": " + r[3], "the role of " + r[0] + " may " + actions[action].about + " only where it is held"}
	}
	return all
}

func find(name string, n int, of func(int) string) int {
	for i := range n {
		if of(i) == name {
			return i
		}
	}
	panic("access: nothing is called " + name)
}
