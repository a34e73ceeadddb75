package web_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/web/webtest"
)

// ended plants a session of a made-up person that ended long ago.
func ended(t *testing.T, d *db.DB) {
	t.Helper()
	q := db.Queries[struct{ Plant db.Query }](`-- name: Plant
INSERT INTO session (secret, person, method, made_at, seen_at, fresh_at, ends_at, ended_at)
SELECT 'planted', id, 'password', '2010-01-01T00:00:00.000Z', '2010-01-01T00:00:00.000Z', '2010-01-01T00:00:00.000Z', '2010-01-01T00:00:00.000Z', '' FROM person WHERE email LIKE 'reader@%'`)
	dbtest.Write(t, d, func(tx *db.Tx) error {
		n, err := tx.Exec(q.Plant)
		tx.Audited()
		if n != 1 {
			t.Fatalf("%d planted", n)
		}
		return err
	})
}

func TestWhatIsDueIsListedAndDestroyedAfterItsNumberIsTyped(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := site(t, d)
		c := client(t, s, "operator")
		if _, body := get(t, c, s.URL+"/retention/run"); !strings.Contains(body, "Nothing is due today") {
			t.Error("something is due")
		}
		ended(t, d)
		status, body := get(t, c, s.URL+"/retention")
		for _, want := range []string{"1 of ", "is due", "SSI 2011/183 regulation 9", "Nothing has been destroyed yet", "stays: may still sign in"} {
			if status != http.StatusOK || !strings.Contains(body, want) {
				t.Errorf("%d, the page does not say %q", status, want)
			}
		}
		if status, body := post(t, c, s.URL+"/retention/run", url.Values{"number": {"7"}}); status != http.StatusUnprocessableEntity || !strings.Contains(body, "Type 1, the number of subjects") {
			t.Errorf("another number: %d", status)
		}
		status, to := at(t, c, s.URL+"/retention/run", url.Values{"number": {"1"}})
		if status != http.StatusSeeOther || !regexp.MustCompile(`^/retention/certificates/[0-9a-f-]+\?done=destroyed$`).MatchString(to) {
			t.Fatalf("%d %s", status, to)
		}
		if _, body := get(t, c, s.URL+to); !strings.Contains(body, "1 row about 1 subject") || !strings.Contains(body, "names this hash") || strings.Contains(body, "not finished") {
			t.Error("the certificate does not say what was destroyed")
		}
		if _, body := get(t, c, s.URL+"/retention"); !strings.Contains(body, "/retention/certificates/") {
			t.Error("the list does not name the certificate")
		}
	})
}

func TestAHoldIsPlacedAndReleasedOnPages(t *testing.T) {
	d := dbtest.SQLite(t)
	s := site(t, d)
	c := client(t, s, "lead") // of one inspection
	if status, body := post(t, c, s.URL+"/retention/holds/new", url.Values{"subject": {"made-up-second/made-up-torbrae"}, "reason": {"Typed words"}}); status != http.StatusUnprocessableEntity || !strings.Contains(body, "There is no inspection or person") || !strings.Contains(body, "Typed words") {
		t.Errorf("on another inspection: %d", status)
	}
	form := url.Values{"subject": {"made-up-second/made-up-carnbrae"}}
	if status, body := post(t, c, s.URL+"/retention/holds/new", form); status != http.StatusUnprocessableEntity || !strings.Contains(body, "Enter the reason") {
		t.Errorf("without a reason: %d", status)
	}
	form.Set("reason", "A court has asked.")
	if status, body := post(t, c, s.URL+"/retention/holds/new", form); status != http.StatusSeeOther {
		t.Fatalf("%d %s", status, body)
	}
	_, body := get(t, c, s.URL+"/retention")
	hold := link(body, `/retention/holds/h[0-9a-f]+`)
	if hold == "" || !strings.Contains(body, "A court has asked.") {
		t.Fatal("the hold is not on the list")
	}
	if status, _ := get(t, client(t, s, "analyst"), s.URL+hold); status != http.StatusNotFound {
		t.Errorf("an analyst: %d", status)
	}
	if status, _ := post(t, c, s.URL+hold, url.Values{"reason": {""}}); status != http.StatusUnprocessableEntity {
		t.Errorf("a release without a reason: %d", status)
	}
	if status, _ := post(t, c, s.URL+hold, url.Values{"reason": {"The court is done."}}); status != http.StatusSeeOther {
		t.Errorf("the release: %d", status)
	}
	if _, body := get(t, c, s.URL+hold); !strings.Contains(body, "The court is done.") || strings.Contains(body, "<form class=\"ni-form\"") {
		t.Error("the hold is not released")
	}
}

func TestTheDaysThatTheTimeCountsFromAreSavedOnceAndTheSecondToSaveIsTold(t *testing.T) {
	s := site(t, dbtest.SQLite(t))
	c := client(t, s, "lead")
	day := func(version, day, month, year string) url.Values {
		return url.Values{"version": {version}, "submitted-day": {day}, "submitted-month": {month}, "submitted-year": {year}}
	}
	for _, x := range []struct {
		name   string
		form   url.Values
		status int
		want   string
	}{
		{"a day that does not exist", day("  ", "31", "2", "2012"), http.StatusUnprocessableEntity, "Enter a day that exists"},
		{"a day to come", day("  ", "1", "1", "2050"), http.StatusUnprocessableEntity, "in the future"},
		{"a form that is none", day("x", "1", "1", "2012"), http.StatusBadRequest, "cannot be read"},
		{"a day", day("  ", "27", "3", "2012"), http.StatusSeeOther, ""},
		{"by somebody who saw none", day("  ", "28", "3", "2012"), http.StatusConflict, "2012-03-28"},
		{"a correction", day("2012-03-27  ", "28", "3", "2012"), http.StatusSeeOther, ""},
	} {
		if status, body := post(t, c, s.URL+carnbrae+"/retention", x.form); status != x.status || !strings.Contains(body, x.want) {
			t.Errorf("%s: %d, want %d and %q", x.name, status, x.status, x.want)
		}
	}
	if _, body := get(t, c, s.URL+carnbrae+"/retention"); !strings.Contains(body, `value="28"`) {
		t.Error("the day is not in the form")
	}
}

func TestRetentionIsNotFoundForThoseWhoMayNotSeeIt(t *testing.T) {
	s := site(t, dbtest.SQLite(t))
	for _, x := range []struct {
		person, path string
		want         int
	}{
		{"", "/retention", http.StatusSeeOther}, {"analyst", "/retention", http.StatusNotFound}, {"inspector", "/retention", http.StatusNotFound},
		{"lead", "/retention", http.StatusOK}, {"depute", "/retention", http.StatusOK}, {"manager", "/retention", http.StatusOK},
		{"depute", "/retention/holds/new", http.StatusNotFound}, {"lead", "/retention/run", http.StatusNotFound}, {"manager", "/retention/run", http.StatusOK},
		{"analyst", carnbrae + "/retention", http.StatusNotFound}, {"lead", open + "/retention", http.StatusNotFound}, {"depute", carnbrae + "/retention", http.StatusOK},
		{"manager", "/retention/certificates/none", http.StatusNotFound}, {"manager", "/retention/holds/none", http.StatusNotFound},
	} {
		if status, _ := get(t, client(t, s, x.person), s.URL+x.path); status != x.want {
			t.Errorf("%s at %s: %d, want %d", x.person, x.path, status, x.want)
		}
	}
	if status, _ := post(t, client(t, s, "depute"), s.URL+carnbrae+"/retention", url.Values{"version": {"  "}}); status != http.StatusNotFound {
		t.Errorf("a depute, who only sees, saves: %d", status)
	}
}

func TestThePagesOfRetentionHaveNoBarrier(t *testing.T) {
	w := webtest.Browser(t)
	d := dbtest.SQLite(t)
	s := site(t, d)
	ended(t, d)
	w.Open(s.URL+"/sign-in/development", webtest.Wide)
	w.Click("input[value=operator]")
	w.Follow("main button")
	for name, path := range map[string]string{"retention": "/retention", "retention-hold": "/retention/holds/new", "retention-days": carnbrae + "/retention", "retention-run": "/retention/run"} {
		w.Check(s.URL+path, name)
	}
	w.Open(s.URL+"/retention/holds/new", webtest.Wide)
	webtest.Eval[string](w, `document.querySelector('#subject').value = 'made-up-second/made-up-carnbrae'`)
	w.Type("#reason", "A court has asked.")
	w.Follow("main form button")
	w.Follow("#holds a")
	w.Check(s.URL+webtest.Eval[string](w, "location.pathname"), "retention-release")
	w.Open(s.URL+"/retention/run", webtest.Wide)
	w.Type("#number", "1")
	w.Follow("main form button")
	w.Check(s.URL+webtest.Eval[string](w, "location.pathname"), "retention-certificate")
	if !strings.Contains(w.Text("main"), "1 row about 1 subject") {
		t.Error("the certificate is not shown")
	}
}
