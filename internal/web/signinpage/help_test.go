package signinpage_test

import (
	"context"
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/credential"
	"github.com/northinch/northinch/internal/credential/credentialtest"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/keyring"
	"github.com/northinch/northinch/internal/person"
	"github.com/northinch/northinch/internal/web"
	"github.com/northinch/northinch/internal/web/webtest"
	"github.com/pquerna/otp/totp"
)

func TestMain(m *testing.M) { os.Exit(webtest.Main(m)) }

var operator = access.Command("test")

const good = "mossy lantern ferry thimble"

// site is a server of a test, found at a name, as passkeys want it.
type site struct {
	t      testing.TB
	d      *db.DB
	origin string
}

// serve serves a database. providers is called with the origin.
func serve(t testing.TB, d *db.DB, providers func(origin string) []*credential.Provider) site {
	t.Helper()
	keys, err := keyring.Create(t.TempDir() + "/keys")
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewUnstartedServer(nil)
	_, port, _ := strings.Cut(s.Listener.Addr().String(), ":")
	o := web.Options{Origin: "http://localhost:" + port, Keys: keys}
	if providers != nil {
		o.Providers = providers(o.Origin)
	}
	s.Config.Handler = web.New(d, o)
	s.Start()
	t.Cleanup(s.Close)
	return site{t, d, o.Origin}
}

// clock is a database whose clock the test sets.
func clock(t testing.TB, at *time.Time) *db.DB {
	t.Helper()
	d, err := db.Open(context.Background(), t.TempDir()+"/test.db", func() time.Time { return *at })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}

// invite adds somebody made up and returns the path of their invitation.
func (s site) invite(name string) (person.Person, string) {
	s.t.Helper()
	var p person.Person
	path := ""
	dbtest.Write(s.t, s.d, func(tx *db.Tx) (err error) {
		if p, err = person.Add(tx, operator, person.New{Name: name, Email: strings.ToLower(strings.Fields(name)[0]) + "@example.org"}); err != nil {
			return err
		}
		secret, err := person.Invite(tx, operator, p.ID)
		path = "/invitations/" + secret
		return err
	})
	return p, path
}

// browser is somebody's browser, with its cookies.
type browser struct {
	site
	c *http.Client
}

func (s site) browser() browser {
	return browser{s, &http.Client{Jar: &webtest.Jar{}, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// page is what came back.
type page struct {
	status   int
	body, to string
}

func (b browser) do(r *http.Request, err error) page {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
	answer, err := b.c.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return page{answer.StatusCode, string(body), answer.Header.Get("Location")}
}

func (b browser) get(path string) page {
	b.t.Helper()
	return b.do(http.NewRequest("GET", b.origin+path, nil))
}

// post sends a form; fields are names and values by turns.
func (b browser) post(path string, fields ...string) page {
	b.t.Helper()
	form := url.Values{}
	for i := 0; i < len(fields); i += 2 {
		form.Set(fields[i], fields[i+1])
	}
	r, err := http.NewRequest("POST", b.origin+path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return b.do(r, err)
}

// must fails the test where a page has another status or does not say something.
func (p page) must(t testing.TB, status int, says string) page {
	t.Helper()
	if p.status != status || !strings.Contains(p.body+p.to, says) {
		t.Fatalf("%d to %q, want %d and %q:\n%s", p.status, p.to, status, says, p.body)
	}
	return p
}

// find is the first group of a pattern in a page.
func (p page) find(t testing.TB, pattern string) string {
	t.Helper()
	m := regexp.MustCompile(pattern).FindStringSubmatch(p.body)
	if m == nil {
		t.Fatalf("the page has no %s:\n%s", pattern, p.body)
	}
	return html.UnescapeString(m[1])
}

const asked = `data-options="([^"]*)"`

// signedIn says as whom the browser is signed in.
func (b browser) signedIn() string {
	b.t.Helper()
	m := regexp.MustCompile(`Signed in as ([^<]*)<`).FindStringSubmatch(b.get("/methods").body)
	if m == nil {
		return ""
	}
	return html.UnescapeString(m[1])
}

// addPasskey adds a passkey on the page at home, /me or that of an invitation.
func (b browser) addPasskey(home string) *credentialtest.Key {
	b.t.Helper()
	to := b.post(home+"/passkey", "name", "key").must(b.t, http.StatusSeeOther, home+"/passkey?step=2").to
	key, answer := credentialtest.Make(b.t, b.get(to).must(b.t, http.StatusOK, "data-passkey").find(b.t, asked), b.origin, credentialtest.Lie{})
	b.post(home+"/passkey", "credential", answer).must(b.t, http.StatusSeeOther, "/me?done=")
	return key
}

// usePasskey signs in, or proves again.
func (b browser) usePasskey(key *credentialtest.Key, l credentialtest.Lie, back string) page {
	b.t.Helper()
	to := b.post("/sign-in/passkey", "back", back).must(b.t, http.StatusSeeOther, "/sign-in/passkey").to
	options := b.get(to).must(b.t, http.StatusOK, "data-passkey").find(b.t, asked)
	return b.post("/sign-in/passkey", "credential", key.Answer(b.t, options, b.origin, l), "back", back)
}

// setPassword sets a password and a code on the page at home, and returns the secret
// of the code.
func (b browser) setPassword(home, password string, at time.Time) string {
	b.t.Helper()
	to := b.post(home+"/password").must(b.t, http.StatusSeeOther, "step=2").to
	secret := strings.ReplaceAll(b.get(to).must(b.t, http.StatusOK, "data:image/png").find(b.t, `ni-secret">([A-Z2-7 ]+)<`), " ", "")
	b.post(to, "step", "2", "password", password, "code", code(b.t, secret, at)).must(b.t, http.StatusSeeOther, "/me?done=")
	return secret
}

func code(t testing.TB, secret string, at time.Time) string {
	t.Helper()
	c, err := totp.GenerateCode(secret, at)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// stolen has the cookies of another jar, as a thief has who copied them, and
// keeps none of its own.
type stolen struct{ of http.CookieJar }

func (j *stolen) SetCookies(*url.URL, []*http.Cookie) {}

func (j *stolen) Cookies(u *url.URL) []*http.Cookie { return j.of.Cookies(u) }
