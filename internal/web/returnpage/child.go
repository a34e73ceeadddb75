package returnpage

import (
	"html/template"
	"net/http"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/chronology"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/document"
	"github.com/northinch/northinch/internal/measure"
	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/spec"
	"github.com/northinch/northinch/internal/submission"
	"github.com/northinch/northinch/internal/web/door"
	"github.com/northinch/northinch/internal/web/ui"
)

type childView struct {
	Page     ui.Page
	Facts    ui.Summary
	Picture  template.HTML
	Reading  string
	Entries  ui.Table
	Measures ui.Table
}

var childPage = ui.Parse(files, "child.html")

// Child is the chronology of one child of a return. That it was read is recorded.
func Child(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		var v childView
		if err := d.Look(r, func(tx *db.Tx) error {
			t, err := get(tx, r, access.ReadReturn)
			if err != nil {
				return err
			}
			s, err := chosen(tx, r, t)
			if err != nil {
				return err
			}
			c, err := submission.Chronology(tx, desk(d), r.Who, s, submission.Token(r.PathValue("child")))
			if err != nil {
				return err
			}
			v.fill(r, t, s, c)
			return nil
		}); err != nil {
			return err
		}
		return childPage.Render(w, http.StatusOK, v)
	}
}

func (v *childView) fill(r *door.Request, t thing, s submission.Submission, c submission.Child) {
	v.Page = t.Below(r, "Chronology of child "+string(c.Token), ui.Link{Text: "Measures", Href: t.measures().Href + pinned(r)})
	line := chronology.Of(c.Return, c.Number)
	v.Page.Lead = sentenceOf(line.Title()) + " " + line.Says()
	children, ed := &c.Return.Children, c.Return.Edition
	of := func(list, code string) string {
		l, _ := ed.List(list)
		if one, ok := l.Code(code); ok {
			return one.Sentence
		}
		return "not known"
	}
	v.Facts = ui.Summary{{Key: "The area’s own reference", Value: c.Reference()}, {Key: "Born in", Value: children.Born[c.Number].Words()},
		{Key: "Sex", Value: of(spec.SexList, ed.SexText(children.Sex[c.Number]))}, {Key: "Locality", Value: of(spec.LocalityList, ed.LocalityText(children.Locality[c.Number]))}}
	for p := range spec.Population(32) {
		if p > 0 && children.In[c.Number].Has(p) {
			v.Facts = append(v.Facts, ui.Fact{Key: "Population", Value: of(spec.PopulationList, ed.PopulationText(p))})
		}
	}
	v.Facts = append(v.Facts, ui.Fact{Key: "The return tells all since", Value: line.Since.Words()}, ui.Fact{Key: "Return", Value: lead(s)})
	v.Picture = template.HTML(line.SVG("chronology")) // package chronology has escaped it
	v.Reading = chronology.Reading
	v.entries(line)
	v.Measures = ui.Table{ID: "measures", Caption: "The measures in which the child counts, or is left out", Empty: "The child counts in no measure.",
		Columns: []ui.Column{{Text: "Measure"}, {Text: "Counted from"}, {Text: "What happened that day"}, {Text: "How it counts"}}}
	measure.OfChild(c.Return, c.Number, measure.All(), func(m measure.Measure, row measure.Row) {
		day := ui.Cell{Text: row.Day.Words()}
		if row.Day == 0 {
			day = ui.Maybe("")
		}
		v.Measures.Rows = append(v.Measures.Rows, []ui.Cell{{Text: m.Title, Href: t.measures().Href + "/" + m.ID + pinned(r)}, day, {Text: what(c.Return, row.Event)}, {Text: counts(m, row)}})
	})
}

func (v *childView) entries(line *chronology.Chronology) {
	t := line.Table()
	v.Entries = ui.Table{ID: t.ID, Caption: t.Title, Empty: "Nothing is recorded of the child."}
	for _, c := range t.Columns {
		v.Entries.Columns = append(v.Entries.Columns, ui.Column{Text: c.Name})
	}
	for _, row := range t.Rows {
		var cells []ui.Cell
		for _, c := range row {
			if c.Absent != document.Present {
				c.Text = ""
			}
			cells = append(cells, ui.Maybe(c.Text))
		}
		v.Entries.Rows = append(v.Entries.Rows, cells)
	}
}

// what is an event in words; one that the return does not have is not known.
func what(r *returns.Return, event int) string {
	if event < 0 || event >= r.Events.Len() {
		return "the return does not say"
	}
	return chronology.What(r, event)
}
