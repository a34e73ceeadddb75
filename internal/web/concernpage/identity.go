package concernpage

import (
	"net/http"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/concern"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/web/door"
	"github.com/northinch/northinch/internal/web/ui"
)

type identityView struct {
	Page     ui.Page
	Reason   ui.Field
	Identity string // "" on the form
	Back     ui.Link
}

var identityPage = ui.Parse(files, "identity.html")

// Identity asks why somebody needs to know who is at risk, and shows it once, on the
// answer to the form: never in an address, in a log or in a cache (every page of the
// site is sent with no-store). To see it again one gives a reason again.
func Identity(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		v := identityView{Reason: ui.Field{Name: "reason", Label: "Why do you need to know who is at risk?", Hint: "For example, to pass it on to the area. It is kept with the concern. Name nobody here.", Value: r.PostFormValue("reason"), Rows: 3},
			Back: ui.Link{Text: "Back to the concern", Href: path(id(r))}}
		if err := d.Read(r, func(tx *db.Tx) error {
			c, err := concern.For(tx, r.Who, access.SeeIdentity, id(r))
			if err != nil {
				return err
			}
			if !c.Identified {
				return errs.Missing("page", "")
			}
			v.Page, err = page(tx, r, c, "Show who is at risk")
			return err
		}); err != nil {
			return err
		}
		if !r.Fresh(w) {
			return nil
		}
		if r.Method != http.MethodPost {
			return identityPage.Render(w, http.StatusOK, v)
		}
		var identity string
		err := d.Write(r, func(tx *db.Tx) (err error) {
			identity, err = concern.Identity(tx, d.Keys, r.Who, id(r), v.Reason.Value)
			return err
		})
		if err == nil {
			v.Page.Title, v.Identity = "Who is at risk", identity
			return identityPage.Render(w, http.StatusOK, v)
		}
		wrong, err := door.Errors(&v.Page, err, map[string]string{"reason": "reason"})
		if err != nil {
			return err
		}
		v.Reason.Error = wrong["reason"]
		return identityPage.Render(w, http.StatusUnprocessableEntity, v)
	}
}

// deeds are the verbs of the audit log about a concern, in words.
var deeds = map[string]string{
	"concern.raise": "raised it", "concern.step": "took it a step on", "concern.list": "saw it in the register", "concern.read": "read it",
	"concern.identity": "was shown who is at risk", "concern.late": "noticed that it is late",
	"concern.review": "asked who could see it",
}

// Access is who could see a concern, and who did. That somebody asked is recorded in
// the same transaction.
func Access(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		var p ui.Page
		var v door.Reach
		if err := d.Look(r, func(tx *db.Tx) error {
			c, err := concern.Review(tx, r.Who, id(r))
			if err != nil {
				return err
			}
			if p, err = page(tx, r, c, "Who could see concern "+string(c.ID)+", and who did?"); err != nil {
				return err
			}
			if !may(r, access.SeeConcerns, c.Inspection) {
				p.Trail = nil // the register and the concern are not for this reader
			}
			v, err = door.WhoCouldAndDid(tx, string(c.ID), []string{concern.Listed}, c.Inspection.Place(), []access.Action{access.SeeConcerns, access.SeeIdentity}, deeds)
			return err
		}); err != nil {
			return err
		}
		return door.ReachPage(w, p, v)
	}
}
