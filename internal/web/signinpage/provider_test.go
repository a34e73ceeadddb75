package signinpage_test

import (
	"bufio"
	"context"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/northinch/northinch/internal/credential"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/person"
)

// started starts a provider of the real world as a process of its own, which ends
// with the test, and returns its issuer.
func started(t testing.TB, origin string) string {
	t.Helper()
	const program = "../../../bin/openid-provider"
	if _, err := os.Stat(program); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("there is no bin/openid-provider: run scripts/test-setup.sh first")
		}
		t.Skip("there is no bin/openid-provider: run scripts/test-setup.sh")
	}
	c := exec.Command(program, origin+"/sign-in/from/body")
	c.Stderr = os.Stderr
	in, err := c.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		in.Close()
		c.Wait()
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(line)
}

// listed are providers as serve reads them.
func listed(t testing.TB, issuer string) []*credential.Provider {
	t.Helper()
	all, err := credential.ParseProviders([]byte(`[{"name":"body","issuer":"`+issuer+`","client_id":"web","secret_env":"X","label":"Sign in with the made-up body"}]`),
		func(credential.Settings) (string, error) { return "secret", nil })
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// real is a site with a real provider, on a clock that may be wrong by some time.
func real(t testing.TB, address string, wrong *time.Duration) (s site, issuer string) {
	t.Helper()
	d, err := db.Open(context.Background(), address, func() time.Time { return time.Now().Add(*wrong) })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	s = serve(t, d, func(origin string) []*credential.Provider {
		issuer = started(t, origin)
		return listed(t, issuer)
	})
	return s, issuer
}

// leave begins a journey and returns where it goes.
func (b browser) leave(fields ...string) string {
	b.t.Helper()
	to := b.post("/sign-in/with/body", fields...).must(b.t, http.StatusSeeOther, "/sign-in/with/body").to
	return b.get(to).must(b.t, http.StatusOK, "Go on").find(b.t, `class="ds_button" href="([^"]+)"`)
}

// visit signs in at the provider as somebody, as a person does in a browser, and
// returns the path at the site to which the provider leads back.
func visit(t testing.TB, address, issuer, user, origin string) string {
	t.Helper()
	jar, _ := cookiejar.New(nil)
	c := &http.Client{Jar: jar, CheckRedirect: func(r *http.Request, _ []*http.Request) error {
		if strings.HasPrefix(r.URL.String(), origin) {
			return http.ErrUseLastResponse
		}
		return nil
	}}
	r, err := c.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	r.Body.Close()
	if r.Request.URL.Path != "/login/username" {
		t.Fatalf("the provider leads to %s, %s", r.Request.URL, r.Status)
	}
	r, err = c.PostForm(issuer+"/login/username", url.Values{"id": {r.Request.URL.Query().Get("authRequestID")}, "username": {user}, "password": {"verysecure"}})
	if err != nil {
		t.Fatal(err)
	}
	r.Body.Close()
	to, ok := strings.CutPrefix(r.Header.Get("Location"), origin)
	if !ok {
		t.Fatalf("the provider leads back to %q, %s", r.Header.Get("Location"), r.Status)
	}
	return to
}

// arrive comes back from the provider, as the page does by itself with scripts.
func (b browser) arrive(path string) page {
	b.t.Helper()
	p := b.get(path).must(b.t, http.StatusOK, "data-go-on")
	return b.post("/sign-in/from/body", "state", p.find(b.t, `name="state" value="([^"]*)"`), "code", p.find(b.t, `name="code" value="([^"]*)"`))
}

const ours, theirs = "test-user2", "test-user@127.0.0.1"

func TestAnInvitationIsAcceptedWithARealProviderThatThenSignsIn(t *testing.T) {
	for engine, address := range map[string]func(*testing.T) string{"sqlite": func(t *testing.T) string { return t.TempDir() + "/test.db" }, "postgres": func(t *testing.T) string { return dbtest.Postgres(t) }} {
		t.Run(engine, func(t *testing.T) {
			wrong := time.Duration(0)
			s, issuer := real(t, address(t), &wrong)
			_, link := s.invite("Iona Sound")
			b := s.browser()
			secret := strings.TrimPrefix(link, "/invitations/")
			b.get(link).must(t, http.StatusOK, "Sign in with the made-up body")
			to := b.leave("invitation", secret)
			for _, part := range []string{"code_challenge_method=S256", "state=", "nonce=", "scope=openid&"} {
				if !strings.Contains(to, part) {
					t.Errorf("the journey has no %s: %s", part, to)
				}
			}
			came := visit(t, to, issuer, ours, s.origin)
			b.arrive(came).must(t, http.StatusSeeOther, "/me?done=sign-in")
			if got := b.signedIn(); got != "Iona Sound" {
				t.Fatalf("signed in as %q", got)
			}
			s.browser().get(link).must(t, http.StatusNotFound, "does not work")

			b = s.browser()
			came = visit(t, b.leave("back", "/areas"), issuer, ours, s.origin)
			b.arrive(came).must(t, http.StatusSeeOther, "/areas?done=sign-in")
			if got := b.signedIn(); got != "Iona Sound" {
				t.Errorf("signed in as %q", got)
			}
			if p := b.post("/me/remove/provider/body"); p.status != http.StatusForbidden {
				t.Errorf("the last way is removed: %d", p.status)
			}
			b.addPasskey("/me")
			b.post("/me/remove/provider/body").must(t, http.StatusSeeOther, "/me?done=removed")
			b.get("/me").must(t, http.StatusOK, "Add this account")
		})
	}
}

func TestAnAddressThatTheProviderKnowsSignsNobodyIn(t *testing.T) {
	wrong := time.Duration(0)
	s, issuer := real(t, t.TempDir()+"/test.db", &wrong)
	dbtest.Write(t, s.d, func(tx *db.Tx) error {
		// The address that the provider has verified for test-user2.
		p, err := person.Add(tx, operator, person.New{Name: "Iona Sound", Email: "test-user2@zitadel.ch"})
		if err != nil {
			return err
		}
		secret, err := person.Invite(tx, operator, p.ID)
		if err != nil {
			return err
		}
		_, err = person.Accept(tx, secret)
		return err
	})
	b := s.browser()
	b.arrive(visit(t, b.leave(), issuer, ours, s.origin)).must(t, http.StatusBadRequest, "Nobody signs in here with this account")
	if got := b.signedIn(); got != "" {
		t.Errorf("signed in as %q", got)
	}
}

func TestAnAccountIsLinkedByWhoeverIsSignedInAndFreshAndIsOnePersons(t *testing.T) {
	wrong := time.Duration(0)
	s, issuer := real(t, t.TempDir()+"/test.db", &wrong)
	_, one := s.invite("Iona Sound")
	_, two := s.invite("Rona Skerry")
	iona, rona := s.browser(), s.browser()
	iona.addPasskey(one)
	rona.addPasskey(two)
	iona.arrive(visit(t, iona.leave("add", "yes"), issuer, ours, s.origin)).must(t, http.StatusSeeOther, "/me?done=added")
	rona.arrive(visit(t, rona.leave("add", "yes"), issuer, ours, s.origin)).must(t, http.StatusBadRequest, "somebody else signs in with it")
	iona.arrive(visit(t, iona.leave("add", "yes"), issuer, theirs, s.origin)).must(t, http.StatusBadRequest, "remove that one first")

	wrong = 11 * time.Minute // the proof is not fresh any more
	iona.post("/sign-in/with/body", "add", "yes").must(t, http.StatusSeeOther, "/sign-in/again?back=%2Fme")
	to := iona.leave("back", "/me/passkey")
	if !strings.Contains(to, "prompt=login") {
		t.Errorf("the provider may say who it was without asking: %s", to)
	}
	iona.get("/me/passkey").must(t, http.StatusSeeOther, "/sign-in/again")
	iona.arrive(visit(t, to, issuer, ours, s.origin)).must(t, http.StatusSeeOther, "/me/passkey?done=sign-in")
	iona.get("/me/passkey").must(t, http.StatusOK, "What do you want to call it")

	// Somebody who is not signed in cannot begin to add an account.
	nobody := s.browser()
	nobody.arrive(visit(t, nobody.leave("add", "yes"), issuer, theirs, s.origin)).must(t, http.StatusBadRequest, "Nobody signs in here")
}

func TestAJourneyWorksOnceInItsOwnBrowserAndInTime(t *testing.T) {
	wrong := time.Duration(0)
	s, issuer := real(t, t.TempDir()+"/test.db", &wrong)
	_, link := s.invite("Iona Sound")
	b := s.browser()
	b.arrive(visit(t, b.leave("invitation", strings.TrimPrefix(link, "/invitations/")), issuer, ours, s.origin)).must(t, http.StatusSeeOther, "/me")

	b = s.browser()
	came := visit(t, b.leave(), issuer, ours, s.origin)
	s.browser().arrive(came).must(t, http.StatusBadRequest, "Begin again") // another browser has no ceremony
	other := s.browser()
	other.leave()
	other.arrive(came).must(t, http.StatusBadRequest, "not the answer to what was asked from this browser")
	b.arrive(came).must(t, http.StatusSeeOther, "/?done=sign-in")
	b.arrive(came).must(t, http.StatusBadRequest, "Begin again") // the ceremony was used
	for _, answer := range []string{"?error=access_denied&state=x", "?state=x", "?code=x", ""} {
		b.get("/sign-in/from/body"+answer).must(t, http.StatusBadRequest, "You did not sign in there")
	}

	// A code that was used, with a journey that was not.
	b = s.browser()
	to := b.leave()
	state := mustQuery(t, to, "state")
	b.post("/sign-in/from/body", "state", state, "code", mustQuery(t, came, "code")).must(t, http.StatusBadRequest, "was used before, or is too old")
	b.leave()
	b.post("/sign-in/from/body", "state", "", "code", "").must(t, http.StatusBadRequest, "")

	b = s.browser()
	came = visit(t, b.leave(), issuer, ours, s.origin)
	wrong = 15*time.Minute + time.Second
	b.arrive(came).must(t, http.StatusBadRequest, "Begin again") // too late

	for _, off := range []time.Duration{2 * time.Hour, -2 * time.Hour} {
		wrong = off
		b = s.browser()
		b.arrive(visit(t, b.leave(), issuer, ours, s.origin)).must(t, http.StatusBadRequest, "The answer of the other sign-in was not accepted")
		if got := b.signedIn(); got != "" {
			t.Errorf("with a clock that is %v wrong, signed in as %q", off, got)
		}
	}
	wrong = 2 * time.Minute // clocks differ a little
	b = s.browser()
	b.arrive(visit(t, b.leave(), issuer, ours, s.origin)).must(t, http.StatusSeeOther, "/?done=sign-in")
}

func mustQuery(t testing.TB, address, name string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil || u.Query().Get(name) == "" {
		t.Fatalf("%s has no %s", address, name)
	}
	return u.Query().Get(name)
}

func TestAProviderThatDoesNotAnswerKeepsNobodyFromTheOtherWays(t *testing.T) {
	s := serve(t, dbtest.SQLite(t), func(string) []*credential.Provider { return listed(t, "http://127.0.0.1:1") })
	b := s.browser()
	to := b.post("/sign-in/with/body").must(t, http.StatusSeeOther, "/sign-in/with/body").to
	b.get(to).must(t, http.StatusTooManyRequests, "does not answer as it should at the moment")
	b.get("/sign-in").must(t, http.StatusOK, "Sign in with a passkey")
}
