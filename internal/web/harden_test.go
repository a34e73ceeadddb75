package web

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/northinch/northinch/internal/address"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/web/door"
)

// impatient is a patience for tests.
var impatient = Patience{Header: 300 * time.Millisecond, Body: 300 * time.Millisecond, Upload: time.Second, Answer: 300 * time.Millisecond, Idle: 300 * time.Millisecond, Connections: 4}

// secret is in everything that the client sends in these tests, and never in a log.
const secret = "Macdonald"

var errSecret = errors.New("the record of " + secret + " is odd")

// odd are pages of which each goes wrong in its own way.
func odd() []Route {
	page := func(f func(w http.ResponseWriter, r *door.Request) error) func(*door.Door) door.Page {
		return func(*door.Door) door.Page { return f }
	}
	begun := func(w http.ResponseWriter) {
		w.Header().Set("Content-Length", "100")
		w.WriteHeader(http.StatusOK)
		io.WriteString(w, "half of it")
		http.NewResponseController(w).Flush()
	}
	form := page(func(w http.ResponseWriter, r *door.Request) error {
		_, err := fmt.Fprintf(w, "%d letters", len(r.PostFormValue("text")))
		return err
	})
	return []Route{
		{"GET /well/{name}", page(func(w http.ResponseWriter, r *door.Request) error {
			_, err := fmt.Fprint(w, r.Client)
			return err
		}), true},
		{"POST /form/{name}", form, true},
		{"GET /error/{name}", page(func(_ http.ResponseWriter, r *door.Request) error {
			return fmt.Errorf("while reading %s: %w", r.PathValue("name"), errSecret)
		}), true},
		{"GET /stored/{name}", page(func(_ http.ResponseWriter, r *door.Request) error {
			return errs.Stored(errors.Join(errSecret, context.DeadlineExceeded), "The file %s cannot be read", r.PathValue("name"))
		}), true},
		{"GET /denied/{name}", page(func(_ http.ResponseWriter, r *door.Request) error { return errs.Refused(r.PathValue("name")) }), true},
		{"GET /panic/{name}", page(func(w http.ResponseWriter, r *door.Request) error {
			w.Header().Set("Content-Length", "3")
			w.Header().Set("Set-Cookie", "a="+secret)
			panic("the record of " + r.PathValue("name"))
		}), true},
		{"GET /panic-error/{name}", page(func(http.ResponseWriter, *door.Request) error { panic(errSecret) }), true},
		{"GET /panic-runtime/{name}", page(func(_ http.ResponseWriter, r *door.Request) error {
			var none []string
			return errors.New(none[len(r.PathValue("name"))])
		}), true},
		{"GET /panic-late/{name}", page(func(w http.ResponseWriter, r *door.Request) error { begun(w); panic(r.PathValue("name")) }), true},
		{"GET /error-late/{name}", page(func(w http.ResponseWriter, r *door.Request) error { begun(w); return errSecret }), true},
		{"GET /large/{name}", page(func(w http.ResponseWriter, r *door.Request) error {
			for range 1000 {
				if _, err := w.Write(make([]byte, 1<<20)); err != nil {
					return err
				}
			}
			return nil
		}), true},
		{"POST /long/{name}", page(func(w http.ResponseWriter, r *door.Request) error {
			select { // longer than any patience, which is for clients
			case <-time.After(900 * time.Millisecond):
				_, err := io.WriteString(w, "done")
				return err
			case <-r.Context().Done():
				return r.Context().Err()
			}
		}), true},
	}
}

// lines is a log that is written to and read at the same time.
type lines struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lines) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(b)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// run serves the odd pages on a real listener with little patience.
func run(t *testing.T) (address string, log *lines, n *Numbers) {
	t.Helper()
	log, n = &lines{}, &Numbers{}
	logger := slog.New(slog.NewJSONHandler(log, nil))
	s := server(build(dbtest.SQLite(t), Options{Log: logger, Numbers: n}, odd(), impatient), logger, impatient)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go s.Serve(limit(l, impatient.Connections))
	t.Cleanup(func() { s.Close() })
	return l.Addr().String(), log, n
}

func TestAPanicShowsAPageWithAReferenceAndNothingOfTheInside(t *testing.T) {
	at, log, _ := run(t)
	for _, path := range []string{"/panic/", "/panic-error/", "/panic-runtime/", "/error/"} {
		r, err := http.Get("http://" + at + path + secret)
		if err != nil {
			t.Fatal(err)
		}
		b, _ := io.ReadAll(r.Body)
		r.Body.Close()
		m := regexp.MustCompile(`<strong>([0-9a-f]{8})</strong>`).FindStringSubmatch(string(b))
		if r.StatusCode != http.StatusInternalServerError || m == nil || strings.Contains(string(b), secret) || strings.Contains(string(b), ".go:") || strings.Contains(string(b), "goroutine") {
			t.Errorf("%s: %d %s", path, r.StatusCode, b)
			continue
		}
		if r.Header.Get("Set-Cookie") != "" || r.Header.Get("Content-Security-Policy") == "" {
			t.Errorf("%s: %v", path, r.Header)
		}
		if !strings.Contains(log.String(), m[1]) {
			t.Errorf("%s: the reference is not in the log", path)
		}
	}
	if got := log.String(); !strings.Contains(got, "index out of range [9] with length 0") || !strings.Contains(got, `"panic":"string"`) || !strings.Contains(got, "harden_test.go:") {
		t.Errorf("the log does not say what happened, or where: %s", got)
	}
}

func TestAnAnswerThatBreaksOffIsCutAndNotPassedOffAsWhole(t *testing.T) {
	at, log, _ := run(t)
	for _, path := range []string{"/panic-late/", "/error-late/"} {
		r, err := http.Get("http://" + at + path + secret)
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r.Body)
		r.Body.Close()
		if err == nil || string(b) != "half of it" {
			t.Errorf("%s: %q, %v", path, b, err)
		}
	}
	if got := log.String(); !strings.Contains(got, `"msg":"panic"`) || !strings.Contains(got, `"msg":"an answer was cut off"`) {
		t.Error(got)
	}
}

func TestMoreThanAPageTakesIsAnsweredWithAPageThatSaysHowMuch(t *testing.T) {
	s := httptest.NewServer(build(dbtest.SQLite(t), Options{}, odd(), usual))
	defer s.Close()
	parts := "--x\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\n"
	for _, x := range []struct {
		name, kind string
		body       io.Reader
		want       int
		says       string
	}{
		{"a form", "application/x-www-form-urlencoded", strings.NewReader("text=abc"), 200, "3 letters"},
		{"a form of nearly 1 MB", "application/x-www-form-urlencoded", strings.NewReader("text=" + strings.Repeat("a", 1<<20-5)), 200, "1048571 letters"},
		{"a form of more", "application/x-www-form-urlencoded", strings.NewReader("text=" + strings.Repeat("a", 1<<20)), 413, "A form is taken up to 1 MB. What you sent is larger."},
		{"one that does not say its length", "application/x-www-form-urlencoded", io.MultiReader(strings.NewReader("text=" + strings.Repeat("a", 1<<20))), 413, "This is too large"},
		{"one in parts", "multipart/form-data; boundary=x", strings.NewReader(parts + "abc\r\n--x--\r\n"), 200, "3 letters"},
		{"a large one in parts", "multipart/form-data; boundary=x", strings.NewReader(parts + strings.Repeat("a", 1<<20) + "\r\n--x--\r\n"), 413, "This is too large"},
		{"a broken one", "application/x-www-form-urlencoded", strings.NewReader("text=%zz"), 400, "arrived broken"},
		{"one in parts without an end", "multipart/form-data; boundary=x", strings.NewReader(parts + "abc"), 400, "arrived broken"},
	} {
		r, err := http.Post(s.URL+"/form/a", x.kind, x.body)
		if err != nil {
			t.Fatalf("%s: %v", x.name, err)
		}
		b, _ := io.ReadAll(r.Body)
		r.Body.Close()
		if r.StatusCode != x.want || !strings.Contains(string(b), x.says) || x.want >= 400 && strings.Count(string(b), "<h1") != 1 {
			t.Errorf("%s: %d %.300s", x.name, r.StatusCode, b)
		}
	}
	at, _, _ := run(t)
	long := dial(t, at, "GET /well/a HTTP/1.1\r\nHost: a\r\nX-Long: "+strings.Repeat("a", 40<<10)+"\r\n\r\n")
	if got := cut(t, "one with a long header", long); !strings.HasPrefix(got, "HTTP/1.1 431 ") {
		t.Errorf("a header of 40 kB: %.100q", got)
	}
}

func TestEveryLimitIsThatOfARoute(t *testing.T) {
	for pattern := range limits {
		found := false
		for _, r := range Site() {
			found = found || r.Pattern == pattern
		}
		if !found {
			t.Errorf("%s has a limit and is no route", pattern)
		}
	}
	if n := (Route{Pattern: "POST /sign-in"}).Limit(); n != 1<<20 {
		t.Errorf("a form may have %d bytes", n)
	}
}

// dial sends some bytes and returns the connection.
func dial(t *testing.T, at, text string) net.Conn {
	t.Helper()
	c, err := net.Dial("tcp", at)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	if _, err := io.WriteString(c, text); err != nil {
		t.Fatal(err)
	}
	return c
}

// cut waits until the server closes a connection, and returns what it said.
func cut(t *testing.T, name string, c net.Conn) string {
	t.Helper()
	c.SetReadDeadline(time.Now().Add(10 * time.Second))
	b, err := io.ReadAll(c)
	if wait, ok := errors.AsType[net.Error](err); ok && wait.Timeout() {
		t.Errorf("%s is not cut off", name)
	}
	return string(b)
}

func TestSlowClientsAreCutOffAndOthersAreServedMeanwhile(t *testing.T) {
	at, log, _ := run(t)
	const post = "POST /form/a HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\n"
	slow := map[string]net.Conn{
		"one that sends nothing":      dial(t, at, ""),
		"one that sends half headers": dial(t, at, "GET /well/a HTTP/1.1\r\nHost: a\r\nX-A: "),
		"one that sends half a form":  dial(t, at, post+"text=a"),
	}
	for range 5 { // one place is left, and five others use it one after the other
		r, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Get("http://" + at + "/well/a")
		if err != nil {
			t.Fatal(err)
		}
		r.Body.Close()
		if r.StatusCode != http.StatusOK {
			t.Errorf("another is answered %d", r.StatusCode)
		}
	}
	for name, c := range slow {
		said := cut(t, name, c)
		if name == "one that sends half a form" && !strings.Contains(said, "came so slowly that it was given up") {
			t.Errorf("%s: %s", name, said)
		}
	}
	reader := dial(t, at, "GET /large/a HTTP/1.1\r\nHost: a\r\n\r\n")
	time.Sleep(800 * time.Millisecond)
	if got := len(cut(t, "one that does not read", reader)); got > 100<<20 {
		t.Errorf("one that does not read got %d bytes", got)
	}
	cut(t, "a request for a page with a body that never comes", dial(t, at, "GET /well/a HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n"))
	cut(t, "one that asks nothing more", dial(t, at, "GET /well/a HTTP/1.1\r\nHost: a\r\n\r\n"))
	if strings.Contains(log.String(), "127.0.0.1") {
		t.Errorf("the log names a client: %s", log.String())
	}
}

func TestAPageThatWorksLongerThanAnyPatienceIsNotCutOff(t *testing.T) {
	at, _, _ := run(t)
	r, err := http.PostForm("http://"+at+"/long/a", url.Values{"a": {"b"}})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	if b, err := io.ReadAll(r.Body); string(b) != "done" || err != nil {
		t.Errorf("%d %q, %v", r.StatusCode, b, err)
	}
}

func TestOnlySoManyConnectionsAreOpenAtOnce(t *testing.T) {
	at, _, _ := run(t)
	for range impatient.Connections {
		dial(t, at, "")
	}
	last := dial(t, at, "GET /well/a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
	last.SetReadDeadline(time.Now().Add(100 * time.Millisecond))
	if line, err := bufio.NewReader(last).ReadString('\n'); err == nil {
		t.Errorf("one more is served at once: %s", line)
	}
	if got := cut(t, "one more", last); !strings.HasPrefix(got, "HTTP/1.1 200") {
		t.Errorf("one more is not served when others are gone: %q", got)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	full := limit(l, 1)
	dial(t, l.Addr().String(), "")
	if _, err := full.Accept(); err != nil {
		t.Fatal(err)
	}
	done := make(chan error)
	go func() { _, err := full.Accept(); done <- err }()
	full.Close()
	if err := <-done; !errors.Is(err, net.ErrClosed) {
		t.Errorf("a listener that is closed while it is full: %v", err)
	}
}

func TestNothingThatAPersonSendsIsInTheLog(t *testing.T) {
	at, log, n := run(t)
	ask := func(method, path, body string) {
		r, err := http.NewRequest(method, "http://"+at+path+"?q="+secret, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Cookie", "a="+secret)
		r.Header.Set("User-Agent", secret)
		r.Header.Set("Referer", "http://"+secret)
		r.Header.Set("X-Forwarded-For", "203.0.113.77")
		if body != "" {
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		}
		if path == "/form/foreign" {
			r.Header.Set("Sec-Fetch-Site", "cross-site")
		}
		if answer, err := http.DefaultClient.Do(r); err == nil {
			io.Copy(io.Discard, answer.Body)
			answer.Body.Close()
		}
	}
	for _, r := range odd() {
		method, path, _ := strings.Cut(r.Pattern, " ")
		body := ""
		if method == "POST" {
			body = "text=" + secret
		}
		ask(method, strings.Replace(path, "{name}", secret, 1), body)
	}
	ask("POST", "/form/foreign", "text="+secret)
	ask("POST", "/form/a", "text="+secret+strings.Repeat("a", 2<<20))
	ask("POST", "/form/a", secret+"=%zz")
	ask("GET", "/nowhere/"+secret, "")
	ask("GET", "/static/"+secret, "")
	ask(secret, "/well/a", "")
	dial(t, at, "GET /"+secret+" HTTP/9\r\n"+secret+"\r\n\r\n")
	dial(t, at, "POST /form/"+secret+" HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\ntext="+secret)
	time.Sleep(600 * time.Millisecond)
	got := log.String()
	for _, never := range []string{secret, "203.0.113.77", "127.0.0.1", "[::1]"} {
		if i := strings.Index(got, never); i >= 0 {
			t.Errorf("the log has %q: %s", never, got[max(0, i-300):min(len(got), i+100)])
		}
	}
	count := 0
	for line := range strings.Lines(got) {
		var one map[string]any
		if err := json.Unmarshal([]byte(line), &one); err != nil {
			t.Errorf("%q is no JSON: %v", line, err)
		}
		if one["msg"] != "request" {
			continue
		}
		count++
		for _, key := range []string{"method", "route", "status", "bytes", "ms", "reference"} {
			if one[key] == nil {
				t.Errorf("the line has no %s: %s", key, line)
			}
		}
		if len(one) != 9 {
			t.Errorf("the line has something else: %s", line)
		}
	}
	if count < 18 || !strings.Contains(got, `"route":"POST /form/{name}","status":413`) || !strings.Contains(got, `"method":"other","route":"/","status":404`) || !strings.Contains(got, `"status":403`) {
		t.Errorf("%d requests are logged: %s", count, got)
	}
	w := httptest.NewRecorder()
	n.Handler(dbtest.SQLite(t), "1").ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
	if strings.Contains(w.Body.String(), secret) || !strings.Contains(w.Body.String(), `northinch_requests_total{method="other",route="/",status="4xx"} 1`) {
		t.Errorf("the numbers: %s", w.Body.String())
	}
}

func TestAPageIsGivenTheAddressThatMayBeBelieved(t *testing.T) {
	trusted, err := address.ParseTrusted([]string{"127.0.0.1"})
	if err != nil {
		t.Fatal(err)
	}
	for want, o := range map[string]Options{"127.0.0.1": {}, "192.0.2.7": {Trusted: trusted}} {
		s := httptest.NewServer(build(dbtest.SQLite(t), o, odd(), usual))
		r, _ := http.NewRequest("GET", s.URL+"/well/a", nil)
		r.Header.Set("X-Forwarded-For", "203.0.113.77, 192.0.2.7")
		r.Header.Set("X-Forwarded-Proto", "https")
		answer, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		b, _ := io.ReadAll(answer.Body)
		answer.Body.Close()
		s.Close()
		if string(b) != want || (answer.Header.Get("Strict-Transport-Security") != "") != (o.Trusted != nil) {
			t.Errorf("the client is %s, want %s; %q", b, want, answer.Header.Get("Strict-Transport-Security"))
		}
	}
}

func TestWhatNetHTTPLogsHasNoAddresses(t *testing.T) {
	for in, want := range map[string]string{
		"http: TLS handshake error from 192.0.2.7:55555: EOF\n":                                             "http: TLS handshake error from (an address): EOF",
		"http: TLS handshake error from [2001:db8::1%eth0]:55555: read tcp [::1]:1->[2001:db8::1]:2: reset": "http: TLS handshake error from (an address): read tcp (an address)->(an address): reset",
		"from 2001:db8::1 and ::1: odd":                                                                     "from (an address) and (an address) odd",
		"http: Accept error: too many open files; retrying in 5ms":                                          "http: Accept error: too many open files; retrying in 5ms",
	} {
		var b bytes.Buffer
		clean{slog.New(slog.NewJSONHandler(&b, nil))}.Write([]byte(in))
		var line struct{ Msg string }
		if err := json.Unmarshal(b.Bytes(), &line); err != nil || line.Msg != want {
			t.Errorf("%q is logged as %q, want %q", in, line.Msg, want)
		}
	}
}
