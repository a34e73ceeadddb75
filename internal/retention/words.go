package retention

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/area"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/disposal"
	"github.com/northinch/northinch/internal/inspection"
	"github.com/northinch/northinch/internal/person"
	"github.com/northinch/northinch/internal/programme"
)

// kept is what a row of a table is, one and several.
var kept = map[string][2]string{
	"concern": {"concern", "concerns"}, "concern_step": {"step of a concern", "steps of concerns"}, "concern_look": {"look at who is at risk", "looks at who is at risk"},
	"submission": {"return", "returns"}, "submission_piece": {"piece of the files of a return", "pieces of the files of returns"},
	"submission_waiver": {"reason for what is noted in a return", "reasons for what is noted in returns"}, "submission_count": {"count of a return", "counts of returns"},
	"sample": {"sample of records", "samples of records"}, "sample_step": {"step of a sample", "steps of samples"},
	"person": {"name and address", "names and addresses"}, "role_held": {"role", "roles"}, "conflict": {"declared interest", "declared interests"},
	"session": {"session", "sessions"}, "invitation": {"invitation", "invitations"}, "recovery": {"wish to come back", "wishes to come back"}, "ceremony": {"ceremony of a sign-in", "ceremonies of sign-ins"},
	"password": {"password", "passwords"}, "passkey": {"passkey", "passkeys"}, "federated": {"account of an organisation", "accounts of an organisation"},
	"job": {"message or other work for later", "messages and other work for later"}, "hold": {"hold that was released", "holds that were released"},
}

// later is what a job of a kind is, one and several.
var later = map[string][2]string{
	"mail": {"message", "messages"}, "return.count": {"part of a return to count", "parts of returns to count"},
	"concern.watch": {"look at the limits of concerns", "looks at the limits of concerns"}, "job.prune": {"clearing of work that was done", "clearings of work that was done"}, "session.prune": {"clearing of sessions that ended", "clearings of sessions that ended"},
}

// Rows is so many rows of a table in words: "14 steps of concerns". A table that has
// no words, and a kind that has none, is named.
func Rows(h disposal.Held, n int) string {
	words, ok := kept[h.Table]
	if h.Kind != "" {
		words, ok = later[h.Kind]
	}
	switch {
	case !ok:
		return fmt.Sprint(cmp.Or(h.Kind, h.Table), " ", n)
	case n == 1:
		return "1 " + words[0]
	}
	return fmt.Sprint(n, " ", words[1])
}

// what is what the rows of a table are, with the name of the table.
func what(table string) string {
	if words, ok := kept[table]; ok {
		return words[1] + " (" + table + ")"
	}
	return table
}

// Subject is an inspection or a person, and what to call it.
type Subject struct{ ID, Name string }

// callInspections is what to call inspections: "Carnbrae, Made-up second round".
func callInspections(tx *db.Tx, all []inspection.Inspection) (map[string]string, error) {
	var ids []area.ID
	for _, i := range all {
		ids = append(ids, i.Area)
	}
	slices.Sort(ids)
	areas, err := area.Names(tx, slices.Compact(ids))
	if err != nil {
		return nil, err
	}
	programmes, err := programme.All(tx)
	rounds := map[programme.ID]string{}
	for _, p := range programmes {
		rounds[p.ID] = p.Name
	}
	names := map[string]string{}
	for _, i := range all {
		names[string(i.ID)] = areas[i.Area] + ", " + rounds[i.Programme]
	}
	return names, err
}

// Holdable are the inspections and then the people that who may place a hold on, each
// by name.
func Holdable(tx *db.Tx, who access.Actor) ([]Subject, error) {
	inspections, err := inspection.All(tx)
	if err != nil {
		return nil, err
	}
	names, err := callInspections(tx, inspections)
	if err != nil {
		return nil, err
	}
	var all []Subject
	for _, i := range inspections {
		if access.Decide(who, access.Hold, i.Place()).Allowed {
			all = append(all, Subject{string(i.ID), names[string(i.ID)]})
		}
	}
	slices.SortFunc(all, func(a, b Subject) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID)) })
	if !access.Decide(who, access.Hold, access.Place{}).Allowed {
		return all, nil
	}
	people, err := person.All(tx)
	for _, p := range people {
		all = append(all, Subject{string(p.ID), p.Name})
	}
	return all, err
}
