package ods

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/document"
	"github.com/northinch/northinch/internal/document/documenttest"
)

func write(t *testing.T, d document.Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// parts unzips a file and checks that each part of it is well-formed XML.
func parts(t *testing.T, file []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		all[f.Name] = string(b)
		if f.Name == "mimetype" {
			continue
		}
		for d := xml.NewDecoder(bytes.NewReader(b)); ; {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("%s is not well-formed: %v", f.Name, err)
			}
		}
	}
	return all
}

func TestTheFileSaysWhatItIsInItsFirstBytes(t *testing.T) {
	file := write(t, documenttest.Sample())
	// 30 bytes of header, the name, and the type as it is: ODF 1.3 part 2, 3.3.
	if want := "mimetype" + mimetype; string(file[30:30+len(want)]) != want {
		t.Errorf("from byte 30: %q, want %q", file[30:30+len(want)], want)
	}
	if flags := file[6]; flags&8 != 0 {
		t.Error("the length of the mimetype comes after it, want it in front")
	}
}

func TestEveryPartIsListedOnce(t *testing.T) {
	all := parts(t, write(t, documenttest.Sample()))
	for name := range all {
		listed := strings.Count(all["META-INF/manifest.xml"], `manifest:full-path="`+name+`"`)
		if own := name == "mimetype" || name == "META-INF/manifest.xml"; listed != 1 && !own || listed != 0 && own {
			t.Errorf("the manifest lists %s %d times", name, listed)
		}
	}
	for _, want := range []string{"<dc:language>en-GB</dc:language>", "<dc:title>Services for children &amp; young people in four"} {
		if !strings.Contains(all["meta.xml"], want) {
			t.Errorf("meta.xml does not say %s", want)
		}
	}
}

func TestTheSameDocumentGivesTheSameBytes(t *testing.T) {
	if !bytes.Equal(write(t, documenttest.Sample()), write(t, documenttest.Sample())) {
		t.Error("two files of one document differ")
	}
}

func TestEveryStyleInUseExists(t *testing.T) {
	all := parts(t, write(t, documenttest.Sample()))
	defined := map[string]bool{"": true}
	eachAttribute(all["styles.xml"]+all["content.xml"], "name", func(v string) { defined[v] = true })
	for _, attribute := range []string{"style-name", "parent-style-name", "data-style-name", "default-cell-style-name", "page-layout-name", "master-page-name"} {
		eachAttribute(all["styles.xml"]+all["content.xml"], attribute, func(v string) {
			if !defined[v] {
				t.Errorf("no style %s", v)
			}
		})
	}
}

func eachAttribute(xml, name string, do func(string)) {
	for _, after := range strings.Split(xml, ":"+name+`="`)[1:] {
		value, _, _ := strings.Cut(after, `"`)
		do(value)
	}
}

func TestATableThatCannotBeReadIsRefused(t *testing.T) {
	columns := []document.Column{{Name: "Area"}, {Name: "Children", Kind: document.Count}}
	for _, c := range []struct {
		why   string
		table document.Table
	}{
		{"has no columns", document.Table{ID: "t"}},
		{"column 1 has no name", document.Table{Columns: make([]document.Column, 1)}},
		{"row 1 has 1 cells for 2 columns", document.Table{Columns: columns, Rows: [][]document.Cell{{{Text: "Fife"}}}}},
		{"is not a figure", document.Table{Columns: columns, Rows: [][]document.Cell{{{Text: "Fife"}, {Number: math.NaN(), Numeric: true}}}}},
		{"is not a figure", document.Table{Columns: columns, Rows: [][]document.Cell{{{Text: "Fife"}, {Number: math.Inf(-1), Numeric: true}}}}},
		{"no symbol", document.Table{Columns: columns, Rows: [][]document.Cell{{{Text: "Fife"}, {Absent: 9}}}}},
		{"refers to note 2 of 1", document.Table{Columns: columns, Notes: []int{2}}},
	} {
		var b bytes.Buffer
		err := Write(&b, document.Document{Notes: []string{"one"}, Sections: []document.Section{{Blocks: []document.Block{c.table}}}})
		if err == nil || !strings.Contains(err.Error(), c.why) || b.Len() > 0 {
			t.Errorf("error %v after %d bytes, want %q before the first", err, b.Len(), c.why)
		}
	}
}

func TestSheetNamesAreLegalAndUnique(t *testing.T) {
	long := strings.Repeat("grades-by-area-", 4)
	n := reserved()
	var got []string
	for _, id := range []string{"grades", "Grades", "notes", "a1", "R1C1", "2010", "", "history", "x/y:z*", "sgìre", long, long} {
		got = append(got, n.add(id))
	}
	want := []string{
		"grades", "Grades_2", "notes_2", "Table_a1", "Table_R1C1", "Table_2010", "Table_", "history_2", "x_y_z_", "sgìre",
		"grades_by_area_grades_by_area_g", "grades_by_area_grades_by_area_2",
	}
	if !slices.Equal(got, want) {
		t.Errorf("names\n%q, want\n%q", got, want)
	}
	if got := letters(1) + letters(26) + letters(27) + letters(703); got != "AZAAAAA" {
		t.Errorf("columns 1, 26, 27 and 703 are %s", got)
	}
}

// FuzzXML puts any text in every place and looks for files that are not XML, or
// whose cells say something else.
func FuzzXML(f *testing.F) {
	for _, s := range []string{"<&>\"'", "a\x00b\x1b[31m", "\xff\xfe", "\uFFFE]]>", "  two  spaces \t\n\r\n end ", "=cmd|' /C calc'!A0"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		table := document.Table{
			ID: s, Title: s, Columns: []document.Column{{Name: "1" + s}, {Name: "2" + s, Kind: document.Day}},
			Rows: [][]document.Cell{{{Text: s, Href: "https://example.org/" + s}, {Text: s}}}, Notes: []int{1},
		}
		d := document.Document{
			Title: s, Lead: s, MadeUp: true, Facts: []document.Fact{{Term: s, Text: s}}, Notes: []string{s},
			Sections: []document.Section{{Heading: s, Blocks: []document.Block{document.Paragraph{Text: s, Kind: document.Warning, LinkText: s, Href: s}, table}}},
		}
		all := parts(t, write(t, d))
		if strings.Contains(all["content.xml"], "formula") {
			t.Error("a cell holds a formula")
		}
		want := newlines.Replace(strings.Map(func(r rune) rune {
			if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == '\uFFFE' || r == '\uFFFF' {
				return '\uFFFD'
			}
			return r
		}, s))
		if strings.TrimSpace(s) == "" {
			want = "[x]"
		}
		book := read(t, all["content.xml"])
		sheet := book[3] // after the cover, the contents and the notes
		last := sheet.rows[len(sheet.rows)-1]
		if len(last) != 2 || last[0].text != want || last[1].text != want {
			t.Errorf("the cells hold %q, want %q twice", last, want)
		}
	})
}
