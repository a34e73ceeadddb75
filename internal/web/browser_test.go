package web_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

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

func TestThePagesOfConcernsHaveNoBarrierAndKeepNothingInTheBrowser(t *testing.T) {
	w := webtest.Browser(t)
	s, _, _ := live(t, filepath.Join(t.TempDir(), "test.db"))
	w.Open(s.URL+"/sign-in/development?back=/concerns/new", webtest.Wide)
	w.Click("input[value=lead]")
	w.Follow("main button")
	w.Check(s.URL+"/concerns/new", "concern-raise")
	w.Open(s.URL+"/concerns/new", webtest.Wide)
	w.Follow("main form button") // nothing typed
	w.Shot("concern-raise-rejected")
	if !strings.HasPrefix(w.Title(), "Error: ") {
		t.Errorf("the title of a form with a mistake is %q", w.Title())
	}
	w.Open(s.URL+carnbrae+"/concerns/new", webtest.Wide)
	w.Type("#words", "Canaryword")
	w.Type("#identity", "Canaryname")
	time.Sleep(time.Second) // longer than a form that keeps drafts waits
	kept := `JSON.stringify(localStorage) + JSON.stringify(sessionStorage) + document.cookie`
	if got := webtest.Eval[string](w, kept); strings.Contains(got, "Canary") {
		t.Errorf("the browser keeps what was typed: %s", got)
	}
	w.Follow("main form button")
	if got := webtest.Eval[string](w, kept+" + location.href"); strings.Contains(got, "Canary") || !strings.Contains(got, "/raised") {
		t.Errorf("after raising: %s", got)
	}
	one := s.URL + ofConcern.FindString(webtest.Eval[string](w, "location.pathname"))
	for name, path := range map[string]string{"concern-raised": "/raised", "concern": "", "concern-step": "/steps/acknowledged", "concern-identity": "/identity", "concern-access": "/access"} {
		w.Check(one+path, name)
	}
	w.Check(s.URL+"/concerns", "concern-register")
	w.Open(one+"/identity", webtest.Narrow)
	w.Type("#reason", "To pass it on.")
	w.Follow("main form button")
	w.Shot("concern-identity-shown-320")
	if !strings.Contains(w.Text("main"), "Canaryname") {
		t.Error("who is at risk is not shown")
	}
	for _, v := range w.Axe() {
		t.Error(v)
	}
	if o := w.Overflow(); o != "" {
		t.Error(o)
	}
	// the closed one has every step
	w.Open(s.URL+"/concerns", webtest.Wide)
	w.Follow("#closed a")
	w.Check(webtest.Eval[string](w, "location.href"), "concern-closed")
}

func TestTheLinkOfAnInvitationIsCopiedWithOnePress(t *testing.T) {
	w := webtest.Browser(t)
	s := site(t, dbtest.SQLite(t))
	w.Open(s.URL+"/sign-in/development", webtest.Narrow)
	w.Click("input[value=manager]")
	w.Follow("main button")
	w.Open(s.URL+"/people/invite", webtest.Narrow)
	w.Type("#name", "Somebody New")
	w.Type("#email", "new@made-up.example")
	w.Follow("main form button")
	w.Shot("people-invited-320")
	webtest.Eval[string](w, `(window.copied = '', navigator.clipboard.writeText = async (text) => { window.copied = text; }, '')`)
	w.Click("button[data-copy]")
	if got, link := webtest.Eval[string](w, "window.copied"), w.Text("#link"); got != link || !strings.Contains(link, "/invitations/") {
		t.Errorf("%q is copied of %q", got, link)
	}
	if got := w.Text("#link-copied"); got != "Copied." {
		t.Errorf("the page says %q", got)
	}
	for _, v := range w.Axe() {
		t.Error(v)
	}
	if o := w.Overflow(); o != "" {
		t.Error(o)
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
