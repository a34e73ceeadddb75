package xlsx_test

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/returns/xlsx"
	"github.com/northinch/northinch/internal/returns/xlsx/xlsxtest"
)

// Whatever the parts of a workbook have: it is refused with a sentence, or its rows
// ascend, its cells go from left to right on one line, and its CSV text has a line
// for each row up to the last.
func FuzzOpen(f *testing.F) {
	f.Add(`<sst><si><t>a</t></si></sst>`, `<styleSheet><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>`, `<worksheet><sheetData><row r="2"><c r="B2" t="s"><v>0</v></c><c s="0"><v>46234</v></c></row></sheetData></worksheet>`)
	f.Add(`<sst/>`, `<styleSheet/>`, `<worksheet><cols><col min="1" max="2" hidden="1"/></cols><sheetData><row><c t="inlineStr"><is><t>a"b</t></is></c></row></sheetData><mergeCell ref="A1"/></worksheet>`)
	f.Fuzz(func(t *testing.T, shared, styles, data string) {
		b := xlsxtest.Book{Sheets: []xlsxtest.Sheet{{Name: "A"}}, Parts: map[string]string{"xl/sharedStrings.xml": shared, "xl/styles.xml": styles, "xl/worksheets/sheet1.xml": data}}
		file := b.Bytes()
		book, err := xlsx.Open(bytes.NewReader(file), int64(len(file)))
		if err != nil {
			refused(t, err)
			return
		}
		r, err := book.Sheets[0].Rows()
		if err != nil {
			refused(t, err)
			return
		}
		last := 0
		for {
			row, err := r.Next()
			if err == io.EOF {
				break
			}
			if err != nil {
				refused(t, err)
				return
			}
			if row.Number <= last {
				t.Fatalf("row %d after %d", row.Number, last)
			}
			last = row.Number
			column := -1
			for _, c := range row.Cells {
				if c.Column <= column || strings.ContainsAny(string(c.Text), "\r\n") {
					t.Fatalf("cell %d after %d: %q", c.Column, column, c.Text)
				}
				column = c.Column
			}
		}
		text, err := sheetOf(book)
		if err != nil || strings.Count(text, "\n") != last {
			t.Fatalf("%d lines for %d rows: %v", strings.Count(text, "\n"), last, err)
		}
		if err := book.Texts(func(xlsx.Place, []byte) bool { return true }); err != nil {
			refused(t, err)
		}
	})
}

// Nothing in a file panics, whatever its bytes.
func FuzzBytes(f *testing.F) {
	f.Add(rows([]string{"a", "#1"}).Bytes())
	f.Fuzz(func(t *testing.T, file []byte) {
		in := bytes.NewReader(file)
		xlsx.Is(in, in.Size())
		book, err := xlsx.Open(in, in.Size())
		if err != nil {
			refused(t, err)
			return
		}
		for _, s := range book.Sheets {
			if in, err := s.CSV(); err == nil {
				io.Copy(io.Discard, in)
			}
		}
	})
}

func refused(t *testing.T, err error) {
	t.Helper()
	if errs.KindOf(err) != errs.BadInput || errs.Sentence(err) == "" {
		t.Fatalf("%v is no refusal", err)
	}
}
