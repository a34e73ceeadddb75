// Package text is a document as plain text, for a terminal, a letter or a
// braille display: words wrapped, columns aligned by spaces, no boxes and no
// pictures. A figure is its table, which says the same.
package text

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/northinch/northinch/internal/document"
)

// narrowest is the least width that is kept to.
const narrowest = 20

const madeUp = document.MadeUpSays

// Write writes d to w in lines of at most width characters; a width under 20
// counts as 20. Only a web address may make a longer line, because half an
// address leads nowhere. Characters are counted as Unicode code points, so that
// lines with letters of double width, as in Japanese, run over.
//
// Control characters become U+FFFD: text from a return must not be able to move
// the cursor of the terminal that shows it, or to ring its bell.
//
// Before it writes anything it returns an error for a table without columns, for
// a row of another length than its header and for a note that does not exist.
func Write(w io.Writer, d document.Document, width int) error {
	for _, t := range d.Tables() {
		if err := check(t, len(d.Notes)); err != nil {
			return err
		}
	}
	p := printer{b: bufio.NewWriter(w), width: max(width, narrowest)}
	p.document(d)
	return p.b.Flush()
}

func check(t document.Table, notes int) error {
	if len(t.Columns) == 0 {
		return fmt.Errorf("text: table %q has no columns", t.ID)
	}
	for i, row := range t.Rows {
		if len(row) != len(t.Columns) {
			return fmt.Errorf("text: table %q, row %d has %d cells for %d columns", t.ID, i+1, len(row), len(t.Columns))
		}
		for j, c := range row {
			if c.Absent > document.Pending {
				return fmt.Errorf("text: table %q, row %d, column %d: no words for absent kind %d", t.ID, i+1, j+1, c.Absent)
			}
		}
	}
	for _, n := range t.Notes {
		if n < 1 || n > notes {
			return fmt.Errorf("text: table %q refers to note %d of %d", t.ID, n, notes)
		}
	}
	return nil
}

// printer prints blocks with one empty line between them. The first error stays
// in b, and Flush returns it.
type printer struct {
	b     *bufio.Writer
	width int
	begun bool
}

func (p *printer) document(d document.Document) {
	if d.MadeUp {
		p.block("", madeUp)
	}
	p.heading(d.Title, "=")
	p.block("", d.Lead)
	p.facts(d.Facts)
	for _, s := range d.Sections {
		p.heading(s.Heading, "-")
		for _, b := range s.Blocks {
			switch b := b.(type) {
			case document.Paragraph:
				p.paragraph(b)
			case document.List:
				p.list(b)
			case document.Table:
				p.table(b)
			case document.Figure:
				p.table(b.Table)
			}
		}
	}
	if len(d.Notes) > 0 {
		p.heading("Notes", "-")
		var notes document.List
		for _, n := range d.Notes {
			notes.Items = append(notes.Items, document.Item{Text: n})
		}
		notes.Ordered = true
		p.list(notes)
	}
}

// gap parts a block from the one before it.
func (p *printer) gap() {
	if p.begun {
		p.b.WriteString("\n") // the error stays in b, see Write
	}
	p.begun = true
}

func (p *printer) line(s string) {
	p.b.WriteString(strings.TrimRight(s, " ") + "\n") // the error stays in b, see Write
}

// block prints wrapped text; what comes first on its first line is spaces on the rest.
func (p *printer) block(first, s string) {
	if strings.TrimSpace(s) == "" {
		return
	}
	p.gap()
	p.hanging(first, s)
}

func (p *printer) hanging(first, s string) {
	indent := utf8.RuneCountInString(first)
	for i, l := range wrap(s, p.width-indent) {
		if i > 0 {
			first = strings.Repeat(" ", indent)
		}
		p.line(first + l)
	}
}

func (p *printer) heading(s, under string) {
	lines := wrap(s, p.width)
	if len(lines) == 0 {
		return
	}
	p.gap()
	longest := 0
	for _, l := range lines {
		p.line(l)
		longest = max(longest, utf8.RuneCountInString(l))
	}
	p.line(strings.Repeat(under, longest))
}

func (p *printer) facts(facts []document.Fact) {
	if len(facts) > 0 {
		p.gap()
	}
	for _, f := range facts {
		for i, l := range wrap(f.Term+": "+f.Text, p.width-2) {
			if i > 0 {
				l = "  " + l
			}
			p.line(l)
		}
	}
}

func (p *printer) paragraph(t document.Paragraph) {
	s := t.Text
	if to := address(t.Href); to != "" {
		s += " " + strings.TrimSpace(t.LinkText+" "+to)
	}
	switch t.Kind {
	case document.Warning:
		p.block("Warning: ", s)
	case document.Inset:
		p.block("    ", s)
	default:
		p.block("", s)
	}
}

func (p *printer) list(l document.List) {
	if len(l.Items) > 0 {
		p.gap()
	}
	widest := len(strconv.Itoa(len(l.Items)))
	for i, item := range l.Items {
		mark := "- "
		if l.Ordered {
			mark = fmt.Sprintf("%*d. ", widest, i+1)
		}
		p.hanging(mark, strings.TrimSpace(item.Text+" "+address(item.Href)))
	}
}

// address is a link that leads somewhere from a terminal, in the brackets that
// RFC 3986 (appendix C) gives it in text, or nothing.
func address(href string) string {
	for _, scheme := range []string{"https://", "http://", "mailto:"} {
		if strings.HasPrefix(href, scheme) {
			return "<" + href + ">"
		}
	}
	return ""
}
