package samplepage

import (
	"net/http"
	"strings"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/sample"
	"github.com/northinch/northinch/internal/web/door"
	"github.com/northinch/northinch/internal/web/ui"
)

// Draw draws the sample that was planned.
func Draw(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		public := strings.TrimSpace(r.PostFormValue("public"))
		var to string
		var t thing
		err := d.Write(r, func(tx *db.Tx) (err error) {
			var s sample.Sample
			if t, s, err = one(tx, r, access.DrawSample); err != nil {
				return err
			}
			to = t.at(s)
			_, err = sample.Draw(tx, desk(d), r.Who, s, public)
			return err
		})
		switch {
		case err == nil:
			r.See(w, to+"?done=drawn")
			return nil
		case errs.KindOf(err) == errs.Conflict:
			return ui.Conflict(w, r.New("Draw the sample"), []ui.Typed{{Label: "What the source gave", Text: public}}, ui.Link{Text: "Look at the sample as it is now", Href: t.home().Href})
		case errs.KindOf(err) != errs.BadInput:
			return err
		}
		v, failed := newSample(d, r)
		if failed != nil {
			return failed
		}
		ids := map[string]string{}
		if v.Draw != "" {
			ids["public"], v.Public.Value = "public", public
		}
		fields, err := door.Errors(&v.Page, err, ids)
		if err != nil {
			return err
		}
		v.Public.Error = fields["public"]
		return samplePage.Render(w, http.StatusUnprocessableEntity, v)
	}
}
