package access

import (
	"fmt"
	"strings"
	"text/tabwriter"
)

// Duties are what a role may do.
type Duties struct {
	Kind
	Lines []Line
}

// Line is one action that a role may do: in what the role is held for, elsewhere,
// where a conflict of interest was declared, and after the role has ended. Each
// answer was decided by Decide.
type Line struct {
	Action                           Action
	Held, Elsewhere, Conflict, Ended bool
	Why                              string
}

// Policy is the whole policy. What is not a line is not allowed.
func Policy() []Duties {
	in, out := Place{Programme: "own", Area: "own", Inspection: "own/own"}, Place{Programme: "other", Area: "other", Inspection: "other/other"}
	var all []Duties
	for r := range numRoles {
		d := Duties{Kind: roles[r]}
		who := Actor{ID: "x", Held: []Held{{Role: r, Programme: "own"}}}
		with, ended := who, Actor{ID: "x"}
		with.Conflicts = []string{"own"}
		for a := range numActions {
			if policy[r][a].where == nowhere { // what everybody may do stands under the public
				continue
			}
			one := Decide(who, a, in)
			d.Lines = append(d.Lines, Line{a, one.Allowed, Decide(who, a, out).Allowed, Decide(with, a, in).Allowed, Decide(ended, a, in).Allowed, strings.TrimPrefix(one.Reason, d.Name+": ")})
		}
		all = append(all, d)
	}
	return all
}

// Table is the policy as text for people who read no code.
func Table() string {
	var b strings.Builder
	b.WriteString("Who may do what. What does not stand under a role, it may not do.\n\n")
	b.WriteString("held      in what the role is held for (everything, a programme, an area or one inspection)\nelsewhere outside that\nconflict  in what it is held for, where a conflict of interest in the area was declared\nended     after the role has ended\n")
	for _, d := range Policy() {
		fmt.Fprintf(&b, "\n%s: %s\n", d.Name, d.About)
		if d.Role != Public {
			fmt.Fprintf(&b, "  held for: %s · given by: %s\n", d.Scopes(), givers(d.Role))
		}
		w := tabwriter.NewWriter(&b, 2, 0, 2, ' ', 0)
		fmt.Fprintln(w, "  ACTION\tHELD\tELSEWHERE\tCONFLICT\tENDED\tWHY")
		for _, l := range d.Lines {
			fmt.Fprintf(w, "  %s\t%s\t%s\t%s\t%s\t%s\n", l.Action, yes(l.Held), yes(l.Elsewhere), yes(l.Conflict), yes(l.Ended), l.Why)
		}
		w.Flush()
	}
	b.WriteString("\nWhatever the role\n")
	for _, d := range []Decision{
		Decide(Actor{ID: "x", Held: []Held{{Role: LocalReader}}}, ReadRecord, Place{OwnCase: true}),
		Decide(Actor{ID: "x", Held: []Held{{Role: PanelMember}}, Led: []Held{{Role: Lead, Inspection: "own/own"}}}, Moderate, Place{Inspection: "own/own"}),
		Decide(Actor{ID: "x", Held: []Held{{Role: Associate}}, Conflicts: []string{"own"}}, ReadRecord, Place{Area: "own"}),
	} {
		fmt.Fprintf(&b, "  %s: %s\n", yes(d.Allowed), d.Reason)
	}
	return b.String()
}

func yes(allowed bool) string {
	if allowed {
		return "yes"
	}
	return "-"
}

// Scopes is for what the role can be held, in words.
func (k Kind) Scopes() string {
	var all []string
	for _, s := range []struct {
		is   bool
		name string
	}{{k.Everything, "everything"}, {k.Programme, "a programme"}, {k.Area, "an area"}, {k.Inspection, "one inspection"}} {
		if s.is {
			all = append(all, s.name)
		}
	}
	return strings.Join(all, ", ")
}
