package signinpage_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/northinch/northinch/internal/credential"
	"github.com/northinch/northinch/internal/credential/credentialtest"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/demo"
	"github.com/northinch/northinch/internal/person"
	"github.com/northinch/northinch/internal/session"
	"github.com/northinch/northinch/internal/web"
)

func TestTheSignInTellsNobodyWhoHasAnAccount(t *testing.T) {
	at := dbtest.Now
	for engine, open := range map[string]func(*testing.T) *db.DB{"sqlite": func(t *testing.T) *db.DB { return clock(t, &at) }, "postgres": func(t *testing.T) *db.DB {
		d, err := db.Open(context.Background(), dbtest.Postgres(t), func() time.Time { return at })
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { d.Close() })
		return d
	}} {
		t.Run(engine, func(t *testing.T) {
			at = dbtest.Now
			s := serve(t, open(t), nil)
			_, link := s.invite("Iona Sound")
			secret := s.browser().setPassword(link, good, at)
			gone, other := s.invite("Gone")
			s.browser().setPassword(other, good, at)
			dbtest.Write(t, s.d, func(tx *db.Tx) error { return person.Close(tx, operator, gone.ID) })
			s.invite("Invited") // has not come in yet
			var want string
			for _, x := range [][4]string{
				{"an unknown address", "nobody@example.org", good, "now"}, {"a wrong password", "iona@example.org", good + "!", "now"}, {"a wrong code", "iona@example.org", good, "000000"},
				{"a closed person", "gone@example.org", good, "now"}, {"somebody who was invited", "invited@example.org", good, "now"},
				{"SQL", "' OR '1'='1' --", good, "now"}, {"a template", "{{.Page}}@example.org", good, "now"}, {"a script", "<script>alert(1)</script>@example.org", good, "now"},
			} {
				at = at.Add(time.Hour) // no limit is met
				if x[3] == "now" {
					x[3] = code(t, secret, at)
				}
				b := s.browser()
				p := b.post("/sign-in", "email", x[1], "password", x[2], "code", x[3]).must(t, http.StatusUnprocessableEntity, "do not belong together")
				if strings.Contains(p.body, "<script>alert") {
					t.Errorf("%s stands in the page as it was typed", x[0])
				}
				body := strings.ReplaceAll(p.body, escaped(x[1]), "ADDRESS")
				if want == "" {
					want = body
				}
				if body != want {
					t.Errorf("%s: another page", x[0])
				}
				if got := b.signedIn(); got != "" {
					t.Errorf("%s: signed in as %q", x[0], got)
				}
			}
			at = at.Add(time.Hour)
			s.browser().post("/sign-in", "email", "iona@example.org", "password", good, "code", code(t, secret, at)).must(t, http.StatusSeeOther, "/?done=sign-in")
		})
	}
}

func escaped(s string) string {
	return strings.NewReplacer("'", "&#39;", "<", "&lt;", ">", "&gt;").Replace(s)
}

func TestAnAccountCanBeTriedFiveTimesWhoeverTriesAndWhetherItIsThereOrNot(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := serve(t, d, nil)
		_, link := s.invite("Iona Sound")
		secret := s.browser().setPassword(link, good, dbtest.Now.Add(-30*time.Second))
		for _, email := range []string{"iona@example.org", "nobody@example.org"} {
			for i := range 5 {
				s.browser().post("/sign-in", "email", strings.ToUpper(email[:i])+email[i:], "password", "guess", "code", "000000").must(t, http.StatusUnprocessableEntity, "")
			}
			s.browser().post("/sign-in", "email", " "+email, "password", good, "code", code(t, secret, dbtest.Now)).must(t, http.StatusTooManyRequests, "try again in 5 minutes")
		}
	})
}

func TestAnAddressCanTryManyAccountsButNotAll(t *testing.T) {
	s := serve(t, dbtest.SQLite(t), nil)
	limited := 0
	for i := range session.PerAddress.Burst + 5 {
		p := s.browser().post("/sign-in", "email", "guess"+string(rune('a'+i%26))+string(rune('a'+i/26))+"@example.org", "password", "guess", "code", "000000")
		if p.status == http.StatusTooManyRequests {
			limited++
		}
	}
	if limited != 5 {
		t.Errorf("%d of the last 5 were refused", limited)
	}
}

func TestACookieThatIsForgedForeignOrEndedLetsNobodyIn(t *testing.T) {
	at := dbtest.Now
	d := clock(t, &at)
	s := serve(t, d, nil)
	_, link := s.invite("Iona Sound")
	b := s.browser()
	b.addPasskey(link)
	own := ""
	for _, c := range b.c.Jar.Cookies(nil) {
		if c.Name == "__Host-northinch" {
			own = c.Value
		}
	}
	try := func(value string) string {
		fresh := s.browser()
		fresh.c.Jar.SetCookies(nil, []*http.Cookie{{Name: "__Host-northinch", Value: value}})
		return fresh.signedIn()
	}
	if try(own) != "Iona Sound" {
		t.Fatal("the cookie itself does not work")
	}
	for what, value := range map[string]string{"changed": changed(own), "short": own[:42], "long": own + "A", "its hash": person.Hash(own), "empty": "", "SQL": "' OR ''='", "an invitation's secret": strings.TrimPrefix(link, "/invitations/")} {
		if got := try(value); got != "" {
			t.Errorf("a cookie that is %s lets %s in", what, got)
		}
	}
	at = at.Add(session.Idle)
	if got := b.signedIn(); got != "" {
		t.Errorf("after being idle too long, signed in as %q", got)
	}
}

// changed is a secret with another first letter.
func changed(secret string) string {
	if secret[0] == 'A' {
		return "B" + secret[1:]
	}
	return "A" + secret[1:]
}

func TestAClockThatJumpsMakesNothingFresherOrLonger(t *testing.T) {
	at := dbtest.Now
	s := serve(t, clock(t, &at), nil)
	_, link := s.invite("Iona Sound")
	b := s.browser()
	key := b.addPasskey(link)
	b.get("/me/passkey").must(t, http.StatusOK, "What do you want to call it")
	at = at.Add(session.Fresh + time.Second)
	b.get("/me/passkey").must(t, http.StatusSeeOther, "/sign-in/again?back=%2Fme%2Fpasskey")
	at = dbtest.Now.Add(-time.Hour)
	b.get("/me/passkey").must(t, http.StatusSeeOther, "/sign-in/again")
	at = dbtest.Now.Add(session.Fresh + 2*time.Second)
	b.get("/sign-in/again?back=/me/passkey").must(t, http.StatusOK, "Use your passkey")
	b.usePasskey(key, credentialtest.Lie{}, "/me/passkey").must(t, http.StatusSeeOther, "/me/passkey?done=sign-in")
	b.get("/me/passkey").must(t, http.StatusOK, "What do you want to call it")
	at = at.Add(24 * time.Hour)
	if got := b.signedIn(); got != "" {
		t.Errorf("a day later, signed in as %q", got)
	}
	at = dbtest.Now.Add(-365 * 24 * time.Hour) // and back again by a year
	b.get("/me/passkey").must(t, http.StatusSeeOther, "/sign-in")
}

func TestWhoProvesAgainGoesOnWithTheSameSession(t *testing.T) {
	at := dbtest.Now
	s := serve(t, clock(t, &at), nil)
	p, link := s.invite("Iona Sound")
	b := s.browser()
	secret := b.setPassword(link, good, at)
	at = at.Add(session.Fresh + time.Minute)
	b.get("/me/password").must(t, http.StatusSeeOther, "/sign-in/again")
	again := b.get("/sign-in/again?back=/me/password").must(t, http.StatusOK, "Use your password")
	if strings.Contains(again.body, `name="email"`) || strings.Contains(again.body, "/sign-in/passkey") {
		t.Error("it asks for an address, or for a passkey that there is not")
	}
	b.post("/sign-in/again", "password", "wrong", "code", code(t, secret, at), "back", "/me/password").must(t, http.StatusUnprocessableEntity, "do not belong together")
	b.post("/sign-in/again", "password", good, "code", code(t, secret, at), "back", "/me/password").must(t, http.StatusSeeOther, "/me/password?done=again")
	b.get("/me/password").must(t, http.StatusOK, "Begin")
	if n := sessionsOf(t, s.d, p.ID); n != 1 {
		t.Errorf("there are %d sessions", n)
	}
	_, other := s.invite("Rona Skerry")
	theirs := s.browser().addPasskey(other)
	b.usePasskey(theirs, credentialtest.Lie{}, "/me").must(t, http.StatusSeeOther, "/me")
	if got := b.signedIn(); got != "Rona Skerry" {
		t.Errorf("signed in as %q", got)
	}
}

func TestAFormFromAnotherSiteSignsNobodyInOrOutAndChangesNoWay(t *testing.T) {
	s := serve(t, dbtest.SQLite(t), nil)
	_, link := s.invite("Iona Sound")
	b := s.browser()
	b.addPasskey(link)
	for _, path := range []string{"/sign-in", "/sign-in/passkey", "/sign-in/again", "/sign-out", "/recover", "/recover/wait", "/me/sessions", "/me/passkey", "/me/password", "/me/remove/password/mine", link + "/passkey", link + "/password", "/sign-in/with/x", "/sign-in/from/x"} {
		for header, value := range map[string]string{"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"} {
			r, _ := http.NewRequest("POST", s.origin+path, strings.NewReader("name=key"))
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			r.Header.Set(header, value)
			if p := b.do(r, nil); p.status != http.StatusForbidden {
				t.Errorf("%s with %s: %d", path, header, p.status)
			}
		}
	}
	if b.signedIn() != "Iona Sound" {
		t.Error("another site has signed somebody out")
	}
}

func TestWithoutKeysOrAnAddressTheSignInSaysWhatThereIs(t *testing.T) {
	h := httptest.NewServer(web.New(dbtest.SQLite(t), web.Options{}))
	defer h.Close()
	s := site{t, nil, h.URL}
	b := s.browser()
	if p := b.get("/sign-in").must(t, http.StatusOK, "Nobody can sign in at this server"); strings.Contains(p.body, "password") || strings.Contains(p.body, "passkey") {
		t.Error("it offers what it cannot do")
	}
	b.post("/sign-in", "email", "a@example.org", "password", good, "code", "000000").must(t, http.StatusUnprocessableEntity, "")
	b.get("/sign-in/passkey").must(t, http.StatusNotFound, "")
	b.get("/sign-in/with/x").must(t, http.StatusNotFound, "")
}

func TestTheSignInForDevelopmentWorksAsBefore(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		if err := demo.Fill(context.Background(), d, nil, operator, func(string) {}); err != nil {
			t.Fatal(err)
		}
		h := httptest.NewServer(web.New(d, web.Options{Development: true}))
		defer h.Close()
		b := site{t, d, h.URL}.browser()
		b.get("/sign-in").must(t, http.StatusOK, `href="/sign-in/development?back=%2f"`)
		b.post("/sign-in", "person", "manager", "back", "/areas").must(t, http.StatusSeeOther, "/areas?done=sign-in")
		b.get("/sign-in/again?back=/me").must(t, http.StatusOK, "Who do you want to be?")
		b.post("/sign-in/again", "person", "manager", "back", "/me").must(t, http.StatusSeeOther, "/me?done=sign-in")
		b.get("/me").must(t, http.StatusOK, "the sign-in for development")
		b.post("/sign-in", "person", "nobody").must(t, http.StatusUnprocessableEntity, "Select a person")
	})
}

func TestAProviderThatIsNotInTheListHasNoPage(t *testing.T) {
	s := serve(t, dbtest.SQLite(t), func(string) []*credential.Provider { return nil })
	for _, path := range []string{"/sign-in/with/x", "/sign-in/from/x", "/sign-in/with/%2e%2e"} {
		s.browser().get(path).must(t, http.StatusNotFound, "")
		s.browser().post(path).must(t, http.StatusNotFound, "")
	}
}

func TestAnAddressBeginsOnlySoManyCeremonies(t *testing.T) {
	s := serve(t, dbtest.SQLite(t), nil)
	for range session.PerAddress.Burst {
		s.browser().post("/sign-in/passkey").must(t, http.StatusSeeOther, "/sign-in/passkey")
	}
	s.browser().post("/sign-in/passkey").must(t, http.StatusTooManyRequests, "too many attempts")
}
