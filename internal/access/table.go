package access

import (
	"fmt"
	"strings"
	"text/tabwriter"
)

// Table is the whole policy as text for people who read no code: for each role
// what it may do, where, what a conflict of interest changes, and why. What does
// not stand there is not allowed. Each line was decided by Decide.
func Table() string {
	var b strings.Builder
	b.WriteString("Who may do what. What does not stand under a role, it may not do.\n\n")
	b.WriteString("held      in what the role is held for (everything, a programme, an area or one inspection)\nelsewhere outside that\nconflict  in what it is held for, where a conflict of interest in the area was declared\nended     after the role has ended\n")
	for r := range numRoles {
		k := roles[r]
		fmt.Fprintf(&b, "\n%s: %s\n", k.Name, k.About)
		if r != Public {
			fmt.Fprintf(&b, "  held for: %s · given by: %s\n", k.Scopes(), givers(r))
		}
		w := tabwriter.NewWriter(&b, 2, 0, 2, ' ', 0)
		fmt.Fprintln(w, "  ACTION\tHELD\tELSEWHERE\tCONFLICT\tENDED\tWHY")
		for a := range numActions {
			// what the public may do stands there once
			if policy[r][a].where == nowhere {
				continue
			}
			in := Place{Programme: "own", Area: "own", Inspection: "own/own"}
			out := Place{Programme: "other", Area: "other", Inspection: "other/other"}
			who := Actor{ID: "x", Held: []Held{{Role: r, Programme: "own"}}}
			with, ended := who, Actor{ID: "x"}
			with.Conflicts = []string{"own"}
			d := Decide(who, a, in)
			fmt.Fprintf(w, "  %s\t%s\t%s\t%s\t%s\t%s\n", actions[a].name, yes(d), yes(Decide(who, a, out)), yes(Decide(with, a, in)), yes(Decide(ended, a, in)), strings.TrimPrefix(d.Reason, k.Name+": "))
		}
		w.Flush()
	}
	b.WriteString("\nWhatever the role\n")
	for _, d := range []Decision{
		Decide(Actor{ID: "x", Held: []Held{{Role: LocalReader}}}, ReadRecord, Place{OwnCase: true}),
		Decide(Actor{ID: "x", Held: []Held{{Role: PanelMember}}, Led: []string{"own/own"}}, Moderate, Place{Inspection: "own/own"}),
		Decide(Actor{ID: "x", Held: []Held{{Role: Associate}}, Conflicts: []string{"own"}}, ReadRecord, Place{Area: "own"}),
	} {
		fmt.Fprintf(&b, "  %s: %s\n", yes(d), d.Reason)
	}
	return b.String()
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

func yes(d Decision) string {
	if d.Allowed {
		return "yes"
	}
	return "-"
}
