package session_test

import (
	"strings"
	"testing"
	"time"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/person"
	"github.com/northinch/northinch/internal/session"
)

var operator = access.Command("test")

func TestQueries(t *testing.T) { dbtest.Prepare(t, session.Statements()) }

// begin starts a session of a new person.
func begin(t *testing.T, d *db.DB, email string) (p person.Person, cookie string) {
	t.Helper()
	dbtest.Write(t, d, func(tx *db.Tx) (err error) {
		if p, err = person.Add(tx, operator, person.New{Name: "Ailsa", Email: email, MadeUp: true}); err != nil {
			return err
		}
		cookie, err = session.Start(tx, p, "passkey")
		return err
	})
	return p, cookie
}

func of(t *testing.T, d *db.DB, cookie string) (s session.Session, ok bool) {
	t.Helper()
	dbtest.Read(t, d, func(tx *db.Tx) (err error) { s, ok, err = session.Of(tx, cookie); return err })
	return s, ok
}

func TestASessionIsThatOfItsCookieAndOfNoOther(t *testing.T) {
	dbtest.EachAt(t, func(t *testing.T, d *db.DB, _ *time.Time) {
		p, cookie := begin(t, d, "a@example.org")
		s, ok := of(t, d, cookie)
		if !ok || s.Person.ID != p.ID || s.Method != "passkey" || s.Secret == cookie {
			t.Errorf("%+v %v", s, ok)
		}
		for name, forged := range map[string]string{"nothing": "", "another": strings.Repeat("A", 43), "the hash that is kept": s.Secret, "longer": cookie + "A", "one letter other": flip(cookie), "SQL": "' OR ''='"} {
			if _, ok := of(t, d, forged); ok {
				t.Errorf("%s is taken as a cookie", name)
			}
		}
	})
}

func flip(s string) string {
	if s[0] == 'A' {
		return "B" + s[1:]
	}
	return "A" + s[1:]
}

func TestASessionEndsWhenItIsIdleAndAtTheLatestAfterTwelveHours(t *testing.T) {
	dbtest.EachAt(t, func(t *testing.T, d *db.DB, at *time.Time) {
		_, cookie := begin(t, d, "a@example.org")
		*at = dbtest.Now.Add(session.Idle)
		if _, ok := of(t, d, cookie); ok {
			t.Error("idle for half an hour, and still there")
		}
		for now := time.Duration(0); now < session.Most; now += 20 * time.Minute {
			*at = dbtest.Now.Add(now)
			s, ok := of(t, d, cookie)
			if !ok {
				t.Fatalf("used all the time, and gone after %s", now)
			}
			dbtest.Write(t, d, func(tx *db.Tx) error { return session.Touch(tx, s) })
		}
		*at = dbtest.Now.Add(session.Most)
		if _, ok := of(t, d, cookie); ok {
			t.Error("there after the longest time")
		}
	})
}

func TestAClockThatJumpsBackNeitherEndsNorProlongsASession(t *testing.T) {
	dbtest.EachAt(t, func(t *testing.T, d *db.DB, at *time.Time) {
		_, cookie := begin(t, d, "a@example.org")
		*at = dbtest.Now.Add(-time.Hour)
		s, ok := of(t, d, cookie)
		if !ok {
			t.Fatal("a clock set back by an hour signs everybody out")
		}
		if s.IsFresh(*at) {
			t.Error("a proof from the future is fresh")
		}
		dbtest.Write(t, d, func(tx *db.Tx) error { return session.Touch(tx, s) })
		*at = dbtest.Now.Add(session.Most)
		if _, ok := of(t, d, cookie); ok {
			t.Error("prolonged")
		}
	})
}

func TestAProofOfWhoOneIsLastsTenMinutes(t *testing.T) {
	dbtest.EachAt(t, func(t *testing.T, d *db.DB, at *time.Time) {
		_, cookie := begin(t, d, "a@example.org")
		s, _ := of(t, d, cookie)
		if !s.IsFresh(*at) || s.IsStale(*at) {
			t.Error("not fresh, or stale, at once")
		}
		*at = dbtest.Now.Add(session.Fresh)
		if s.IsFresh(*at) || !s.IsStale(*at) {
			t.Error("fresh after ten minutes, or not stale")
		}
		dbtest.Write(t, d, func(tx *db.Tx) error { return session.Freshen(tx, s, "password") })
		if s, _ = of(t, d, cookie); !s.IsFresh(*at) {
			t.Error("not fresh after proving it again")
		}
	})
}

func TestSigningOutAndBeingSignedOutEndSessionsAtOnce(t *testing.T) {
	dbtest.EachAt(t, func(t *testing.T, d *db.DB, at *time.Time) {
		p, first := begin(t, d, "a@example.org")
		var second string
		dbtest.Write(t, d, func(tx *db.Tx) (err error) { second, err = session.Start(tx, p, "password"); return err })
		_, other := begin(t, d, "b@example.org")
		keep, _ := of(t, d, second)
		dbtest.Read(t, d, func(tx *db.Tx) error {
			all, err := session.List(tx, p.ID)
			if len(all) != 2 {
				t.Errorf("%d sessions", len(all))
			}
			return err
		})
		dbtest.Write(t, d, func(tx *db.Tx) error { _, err := session.EndAll(tx, operator, p.ID, keep.Secret); return err })
		if _, ok := of(t, d, first); ok {
			t.Error("the first lasts")
		}
		if _, ok := of(t, d, second); !ok {
			t.Error("the one to keep has ended")
		}
		dbtest.Write(t, d, func(tx *db.Tx) error { return session.End(tx, keep) })
		if _, ok := of(t, d, second); ok {
			t.Error("signed out, and still there")
		}
		if _, ok := of(t, d, other); !ok {
			t.Error("somebody else was signed out")
		}
		*at = dbtest.Now.Add(60 * 24 * time.Hour)
		dbtest.Write(t, d, session.Prune)
	})
}

func TestWhoMayNotSignInAnyMoreHasNoSession(t *testing.T) {
	dbtest.EachAt(t, func(t *testing.T, d *db.DB, _ *time.Time) {
		p, cookie := begin(t, d, "a@example.org")
		dbtest.Write(t, d, func(tx *db.Tx) error { return person.Close(tx, operator, p.ID) })
		if _, ok := of(t, d, cookie); ok {
			t.Error("closed, and still in")
		}
	})
}

func TestAttemptsAreLimitedAndComeBackWithTime(t *testing.T) {
	dbtest.EachAt(t, func(t *testing.T, d *db.DB, at *time.Time) {
		rate := session.Rate{Burst: 3, Every: time.Minute}
		try := func(what string) error {
			return d.Write(t.Context(), func(tx *db.Tx) error { return session.Attempt(tx, "account", what, rate) })
		}
		for range 3 {
			if err := try("a"); err != nil {
				t.Fatal(err)
			}
		}
		for range 5 { // trying on does not make it longer
			if err := try("a"); errs.KindOf(err) != errs.Limited || !strings.Contains(errs.Sentence(err), "try again in a minute") {
				t.Fatalf("the fourth: %v", err)
			}
		}
		if err := try("b"); err != nil {
			t.Errorf("another account: %v", err)
		}
		*at = dbtest.Now.Add(time.Minute)
		if err := try("a"); err != nil {
			t.Errorf("after a minute: %v", err)
		}
		if err := try("a"); err == nil {
			t.Error("a minute gives one attempt, not two")
		}
		*at = dbtest.Now.Add(-24 * time.Hour)
		if err := try("a"); err == nil {
			t.Error("a clock that jumps back gives an attempt")
		}
		*at = dbtest.Now.Add(1000 * time.Hour)
		for range 3 {
			if err := try("a"); err != nil {
				t.Errorf("long after: %v", err)
			}
		}
		if err := try("a"); err == nil {
			t.Error("a clock that jumps forward gives more than the burst")
		}
	})
}
