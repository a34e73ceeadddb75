package samplepage

import (
	"fmt"
	"net/http"
	"strconv"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/sample"
	"github.com/northinch/northinch/internal/web/door"
	"github.com/northinch/northinch/internal/web/ui"
)

// deeds are the verbs of the audit log about samples, in words.
var deeds = map[string]string{
	"sample.plan": "planned it and committed to the plan", "sample.draw": "drew it", "sample.replace": "replaced a record", "sample.list": "saw whose records they are",
}

// Access is the page that says who could see a sample, and who did.
func Access(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		var v door.Reach
		var p ui.Page
		if err := d.Read(r, func(tx *db.Tx) error {
			t, err := get(tx, r, access.ReviewAccess)
			if err != nil {
				return err
			}
			n, err := strconv.Atoi(r.PathValue("number"))
			if err != nil || n < 1 {
				return errs.Missing("page", "")
			}
			s, err := sample.Review(tx, r.Who, t.Inspection.ID, n)
			if err != nil {
				return err
			}
			p = t.Below(r, "Who could see this, and who did?", t.home(), ui.Link{Text: fmt.Sprintf("Sample %d", s.Number), Href: t.at(s)})
			v, err = door.WhoCouldAndDid(tx, string(s.ID), nil, t.Inspection.Place(), []access.Action{access.SeeSample, access.ListSample}, deeds)
			return err
		}); err != nil {
			return err
		}
		return door.ReachPage(w, p, v)
	}
}
