package signinpage_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/credential/credentialtest"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/person"
	"github.com/northinch/northinch/internal/session"
)

func TestAnInvitationIsAcceptedWithAPasskeyThatThenSignsIn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := serve(t, d, nil)
		_, link := s.invite("Iona Sound")
		b := s.browser()
		b.get(link).must(t, http.StatusOK, "Iona Sound")
		key := b.addPasskey(link)
		if got := b.signedIn(); got != "Iona Sound" {
			t.Fatalf("signed in as %q", got)
		}
		b.post("/sign-out").must(t, http.StatusSeeOther, "/")
		if got := b.signedIn(); got != "" {
			t.Fatalf("signed out, and in as %q", got)
		}
		b.usePasskey(key, credentialtest.Lie{}, "/areas").must(t, http.StatusSeeOther, "/areas?done=sign-in")
		if got := b.signedIn(); got != "Iona Sound" {
			t.Errorf("signed in as %q", got)
		}
	})
}

func TestAnInvitationIsAcceptedWithAPasswordAndACode(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := serve(t, d, nil)
		_, link := s.invite("Iona Sound")
		b := s.browser()
		secret := b.setPassword(link, good, dbtest.Now.Add(-30*time.Second))
		b = s.browser()
		b.post("/sign-in", "email", "iona@example.org", "password", good, "code", code(t, secret, dbtest.Now), "back", "/areas").must(t, http.StatusSeeOther, "/areas?done=sign-in")
		if got := b.signedIn(); got != "Iona Sound" {
			t.Errorf("signed in as %q", got)
		}
	})
}

func TestALinkThatWasUsedIsTooOldIsForeignOrMadeUpGetsOneSamePage(t *testing.T) {
	at := dbtest.Now
	s := serve(t, clock(t, &at), nil)
	_, used := s.invite("Used")
	_, old := s.invite("Old")
	closed, gone := s.invite("Gone")
	again, replaced := s.invite("Again")
	s.browser().addPasskey(used)
	dbtest.Write(t, s.d, func(tx *db.Tx) error { return person.Close(tx, operator, closed.ID) })
	dbtest.Write(t, s.d, func(tx *db.Tx) error {
		_, err := person.Invite(tx, operator, again.ID)
		return err
	})
	at = at.Add(7*24*time.Hour + time.Second)
	want := s.browser().get("/invitations/"+strings.Repeat("A", 43)).must(t, http.StatusNotFound, "This link does not work").body
	for what, link := range map[string]string{"used": used, "old": old, "of somebody closed": gone, "replaced": replaced, "short": used[:20], "with SQL": "/invitations/'%20OR%201=1%20--", "with a template": "/invitations/%7B%7B.Page%7D%7D"} {
		if p := s.browser().get(link); p.status != http.StatusNotFound || p.body != want {
			t.Errorf("a link %s: %d and another page", what, p.status)
		}
		for _, way := range []string{"/passkey", "/password"} {
			if p := s.browser().get(link + way); p.status != http.StatusNotFound {
				t.Errorf("%s of a link %s: %d", way, what, p.status)
			}
			if p := s.browser().post(link+way, "name", "key"); p.status != http.StatusNotFound {
				t.Errorf("%s sent to a link %s: %d", way, what, p.status)
			}
		}
	}
}

func TestOfTwoWhoUseALinkAtOnceOneComesIn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := serve(t, d, nil)
		_, link := s.invite("Iona Sound")
		one, two := s.browser(), s.browser()
		var answers []string
		for _, b := range []browser{one, two} {
			to := b.post(link+"/passkey", "name", "key").to
			_, answer := credentialtest.Make(t, b.get(to).find(t, asked), s.origin, credentialtest.Lie{})
			answers = append(answers, answer)
		}
		one.post(link+"/passkey", "credential", answers[0]).must(t, http.StatusSeeOther, "/me")
		two.post(link+"/passkey", "credential", answers[1]).must(t, http.StatusNotFound, "")
		if got := two.signedIn(); got != "" {
			t.Errorf("the second is signed in as %q", got)
		}
	})
}

func TestACeremonyOfOnePersonIsNoUseToAnother(t *testing.T) {
	s := serve(t, dbtest.SQLite(t), nil)
	_, mine := s.invite("Iona Sound")
	_, theirs := s.invite("Rona Skerry")
	b := s.browser()
	to := b.post(mine+"/passkey", "name", "key").to
	_, answer := credentialtest.Make(t, b.get(to).find(t, asked), s.origin, credentialtest.Lie{})
	// The same browser has both links, and sends the answer of one to the other.
	b.get(theirs+"/passkey?step=2").must(t, http.StatusSeeOther, theirs+"/passkey")
	b.post(theirs+"/passkey", "credential", answer).must(t, http.StatusBadRequest, "not accepted")
	if got := b.signedIn(); got != "" {
		t.Errorf("signed in as %q", got)
	}
	s.browser().get(theirs).must(t, http.StatusOK, "Rona Skerry") // the link was not used up
}

func TestAnAnswerThatCameBeforeIsRefused(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := serve(t, d, nil)
		_, link := s.invite("Iona Sound")
		b := s.browser()
		key := b.addPasskey(link)
		thief := s.browser()
		thief.c.Jar = &stolen{b.c.Jar}
		to := b.post("/sign-in/passkey").to
		answer := key.Answer(t, b.get(to).find(t, asked), s.origin, credentialtest.Lie{})
		b.post("/sign-in/passkey", "credential", answer).must(t, http.StatusSeeOther, "/")
		thief.post("/sign-in/passkey", "credential", answer).must(t, http.StatusBadRequest, "Begin again")
		b.post("/sign-in/passkey", "credential", answer).must(t, http.StatusBadRequest, "Begin again")
		for what, l := range map[string]credentialtest.Lie{"another site": {Origin: "https://evil.example"}, "nobody verified": {Unverified: true}, "a copy": {Count: 1}} {
			other := s.browser()
			other.usePasskey(key, l, "/").must(t, http.StatusBadRequest, "not how anybody can sign in")
			if got := other.signedIn(); got != "" {
				t.Errorf("%s: signed in as %q", what, got)
			}
		}
	})
}

// comeBack asks to come back, has a second person approve, and returns the link.
func comeBack(t testing.TB, s site, b browser, email string) string {
	t.Helper()
	b.post("/recover", "email", email).must(t, http.StatusSeeOther, "/recover/wait")
	number := b.get("/recover/wait").must(t, http.StatusOK, "Look again").find(t, `ni-secret">(\d{4} \d{4})<`)
	b.post("/recover/wait").must(t, http.StatusSeeOther, "/recover/wait") // nobody has approved yet
	dbtest.Write(t, s.d, func(tx *db.Tx) error {
		all, err := person.Waiting(tx, operator)
		if err != nil || len(all) == 0 {
			t.Fatal("nobody waits", err)
		}
		_, err = person.Approve(tx, operator, all[0].ID, number)
		return err
	})
	b.get("/recover/wait").must(t, http.StatusOK, "You can come back")
	return b.post("/recover/wait").must(t, http.StatusSeeOther, "/invitations/").to
}

func TestWhoeverComesBackLosesEveryEarlierWayAndSession(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := serve(t, d, nil)
		_, link := s.invite("Iona Sound")
		lost := s.browser() // the laptop that was stolen
		key := lost.addPasskey(link)
		secret := lost.setPassword("/me", good, dbtest.Now.Add(-30*time.Second))
		b := s.browser()
		back := comeBack(t, s, b, "Iona@Example.org")
		b.get(back).must(t, http.StatusOK, "Everything that you signed in with before stops working")
		if lost.signedIn() == "" {
			t.Fatal("the session ended before anybody came back")
		}
		fresh := b.addPasskey(back)
		if got := b.signedIn(); got != "Iona Sound" {
			t.Fatalf("signed in as %q", got)
		}
		if got := lost.signedIn(); got != "" {
			t.Errorf("the stolen laptop is still signed in as %q", got)
		}
		lost.usePasskey(key, credentialtest.Lie{}, "/").must(t, http.StatusBadRequest, "")
		lost.post("/sign-in", "email", "iona@example.org", "password", good, "code", code(t, secret, dbtest.Now)).must(t, http.StatusUnprocessableEntity, "do not belong together")
		s.browser().usePasskey(fresh, credentialtest.Lie{}, "/").must(t, http.StatusSeeOther, "/")
		s.browser().get(back).must(t, http.StatusNotFound, "does not work")
	})
}

func TestTheNumberIsShownForEveryAddressAlikeAndInOneBrowserOnly(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := serve(t, d, nil)
		_, link := s.invite("Iona Sound")
		s.browser().addPasskey(link)
		var pages []string
		for _, email := range []string{"iona@example.org", "nobody@example.org"} {
			b := s.browser()
			asked := b.post("/recover", "email", email)
			wait := b.get(asked.to).must(t, http.StatusOK, "Read them this number")
			number := wait.find(t, `ni-secret">(\d{4} \d{4})<`)
			pages = append(pages, asked.to+strings.ReplaceAll(wait.body, number, "NUMBER"))
		}
		if pages[0] != pages[1] {
			t.Error("the pages tell who has an account")
		}
		s.browser().get("/recover/wait").must(t, http.StatusSeeOther, "/recover")
		for _, made := range []string{"x", strings.Repeat("A", 43) + ".1234.5678", "<script>.1234.5678"} {
			b := s.browser()
			r, _ := http.NewRequest("GET", s.origin+"/recover/wait", nil)
			r.AddCookie(&http.Cookie{Name: "__Host-northinch-recovery", Value: made})
			if p := b.do(r, nil); strings.Contains(p.body, "You can come back") || strings.Contains(p.body, "<script>.") {
				t.Errorf("the cookie %q leads on", made)
			}
		}
	})
}

// sessionsOf ends nothing; it counts.
func sessionsOf(t testing.TB, d *db.DB, id person.ID) (n int) {
	t.Helper()
	dbtest.Read(t, d, func(tx *db.Tx) error {
		all, err := session.List(tx, id)
		n = len(all)
		return err
	})
	return n
}

func TestWhenAnAdministratorEndsTheSessionsTheNextClickIsAtTheSignIn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := serve(t, d, nil)
		p, link := s.invite("Iona Sound")
		b := s.browser()
		b.addPasskey(link)
		b.get("/me").must(t, http.StatusOK, "Iona Sound")
		dbtest.Write(t, d, func(tx *db.Tx) error {
			_, err := session.EndAll(tx, access.Command("test"), p.ID, "")
			return err
		})
		b.get("/me").must(t, http.StatusSeeOther, "/sign-in?back=%2Fme")
		if n := sessionsOf(t, d, p.ID); n != 0 {
			t.Errorf("%d sessions last", n)
		}
	})
}
