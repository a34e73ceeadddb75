package xlsx

import (
	"io"
	"strconv"
	"strings"
)

// Row is a row of a sheet with something in it.
type Row struct {
	Number int // as Excel counts: the first is 1
	Hidden bool
	Cells  []Cell // those with something in them, from left to right
}

// Cell is a cell with something in it.
type Cell struct {
	Column int    // the first is 0
	Text   []byte // on one line, valid until the next row
	Holds  Held
	// Formula says that the text is what a formula gave when the workbook was
	// saved, and NoValue that it gave nothing yet.
	Formula, NoValue bool
}

// Held is what a cell has in it.
type Held uint8

// What a cell may have. A day reads as 2026-07-31, with its time after it if it
// has one; a month, which Excel makes of 2014-05, as 2014-05 if it is the first day
// of it.
const (
	Text Held = iota
	Number
	Day
	Other // true, false, or a mistake such as #N/A
)

// mostRows and mostColumns are those of a sheet of Excel.
const (
	mostRows    = 1 << 20
	mostColumns = 1 << 14
)

// Rows reads the rows of a sheet, one after the other.
type Rows struct {
	s     *scanner
	sheet *Sheet
	row   Row
	arena []byte // of texts that are not shared
	rich  richText
	last  int   // the number of the row before
	given int64 // bytes of text

	HiddenColumns []Span   // known before the first row
	Merged        []string // such as A2:A5; known after the last row
	Comments      bool     // the sheet has notes on cells; known after the last row
}

// Span is columns from one to another; the first is 0.
type Span struct{ From, To int }

// Rows begins to read the sheet.
func (s *Sheet) Rows() (*Rows, error) {
	in, err := s.part.Reader()
	if err != nil {
		return nil, err
	}
	return &Rows{s: newScanner(in), sheet: s}, nil
}

// Next returns the next row, and io.EOF after the last.
func (r *Rows) Next() (*Row, error) {
	for {
		k, err := r.s.next()
		if err != nil {
			if err != io.EOF {
				err = about(err)
			}
			return nil, err
		}
		if k != start {
			continue
		}
		switch string(r.s.name) {
		case "row":
			if err := r.readRow(); err != nil {
				return nil, about(err)
			}
			if len(r.row.Cells) > 0 {
				return &r.row, nil
			}
		case "col":
			if r.s.yes("hidden") {
				r.HiddenColumns = append(r.HiddenColumns, Span{max(r.s.number("min"), 1) - 1, max(r.s.number("max"), 1) - 1})
			}
		case "mergeCell":
			if len(r.Merged) < 1000 {
				r.Merged = append(r.Merged, string(r.s.attribute("ref")))
			}
		case "legacyDrawing":
			r.Comments = true
		}
	}
}

// readRow reads up to the end of a row.
func (r *Rows) readRow() error {
	number := r.last + 1
	if a := r.s.attribute("r"); a != nil {
		if number = r.s.number("r"); number <= r.last {
			return damaged("the rows of the sheet are not in their order")
		}
	}
	if number > mostRows {
		return damaged("a sheet of Excel has %d rows, and this has more", mostRows)
	}
	r.last = number
	r.row.Number, r.row.Hidden, r.row.Cells = number, r.s.yes("hidden"), r.row.Cells[:0]
	r.arena = r.arena[:0]
	column := 0
	for {
		k, err := r.s.next()
		if err != nil {
			return half(err)
		}
		switch {
		case k == end && string(r.s.name) == "row":
			return nil
		case k == start && string(r.s.name) == "c":
			if ref := r.s.attribute("r"); ref != nil {
				at := columnOf(ref)
				if at < column {
					return damaged("the cells of a row are not in their order")
				}
				column = at
			}
			if column >= 1<<20 {
				return damaged("a row of it has more than a million columns")
			}
			if err := r.readCell(column); err != nil {
				return err
			}
			column++
		}
	}
}

// readCell reads up to the end of a cell and keeps it if it has something in it.
func (r *Rows) readCell(column int) error {
	c := Cell{Column: column}
	kindOf := r.s.attribute("t")
	holds := byte('n')
	if len(kindOf) > 0 {
		holds = kindOf[0]
		if len(kindOf) > 1 && string(kindOf) != "inlineStr" && string(kindOf) != "str" {
			return damaged("a cell holds what no cell holds")
		}
		if string(kindOf) == "str" {
			holds = 't' // text that a formula gave
		}
	}
	style := plainNumber
	if holds == 'n' {
		style = r.sheet.book.format(r.s.attribute("s"))
	}
	from := len(r.arena)
	value, in := false, false
	r.rich = richText{text: r.rich.text[:0]}
	if raw, ok := r.s.value(); ok {
		var err error
		if r.arena, err = unescape(r.arena, raw); err != nil {
			return err
		}
		return r.keep(c, holds, style, from, true)
	}
	for {
		k, err := r.s.next()
		if err != nil {
			return half(err)
		}
		name := r.s.name
		switch {
		case k == text:
			if in {
				r.arena, err = r.s.plain(r.arena)
			} else {
				err = r.rich.take(r.s, k)
			}
		case k == end && string(name) == "c":
			return r.keep(c, holds, style, from, value)
		case len(name) == 1 && name[0] == 'v':
			in = k == start
			value = true
		case len(name) == 1 && name[0] == 'f':
			c.Formula = true
		default:
			err = r.rich.take(r.s, k)
		}
		if err != nil {
			return err
		}
	}
}

// keep makes the text of a cell of its value.
func (r *Rows) keep(c Cell, holds byte, style format, from int, value bool) error {
	c.NoValue = c.Formula && !value
	raw := r.arena[from:len(r.arena):len(r.arena)]
	switch holds {
	case 's':
		n, ok := index(raw)
		if len(raw) > 0 && (!ok || n >= r.sheet.book.strings.len()) {
			return damaged("a cell has a text that is not in the list of texts")
		}
		if len(raw) > 0 {
			raw = r.sheet.book.strings.use(n)
		}
		c.Text = raw
	case 'i':
		r.arena = append(r.arena, escaped(r.rich.text)...)
		c.Text = r.arena[from:len(r.arena):len(r.arena)]
	case 't':
		c.Text = escaped(raw)
	case 'd':
		c.Text, c.Holds = raw, Day
	case 'b':
		c.Text, c.Holds = []byte("FALSE"), Other
		if string(raw) == "1" || string(raw) == "true" {
			c.Text = []byte("TRUE")
		}
		if len(raw) == 0 {
			c.Text = nil
		}
	case 'e':
		c.Text, c.Holds = raw, Other
	case 'n':
		c.Holds = Number
		at := len(r.arena)
		r.arena, c.Holds = r.number(r.arena, raw, style)
		c.Text = r.arena[at:len(r.arena):len(r.arena)]
	default:
		return damaged("a cell holds what no cell holds")
	}
	// A long text that a million cells share would be gone through a million times.
	if r.given += int64(len(c.Text)); r.given > Limits.Entry {
		return damaged("the texts of its cells have more than %d MB", Limits.Entry>>20)
	}
	if len(c.Text) > 0 || c.NoValue {
		r.row.Cells = append(r.row.Cells, c)
	}
	return nil
}

// number appends a number as it is written, and a day as 2026-07-31.
func (r *Rows) number(to, raw []byte, style format) ([]byte, Held) {
	whole := len(raw) > 0 && len(raw) < 16
	for _, c := range raw {
		whole = whole && '0' <= c && c <= '9'
	}
	if whole && style == plainNumber {
		return append(to, raw...), Number
	}
	v, err := strconv.ParseFloat(strings.TrimSpace(string(raw)), 64)
	switch {
	case err != nil:
		return append(to, raw...), Number
	case style != plainNumber:
		if r.sheet.book.from1904 {
			v += days1904
		}
		if text, ok := appendDay(to, v, style); ok {
			return text, Day
		}
	}
	return strconv.AppendFloat(to, v, 'f', -1, 64), Number
}

// index reads the number of a shared text.
func index(b []byte) (int, bool) {
	n := 0
	for _, c := range b {
		if c < '0' || c > '9' || n > 1<<40 {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, len(b) > 0
}

// columnOf is the column of a cell such as AB12; far away for what is none.
func columnOf(ref []byte) int {
	n := 0
	for _, c := range ref {
		if c|0x20 < 'a' || c|0x20 > 'z' || n > 1<<30 {
			break
		}
		n = n*26 + int(c|0x20-'a') + 1
	}
	if n == 0 {
		return 1 << 30
	}
	return n - 1
}
