package returnpage

import (
	"fmt"
	"net/http"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/submission"
	"github.com/northinch/northinch/internal/web/door"
	"github.com/northinch/northinch/internal/web/ui"
)

// deeds are the verbs of the audit log about returns, in words.
var deeds = map[string]string{
	"return.send": "sent it", "return.accept": "accepted it", "return.waive": "gave a reason", "return.open": "opened its rows", "return.rows": "read the rows behind a measure",
	"return.child": "read of a child", "return.files": "took its files", "return.count": "counted a part of it",
}

// Access is the page that says who could see a return, and who did.
func Access(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		var v door.Reach
		var p ui.Page
		if err := d.Read(r, func(tx *db.Tx) error {
			t, err := get(tx, r, access.ReviewAccess)
			if err != nil {
				return err
			}
			n, err := number(r.PathValue("number"))
			if err != nil {
				return err
			}
			s, err := submission.Review(tx, r.Who, t.Inspection.ID, n)
			if err != nil {
				return err
			}
			p = t.Below(r, "Who could see this, and who did?", t.returns(), ui.Link{Text: fmt.Sprintf("Return %d", s.Number), Href: noted(t, s)})
			v, err = door.WhoCouldAndDid(tx, string(s.ID), nil, t.Inspection.Place(), []access.Action{access.SeeReturn, access.ReadReturn}, deeds)
			return err
		}); err != nil {
			return err
		}
		return door.ReachPage(w, p, v)
	}
}
