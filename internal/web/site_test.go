package web_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/demo"
	"github.com/northinch/northinch/internal/web"
	"github.com/northinch/northinch/internal/web/static"
	"github.com/northinch/northinch/internal/web/webtest"
)

// site is a server over a database with the demonstration in it.
func site(t testing.TB, d *db.DB) *httptest.Server {
	t.Helper()
	ring := keys(t)
	if err := demo.Fill(context.Background(), d, ring, access.Command("test"), func(string) {}); err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(web.New(d, web.Options{Development: true, Keys: ring}))
	t.Cleanup(s.Close)
	return s
}

// client is a browser of a person who is signed in, or of nobody for "".
func client(t testing.TB, s *httptest.Server, person string) *http.Client {
	t.Helper()
	c := &http.Client{Jar: &webtest.Jar{}, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	if person != "" {
		r, err := c.PostForm(s.URL+"/sign-in", url.Values{"person": {person}})
		if err != nil || r.StatusCode != http.StatusSeeOther {
			t.Fatalf("signing in as %s: %v %v", person, r, err)
		}
		r.Body.Close()
	}
	return c
}

func get(t testing.TB, c *http.Client, address string) (int, string) {
	t.Helper()
	r, err := c.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return r.StatusCode, string(b)
}

// public are addresses of every public page, with each kind of content.
var public = map[string]string{
	"home": "/", "round-made-up": "/programmes/made-up-second", "round-2009-12": "/programmes/scotland-2009-12",
	"round-england": "/programmes/england-ilacs", "round-services": "/programmes/scotland-care-services", "round-2021-25": "/programmes/scotland-2021-25",
	"indicator": "/programmes/made-up-second/indicators/needs-met", "indicator-england": "/programmes/england-ilacs/indicators/help_and_protection", "indicator-counts": "/programmes/scotland-2009-12/indicators/needs-met",
	"theme": "/programmes/scotland-2009-12/themes/missing", "theme-unnamed": "/programmes/scotland-2009-12/themes/unnamed-4",
	"where": "/programmes/made-up-second/where/movement.needs-met.up", "where-source": "/programmes/scotland-2009-12/where/areas",
	"areas": "/areas", "area": "/areas/perth-and-kinross", "area-empty": "/areas/inverclyde", "area-made-up": "/areas/made-up-carnbrae", "area-england": "/areas/norfolk",
	"inspection": "/inspections/made-up-second/made-up-carnbrae", "inspection-open": "/inspections/made-up-second/made-up-torbrae",
	"frameworks": "/frameworks", "framework": "/frameworks/hmie-2009", "framework-four": "/frameworks/ofsted-ilacs", "framework-narrative": "/frameworks/jtai-england",
	"methods": "/methods", "check": "/returns/check", "sign-in": "/sign-in", "sign-in-development": "/sign-in/development", "recover": "/recover",
}

func TestEveryPublicPageIsThereOnBothEngines(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := site(t, d)
		nobody := client(t, s, "")
		for name, path := range public {
			status, body := get(t, nobody, s.URL+path)
			if status != http.StatusOK || strings.Count(body, "<h1") != 1 {
				t.Errorf("%s: %d with %d headings of level 1", name, status, strings.Count(body, "<h1"))
			}
		}
	})
}

func link(body, pattern string) string { return regexp.MustCompile(pattern).FindString(body) }

func TestEveryLinkOnThePublicPagesLeadsSomewhere(t *testing.T) {
	s := site(t, dbtest.SQLite(t))
	c := client(t, s, "")
	checked := map[string]bool{}
	href := regexp.MustCompile(`href="(/[^"#]*)`)
	for name, path := range public {
		_, body := get(t, c, s.URL+path)
		for i, m := range href.FindAllStringSubmatch(body, -1) {
			to := strings.ReplaceAll(m[1], "&amp;", "&")
			if checked[to] || i > 60 && !strings.Contains(to, "/where/") {
				continue
			}
			checked[to] = true
			if strings.HasPrefix(to, "/static/") && !static.Ready() {
				continue // a fresh clone has no design system before it is built
			}
			if status, _ := get(t, c, s.URL+to); status != http.StatusOK {
				t.Errorf("%s leads to %s, which answers %d", name, to, status)
			}
		}
	}
}

func TestWhatIsMadeUpSaysSoOnEveryPageAndFile(t *testing.T) {
	s := site(t, dbtest.SQLite(t))
	c := client(t, s, "")
	for _, p := range []string{"/programmes/made-up-second", "/programmes/made-up-first", "/areas/made-up-carnbrae", "/inspections/made-up-second/made-up-carnbrae",
		"/programmes/made-up-second/indicators/needs-met", "/programmes/made-up-second/where/areas", "/programmes/made-up-second/themes/missing",
		"/programmes/made-up-second/overview.csv", "/programmes/made-up-second/overview.html", "/programmes/made-up-second/overview.txt", "/programmes/made-up-second/overview.json"} {
		if _, body := get(t, c, s.URL+p); !regexp.MustCompile(`(?i)made[- _]up`).MatchString(body) {
			t.Errorf("%s does not say that it is made up", p)
		}
	}
	if _, body := get(t, c, s.URL+"/programmes/scotland-2009-12"); strings.Contains(body, "Made-up data") {
		t.Error("the real round says that it is made up")
	}
}

func TestNoPageOrFormatOfARoundInPartPrintsANationalShare(t *testing.T) {
	s := site(t, dbtest.SQLite(t))
	c := client(t, s, "")
	for _, p := range []string{"", "/overview.csv", "/overview.html", "/overview.txt", "/overview.json"} {
		_, body := get(t, c, s.URL+"/programmes/scotland-2009-12"+p)
		if m := regexp.MustCompile(`\d+ of 32 \(\d+%`).FindString(body); m != "" {
			t.Errorf("%s prints %q", p, m)
		}
		if !strings.Contains(body, "Inverclyde") {
			t.Errorf("%s does not name an area that is not in the source", p)
		}
	}
}

func TestAnswersCarryTheSecurityHeaders(t *testing.T) {
	s := site(t, dbtest.SQLite(t))
	r, err := http.Get(s.URL + "/programmes/made-up-second")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	if csp := r.Header.Get("Content-Security-Policy"); !strings.Contains(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") {
		t.Errorf("policy %q", csp)
	}
	if r.Header.Get("X-Content-Type-Options") != "nosniff" {
		t.Error("types may be guessed")
	}
	b, _ := io.ReadAll(r.Body)
	if m := regexp.MustCompile(`<style|<script>| style="| on[a-z]+="`).FindString(string(b)); m != "" {
		t.Errorf("the page has %q, which its policy forbids", m)
	}
}
