package webtest

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
)

// Problems are what the browser complained of since the last call, in words:
// errors of scripts, what the Content-Security-Policy refused, files that did
// not come, and requests to another host.
func (w *Window) Problems() []string {
	w.t.Helper()
	// An answer from the page comes after everything that it said before.
	Eval[int](w, `new Promise((done) => setTimeout(() => done(1), 50))`)
	w.mu.Lock()
	defer w.mu.Unlock()
	all := w.problems
	w.problems = nil
	return all
}

// heard is called for every event of the window, in order.
func (w *Window) heard(event any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		w.say("exception: %s", thrown(e.ExceptionDetails))
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeAssert {
			w.say("console: %s", spoken(e.Args))
		}
	case *log.EventEntryAdded:
		w.logged(e.Entry)
	case *network.EventRequestWillBeSent:
		if u, err := url.Parse(e.Request.URL); err == nil && strings.HasPrefix(u.Scheme, "http") && u.Host != w.host {
			w.say("the page asked another host: %s", e.Request.URL)
		}
	}
}

func (w *Window) logged(e *log.Entry) {
	if e.Level != log.EntryLevelError && e.Source != log.EntrySourceSecurity {
		return
	}
	// The page for "not found" is itself not found, and that is no mistake.
	if e.Source == log.EntrySourceNetwork && e.URL == w.opened {
		return
	}
	w.say("%s: %s %s", e.Source, e.Text, e.URL)
}

func (w *Window) say(format string, args ...any) {
	p := strings.TrimSpace(fmt.Sprintf(format, args...))
	if !slices.Contains(w.problems, p) {
		w.problems = append(w.problems, p)
	}
}

func thrown(d *runtime.ExceptionDetails) string {
	if d.Exception != nil && d.Exception.Description != "" {
		return d.Exception.Description
	}
	return d.Text
}

func spoken(args []*runtime.RemoteObject) string {
	var words []string
	for _, a := range args {
		if a.Description != "" {
			words = append(words, a.Description)
		} else {
			words = append(words, string(a.Value))
		}
	}
	return strings.Join(words, " ")
}

// Overflow says by what the page is wider than its screen; empty if it is not.
// A box that scrolls by itself is no overflow.
func (w *Window) Overflow() string {
	w.t.Helper()
	return Eval[string](w, `(() => {
		const page = document.scrollingElement;
		if (page.scrollWidth <= innerWidth) {
			return '';
		}
		const scrolls = (e) => e && e !== page && e !== document.body &&
			(getComputedStyle(e).overflowX !== 'visible' || scrolls(e.parentElement));
		const wide = [...document.body.querySelectorAll('*')]
			.filter((e) => e.getBoundingClientRect().right > innerWidth + 0.5 && !scrolls(e.parentElement))
			.slice(0, 5)
			.map((e) => e.localName + (e.id ? '#' + e.id : '') + (e.className.length ? '.' + String(e.className).replaceAll(' ', '.') : ''));
		return 'the page is ' + page.scrollWidth + ' wide on a screen of ' + innerWidth + ': ' + wide.join(', ');
	})()`)
}
