package returns_test

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/xlsx/xlsxtest"
)

// ofWorkbooks are the codes that only a workbook can have; their cases are below.
func ofWorkbooks(code string) bool { return code == "R013" || code >= "R070" && code <= "R079" }

// plainBook is a workbook with the plain return.
func plainBook() xlsxtest.Book {
	return xlsxtest.Book{Sheets: []xlsxtest.Sheet{xlsxtest.FromCSV("Events", did(seen)), xlsxtest.FromCSV("Children", oneChild)}}
}

func readBook(t testing.TB, b xlsxtest.Book) outcome {
	t.Helper()
	file := b.Bytes()
	tables, err := returns.Tables("return.xlsx", bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	return readTables(t, tables, returns.Options{})
}

func TestAWorkbookReadsAsTheSameFilesInCSV(t *testing.T) {
	if o := readBook(t, plainBook()); o.codes() != "" || o.refusal != nil || o.ret.Events.Len() != 1 || o.ret.Files[0].Name != "return.xlsx: Children" {
		t.Fatalf("a plain workbook has %s", o.text())
	}
	for _, c := range failing {
		if strings.ContainsAny(c.children+c.events, "\"\xe9;<") || len(c.children) > 10_000 || short(c.children) || short(c.events) {
			continue // what only CSV can have
		}
		b := xlsxtest.Book{Sheets: []xlsxtest.Sheet{xlsxtest.FromCSV("Children", c.children)}}
		if c.events != "" {
			b.Sheets = append(b.Sheets, xlsxtest.FromCSV("Events", c.events))
		}
		var of [2]string
		for i, o := range []outcome{readAll(t, c.children, c.events, returns.Options{}), readBook(t, b)} {
			for _, f := range o.found {
				if !ofWorkbooks(f.Code) {
					of[i] += fmt.Sprintf("%s line %d %s: %s\n", f.Code, f.Line, f.Column, f.Sentence)
				}
			}
		}
		if c.code == "R004" { // a sheet that is no table is left out, and then there are no children
			of[0] = strings.TrimSpace(of[1])
			if !strings.HasPrefix(of[0], "R061") {
				t.Errorf("without a table: %s", of[1])
			}
			continue
		}
		if of[0] != of[1] {
			t.Errorf("%s: CSV has\n%sand the workbook\n%s", c.code, of[0], of[1])
		}
	}
}

// short reports whether a row has fewer fields than the header: in a workbook, cells
// at the end of a row that are empty are not there at all.
func short(text string) bool {
	header, rows, _ := strings.Cut(text, "\n")
	for row := range strings.Lines(rows) {
		if strings.Count(row, ",") < strings.Count(header, ",") {
			return true
		}
	}
	return false
}

// changed is the plain workbook with the sheet of events changed.
func changed(change func(*xlsxtest.Book, *xlsxtest.Sheet)) xlsxtest.Book {
	b := plainBook()
	change(&b, &b.Sheets[0])
	return b
}

// added is the plain workbook with another sheet.
func added(s xlsxtest.Sheet) xlsxtest.Book {
	b := plainBook()
	b.Sheets = append(b.Sheets, s)
	return b
}

func part(name, text string) xlsxtest.Book {
	b := plainBook()
	b.Parts = map[string]string{name: text}
	return b
}

// chiWithoutZero is a CHI number of nobody, as a spreadsheet keeps it as a number:
// nobody is born on 30 February.
var chiWithoutZero = func() string {
	for last := range 10 {
		whole := "030203123" + strconv.Itoa(last)
		sum := 0
		for i, c := range whole[:9] {
			sum += int(c-'0') * (10 - i)
		}
		if (11-sum%11)%11 == last {
			return whole[1:]
		}
	}
	panic("no check digit")
}()

// inWorkbooks has for each code of workbooks a workbook that it is found in, and
// where.
var inWorkbooks = []struct {
	what  string
	code  string
	line  int
	where string
	book  xlsxtest.Book
}{
	{"a name in a note", "R013", 0, "", part("xl/comments1.xml", `<comments><text><t>Ask Mrs Zabrowski</t></text></comments>`)},
	{"a name in a property", "R013", 0, "", part("docProps/core.xml", `<p><dc:title xmlns:dc="d">Mrs Zabrowski</dc:title></p>`)},
	{"a number in a pivot table", "R013", 0, "", part("xl/pivotCache/pivotCacheDefinition1.xml", `<sharedItems><n v="`+chiWithoutZero+`"/></sharedItems>`)},
	{"a name that no cell has", "R013", 0, "", changed(func(b *xlsxtest.Book, _ *xlsxtest.Sheet) { b.Extra = []string{"Mrs Zabrowski"} })},
	{"a name of a sheet", "R013", 0, "", added(xlsxtest.Sheet{Name: "Mrs Zabrowski"})},
	{"a name on a cover sheet", "R011", 2, "column 1", added(xlsxtest.Sheet{Name: "Cover", Rows: [][]string{{"Return"}, {"By Mrs Zabrowski"}}})},
	{"a name on a hidden sheet", "R011", 1, "column 2", added(xlsxtest.Sheet{Name: "Lists", State: "veryHidden", Rows: [][]string{{"x", "Mrs Zabrowski"}}})},
	{"days on another sheet", "R011", 4, "column 1", added(xlsxtest.Sheet{Name: "Extract", Rows: [][]string{{"@46234"}, {"@46234"}, {"31/07/2026"}, {"@46234"}}})},
	{"a name beside the table", "R011", 2, "column 9", changed(func(_ *xlsxtest.Book, s *xlsxtest.Sheet) { s.Rows[1] = append(s.Rows[1], "", "Mrs Zabrowski") })},
	{"a number that lost its zero", "R011", 2, "column 1", changed(func(_ *xlsxtest.Book, s *xlsxtest.Sheet) { s.Rows[1][0] = "#" + chiWithoutZero })},
	{"a full date shown as a month", "R012", 2, "born", changed(func(b *xlsxtest.Book, _ *xlsxtest.Sheet) { b.Sheets[1].Rows[1][3] = "~41762" })},
	{"too many columns", "R003", 1, "", changed(func(_ *xlsxtest.Book, s *xlsxtest.Sheet) {
		s.Rows[0] = append(s.Rows[0], `<c r="`+xlsxtest.Letters(49_999)+`1"><v>1</v></c>`)
	})},
	{"too many rows", "R066", 0, "", changed(func(b *xlsxtest.Book, s *xlsxtest.Sheet) {
		b.Parts = map[string]string{"xl/worksheets/sheet1.xml": `<worksheet><sheetData><row r="2000000"/></sheetData></worksheet>`}
	})},
	{"rows that break off", "R066", 0, "", part("xl/worksheets/sheet2.xml", `<worksheet><sheetData><row>`)},
	{"notes that break off", "R066", 0, "", part("xl/comments1.xml", `<comments>`)},
	{"a cover sheet", "R070", 0, "", added(xlsxtest.Sheet{Name: "Cover", Rows: [][]string{{"Return of the Joint Inspection"}, {"Agreed date", "@46234"}, {"Made", "31/07/2026"}}})},
	{"a hidden sheet", "R071", 0, "", added(xlsxtest.Sheet{Name: "Lists", State: "hidden", Rows: [][]string{{"seen"}}})},
	{"a hidden table", "R071", 0, "", added(xlsxtest.Sheet{Name: "Old", State: "hidden", Rows: xlsxtest.FromCSV("", oneChild).Rows})},
	{"macros", "R072", 0, "", part("xl/vbaProject.bin", "program")},
	{"links", "R072", 0, "", part("xl/externalLinks/externalLink1.xml", "<externalLink/>")},
	{"notes", "R072", 0, "", part("xl/comments1.xml", "<comments><text><t>Checked.</t></text></comments>")},
	{"a hidden row", "R073", 2, "", changed(func(_ *xlsxtest.Book, s *xlsxtest.Sheet) { s.HiddenRows = []int{2} })},
	{"a hidden column", "R074", 1, "column 2", changed(func(_ *xlsxtest.Book, s *xlsxtest.Sheet) {
		s.Before = `<cols><col min="2" max="16384" hidden="1"/></cols>`
	})},
	{"a formula", "R075", 2, "", changed(func(_ *xlsxtest.Book, s *xlsxtest.Sheet) { s.Rows[1][0] = "=A9|K-1" })},
	{"a formula without a value", "R076", 2, "column 1", changed(func(_ *xlsxtest.Book, s *xlsxtest.Sheet) { s.Rows[1][0] = "=A9" })},
	{"merged cells", "R077", 3, "", changed(func(_ *xlsxtest.Book, s *xlsxtest.Sheet) {
		s.After = `<mergeCells><mergeCell ref="A2:A3"/></mergeCells>`
	})},
	{"days from 1904", "R078", 2, "column 2", changed(func(b *xlsxtest.Book, s *xlsxtest.Sheet) { b.From1904 = true; s.Rows[1][1] = "#44593" })},
}

func TestEachThingThatOnlyAWorkbookHasIsFound(t *testing.T) {
	severity := map[string]returns.Severity{}
	missing := map[string]bool{}
	for _, c := range returns.Checks() {
		severity[c.Code] = c.Severity
		missing[c.Code] = ofWorkbooks(c.Code)
	}
	for _, c := range inWorkbooks {
		missing[c.code] = false
		o := readBook(t, c.book)
		found := false
		for _, f := range o.found {
			found = found || f.Code == c.code && f.Line == c.line && f.Column == c.where && strings.HasPrefix(f.File, "return.xlsx")
		}
		if !found {
			t.Errorf("%s: %s is not found at %d %s: %+v", c.what, c.code, c.line, c.where, o.found)
		}
		if stop := severity[c.code] == returns.Stop; stop != (o.refusal != nil) || !stop && o.ret.Events.Len() != 1 {
			t.Errorf("%s: %v", c.what, o.refusal)
		}
		if text := o.text(); strings.Contains(text, "Zabrowski") || strings.Contains(text, chiWithoutZero) || strings.Contains(text, "%!") || strings.Contains(text, "..") {
			t.Errorf("%s: %s", c.what, text)
		}
		if o.refusal != nil && o.refusal.Personal() != strings.HasPrefix(c.code, "R01") {
			t.Errorf("%s: %v", c.what, o.refusal)
		}
	}
	for code, not := range missing {
		if not {
			t.Errorf("%s has no case", code)
		}
	}
}

func TestDaysReadAsTheyAreShown(t *testing.T) {
	b := plainBook()
	for _, s := range b.Sheets {
		for j, cell := range s.Rows[1] {
			switch cell {
			case "2026-02-03":
				s.Rows[1][j] = "@46056"
			case "2026-07-31":
				s.Rows[1][j] = "@46234"
			case "2014-05":
				s.Rows[1][j] = "~41760"
			}
		}
	}
	o := readBook(t, b)
	if o.codes() != "" || o.ret.Events.Date[0].String() != "2026-02-03" || o.ret.Areas[0].Agreed.String() != "2026-07-31" || o.ret.Children.Born[0].String() != "2014-05" {
		t.Errorf("%s %+v", o.text(), o.ret)
	}
	b.Sheets[0].Rows[1][1] = "#46056" // not shown as a day
	if o := readBook(t, b); o.codes() != "R031" || o.ret.Events.Date[0].String() != "2026-02-03" {
		t.Error(o.text())
	}
}

func TestMergedTitlesAboveTheHeaderAreNoMatter(t *testing.T) {
	b := plainBook()
	s := &b.Sheets[0]
	s.Rows = append([][]string{nil, nil}, s.Rows...)
	s.After = `<mergeCells><mergeCell ref="A1:G2"/></mergeCells>`
	if o := readBook(t, b); o.codes() != "" || o.ret.Events.Line[0] != 4 {
		t.Errorf("%s", o.text())
	}
	s.After = `<mergeCells><mergeCell ref="Mrs Zabrowski:A9"/></mergeCells>`
	if o := readBook(t, b); o.codes() != "R077" || strings.Contains(o.text(), "Zabrowski") {
		t.Errorf("%s", o.text())
	}
}

// What is more than is kept in memory is unpacked twice.
func TestALargeSheetReadsAsASmallOne(t *testing.T) {
	b := plainBook()
	s := &b.Sheets[0]
	signs := make([]byte, 880_000) // that do not pack too well, and are no words
	for i, n := 0, uint32(1); i < len(signs); i++ {
		n = n*1664525 + 1013904223
		signs[i] = "!-.:?*+~"[n>>29]
	}
	long := string(signs)
	for range 40 {
		s.Rows = append(s.Rows, []string{"K-1", "2026-02-03", "contact", "social-worker", long})
	}
	s.Rows = append(s.Rows, s.Rows[1])
	o := readBook(t, b)
	if o.refusal != nil || o.tally["R040"] != 40 || o.ret.Events.Len() != 42 || o.ret.Events.Line[41] != 43 && o.ret.Events.Line[0] != 43 {
		t.Errorf("%v %v %d", o.refusal, o.tally, o.ret.Events.Len())
	}
}

func TestAWorkbookOfAnotherKindIsRefusedAtOnce(t *testing.T) {
	old := []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
	if _, err := returns.Tables("return.xls", bytes.NewReader(old), int64(len(old))); errs.KindOf(err) != errs.BadInput || !strings.Contains(errs.Sentence(err), "CSV UTF-8") {
		t.Error(err)
	}
}

// BenchmarkWorkbook reads the round of BenchmarkRead from a workbook, children and
// events, looking through it first.
func BenchmarkWorkbook(b *testing.B) {
	children, events := round(b, 5_000)
	file := xlsxtest.Book{Sheets: []xlsxtest.Sheet{xlsxtest.FromCSV("Children", string(children)), xlsxtest.FromCSV("Events", string(events))}}.Bytes()
	b.Run("xlsx", func(b *testing.B) {
		b.SetBytes(int64(len(children) + len(events))) // as CSV, to compare
		b.ReportAllocs()
		for b.Loop() {
			tables, err := returns.Tables("r", bytes.NewReader(file), int64(len(file)))
			if err != nil {
				b.Fatal(err)
			}
			if _, _, err := returns.Read(tables, returns.Options{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("csv", func(b *testing.B) {
		b.SetBytes(int64(len(children) + len(events)))
		b.ReportAllocs()
		for b.Loop() {
			if _, _, err := returns.Read([]returns.Table{table(b, "c", string(children)), table(b, "e", string(events))}, returns.Options{}); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func TestAWorkbookInAnArchiveReadsAsItDoesOnItsOwn(t *testing.T) {
	in := func(files map[string]string) outcome {
		b := pack(t, files)
		tables, err := returns.Tables("return.zip", bytes.NewReader(b), int64(len(b)))
		if err != nil {
			return outcome{refusal: &returns.Refusal{Finding: returns.Finding{Sentence: errs.Sentence(err)}}}
		}
		return readTables(t, tables, returns.Options{})
	}
	book := string(plainBook().Bytes())
	o := in(map[string]string{"sent/Return.XLSX": book, "read me.txt": "made up", "~$Return.xlsx": "open", "__MACOSX/sent/._Return.XLSX": "x"})
	if o.refusal != nil || o.codes() != "" || o.ret.Events.Len() != 1 || o.ret.Files[0].Name != "return.zip: Return.XLSX: Children" {
		t.Errorf("a workbook in an archive has %s", o.text())
	}
	named := plainBook()
	named.Sheets = append(named.Sheets, xlsxtest.Sheet{Name: "Notes", Rows: [][]string{{"Mrs Zabrowski"}}})
	for _, c := range []struct {
		why   string
		files map[string]string
		want  string
	}{
		{"a person on a sheet", map[string]string{"a.xlsx": string(named.Bytes())}, "R01"},
		{"two workbooks", map[string]string{"a.xlsx": book, "b.xlsm": book}, "several workbooks"},
		{"a workbook and CSV", map[string]string{"a.xlsx": book, "b.csv": oneChild}, "a workbook and other files"},
		{"no workbook", map[string]string{"a.xlsx": oneChild}, "named as a workbook and is none"},
		{"an archive with the name of a workbook", map[string]string{"a.xlsx": string(pack(t, map[string]string{"b.xlsx": book}))}, "named as a workbook and is none"},
		{"an old workbook", map[string]string{"a.xlsx": "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"}, ".xls"},
		{"a workbook by another name", map[string]string{"a.csv": book}, "an archive or a workbook itself"},
		{"a bomb in a bomb", map[string]string{"a.xlsx": book + strings.Repeat("\x00", 8<<20)}, "more than 4 times larger"},
	} {
		if o := in(c.files); o.refusal == nil || !strings.Contains(o.text()+o.refusal.Error(), c.want) || strings.Contains(o.text(), "Zabrowski") {
			t.Errorf("%s: %s", c.why, o.text())
		}
	}
}
