package ods

import (
	"cmp"
	"strconv"

	"github.com/northinch/northinch/internal/document"
)

// wordsSheet is what the report says outside its tables, so that the spreadsheet
// says no less than the page. The tables have their sheets, in the order of the
// document; a line leads to each. Without words there is no such sheet.
func wordsSheet(d document.Document, tables []sheet) (sheet, bool) {
	s := newSheet(d, "Text", "The words of the report")
	words := false
	for _, section := range d.Sections {
		s.add(heading2, section.Heading)
		for _, b := range section.Blocks {
			switch b := b.(type) {
			case document.Paragraph:
				s.paragraph(b)
				words = true
			case document.List:
				s.list(b)
				words = true
			default: // a table, or a figure and its table
				s.lines = append(s.lines, line{linkProse, "Table: " + tables[0].title, tables[0].address()})
				tables = tables[1:]
			}
		}
	}
	return s, words
}

func (s *sheet) paragraph(p document.Paragraph) {
	style := prose
	if p.Kind == document.Warning {
		style = warningProse
	}
	s.add(style, p.Text)
	if to := outside(p.Href); to != "" {
		s.lines = append(s.lines, line{linkProse, cmp.Or(p.LinkText, to), to})
	}
}

func (s *sheet) list(l document.List) {
	for i, item := range l.Items {
		mark := "• "
		if l.Ordered {
			mark = strconv.Itoa(i+1) + ". "
		}
		style, to := prose, outside(item.Href)
		if to != "" {
			style = linkProse
		}
		s.lines = append(s.lines, line{style, mark + item.Text, to})
	}
}
