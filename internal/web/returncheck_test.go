package web_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/returns/inbrowser"
	"github.com/northinch/northinch/internal/returns/madeup"
	"github.com/northinch/northinch/internal/returns/xlsx/xlsxtest"
	"github.com/northinch/northinch/internal/web/static"
	"github.com/northinch/northinch/internal/web/webtest"
)

// checkedReturn is a national round in CSV, with its defects.
func checkedReturn(t testing.TB, children int) (c, e []byte) {
	t.Helper()
	r, err := madeup.New(madeup.Options{Children: children, Events: 10 * children, Defects: true})
	if err != nil {
		t.Fatal(err)
	}
	var cs, es bytes.Buffer
	if _, err := r.WriteAll(&cs, &es); err != nil {
		t.Fatal(err)
	}
	return cs.Bytes(), es.Bytes()
}

// put writes files that a person may choose.
func put(t testing.TB, files ...inbrowser.File) (paths []string) {
	t.Helper()
	dir := t.TempDir()
	for _, f := range files {
		path := filepath.Join(dir, f.Name)
		if err := os.WriteFile(path, f.Bytes, 0o600); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	return paths
}

// zipped packs files.
func zipped(t testing.TB, files ...inbrowser.File) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range files {
		to, err := z.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		to.Write(f.Bytes) // a bytes.Buffer takes everything
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// natively is the answer that this program gives for the same files.
func natively(t testing.TB, files ...inbrowser.File) (a struct {
	Summary, CSV string
	Report       struct{ Rules []struct{ Code string } }
}) {
	t.Helper()
	if err := json.Unmarshal(inbrowser.Check(inbrowser.Given{Files: files}, func(string, int) {}), &a); err != nil {
		t.Fatal(err)
	}
	return a
}

// browserChecks opens the page and waits until it can check. The server takes down
// every request, whether of the page or of a worker.
func browserChecks(t *testing.T, width int) (*webtest.Window, *httptest.Server, *requests) {
	t.Helper()
	w := webtest.Browser(t)
	// What is made for a download is kept, for the test to read.
	w.Before(`{ const make = URL.createObjectURL; URL.createObjectURL = (blob) => { window.findings = blob; return make.call(URL, blob); }; }`)
	if !static.Ready() {
		t.Skip("the check for browsers is not compiled: run scripts/assets.sh")
	}
	s := site(t, dbtest.SQLite(t))
	r := &requests{next: s.Config.Handler}
	s.Config.Handler = r
	w.Open(s.URL+"/returns/check", width)
	w.Wait("#return-check-files")
	return w, s, r
}

type requests struct {
	next http.Handler
	mu   sync.Mutex
	all  []string
}

func (s *requests) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.all = append(s.all, fmt.Sprintf("%s %s, body of %d", r.Method, r.URL, r.ContentLength))
	s.mu.Unlock()
	s.next.ServeHTTP(w, r)
}

// since are the requests since the last call.
func (s *requests) since() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := s.all
	s.all = nil
	return all
}

func TestTheBrowserFindsWhatTheServerFindsAndSendsNothing(t *testing.T) {
	w, _, sent := browserChecks(t, webtest.Wide)
	children, events := checkedReturn(t, 5000)
	csv := []inbrowser.File{{Name: "children.csv", Bytes: children}, {Name: "events.csv", Bytes: events}}
	book := xlsxtest.Book{Sheets: []xlsxtest.Sheet{xlsxtest.FromCSV("Children", string(children[:bytes.IndexByte(children[80:], '\n')+81])), {Name: "Cover", Rows: [][]string{{"Return"}}}}}
	for name, files := range map[string][]inbrowser.File{
		"CSV files":                   csv,
		"a ZIP file":                  {{Name: "return.zip", Bytes: zipped(t, csv...)}},
		"a workbook":                  {{Name: "return.xlsx", Bytes: book.Bytes()}},
		"a workbook in a ZIP file":    {{Name: "return.zip", Bytes: zipped(t, inbrowser.File{Name: "return.xlsx", Bytes: book.Bytes()})}},
		"two workbooks in a ZIP file": {{Name: "return.zip", Bytes: zipped(t, inbrowser.File{Name: "a.xlsx", Bytes: book.Bytes()}, inbrowser.File{Name: "b.xlsx", Bytes: book.Bytes()})}},
	} {
		sent.since()
		w.Choose("#return-check-files", put(t, files...)...)
		w.Wait(".ni-check-answer[data-ms]")
		want := natively(t, files...)
		if got := w.Text(".ni-check-answer .ni-lead"); got != want.Summary {
			t.Errorf("%s: the page says %q, and the program %q", name, got, want.Summary)
		}
		for _, r := range sent.since() {
			if r != worker() {
				t.Errorf("%s: the browser sent %s", name, r)
			}
		}
		for _, p := range w.Problems() {
			t.Errorf("%s: %s", name, p)
		}
		if got := webtest.Eval[string](w, `window.findings.text()`); got != want.CSV {
			t.Errorf("%s: %d bytes of findings can be downloaded, and the program has %d", name, len(got), len(want.CSV))
		}
		if got := webtest.Eval[int](w, `document.querySelectorAll('#return-check-all tbody tr').length`); got != len(want.Report.Rules) {
			t.Errorf("%s: %d rules are listed of %d", name, got, len(want.Report.Rules))
		}
		t.Logf("%s: %s ms in the program, %s ms from the choice to the report", name, webtest.Eval[string](w, `document.querySelector('.ni-check-answer').dataset.check`), webtest.Eval[string](w, `document.querySelector('.ni-check-answer').dataset.ms`))
	}
}

func TestTheCheckWorksWithoutANetwork(t *testing.T) {
	w, s, _ := browserChecks(t, webtest.Wide)
	s.CloseClientConnections()
	s.Close()
	children, events := checkedReturn(t, 100)
	files := []inbrowser.File{{Name: "children.csv", Bytes: children}, {Name: "events.csv", Bytes: events}}
	for range 2 { // each check has a worker of its own
		w.Choose("#return-check-files", put(t, files...)...)
		w.Wait(".ni-check-answer[data-ms]")
		if got, want := w.Text(".ni-check-answer .ni-lead"), natively(t, files...).Summary; got != want {
			t.Errorf("the page says %q, and the program %q", got, want)
		}
	}
}

func TestDroppedFilesAreChecked(t *testing.T) {
	w, _, _ := browserChecks(t, webtest.Wide)
	children, _ := checkedReturn(t, 32)
	text, err := json.Marshal(string(children))
	if err != nil {
		t.Fatal(err)
	}
	webtest.Eval[bool](w, fmt.Sprintf(`(() => {
		const files = new DataTransfer();
		files.items.add(new File([%s], 'children.csv'));
		return document.querySelector('.ni-drop').dispatchEvent(new DragEvent('drop', { dataTransfer: files, bubbles: true, cancelable: true }));
	})()`, text))
	w.Wait(".ni-check-answer[data-ms]")
	if got, want := w.Text(".ni-check-answer .ni-lead"), natively(t, inbrowser.File{Name: "children.csv", Bytes: children}).Summary; got != want {
		t.Errorf("the page says %q, and the program %q", got, want)
	}
}

func TestTheReportOfACheckHasNoBarrierAndNamesNobody(t *testing.T) {
	children, events := checkedReturn(t, 500)
	const secret = "Zabrowski"
	for name, files := range map[string][]inbrowser.File{
		"findings": {{Name: "children.csv", Bytes: children}, {Name: "events.csv", Bytes: events}},
		"refused":  {{Name: "children.csv", Bytes: bytes.Replace(children, []byte("K-000003"), []byte("Mrs "+secret), 1)}},
		"markup":   {{Name: "<img src=x onerror=alert(1)>.csv", Bytes: []byte("<b>not</b> a return\n")}},
	} {
		for _, width := range []int{webtest.Wide, webtest.Narrow} {
			w, _, _ := browserChecks(t, width)
			w.Choose("#return-check-files", put(t, files...)...)
			w.Wait(".ni-check-answer[data-ms]")
			if name == "findings" {
				w.Click("#return-check-rules tbody a")
				w.Wait("details[open] table")
				webtest.Eval[bool](w, `(document.querySelector('.ni-check-answer').focus(), true)`)
			}
			w.Shot(fmt.Sprintf("check-%s-%d", name, width))
			if got := webtest.Eval[string](w, `document.activeElement.className + document.documentElement.outerHTML`); !strings.HasPrefix(got, "ni-check-answer") || strings.Contains(got, secret) || strings.Contains(got, "<img src") {
				t.Errorf("%s: the focus is in %.40s, or the report has what it must not", name, got)
			}
			for _, v := range w.Axe() {
				t.Errorf("%s at %d: %s", name, width, v)
			}
			for _, p := range w.Problems() {
				t.Errorf("%s at %d: %s", name, width, p)
			}
			if o := w.Overflow(); o != "" {
				t.Errorf("%s at %d: %s", name, width, o)
			}
		}
	}
}

func TestABrowserWithoutWorkersIsToldWhatToDo(t *testing.T) {
	w := webtest.Browser(t)
	s := site(t, dbtest.SQLite(t))
	w.Scripts(false)
	w.Open(s.URL+"/returns/check", webtest.Narrow)
	if got := w.Text("#return-check"); !strings.Contains(got, "northinch returns check") {
		t.Errorf("without scripts: %s", got)
	}
	w.Scripts(true)
	w.Before(`delete globalThis.Worker`)
	w.Open(s.URL+"/returns/check", webtest.Narrow)
	webtest.Eval[bool](w, `new Promise((done) => setTimeout(() => done(true), 500))`)
	if got := w.Text("#return-check"); !strings.Contains(got, "northinch returns check") {
		t.Errorf("without workers: %s", got)
	}
	for _, p := range w.Problems() {
		t.Error(p)
	}
}
