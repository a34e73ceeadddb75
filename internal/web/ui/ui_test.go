package ui

import (
	"bytes"
	"flag"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/northinch/northinch/internal/chart"
	"github.com/northinch/northinch/internal/web/ui/uitest"
)

var update = flag.Bool("update", false, "write the golden pages anew; then read the difference")

// hash is what changes in an address whenever a style does.
var hash = regexp.MustCompile(`/static/[0-9a-f]{16}/`)

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	got = hash.ReplaceAll(got, []byte("/static/HASH/"))
	file := filepath.Join("testdata", name+".html")
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is not as before; run the test with -update and read the difference\n%s", file, got)
	}
}

// view stands for the view of any page.
type view struct {
	Page Page
	Part any
}

func show(t *testing.T, content string, v any) []byte {
	t.Helper()
	w := httptest.NewRecorder()
	page := Parse(fstest.MapFS{"test.html": {Data: []byte(content)}}, "test.html")
	if err := page.Render(w, 200, v); err != nil {
		t.Fatal(err)
	}
	return w.Body.Bytes()
}

// parts are the components, each with what it must be able to show.
var parts = []struct {
	name, template string
	part           any
	errors         []FieldError
}{
	{"text-input", "text-input", Field{Name: "name", Label: "Name of the area", Value: `Angus "&" <Dundee>`, Width: 20, Autocomplete: "off"}, nil},
	{"text-input-wrong", "text-input", Field{Name: "children", Label: "Number of children", Hint: "A whole number", Value: "ten", Error: "Enter a number", Inputmode: "numeric"}, []FieldError{{"children", "Enter a number"}}},
	{"password", "text-input", Field{Name: "password", Label: "Password", Type: "password", Value: "never shown again", Autocomplete: "current-password"}, nil},
	{"textarea", "textarea", Field{Name: "evidence", Label: "What did you see?", Hint: "Name nobody.", Value: "\nTwo lines\n<b>not bold</b>", Max: 2000}, nil},
	{"textarea-wrong", "textarea", Field{Name: "evidence", Label: "What did you see?", Error: "Enter what you saw", Rows: 12}, []FieldError{{"evidence", "Enter what you saw"}}},
	{"radios", "choices", Field{Name: "grade", Label: "Which grade do you propose?", Hint: "Nobody sees it before theirs is in.", Value: "5", Error: "Select a grade",
		Options: []Option{{"6", "Excellent", "Outstanding, sector leading"}, {"5", "Very good", "Major strengths"}, {"4", "Good", ""}}}, []FieldError{{"grade", "Select a grade"}}},
	{"checkboxes", "choices", Field{Multiple: true, Name: "bodies", Label: "Which inspectorates take part?", Hint: "Without a choice, all.", Values: []string{"care", "police"}, Error: "Choose those that there are",
		Options: []Option{{"care", "Care", "Social work among them"}, {"health", "Health", ""}, {"police", "Police", ""}}}, []FieldError{{"bodies", "Choose those that there are"}}},
	{"select", "select", Field{Name: "area", Label: "Area", Value: "S12000041", Hint: "As on the agreed date",
		Options: []Option{{"", "Choose an area", ""}, {"S12000033", "Aberdeen City", ""}, {"S12000041", "Angus", ""}}}, nil},
	{"date-input", "date-input", Date{Name: "starts", Label: "When does it start?", Hint: "For example, 31 3 2027", Error: "Enter a day that exists", Day: "31", Month: "2", Year: "2027"}, []FieldError{{"starts-day", "Enter a day that exists"}}},
	{"file-upload", "file-upload", Field{Name: "return", Label: "The return", Hint: "A CSV file, with no names in it", Accept: ".csv", Error: "Choose a file"}, []FieldError{{"return", "Choose a file"}}},
	{"button", "button", Button{Text: "Save and continue", Name: "do", Value: "save"}, nil},
	{"button-link", "button", Button{Text: "Start", Href: "/start", Secondary: true}, nil},
	{"summary-list", "summary-list", Summary{{"Area", "Angus", Link{"Change", "/areas"}}, {"Starts", "31 March 2027", Link{}}}, nil},
	{"table", "table", Table{ID: "late", Caption: "What is late, and who has it",
		Columns: []Column{{"Inspection", false}, {"Days late", true}, {"Proposed", false}, {"Last round", false}},
		Rows: [][]Cell{
			{{Text: "Angus", Href: "/inspections/1"}, {Text: "12", Number: true}, {Grade: &Grade{"very good", chart.Step{Rank: 5, Of: 6}}}, {Text: "not inspected", Absent: true}},
			{{Text: "Moray"}, {Text: "3", Number: true}, {Grade: &Grade{"not yet", chart.Step{Missing: chart.NotYet}}}, {Text: "good"}},
		}}, nil},
	{"table-empty", "table", Table{ID: "late", Caption: "What is late", Empty: "Nothing is late."}, nil},
	{"grade", "grade", Grade{"excellent", chart.Step{Rank: 6, Of: 6}}, nil},
}

func TestParts(t *testing.T) {
	for _, p := range parts {
		t.Run(p.name, func(t *testing.T) {
			v := view{Page{Title: "A part", Errors: p.errors}, p.part}
			page := show(t, `{{template "`+p.template+`" .Part}}`, v)
			uitest.Check(t, page)

			var part bytes.Buffer
			alone, err := common.Clone() // what was executed cannot be cloned for the next page
			if err != nil {
				t.Fatal(err)
			}
			if err := alone.ExecuteTemplate(&part, p.template, p.part); err != nil {
				t.Fatal(err)
			}
			golden(t, "part-"+p.name, append(part.Bytes(), '\n'))
		})
	}
}

// layouts are the states that the frame of a page can be in.
var layouts = []struct {
	name string
	page Page
}{
	{"plain", Page{Title: "Programmes", Path: "/"}},
	{"full", Page{
		Title: "Angus", Lead: "In 4 of 6 indicators the grade is very good or excellent.", MadeUp: true, Person: "Mairi O'Neill",
		Trail: []Link{{"Programmes", "/"}, {"Areas", "/areas"}}, Path: "/areas/angus", Notice: "The stage was saved.",
	}},
	{"rejected", Page{Title: "Sign in", Path: "/sign-in", Errors: []FieldError{{"main-content", "Enter your name"}, {"", "Try again in a minute"}}}},
}

func TestLayout(t *testing.T) {
	for _, l := range layouts {
		t.Run(l.name, func(t *testing.T) {
			page := show(t, `<p>{{.Part}} {{template "button" (secondary "Away")}}</p>`, view{l.page, "<script>"})
			uitest.Check(t, page)
			golden(t, "layout-"+l.name, page)
		})
	}
}

func TestEveryTemplateIsShown(t *testing.T) {
	shown := map[string]bool{"layout.html": true, "content": true}
	for _, p := range parts {
		shown[p.template] = true
	}
	layout, err := embedded.ReadFile("templates/layout.html")
	if err != nil {
		t.Fatal(err)
	}
	used := string(layout)
	for _, file := range []string{"form.html", "header.html", "message.html", "part.html"} {
		text, err := embedded.ReadFile("templates/" + file)
		if err != nil {
			t.Fatal(err)
		}
		used += string(text)
		shown[file] = true
	}
	for _, tmpl := range common.Templates() {
		if !shown[tmpl.Name()] && !strings.Contains(used, `{{template "`+tmpl.Name()+`"`) {
			t.Errorf("no test shows the template %q", tmpl.Name())
		}
	}
}

func TestWrong(t *testing.T) {
	p := Page{Path: "/areas/angus", Person: "Mairi"}
	for _, c := range []struct {
		name   string
		status int
		write  func(w *httptest.ResponseRecorder) error
	}{
		{"not-found", 404, func(w *httptest.ResponseRecorder) error { return NotFound(w, Page{Path: "/x"}) }},
		{"not-found-signed-in", 404, func(w *httptest.ResponseRecorder) error { return NotFound(w, p) }},
		{"denied", 403, func(w *httptest.ResponseRecorder) error {
			return Denied(w, p, "You declared a conflict of interest with Angus.")
		}},
		{"conflict", 409, func(w *httptest.ResponseRecorder) error {
			return Conflict(w, p, []Typed{{"What did you see?", "Line one\n<b>two</b>"}, {"Source", ""}}, Link{"Open the evidence again", "/evidence/1"})
		}},
		{"too-large", 413, func(w *httptest.ResponseRecorder) error {
			return TooLarge(w, p, "A form is taken up to 1 MB.")
		}},
		{"conflict-nothing-typed", 409, func(w *httptest.ResponseRecorder) error { return Conflict(w, p, nil, Link{}) }},
		{"broken", 500, func(w *httptest.ResponseRecorder) error { return Broken(w, p, "7K3M") }},
		{"busy", 503, func(w *httptest.ResponseRecorder) error { return Busy(w, p, "", false) }},
		{"unsure", 503, func(w *httptest.ResponseRecorder) error { return Unsure(w, p, "7K3M") }},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := httptest.NewRecorder()
			if err := c.write(w); err != nil {
				t.Fatal(err)
			}
			if w.Code != c.status {
				t.Errorf("status %d, want %d", w.Code, c.status)
			}
			uitest.Check(t, w.Body.Bytes())
			golden(t, "wrong-"+c.name, w.Body.Bytes())
		})
	}
}

// html/template makes ZgotmplZ of what it takes for an attack.
func TestNothingIsFiltered(t *testing.T) {
	files, err := filepath.Glob("testdata/*.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), "Zgotmpl") {
			t.Errorf("%s has a value that the template engine refused", f)
		}
	}
}
