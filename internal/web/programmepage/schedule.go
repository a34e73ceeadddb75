package programmepage

import (
	"net/http"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/area"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/inspection"
	"github.com/northinch/northinch/internal/programme"
	"github.com/northinch/northinch/internal/web/door"
	"github.com/northinch/northinch/internal/web/ui"
)

type scheduleView struct {
	Page ui.Page
	Area ui.Field
}

var schedulePage = ui.Parse(files, "schedule.html")

// Schedule is the form that adds an inspection of an area to a programme.
func Schedule(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		if err := access.Refuse(r.Who, access.AdvanceStage, at(r)); err != nil {
			return err
		}
		v := scheduleView{Area: ui.Field{Name: "area", Label: "Which area is to be inspected?", Hint: "Areas that have an inspection in this programme are not in the list.", Value: r.PostFormValue("area")}}
		var p programme.Programme
		if err := d.Read(r, func(tx *db.Tx) (err error) {
			if p, err = programme.Get(tx, programme.ID(r.PathValue("programme"))); err != nil {
				return err
			}
			v.Area.Options, err = open(tx, p)
			return err
		}); err != nil {
			return err
		}
		v.Page = r.New("Schedule an inspection", trail(p)...)
		v.Page.MadeUp = p.MadeUp
		if r.Method != http.MethodPost {
			return schedulePage.Render(w, http.StatusOK, v)
		}
		for _, o := range v.Area.Options {
			if o.Value == "" || o.Value != v.Area.Value {
				continue
			}
			var one inspection.Inspection
			if err := d.Write(r, func(tx *db.Tx) (err error) {
				one, err = inspection.Schedule(tx, r.Who, p.ID, area.ID(o.Value))
				return err
			}); err != nil {
				return err
			}
			r.See(w, "/inspections/"+string(one.ID)+"?done=schedule")
			return nil
		}
		v.Area.Error = "Select an area"
		v.Page.Errors = []ui.FieldError{{ID: "area", Text: v.Area.Error}}
		return schedulePage.Render(w, http.StatusUnprocessableEntity, v)
	}
}

// open are the areas of the programme's list that have no inspection in it yet.
func open(tx *db.Tx, p programme.Programme) ([]ui.Option, error) {
	taken := map[area.ID]bool{}
	have, err := inspection.InProgramme(tx, p.ID)
	if err != nil {
		return nil, err
	}
	for _, i := range have {
		taken[i.Area] = true
	}
	all, err := area.InList(tx, p.AreaList)
	options := []ui.Option{{Value: "", Label: "Select an area"}}
	for _, a := range all {
		if !taken[a.ID] {
			options = append(options, ui.Option{Value: string(a.ID), Label: a.Name})
		}
	}
	return options, err
}
