package html_test

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/northinch/northinch/internal/document"
	page "github.com/northinch/northinch/internal/document/html"
)

var update = flag.Bool("update", false, "write the pages in testdata anew; then look at them")

func TestPagesAreAsReviewed(t *testing.T) {
	golden(t, "alone.html", alone(t, sample()))
	golden(t, "body.html", string(page.Lead(sample())+page.Facts(sample())+page.Body(sample())))
	golden(t, "empty.html", alone(t, document.Document{Title: "Nothing yet"}))
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s is not as reviewed; run with -update and look at the difference", name)
	}
}

func alone(t *testing.T, d document.Document) string {
	t.Helper()
	var b bytes.Buffer
	if err := page.Write(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestAFileThatStandsAloneIsOnePageThatNeedsNothingElse(t *testing.T) {
	root := parse(t, alone(t, sample()))
	if n := len(all(root, "h1")); n != 1 {
		t.Errorf("%d headings of level 1, want one", n)
	}
	if n := len(all(root, "main")); n != 1 {
		t.Errorf("%d main elements, want one", n)
	}
	if lang := attr(all(root, "html")[0], "lang"); lang != "en-GB" {
		t.Errorf("lang is %q", lang)
	}
	for _, name := range []string{"script", "link", "img", "iframe"} {
		if len(all(root, name)) > 0 {
			t.Errorf("there is a <%s>", name)
		}
	}
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && attr(n, "style") != "" {
			t.Errorf("<%s> has a style attribute", n.Data)
		}
	}
	if !strings.Contains(words(root), "Made-up data: no real child, service or area is described.") {
		t.Error("nothing says that the data are made up")
	}
}

func TestARealDocumentIsNotCalledMadeUp(t *testing.T) {
	d := sample()
	d.MadeUp = false
	if strings.Contains(alone(t, d), "Made-up data") {
		t.Error("real data are called made up")
	}
}

func TestIdsAreUniqueAndEveryReferenceIsFound(t *testing.T) {
	root := parse(t, alone(t, sample()))
	ids := map[string]bool{}
	for n := range root.Descendants() {
		if id := attr(n, "id"); id != "" {
			if ids[id] {
				t.Errorf("the id %q is there twice", id)
			}
			ids[id] = true
		}
	}
	for n := range root.Descendants() {
		for id := range strings.FieldsSeq(attr(n, "aria-labelledby")) {
			if !ids[id] {
				t.Errorf("<%s> is labelled by %q, which is not there", n.Data, id)
			}
		}
		if id, inside := strings.CutPrefix(attr(n, "href"), "#"); inside && !ids[id] {
			t.Errorf("a link leads to #%s, which is not there", id)
		}
	}
}

func TestEveryTableHasItsCaptionItsHeadersAndAllItsCells(t *testing.T) {
	root := parse(t, string(page.Body(sample())))
	tables := all(root, "table")
	want := sample().Tables()
	if len(tables) != len(want) {
		t.Fatalf("%d tables, want %d", len(tables), len(want))
	}
	for i, table := range tables {
		caption := all(table, "caption")
		if len(caption) != 1 || words(caption[0]) != want[i].Title {
			t.Errorf("table %s has no caption of its own", want[i].ID)
		}
		region := table.Parent
		if attr(region, "tabindex") != "0" || attr(region, "aria-labelledby") != attr(caption[0], "id") {
			t.Errorf("table %s cannot be scrolled with the keyboard", want[i].ID)
		}
		columns, rows := 0, 0
		for _, th := range all(table, "th") {
			switch attr(th, "scope") {
			case "col":
				columns++
			case "row":
				rows++
			default:
				t.Errorf("table %s: the header %q has no scope", want[i].ID, words(th))
			}
		}
		if columns != len(want[i].Columns) || rows != len(want[i].Rows) {
			t.Errorf("table %s has %d columns and %d rows, want %d and %d", want[i].ID, columns, rows, len(want[i].Columns), len(want[i].Rows))
		}
		if got, cells := len(all(table, "td"))+rows, len(want[i].Rows)*columns; rows > 0 && got != cells {
			t.Errorf("table %s has %d cells, want %d", want[i].ID, got, cells)
		}
	}
}

func TestAnAbsentValueIsAReasonInWords(t *testing.T) {
	body := string(page.Body(sample()))
	for _, want := range []string{
		`<td class="ni-absent">not seen</td>`, `<td class="ni-absent">not yet</td>`,
		`<td class="ni-number ni-absent">hidden</td>`, `<td class="ni-number ni-absent">not applicable</td>`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("there is no %s", want)
		}
	}
}

func TestAShortRowIsFilledUpAndALongOneKept(t *testing.T) {
	d := document.Document{Sections: []document.Section{{ID: "s", Blocks: []document.Block{document.Figure{Table: document.Table{
		ID: "t", Columns: []document.Column{{Name: "a"}, {Name: "b"}}, Notes: []int{0, 7},
		Rows: [][]document.Cell{{{Text: "short"}}, {{Text: "long"}, {Text: "1"}, {Text: "2"}}},
	}}}}}}
	root := parse(t, string(page.Body(d)))
	if got := len(all(root, "td")); got != 3 {
		t.Errorf("%d cells besides the row headers, want 3", got)
	}
	if got := len(all(root, "a")); got != 0 {
		t.Errorf("%d links to notes that are not there", got)
	}
}

func TestTextsAndAddressesCannotBecomeCode(t *testing.T) {
	nasty := `<script>alert(1)</script>`
	d := document.Document{
		Title: nasty, Lead: nasty, Facts: []document.Fact{{Term: nasty, Text: nasty}}, Notes: []string{nasty},
		Sections: []document.Section{{ID: `"x`, Heading: nasty, Blocks: []document.Block{
			document.Paragraph{Text: nasty, Href: "javascript:alert(1)"},
			document.List{Items: []document.Item{{Text: nasty, Href: "javascript:alert(1)"}}},
			document.Table{ID: "t", Title: nasty, Columns: []document.Column{{Name: nasty}}, Rows: [][]document.Cell{{{Text: nasty, Href: "javascript:alert(1)"}}}},
		}}},
	}
	root := parse(t, alone(t, d))
	if len(all(root, "script")) > 0 {
		t.Error("a text became a script")
	}
	for _, a := range all(root, "a") {
		if strings.HasPrefix(attr(a, "href"), "javascript:") {
			t.Errorf("%q leads to %s", words(a), attr(a, "href"))
		}
	}
}

func TestAFailingWriterIsReported(t *testing.T) {
	if err := page.Write(broken{}, sample()); !errors.Is(err, errBroken) {
		t.Errorf("got %v, want the writer's error", err)
	}
}

var errBroken = errors.New("disk full")

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errBroken }

func parse(t *testing.T, s string) *html.Node {
	t.Helper()
	root, err := html.Parse(strings.NewReader(s))
	if err != nil {
		t.Fatal(err)
	}
	return root
}

func all(root *html.Node, name string) []*html.Node {
	var found []*html.Node
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && n.Data == name {
			found = append(found, n)
		}
	}
	return found
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func words(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}
