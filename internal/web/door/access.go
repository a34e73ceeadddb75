package door

import (
	"net/http"
	"slices"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/grant"
	"github.com/northinch/northinch/internal/person"
	"github.com/northinch/northinch/internal/web/ui"
)

// Reach is the answer to “Who could see this, and who did?”
type Reach struct{ Could, Did ui.Table }

// WhoCouldAndDid answers it for a thing: who may do one of the actions at its place
// today, by which role and why, and who did what with it, from the audit log, looks at
// lists in which it stood included. deeds
// are the verbs of the log in words; a verb that is not among them is shown as it
// is. The caller has decided that its reader may see it (access.ReviewAccess).
func WhoCouldAndDid(tx *db.Tx, subject string, lists []string, at access.Place, acts []access.Action, deeds map[string]string) (v Reach, err error) {
	v.Could = ui.Table{ID: "could", Caption: "Who could, today", Columns: []ui.Column{{Text: "Who"}, {Text: "Could"}, {Text: "Why"}}, Empty: "Nobody could see it today."}
	v.Did = ui.Table{ID: "did", Caption: "Who did, the newest first; times in UTC", Columns: []ui.Column{{Text: "Who"}, {Text: "Did"}, {Text: "When"}}, Empty: "Nobody did anything with it yet."}
	for _, act := range acts {
		all, err := grant.WhoMay(tx, act, at)
		if err != nil {
			return v, err
		}
		for _, a := range all {
			v.Could.Rows = append(v.Could.Rows, []ui.Cell{{Text: a.Name}, {Text: act.About()}, {Text: access.Decide(a, act, at).Reason}})
		}
	}
	slices.SortStableFunc(v.Could.Rows, func(a, b []ui.Cell) int {
		switch {
		case a[0].Text < b[0].Text:
			return -1
		case a[0].Text > b[0].Text:
			return 1
		}
		return 0
	})
	entries, err := audit.About(tx, subject, lists...)
	if err != nil {
		return v, err
	}
	var who []string
	for _, e := range entries {
		who = append(who, e.Actor)
	}
	names, err := person.Names(tx, who...)
	if err != nil {
		return v, err
	}
	for _, e := range entries {
		did := e.Verb
		if words, ok := deeds[e.Verb]; ok {
			did = words
		}
		if e.Detail != "" && e.Detail != at.Inspection { // the page says where
			did += " (" + e.Detail + ")"
		}
		v.Did.Rows = append(v.Did.Rows, []ui.Cell{{Text: names[e.Actor]}, {Text: did}, {Text: date.Stamp(e.At)}})
	}
	return v, nil
}

type reachView struct {
	Page ui.Page
	Reach
}

var reachPage = ui.Parse(files, "access.html")

// ReachPage shows the answer.
func ReachPage(w http.ResponseWriter, p ui.Page, v Reach) error {
	return reachPage.Render(w, http.StatusOK, reachView{p, v})
}
