package credential_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/northinch/northinch/internal/credential"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/keyring"
	"github.com/northinch/northinch/internal/person"
	"github.com/pquerna/otp/totp"
)

func ring(t testing.TB) *keyring.Ring {
	t.Helper()
	r, err := keyring.Create(t.TempDir() + "/keys")
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// door is a way in with a password, as a server has it.
type door struct {
	t testing.TB
	d *db.DB
	h *credential.Hasher
	r *keyring.Ring
}

// set gives a person a password and returns the secret of the code, which was used
// for the moment at.
func (x door) set(p person.Person, password string, at time.Time) (secret string) {
	x.t.Helper()
	begun := ""
	dbtest.Write(x.t, x.d, func(tx *db.Tx) (err error) {
		begun, err = credential.BeginPassword(tx, x.r, p)
		return err
	})
	dbtest.Read(x.t, x.d, func(tx *db.Tx) error {
		c, err := credential.Look(tx, credential.SetUp, begun)
		if err != nil {
			return err
		}
		s, err := credential.Show(tx, x.r, c)
		secret = strings.ReplaceAll(s.Secret, " ", "")
		return err
	})
	hash, err := x.h.Hash(context.Background(), password)
	if err != nil {
		x.t.Fatal(err)
	}
	dbtest.Write(x.t, x.d, func(tx *db.Tx) error {
		return credential.SetPassword(tx, x.r, p, begun, hash, code(x.t, secret, at))
	})
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

// try signs in.
func (x door) try(email, password, code string) (p person.Person, ok bool) {
	x.t.Helper()
	var c credential.Candidate
	dbtest.Read(x.t, x.d, func(tx *db.Tx) (err error) {
		c, err = x.h.Find(tx, email)
		return err
	})
	same, err := x.h.Compare(context.Background(), c, password)
	if err != nil {
		x.t.Fatal(err)
	}
	dbtest.Write(x.t, x.d, func(tx *db.Tx) (err error) {
		p, ok, err = credential.SignIn(tx, x.r, c, same, code)
		return err
	})
	return p, ok
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

func TestAPasswordAndACodeLetTheirOwnerIn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x := door{t, d, credential.NewHasher(cheap), ring(t)}
		p := somebody(t, d, "Iona")
		secret := x.set(p, good, dbtest.Now.Add(-30*time.Second))
		if got, ok := x.try(" IONA@example.org", good, code(t, secret, dbtest.Now)); !ok || got.ID != p.ID {
			t.Errorf("%v %v", got, ok)
		}
	})
}

func TestWhateverIsWrongWithAPasswordIsOneAnswerAndTheSameWork(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x := door{t, d, credential.NewHasher(cheap), ring(t)}
		before := dbtest.Now.Add(-30 * time.Second)
		iona, closed := somebody(t, d, "Iona"), somebody(t, d, "Closed")
		secret := x.set(iona, good, before)
		other := x.set(closed, good, before)
		somebody(t, d, "Bare") // has no password
		dbtest.Write(t, d, func(tx *db.Tx) error { return person.Close(tx, operator, closed.ID) })
		now := code(t, secret, dbtest.Now)
		for what, try := range map[string][3]string{
			"an unknown address":            {"nobody@example.org", good, now},
			"a wrong password":              {"iona@example.org", good + "!", now},
			"no password":                   {"iona@example.org", "", now},
			"a very long password":          {"iona@example.org", strings.Repeat("x", 1<<20), now},
			"a wrong code":                  {"iona@example.org", good, "000000"},
			"no code":                       {"iona@example.org", good, ""},
			"somebody else's code":          {"iona@example.org", good, code(t, other, dbtest.Now)},
			"a closed person":               {"closed@example.org", good, code(t, other, dbtest.Now)},
			"a person without a password":   {"bare@example.org", good, now},
			"an address with SQL":           {"' OR 1=1 --", good, now},
			"an address with a zero byte":   {"iona@example.org\x01", good, now},
			"an address with a part of one": {"iona", good, now},
		} {
			runs := x.h.Runs()
			if p, ok := x.try(try[0], try[1], try[2]); ok || p.ID != "" {
				t.Errorf("%s lets %s in", what, p.Name)
			}
			if n := x.h.Runs() - runs; n != 1 {
				t.Errorf("%s: %d hashes were computed, not one", what, n)
			}
			if e := lastEntry(t, d); e.Verb != "sign-in.refuse" {
				t.Errorf("%s is noted as %+v", what, e)
			}
		}
		if _, ok := x.try("iona@example.org", good, now); !ok {
			t.Error("after all that the right ones do not work")
		}
	})
}

func TestACodeIsTakenOnceAndOneStepEitherWay(t *testing.T) {
	at := dbtest.Now
	x := door{t, clock(t, &at), credential.NewHasher(cheap), ring(t)}
	p := somebody(t, x.d, "Iona")
	secret := x.set(p, good, at)
	step := func(n int) string { return code(t, secret, dbtest.Now.Add(time.Duration(n)*30*time.Second)) }
	for _, one := range []struct {
		what string
		at   time.Duration
		code string
		want bool
	}{
		{"the code of the set-up", 0, step(0), false},
		{"one step ahead", 0, step(1), true},
		{"the same again", 0, step(1), false},
		{"the same again a step later", 30 * time.Second, step(1), false},
		{"an older one that was not used", 30 * time.Second, step(0), false},
		{"two steps ahead", 30 * time.Second, step(3), false},
		{"one step behind", 90 * time.Second, step(2), true},
		{"the step of now, after the one behind", 90 * time.Second, step(3), true},
		{"two steps behind", 300 * time.Second, step(8), false},
		{"the clock was set back, and an old code is sent again", 0, step(1), false},
		{"the clock was set back, and a new code of then", 0, step(0), false},
		{"the clock is right again", 300 * time.Second, step(10), true},
	} {
		at = dbtest.Now.Add(one.at)
		if _, ok := x.try("iona@example.org", good, one.code); ok != one.want {
			t.Errorf("%s: %v, want %v", one.what, ok, one.want)
		}
	}
}

func TestACodeMayBeTypedInGroups(t *testing.T) {
	at := dbtest.Now
	x := door{t, clock(t, &at), credential.NewHasher(cheap), ring(t)}
	secret := x.set(somebody(t, x.d, "Iona"), good, at.Add(-30*time.Second))
	c := code(t, secret, at)
	if _, ok := x.try("iona@example.org", good, " "+c[:3]+" "+c[3:]+" "); !ok {
		t.Error("a code in two groups is refused")
	}
}

func TestTheCodesAreThoseOfTheStandard(t *testing.T) {
	// RFC 6238, appendix B, with the last six of its eight figures.
	const address = "otpauth://totp/x?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
	for at, code := range map[int64]string{59: "287082", 1111111109: "081804", 1234567890: "005924", 2000000000: "279037"} {
		if s, ok := credential.Step(address, code, time.Unix(at, 0), 0); !ok || s != at/30 {
			t.Errorf("%d: %d %v", at, s, ok)
		}
		if _, ok := credential.Step(address, code, time.Unix(at, 0), at/30); ok {
			t.Errorf("%d: taken twice", at)
		}
	}
}

func TestASealedCodeOpensForItsOwnerOnly(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x := door{t, d, credential.NewHasher(cheap), ring(t)}
		iona, rona := somebody(t, d, "Iona"), somebody(t, d, "Rona")
		begun := ""
		dbtest.Write(t, d, func(tx *db.Tx) (err error) {
			begun, err = credential.BeginPassword(tx, x.r, iona)
			return err
		})
		err := d.Write(context.Background(), func(tx *db.Tx) error { return credential.SetPassword(tx, x.r, rona, begun, x.h.Dummy(), "000000") })
		if errs.KindOf(err) != errs.NotFound {
			t.Errorf("somebody else uses the ceremony: %v", err)
		}
		err = d.Write(context.Background(), func(tx *db.Tx) error { return credential.SetPassword(tx, x.r, iona, begun, x.h.Dummy(), "000000") })
		if errs.KindOf(err) != errs.BadInput || errs.FieldOf(err) != "code" {
			t.Errorf("a wrong code: %v", err)
		}
		dbtest.Read(t, d, func(tx *db.Tx) error {
			_, err := credential.Look(tx, credential.SetUp, begun)
			return err // after a wrong code the set-up goes on
		})
	})
}

func TestAnOldHashIsMadeAnewWhenItsOwnerSignsIn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x := door{t, d, credential.NewHasher(cheap), ring(t)}
		secret := x.set(somebody(t, d, "Iona"), good, dbtest.Now.Add(-30*time.Second))
		x.h = credential.NewHasher(credential.Cost{Memory: 128, Passes: 1, Lanes: 1})
		find := func() (c credential.Candidate) {
			dbtest.Read(t, d, func(tx *db.Tx) (err error) {
				c, err = x.h.Find(tx, "iona@example.org")
				return err
			})
			return c
		}
		save, err := x.h.Renew(context.Background(), find(), good)
		if err != nil || save == nil {
			t.Fatal("the old hash is not made anew", err)
		}
		dbtest.Write(t, d, save)
		if save, err := x.h.Renew(context.Background(), find(), good); err != nil || save != nil {
			t.Errorf("it is made anew again: %v", err)
		}
		if _, ok := x.try("iona@example.org", good, code(t, secret, dbtest.Now)); !ok {
			t.Error("the password does not work with its new hash")
		}
	})
}

func TestOfTwoWhoSendTheSameCodeAtOnceOneComesIn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		x := door{t, d, credential.NewHasher(cheap), ring(t)}
		secret := x.set(somebody(t, d, "Iona"), good, dbtest.Now.Add(-30*time.Second))
		var c credential.Candidate
		dbtest.Read(t, d, func(tx *db.Tx) (err error) { // both have found the row before either signs in
			c, err = x.h.Find(tx, "iona@example.org")
			return err
		})
		in := 0
		for range 2 {
			dbtest.Write(t, d, func(tx *db.Tx) error {
				_, ok, err := credential.SignIn(tx, x.r, c, true, code(t, secret, dbtest.Now))
				if ok {
					in++
				}
				return err
			})
		}
		if in != 1 {
			t.Errorf("%d came in", in)
		}
	})
}

func TestThePasswordRowTellsNoCode(t *testing.T) {
	d := dbtest.SQLite(t)
	x := door{t, d, credential.NewHasher(cheap), ring(t)}
	p := somebody(t, d, "Iona")
	x.set(p, good, dbtest.Now)
	other := door{t, d, x.h, ring(t)} // the database, without its keys
	var c credential.Candidate
	dbtest.Read(t, d, func(tx *db.Tx) (err error) {
		c, err = x.h.Find(tx, p.Email)
		return err
	})
	err := d.Write(context.Background(), func(tx *db.Tx) error {
		_, ok, err := credential.SignIn(tx, other.r, c, true, "000000")
		if ok {
			t.Error("it opens with other keys")
		}
		return err
	})
	if errs.KindOf(err) != errs.Storage {
		t.Errorf("with other keys: %v", err)
	}
}
