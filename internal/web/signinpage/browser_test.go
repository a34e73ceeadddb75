package signinpage_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/northinch/northinch/internal/credential"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/person"
	"github.com/northinch/northinch/internal/session"
	"github.com/northinch/northinch/internal/web/ui/uitest"
	"github.com/northinch/northinch/internal/web/webtest"
)

func TestInABrowserAnInvitationIsAcceptedWithAPasskeyUntilAnAdministratorEndsTheSessions(t *testing.T) {
	w := webtest.Browser(t)
	w.Authenticator()
	s := serve(t, dbtest.SQLite(t), nil)
	p, link := s.invite("Iona Sound")

	w.Open(s.origin+link, webtest.Wide)
	w.Follow(`a[href$="/passkey"]`)
	w.Type("#name", "work laptop")
	w.Click("main form button") // the page after it asks the browser, and leads on by itself
	w.Wait("#passkeys")
	if me := w.Text("main"); !strings.Contains(me, "work laptop") || !strings.Contains(w.Text("header"), "Signed in as Iona Sound") {
		t.Fatalf("after the passkey was made the page says:\n%s", me)
	}
	w.Follow(".ni-sign-out button")

	w.Open(s.origin+"/sign-in?back=/me", webtest.Wide)
	w.Click("main form button")
	w.Wait("#passkeys")
	if !strings.Contains(w.Text("header"), "Signed in as Iona Sound") {
		t.Fatal("the passkey does not sign in")
	}

	dbtest.Write(t, s.d, func(tx *db.Tx) error {
		_, err := session.EndAll(tx, operator, p.ID, "")
		return err
	})
	w.Follow(`a[href="/me/passkey"]`)
	if got := w.Text("h1"); got != "Sign in" {
		t.Errorf("the next click leads to %q", got)
	}
	for _, problem := range w.Problems() {
		t.Error(problem)
	}
}

func TestThePagesOfComingInHaveNoBarrierAtEitherWidth(t *testing.T) {
	w := webtest.Browser(t)
	s := serve(t, dbtest.SQLite(t), func(string) []*credential.Provider { return listed(t, "http://127.0.0.1:1") })
	_, open := s.invite("Rona Skerry")
	w.Check(s.origin+"/sign-in", "coming-sign-in")
	w.Check(s.origin+open, "coming-invitation")
	w.Check(s.origin+"/invitations/x", "coming-invitation-gone")
	w.Check(s.origin+open+"/passkey", "coming-passkey-name")
	w.Check(s.origin+open+"/password", "coming-password")
	w.Check(s.origin+"/recover", "coming-recover")

	w.Open(s.origin+open+"/passkey", webtest.Wide)
	w.Type("#name", "key")
	w.Follow("main form button")
	w.Check(s.origin+open+"/passkey?step=2", "coming-passkey-make") // no device answers
	w.Open(s.origin+"/sign-in", webtest.Wide)
	w.Follow("main form button")
	w.Check(s.origin+"/sign-in/passkey", "coming-passkey-use")

	w.Open(s.origin+"/sign-in", webtest.Wide)
	w.Type("#email", "nobody@example.org")
	w.Follow("#password-form button")
	if !strings.HasPrefix(w.Title(), "Error: ") || w.Focused() == "body" {
		t.Errorf("the title of a form with a mistake is %q, and the focus is on %q", w.Title(), w.Focused())
	}
	for _, v := range w.Axe() {
		t.Errorf("the sign-in that was refused: %s", v)
	}
	w.Shot("coming-sign-in-refused")

	w.Open(s.origin+"/recover", webtest.Wide)
	w.Type("#email", "nobody@example.org")
	w.Follow("main form button")
	w.Check(s.origin+"/recover/wait", "coming-recover-wait")

	_, link := s.invite("Iona Sound")
	w.Open(s.origin+link+"/password", webtest.Wide)
	w.Follow("main form button")
	w.Check(s.origin+link+"/password?step=2", "coming-password-set")
	secret := strings.ReplaceAll(w.Text(".ni-secret"), " ", "")
	w.Type("#password", good)
	w.Type("#code", code(t, secret, dbtest.Now))
	w.Follow("main form button")
	w.Check(s.origin+"/me", "coming-me")
	w.Check(s.origin+"/sign-in/again?back=/me", "coming-again")
	w.Check(s.origin+"/me/remove/password/mine", "coming-remove")
}

func TestWithoutScriptsAPasswordWorksAndAPasskeySaysSo(t *testing.T) {
	w := webtest.Browser(t)
	at := dbtest.Now
	s := serve(t, clock(t, &at), nil)
	_, link := s.invite("Iona Sound")
	secret := s.browser().setPassword(link, good, at)
	at = at.Add(time.Minute)
	w.Scripts(false)
	w.Open(s.origin+"/sign-in", webtest.Narrow)
	if !strings.Contains(w.Text("main"), "Passkeys need scripts") {
		t.Error("the page does not say that passkeys need scripts")
	}
	w.Type("#email", "iona@example.org")
	w.Type("#password", good)
	w.Type("#code", code(t, secret, at))
	w.Follow("#password-form button")
	if !strings.Contains(w.Text("header"), "Signed in as Iona Sound") {
		t.Errorf("without scripts nobody is signed in: %s", w.Text("main"))
	}
}

func TestThePagesThatLeadOnByThemselvesAreWholeWithoutThat(t *testing.T) {
	l := lies(t)
	s := serve(t, dbtest.SQLite(t), func(string) []*credential.Provider { return listed(t, l.issuer) })
	b := s.browser()
	to := b.post("/sign-in/with/body").to
	go1 := b.get(to).must(t, http.StatusOK, "If nothing happens, press the button.")
	back := b.get("/sign-in/from/body?state=x&code=y").must(t, http.StatusOK, "Go on")
	asked, link := s.browser(), ""
	_, link = s.invite("Iona Sound")
	asked.addPasskey(link)
	waits := s.browser()
	waits.post("/recover", "email", "iona@example.org")
	number := waits.get("/recover/wait").find(t, `ni-secret">(\d{4} \d{4})<`)
	dbtest.Write(t, s.d, func(tx *db.Tx) error {
		all, err := person.Waiting(tx, operator)
		if err != nil {
			return err
		}
		_, err = person.Approve(tx, operator, all[0].ID, number)
		return err
	})
	approved := waits.get("/recover/wait").must(t, http.StatusOK, "You can come back")
	for name, p := range map[string]page{"with": go1, "from": back, "approved": approved} {
		for _, problem := range uitest.Problems([]byte(p.body)) {
			t.Errorf("%s: %s", name, problem)
		}
	}
}
