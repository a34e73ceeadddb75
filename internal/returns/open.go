package returns

import (
	"bytes"
	"io"
	"path"
	"strings"

	"github.com/northinch/northinch/internal/csvfile"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/returns/spec"
	"github.com/northinch/northinch/internal/returns/xlsx"
	"github.com/northinch/northinch/internal/unpack"
)

// Limits are how much a ZIP of a return may hold: two tables of a country, and
// what stands beside them.
var Limits = unpack.Limits{Entries: 500, Entry: 1 << 30, Total: 2 << 30, Ratio: 200}

// Table is a CSV file of a return, or a sheet of a workbook as one. It is opened
// twice: to see which table it is, and to read it.
type Table struct {
	Name  string // as findings call it
	Open  func() (io.Reader, error)
	sheet *sheetTable // nil for a CSV file
}

// mostBook is how large a workbook in a ZIP file may be: unlike one on its own, it is
// held in memory.
const mostBook = 256 << 20

// Tables are the tables in a file: of a ZIP file its CSV files, or the sheets of the
// workbook in it, of a workbook its sheets, and otherwise the file itself. The error is
// of kind errs.BadInput.
func Tables(name string, in io.ReaderAt, size int64) ([]Table, error) {
	if xlsx.Is(in, size) {
		return workbookTables(name, in, size)
	}
	head := make([]byte, 4)
	n, _ := in.ReadAt(head, 0)
	if !unpack.Is(head[:n]) {
		return []Table{{Name: name, Open: func() (io.Reader, error) { return io.NewSectionReader(in, 0, size), nil }}}, nil
	}
	archive, err := unpack.Open(in, size, Limits)
	if err != nil {
		return nil, err
	}
	var all []Table
	var books []*unpack.Entry
	for _, e := range archive.Entries {
		switch {
		case aside(e.Name):
		case isBook(e.Name):
			books = append(books, e)
		default:
			all = append(all, Table{Name: name + ": " + e.Name, Open: e.Reader})
		}
	}
	switch {
	case len(books) == 0 && len(all) == 0:
		return nil, errs.Invalid("file", "The archive holds no table; pack the CSV files of the return, or its workbook")
	case len(books) == 0:
		return all, nil
	case len(books) > 1:
		return nil, errs.Invalid("file", "The archive holds several workbooks, and one may be a copy of the other; pack the one workbook that is the return")
	case len(all) > 0:
		return nil, errs.Invalid("file", "The archive holds a workbook and other files beside it, and one may be a copy of the other; pack the workbook alone, or the CSV files without it")
	}
	book, err := books[0].Packed(mostBook)
	if err != nil {
		return nil, err
	}
	name += ": " + books[0].Name
	if in = bytes.NewReader(book); !xlsx.Is(in, int64(len(book))) {
		return nil, errs.Invalid("file", "A file in the archive is named as a workbook and is none; pack the workbook as Excel saves it, or the CSV files of the return")
	}
	return workbookTables(name, in, int64(len(book)))
}

// isBook is of what is a workbook by its name, in an archive. Excel writes no other
// that [xlsx.Open] reads.
func isBook(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".xlsx", ".xlsm":
		return true
	}
	return false
}

// aside is of what stands beside tables in an archive and is not read.
func aside(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".txt", ".md":
		return true
	}
	// What macOS puts beside a file, and Excel beside one that is open.
	return name == ".DS_Store" || strings.HasPrefix(name, "._") || strings.HasPrefix(name, "~$")
}

// Read reads a return from its tables, in whatever order they are in, and returns
// how many findings there are by code. The error is a *Refusal: nothing is kept.
func Read(tables []Table, o Options) (*Return, map[string]int, error) {
	r := NewReader(o)
	var of [2][]Table // children, events
	var looked *workbook
	for _, t := range tables {
		if t.sheet != nil && t.sheet.in != looked {
			looked = t.sheet.in
			if err := looked.look(r); err != nil {
				return nil, r.tally, err
			}
		}
		if t.sheet != nil && !t.sheet.read {
			continue
		}
		events, err := r.tableOf(t)
		if err != nil {
			return nil, r.tally, err
		}
		of[events] = append(of[events], t)
	}
	for i, read := range []func(string, io.Reader) error{r.Children, r.Events} {
		for _, t := range of[i] {
			in, err := t.Open()
			if err == nil {
				err = read(t.Name, in)
			} else {
				err = r.refuse(notAFile, 0, "", errs.Sentence(err)+".")
			}
			if err != nil {
				return nil, r.tally, err
			}
		}
	}
	ret, err := r.Done()
	return ret, r.tally, err
}

// tableOf is 0 for a table of children and 1 for one of events, by its header.
func (r *Reader) tableOf(t Table) (int, error) {
	r.name, r.table = t.Name, spec.Table{}
	raw, err := t.Open()
	if err != nil {
		return 0, r.refuse(notAFile, 0, "", errs.Sentence(err)+".")
	}
	in, err := csvfile.NewReader(raw, csvfile.Options{})
	if err != nil {
		return 0, r.unreadable(err)
	}
	if err := r.checkHeader(in.Header()); err != nil {
		return 0, err
	}
	if kind := tableOf(in.Header()); kind >= 0 {
		return kind, nil
	}
	return 0, r.refuse(notATable, 1, "")
}

// tableOf is 0 for the columns of children, 1 for those of events, and -1 for others.
func tableOf(header []string) int {
	editions := spec.Editions()
	newest := editions[len(editions)-1]
	var has [2]int
	for i, name := range []string{spec.Children, spec.Events} {
		table, _ := newest.Table(name)
		for _, column := range header {
			if columnOf(table, column) >= 0 {
				has[i]++
			}
		}
	}
	switch {
	case has[0] > has[1]:
		return 0
	case has[1] > 2:
		return 1
	}
	return -1
}
