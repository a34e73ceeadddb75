package text

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/northinch/northinch/internal/document"
	"github.com/northinch/northinch/internal/document/documenttest"
)

var update = flag.Bool("update", false, "write the golden files")

func TestTheReportReadsWellAtAnyWidth(t *testing.T) {
	for _, width := range []int{120, 80, 48, 20} {
		var b bytes.Buffer
		if err := Write(&b, documenttest.Sample(), width); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join("testdata", fmt.Sprintf("sample-%d.txt", width))
		if *update {
			if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(b.Bytes(), want) {
			t.Errorf("%s is not as agreed (go test -update accepts it):\n%s", path, b.String())
		}
	}
}

func TestRealDataAreNotCalledMadeUp(t *testing.T) {
	d := documenttest.Sample()
	d.MadeUp = false
	var b bytes.Buffer
	if err := Write(&b, d, 80); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), "MADE-UP") {
		t.Error("real data are called made up")
	}
}

func TestATableThatCannotBeReadIsRefused(t *testing.T) {
	columns := []document.Column{{Name: "Area"}, {Name: "Children"}}
	for _, table := range []document.Table{
		{},
		{Columns: columns, Rows: [][]document.Cell{{{Text: "Fife"}}}},
		{Columns: columns, Rows: [][]document.Cell{{{Text: "Fife"}, {Absent: 9}}}},
		{Columns: columns, Notes: []int{1}},
	} {
		var b bytes.Buffer
		d := document.Document{Title: "T", Sections: []document.Section{{Blocks: []document.Block{table}}}}
		if Write(&b, d, 80) == nil || b.Len() > 0 {
			t.Errorf("%d bytes and no error for %+v", b.Len(), table)
		}
	}
}

func TestATableWithoutRowsSaysSo(t *testing.T) {
	var b bytes.Buffer
	table := document.Table{Title: "Areas", Columns: []document.Column{{Name: "Area"}}}
	d := document.Document{Sections: []document.Section{{Blocks: []document.Block{table}}}}
	if err := Write(&b, d, 80); err != nil {
		t.Fatal(err)
	}
	if want := "Areas\n\nNo rows.\n"; b.String() != want {
		t.Errorf("%q, want %q", b.String(), want)
	}
}

func TestWrapBreaksLongWordsButNotAddresses(t *testing.T) {
	got := wrap("an unbelievable https://example.org/area end", 8)
	if want := []string{"an", "unbeliev", "able", "https://example.org/area", "end"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// FuzzWrite looks for lines that are too long, and for characters that a
// terminal would obey.
func FuzzWrite(f *testing.F) {
	f.Add("a\x1b[2Jb", "sgìre an iar", 30)
	f.Add("\xff\u202e", "-----------------------------------------", 0)
	f.Fuzz(func(t *testing.T, a, b string, width int) {
		if strings.Contains(a+b, "://") || width > 1000 {
			return
		}
		table := document.Table{
			Title: b, Columns: []document.Column{{Name: a}, {Name: b, Kind: document.Count}}, Notes: []int{1},
			Rows: [][]document.Cell{{{Text: a}, {Text: b}}, {{Absent: document.Pending}, {Text: a + b}}},
		}
		d := document.Document{
			Title: a, Lead: b, Facts: []document.Fact{{Term: a, Text: b}}, Notes: []string{a},
			Sections: []document.Section{{Heading: b, Blocks: []document.Block{
				document.Paragraph{Text: a, Kind: document.Warning}, document.Paragraph{Text: b, Kind: document.Inset},
				document.List{Items: []document.Item{{Text: a}, {Text: b}}, Ordered: true}, table,
			}}},
		}
		var out bytes.Buffer
		if err := Write(&out, d, width); err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(out.String()) {
			line = strings.TrimSuffix(line, "\n")
			if n := utf8.RuneCountInString(line); n > max(width, narrowest) {
				t.Errorf("a line of %d characters: %q", n, line)
			}
			if clean(line) != line || strings.ContainsAny(line, "\t\r\v\f") {
				t.Errorf("a line with control characters: %q", line)
			}
		}
	})
}
