// Package sourcepage is the pages about files from elsewhere: what became of
// every row of one, and a single row as it stands there.
package sourcepage

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/document"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/outcome"
	"github.com/northinch/northinch/internal/source"
	"github.com/northinch/northinch/internal/web/door"
)

// Row is one row of a source, as it stands there.
func Row(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		line, err := strconv.Atoi(r.URL.Query().Get("line"))
		if err != nil || line < 1 {
			return errs.Missing("row at line", r.URL.Query().Get("line"))
		}
		var s source.Source
		var cells []outcome.Cell
		var madeUp bool
		if err := d.Read(r, func(tx *db.Tx) (err error) {
			if s, err = source.Get(tx, source.ID(r.PathValue("source"))); err != nil {
				return err
			}
			if madeUp, err = outcome.IsMadeUp(tx, s.ID); err != nil {
				return err
			}
			cells, err = outcome.CellsAt(tx, s.ID, line)
			return err
		}); err != nil {
			return err
		}
		doc := document.Document{Title: fmt.Sprintf("Line %d of %s", line, s.Name), Lead: "The row as it stands in the file that was imported, unchanged.",
			MadeUp: madeUp,
			Facts:  []document.Fact{{Term: "File", Text: s.Name}, {Term: "SHA-256", Text: s.SHA256}, {Term: "Imported", Text: s.At}}}
		t := document.Table{ID: "row", Title: "Cells of the row", Columns: []document.Column{{Name: "Column"}, {Name: "What stands there"}}}
		for _, c := range cells {
			cell := document.Cell{Text: c.Text}
			if strings.HasPrefix(c.Text, "https://") && !strings.ContainsAny(c.Text, " ;") {
				cell.Href = c.Text
			}
			if c.Text == "" {
				cell.Text = "(empty)"
			}
			t.Rows = append(t.Rows, []document.Cell{{Text: c.Heading}, cell})
		}
		doc.Sections = []document.Section{{ID: "cells", Heading: "The row", Blocks: []document.Block{t}}}
		return door.Report(w, r.New("", door.Home), doc, door.Extra{Facts: true})
	}
}

// Reading is what became of every row of a file.
func Reading(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		var a *outcome.Account
		var found []outcome.Finding
		var madeUp bool
		const most = 500
		if err := d.Read(r, func(tx *db.Tx) (err error) {
			if a, err = outcome.AccountOf(tx, r.PathValue("reading")); err != nil {
				return err
			}
			if madeUp, err = outcome.IsMadeUp(tx, a.Source); err != nil {
				return err
			}
			found, err = outcome.FindingsOf(tx, a.Reading, most)
			return err
		}); err != nil {
			return err
		}
		return door.Report(w, r.New("", door.Home), report(a, found, madeUp), door.Extra{Facts: true})
	}
}

func report(a *outcome.Account, found []outcome.Finding, madeUp bool) document.Document {
	doc := document.Document{Title: "What became of " + a.File, MadeUp: madeUp,
		Lead: fmt.Sprintf("%d rows were read and %d outcomes counted; %d rows were left out, %d have cells that the source marks as unreadable, and %d have doubtful cells.", a.Rows, a.Added, a.Rejected, a.UnreadableRows, a.DoubtfulRows)}
	doc.Facts = []document.Fact{{Term: "Profile", Text: a.Profile}, {Term: "SHA-256", Text: a.SHA256}, {Term: "Columns not used", Text: strings.Join(a.Unused, ", ")}}
	if len(a.Remarks) > 0 {
		doc.Facts = append(doc.Facts, document.Fact{Term: "Remarks", Text: strings.Join(a.Remarks, " ")})
	}
	if len(a.Columns) > 0 {
		t := document.Table{ID: "columns", Title: "Cells by column and by what stood in them", Columns: []document.Column{{Name: "Column"}}}
		for _, n := range []string{"Graded", "Not inspected", "Not seen", "Unreadable", "Doubtful"} {
			t.Columns = append(t.Columns, document.Column{Name: n, Kind: document.Count})
		}
		for _, c := range a.Columns {
			row := []document.Cell{{Text: c.Column}}
			for _, n := range []int{c.Graded, c.NotInspected, c.NotSeen, c.Unreadable, c.Doubtful} {
				row = append(row, document.Cell{Text: fmt.Sprint(n), Number: float64(n), Numeric: true})
			}
			t.Rows = append(t.Rows, row)
		}
		doc.Sections = append(doc.Sections, document.Section{ID: "cells", Heading: "Every cell", Blocks: []document.Block{t}})
	}
	s := document.Section{ID: "findings", Heading: "Findings"}
	if len(found) == 0 {
		s.Blocks = append(s.Blocks, document.Paragraph{Text: "No row was left out and no cell is doubtful."})
	} else {
		t := document.Table{ID: "findings-table", Title: fmt.Sprintf("%d findings, %d shown", a.Findings, len(found)), Columns: []document.Column{{Name: "Line"}, {Name: "Column"}, {Name: "What was read and done"}, {Name: "Code"}}}
		for _, f := range found {
			t.Rows = append(t.Rows, []document.Cell{{Text: fmt.Sprint(f.Line), Href: fmt.Sprintf("/sources/%s?line=%d", a.Source, f.Line)}, {Text: f.Heading}, {Text: f.Sentence}, {Text: f.Code + " " + string(f.Weight)}})
		}
		s.Blocks = append(s.Blocks, t)
	}
	doc.Sections = append(doc.Sections, s)
	return doc
}
