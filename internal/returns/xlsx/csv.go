package xlsx

import (
	"io"
	"slices"
)

// CSV gives the sheet as the text of a CSV file: see [Lines].
func (s *Sheet) CSV() (io.Reader, error) {
	rows, err := s.Rows()
	if err != nil {
		return nil, err
	}
	return &asCSV{rows: rows}, nil
}

type asCSV struct {
	rows  *Rows
	lines Lines
	from  int
	err   error
}

func (c *asCSV) Read(p []byte) (int, error) {
	for c.from == len(c.lines.Text) {
		if c.err != nil {
			return 0, c.err
		}
		c.lines.Text, c.from = c.lines.Text[:0], 0
		for len(c.lines.Text) < window && c.err == nil {
			var row *Row
			if row, c.err = c.rows.Next(); c.err == nil {
				c.lines.Add(row)
			}
		}
	}
	n := copy(p, c.lines.Text[c.from:])
	c.from += n
	return n, nil
}

// Lines makes the text of a CSV file of rows, in which each row has its line: a row
// that is empty, or not in the workbook, is a blank line. The first row that is not
// is the header, and the others have as many fields, or more where the workbook has
// something in them. The zero value is empty.
type Lines struct {
	Text  []byte
	lines int
	width int // of the header; 0 before it
}

// Add adds a row that comes after the others.
func (l *Lines) Add(row *Row) {
	if cap(l.Text)-len(l.Text) < window/4 {
		l.Text = slices.Grow(l.Text, max(len(l.Text), window)) // twice as many, since a sheet has many rows
	}
	for ; l.lines < row.Number-1; l.lines++ {
		l.Text = append(l.Text, '\n')
	}
	at, something := 0, false
	for i := range row.Cells {
		cell := &row.Cells[i]
		if len(cell.Text) == 0 {
			continue
		}
		for ; at < cell.Column; at++ {
			l.Text = append(l.Text, ',')
		}
		l.Text = field(l.Text, cell.Text)
		something = true
	}
	if something && l.width == 0 {
		l.width = at + 1
	}
	for ; something && at < l.width-1; at++ {
		l.Text = append(l.Text, ',')
	}
	l.Text = append(l.Text, '\n')
	l.lines++
}

// field appends a field, in quotation marks if a reader of CSV could take it for
// more than one, or for a line that tells what stands between fields.
func field(to, text []byte) []byte {
	if !slices.ContainsFunc(text, special) {
		return append(to, text...)
	}
	to = append(to, '"')
	for _, c := range text {
		if c == '"' {
			to = append(to, '"')
		}
		to = append(to, c)
	}
	return append(to, '"')
}

func special(c byte) bool {
	switch c {
	case ',', ';', '\t', '|', '"', '=':
		return true
	}
	return false
}
