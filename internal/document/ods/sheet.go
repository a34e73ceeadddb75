package ods

import (
	"fmt"
	"iter"
	"strings"

	"github.com/northinch/northinch/internal/document"
)

// sheet is one worksheet: lines of one cell each from A1 down, then at most one
// table, with no row left empty between them.
type sheet struct {
	name  string
	title string
	lines []line
	table *document.Table
	mark  string // the name under which spreadsheets know the table
	// inside is set where the links of the table lead to other sheets.
	inside bool
}

type line struct{ style, text, href string }

func newSheet(d document.Document, name, title string) sheet {
	s := sheet{name: name, title: title, lines: []line{{style: heading1, text: title}}}
	if d.MadeUp {
		s.add(warning, madeUp)
	}
	return s
}

// add adds a line, unless it would be a blank one.
func (s *sheet) add(style, text string) {
	if text == "" {
		return
	}
	s.lines = append(s.lines, line{style: style, text: text})
}

// sheets lays the document out in the order of the guidance.
func sheets(d document.Document) []sheet {
	tables := tableSheets(d, reserved())

	var listed []sheet
	if s, needed := notesSheet(d); needed {
		listed = append(listed, s)
	}
	listed = append(listed, tables...)
	if s, needed := wordsSheet(d, tables); needed {
		listed = append(listed, s)
	}

	all := []sheet{cover(d)}
	if len(listed) > 0 {
		all = append(all, contents(d, listed))
	}
	return append(all, listed...)
}

func cover(d document.Document) sheet {
	s := newSheet(d, "Cover", d.Title)
	if d.Lead != "" {
		s.add(prose, d.Lead)
	}
	for _, f := range d.Facts {
		s.add(heading2, f.Term)
		s.add(prose, f.Text)
	}
	return s
}

func contents(d document.Document, listed []sheet) sheet {
	s := newSheet(d, "Contents", "Contents")
	s.add(plain, "This worksheet contains one table. It lists the other worksheets, with links.")
	t := document.Table{Columns: []document.Column{{Name: "Worksheet"}, {Name: "Title"}}}
	for _, l := range listed {
		t.Rows = append(t.Rows, []document.Cell{{Text: l.name, Href: l.address()}, {Text: l.title}})
	}
	s.table, s.mark, s.inside = &t, "contents_table", true
	return s
}

const notesName = "Notes"

// meanings explain the symbols, in the words that document.Absent has for them.
var meanings = map[document.Absent]string{
	document.NotAvailable: "Not available: not seen in the source, unreadable in it, or not yet graded or published.",
	document.NotApply:     "Not applicable, or not comparable.",
	document.Protected:    "Hidden to protect people.",
}

// notesSheet holds the notes and the symbols that occur. Without either there
// is no such sheet.
func notesSheet(d document.Document) (sheet, bool) {
	s := newSheet(d, notesName, "Notes and symbols")
	s.add(plain, "This worksheet contains one table.")
	t := document.Table{Columns: []document.Column{{Name: "Note number or symbol"}, {Name: "Note text"}}}
	for i, n := range d.Notes {
		t.Rows = append(t.Rows, []document.Cell{{Text: reference(i + 1)}, {Text: n}})
	}
	used := map[document.Absent]bool{}
	for _, table := range d.Tables() {
		for _, row := range table.Rows {
			for _, c := range row {
				if a := why(c); a == document.Pending {
					used[document.NotAvailable] = true // they share a symbol
				} else {
					used[a] = true
				}
			}
		}
	}
	for a := document.NotAvailable; a <= document.Protected; a++ {
		if used[a] {
			t.Rows = append(t.Rows, []document.Cell{{Text: a.Symbol()}, {Text: meanings[a]}})
		}
	}
	s.table, s.mark = &t, "notes_table"
	return s, len(t.Rows) > 0
}

// tableSheets gives each table its sheet. The warnings of its section come with
// it, because they must be read before the figures are used.
func tableSheets(d document.Document, taken names) []sheet {
	var all []sheet
	for _, section := range d.Sections {
		var warnings []line
		for _, b := range section.Blocks {
			if p, ok := b.(document.Paragraph); ok && p.Kind == document.Warning {
				for sentence := range sentences(p.Text) {
					warnings = append(warnings, line{style: warning, text: sentence})
				}
			}
		}
		for _, t := range (document.Document{Sections: []document.Section{section}}).Tables() {
			s := newSheet(d, taken.add(t.ID), t.Title)
			for _, n := range t.Notes {
				s.lines[0].text += " " + reference(n)
			}
			s.add(plain, about(t))
			if len(t.Notes) > 0 {
				s.lines = append(s.lines, line{link, "Notes are in the worksheet Notes.", sheet{name: notesName}.address()})
			}
			s.lines = append(s.lines, warnings...)
			s.table, s.mark = &t, s.name
			all = append(all, s)
		}
	}
	return all
}

// about tells a reader who cannot see the whole sheet what is on it.
func about(t document.Table) string {
	says := "This worksheet contains one table."
	for _, row := range t.Rows {
		for _, c := range row {
			if why(c) != document.Present {
				return says + " Some cells hold symbols, explained in the notes."
			}
		}
	}
	return says
}

// sentences puts each sentence of a longer text in a row of its own: beside a
// table, text cannot wrap without making the first column as wide as itself.
func sentences(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for part := range strings.SplitAfterSeq(text, ". ") {
			if part = strings.TrimSpace(part); part != "" && !yield(part) {
				return
			}
		}
	}
}

// reference is the form of a note mark that the guidance asks for: no
// superscript, which a screen reader passes over.
func reference(n int) string { return fmt.Sprintf("[note %d]", n) }

// outside is an address that still leads somewhere when the file lies on a
// reader's own disk, or nothing.
func outside(href string) string {
	for _, scheme := range []string{"https://", "http://", "mailto:"} {
		if strings.HasPrefix(href, scheme) {
			return href
		}
	}
	return ""
}
