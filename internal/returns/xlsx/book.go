// Package xlsx reads a workbook of Excel that anybody may have made: the cells of
// its sheets, row by row, with what a person may not see of them, and the texts that
// stand elsewhere in it.
//
// A workbook is a ZIP file of XML files (ECMA-376, Office Open XML, part 1). What is
// read of them is what a table needs; how it looks is read only where it says that
// a number is a day. Formulas are not computed: the value that the program which
// saved the file gave them is read. Nothing is run, no link is followed, and memory
// does not grow with the rows.
//
// The errors are of kind errs.BadInput about the field "file", and their sentence
// says what to do.
package xlsx

import (
	"bytes"
	"io"
	"path"
	"strings"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/unpack"
)

// Limits are how much a workbook may hold. Its sheets are read more than once.
var Limits = unpack.Limits{Entries: 2000, Entry: 1 << 30, Total: 3 << 30, Ratio: 200}

// Book is a workbook.
type Book struct {
	// Sheets are its sheets with cells, in their order.
	Sheets []*Sheet
	// Macros says that programs are in it, and Links that it has links to other
	// workbooks.
	Macros, Links bool

	parts     map[string]*unpack.Entry // by their names in small letters
	from1904  bool
	dates     []format // by the number of a cell's style
	strings   stringTable
	elsewhere []*unpack.Entry // with texts that are in no cell
}

// From1904 says that the workbook counts days from 1904, as those made on a Mac may,
// and so that a number which is not shown as a day could be one of another year.
func (b *Book) From1904() bool { return b.from1904 }

// Sheet is a sheet of a workbook.
type Sheet struct {
	Name   string
	Hidden bool
	book   *Book
	part   *unpack.Entry
}

// Open opens a workbook. Everything but its rows is read.
func Open(in io.ReaderAt, size int64) (*Book, error) {
	if err := other(in, size); err != nil {
		return nil, err
	}
	archive, err := unpack.Open(in, size, Limits)
	if err != nil {
		return nil, about(err)
	}
	b := &Book{parts: make(map[string]*unpack.Entry, len(archive.Entries))}
	for _, e := range archive.Entries {
		b.parts[strings.ToLower(e.Path)] = e
	}
	if err := b.otherParts(archive.Entries); err != nil {
		return nil, err
	}
	main := b.related("", "/officeDocument")
	if main == nil || main[0].part == nil {
		return nil, damaged("it has no list of sheets")
	}
	switch name := path.Base(main[0].target); {
	case strings.HasSuffix(name, ".bin"):
		return nil, errs.Invalid("file", "This is a binary workbook (.xlsb), which is not read. "+saveAs)
	case !strings.HasPrefix(name, "workbook"):
		return nil, errs.Invalid("file", "This is a document and no workbook. "+saveAs)
	}
	for _, step := range []func(string) error{b.readSheets, b.readStyles, b.readStrings} {
		if err := step(main[0].target); err != nil {
			return nil, about(err)
		}
	}
	if len(b.Sheets) == 0 {
		return nil, errs.Invalid("file", "The workbook has no sheet with cells")
	}
	return b, nil
}

// otherParts sees what else is in the workbook.
func (b *Book) otherParts(all []*unpack.Entry) error {
	for _, e := range all {
		name := strings.ToLower(e.Path)
		switch {
		case strings.HasSuffix(name, "vbaproject.bin"), strings.Contains(name, "/macrosheets/"):
			b.Macros = true
		case strings.Contains(name, "/externallinks/") && strings.HasSuffix(name, ".xml"):
			b.Links = true
		}
		if strings.HasSuffix(name, ".xml") && hasTexts(name) {
			b.elsewhere = append(b.elsewhere, e)
		}
	}
	return nil
}

// readSheets reads the list of sheets.
func (b *Book) readSheets(main string) error {
	type found struct {
		name, relation string
		hidden         bool
	}
	var all []found
	err := each(b.parts[main], func(s *scanner) error {
		switch string(s.name) {
		case "workbookPr":
			b.from1904 = s.yes("date1904")
		case "sheet":
			name, err := unescape(nil, s.attribute("name"))
			if err != nil {
				return err
			}
			state := string(s.attribute("state"))
			all = append(all, found{string(bytes.ToValidUTF8(name, []byte("\ufffd"))), string(s.attribute("id")), state == "hidden" || state == "veryHidden"})
		}
		return nil
	})
	if err != nil {
		return err
	}
	relations := b.related(main, "/worksheet")
	for _, f := range all {
		for _, r := range relations {
			if r.id == f.relation && r.part != nil {
				b.Sheets = append(b.Sheets, &Sheet{f.name, f.hidden, b, r.part})
			}
		}
	}
	return nil
}

// relation is a part that another part names.
type relation struct {
	id, target string
	part       *unpack.Entry // nil if it is not in the file
}

// related are the parts that a part names as being of a kind; of the workbook
// itself for "". A list that cannot be read is like none.
func (b *Book) related(name, kind string) (all []relation) {
	list := path.Join(path.Dir(name), "_rels", path.Base(name)+".rels")
	if name == "" {
		list = "_rels/.rels"
	}
	part := b.parts[list]
	if part == nil {
		return nil
	}
	_ = each(part, func(s *scanner) error {
		if string(s.name) != "Relationship" || !strings.HasSuffix(string(s.attribute("Type")), kind) {
			return nil
		}
		target, err := unescape(nil, s.attribute("Target"))
		if err != nil {
			return err
		}
		to := strings.ToLower(string(target))
		if !strings.HasPrefix(to, "/") {
			to = path.Join(path.Dir(name), to)
		}
		to = strings.TrimPrefix(path.Clean(to), "/")
		all = append(all, relation{string(s.attribute("Id")), to, b.parts[to]})
		return nil
	})
	return all
}

// each calls a function with every element of a part.
func each(part *unpack.Entry, do func(*scanner) error) error {
	return tokens(part, func(s *scanner, k kind) error {
		if k != start {
			return nil
		}
		return do(s)
	})
}

// tokens calls a function with every token of a part.
func tokens(part *unpack.Entry, do func(*scanner, kind) error) error {
	in, err := part.Reader()
	if err != nil {
		return err
	}
	s := newScanner(in)
	for {
		k, err := s.next()
		switch {
		case err == io.EOF:
			return nil
		case err != nil:
			return err
		}
		if err := do(s, k); err != nil {
			return err
		}
	}
}
