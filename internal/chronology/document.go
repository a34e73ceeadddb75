package chronology

import (
	"fmt"

	"github.com/northinch/northinch/internal/document"
)

var kinds = map[Kind]string{Event: "event", Gap: "gap", Due: "due", Overlap: "overlap"}

// Table is all that the picture shows, day by day.
func (c *Chronology) Table() document.Table {
	t := document.Table{ID: "entries", Title: "All that the picture shows, day by day",
		Columns: []document.Column{{Name: "Day"}, {Name: "To"}, {Name: "Kind"}, {Name: "What"}, {Name: "Who"}, {Name: "More"}}}
	for _, e := range c.Entries {
		to, kind := "", kinds[e.Kind]
		switch {
		case e.End > 0:
			to = e.End.Words()
		case e.Open():
			to = "had not ended"
		}
		if e.Late {
			kind = "due, not in time"
		}
		var row []document.Cell
		for _, text := range []string{e.Day.Words(), to, kind, e.What, e.Who, e.Note} {
			cell := document.Cell{Text: text}
			if text == "" {
				cell.Absent = document.NotApply
			}
			row = append(row, cell)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// Reading says how the picture is to be read.
const Reading = "Time runs from left to right, each agency in a lane of its own. Grey is time in which nothing is recorded. The table says the same."

// figure is the picture as a part of a report.
type figure struct{ *Chronology }

func (f figure) SVG() string { return f.Chronology.SVG("chronology") }

// Document is the chronology as a report. Like the chronology it names nobody.
func (c *Chronology) Document() document.Document {
	d := document.Document{Title: "Chronology of a child", Lead: c.Title() + ".", MadeUp: c.MadeUp, Facts: []document.Fact{
		{Term: "In short", Text: c.Says()}, {Term: "The return tells all since", Text: c.Since.Words()}}}
	if len(c.Entries) == 0 {
		d.Lead = fmt.Sprintf("Nothing is recorded from %s to %s.", c.From.Words(), c.To.Words())
	}
	d.Sections = []document.Section{{ID: "what-happened", Heading: "What happened", Blocks: []document.Block{document.Figure{Chart: figure{c}, Says: Reading, Table: c.Table()}}}}
	return d
}

// Report is the chronology as data, with days as 2026-07-31.
type Report struct {
	MadeUp  bool         `json:"made_up"`
	From    string       `json:"from"`
	To      string       `json:"to"`
	Since   string       `json:"tells_all_since"`
	Entries []ReportLine `json:"entries"`
}

// ReportLine is an entry as data.
type ReportLine struct {
	Kind string `json:"kind"`
	Lane Lane   `json:"lane,omitempty"`
	Day  string `json:"day"`
	End  string `json:"end,omitempty"`
	Open bool   `json:"not_ended,omitempty"`
	What string `json:"what"`
	Who  string `json:"who,omitempty"`
	Note string `json:"note,omitempty"`
	Late bool   `json:"not_in_time,omitempty"`
}

// Report is the chronology as data.
func (c *Chronology) Report() Report {
	r := Report{MadeUp: c.MadeUp, From: c.From.String(), To: c.To.String(), Since: c.Since.String(), Entries: []ReportLine{}}
	for _, e := range c.Entries {
		r.Entries = append(r.Entries, ReportLine{kinds[e.Kind], e.Lane, e.Day.String(), e.End.String(), e.Open(), e.What, e.Who, e.Note, e.Late})
	}
	return r
}
