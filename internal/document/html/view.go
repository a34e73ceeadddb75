package html

import (
	"cmp"
	"html/template"

	"github.com/northinch/northinch/internal/document"
)

// view is a document with everything decided, so that the templates only print.
type view struct {
	document.Document
	Style    template.CSS // of the file that stands alone
	Sections []section
	Notes    []note
}

type section struct {
	ID, Heading string
	Blocks      []block
}

// block has one of its fields set.
type block struct {
	Paragraph *paragraph
	List      *document.List
	Table     *table
	Figure    *figure
}

type paragraph struct {
	Text, Href, LinkText string
	Warning, Inset       bool
}

type figure struct {
	SVG   template.HTML
	Says  string
	Table table
}

type table struct {
	ID, Title string
	Columns   []column
	Rows      [][]cell
	Notes     []note
}

type column struct{ Name, Class string }

type cell struct {
	Text, Class, Href string
	Chip              string // the classes of a grade's chip; "" where there is none
	RowHeader         bool
}

// note is a note of the document, or a reference to one.
type note struct {
	Number int
	Text   string
	Known  bool // a reference to a note that is there
}

func newView(d document.Document) view {
	v := view{Document: d}
	for i, s := range d.Notes {
		v.Notes = append(v.Notes, note{i + 1, s, true})
	}
	for _, s := range d.Sections {
		sec := section{ID: s.ID, Heading: s.Heading}
		for _, b := range s.Blocks {
			sec.Blocks = append(sec.Blocks, newBlock(b, v.Notes))
		}
		v.Sections = append(v.Sections, sec)
	}
	return v
}

func newBlock(b document.Block, notes []note) block {
	switch b := b.(type) {
	case document.Paragraph:
		return block{Paragraph: &paragraph{
			Text: b.Text, Href: b.Href, LinkText: cmp.Or(b.LinkText, b.Href),
			Warning: b.Kind == document.Warning, Inset: b.Kind == document.Inset,
		}}
	case document.List:
		return block{List: &b}
	case document.Table:
		t := newTable(b, notes)
		return block{Table: &t}
	case document.Figure:
		t := newTable(b.Table, notes)
		if b.Chart == nil { // the table says all of it
			return block{Table: &t}
		}
		// A chart escapes its texts and has no scripts; package chart tests it.
		return block{Figure: &figure{SVG: template.HTML(b.Chart.SVG()), Says: b.Says, Table: t}}
	}
	return block{}
}

func newTable(d document.Table, notes []note) table {
	t := table{ID: d.ID, Title: d.Title}
	for _, c := range d.Columns {
		t.Columns = append(t.Columns, column{c.Name, numberClass(c.Kind)})
	}
	for _, row := range d.Rows {
		var cells []cell
		// A short row is filled up, so that no cell stands under another's name.
		for i := range max(len(row), len(d.Columns)) {
			c := cell{RowHeader: i == 0}
			if i < len(d.Columns) {
				c.Class = numberClass(d.Columns[i].Kind)
			}
			if i < len(row) {
				c.fill(row[i])
			}
			cells = append(cells, c)
		}
		t.Rows = append(t.Rows, cells)
	}
	for _, n := range d.Notes {
		if n >= 1 && n <= len(notes) {
			t.Notes = append(t.Notes, notes[n-1])
		} else {
			t.Notes = append(t.Notes, note{Number: n})
		}
	}
	return t
}

// fill prints a reason in words where there is no value: a screen has the room,
// and [x] means nothing to somebody who has not read the notes.
func (c *cell) fill(d document.Cell) {
	if d.Grade != nil {
		c.Chip = d.Grade.Class()
	}
	if d.Absent == document.Present {
		c.Text, c.Href = d.Text, d.Href
		return
	}
	c.Text = d.Absent.Words()
	if c.Class != "" {
		c.Class += " "
	}
	c.Class += "ni-absent"
}

func numberClass(k document.Kind) string {
	if k == document.Count || k == document.Share {
		return "ni-number"
	}
	return ""
}
