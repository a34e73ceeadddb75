package ui

import (
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/northinch/northinch/internal/web/static"
	"github.com/northinch/northinch/internal/web/webtest"
)

func TestMain(m *testing.M) { os.Exit(webtest.Main(m)) }

// site is the pages of the browser tests, with the headers of the real one.
type site struct {
	base    string
	version string // of the thing that the form changes
	reject  bool
	saved   []string
}

func serve(t *testing.T) *site {
	text, err := os.ReadFile("testdata/sample.tmpl")
	if err != nil {
		t.Fatal(err)
	}
	page := Parse(fstest.MapFS{"sample.html": {Data: text}}, "sample.html")
	plain := Parse(fstest.MapFS{"plain.html": {Data: []byte(`<p>Here is nothing else.</p>`)}}, "plain.html")
	s := &site{version: "1"}
	show := func(w http.ResponseWriter, tmpl *Template, status int, v any) {
		if err := tmpl.Render(w, status, v); err != nil {
			t.Error(err)
		}
	}
	mux := http.NewServeMux()
	mux.Handle("/static/", static.Handler())
	mux.HandleFunc("GET /form", func(w http.ResponseWriter, r *http.Request) {
		v := sample()
		v.Version = s.version
		show(w, page, 200, v)
	})
	mux.HandleFunc("POST /form", func(w http.ResponseWriter, r *http.Request) {
		if s.reject {
			v := sample()
			v.Version, v.Saw.Value, v.Saw.Error, v.Day.Error = s.version, r.FormValue("saw"), "Enter more than this", "Enter a day"
			v.Page.Errors = Errors(v.Day, v.Saw)
			show(w, page, 422, v)
			return
		}
		s.saved = append(s.saved, r.FormValue("saw"))
		http.Redirect(w, r, "/saved", http.StatusSeeOther)
	})
	mux.HandleFunc("GET /saved", func(w http.ResponseWriter, r *http.Request) {
		show(w, plain, 200, view{Page: Page{Title: "Evidence", Person: "Mairi O'Neill", Notice: "What you saw was saved.", Path: "/saved"}})
	})
	mux.HandleFunc("POST /sign-out", func(w http.ResponseWriter, r *http.Request) {
		show(w, plain, 200, view{Page: Page{Title: "Signed out", Path: "/sign-out"}})
	})
	mux.HandleFunc("GET /wrong/{kind}", func(w http.ResponseWriter, r *http.Request) {
		p := Page{Path: r.URL.Path, Person: "Mairi O'Neill"}
		switch r.PathValue("kind") {
		case "denied":
			Denied(w, p, "You declared a conflict of interest with Angus.")
		case "conflict":
			Conflict(w, p, []Typed{{"What did you see?", strings.Repeat("A long text. ", 40)}}, Link{"Open the evidence again", "/form"})
		case "broken":
			Broken(w, p, "7K3M")
		default:
			NotFound(w, Page{Path: r.URL.Path})
		}
	})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", Policy)
		mux.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	s.base = server.URL
	return s
}

func ready(t *testing.T) {
	if !static.Ready() {
		if os.Getenv("CI") == "true" {
			t.Fatal("the design system is not embedded: run scripts/assets.sh first")
		}
		t.Skip("the design system is not embedded: run scripts/assets.sh")
	}
}
