package web_test

import (
	"os"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/web/webtest"
)

func TestMain(m *testing.M) { os.Exit(webtest.Main(m)) }

func TestEveryPublicPageHasNoBarrierAtEitherWidth(t *testing.T) {
	w := webtest.Browser(t)
	s := site(t, dbtest.SQLite(t))
	for name, path := range public {
		w.Check(s.URL+path, name)
	}
	c := client(t, s, "")
	for name, at := range map[string]struct{ from, pattern string }{
		"reading":       {"/programmes/england-ilacs", `/readings/[0-9a-f]+`},
		"reading-clean": {"/programmes/scotland-2009-12", `/readings/[0-9a-f]+`},
		"source":        {"/programmes/scotland-2009-12/where/areas", `/sources/[0-9a-f]+\?line=\d+`},
	} {
		_, body := get(t, c, s.URL+at.from)
		w.Check(s.URL+link(body, at.pattern), name)
	}
}

func TestTheWorkPagesHaveNoBarrierAndWorkByKeyboard(t *testing.T) {
	w := webtest.Browser(t)
	s := site(t, dbtest.SQLite(t))
	w.Open(s.URL+"/sign-in/development", 1280)
	w.Click("#person")
	w.Follow("main button")
	for name, path := range map[string]string{"work-inspection": open, "work-stage": open + "/stage", "work-grade": open + "/grades/needs-met", "work-import": "/programmes/made-up-second/import", "work-schedule": "/programmes/scotland-2009-12/schedule"} {
		w.Check(s.URL+path, name)
	}
	w.Open(s.URL+open+"/grades/needs-met", 1280)
	w.Follow("main form button") // nothing chosen
	if !strings.HasPrefix(w.Title(), "Error: ") {
		t.Errorf("the title of a form with a mistake is %q", w.Title())
	}
	w.Click("#mark")
	w.Type("#reason", "Typed in a browser.")
	w.Follow("main form button")
	if !strings.Contains(w.Text("main"), "Typed in a browser.") {
		t.Error("the grade is not on the page of the inspection")
	}
}

func TestThePagesWorkWithoutScripts(t *testing.T) {
	w := webtest.Browser(t)
	s := site(t, dbtest.SQLite(t))
	w.Scripts(false)
	w.Open(s.URL+"/sign-in/development", 320)
	w.Click("#person")
	w.Follow("main button")
	w.Open(s.URL+"/programmes/made-up-second", 320)
	if !strings.Contains(w.Text("main"), "27 of 32 areas") {
		t.Error("the finding is not to be seen")
	}
}
