package xlsx

import (
	"bytes"
	"io"
)

// CSV gives the sheet as the text of a CSV file in which each row has its line: a
// row that is empty, or not in the workbook, is a blank line. The first row that is
// not is the header, and the others have as many fields, or more where the workbook
// has something in them.
func (s *Sheet) CSV() (io.Reader, error) {
	rows, err := s.Rows()
	if err != nil {
		return nil, err
	}
	return &asCSV{rows: rows, line: 1, width: -1}, nil
}

type asCSV struct {
	rows  *Rows
	buf   []byte
	from  int
	line  int // that comes next
	width int // of the header, less one
	err   error
}

func (c *asCSV) Read(p []byte) (int, error) {
	for c.from == len(c.buf) {
		if c.err != nil {
			return 0, c.err
		}
		c.buf, c.from = c.buf[:0], 0
		for len(c.buf) < window && c.err == nil {
			var row *Row
			if row, c.err = c.rows.Next(); c.err == nil {
				c.add(row)
			}
		}
	}
	n := copy(p, c.buf[c.from:])
	c.from += n
	return n, nil
}

func (c *asCSV) add(row *Row) {
	for ; c.line < row.Number; c.line++ {
		c.buf = append(c.buf, '\n')
	}
	at, something := 0, false
	for i := range row.Cells {
		cell := &row.Cells[i]
		if len(cell.Text) == 0 {
			continue
		}
		for ; at < cell.Column; at++ {
			c.buf = append(c.buf, ',')
		}
		c.buf = field(c.buf, cell.Text)
		something = true
	}
	if c.width < 0 && something {
		c.width = at
	}
	for ; something && at < c.width; at++ {
		c.buf = append(c.buf, ',')
	}
	c.buf = append(c.buf, '\n')
	c.line++
}

// field appends a field, in quotation marks if a reader of CSV could take it for
// more than one, or for a line that tells what stands between fields.
func field(to, text []byte) []byte {
	if bytes.IndexAny(text, ",;\t|\"=") < 0 {
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
