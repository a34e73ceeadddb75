package web_test

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/demo"
	"github.com/northinch/northinch/internal/keyring"
	"github.com/northinch/northinch/internal/web"
)

// keys is a new folder of keys.
func keys(t testing.TB) *keyring.Ring {
	t.Helper()
	ring, err := keyring.Create(filepath.Join(t.TempDir(), "keys"))
	if err != nil {
		t.Fatal(err)
	}
	return ring
}

// live is a server over a database whose clock is that of the machine, as is the
// clock of a proof of who one is, and what it logs.
func live(t testing.TB, address string) (*httptest.Server, *db.DB, *bytes.Buffer) {
	t.Helper()
	d, err := db.Open(context.Background(), address, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	ring := keys(t)
	if err := demo.MadeUp(context.Background(), d, ring, access.Command("test"), func(string) {}); err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	s := httptest.NewServer(web.New(d, web.Options{Development: true, Keys: ring, Log: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))}))
	t.Cleanup(s.Close)
	return s, d, &log
}

func eachLive(t *testing.T, f func(t *testing.T, s *httptest.Server, log *bytes.Buffer)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { s, _, log := live(t, filepath.Join(t.TempDir(), "test.db")); f(t, s, log) })
	t.Run("postgres", func(t *testing.T) { s, _, log := live(t, dbtest.Postgres(t)); f(t, s, log) })
}

const carnbrae = "/inspections/made-up-second/made-up-carnbrae"

var ofConcern = regexp.MustCompile(`/concerns/[A-Z2-7]{5}-[A-Z2-7]{5}`)

// at posts a form and says where it leads.
func at(t testing.TB, c *http.Client, address string, form url.Values) (int, string) {
	t.Helper()
	r, err := c.PostForm(address, form)
	if err != nil {
		t.Fatal(err)
	}
	r.Body.Close()
	return r.StatusCode, r.Header.Get("Location")
}

func TestAConcernIsRaisedAnsweredAndClosedOnThePages(t *testing.T) {
	eachLive(t, func(t *testing.T, s *httptest.Server, log *bytes.Buffer) {
		reader := client(t, s, "reader")
		status, body := get(t, reader, s.URL+"/concerns/new")
		if status != http.StatusOK || strings.Contains(body, `name="inspection"`) || strings.Count(body, "<textarea") != 2 || !strings.Contains(body, "Carnbrae") {
			t.Errorf("somebody on one inspection is asked more than two things: %d", status)
		}
		status, to := at(t, reader, s.URL+"/concerns/new", url.Values{"words": {"Canaryword <b>&\"'"}, "identity": {"Canaryname {{.}}"}})
		if status != http.StatusSeeOther || !strings.HasSuffix(to, "/raised") {
			t.Fatalf("%d %s", status, to)
		}
		one := ofConcern.FindString(to)
		if status, body := get(t, reader, s.URL+to); status != http.StatusOK || !strings.Contains(body, strings.TrimPrefix(one, "/concerns/")) || !strings.Contains(body, "own default") || strings.Contains(body, "Canary") {
			t.Errorf("the page after raising: %d", status)
		}
		for _, path := range []string{one, "/concerns", one + "/steps/acknowledged", one + "/identity", one + "/access"} {
			if status, _ := get(t, reader, s.URL+path); status != http.StatusNotFound {
				t.Errorf("who raised it gets %d at %s", status, path)
			}
		}
		lead := client(t, s, "lead")
		if _, body := get(t, lead, s.URL+"/concerns"); !strings.Contains(body, one) || strings.Contains(body, "Canary") || strings.Contains(body, "Zebrafinch") || !strings.Contains(body, " late: to be ") {
			t.Error("the register does not list it, or shows what is sealed, or nothing is late")
		}
		status, body = get(t, lead, s.URL+one)
		if status != http.StatusOK || !strings.Contains(body, "Canaryword &lt;b&gt;&amp;&#34;&#39;") || strings.Contains(body, "Canaryname") || !strings.Contains(body, "own default") {
			t.Errorf("the page of the concern: %d", status)
		}
		// the steps
		if status, body := post(t, lead, s.URL+one+"/steps/acknowledged", url.Values{"version": {"1"}, "note": {"Canarynote"}}); status != http.StatusSeeOther {
			t.Fatalf("%d %s", status, body)
		}
		status, body = post(t, lead, s.URL+one+"/steps/acknowledged", url.Values{"version": {"1"}, "note": {"Typed at the same time"}})
		if status != http.StatusConflict || !strings.Contains(body, "Typed at the same time") {
			t.Errorf("the second to save: %d", status)
		}
		status, body = post(t, lead, s.URL+one+"/steps/decided-to-pass-on", url.Values{"version": {"2"}})
		if status != http.StatusUnprocessableEntity || !strings.Contains(body, `href="#reason"`) {
			t.Errorf("without a reason: %d", status)
		}
		post(t, lead, s.URL+one+"/steps/decided-to-pass-on", url.Values{"version": {"2"}, "reason": {"A reason"}})
		status, body = post(t, lead, s.URL+one+"/steps/passed-on", url.Values{"version": {"3"}, "to": {"The named lead"}, "on-day": {"31"}, "on-month": {"2"}, "on-year": {"2026"}, "note": {"Typed words"}})
		if status != http.StatusUnprocessableEntity || !strings.Contains(body, `href="#on-day"`) || !strings.Contains(body, "Typed words") || !strings.Contains(body, `value="The named lead"`) {
			t.Errorf("a day that cannot be: %d", status)
		}
		for _, path := range []string{one + "/steps/closed", one + "/steps/nothing", one + "/steps/raised"} {
			if status, _ := get(t, lead, s.URL+path); status != http.StatusNotFound {
				t.Errorf("%s: %d", path, status)
			}
		}
		if got := log.String(); strings.Contains(got, "Canary") || strings.Contains(got, one[10:]) || !strings.Contains(got, "concerns/{concern}") {
			t.Error("the log of the server holds what was typed, or which concern it is, or nothing")
		}
	})
}

func TestWhoIsAtRiskIsShownOnceForAReason(t *testing.T) {
	eachLive(t, func(t *testing.T, s *httptest.Server, log *bytes.Buffer) {
		_, to := at(t, client(t, s, "reader"), s.URL+carnbrae+"/concerns/new", url.Values{"words": {"Seen"}, "identity": {"Canaryname <i>"}})
		one := ofConcern.FindString(to)
		lead := client(t, s, "lead")
		if status, body := get(t, lead, s.URL+one+"/identity"); status != http.StatusOK || strings.Contains(body, "Canaryname") {
			t.Errorf("the form: %d", status)
		}
		if status, body := post(t, lead, s.URL+one+"/identity", url.Values{"reason": {" "}}); status != http.StatusUnprocessableEntity || strings.Contains(body, "Canaryname") || !strings.Contains(body, "Enter why") {
			t.Errorf("without a reason: %d", status)
		}
		r, err := lead.PostForm(s.URL+one+"/identity", url.Values{"reason": {"Canaryreason"}})
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		b.ReadFrom(r.Body)
		r.Body.Close()
		if r.StatusCode != http.StatusOK || !strings.Contains(b.String(), "Canaryname &lt;i&gt;") || r.Header.Get("Cache-Control") != "no-store" || r.Header.Get("Location") != "" {
			t.Errorf("%d %v", r.StatusCode, r.Header)
		}
		if _, body := get(t, lead, s.URL+one); strings.Contains(body, "Canaryname") || !strings.Contains(body, "Canaryreason") {
			t.Error("the page of the concern shows who it is, or not who was told")
		}
		for _, who := range []string{"inspector", "reader", "manager", "operator", "panel", "observer"} {
			c := client(t, s, who)
			if status, body := post(t, c, s.URL+one+"/identity", url.Values{"reason": {"I want to know"}}); status != http.StatusNotFound || strings.Contains(body, "Canaryname") {
				t.Errorf("%s: %d", who, status)
			}
		}
		if strings.Contains(log.String(), "Canary") {
			t.Error("the log of the server says who it is")
		}
		// who could, and who did
		for _, who := range []string{"lead", "service-manager", "manager", "operator"} {
			status, body := get(t, client(t, s, who), s.URL+one+"/access")
			if status != http.StatusOK || !regexp.MustCompile(`(?s)Lewis Fyne \(made up\).{0,80}be shown who is at risk`).MatchString(body) || !strings.Contains(body, "was shown who is at risk") || strings.Contains(body, "Canary") {
				t.Errorf("%s: %d", who, status)
			}
		}
		if _, body := get(t, lead, s.URL+one+"/access"); !regexp.MustCompile(`(?s)Rona Skerry \(made up\).{0,80}asked who could see it`).MatchString(body) {
			t.Error("that the operator asked is not on record")
		}
		for _, who := range []string{"reader", "inspector", "panel"} {
			if status, _ := get(t, client(t, s, who), s.URL+one+"/access"); status != http.StatusNotFound {
				t.Errorf("%s: %d", who, status)
			}
		}
	})
}

func TestAProofOfWhoOneIsThatIsOldIsNotEnoughForAName(t *testing.T) {
	dbtest.EachAt(t, func(t *testing.T, d *db.DB, at *time.Time) { oldProof(t, site(t, d), at) })
}

func oldProof(t *testing.T, s *httptest.Server, at *time.Time) {
	lead := client(t, s, "lead")
	*at = dbtest.Now.Add(11 * time.Minute)
	_, body := get(t, lead, s.URL+"/concerns")
	for _, one := range ofConcern.FindAllString(body, -1) {
		if _, page := get(t, lead, s.URL+one); !strings.Contains(page, one+"/identity") {
			continue
		}
		r, err := lead.Get(s.URL + one + "/identity")
		if err != nil {
			t.Fatal(err)
		}
		r.Body.Close()
		if r.StatusCode != http.StatusSeeOther || !strings.HasPrefix(r.Header.Get("Location"), "/sign-in/again?back=") {
			t.Errorf("%d %s", r.StatusCode, r.Header.Get("Location"))
		}
		status, body := post(t, lead, s.URL+one+"/identity", url.Values{"reason": {"Typed reason"}})
		if status != http.StatusForbidden || strings.Contains(body, "Zebrafinch") || !strings.Contains(body, "Typed reason") {
			t.Errorf("%d", status)
		}
		return
	}
	t.Error("no made-up concern names anybody")
}

func TestARaisedConcernKeepsWhatWasTypedUntilItIsSaved(t *testing.T) {
	s := site(t, dbtest.SQLite(t))
	manager := client(t, s, "manager") // of several inspections
	status, body := get(t, manager, s.URL+"/concerns/new")
	if status != http.StatusOK || !strings.Contains(body, `name="inspection"`) {
		t.Errorf("somebody on several inspections is not asked which: %d", status)
	}
	if strings.Contains(body, "data-keep") || !strings.Contains(body, `autocomplete="off"`) || !strings.Contains(body, `spellcheck="false"`) {
		t.Error("the browser may keep what is typed")
	}
	form := url.Values{"words": {"Typed words"}, "identity": {"Typed name"}}
	status, body = post(t, manager, s.URL+"/concerns/new", form)
	if status != http.StatusUnprocessableEntity || !strings.Contains(body, "Typed words") || !strings.Contains(body, "Typed name") || !strings.Contains(body, `href="#inspection"`) {
		t.Errorf("without an inspection: %d", status)
	}
	form.Set("inspection", "made-up-second/made-up-carnbrae")
	form.Set("words", "")
	if status, body = post(t, manager, s.URL+"/concerns/new", form); status != http.StatusUnprocessableEntity || !strings.Contains(body, "Typed name") || !strings.Contains(body, `href="#words"`) || !strings.Contains(body, `value="made-up-second/made-up-carnbrae" selected`) {
		t.Errorf("without words: %d", status)
	}
	form.Set("words", "Typed words")
	if status, to := at(t, manager, s.URL+"/concerns/new", form); status != http.StatusSeeOther {
		t.Errorf("%d %s", status, to)
	}
	// an ended session loses nothing either
	if status, body := post(t, client(t, s, ""), s.URL+"/concerns/new", url.Values{"words": {"Typed words"}}); status != http.StatusForbidden || !strings.Contains(body, "Typed words") {
		t.Errorf("signed out: %d", status)
	}
}

func TestWhoMayRaiseAConcernIsLedThereFromEveryPage(t *testing.T) {
	s := site(t, dbtest.SQLite(t))
	for who, want := range map[string][2]bool{"": {}, "analyst": {}, "operator": {}, "reader": {true, false}, "manager": {true, false}, "lead": {true, true}, "depute": {true, true}, "service-manager": {true, true}} {
		c := client(t, s, who)
		_, body := get(t, c, s.URL+"/methods")
		if got := [2]bool{strings.Contains(body, `href="/concerns/new"`), strings.Contains(body, `href="/concerns"`)}; got != want {
			t.Errorf("%q: %v, want %v", who, got, want)
		}
		status, _ := get(t, c, s.URL+"/concerns/new")
		if want[0] != (status == http.StatusOK) {
			t.Errorf("%q: the form answers %d", who, status)
		}
		if status, _ := get(t, c, s.URL+carnbrae+"/concerns/new"); want[0] != (status == http.StatusOK) {
			t.Errorf("%q: the form of the inspection answers %d", who, status)
		}
	}
	if status, _ := get(t, client(t, s, "lead"), s.URL+open+"/concerns/new"); status != http.StatusForbidden {
		t.Errorf("the form of another inspection answers %d", status)
	}
}

func TestTheProgrammeSaysHowManyConcernsAreOpenAndNothingMore(t *testing.T) {
	s := site(t, dbtest.SQLite(t))
	for who, want := range map[string]bool{"": false, "inspector": false, "lead": false, "analyst": false, "manager": true, "operator": true, "service-manager": true} {
		_, body := get(t, client(t, s, who), s.URL+"/programmes/made-up-second")
		if strings.Contains(body, "5 matters of concern are open, 1 of them late.") != want || ofConcern.MatchString(body) {
			t.Errorf("%q: want %v", who, want)
		}
	}
}

func TestAConcernWhoseInspectionWasDestroyedIsNotLostOnTheWay(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ring := keys(t)
		if err := demo.MadeUp(t.Context(), d, ring, access.Command("test"), func(string) {}); err != nil {
			t.Fatal(err)
		}
		s := httptest.NewServer(web.New(d, web.Options{Development: true, Keys: ring}))
		defer s.Close()
		dbtest.Write(t, d, func(tx *db.Tx) error {
			return ring.MarkDestroyed(tx, everyRole, keyring.OfInspection("made-up-second/made-up-carnbrae"))
		})
		status, body := post(t, client(t, s, "associate"), s.URL+carnbrae+"/concerns/new", url.Values{"words": {"Made up and typed."}})
		if status != http.StatusUnprocessableEntity || !strings.Contains(body, "Made up and typed.") || !strings.Contains(body, "were destroyed, because their time was over") {
			t.Errorf("%d", status)
		}
	})
}

func TestAServerWithAnotherKeyShowsNothingOfAConcern(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := site(t, d)
		lead := client(t, s, "lead")
		_, body := get(t, lead, s.URL+"/concerns")
		one := ofConcern.FindString(body)
		other := httptest.NewServer(web.New(d, web.Options{Development: true, Keys: keys(t)}))
		defer other.Close()
		c := client(t, other, "lead")
		if status, body := get(t, c, other.URL+one); status != http.StatusServiceUnavailable || !strings.Contains(body, "cannot be shown at the moment") || strings.Contains(body, "Made up: a") {
			t.Errorf("%d", status)
		}
		if status, body := post(t, c, other.URL+"/inspections/made-up-second/made-up-carnbrae/concerns/new", url.Values{"words": {"x"}}); status != http.StatusServiceUnavailable || !strings.Contains(body, "cannot be saved at the moment") {
			t.Errorf("%d", status)
		}
	})
}
