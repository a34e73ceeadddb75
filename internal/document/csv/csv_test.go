package csv

import (
	"bytes"
	"encoding/csv"
	"flag"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/document"
	"github.com/northinch/northinch/internal/document/documenttest"
)

var update = flag.Bool("update", false, "write the golden files")

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is not as agreed (go test -update accepts it):\n%s", name, got)
	}
}

func TestEveryTableIsInOneFile(t *testing.T) {
	var b bytes.Buffer
	if err := Write(&b, documenttest.Sample()); err != nil {
		t.Fatal(err)
	}
	golden(t, "sample.csv", b.Bytes())
	rows, err := csv.NewReader(&b).ReadAll() // also finds a record of another length
	if err != nil {
		t.Fatal(err)
	}
	if want := 1 + 4*4 + 2*4; len(rows) != want {
		t.Errorf("%d records, want %d: the header and a record for each figure", len(rows), want)
	}
}

func TestATableIsAFileOfItsOwn(t *testing.T) {
	for _, table := range documenttest.Sample().Tables() {
		var b bytes.Buffer
		if err := WriteTable(&b, table, true); err != nil {
			t.Fatal(err)
		}
		golden(t, table.ID+".csv", b.Bytes())
	}
}

func TestRealDataHaveNoColumnForMadeUp(t *testing.T) {
	d := documenttest.Sample()
	d.MadeUp = false
	var one, all bytes.Buffer
	if err := WriteTable(&one, d.Tables()[0], false); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(one.String(), "made_up") {
		t.Errorf("the table says %s", one.String())
	}
	if err := Write(&all, d); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(all.String()) {
		if strings.HasSuffix(line, ",yes\n") {
			t.Errorf("real data are called made up: %s", line)
		}
	}
}

func TestATableThatCannotBeReadIsRefused(t *testing.T) {
	columns := []document.Column{{Name: "Area"}, {Name: "Children"}}
	for _, table := range []document.Table{
		{},
		{Columns: columns, Rows: [][]document.Cell{{{Text: "Fife"}}}},
		{Columns: columns, Rows: [][]document.Cell{{{Text: "Fife"}, {Numeric: true, Number: math.NaN()}}}},
		{Columns: columns, Rows: [][]document.Cell{{{Text: "Fife"}, {Absent: 9}}}},
	} {
		d := document.Document{Sections: []document.Section{{Blocks: []document.Block{table}}}}
		if WriteTable(&bytes.Buffer{}, table, false) == nil || Write(&bytes.Buffer{}, d) == nil {
			t.Errorf("no error for %+v", table)
		}
	}
}

func TestATableOfOneColumnKeepsIt(t *testing.T) {
	d := document.Document{Sections: []document.Section{{Blocks: []document.Block{document.Table{
		ID: "areas", Columns: []document.Column{{Name: "Area"}}, Rows: [][]document.Cell{{{Text: "Strathlin"}}},
	}}}}}
	var b bytes.Buffer
	if err := Write(&b, d); err != nil {
		t.Fatal(err)
	}
	if want := "areas,Strathlin,Area,,Strathlin,,no\n"; !strings.HasSuffix(b.String(), want) {
		t.Errorf("%s, want %s", b.String(), want)
	}
}

func TestTextThatASpreadsheetWouldRunIsQuoted(t *testing.T) {
	for text, want := range map[string]string{
		"=1+1": "'=1+1", "+cmd": "'+cmd", "-2 weeks": "'-2 weeks", "@SUM(A1)": "'@SUM(A1)", "\t=1": "'\t=1", "\r=1": "'\r=1",
		"-": "'-", "－1": "'－1", "--1": "'--1", "-1+2": "'-1+2",
		"-5": "-5", "+3.2%": "+3.2%", "-1,234": "-1,234", "Fife": "Fife", "": "", "a=b": "a=b", "[x]": "[x]",
	} {
		if got := guard(text); got != want {
			t.Errorf("%q is written as %q, want %q", text, got, want)
		}
	}
}

// FuzzGuard looks for a text that comes out as a formula, or that breaks the file.
func FuzzGuard(f *testing.F) {
	f.Add("=HYPERLINK(\"https://example.org\")", "-5")
	f.Add("a\r\nb", "\xff,\"")
	f.Fuzz(func(t *testing.T, a, b string) {
		table := document.Table{ID: a, Columns: []document.Column{{Name: a}, {Name: b}}, Rows: [][]document.Cell{{{Text: b}, {Text: a}}}}
		var out bytes.Buffer
		if err := WriteTable(&out, table, false); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(&out).ReadAll()
		if err != nil || len(rows) != 2 {
			t.Fatalf("%d rows, error %v", len(rows), err)
		}
		for _, field := range slices.Concat(rows...) {
			if field != "" && strings.ContainsRune(formula, []rune(field)[0]) && !number.MatchString(field) {
				t.Errorf("%q is a formula", field)
			}
		}
	})
}
