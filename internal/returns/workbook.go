package returns

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/returns/personal"
	"github.com/northinch/northinch/internal/returns/spec"
	"github.com/northinch/northinch/internal/returns/xlsx"
)

// workbook is a workbook that is looked through before any of its sheets is read:
// all its sheets, also those that are hidden or no table, and what stands elsewhere
// in it.
type workbook struct {
	name   string
	book   *xlsx.Book
	tables []*sheetTable
}

// sheetTable is a sheet of a workbook as a table.
type sheetTable struct {
	in    *workbook
	sheet *xlsx.Sheet
	read  bool       // it is one of the tables of a return
	lines xlsx.Lines // of it, if they are not too many
}

// mostLines is how many bytes of a sheet are kept from looking through it to reading
// it. A larger one is unpacked twice.
const mostLines = 32 << 20

func (t *sheetTable) open() (io.Reader, error) {
	if len(t.lines.Text) == 0 {
		return t.sheet.CSV()
	}
	return bytes.NewReader(t.lines.Text), nil
}

// workbookTables are the sheets of a workbook, each as a table.
func workbookTables(name string, in io.ReaderAt, size int64) ([]Table, error) {
	book, err := xlsx.Open(in, size)
	if err != nil {
		return nil, err
	}
	w := &workbook{name: name, book: book}
	var all []Table
	for _, s := range book.Sheets {
		t := &sheetTable{in: w, sheet: s}
		w.tables = append(w.tables, t)
		all = append(all, Table{Name: name + ": " + s.Name, Open: t.open, sheet: t})
	}
	return all, nil
}

// look goes through the workbook. The error is a *Refusal.
func (w *workbook) look(r *Reader) error {
	r.name, r.table, r.each = w.name, spec.Table{}, map[string]int{}
	if w.book.Macros {
		r.note(workbookHas, 0, "", "programs (macros)")
	}
	if w.book.Links {
		r.note(workbookHas, 0, "", "links to other workbooks")
	}
	// A name of a sheet would be in every finding that is of it.
	for _, t := range w.tables {
		if k := personal.InText([]byte(t.sheet.Name)); k != personal.None && k != personal.FullDate {
			return r.refuse(personalPart, 0, "", k.Words(), xlsx.InNames)
		}
	}
	for _, t := range w.tables {
		if err := t.look(r); err != nil {
			return err
		}
	}
	r.name, r.table = w.name, spec.Table{}
	for _, place := range w.book.Places() {
		r.note(workbookHas, 0, "", string(place))
	}
	var refusal error
	err := w.book.Texts(func(place xlsx.Place, text []byte) bool {
		k := personal.InText(text)
		if k == personal.None && place == xlsx.InPivots {
			k = personal.WithoutZero(text)
		}
		if k != personal.None && k != personal.FullDate {
			refusal = r.refuse(personalPart, 0, "", k.Words(), place)
		}
		return refusal == nil
	})
	if err != nil {
		return r.refuse(notAFile, 0, "", errs.Sentence(err)+".")
	}
	return refusal
}

// sheetSeen is what is seen of a sheet.
type sheetSeen struct {
	width                    int // of the header
	header                   int // its row; 0 before it
	days                     int // in a sheet that is no table
	hiddenRows, formulaCells firstSeen
}

// coverDays is how many full dates a sheet that is no table may have: the agreed
// date and the days on which somebody made and looked at it.
const coverDays = 3

// look goes through a sheet and decides whether it is one of the tables of a return.
func (t *sheetTable) look(r *Reader) error {
	r.name, r.table, r.each = t.in.name+": "+t.sheet.Name, spec.Table{}, map[string]int{}
	rows, err := t.sheet.Rows()
	if err != nil {
		return r.refuse(notAFile, 0, "", errs.Sentence(err)+".")
	}
	var seen sheetSeen
	keep := true
	defer func() {
		if !keep {
			t.lines = xlsx.Lines{}
		}
	}()
	for {
		row, err := rows.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return r.refuse(notAFile, 0, "", errs.Sentence(err)+".")
		}
		if seen.header == 0 && slices.ContainsFunc(row.Cells, func(c xlsx.Cell) bool { return len(c.Text) > 0 }) {
			seen.header, seen.width = row.Number, row.Cells[len(row.Cells)-1].Column+1
			if kind := tableOf(headerOf(row)); kind >= 0 && !t.sheet.Hidden {
				t.read = true
				r.table.Name = [...]string{spec.Children, spec.Events}[kind]
			}
			if t.read && seen.width >= maxColumns {
				return r.refuse(tooManyCols, row.Number, "", seen.width, maxColumns)
			}
		}
		if err := t.lookAtRow(r, row, &seen); err != nil {
			return err
		}
		if keep = keep && t.read && len(t.lines.Text) < mostLines; keep {
			t.lines.Add(row)
		}
	}
	return t.end(r, rows, &seen)
}

func headerOf(row *xlsx.Row) (names []string) {
	for _, c := range row.Cells {
		names = append(names, strings.TrimSpace(string(c.Text)))
	}
	return names
}

// lookAtRow stops at what names a person where the reader does not look: it looks at
// the cells of a table that are below its header.
func (t *sheetTable) lookAtRow(r *Reader, row *xlsx.Row, seen *sheetSeen) error {
	if row.Hidden {
		seen.hiddenRows.on(row.Number)
	}
	for i := range row.Cells {
		c := &row.Cells[i]
		k := personal.None
		if !t.read || c.Column >= seen.width {
			k = t.inCell(c, seen)
		}
		if k == personal.None && c.Holds == xlsx.Number {
			k = personal.WithoutZero(c.Text)
		}
		if k != personal.None {
			return r.refuse(personalCell, row.Number, columnWords(c), k.Words())
		}
		if !t.read {
			continue
		}
		if c.Formula {
			seen.formulaCells.on(row.Number)
		}
		if c.NoValue {
			return r.refuse(formulaEmpty, row.Number, columnWords(c))
		}
		if t.in.book.From1904() && c.Holds == xlsx.Number && len(c.Text) == 5 && row.Number > seen.header {
			return r.refuse(days1904, row.Number, columnWords(c))
		}
	}
	return nil
}

func columnWords(c *xlsx.Cell) string { return fmt.Sprintf("column %d", c.Column+1) }

// inCell is what there is in a cell that is in no table.
func (t *sheetTable) inCell(c *xlsx.Cell, seen *sheetSeen) personal.Kind {
	k := personal.InText(c.Text)
	if c.Holds == xlsx.Day {
		k = personal.FullDate
	}
	if k == personal.FullDate && !t.read {
		if seen.days++; seen.days <= coverDays {
			return personal.None
		}
	}
	return k
}

// end says what is said once of a sheet.
func (t *sheetTable) end(r *Reader, rows *xlsx.Rows, seen *sheetSeen) error {
	switch {
	case t.sheet.Hidden:
		r.note(sheetHidden, 0, "")
		return nil
	case !t.read:
		r.note(sheetNoTable, 0, "")
		return nil
	}
	for _, ref := range rows.Merged {
		if bottom(ref) >= seen.header {
			return r.refuse(merged, bottom(ref), "", shownRef(ref))
		}
	}
	for _, c := range rows.HiddenColumns {
		if c.From < seen.width {
			r.note(hiddenColumns, seen.header, fmt.Sprintf("column %d", c.From+1), min(c.To, seen.width-1)-c.From+1)
		}
	}
	if seen.hiddenRows.count > 0 {
		r.note(hiddenRows, seen.hiddenRows.line, "", seen.hiddenRows.count)
	}
	if seen.formulaCells.count > 0 {
		r.note(formulas, seen.formulaCells.line, "", seen.formulaCells.count)
	}
	return nil
}

// bottom is the last row of cells such as A2:B5.
func bottom(ref string) (row int) {
	_, last, ok := strings.Cut(ref, ":")
	if !ok {
		last = ref
	}
	for _, c := range []byte(last) {
		if '0' <= c && c <= '9' && row < 1<<30 {
			row = row*10 + int(c-'0')
		}
	}
	return row
}

// shownRef is cells such as A2:B5 in a sentence, and nothing else.
func shownRef(ref string) string {
	for _, c := range []byte(ref) {
		if !('0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || c == ':') || len(ref) > 20 {
			return "(not shown)"
		}
	}
	return ref
}
