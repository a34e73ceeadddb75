// Package ods is a document as a spreadsheet that everybody can open and
// listen to: OpenDocument 1.3, as the UK government asks of documents that are
// meant to be edited or calculated with.
//
// The workbook is laid out as the Government Analysis Function asks in
// "Releasing statistics in spreadsheets" (and as its tools gptables and aftables
// do): a cover, a table of contents with links, the notes, then one table to a
// sheet, each marked as a table, without merged, blank or hidden cells. A value
// that is absent is a symbol, and the notes say what the symbol means. The words
// of the report come last, on a sheet of their own.
//
// No row is frozen: frozen rows fill the window of a reader who magnifies.
package ods

import (
	"fmt"
	"io"
	"math"

	"github.com/northinch/northinch/internal/document"
)

// madeUp stands on every sheet, on every printed page and in the properties of
// the file, for a sheet is often copied out of its workbook.
const madeUp = document.MadeUpSays

// Write writes d to w as an OpenDocument spreadsheet. The same document gives
// the same bytes: nothing in the file depends on when or where it is made.
//
// Before it writes anything it returns an error for a table that cannot be read
// as one: no columns or one without a name, a row of another length than the
// header, a number that is not finite, a note that does not exist.
func Write(w io.Writer, d document.Document) error {
	for _, t := range d.Tables() {
		if err := check(t, len(d.Notes)); err != nil {
			return err
		}
	}
	return writePackage(w, d, sheets(d))
}

func check(t document.Table, notes int) error {
	if len(t.Columns) == 0 {
		return fmt.Errorf("ods: table %q has no columns", t.ID)
	}
	for i, c := range t.Columns {
		if c.Name == "" {
			return fmt.Errorf("ods: table %q, column %d has no name", t.ID, i+1)
		}
	}
	for i, row := range t.Rows {
		if len(row) != len(t.Columns) {
			return fmt.Errorf("ods: table %q, row %d has %d cells for %d columns", t.ID, i+1, len(row), len(t.Columns))
		}
		for j, c := range row {
			if c.Numeric && (math.IsNaN(c.Number) || math.IsInf(c.Number, 0)) {
				return fmt.Errorf("ods: table %q, row %d, column %d: %v is not a figure", t.ID, i+1, j+1, c.Number)
			}
			if c.Absent > document.Pending {
				return fmt.Errorf("ods: table %q, row %d, column %d: no symbol for absent kind %d", t.ID, i+1, j+1, c.Absent)
			}
		}
	}
	for _, n := range t.Notes {
		if n < 1 || n > notes {
			return fmt.Errorf("ods: table %q refers to note %d of %d", t.ID, n, notes)
		}
	}
	return nil
}
