package ui

import (
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
)

func TestRender(t *testing.T) {
	page := Parse(fstest.MapFS{"x.html": {Data: []byte(`<p>{{.Part.Gone}}</p>`)}}, "x.html")
	for _, c := range []struct {
		name string
		view any
	}{
		{"a mistake in the view gives no half page", view{Page{Title: "T"}, map[string]string{}}},
		{"a view without a Page is refused", struct{ Part any }{map[string]string{"Gone": ""}}},
		{"a view with a Page of another kind is refused", struct{ Page string }{"T"}},
		{"a view that is no struct is refused", "T"},
		{"no view at all is refused", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := httptest.NewRecorder()
			if err := page.Render(w, 200, c.view); err == nil {
				t.Error("no error")
			}
			if w.Body.Len() > 0 || len(w.Header()) > 0 {
				t.Errorf("%d bytes were written", w.Body.Len())
			}
		})
	}
	t.Run("a pointer to a view is a view", func(t *testing.T) {
		w := httptest.NewRecorder()
		if err := page.Render(w, 422, &view{Page{Title: "T"}, map[string]string{"Gone": "here"}}); err != nil || w.Code != 422 {
			t.Error(w.Code, err)
		}
	})
}

func TestParsePanics(t *testing.T) {
	files := fstest.MapFS{
		"open.html":  {Data: []byte(`{{if}}`)},
		"takes.html": {Data: []byte(`{{define "button"}}mine{{end}}`)},
		"calls.html": {Data: []byte(`{{template "no-such-part" .}}`)},
		"slips.html": {Data: []byte(`{{statik "x"}}`)},
	}
	for name, want := range map[string]string{
		"missing.html": "cannot be read",
		"open.html":    "is wrong",
		"takes.html":   `defines "button"`,
		"slips.html":   `"statik" not defined`,
		"calls.html":   `"no-such-part"`,
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if p, _ := recover().(string); !strings.Contains(p, want) || !strings.Contains(p, name) {
					t.Errorf("panic %q, want %q", p, want)
				}
			}()
			Parse(files, name)
		})
	}
}

func TestDate(t *testing.T) {
	form := map[string]string{"starts-day": "1", "starts-month": "3", "starts-year": "2027"}
	d := ReadDate(func(k string) string { return form[k] }, "starts")
	for _, c := range []struct {
		date Date
		want string
	}{
		{d, "2027-03-01"},
		{Date{}, ""},
		{Date{Day: "31", Month: "12"}, "-12-31"},
		{Date{Day: "x", Month: "12", Year: "2027"}, "2027-12-0x"},
	} {
		if got := c.date.ISO(); got != c.want {
			t.Errorf("%v is %q, want %q", c.date, got, c.want)
		}
	}
}

func TestErrors(t *testing.T) {
	got := Errors(Field{Name: "a"}, Date{Name: "b", Error: "Enter a day"}, Field{Name: "c", Error: "Enter c"})
	if len(got) != 2 || got[0] != (FieldError{"b-day", "Enter a day"}) || got[1] != (FieldError{"c", "Enter c"}) {
		t.Error(got)
	}
}
