package inbrowser_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/check"
	"github.com/northinch/northinch/internal/returns/inbrowser"
	"github.com/northinch/northinch/internal/returns/madeup"
	"github.com/northinch/northinch/internal/returns/xlsx/xlsxtest"
)

// round is a national round of made-up children with some 50,000 events, in CSV.
func round(t testing.TB, children int) (c, e string) {
	t.Helper()
	r, err := madeup.New(madeup.Options{Children: children, Events: 10 * children, Defects: true})
	if err != nil {
		t.Fatal(err)
	}
	var cs, es bytes.Buffer
	if _, err := r.WriteAll(&cs, &es); err != nil {
		t.Fatal(err)
	}
	return cs.String(), es.String()
}

// answer is an Answer as a page has it.
type answer struct {
	Summary string
	Clean   bool
	Refused *struct{ Code, Severity, Sentence string }
	Report  json.RawMessage
	Looks   map[string]string
	CSV     string
}

func checked(t testing.TB, files ...inbrowser.File) (answer, []string) {
	t.Helper()
	var told []string
	last := map[string]int{}
	out := inbrowser.Check(files, func(name string, percent int) {
		if percent < 0 || percent > 100 {
			t.Fatalf("%s is read to %d%%", name, percent)
		}
		if last[name] == 0 {
			told = append(told, name)
		}
		last[name] = percent
	})
	for name, percent := range last {
		if percent != 100 {
			t.Errorf("%s ends at %d%%", name, percent)
		}
	}
	var a answer
	if err := json.Unmarshal(out, &a); err != nil {
		t.Fatal(err)
	}
	return a, told
}

func TestTheAnswerIsTheReportOfTheReaderAndTheRules(t *testing.T) {
	children, events := round(t, 200)
	a, told := checked(t, inbrowser.File{Name: "events.csv", Bytes: []byte(events)}, inbrowser.File{Name: "children.csv", Bytes: []byte(children)})
	var found []returns.Finding
	var tables []returns.Table
	for name, text := range map[string]string{"children.csv": children, "events.csv": events} {
		all, err := returns.Tables(name, strings.NewReader(text), int64(len(text)))
		if err != nil {
			t.Fatal(err)
		}
		tables = append(tables, all...)
	}
	ret, tally, err := returns.Read(tables, returns.Options{Found: func(f returns.Finding) { found = append(found, f) }})
	if err != nil {
		t.Fatal(err)
	}
	report := check.Run(ret, check.Options{Read: found, Tally: tally})
	var csv strings.Builder
	report.CSV(&csv)
	want, err := json.Marshal(report)
	if err != nil {
		t.Fatal(err)
	}
	if string(a.Report) != string(want) || a.CSV != csv.String() || a.Summary != report.Summary || a.Clean || a.Refused != nil {
		t.Errorf("%s, and natively %s", a.Summary, report.Summary)
	}
	if len(told) != 3 || told[2] != "" {
		t.Errorf("it tells of %q", told)
	}
	for _, r := range report.Rules {
		if a.Looks[r.Code] == "" {
			t.Errorf("nothing is said of what %s looks for", r.Code)
		}
	}
}

func TestWhatIsRefusedHasNoReport(t *testing.T) {
	const secret = "Zabrowski"
	for _, f := range []inbrowser.File{
		{Name: "children.csv", Bytes: []byte("child,area,agreed_date,born,sex,locality,populations\nMrs " + secret + ",MADEUP18,2026-07-31,2014-05,F,2,registered\n")},
		{Name: "return.xls", Bytes: []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")},
		{Name: "empty.csv"},
		{Name: "book.xlsx", Bytes: xlsxtest.Book{Sheets: []xlsxtest.Sheet{{Name: "A", Rows: [][]string{{"Mrs " + secret}}}}}.Bytes()},
	} {
		a, _ := checked(t, f)
		if a.Refused == nil || a.Refused.Severity != "stop" || a.Refused.Sentence == "" || a.Report != nil || a.Clean || !strings.Contains(a.CSV, a.Refused.Code) || strings.Contains(a.CSV, secret) {
			t.Errorf("%s: %+v", f.Name, a)
		}
	}
}

func BenchmarkCheck(b *testing.B) {
	children, events := round(b, 5000)
	csv := []inbrowser.File{{Name: "c", Bytes: []byte(children)}, {Name: "e", Bytes: []byte(events)}}
	book := []inbrowser.File{{Name: "b", Bytes: xlsxtest.Book{Sheets: []xlsxtest.Sheet{xlsxtest.FromCSV("Children", children), xlsxtest.FromCSV("Events", events)}}.Bytes()}}
	for name, files := range map[string][]inbrowser.File{"csv": csv, "xlsx": book} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(children) + len(events)))
			for b.Loop() {
				inbrowser.Check(files, func(string, int) {})
			}
		})
	}
}
