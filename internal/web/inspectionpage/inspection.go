// Package inspectionpage is the pages about one inspection: how far it has come,
// its grades, and the forms that move and grade it.
package inspectionpage

import (
	"embed"
	"fmt"
	"net/http"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/evaluation"
	"github.com/northinch/northinch/internal/framework"
	"github.com/northinch/northinch/internal/grade"
	"github.com/northinch/northinch/internal/inspection"
	"github.com/northinch/northinch/internal/overview"
	"github.com/northinch/northinch/internal/person"
	"github.com/northinch/northinch/internal/web/door"
	"github.com/northinch/northinch/internal/web/ui"
)

//go:embed *.html
var files embed.FS

// thing is an inspection with everything around it.
type thing struct {
	door.Inspected
	edition framework.Edition
	scale   framework.Scale
}

func get(tx *db.Tx, r *door.Request) (t thing, err error) {
	i, err := inspection.Get(tx, r.Named())
	if err != nil {
		return t, err
	}
	if t.Inspected, err = door.Around(tx, i); err != nil {
		return t, err
	}
	if t.edition, err = framework.Get(tx, t.Programme.Framework); err != nil {
		return t, err
	}
	t.scale, err = framework.ScaleOf(t.edition.Scale)
	return t, err
}

func (t thing) page(r *door.Request, title string) ui.Page {
	return t.Page(r, title, ui.Link{Text: t.Area.Name, Href: "/areas/" + string(t.Area.ID)})
}

type inspectionView struct {
	Page   ui.Page
	Dates  ui.Summary
	Grades ui.Table
	Hidden string
	Moves  ui.Table
	Move   ui.Button
	Raise  ui.Button
	More   []ui.Button // what else is known of the inspection
}

var inspectionPage = ui.Parse(files, "inspection.html")

// Inspection is one inspection.
func Inspection(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		var v inspectionView
		if err := d.Read(r, func(tx *db.Tx) error {
			t, err := get(tx, r)
			if err != nil {
				return err
			}
			v.Page = t.page(r, t.Title())
			v.Page.Lead = "The inspection is " + string(t.Inspection.Stage) + "."
			v.Dates = t.dates()
			if t.May(r, access.AdvanceStage) && len(t.Inspection.Stage.Next()) > 0 {
				v.Move = ui.Button{Text: "Move the inspection", Href: t.Path() + "/stage"}
			}
			if t.May(r, access.RaiseConcern) {
				v.Raise = ui.Button{Text: "Raise a concern", Href: t.Path() + "/concerns/new", Secondary: true}
			}
			if t.May(r, access.SeeReturn) {
				v.More = []ui.Button{{Text: "Return of the area", Href: t.Path() + "/return", Secondary: true}, {Text: "Measures", Href: t.Path() + "/measures", Secondary: true}}
			}
			if t.May(r, access.SeeSample) {
				v.More = append(v.More, ui.Button{Text: "Sample of records", Href: t.Path() + "/sample", Secondary: true})
			}
			if !t.Inspection.Stage.IsPublic() && !t.May(r, access.ViewDraft) {
				v.Hidden = "The grades are not published yet."
				return nil
			}
			if v.Grades, err = t.grades(tx, r); err != nil {
				return err
			}
			if t.May(r, access.ViewDraft) {
				v.Moves, err = t.moves(tx)
			}
			return err
		}); err != nil {
			return err
		}
		return inspectionPage.Render(w, http.StatusOK, v)
	}
}

func (t thing) dates() ui.Summary {
	i := t.Inspection
	return ui.Summary{{Key: "Programme", Value: t.Programme.Name}, {Key: "Area", Value: t.Area.Name}, {Key: "Stage", Value: string(i.Stage)},
		{Key: "Notified", Value: i.Notified.Words()}, {Key: "Fieldwork began", Value: i.Started.Words()},
		{Key: "Fieldwork ended", Value: i.Ended.Words()}, {Key: "Published", Value: i.Published.Words()}}
}

func (t thing) grades(tx *db.Tx, r *door.Request) (ui.Table, error) {
	table := ui.Table{ID: "grades", Caption: "Grades of the inspection", Columns: []ui.Column{{Text: "Indicator"}, {Text: "Grade"}}, Empty: "The framework has no graded indicators."}
	marks, err := evaluation.Of(tx, t.Inspection.ID)
	if err != nil {
		return table, err
	}
	var by []string
	for _, e := range marks {
		by = append(by, e.Actor)
	}
	names, err := person.Names(tx, by...)
	if err != nil {
		return table, err
	}
	edit := evaluation.MayGrade(r.Who, t.Inspection) == nil && t.Inspection.Stage.IsInspected()
	works := t.May(r, access.ViewDraft) // who gave a grade, and why, is for those who work on it
	if works {
		table.Columns = append(table.Columns, ui.Column{Text: "Reason for the last change"}, ui.Column{Text: "Given by"})
	}
	for _, ind := range t.edition.Indicators {
		if !ind.IsGraded() {
			continue
		}
		e := marks[ind.Ref]
		name := ui.Cell{Text: ind.Title()}
		if edit {
			name.Href = t.Path() + "/grades/" + ind.Ref
		}
		row := []ui.Cell{name, {Grade: &ui.Grade{Name: t.scale.Words(e.Mark), Step: overview.MarkStep(t.scale, e.Mark)}}}
		if works {
			by := ui.Cell{Text: "–", Absent: true}
			if e.Version > 0 {
				by = ui.Cell{Text: names[e.Actor] + ", " + date.OfStamp(e.At).Words()}
			}
			row = append(row, ui.Cell{Text: e.Reason}, by)
		}
		table.Rows = append(table.Rows, row)
	}
	return table, nil
}

func (t thing) moves(tx *db.Tx) (ui.Table, error) {
	table := ui.Table{ID: "moves", Caption: "How the inspection came here", Columns: []ui.Column{{Text: "To"}, {Text: "From"}, {Text: "When"}, {Text: "By"}}, Empty: "The inspection has not moved yet."}
	all, err := inspection.Moves(tx, t.Inspection.ID)
	if err != nil {
		return table, err
	}
	var by []string
	for _, m := range all {
		by = append(by, m.Actor)
	}
	names, err := person.Names(tx, by...)
	for _, m := range all {
		table.Rows = append(table.Rows, []ui.Cell{{Text: string(m.To)}, {Text: string(m.From)}, {Text: date.OfStamp(m.At).Words()}, {Text: names[m.Actor]}})
	}
	return table, err
}

// options are the marks that may be given on a scale.
func options(s framework.Scale) []ui.Option {
	var all []ui.Option
	for i := len(s.Grades) - 1; i >= 0; i-- {
		p := s.Grades[i]
		all = append(all, ui.Option{Value: fmt.Sprint(i + 1), Label: upper(p.Name), Hint: p.Meaning})
	}
	return append(all, ui.Option{Value: "not-inspected", Label: "Not inspected", Hint: "the indicator was not part of this inspection"})
}

func upper(s string) string {
	return string(s[0]-'a'+'A') + s[1:]
}

// mark is the mark that an option stands for; false for anything else.
func mark(value string, s framework.Scale) (grade.Mark, bool) {
	if value == "not-inspected" {
		return grade.Without(grade.NotInspected), true
	}
	for i := range s.Grades {
		if value == fmt.Sprint(i+1) {
			return grade.Of(grade.Grade(i + 1)), true
		}
	}
	return 0, false
}
