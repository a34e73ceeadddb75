package web_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/inbrowser"
	"github.com/northinch/northinch/internal/returns/madeup"
	"github.com/northinch/northinch/internal/web/static"
	"github.com/northinch/northinch/internal/web/webtest"
)

// worker is what a browser may ask for while it checks: a worker with the program.
func worker() string { return "GET " + static.URL("returncheck-worker.js") + ", body of 0" }

// summary is what the program itself says first.
func summary(t testing.TB, g inbrowser.Given) string {
	t.Helper()
	var a struct{ Summary string }
	if err := json.Unmarshal(inbrowser.Check(g, func(string, int) {}), &a); err != nil {
		t.Fatal(err)
	}
	return a.Summary
}

func TestTheSendFormChecksInTheBrowserAndSendsNothingUntilSendIsPressed(t *testing.T) {
	if !static.Ready() {
		t.Skip("the check for browsers is not compiled: run scripts/assets.sh")
	}
	w := webtest.Browser(t)
	s := site(t, dbtest.SQLite(t))
	sent := &requests{next: s.Config.Handler}
	s.Config.Handler = sent
	w.Open(s.URL+"/sign-in/development?back="+sending+"/return", webtest.Wide)
	w.Click("input[value=co-ordinator]")
	w.Follow("main button")
	w.Open(s.URL+sending+"/return", webtest.Wide)
	w.Wait("#return-check[data-ready]")
	if webtest.Eval[bool](w, `document.querySelector('#return-check-files, #return-check-waivers') !== null`) {
		t.Error("the form has a second place to choose files")
	}
	var files []inbrowser.File
	size := 0
	for name, text := range madeUpReturn(t, true) {
		files = append(files, inbrowser.File{Name: name, Bytes: []byte(text)})
		size += len(text)
	}
	sent.since()
	w.Choose("main form input[type=file]", put(t, files...)...)
	w.Wait(".ni-check-answer[data-ms]")
	if got, want := w.Text(".ni-check-answer .ni-lead"), summary(t, inbrowser.Given{Files: files}); got != want {
		t.Errorf("the form says %q, and the program %q", got, want)
	}
	// One sends the return from where one has read how it stands.
	if got := webtest.Eval[string](w, `['.ni-check-answer', 'main form button', '#return-check-rest table'].map((one) => document.querySelector(one).getBoundingClientRect().top).map((top, i, all) => i && top < all[i - 1] ? 'too high' : 'below').join(', ') + (document.querySelector('main form button').getBoundingClientRect().bottom < innerHeight ? '' : ', out of sight')`); got != "below, below, below" {
		t.Errorf("the summary, the button and the findings: %s", got)
	}
	w.Shot("return-checked-1280")
	for _, v := range w.Axe() {
		t.Error(v)
	}
	if got := webtest.Eval[string](w, `[...document.querySelectorAll('#return-check-rules td[data-head=Kind]')].map((e) => e.textContent).filter((kind, i, all) => kind !== all[i - 1]).join(', ')`); got != "Error, Query, Remark" {
		t.Errorf("the kinds of the rules stand in the order %s", got)
	}
	for _, r := range sent.since() {
		if r != worker() {
			t.Errorf("before send was pressed the browser sent %s", r)
		}
	}
	w.Follow("main form button[type=submit], main form button:not([type])")
	if got := w.Text("main"); !strings.Contains(got, "Return 2: what is noted in it") {
		t.Errorf("after send was pressed: %.200s", got)
	}
	var length int
	if all := sent.since(); !slices.ContainsFunc(all, func(r string) bool {
		n, _ := fmt.Sscanf(r, "POST "+sending+"/return, body of %d", &length)
		return n == 1
	}) || length < size {
		t.Errorf("%d bytes of %d came: %s", length, size, all)
	}
	for _, p := range w.Problems() {
		t.Error(p)
	}
}

func TestTheBrowserComparesWithTheReturnBeforeAndWaivesAndSendsNothing(t *testing.T) {
	children, events := checkedReturn(t, 500)
	agreed, _ := returns.DayOf(2025, 7, 31)
	round, err := madeup.New(madeup.Options{Children: 200, Agreed: agreed})
	if err != nil {
		t.Fatal(err)
	}
	var before, eventsBefore bytes.Buffer
	if _, err := round.WriteAll(&before, &eventsBefore); err != nil {
		t.Fatal(err)
	}
	files := []inbrowser.File{{Name: "children.csv", Bytes: children}, {Name: "events.csv", Bytes: events}}
	previous := []inbrowser.File{{Name: "last-year.csv", Bytes: before.Bytes()}, {Name: "last-year-events.csv", Bytes: eventsBefore.Bytes()}}
	waivers := inbrowser.File{Name: "waivers.json", Bytes: []byte(`{"salt":"00112233445566778899aabbccddeeff","waivers":[{"code":"R901","finding":"whole","reason":"The area looked into it.","by":"the co-ordinator","day":"2026-09-01"}]}`)}
	for _, width := range []int{webtest.Wide, webtest.Narrow} {
		w, _, sent := browserChecks(t, width)
		w.Click("#return-check summary")
		w.Wait("#return-check-previous")
		w.Shot(fmt.Sprintf("check-more-%d", width))
		sent.since()
		w.Choose("#return-check-waivers", put(t, waivers)...) // there is nothing to check yet
		w.Choose("#return-check-files", put(t, files...)...)
		w.Wait(".ni-check-answer[data-ms]")
		w.Choose("#return-check-previous", put(t, previous...)...)
		w.Wait(".ni-check-answer[data-ms]")
		want := summary(t, inbrowser.Given{Files: files, Previous: previous, Waivers: &waivers})
		if got := w.Text(".ni-check-answer .ni-lead"); got != want || !strings.Contains(want, "waived") {
			t.Errorf("the page says %q, and the program %q", got, want)
		}
		if got := w.Text(".ni-check-answer"); !strings.Contains(got, "last-year.csv, last-year-events.csv") || !strings.Contains(got, "waivers.json") {
			t.Errorf("the report does not say what it is made of: %.300s", got)
		}
		for _, r := range sent.since() {
			if r != worker() {
				t.Errorf("the browser sent %s", r)
			}
		}
		for _, v := range w.Axe() {
			t.Errorf("at %d: %s", width, v)
		}
		for _, p := range w.Problems() {
			t.Errorf("at %d: %s", width, p)
		}
		if o := w.Overflow(); o != "" {
			t.Errorf("at %d: %s", width, o)
		}
		w.Choose("#return-check-waivers", put(t, files[0])...)
		w.Wait(".ni-check-answer[data-ms]")
		if got := w.Text(".ni-check-answer"); !strings.Contains(got, "children.csv.") || !strings.Contains(got, "The waivers cannot be read as JSON") {
			t.Errorf("waivers that are none: %.300s", got)
		}
	}
}
