package web_test

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/web"
)

const open = "/inspections/made-up-second/made-up-torbrae" // at moderation

func post(t testing.TB, c *http.Client, address string, form url.Values) (int, string) {
	t.Helper()
	r, err := c.PostForm(address, form)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	b, _ := io.ReadAll(r.Body)
	return r.StatusCode, string(b)
}

func TestAGradeIsSavedOnceAndTheSecondToSaveIsTold(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := site(t, d)
		c := client(t, s, "manager")
		form := url.Values{"version": {"1"}, "mark": {"5"}, "reason": {"The panel saw more evidence."}}
		if status, body := post(t, c, s.URL+open+"/grades/needs-met", form); status != http.StatusSeeOther {
			t.Fatalf("%d %s", status, body)
		}
		if _, body := get(t, c, s.URL+open); !strings.Contains(body, "The panel saw more evidence.") {
			t.Error("the grade and its reason are not on the page of the inspection")
		}
		status, body := post(t, c, s.URL+open+"/grades/needs-met", url.Values{"version": {"1"}, "mark": {"2"}, "reason": {"Typed at the same time."}})
		if status != http.StatusConflict || !strings.Contains(body, "Typed at the same time.") {
			t.Errorf("the second to save: %d; what was typed is shown: %v", status, strings.Contains(body, "Typed at the same time."))
		}
	})
}

func TestAFormThatCannotBeSavedIsShownAgainWithWhatWasTyped(t *testing.T) {
	s := site(t, dbtest.SQLite(t))
	c := client(t, s, "manager")
	for _, x := range []struct {
		name, path string
		form       url.Values
		want       []string
	}{
		{"no grade", open + "/grades/needs-met", url.Values{"version": {"1"}, "reason": {"Typed words"}}, []string{"Select a grade", "Typed words", `href="#mark"`}},
		{"a grade that is none", open + "/grades/needs-met", url.Values{"version": {"1"}, "mark": {"7"}}, []string{"Select a grade"}},
		{"a change without a reason", open + "/grades/needs-met", url.Values{"version": {"1"}, "mark": {"6"}}, []string{"Enter the reason for the change", `href="#reason"`}},
		{"a day that cannot be", open + "/stage", url.Values{"version": {"5"}, "stage": {"factual accuracy"}, "on-day": {"31"}, "on-month": {"2"}, "on-year": {"2025"}}, []string{"Enter a day that exists", `value="31"`}},
		{"a stage that cannot be", open + "/stage", url.Values{"version": {"5"}, "stage": {"closed"}, "on-day": {"1"}, "on-month": {"2"}, "on-year": {"2026"}}, []string{"cannot go from moderation to closed"}},
	} {
		status, body := post(t, c, s.URL+x.path, x.form)
		if status != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d", x.name, status)
		}
		for _, want := range x.want {
			if !strings.Contains(body, want) {
				t.Errorf("%s: the page does not have %q", x.name, want)
			}
		}
	}
}

func TestAnInspectionIsMovedAndItsGradesThenShowInTheOverview(t *testing.T) {
	s := site(t, dbtest.SQLite(t))
	c := client(t, s, "manager")
	if _, body := get(t, c, s.URL+"/programmes/made-up-second"); !strings.Contains(body, "27 of 32 areas are published") {
		t.Fatal("the first sentence is another")
	}
	for i, stage := range []string{"factual accuracy", "published"} {
		form := url.Values{"version": {string(rune('5' + i))}, "stage": {stage}, "on-day": {"1"}, "on-month": {"3"}, "on-year": {"2026"}}
		if status, body := post(t, c, s.URL+open+"/stage", form); status != http.StatusSeeOther {
			t.Fatalf("%s: %d %s", stage, status, body)
		}
	}
	if _, body := get(t, c, s.URL+"/programmes/made-up-second"); !strings.Contains(body, "28 of 32 areas are published") {
		t.Error("the overview does not count the inspection that was published")
	}
}

func TestAnInspectionIsScheduledOnceForAnArea(t *testing.T) {
	s := site(t, dbtest.SQLite(t))
	c := client(t, s, "manager")
	address := s.URL + "/programmes/scotland-2009-12/schedule"
	if status, body := post(t, c, address, url.Values{"area": {"fife"}}); status != http.StatusSeeOther {
		t.Fatalf("%d %s", status, body)
	}
	if status, _ := get(t, c, s.URL+"/inspections/scotland-2009-12/fife"); status != http.StatusOK {
		t.Errorf("the page of the inspection: %d", status)
	}
	if _, body := get(t, c, address); strings.Contains(body, `value="fife"`) {
		t.Error("an area that has an inspection can be chosen again")
	}
	if status, body := post(t, c, address, url.Values{"area": {"fife"}}); status != http.StatusUnprocessableEntity || !strings.Contains(body, "Select an area") {
		t.Errorf("scheduling it again: %d", status)
	}
}

func TestWhoMayDoWhatHoldsOnEveryForm(t *testing.T) {
	s := site(t, dbtest.SQLite(t))
	own := "/inspections/made-up-second/made-up-carnbrae"
	for _, x := range []struct {
		person, path string
		get, post    int
	}{
		{"", open + "/stage", http.StatusSeeOther, http.StatusForbidden}, // to the sign-in
		{"", open + "/grades/needs-met", http.StatusSeeOther, http.StatusForbidden},
		{"", "/programmes/scotland-2009-12/schedule", http.StatusSeeOther, http.StatusForbidden},
		{"analyst", "/programmes/scotland-2009-12/schedule", http.StatusForbidden, http.StatusForbidden},
		{"manager", "/programmes/scotland-2009-12/schedule", http.StatusOK, http.StatusUnprocessableEntity},
		{"", "/programmes/made-up-second/import", http.StatusSeeOther, http.StatusForbidden},
		{"analyst", open + "/stage", http.StatusForbidden, http.StatusForbidden},
		{"analyst", open + "/grades/needs-met", http.StatusForbidden, http.StatusForbidden},
		{"analyst", "/programmes/made-up-second/import", http.StatusOK, http.StatusUnprocessableEntity},
		{"lead", open + "/stage", http.StatusForbidden, http.StatusForbidden}, // another area
		{"lead", open + "/grades/needs-met", http.StatusForbidden, http.StatusForbidden},
		{"lead", own + "/grades/needs-met", http.StatusOK, http.StatusUnprocessableEntity},
		{"lead", "/programmes/made-up-second/import", http.StatusForbidden, http.StatusForbidden},
		{"manager", open + "/stage", http.StatusOK, http.StatusConflict},
		{"manager", "/inspections/made-up-second/nowhere/stage", http.StatusNotFound, http.StatusNotFound},
	} {
		c := client(t, s, x.person)
		if status, _ := get(t, c, s.URL+x.path); status != x.get {
			t.Errorf("%q GET %s: %d, want %d", x.person, x.path, status, x.get)
		}
		if status, _ := post(t, c, s.URL+x.path, url.Values{}); status != x.post {
			t.Errorf("%q POST %s: %d, want %d", x.person, x.path, status, x.post)
		}
	}
}

func TestGradesThatAreNotPublishedAreForThoseWhoWorkOnThem(t *testing.T) {
	s := site(t, dbtest.SQLite(t))
	for person, sees := range map[string]bool{"": false, "analyst": false, "lead": false, "manager": true} {
		_, body := get(t, client(t, s, person), s.URL+open)
		if got := !strings.Contains(body, "not published yet"); got != sees {
			t.Errorf("%q sees the grades: %v, want %v", person, got, sees)
		}
	}
}

func TestWhoGaveAGradeAndWhyIsNotForThePublic(t *testing.T) {
	s := site(t, dbtest.SQLite(t))
	page := s.URL + "/inspections/made-up-second/made-up-carnbrae"
	for person, sees := range map[string]bool{"": false, "analyst": false, "lead": true, "manager": true} {
		if _, body := get(t, client(t, s, person), page); strings.Contains(body, "command line") != sees {
			t.Errorf("%q sees who gave the grades: %v, want %v", person, !sees, sees)
		}
	}
}

func TestAFormFromAnotherSiteIsRefused(t *testing.T) {
	s := site(t, dbtest.SQLite(t))
	c := client(t, s, "manager")
	r, _ := http.NewRequest("POST", s.URL+open+"/stage", strings.NewReader("stage=published"))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	answer, err := c.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	if answer.StatusCode != http.StatusForbidden {
		t.Errorf("a form from another site: %d", answer.StatusCode)
	}
}

func TestTheSignInLeadsNowhereElse(t *testing.T) {
	s := site(t, dbtest.SQLite(t))
	c := client(t, s, "")
	for back, want := range map[string]string{"/areas": "/areas?done=sign-in", "//elsewhere.example": "/?done=sign-in", "https://elsewhere.example": "/?done=sign-in", `/\elsewhere.example`: "/?done=sign-in"} {
		r, err := c.PostForm(s.URL+"/sign-in", url.Values{"person": {"lead"}, "back": {back}})
		if err != nil {
			t.Fatal(err)
		}
		r.Body.Close()
		if got := r.Header.Get("Location"); got != want {
			t.Errorf("back to %q leads to %q, want %q", back, got, want)
		}
	}
}

func TestWithoutTheDevelopmentSignInNobodyIsSomebodyMadeUp(t *testing.T) {
	d := dbtest.SQLite(t)
	development := site(t, d)
	before := client(t, development, "manager") // a session that the sign-in for development began
	s := httptest.NewServer(web.New(d, web.Options{}))
	defer s.Close()
	c := client(t, s, "")
	if status, body := post(t, c, s.URL+"/sign-in", url.Values{"person": {"manager"}}); status != http.StatusUnprocessableEntity || strings.Contains(body, "Ailsa") {
		t.Errorf("signing in: %d", status)
	}
	if status, _ := get(t, c, s.URL+"/sign-in/development"); status != http.StatusNotFound {
		t.Errorf("the page of the sign-in for development: %d", status)
	}
	for name, c := range map[string]*http.Client{"after a sign-in that was refused": c, "with a session for development": before} {
		if _, body := get(t, c, s.URL+"/"); strings.Contains(body, "Signed in as") {
			t.Errorf("%s somebody is signed in", name)
		}
	}
}

// upload sends a file through the import form.
func upload(t testing.TB, c *http.Client, address, profile, name, content string) *http.Response {
	t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	m.WriteField("profile", profile)
	f, _ := m.CreateFormFile("file", name)
	io.WriteString(f, content)
	m.Close()
	r, err := c.Post(address, m.FormDataContentType(), &b)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestAFileIsImportedThroughThePageAndItsAccountIsShown(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := site(t, d)
		c := client(t, s, "analyst")
		address := s.URL + "/programmes/england-ilacs/import"
		head := "local_authority,publication_date,inspection_start_date,inspection_end_date,overall_effectiveness_grade,impact_of_leaders_grade,help_and_protection_grade,in_care_grade,care_leavers_grade\n"
		r := upload(t, c, address, "england-ilacs", "new.csv", head+"norfolk,01/08/26,,,good,good,splendid,good,good\n")
		r.Body.Close()
		if r.StatusCode != http.StatusSeeOther {
			t.Fatalf("%d", r.StatusCode)
		}
		_, body := get(t, c, s.URL+r.Header.Get("Location"))
		if !strings.Contains(body, "“splendid” is no grade of the profile") || !strings.Contains(body, "1 rows were read") {
			t.Error("the account does not name the doubtful cell")
		}
		for name, x := range map[string]struct{ profile, content, want string }{
			"a path as profile":   {"/etc/passwd", head, "Select how the file is to be read"},
			"a missing column":    {"england-ilacs", "place,grade\nnorfolk,good\n", "names a column “local_authority”"},
			"a file with no text": {"england-ilacs", "\x89PNG\x0d\x0a\x1a\x0a\x00\x00", ""},
		} {
			r := upload(t, c, address, x.profile, "bad.csv", x.content)
			b, _ := io.ReadAll(r.Body)
			r.Body.Close()
			if r.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(string(b), x.want) {
				t.Errorf("%s: %d, and the page has %q: %v", name, r.StatusCode, x.want, strings.Contains(string(b), x.want))
			}
		}
	})
}

func TestAnImportThatWasMadeBeforeSaysSo(t *testing.T) {
	s := site(t, dbtest.SQLite(t))
	c := client(t, s, "analyst")
	head := "local_authority,publication_date,inspection_start_date,inspection_end_date,overall_effectiveness_grade,impact_of_leaders_grade,help_and_protection_grade,in_care_grade,care_leavers_grade\n"
	for _, want := range []string{"The file was imported.", "nothing was changed"} {
		r := upload(t, c, s.URL+"/programmes/england-ilacs/import", "england-ilacs", "n\xffew.csv", head+"norfolk,01/08/26,,,good,good,good,good,good\n")
		r.Body.Close()
		if _, body := get(t, c, s.URL+r.Header.Get("Location")); !strings.Contains(body, want) {
			t.Errorf("%d: the page does not say %q", r.StatusCode, want)
		}
	}
}

func TestAddressesWithBytesThatAreNoTextAreNotFound(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := site(t, d)
		c := client(t, s, "manager")
		for _, path := range []string{"/programmes/%ff", "/areas/a%00b", "/readings/%ff", "/programmes/made-up-second/where/%ff", "/inspections/a/%00/stage"} {
			if status, _ := get(t, c, s.URL+path); status != http.StatusNotFound {
				t.Errorf("%s: %d", path, status)
			}
		}
		status, _ := post(t, c, s.URL+open+"/grades/needs-met", url.Values{"version": {"1"}, "mark": {"5"}, "reason": {"a\x00b"}})
		if status >= 500 {
			t.Errorf("a NUL in a form: %d", status)
		}
	})
}
