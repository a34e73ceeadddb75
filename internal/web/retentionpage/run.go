package retentionpage

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/app"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/retention"
	"github.com/northinch/northinch/internal/web/door"
	"github.com/northinch/northinch/internal/web/ui"
)

type runView struct {
	Page   ui.Page
	Ready  ui.Table
	Number ui.Field
}

var runPage = ui.Parse(files, "run.html")

// Run lists what is due and destroys it, when whoever asks has proved lately who they
// are and types how many subjects there are.
func Run(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		if !access.Anywhere(r.Who, access.Destroy) {
			return errs.Missing("page", "")
		}
		if !r.Fresh(w) {
			return nil
		}
		var ready []retention.Item
		if err := d.Read(r, func(tx *db.Tx) (err error) {
			ready, err = retention.Ready(tx, r.Who, retention.Standing())
			return err
		}); err != nil {
			return err
		}
		v := runView{Page: r.New("Destroy what is due", door.Home, top), Ready: table(ready),
			Number: ui.Field{Name: "number", Label: fmt.Sprintf("Type how many subjects there are, %d, to destroy them", len(ready)), Hint: "What is destroyed cannot be brought back, from a backup either where it was sealed.", Value: r.PostFormValue("number"), Width: 5, Inputmode: "numeric"}}
		if len(ready) > 0 {
			v.Page.Lead = "Due today: " + retention.Count(len(ready), "subject") + ". The server is slower for others while the database is written anew."
		}
		if r.Method != http.MethodPost {
			return runPage.Render(w, http.StatusOK, v)
		}
		if len(ready) > 0 && strings.TrimSpace(v.Number.Value) != fmt.Sprint(len(ready)) {
			v.Number.Error = fmt.Sprintf("Type %d, the number of subjects in the list", len(ready))
			v.Page.Errors = ui.Errors(v.Number)
			return runPage.Render(w, http.StatusUnprocessableEntity, v)
		}
		if err := d.Renew(r); err != nil {
			return err
		}
		issued, gone, err := app.Destroy(r.Context(), d.DB, d.Keys, r.Who, len(ready), func(string) {})
		switch {
		case err != nil && !(gone && errs.KindOf(err) == errs.Storage):
			return err
		case !gone:
			r.See(w, "/retention")
		case err != nil: // the certificate says what is not finished
			r.See(w, "/retention/certificates/"+issued.ID)
		default:
			r.See(w, "/retention/certificates/"+issued.ID+"?done=destroyed")
		}
		return nil
	}
}

func table(ready []retention.Item) ui.Table {
	t := ui.Table{ID: "ready", Caption: "What will be destroyed", Empty: "Nothing is due today.",
		Columns: []ui.Column{{Text: "About"}, {Text: "Rule"}, {Text: "What"}}}
	for _, i := range ready {
		var rows []string
		for _, h := range i.Held {
			if h.Due > 0 {
				rows = append(rows, retention.Rows(h, h.Due))
			}
		}
		t.Rows = append(t.Rows, []ui.Cell{{Text: i.Who()}, {Text: i.Rule}, {Text: strings.Join(rows, ", ")}})
	}
	return t
}
