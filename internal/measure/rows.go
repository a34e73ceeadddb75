package measure

import (
	"fmt"

	"github.com/northinch/northinch/internal/document"
	"github.com/northinch/northinch/internal/returns"
)

// Behind is what a figure of an area counts and leaves out, without the reference of
// any child.
type Behind struct {
	MadeUp  bool    `json:"made_up"`
	Area    string  `json:"area"`
	Measure Measure `json:"measure"`
	Figure  string  `json:"figure"`
	Rows    []Shown `json:"rows"`
}

// Shown is a row with where it stands in the files.
type Shown struct {
	// File and Line are of the event that it counts from, or of the child where the
	// return does not have that event; Event is the kind of it.
	File  string `json:"file"`
	Line  int    `json:"line"`
	Event string `json:"event"`
	Day   string `json:"day"`
	// Says is how it counts: "yes", "after 12 days", or why it was left out.
	Says    string `json:"says"`
	Counted bool   `json:"counted"`
}

// RowsOf is what is behind the figure of a measure in an area.
func RowsOf(r *returns.Return, m Measure, area string) *Behind {
	out := &Behind{MadeUp: r.MadeUp, Area: area, Measure: m, Rows: []Shown{}}
	Rows(r, m, area, func(row Row) { out.Rows = append(out.Rows, row.shown(r, m)) })
	c := newCounts([]Measure{m}, areas(r))
	child := Child{standards: byID()}
	at := 0
	for i, a := range r.Areas {
		if a.Code == area {
			at = i
		}
	}
	for i := range r.Children.Len() {
		if int(r.Children.Area[i]) == at {
			child.load(r, i)
			c.child(&child)
		}
	}
	out.Figure = Settings{Minimum: 1}.figure(m, area, &c.Cells[0][at]).Words(m)
	return out
}

func (row Row) shown(r *returns.Return, m Measure) Shown {
	s := Shown{Day: row.Day.String(), Says: row.Says(m), Counted: row.Why == Counted}
	if row.Event < 0 {
		s.File, s.Line = r.Files[r.Children.File[row.Child]].Name, int(r.Children.Line[row.Child])
		return s
	}
	e := &r.Events
	s.File, s.Line = r.Files[e.File[row.Event]].Name, int(e.Line[row.Event])
	for _, k := range r.Edition.Events {
		if k.Event() == e.Kind[row.Event] {
			s.Event = k.Code.Code
		}
	}
	return s
}

// Says is how a row counts in a measure, as read.
func (row Row) Says(m Measure) string {
	switch {
	case row.Why != Counted:
		return "left out: " + row.Why.String()
	case m.Kind == Rate:
		return several(int64(row.Count), "contact") + " in " + several(int64(row.Days), "day")
	case m.Kind == Share && row.Yes:
		return "yes"
	case m.Kind == Share:
		return "no"
	}
	says := "not ended after " + several(int64(row.Days), "day")
	switch {
	case row.End == 1:
		says = "after " + several(int64(row.Days), "day")
	case row.End > 1:
		says = m.Others[row.End-2] + " after " + several(int64(row.Days), "day")
	}
	if row.Entry > 0 {
		says += ", known of from day " + fmt.Sprint(row.Entry)
	}
	return says
}

// Document is the rows as a report.
func (b *Behind) Document() document.Document {
	d := document.Document{Title: b.Measure.Title + ": what is behind the figure of " + b.Area, MadeUp: b.MadeUp,
		Lead:  b.Measure.Title + ", in " + b.Area + ": " + b.Figure + ".",
		Facts: []document.Fact{{Term: "Counted", Text: b.Measure.Counts}, {Term: "Of", Text: b.Measure.Of}, {Term: "Left out", Text: b.Measure.Leaves}}}
	t := document.Table{ID: b.Measure.ID, Title: "What counts and what was left out", Columns: []document.Column{
		{Name: "File"}, {Name: "Line", Kind: document.Count}, {Name: "Event"}, {Name: "Counts from", Kind: document.Day}, {Name: "How it counts"}}}
	for _, row := range b.Rows {
		t.Rows = append(t.Rows, []document.Cell{text(row.File), count(int64(row.Line)), orNone(row.Event), text(row.Day), text(row.Says)})
	}
	s := document.Section{ID: "rows", Heading: "The rows", Blocks: []document.Block{document.Paragraph{Text: NotSafe, Kind: document.Warning}, t}}
	if len(t.Rows) == 0 {
		s.Blocks[1] = document.Paragraph{Text: "Nothing in the return counts in this measure."}
	}
	d.Sections = []document.Section{s}
	return d
}
