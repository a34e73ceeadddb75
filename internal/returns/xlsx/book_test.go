package xlsx_test

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/returns/xlsx"
	"github.com/northinch/northinch/internal/returns/xlsx/xlsxtest"
)

func open(t testing.TB, file []byte) *xlsx.Book {
	t.Helper()
	b, err := xlsx.Open(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// sheet is the CSV text of the first sheet of a workbook that has one.
func sheet(t testing.TB, b xlsxtest.Book) (string, error) {
	t.Helper()
	in, err := open(t, b.Bytes()).Sheets[0].CSV()
	if err != nil {
		return "", err
	}
	text, err := io.ReadAll(in)
	return string(text), err
}

func rows(all ...[]string) xlsxtest.Book {
	return xlsxtest.Book{Sheets: []xlsxtest.Sheet{{Name: "Children", Rows: all}}}
}

func TestAValueReadsTheSameHoweverItIsWritten(t *testing.T) {
	for _, cell := range []string{
		`<c r="A1"><v>12</v></c>`,
		`<c r="A1"><v>&#49;2</v></c>`,
		`<c r="A1"><v>12</v> </c>`,
		`<c r="A1"> <v >12</v></c>`,
		`<c r="A1"><v>1<!-- -->2</v></c>`,
		`<c r="A1"><v><![CDATA[12]]></v></c>`,
		`<x:c r="A1"><x:v>12</x:v></x:c>`,
		`<c r="A1"><f>6+6</f><v>12</v></c>`,
	} {
		if got, err := sheet(t, rows([]string{cell, "next"}, []string{"#1", "#2"})); err != nil || got != "12,next\n1,2\n" {
			t.Errorf("%s reads as %q, %v", cell, got, err)
		}
	}
	for _, cell := range []string{`<c r="A1"><v>1&2</v></c>`, `<c r="A1"><v>1`, `<c r="A1"/><v>1</v></c>`} {
		if got, err := sheet(t, rows([]string{cell})); err == nil {
			t.Errorf("%s reads as %q", cell, got)
		}
	}
	if got, err := sheet(t, rows([]string{`<c r="A1"><v></v></c>`, "next"})); err != nil || got != ",next\n" {
		t.Errorf("an empty value reads as %q, %v", got, err)
	}
}

func TestEachKindOfCellReadsAsWhatAPersonSees(t *testing.T) {
	for cell, want := range map[string]string{
		"plain":                           "plain",
		"'own":                            "own",
		"a & <b>":                         "a & <b>",
		"two\nlines":                      "two lines",
		"Gàidhlig":                        "Gàidhlig",
		"tab_x0009_ ":                     "tab  ",
		"_x005F_x":                        "_x",
		"_x263A_":                         "_x263A_",
		"#12":                             "12",
		"#12.5":                           "12.5",
		"#0.10000000000000001":            "0.1",
		"#1.2345678901E+10":               "12345678901",
		"#007":                            "007",
		"?1":                              "TRUE",
		"?0":                              "FALSE",
		"@46234":                          "2026-07-31",
		"@46234.5":                        "2026-07-31 12:00:00",
		"@46234.999999999":                "2026-08-01",
		"@45351":                          "2024-02-29",
		"@61":                             "1900-03-01",
		"@60":                             "60", // 29 February 1900, which never was
		"@2958466":                        "2958466",
		"@-1":                             "-1",
		"@late":                           "late",
		"~41760":                          "2014-05",
		"~41762":                          "2014-05-03", // shown as a month, and is a day
		"=A1|gave":                        "gave",
		"=A1|":                            "",
		`<c r="A1" t="e"><v>#N/A</v></c>`: "#N/A",
		`<c r="A1" t="d"><v>2026-07-31T00:00:00</v></c>`: "2026-07-31T00:00:00",
		`<c r="A1" t="b"/>`:              "",
		`<x:c r="A1"><x:v>4</x:v></x:c>`: "4",
		`<c r='A1' note="a > b"><v><![CDATA[5]]></v><!-- <v>6</v> --></c>`:                       "5",
		`<c r="A1" t="inlineStr"><is><t>one </t><rPh><t>won</t></rPh><r><t>two</t></r></is></c>`: "one two",
		`<c r="A1" s="99"><v>46234</v></c>`:                                                      "46234",
		`<c r="A1" s="x"><v>46234</v></c>`:                                                       "46234",
	} {
		got, err := sheet(t, rows([]string{cell}))
		if want != "" {
			want += "\n"
		}
		if err != nil || got != want {
			t.Errorf("%s reads as %q (%v), want %q", cell, got, err, want)
		}
	}
}

func TestARowHasTheLineOfItsNumberAndEndsWithItsLastCell(t *testing.T) {
	got, err := sheet(t, rows([]string{"a", "b,c", `d"`}, nil, []string{"", "x", "", ""}, []string{"", ""}, []string{"sep=;"}))
	if want := "a,\"b,c\",\"d\"\"\"\n\n,x,\n\n\"sep=;\",,\n"; err != nil || got != want {
		t.Errorf("%q (%v), want %q", got, err, want)
	}
	got, err = sheet(t, rows([]string{`<c><v>1</v></c><c><v>2</v></c><c r="E1"><v>5</v></c>`}))
	if want := "1,2,,,5\n"; err != nil || got != want {
		t.Errorf("cells without a name: %q (%v), want %q", got, err, want)
	}
}

func TestAWorkbookThatCountsFrom1904GivesTheSameDays(t *testing.T) {
	b := rows([]string{"@44772"})
	b.From1904 = true
	if got, err := sheet(t, b); err != nil || got != "2026-07-31\n" {
		t.Errorf("%q (%v)", got, err)
	}
	if !open(t, b.Bytes()).From1904() || open(t, rows([]string{"a"}).Bytes()).From1904() {
		t.Error("it does not say from when it counts")
	}
}

func TestRowsSayWhatAPersonDoesNotSee(t *testing.T) {
	b := xlsxtest.Book{Sheets: []xlsxtest.Sheet{
		{Name: "One", Before: `<cols><col min="2" max="3" hidden="1"/><col min="4" max="4"/></cols>`, After: `<mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells><legacyDrawing r:id="x"/>`,
			HiddenRows: []int{2}, Rows: [][]string{{"a"}, {"=B1|2", "=C1"}}},
		{Name: "Two & more", State: "veryHidden", Rows: [][]string{{"x"}}},
		{Name: "Three", State: "hidden"},
	}}
	book := open(t, b.Bytes())
	if s := book.Sheets; len(s) != 3 || s[0].Hidden || !s[1].Hidden || s[1].Name != "Two & more" || !s[2].Hidden {
		t.Fatalf("%+v", s)
	}
	r, err := book.Sheets[0].Rows()
	if err != nil {
		t.Fatal(err)
	}
	var all string
	for {
		row, err := r.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		all += fmt.Sprintf("%d hidden %t:", row.Number, row.Hidden)
		for _, c := range row.Cells {
			all += fmt.Sprintf(" %d %s formula %t without value %t;", c.Column, c.Text, c.Formula, c.NoValue)
		}
		all += "\n"
	}
	if want := "1 hidden false: 0 a formula false without value false;\n2 hidden true: 0 2 formula true without value false; 1  formula true without value true;\n"; all != want {
		t.Errorf("%s, want %s", all, want)
	}
	if fmt.Sprint(r.HiddenColumns, r.Merged, r.Comments) != "[{1 2}] [A2:A3] true" {
		t.Error(r.HiddenColumns, r.Merged, r.Comments)
	}
}

func TestTextsOutsideTheCellsAreGivenWithTheirPlace(t *testing.T) {
	b := rows([]string{"in a cell"})
	b.Extra = []string{"gone"}
	b.Parts = map[string]string{
		"xl/comments1.xml":                         `<comments><authors><author>Someone</author></authors><text><r><t>one </t></r><r><t>note</t></r></text></comments>`,
		"xl/threadedComments/threadedComment1.xml": `<c><text>thread</text></c>`,
		"xl/drawings/drawing1.xml":                 `<a:p><a:r><a:t>box</a:t></a:r></a:p>`,
		"xl/pivotCache/pivotCacheDefinition1.xml":  `<sharedItems><s v="kept &amp; so"/><n v="12"/></sharedItems>`,
		"xl/externalLinks/externalLink1.xml":       `<cell r="A1"><v>linked</v></cell>`,
		"xl/externalLinks/_rels/externalLink1.xml": `<x>nothing</x>`,
		"docProps/core.xml":                        `<p><dc:creator>Someone</dc:creator><dc:title>Title</dc:title></p>`,
		"xl/vbaProject.bin":                        "program",
		"xl/theme/theme1.xml":                      `<a>not looked at</a>`,
	}
	book := open(t, b.Bytes())
	if _, err := sheetOf(book); err != nil {
		t.Fatal(err)
	}
	var all []string
	if err := book.Texts(func(p xlsx.Place, text []byte) bool {
		if len(text) > 0 {
			all = append(all, string(p)+": "+string(text))
		}
		return true
	}); err != nil {
		t.Fatal(err)
	}
	want := "the name of a sheet: Children\na text that no cell has any more: gone\nthe properties of the file: Title\na note on a cell: one note\n" +
		"a box or a chart: box\nthe kept cells of another workbook: linked\nthe kept rows of a pivot table: kept & so\nthe kept rows of a pivot table: 12\na note on a cell: thread"
	if got := strings.Join(all, "\n"); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	if !book.Macros || !book.Links || len(book.Places()) != 4 {
		t.Errorf("macros %t, links %t, texts in %v", book.Macros, book.Links, book.Places())
	}
	n := 0
	book.Texts(func(xlsx.Place, []byte) bool { n++; return false })
	if n != 1 {
		t.Errorf("it went on %d times", n)
	}
}

func sheetOf(b *xlsx.Book) (string, error) {
	in, err := b.Sheets[0].CSV()
	if err != nil {
		return "", err
	}
	text, err := io.ReadAll(in)
	return string(text), err
}

// counting is text of a length that does not pack too well.
func counting(length int) string {
	var b strings.Builder
	for i := 0; b.Len() < length; i++ {
		fmt.Fprint(&b, i*7919)
	}
	return b.String()
}

func TestWhatIsDamagedIsRefusedWithWhatToDo(t *testing.T) {
	one := []string{"a"}
	part := func(name, text string) xlsxtest.Book {
		b := rows(one)
		b.Parts = map[string]string{name: text}
		return b
	}
	const first = "xl/worksheets/sheet1.xml"
	data := func(text string) xlsxtest.Book {
		return part(first, "<worksheet><sheetData>"+text+"</sheetData></worksheet>")
	}
	for _, c := range []struct {
		book xlsxtest.Book
		says string
	}{
		{part("xl/workbook.xml", ""), "no list of sheets"},
		{part("_rels/.rels", `<Relationships><Relationship Id="a" Type="x/officeDocument" Target="word/document.xml"/></Relationships>`), "no list of sheets"},
		{part("xl/workbook.xml", `<workbook><sheets/></workbook>`), "no sheet with cells"},
		{part("xl/workbook.xml", `<workbook><sheet name="&bad;"/></workbook>`), "no XML"},
		{part("xl/workbook.xml", `<workbook>`), "ends in the middle"},
		{part("xl/styles.xml", `<styleSheet><numFmt formatCode="&"/></styleSheet>`), "no XML"},
		{part("xl/sharedStrings.xml", `<sst><si><t>&#xZZ;</t></si></sst>`), "no XML"},
		{part("xl/sharedStrings.xml", `<sst></sst>`), "not in the list"},
		{part(first, `<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>`), "document type"},
		{part(first, `<?xml version="1.0" encoding="UTF-16"?><worksheet/>`), "UTF-8"},
		{part(first, "\xff\xfe<\x00"), "ends in the middle"},
		{part(first, `text`), "ends in the middle"},
		{part(first, `<worksheet`), "ends in the middle"},
		{part(first, `<worksheet><`), "ends in the middle"},
		{part(first, `<worksheet><!-- `), "ends in the middle"},
		{part(first, `<worksheet><![CDATA[ `), "ends in the middle"},
		{part(first, `<?xml `), "ends in the middle"},
		{part(first, `<worksheet><sheetData><row><c>`), "ends in the middle"},
		{part(first, `<worksheet><sheetData><row>`), "ends in the middle"},
		{part(first, `</worksheet>`), "no XML"},
		{part(first, `< a/>`), "no XML"},
		{part(first, `<a <b/>`), "no XML"},
		{data(`<row r="2"/><row r="1"/>`), "not in their order"},
		{data(`<row r="x"/>`), "not in their order"},
		{data(`<row r="1"><c r="B1"/><c r="A1"/></row>`), "not in their order"},
		{data(`<row r="1048577"/>`), "has 1048576 rows"},
		{data(`<row r="1048576"><c><v>1</v></c></row><row><c><v>1</v></c></row>`), "has 1048576 rows"},
		{data(`<row><c r="??"><v>1</v></c></row>`), "a million columns"},
		{data(`<row><c t="maybe"><v>1</v></c></row>`), "what no cell holds"},
		{data(`<row><c t="q"><v>1</v></c></row>`), "what no cell holds"},
		{data(`<row><c t="s"><v>9</v></c></row>`), "not in the list"},
		{data(`<row><c t="s"><v>x</v></c></row>`), "not in the list"},
		{data(`<row><c><v>&oops;</v></c></row>`), "no XML"},
		{data(`<row><c><v>` + counting(5<<20) + `</v></c></row>`), "longer than 4 MB"},
	} {
		file := c.book.Bytes()
		b, err := xlsx.Open(bytes.NewReader(file), int64(len(file)))
		if err == nil {
			_, err = sheetOf(b)
		}
		if errs.KindOf(err) != errs.BadInput || !strings.Contains(errs.Sentence(err), c.says) {
			t.Errorf("%.100s: %v, want %s", c.book.Parts, err, c.says)
		}
	}
}

func TestOtherKindsOfFilesAreToldWhatToDo(t *testing.T) {
	ole := "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 2000)
	utf16 := func(s string) (wide string) {
		for _, c := range s {
			wide += string(c) + "\x00"
		}
		return wide
	}
	document := xlsxtest.Book{Parts: map[string]string{"_rels/.rels": `<Relationships><Relationship Id="a" Type="x/officeDocument" Target="word/document.xml"/></Relationships>`, "word/document.xml": "<w/>"}}
	binary := xlsxtest.Book{Parts: map[string]string{"_rels/.rels": `<Relationships><Relationship Id="a" Type="x/officeDocument" Target="/xl/workbook.bin"/></Relationships>`, "xl/workbook.bin": "\x01"}}
	for _, c := range []struct{ file, says string }{
		{ole, ".xls"},
		{ole + utf16("EncryptedPackage"), "password"},
		{"PK\x03\x04" + strings.Repeat("\x00", 26) + "mimetypeapplication/vnd.oasis.opendocument.spreadsheet", ".ods"},
		{string(document.Bytes()), "no workbook"},
		{string(binary.Bytes()), ".xlsb"},
		{string(rows([]string{"a"}).Bytes()[:500]), "damaged"},
	} {
		in := strings.NewReader(c.file)
		if !xlsx.Is(in, in.Size()) && c.says != "damaged" {
			t.Errorf("%s: is not known", c.says)
		}
		if _, err := xlsx.Open(in, in.Size()); errs.KindOf(err) != errs.BadInput || !strings.Contains(errs.Sentence(err), c.says) {
			t.Errorf("%v, want %s", err, c.says)
		}
	}
	for _, other := range []string{"", "PK", "child,area\n", "PK\x03\x04 and more", "PK\x05\x06"} {
		if in := strings.NewReader(other); xlsx.Is(in, in.Size()) {
			t.Errorf("%q is taken for a workbook", other)
		}
	}
}
