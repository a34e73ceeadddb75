package returnpage

import (
	"net/http"
	"strings"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/submission"
	"github.com/northinch/northinch/internal/web/door"
	"github.com/northinch/northinch/internal/web/ui"
)

// Waive gives a reason for what a rule finds.
func Waive(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		var to string
		err := d.Write(r, func(tx *db.Tx) error {
			t, s, err := one(tx, r, access.SendReturn)
			if err != nil {
				return err
			}
			to = noted(t, s)
			_, err = submission.Waive(tx, desk(d), r.Who, s, r.PostFormValue("code"), "", r.PostFormValue("reason"))
			return err
		})
		if err == nil {
			r.See(w, to+"?done=waived")
			return nil
		}
		return again(d, w, r, err)
	}
}

// again shows the page with what cannot be saved.
func again(d *door.Door, w http.ResponseWriter, r *door.Request, err error) error {
	if errs.KindOf(err) != errs.BadInput {
		return err
	}
	v, failed := newNoted(d, r)
	if failed != nil {
		return failed
	}
	ids := map[string]string{}
	if v.May {
		ids["code"], ids["reason"] = "code", "reason"
	}
	fields, err := door.Errors(&v.Page, err, ids)
	if err != nil {
		return err
	}
	v.Code.Error, v.Reason.Error = fields["code"], fields["reason"]
	return notedPage.Render(w, http.StatusUnprocessableEntity, v)
}

// Accept makes a return the one that the inspection rests on.
func Accept(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		var to string
		err := d.Write(r, func(tx *db.Tx) error {
			t, s, err := one(tx, r, access.AcceptReturn)
			if err != nil {
				return err
			}
			to = noted(t, s)
			return submission.Accept(tx, desk(d), r.Who, s)
		})
		switch {
		case err == nil:
			r.See(w, to+"?done=accepted")
			return nil
		case errs.KindOf(err) == errs.Conflict:
			return ui.Conflict(w, r.New("Accept the return"), nil, ui.Link{Text: "Look at the return as it is now", Href: strings.TrimSuffix(r.URL.Path, "/accept")})
		}
		return again(d, w, r, err)
	}
}
