package returns

import (
	"errors"
	"fmt"
	"strings"

	"github.com/northinch/northinch/internal/csvfile"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/returns/personal"
	"github.com/northinch/northinch/internal/returns/spec"
)

// match finds where the columns of the table are in the file.
func (r *Reader) match(t spec.Table) error {
	r.table = t
	r.columns = make([]int, len(t.Columns))
	for i := range r.columns {
		r.columns[i] = -1
	}
	r.unasked = nil
	header := r.in.Header()
	if err := r.checkHeader(header); err != nil {
		return err
	}
	for at, name := range header {
		i := columnOf(t, name)
		if i < 0 || r.columns[i] >= 0 {
			r.unasked = append(r.unasked, at)
			r.note(columnUnknown, 1, fmt.Sprintf("column %d", at+1), at+1)
			continue
		}
		r.columns[i] = at
		if name != t.Columns[i].Name {
			r.note(columnCalled, 1, t.Columns[i].Name, t.Columns[i].Name)
		}
	}
	for i, c := range t.Columns {
		if c.Needed && r.columns[i] < 0 {
			return r.refuse(columnMissing, 1, c.Name, c.Name)
		}
	}
	return nil
}

// checkHeader refuses a header for what it is before anything is read by it. A file
// without a header has its first row in its place.
func (r *Reader) checkHeader(header []string) error {
	if len(header) >= maxColumns {
		return r.refuse(tooManyCols, 1, "", len(header), maxColumns)
	}
	for at, name := range header {
		if k := personal.InHeader(name); k != personal.None {
			return r.refuse(personalHeader, 1, fmt.Sprintf("column %d", at+1), at+1, k.Words())
		}
	}
	return nil
}

// columnOf is the place of a column in a table by its name or another name; -1 if
// there is none.
func columnOf(t spec.Table, name string) int {
	folded := spec.Fold(name)
	for i, c := range t.Columns {
		if name == c.Name || folded == spec.Fold(c.Name) {
			return i
		}
		for _, other := range c.Also {
			if folded == spec.Fold(other) {
				return i
			}
		}
	}
	return -1
}

// at is the place in the file of a column of the table; -1 if it does not have it.
func (r *Reader) at(name string) int {
	for i, c := range r.table.Columns {
		if c.Name == name {
			return r.columns[i]
		}
	}
	return -1
}

// lookAtUnasked stops at something personal in a column that is not asked for.
func (r *Reader) lookAtUnasked() error {
	for _, at := range r.unasked {
		if k := personal.In(r.rec.Column(at)); k != personal.None {
			return r.refuse(personalCell, r.rec.Line, fmt.Sprintf("column %d", at+1), k.Words())
		}
	}
	return nil
}

// lookAtLeftOut stops at something personal in a row with too few or too many
// fields. It cannot be told which of them are dates, so dates pass.
func (r *Reader) lookAtLeftOut() error {
	for at, cell := range r.rec.Fields {
		if k := personal.In(cell); k != personal.None && k != personal.FullDate {
			return r.refuse(personalCell, r.rec.Line, fmt.Sprintf("column %d", at+1), k.Words())
		}
	}
	return nil
}

// stopAt stops at something personal in a cell that could not be read as what the
// column holds: nobody has looked at it yet.
func (r *Reader) stopAt(cell []byte, line int, column string) error {
	if k := personal.In(cell); k != personal.None {
		return r.refuse(personalCell, line, column, k.Words())
	}
	return nil
}

// unreadable turns an error of the CSV file into a finding, or into a refusal,
// which it returns. What the error quotes of the file is left out of it.
func (r *Reader) unreadable(err error) error {
	e, ok := errors.AsType[*csvfile.Error](err)
	switch {
	case errs.KindOf(err) == errs.BadInput: // of an archive
		return r.refuse(notAFile, 0, "", errs.Sentence(err)+".")
	case !ok:
		return r.refuse(notCSV, 0, "", "it broke off.")
	case e.NotText:
		return r.refuse(notText, e.Line, "", e.Line)
	case e.Fatal():
		return r.refuse(notCSV, e.Line, "", r.withoutQuotes(e))
	}
	r.note(badRecord, e.Line, "", r.withoutQuotes(e))
	return nil
}

// withoutQuotes is the sentence of an error without what it quotes of the file: a
// cell, or the name of a column, which in a file without a header is a cell.
func (r *Reader) withoutQuotes(e *csvfile.Error) string {
	s := e.Sentence
	if from, to := strings.Index(s, "“"), strings.LastIndex(s, "”"); from >= 0 && to > from && !strings.HasPrefix(s[from:], "“CSV UTF-8”") {
		s = s[:from] + "(not shown)" + s[to+len("”"):]
	}
	if e.Field == "" {
		return s
	}
	from := strings.Index(s, " (")
	if to := strings.LastIndex(s, ") on line "); from >= 0 && to > from {
		s = s[:from] + s[to+1:]
	}
	return s
}
