package ui

import (
	"strings"
	"testing"
	"time"

	"github.com/northinch/northinch/internal/web/webtest"
)

// typed waits until what was typed is kept.
func typed(w *webtest.Window, text string) {
	w.Type("#saw", text)
	time.Sleep(700 * time.Millisecond)
}

func TestTypedTextIsKept(t *testing.T) {
	ready(t)
	offers := func(w *webtest.Window) int {
		webtest.Eval[int](w, `new Promise((done) => setTimeout(() => done(1), 200))`)
		return webtest.Eval[int](w, `document.querySelectorAll('.ni-recover').length`)
	}
	t.Run("after a fall it is offered, and put back when asked", func(t *testing.T) {
		s, w := serve(t), webtest.Browser(t)
		w.Open(s.base+"/form", webtest.Wide)
		w.Click("#grade-2 + label")
		typed(w, "Three children were listened to")
		w.Open(s.base+"/form", webtest.Wide)
		w.Wait(".ni-recover")
		w.Shot("recover-1280")
		for _, v := range w.Axe() {
			t.Error(v)
		}
		if got := w.Value("#saw"); got != "" {
			t.Errorf("it was put back unasked: %q", got)
		}
		got := w.Text(".ni-recover")
		for _, want := range []string{"Three children were listened to", "Which grade do you propose?", "Very good", "What did you see?"} {
			if !strings.Contains(got, want) {
				t.Errorf("the offer does not show %q: %s", want, got)
			}
		}
		w.Click(".ni-recover button")
		if got := w.Value("#saw"); got != "Three children were listened to" {
			t.Errorf("put back: %q", got)
		}
		if !webtest.Eval[bool](w, `document.getElementById('grade-2').checked`) {
			t.Error("the grade was not put back")
		}
		w.Open(s.base+"/form", webtest.Narrow)
		w.Wait(".ni-recover") // it is still not saved
		w.Shot("recover-320")
		if o := w.Overflow(); o != "" {
			t.Error(o)
		}
		w.Click(".ni-recover button + button")
		w.Reload()
		if n := offers(w); n != 0 {
			t.Errorf("%d offers of what was removed", n)
		}
		if p := w.Problems(); len(p) > 0 {
			t.Error(p)
		}
	})
	t.Run("once saved it is not offered again", func(t *testing.T) {
		s, w := serve(t), webtest.Browser(t)
		w.Open(s.base+"/form", webtest.Wide)
		w.Type("#saw", "Saved at once")
		w.Follow("#evidence button[type=submit]")
		w.Open(s.base+"/form", webtest.Wide)
		if n := offers(w); n != 0 || len(s.saved) != 1 || s.saved[0] != "Saved at once" {
			t.Errorf("%d offers; saved %q", n, s.saved)
		}
	})
	t.Run("what was rejected is not saved, and is offered", func(t *testing.T) {
		s, w := serve(t), webtest.Browser(t)
		s.reject = true
		w.Open(s.base+"/form", webtest.Wide)
		w.Type("#saw", "Rejected")
		w.Follow("#evidence button[type=submit]")
		if n := offers(w); n != 0 {
			t.Errorf("%d offers of what the form shows", n)
		}
		w.Open(s.base+"/form", webtest.Wide)
		w.Wait(".ni-recover")
	})
	t.Run("a change by somebody else is pointed out", func(t *testing.T) {
		s, w := serve(t), webtest.Browser(t)
		w.Open(s.base+"/form", webtest.Wide)
		typed(w, "Mine")
		s.version = "2"
		w.Open(s.base+"/form", webtest.Wide)
		w.Wait(".ni-recover")
		if got := w.Text(".ni-recover"); !strings.Contains(got, "was changed after you typed this") {
			t.Error(got)
		}
	})
	t.Run("signing out asks once and then removes it", func(t *testing.T) {
		s, w := serve(t), webtest.Browser(t)
		w.Open(s.base+"/form", webtest.Wide)
		w.Type("#saw", "Not saved")
		w.Click(".ni-sign-out button")
		w.Wait(".ni-recover[role=alert]")
		if got := w.Text(".ni-recover"); !strings.Contains(got, "not saved") || w.Text("h1") == "Signed out" {
			t.Error(got)
		}
		w.Follow(".ni-sign-out button")
		if got := w.Text("h1"); got != "Signed out" {
			t.Errorf("the page is %q", got)
		}
		if n := webtest.Eval[int](w, `localStorage.length`); n != 0 {
			t.Errorf("%d texts are still on the device", n)
		}
	})
	t.Run("without scripts the form still saves", func(t *testing.T) {
		s, w := serve(t), webtest.Browser(t)
		w.Scripts(false)
		w.Open(s.base+"/form", webtest.Narrow)
		w.Type("#saw", "By hand")
		w.Follow("#evidence button[type=submit]")
		if len(s.saved) != 1 || s.saved[0] != "By hand" {
			t.Errorf("saved %q", s.saved)
		}
	})
}
