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
	out := inbrowser.Check(inbrowser.Given{Files: files}, func(name string, percent int) {
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
	ret, o := read(t, children, events)
	report := check.Run(ret, o)
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

// given is the answer to more than the files of one return.
func given(t testing.TB, g inbrowser.Given) (a answer) {
	t.Helper()
	if err := json.Unmarshal(inbrowser.Check(g, func(string, int) {}), &a); err != nil {
		t.Fatal(err)
	}
	return a
}

// read is a return in CSV, and what the reader finds.
func read(t testing.TB, children, events string) (*returns.Return, check.Options) {
	t.Helper()
	var o check.Options
	var tables []returns.Table
	for name, text := range map[string]string{"children.csv": children, "events.csv": events} {
		all, err := returns.Tables(name, strings.NewReader(text), int64(len(text)))
		if err != nil {
			t.Fatal(err)
		}
		tables = append(tables, all...)
	}
	ret, tally, err := returns.Read(tables, returns.Options{Found: func(f returns.Finding) { o.Read = append(o.Read, f) }})
	if err != nil {
		t.Fatal(err)
	}
	o.Tally = tally
	return ret, o
}

func TestThePreviousReturnAndWaiversAreHeldAgainstAsByTheCommand(t *testing.T) {
	children, events := round(t, 200)
	before, eventsBefore := round(t, 100)
	files := func(c, e string) []inbrowser.File {
		return []inbrowser.File{{Name: "children.csv", Bytes: []byte(c)}, {Name: "events.csv", Bytes: []byte(e)}}
	}
	g := inbrowser.Given{Files: files(children, events), Previous: files(before, eventsBefore)}
	g.Today, _ = returns.DayOf(2026, 9, 30)
	ret, o := read(t, children, events)
	o.Today = g.Today
	o.Previous, _ = read(t, before, eventsBefore)
	alone, compared := given(t, inbrowser.Given{Files: g.Files}), given(t, g)
	want := check.Run(ret, o)
	if compared.Summary != want.Summary || compared.Summary == alone.Summary {
		t.Errorf("with the return before: %s; natively %s; without %s", compared.Summary, want.Summary, alone.Summary)
	}

	const salt = "00112233445566778899aabbccddeeff"
	waivers := func(list string) *inbrowser.File {
		return &inbrowser.File{Name: "waivers.json", Bytes: []byte(`{"salt":"` + salt + `","waivers":[` + list + `]}`)}
	}
	g.Waivers = waivers("")
	var r struct {
		Findings []struct{ Code, Severity, ID string }
	}
	if err := json.Unmarshal(given(t, g).Report, &r); err != nil {
		t.Fatal(err)
	}
	waive := ""
	for _, f := range r.Findings {
		if f.Severity == "query" && f.ID != "" {
			waive = `{"code":"` + f.Code + `","finding":"` + f.ID + `","reason":"The area looked into it.","by":"co-ordinator","day":"2026-09-01","expires":"2026-09-30"}`
		}
	}
	if g.Waivers = waivers(waive); !strings.Contains(given(t, g).Summary, "1 waived finding") {
		t.Errorf("with a waiver: %s", given(t, g).Summary)
	}
	if g.Today++; strings.Contains(given(t, g).Summary, "waived") {
		t.Errorf("with a waiver that has expired: %s", given(t, g).Summary)
	}

	for want, odd := range map[string]inbrowser.Given{
		"the waivers cannot be read": {Files: g.Files, Waivers: &inbrowser.File{Name: "waivers.json", Bytes: []byte("Mrs Zabrowski")}},
		"the previous return: ":      {Files: g.Files, Previous: []inbrowser.File{{Name: "old.csv", Bytes: []byte("Mrs Zabrowski\n")}}},
		"format of before 2007":      {Files: g.Files, Previous: []inbrowser.File{{Name: "old.xls", Bytes: []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")}}},
	} {
		a := given(t, odd)
		if a.Refused == nil || a.Report != nil || a.Clean || !strings.Contains(strings.ToLower(a.Refused.Sentence), want) || strings.Contains(a.CSV, "Zabrowski") {
			t.Errorf("%s: %+v", want, a.Refused)
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
				inbrowser.Check(inbrowser.Given{Files: files}, func(string, int) {})
			}
		})
	}
}
