package ods

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/northinch/northinch/internal/document"
)

// writeContent writes the sheets row by row, so that a long table is never held
// twice.
func writeContent(w writer, d document.Document, all []sheet) {
	w.raw(header + `<office:document-content` + namespaces + `<office:automatic-styles>` +
		`<style:style style:name="sheet" style:family="table" style:master-page-name="Default"><style:table-properties table:display="true"/></style:style>` +
		`<style:style style:name="row" style:family="table-row"><style:table-row-properties style:use-optimal-row-height="true"/></style:style>`)
	used := map[int]bool{}
	for _, s := range all {
		for _, n := range s.widths() {
			used[n] = true
		}
	}
	for _, n := range slices.Sorted(maps.Keys(used)) {
		// A digit of 12-point Arial is 0.235 cm wide; 0.4 cm is room at the sides.
		w.raw(fmt.Sprintf(`<style:style style:name="%s" style:family="table-column"><style:table-column-properties style:column-width="%.2fcm"/></style:style>`,
			column(n), float64(n)*0.235+0.4))
	}
	w.raw(`</office:automatic-styles><office:body><office:spreadsheet>`)
	for _, s := range all {
		s.write(w, d.MadeUp)
	}
	writeRanges(w, all)
	w.raw(`</office:spreadsheet></office:body></office:document-content>`)
}

// writeRanges marks the tables as tables, each with a header row.
func writeRanges(w writer, all []sheet) {
	w.open("table:database-ranges")
	for _, s := range all {
		if s.table != nil {
			w.empty("table:database-range", "table:name", s.mark, "table:target-range-address", s.target(),
				"table:contains-header", "true", "table:display-filter-buttons", "false")
		}
	}
	w.close("table:database-ranges")
}

func (s *sheet) write(w writer, isMadeUp bool) {
	w.open("table:table", "table:name", s.name, "table:style-name", "sheet")
	w.element("table:title", s.title)
	if isMadeUp {
		w.element("table:desc", madeUp)
	}
	for i, n := range s.widths() {
		if i == 0 && s.table != nil {
			w.open("table:table-header-columns")
		}
		w.empty("table:table-column", "table:style-name", column(n), "table:default-cell-style-name", "Default")
		if i == 0 && s.table != nil {
			w.close("table:table-header-columns")
		}
	}
	for _, l := range s.lines {
		w.open("table:table-row", "table:style-name", "row")
		w.cell(shown{kind: "string", text: l.text, href: l.href}, l.style)
		w.close("table:table-row")
	}
	if s.table != nil {
		s.writeTable(w)
	}
	w.close("table:table")
}

func (s *sheet) writeTable(w writer) {
	w.open("table:table-header-rows")
	w.open("table:table-row", "table:style-name", "row")
	numbers := ofNumbers(*s.table)
	for i, c := range s.table.Columns {
		style := columnHeader
		if numbers[i] {
			style = numberHeader
		}
		w.cell(shown{kind: "string", text: c.Name}, style)
	}
	w.close("table:table-row")
	w.close("table:table-header-rows")
	for _, row := range s.table.Rows {
		w.open("table:table-row", "table:style-name", "row")
		for i, c := range row {
			shown := s.show(c, s.table.Columns[i].Kind)
			w.cell(shown, shown.style(i == 0, numbers[i]))
		}
		w.close("table:table-row")
	}
}

// ofNumbers tells which columns stand to the right: those that hold numbers, and
// symbols where a number is absent, and nothing else.
func ofNumbers(t document.Table) []bool {
	all := make([]bool, len(t.Columns))
	for i, c := range t.Columns {
		all[i] = c.Kind == document.Count || c.Kind == document.Share
		if c.Kind != document.Text {
			continue
		}
		for _, row := range t.Rows {
			if why(row[i]) == document.Present {
				if all[i] = formatOf(row[i], c.Kind) != ""; !all[i] {
					break
				}
			}
		}
	}
	return all
}

func (c shown) style(first, numbers bool) string {
	switch {
	case first && c.format != "":
		return rowHeader + "-" + c.format
	case first && c.href != "":
		return rowLink
	case first:
		return rowHeader
	case c.format != "":
		return c.format
	case numbers:
		return symbolCell
	case c.href != "":
		return linkProse
	}
	return textCell
}

func (w writer) cell(c shown, style string) {
	value := "office:value"
	if c.kind == "date" {
		value = "office:date-value"
	}
	w.open("table:table-cell", "table:style-name", style, "office:value-type", c.kind, value, c.value)
	w.paragraphs(c.text, c.href)
	w.close("table:table-cell")
}

// Widths of columns, in characters. Wider text wraps.
const (
	narrowest, widest = 10, 45
	proseWidth        = 90
)

// widths fits each column to its longest cell and to the longest word of its name.
func (s *sheet) widths() []int {
	if s.table == nil {
		return []int{proseWidth}
	}
	all := make([]int, len(s.table.Columns))
	for i, c := range s.table.Columns {
		all[i] = max(narrowest, utf8.RuneCountInString(c.Name)/2)
		for word := range strings.FieldsSeq(c.Name) {
			all[i] = max(all[i], utf8.RuneCountInString(word)+1)
		}
	}
	for _, row := range s.table.Rows {
		for i, c := range row {
			for part := range strings.SplitSeq(c.Text, "\n") {
				all[i] = max(all[i], utf8.RuneCountInString(part)+1)
			}
		}
	}
	for i := range all {
		all[i] = min(all[i], widest)
	}
	if n := len(all); s.table.Columns[n-1].Kind == document.Text && all[n-1] == widest {
		all[n-1] = proseWidth * 2 / 3 // long text at the end, as in the notes, may have more room
	}
	return all
}

func column(n int) string { return fmt.Sprintf("width-%d", n) }
