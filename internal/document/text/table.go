package text

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/northinch/northinch/internal/document"
)

// between parts two columns.
const between = "  "

// table prints a table in columns, or row by row as a list of names and values
// where the columns do not fit.
func (p *printer) table(t document.Table) {
	title := t.Title
	for _, n := range t.Notes {
		title += fmt.Sprintf(" [note %d]", n)
	}
	p.block("", title)
	p.gap()
	if len(t.Rows) == 0 {
		p.line("No rows.")
		return
	}
	if widths, fit := fit(t, p.width); fit {
		p.columns(t, widths)
	} else {
		p.records(t)
	}
}

// words is what is read in a cell. One that is blank without a reason was not
// seen: nothing is known of it.
func words(c document.Cell) string {
	if c.Absent != document.Present {
		return c.Absent.Words()
	}
	if s := strings.TrimSpace(c.Text); s != "" {
		return s
	}
	if c.Numeric {
		return fmt.Sprint(c.Number)
	}
	return document.NotAvailable.Words()
}

// fit gives each column a width: its longest text if there is room. If not,
// long column names are wrapped first, then cells, the widest column always
// first, though none to less than its longest word. It reports whether the table
// then fits.
func fit(t document.Table, width int) ([]int, bool) {
	n := len(t.Columns)
	widths, cells, least := make([]int, n), make([]int, n), make([]int, n)
	measure := func(i int, s string) int {
		words := strings.Fields(clean(s))
		for _, word := range words {
			least[i] = max(least[i], utf8.RuneCountInString(word))
		}
		return utf8.RuneCountInString(strings.Join(words, " "))
	}
	for _, row := range t.Rows {
		for i, c := range row {
			cells[i] = max(cells[i], measure(i, words(c)))
		}
	}
	total := len(between) * (n - 1)
	for i, c := range t.Columns {
		widths[i] = max(cells[i], measure(i, c.Name))
		cells[i] = max(cells[i], least[i])
		total += widths[i]
	}
	for _, floor := range [][]int{cells, least} {
		for total > width {
			widest := -1
			for i := range widths {
				if widths[i] > floor[i] && (widest < 0 || widths[i] > widths[widest]) {
					widest = i
				}
			}
			if widest < 0 {
				break
			}
			widths[widest]--
			total--
		}
	}
	return widths, total <= width
}

// columns prints the header, a line under it, and the rows. If a row takes more
// than one line, rows are parted by empty lines, so that it is clear which line
// belongs to which row.
func (p *printer) columns(t document.Table, widths []int) {
	right := ofNumbers(t)
	names, rule := make([]string, len(t.Columns)), make([]string, len(t.Columns))
	for i, c := range t.Columns {
		names[i], rule[i] = c.Name, strings.Repeat("-", widths[i])
	}
	rows := make([][]string, len(t.Rows))
	apart := false
	for i, row := range t.Rows {
		cells := make([]string, len(row))
		for j, c := range row {
			cells[j] = words(c)
		}
		rows[i] = lay(cells, widths, right)
		apart = apart || len(rows[i]) > 1
	}
	for _, l := range lay(names, widths, right) {
		p.line(l)
	}
	p.line(strings.Join(rule, between))
	for i, row := range rows {
		if apart && i > 0 {
			p.line("")
		}
		for _, l := range row {
			p.line(l)
		}
	}
}

// lay sets one row in lines.
func lay(cells []string, widths []int, right []bool) []string {
	wrapped, height := make([][]string, len(cells)), 0
	for i, s := range cells {
		wrapped[i] = wrap(s, widths[i])
		height = max(height, len(wrapped[i]))
	}
	lines := make([]string, height)
	for n := range lines {
		fields := make([]string, len(cells))
		for i := range cells {
			s := ""
			if n < len(wrapped[i]) {
				s = wrapped[i][n]
			}
			pad := strings.Repeat(" ", max(0, widths[i]-utf8.RuneCountInString(s)))
			if right[i] {
				fields[i] = pad + s
			} else {
				fields[i] = s + pad
			}
		}
		lines[n] = strings.Join(fields, between)
	}
	return lines
}

// ofNumbers tells which columns stand to the right: those that hold numbers,
// and words where a number is absent, and nothing else.
func ofNumbers(t document.Table) []bool {
	all := make([]bool, len(t.Columns))
	for i, c := range t.Columns {
		all[i] = c.Kind == document.Count || c.Kind == document.Share
		if c.Kind != document.Text {
			continue
		}
		for _, row := range t.Rows {
			if row[i].Absent == document.Present {
				if all[i] = row[i].Numeric; !all[i] {
					break
				}
			}
		}
	}
	return all
}

// records prints each row as its name and, under it, a line for each column.
func (p *printer) records(t document.Table) {
	for i, row := range t.Rows {
		if i > 0 {
			p.line("")
		}
		for j, c := range row {
			first := "  "
			if j == 0 {
				first = ""
			}
			lines := wrap(t.Columns[j].Name+": "+words(c), p.width-4)
			for n, l := range lines {
				if n > 0 {
					l = "  " + l
				}
				p.line(first + l)
			}
		}
	}
}
