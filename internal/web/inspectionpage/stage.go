package inspectionpage

import (
	"net/http"
	"strconv"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/inspection"
	"github.com/northinch/northinch/internal/web/door"
	"github.com/northinch/northinch/internal/web/ui"
)

type stageView struct {
	Page    ui.Page
	Version int
	Stage   ui.Field
	On      ui.Date
}

var stagePage = ui.Parse(files, "stage.html")

// Stage is the form that moves an inspection to another stage.
func Stage(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		var t thing
		if err := d.Read(r, func(tx *db.Tx) (err error) {
			t, err = get(tx, r)
			return err
		}); err != nil {
			return err
		}
		if err := access.Refuse(r.Who, access.AdvanceStage, t.Inspection.Place()); err != nil {
			return err
		}
		v := stageView{Page: t.page(r, "Move the inspection of "+t.Area.Name), Version: t.Inspection.Version,
			Stage: ui.Field{Name: "stage", Label: "Which stage has it reached?", Hint: "It is " + string(t.Inspection.Stage) + " now.", Value: r.PostFormValue("stage")},
			On:    ui.ReadDate(r.PostFormValue, "on")}
		v.On.Label, v.On.Hint = "On which day?", "For example, 27 3 2012"
		for _, s := range t.Inspection.Stage.Next() {
			v.Stage.Options = append(v.Stage.Options, ui.Option{Value: string(s), Label: upper(string(s))})
		}
		if r.Method != http.MethodPost {
			return stagePage.Render(w, http.StatusOK, v)
		}
		on, ok := date.Parse(v.On.ISO())
		if !ok {
			v.On.Error = "Enter a day that exists, such as 27 3 2012"
			v.Page.Errors = []ui.FieldError{{ID: "on-day", Text: v.On.Error}}
			return stagePage.Render(w, http.StatusUnprocessableEntity, v)
		}
		seen, _ := strconv.Atoi(r.PostFormValue("version"))
		err := d.Write(r, func(tx *db.Tx) error {
			return inspection.Advance(tx, r.Who, t.Inspection.ID, seen, inspection.Stage(v.Stage.Value), on)
		})
		switch {
		case err == nil:
			r.See(w, t.Path()+"?done=stage")
			return nil
		case errs.KindOf(err) == errs.Conflict:
			return ui.Conflict(w, v.Page, []ui.Typed{{Label: v.Stage.Label, Text: v.Stage.Value}, {Label: v.On.Label, Text: v.On.ISO()}}, ui.Link{Text: "Look at the inspection as it is now", Href: t.Path() + "/stage"})
		}
		fields, err := door.Errors(&v.Page, err, map[string]string{"stage": "stage", "on": "on-day"})
		if err != nil {
			return err
		}
		v.Stage.Error, v.On.Error = fields["stage"], fields["on"]
		return stagePage.Render(w, http.StatusUnprocessableEntity, v)
	}
}
