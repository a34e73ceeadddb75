package ui

import (
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/web/webtest"
)

func TestPagesInABrowser(t *testing.T) {
	ready(t)
	s, w := serve(t), webtest.Browser(t)
	w.Check(s.base+"/form", "sample")
	w.Check(s.base+"/saved", "saved")
	for _, kind := range []string{"not-found", "denied", "conflict", "broken"} {
		w.Check(s.base+"/wrong/"+kind, "wrong-"+kind)
	}
	t.Run("nobody follows what is clicked", func(t *testing.T) {
		w.Open(s.base+"/form", webtest.Wide)
		w.Wait(".js-enabled")
		w.Click("h2")
		w.Click("#grade-2 + label")
		if webtest.Eval[bool](w, `'dataLayer' in window || document.querySelector('[data-header], [data-button]') !== null`) {
			t.Error("the design system's click tracking was started")
		}
	})
	t.Run("the keyboard reaches the content at once", func(t *testing.T) {
		w.Open(s.base+"/form", webtest.Wide)
		w.Press(webtest.Tab)
		if got := w.Focused(); got != "a Skip to main content" {
			t.Errorf("the first stop is %q", got)
		}
		w.Press(webtest.Enter)
		if got := webtest.Eval[string](w, `location.hash`); got != "#main-content" {
			t.Errorf("it leads to %q", got)
		}
	})
}

func TestRejectedForm(t *testing.T) {
	ready(t)
	s, w := serve(t), webtest.Browser(t)
	s.reject = true
	w.Open(s.base+"/form", webtest.Narrow)
	w.Type("#saw", "Too little")
	w.Follow("#evidence button[type=submit]")
	w.Shot("rejected-320")
	for _, v := range w.Axe() {
		t.Error(v)
	}
	if o := w.Overflow(); o != "" {
		t.Error(o)
	}
	if got := w.Title(); !strings.HasPrefix(got, "Error: ") {
		t.Errorf("the title is %q", got)
	}
	if got := w.Focused(); !strings.HasPrefix(got, "div#error-summary") {
		t.Errorf("the focus is on %q", got)
	}
	w.Press(webtest.Tab + webtest.Enter)
	if got := w.Focused(); !strings.HasPrefix(got, "input#seen-day") {
		t.Errorf("the summary leads to %q", got)
	}
}
