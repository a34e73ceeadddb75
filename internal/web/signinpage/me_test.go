package signinpage_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/credential/credentialtest"
	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/grant"
	"github.com/northinch/northinch/internal/session"
)

func TestWhatOneSignsInWithIsAddedAndRemovedUpToTheLast(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := serve(t, d, nil)
		_, link := s.invite("Iona Sound")
		b := s.browser()
		first := b.addPasskey(link)
		b.post("/me/passkey", "name", " ").must(t, http.StatusUnprocessableEntity, "Enter a name for the passkey")
		second := b.addPasskey("/me")
		b.setPassword("/me", good, dbtest.Now)
		me := b.get("/me").must(t, http.StatusOK, "You have a password and a code.")
		if strings.Count(me.body, "/me/remove/passkey/") != 2 {
			t.Error("the page does not show both passkeys")
		}
		one := me.find(t, `href="(/me/remove/passkey/[^"]+)"`)
		b.get(one).must(t, http.StatusOK, "Remove the passkey key")
		b.post(one).must(t, http.StatusSeeOther, "/me?done=removed")
		b.post(one).must(t, http.StatusNotFound, "")
		b.post("/me/remove/password/mine").must(t, http.StatusSeeOther, "/me?done=removed")
		last := b.get("/me").find(t, `href="(/me/remove/passkey/[^"]+)"`)
		b.post(last).must(t, http.StatusForbidden, "last way")
		in := 0
		for _, key := range []*credentialtest.Key{first, second} {
			if s.browser().usePasskey(key, credentialtest.Lie{}, "/").status == http.StatusSeeOther {
				in++
			}
		}
		if in != 1 {
			t.Errorf("%d passkeys work", in)
		}
	})
}

func TestADangerousChangeWantsAFreshProof(t *testing.T) {
	at := dbtest.Now
	s := serve(t, clock(t, &at), nil)
	_, link := s.invite("Iona Sound")
	b := s.browser()
	b.addPasskey(link)
	b.setPassword("/me", good, at)
	one := b.get("/me").find(t, `href="(/me/remove/passkey/[^"]+)"`)
	at = at.Add(session.Fresh + time.Second)
	for _, path := range []string{one, "/me/remove/password/mine", "/me/passkey", "/me/password"} {
		b.get(path).must(t, http.StatusSeeOther, "/sign-in/again")
		b.post(path).must(t, http.StatusSeeOther, "/sign-in/again")
		b.post(path, "name", "my laptop").must(t, http.StatusForbidden, "my laptop")
	}
	b.get("/me").must(t, http.StatusOK, one) // nothing was removed
}

func TestNobodyRemovesOrUsesWhatIsSomebodyElses(t *testing.T) {
	s := serve(t, dbtest.SQLite(t), nil)
	_, mine := s.invite("Iona Sound")
	_, theirs := s.invite("Rona Skerry")
	iona, rona := s.browser(), s.browser()
	iona.addPasskey(mine)
	iona.addPasskey("/me")
	rona.addPasskey(theirs)
	rona.addPasskey("/me")
	one := iona.get("/me").find(t, `href="(/me/remove/passkey/[^"]+)"`)
	rona.get(one).must(t, http.StatusNotFound, "")
	rona.post(one).must(t, http.StatusNotFound, "")
	for _, path := range []string{"/me/remove/password/mine", "/me/remove/passkey/x", "/me/remove/provider/x", "/me/remove/everything/x", "/me/remove/passkey/%27%20OR%201=1"} {
		rona.post(path).must(t, http.StatusNotFound, "")
	}
	// What a browser has made for one person is sent by another.
	to := iona.post("/me/passkey", "name", "third").to
	_, answer := credentialtest.Make(t, iona.get(to).find(t, asked), s.origin, credentialtest.Lie{})
	rona.post("/me/passkey", "credential", answer).must(t, http.StatusBadRequest, "")
	s.browser().get("/me").must(t, http.StatusSeeOther, "/sign-in?back=%2Fme")
	s.browser().post("/me/sessions").must(t, http.StatusForbidden, "You are not signed in")
}

func TestOneEndsTheOtherSessionsAndKeepsThisOne(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := serve(t, d, nil)
		p, link := s.invite("Iona Sound")
		one, two := s.browser(), s.browser()
		key := one.addPasskey(link)
		if strings.Contains(one.get("/me").body, "End the others") {
			t.Error("there are no others")
		}
		two.usePasskey(key, credentialtest.Lie{}, "/")
		one.get("/me").must(t, http.StatusOK, "End the others")
		one.post("/me/sessions").must(t, http.StatusSeeOther, "/me?done=sessions")
		if one.signedIn() == "" || two.signedIn() != "" || sessionsOf(t, d, p.ID) != 1 {
			t.Errorf("one is signed in as %q, two as %q", one.signedIn(), two.signedIn())
		}
	})
}

func TestNamesThatAreCodeStandInThePagesAsText(t *testing.T) {
	s := serve(t, dbtest.SQLite(t), nil)
	for i, name := range []string{`<script>alert(1)</script>`, `{{.Page}}{{template "layout"}}`, `Robert'); DROP TABLE person; --`, `" onmouseover="alert(1)`} {
		p, link := s.invite([]string{"One", "Two", "Three", "Four"}[i])
		dbtest.Write(t, s.d, func(tx *db.Tx) error { return rename(tx, p, name) })
		b := s.browser()
		b.get(link).must(t, http.StatusOK, text(name))
		b.addPasskey(link)
		if got := b.signedIn(); got != name {
			t.Errorf("signed in as %q, want %q", got, name)
		}
		for _, path := range []string{"/me", "/"} {
			if page := b.get(path).must(t, http.StatusOK, text(name)); strings.Contains(page.body, "<script>alert") || strings.Contains(page.body, `" onmouseover`) {
				t.Errorf("the name %q is code on %s", name, path)
			}
		}
	}
}

func TestOnesOwnPageShowsWhatOneMayDoAndHasDeclared(t *testing.T) {
	d := dbtest.SQLite(t)
	s := serve(t, d, nil)
	p, link := s.invite("Iona Sound")
	b := s.browser()
	b.addPasskey(link)
	b.get("/me").must(t, http.StatusOK, "You hold no role.")
	dbtest.Write(t, d, func(tx *db.Tx) error {
		to, _ := date.Of(grant.Today(tx).Year()+1, 12, 31)
		_, err := grant.Give(tx, operator, p.ID, access.Held{Role: access.Operator}, "", grant.Days{From: grant.Today(tx), To: to})
		return err
	})
	b.get("/me").must(t, http.StatusOK, "operator")
	b.get("/me").must(t, http.StatusOK, "everything")
	b.get("/me").must(t, http.StatusOK, "31 December 2013")
}
