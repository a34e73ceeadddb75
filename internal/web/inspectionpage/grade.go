package inspectionpage

import (
	"net/http"
	"strconv"

	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/evaluation"
	"github.com/northinch/northinch/internal/framework"
	"github.com/northinch/northinch/internal/overview"
	"github.com/northinch/northinch/internal/person"
	"github.com/northinch/northinch/internal/web/door"
	"github.com/northinch/northinch/internal/web/ui"
)

type gradeView struct {
	Page    ui.Page
	Version int
	Mark    ui.Field
	Reason  ui.Field
	History ui.Table
}

var gradePage = ui.Parse(files, "grade.html")

// Grade is the form that grades an indicator.
func Grade(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		var t thing
		var ind framework.Indicator
		var history []evaluation.Evaluation
		var names map[string]string
		if err := d.Read(r, func(tx *db.Tx) (err error) {
			if t, err = get(tx, r); err != nil {
				return err
			}
			if err := evaluation.MayGrade(r.Who, t.Inspection); err != nil {
				return err
			}
			if ind, err = t.edition.Indicator(r.PathValue("indicator")); err != nil {
				return err
			}
			if history, err = evaluation.History(tx, t.Inspection.ID, ind.Ref); err != nil {
				return err
			}
			var by []string
			for _, e := range history {
				by = append(by, e.Actor)
			}
			names, err = person.Names(tx, by...)
			return err
		}); err != nil {
			return err
		}
		v := newGradeView(t, r, ind, history, names)
		if r.Method != http.MethodPost {
			return gradePage.Render(w, http.StatusOK, v)
		}
		m, ok := mark(v.Mark.Value, t.scale)
		if !ok {
			v.Mark.Error = "Select a grade"
			v.Page.Errors = []ui.FieldError{{ID: "mark", Text: v.Mark.Error}}
			return gradePage.Render(w, http.StatusUnprocessableEntity, v)
		}
		seen, _ := strconv.Atoi(r.PostFormValue("version"))
		err := d.Write(r, func(tx *db.Tx) error {
			return evaluation.Set(tx, r.Who, t.Inspection.ID, ind.Ref, seen, m, v.Reason.Value)
		})
		switch {
		case err == nil:
			r.See(w, t.Path()+"?done=grade")
			return nil
		case errs.KindOf(err) == errs.Conflict:
			return ui.Conflict(w, v.Page, []ui.Typed{{Label: v.Mark.Label, Text: t.scale.Words(m)}, {Label: v.Reason.Label, Text: v.Reason.Value}}, ui.Link{Text: "Look at the grade as it is now", Href: t.Path() + "/grades/" + ind.Ref})
		}
		fields, err := door.Errors(&v.Page, err, map[string]string{"mark": "mark", "reason": "reason"})
		if err != nil {
			return err
		}
		v.Mark.Error, v.Reason.Error = fields["mark"], fields["reason"]
		return gradePage.Render(w, http.StatusUnprocessableEntity, v)
	}
}

func newGradeView(t thing, r *door.Request, ind framework.Indicator, history []evaluation.Evaluation, names map[string]string) gradeView {
	v := gradeView{Page: t.page(r, "Grade: "+ind.Title()),
		Mark:   ui.Field{Name: "mark", Label: "Which grade is it?", Options: options(t.scale), Value: r.PostFormValue("mark")},
		Reason: ui.Field{Name: "reason", Label: "Why?", Hint: "What the grade rests on. Needed for a change. Name no child and no member of staff.", Value: r.PostFormValue("reason"), Max: 4000}}
	v.Page.Trail = append(v.Page.Trail, ui.Link{Text: "Inspection", Href: t.Path()})
	v.History = ui.Table{ID: "history", Caption: "Grades that were given before; none is overwritten", Columns: []ui.Column{{Text: "Grade"}, {Text: "Reason"}, {Text: "Given by"}, {Text: "When"}}, Empty: "Nobody has graded this indicator yet."}
	for _, e := range history {
		v.Version = e.Version
		v.History.Rows = append(v.History.Rows, []ui.Cell{{Grade: &ui.Grade{Name: t.scale.Words(e.Mark), Step: overview.MarkStep(t.scale, e.Mark)}}, {Text: e.Reason}, {Text: names[e.Actor]}, {Text: date.Stamp(e.At)}})
	}
	return v
}
