// Package csv is a document as rows for other programs: every table in one file,
// a row to each figure, with the unrounded value beside the text that people read.
//
// The files are RFC 4180 in UTF-8, without a byte order mark, with lines ended
// by a line feed. They are also safe to open in a spreadsheet: see guard.
package csv

import (
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/northinch/northinch/internal/document"
)

// header is the first line of Write. The names are stable.
var header = []string{"table", "row", "column", "value", "text", "symbol", "made_up"}

// Write writes every table of d in long form. A record is one cell: the ID of
// its table, the name of its row (the first cell of the row) and of its column,
// then
//
//   - value, the unrounded number in plain form, where the cell is a number;
//   - text, what is read, where there is anything to read;
//   - symbol, where the value is absent;
//   - made_up, "yes" or "no", on every record, because records are copied out of
//     their file.
//
// Before it writes anything it returns an error for a row of another length than
// its header and for a number that is not finite.
func Write(w io.Writer, d document.Document) error {
	for _, t := range d.Tables() {
		if err := check(t); err != nil {
			return err
		}
	}
	c := csv.NewWriter(w)
	if err := c.Write(header); err != nil {
		return err
	}
	mark := yesNo(d.MadeUp)
	for _, t := range d.Tables() {
		for _, row := range t.Rows {
			name := guard(read(row[0]))
			for i, cell := range row {
				if i == 0 && len(row) > 1 {
					continue // it is the name of the row
				}
				text, symbol := cell.Text, ""
				if a := why(cell); a != document.Present {
					text, symbol = "", a.Symbol()
				}
				err := c.Write([]string{guard(t.ID), name, guard(t.Columns[i].Name), value(cell), guard(text), symbol, mark})
				if err != nil {
					return err
				}
			}
		}
	}
	c.Flush()
	return c.Error()
}

// WriteTable writes one table as it stands: a line of column names, then its
// rows. A number is written as its unrounded value (a share is a proportion, not
// a percentage), an absent value as its symbol. If the data are made up, each
// row ends in a column made_up that says "yes".
func WriteTable(w io.Writer, t document.Table, madeUp bool) error {
	if err := check(t); err != nil {
		return err
	}
	c := csv.NewWriter(w)
	record := make([]string, 0, len(t.Columns)+1)
	for _, column := range t.Columns {
		record = append(record, guard(column.Name))
	}
	if madeUp {
		record = append(record, "made_up")
	}
	if err := c.Write(record); err != nil {
		return err
	}
	for _, row := range t.Rows {
		record = record[:0]
		for _, cell := range row {
			v := value(cell)
			if v == "" {
				v = guard(read(cell))
			}
			record = append(record, v)
		}
		if madeUp {
			record = append(record, "yes")
		}
		if err := c.Write(record); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

func check(t document.Table) error {
	if len(t.Columns) == 0 {
		return fmt.Errorf("csv: table %q has no columns", t.ID)
	}
	for i, row := range t.Rows {
		if len(row) != len(t.Columns) {
			return fmt.Errorf("csv: table %q, row %d has %d cells for %d columns", t.ID, i+1, len(row), len(t.Columns))
		}
		for j, c := range row {
			if c.Numeric && (math.IsNaN(c.Number) || math.IsInf(c.Number, 0)) {
				return fmt.Errorf("csv: table %q, row %d, column %d: %v is not a figure", t.ID, i+1, j+1, c.Number)
			}
			if c.Absent > document.Pending {
				return fmt.Errorf("csv: table %q, row %d, column %d: no symbol for absent kind %d", t.ID, i+1, j+1, c.Absent)
			}
		}
	}
	return nil
}

// why is the reason that a cell holds nothing. A cell that is blank without a
// reason is "not available": nothing is known of it.
func why(c document.Cell) document.Absent {
	if c.Absent == document.Present && !c.Numeric && strings.TrimSpace(c.Text) == "" {
		return document.NotAvailable
	}
	return c.Absent
}

// read is the text of a cell, or the symbol of what it lacks.
func read(c document.Cell) string {
	if a := why(c); a != document.Present {
		return a.Symbol()
	}
	return c.Text
}

func value(c document.Cell) string {
	if !c.Numeric || c.Absent != document.Present {
		return ""
	}
	return strconv.FormatFloat(c.Number+0, 'f', -1, 64) // adding 0 makes 0 of -0
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
