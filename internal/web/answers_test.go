package web_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/demo"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/goldentest"
	"github.com/northinch/northinch/internal/web"
	"github.com/northinch/northinch/internal/web/static"
)

func TestTheHeadersOfEveryKindOfAnswerAreTheReviewedOnes(t *testing.T) {
	h := web.New(peopled(t), web.Options{Development: true})
	plain, secure := httptest.NewServer(h), httptest.NewTLSServer(h)
	defer plain.Close()
	defer secure.Close()
	var b strings.Builder
	show := func(name string, c *http.Client, method, address string, form url.Values) {
		t.Helper()
		r, err := http.NewRequest(method, address, strings.NewReader(form.Encode()))
		if err != nil {
			t.Fatal(err)
		}
		if form != nil {
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		}
		if name == "a form of another site" {
			r.Header.Set("Sec-Fetch-Site", "cross-site")
		}
		c.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
		answer, err := c.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		fmt.Fprintf(&b, "%s: %d\n", name, answer.StatusCode)
		var names []string
		for n := range answer.Header {
			names = append(names, n)
		}
		slices.Sort(names)
		for _, n := range names {
			value := strings.Join(answer.Header[n], " | ")
			switch n {
			case "Date", "Content-Length", "Etag": // they change with the day and the files
				value = "…"
			case "Set-Cookie":
				value = secretPart.ReplaceAllString(value, "=…;")
			}
			fmt.Fprintf(&b, "  %s: %s\n", n, value)
		}
	}
	c := plain.Client()
	show("a page", c, "GET", plain.URL+"/methods", nil)
	show("a page over TLS", secure.Client(), "GET", secure.URL+"/methods", nil)
	show("a file", c, "GET", plain.URL+static.URL("icon.svg"), nil)
	show("a file that is not there", c, "GET", plain.URL+"/static/none.css", nil)
	show("a page that is not there", c, "GET", plain.URL+"/none", nil)
	show("a redirect with a cookie", c, "POST", plain.URL+"/sign-in", url.Values{"person": {"lead"}})
	show("a form that is not right", c, "POST", plain.URL+"/sign-in", url.Values{})
	show("a form of another site", c, "POST", plain.URL+"/sign-in", url.Values{"person": {"lead"}})
	show("health", c, "GET", plain.URL+"/healthz", nil)
	show("readiness", c, "GET", plain.URL+"/readyz", nil)
	goldentest.Check(t, "testdata/headers.txt", b.String())
}

func TestAFormFromTheAddressOfTheSiteIsTakenWhateverTheProxyCallsTheServer(t *testing.T) {
	s := httptest.NewServer(web.New(peopled(t), web.Options{Development: true, Origin: "https://inspections.example.org"}))
	defer s.Close()
	for origin, want := range map[string]int{"https://inspections.example.org": http.StatusSeeOther, "https://elsewhere.example.org": http.StatusForbidden, "http://inspections.example.org": http.StatusForbidden} {
		r, _ := http.NewRequest("POST", s.URL+"/sign-in", strings.NewReader("person=lead"))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Origin", origin)
		answer, err := http.DefaultTransport.RoundTrip(r)
		if err != nil {
			t.Fatal(err)
		}
		b, _ := io.ReadAll(answer.Body)
		answer.Body.Close()
		if answer.StatusCode != want || want == http.StatusForbidden && !strings.Contains(string(b), "a page of another site") {
			t.Errorf("from %s: %d %s", origin, answer.StatusCode, b)
		}
	}
}

func TestAServerIsReadyWhenEveryCheckHolds(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		wrong := error(nil)
		s := httptest.NewServer(web.New(d, web.Options{Checks: []web.Check{{Name: "keys", Run: func(context.Context) error { return wrong }}}}))
		defer s.Close()
		c := client(t, s, "")
		if status, body := get(t, c, s.URL+"/healthz"); status != http.StatusOK || body != "ok\n" {
			t.Errorf("%d %s", status, body)
		}
		if status, body := get(t, c, s.URL+"/readyz"); status != http.StatusOK || strings.TrimSpace(body) !=
			`{"ready":true,"checks":[{"name":"database","ok":true},{"name":"schema","ok":true},{"name":"writes","ok":true},{"name":"keys","ok":true}]}` {
			t.Errorf("%d %s", status, body)
		}
		wrong = errs.Stored(nil, "The keys are locked")
		if status, body := get(t, c, s.URL+"/readyz"); status != http.StatusServiceUnavailable || !strings.Contains(body, `{"ready":false,`) || !strings.Contains(body, `{"name":"keys","ok":false,"says":"The keys are locked"}`) {
			t.Errorf("%d %s", status, body)
		}
		wrong = fmt.Errorf("the key of %s", "Macdonald")
		if status, body := get(t, c, s.URL+"/readyz"); status != http.StatusServiceUnavailable || strings.Contains(body, "Macdonald") || !strings.Contains(body, "the log says why") {
			t.Errorf("%d %s", status, body)
		}
	})
}

func TestADatabaseThatIsGoneIsNeitherHealthyNorReadyAndSaysNothingOfItsPlace(t *testing.T) {
	path := filepath.Join(t.TempDir(), "place.db")
	d, err := db.Open(t.Context(), path, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	n := &web.Numbers{}
	s := httptest.NewServer(web.New(d, web.Options{Numbers: n}))
	defer s.Close()
	if err := os.Rename(path, path+".old"); err != nil {
		t.Fatal(err)
	}
	for _, at := range []string{"/healthz", "/readyz"} {
		if status, body := get(t, client(t, s, ""), s.URL+at); status != http.StatusServiceUnavailable || !strings.Contains(body, "The file of the database is gone") || strings.Contains(body, "place") {
			t.Errorf("%s: %d %s", at, status, body)
		}
	}
	w := httptest.NewRecorder()
	n.Handler(d, "0").ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
	if body := w.Body.String(); w.Code != http.StatusOK || !strings.Contains(body, "\nnorthinch_database_up 0\n") || strings.Contains(body, "northinch_audit_entries") {
		t.Errorf("%d %s", w.Code, body)
	}
}

func TestTheNumbersKeepToTheFormatAndNameNobody(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		n := &web.Numbers{}
		madeUp(t, d)
		s := httptest.NewServer(web.New(d, web.Options{Development: true, Numbers: n}))
		defer s.Close()
		c := client(t, s, "manager")
		for _, path := range []string{"/areas", "/areas/fife", "/areas/angus", "/nowhere/at/all", "/"} {
			get(t, c, s.URL+path)
		}
		numbers := httptest.NewServer(n.Handler(d, "9.9.9"))
		defer numbers.Close()
		status, body := get(t, c, numbers.URL+"/metrics")
		if status != http.StatusOK {
			t.Fatal(status)
		}
		for _, want := range []string{
			`northinch_requests_total{method="GET",route="/areas/{area}",status="4xx"} 2`, `northinch_requests_total{method="POST",route="/sign-in",status="3xx"} 1`,
			`northinch_request_duration_seconds_count{method="GET",route="/areas"} 1`, "northinch_requests_in_flight 0", `northinch_database_connections_most{pool="read"} 8`,
			"northinch_database_up 1", "northinch_audit_entries ", `northinch_build_info{version="9.9.9",go="go`, "go_goroutines ", "northinch_database_write_wait_seconds_total ",
		} {
			if !strings.Contains(body, want) {
				t.Errorf("there is no %s in\n%s", want, body)
			}
		}
		for _, never := range []string{"fife", "angus", "nowhere", "Ailsa", "127.0.0.1"} {
			if strings.Contains(body, never) {
				t.Errorf("the numbers name %s", never)
			}
		}
		obeys(t, body)
		for path, want := range map[string]int{"/": 404, "/areas": 404} {
			if status, _ := get(t, c, numbers.URL+path); status != want {
				t.Errorf("%s beside the numbers: %d", path, status)
			}
		}
	})
}

// obeys checks text against the rules of the Prometheus text format.
func obeys(t *testing.T, body string) {
	t.Helper()
	sample := regexp.MustCompile(`^([a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?:[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\]|\\[\\n"])*",?)*\})? (NaN|[+-]Inf|[0-9.eE+-]+)$`)
	family, kind, last, seen := "", "", "", map[string]bool{}
	lines := strings.Split(strings.TrimSuffix(body, "\n"), "\n")
	for i, line := range lines {
		if rest, ok := strings.CutPrefix(line, "# HELP "); ok {
			family, _, _ = strings.Cut(rest, " ")
			if family <= last {
				t.Errorf("%s comes after %s", family, last)
			}
			last = family
			kind, ok = strings.CutPrefix(lines[i+1], "# TYPE "+family+" ")
			if !ok {
				t.Errorf("%s has no type", family)
			}
			continue
		}
		if strings.HasPrefix(line, "# TYPE ") {
			continue
		}
		m := sample.FindStringSubmatch(line)
		if m == nil || seen[m[1]+m[2]] {
			t.Errorf("%q is no sample, or is there twice", line)
			continue
		}
		seen[m[1]+m[2]] = true
		suffix := strings.TrimPrefix(m[1], family)
		if suffix != "" && (kind != "histogram" || !slices.Contains([]string{"_bucket", "_sum", "_count"}, suffix)) || suffix == "" && kind == "histogram" {
			t.Errorf("%s stands under %s, a %s", m[1], family, kind)
		}
		if kind == "counter" && !strings.HasSuffix(family, "_total") {
			t.Errorf("the counter %s does not end in _total", family)
		}
	}
}

const england = "local_authority,publication_date,inspection_start_date,inspection_end_date,overall_effectiveness_grade,impact_of_leaders_grade,help_and_protection_grade,in_care_grade,care_leavers_grade\n"

// packed is a ZIP file of files by name.
func packed(t *testing.T, files ...string) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		f, err := w.Create(files[i])
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(f, files[i+1])
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestAPackedFileIsImportedByWhatItIsAndNotByItsName(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	s := site(t, dbtest.SQLite(t))
	c := client(t, s, "analyst")
	address := s.URL + "/programmes/england-ilacs/import"
	good := england + "norfolk,01/08/26,,,good,good,good,good,good\n"
	r := upload(t, c, address, "england-ilacs", "../../../etc/plain.csv", packed(t, "tables/outcomes 2026.csv", good))
	r.Body.Close()
	if r.StatusCode != http.StatusSeeOther {
		t.Fatalf("%d", r.StatusCode)
	}
	if _, body := get(t, c, s.URL+r.Header.Get("Location")); !strings.Contains(body, "outcomes 2026.csv") || strings.Contains(body, "etc") {
		t.Error("the account does not name the file in the archive")
	}
	r = upload(t, c, address, "england-ilacs", "plain.zip", good)
	r.Body.Close()
	if _, body := get(t, c, s.URL+r.Header.Get("Location")); !strings.Contains(body, "nothing was changed") {
		t.Error("the same table without an archive is another file")
	}
	for content, want := range map[string]string{
		packed(t, "../a.csv", good):                                         "“../a.csv”, whose name leads out of the archive",
		packed(t, "a.csv", good, "b.csv", good):                             "The archive holds more than one file",
		packed(t, "a.csv", strings.Repeat("a,b\n", 8<<20)):                  "times larger than it is packed",
		packed(t, "a.zip", packed(t, "a.csv", good)):                        "is an archive or a workbook itself",
		packed(t, "xl/workbook.xml", "<x/>", "[Content_Types].xml", "<x/>"): "The archive holds more than one file",
		"PK\x03\x04 and nothing more":                                       "The archive is damaged, or is no ZIP file",
	} {
		r := upload(t, c, address, "england-ilacs", "a.csv", content)
		b, _ := io.ReadAll(r.Body)
		r.Body.Close()
		if r.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(string(b), want) || !strings.Contains(string(b), `href="#file"`) {
			t.Errorf("%d, and the page does not say %q", r.StatusCode, want)
		}
	}
	if left, _ := os.ReadDir(os.Getenv("TMPDIR")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestAFileThatIsTooLargeForThePageIsToldWhatElseCanBeDone(t *testing.T) {
	s := site(t, dbtest.SQLite(t))
	c := client(t, s, "analyst")
	r, err := http.NewRequest("POST", s.URL+"/programmes/england-ilacs/import", io.LimitReader(zeros{}, 66<<20))
	if err != nil {
		t.Fatal(err)
	}
	r.ContentLength = 66 << 20
	r.Header.Set("Content-Type", "multipart/form-data; boundary=x")
	r.Header.Set("Expect", "100-continue") // as browsers would, were they polite: the answer comes before the file
	answer, err := c.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	b, _ := io.ReadAll(answer.Body)
	if answer.StatusCode != http.StatusRequestEntityTooLarge || !strings.Contains(string(b), "Pack it as a ZIP file, or import it with “northinch grades import” on the server") {
		t.Errorf("%d %s", answer.StatusCode, b)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func TestTheAnswerOfReadinessIsJSON(t *testing.T) {
	s := httptest.NewServer(web.New(dbtest.SQLite(t), web.Options{}))
	defer s.Close()
	_, body := get(t, client(t, s, ""), s.URL+"/readyz")
	var answer struct {
		Ready  *bool
		Checks []struct {
			Name string
			OK   *bool
		}
	}
	if err := json.Unmarshal([]byte(body), &answer); err != nil || answer.Ready == nil || len(answer.Checks) != 3 || answer.Checks[0].OK == nil {
		t.Errorf("%s: %v", body, err)
	}
}

// peopled is a database with the made-up people in it.
func peopled(t *testing.T) *db.DB {
	d := dbtest.SQLite(t)
	madeUp(t, d)
	return d
}

// madeUp has a database with the made-up people and rounds in it.
func madeUp(t *testing.T, d *db.DB) {
	t.Helper()
	if err := demo.MadeUp(t.Context(), d, nil, access.Command("test"), func(string) {}); err != nil {
		t.Fatal(err)
	}
}

// secretPart is the secret in a cookie.
var secretPart = regexp.MustCompile(`=[\w-]{43};`)
