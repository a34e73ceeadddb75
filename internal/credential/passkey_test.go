package credential_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/credential"
	"github.com/northinch/northinch/internal/credential/credentialtest"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/person"
)

const origin = "https://northinch.example"

var operator = access.Command("test")

func TestStatementsAreUnderstoodOnBothEngines(t *testing.T) {
	dbtest.Prepare(t, credential.Statements())
}

// somebody is a person who has accepted an invitation. They are made up.
func somebody(t testing.TB, d *db.DB, name string) (p person.Person) {
	t.Helper()
	dbtest.Write(t, d, func(tx *db.Tx) error {
		added, err := person.Add(tx, operator, person.New{Name: name, Email: strings.ToLower(name) + "@example.org"})
		if err != nil {
			return err
		}
		secret, err := person.Invite(tx, operator, added.ID)
		if err != nil {
			return err
		}
		i, err := person.Accept(tx, secret)
		p = i.Person
		return err
	})
	return p
}

func passkeys(t testing.TB) *credential.Passkeys {
	t.Helper()
	k, err := credential.NewPasskeys(origin)
	if err != nil || k == nil {
		t.Fatal(k, err)
	}
	return k
}

// begun is a ceremony that was begun and taken, and what the browser is asked.
func begun(t testing.TB, d *db.DB, kind credential.Kind, begin func(*db.Tx) (string, error)) (c credential.Ceremony, options string) {
	t.Helper()
	secret := ""
	dbtest.Write(t, d, func(tx *db.Tx) (err error) {
		secret, err = begin(tx)
		return err
	})
	dbtest.Write(t, d, func(tx *db.Tx) (err error) {
		c, err = credential.Take(tx, kind, secret)
		return err
	})
	options, err := credential.Options(c)
	if err != nil {
		t.Fatal(err)
	}
	return c, options
}

// add gives a person a passkey.
func add(t testing.TB, d *db.DB, k *credential.Passkeys, p person.Person) *credentialtest.Key {
	t.Helper()
	c, options := begun(t, d, credential.AddPasskey, func(tx *db.Tx) (string, error) { return k.BeginAdd(tx, p, "key") })
	key, answer := credentialtest.Make(t, options, origin, credentialtest.Lie{})
	dbtest.Write(t, d, func(tx *db.Tx) error { return k.Add(tx, p, c, []byte(answer)) })
	return key
}

// use answers a new challenge and says who came in.
func use(t testing.TB, d *db.DB, k *credential.Passkeys, key *credentialtest.Key, l credentialtest.Lie) (p person.Person, ok bool) {
	t.Helper()
	c, options := begun(t, d, credential.UsePasskey, k.BeginUse)
	return offered(t, d, k, c, key.Answer(t, options, origin, l))
}

func offered(t testing.TB, d *db.DB, k *credential.Passkeys, c credential.Ceremony, answer string) (p person.Person, ok bool) {
	t.Helper()
	dbtest.Write(t, d, func(tx *db.Tx) (err error) {
		p, ok, err = k.Use(tx, c, []byte(answer))
		return err
	})
	return p, ok
}

func lastEntry(t testing.TB, d *db.DB) (e audit.Entry) {
	t.Helper()
	dbtest.Read(t, d, func(tx *db.Tx) error {
		all, err := audit.Last(tx, 1)
		if err == nil {
			e = all[len(all)-1]
		}
		return err
	})
	return e
}

func TestAPasskeyLetsItsOwnerInAndAsksNobodyForAName(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := passkeys(t)
		iona, rona := somebody(t, d, "Iona"), somebody(t, d, "Rona")
		one, two, other := add(t, d, k, iona), add(t, d, k, iona), add(t, d, k, rona)
		for range 2 {
			for key, owner := range map[*credentialtest.Key]person.ID{one: iona.ID, two: iona.ID, other: rona.ID} {
				if p, ok := use(t, d, k, key, credentialtest.Lie{}); !ok || p.ID != owner {
					t.Errorf("%v %v, want %s", p, ok, owner)
				}
			}
		}
		_, options := begun(t, d, credential.UsePasskey, k.BeginUse)
		if strings.Contains(options, "allowCredentials") || !strings.Contains(options, `"userVerification":"required"`) {
			t.Errorf("the browser is asked %s", options)
		}
	})
}

func TestWhatTheBrowserIsAskedToMake(t *testing.T) {
	d, k := dbtest.SQLite(t), passkeys(t)
	p := somebody(t, d, "Iona")
	key := add(t, d, k, p)
	_, options := begun(t, d, credential.AddPasskey, func(tx *db.Tx) (string, error) { return k.BeginAdd(tx, p, "second") })
	var asked struct {
		PublicKey struct {
			RP                     struct{ ID string }
			Attestation            string
			AuthenticatorSelection struct {
				ResidentKey, UserVerification string
				RequireResidentKey            bool
			}
			ExcludeCredentials []struct{ ID string }
		}
	}
	if err := json.Unmarshal([]byte(options), &asked); err != nil {
		t.Fatal(err)
	}
	a := asked.PublicKey
	if a.RP.ID != "northinch.example" || a.Attestation != "none" || a.AuthenticatorSelection.ResidentKey != "required" || !a.AuthenticatorSelection.RequireResidentKey || a.AuthenticatorSelection.UserVerification != "required" {
		t.Errorf("%+v", a)
	}
	if len(a.ExcludeCredentials) != 1 || len(a.ExcludeCredentials[0].ID) == 0 {
		t.Errorf("the passkey that is there is not excluded: %s", options)
	}
	if string(key.Handle) != string(p.ID) {
		t.Errorf("the authenticator keeps %q of its owner", key.Handle)
	}
}

func TestAnAssertionThatDoesNotHoldIsRefusedAndNoted(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := passkeys(t)
		iona, rona := somebody(t, d, "Iona"), somebody(t, d, "Rona")
		key, other := add(t, d, k, iona), add(t, d, k, rona)
		for range 3 {
			if _, ok := use(t, d, k, key, credentialtest.Lie{}); !ok {
				t.Fatal("the passkey does not work")
			}
		}
		for what, l := range map[string]credentialtest.Lie{
			"made on another site":            {Origin: "https://northinch.example.evil.example"},
			"made on another port":            {Origin: "https://northinch.example:444"},
			"made without TLS":                {Origin: "http://northinch.example"},
			"made inside another site's page": {CrossOrigin: true},
			"for another relying party":       {RP: "evil.example"},
			"for another challenge":           {Challenge: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"},
			"of another kind":                 {Kind: "webauthn.create"},
			"without the person verified":     {Unverified: true},
			"with somebody else's handle":     {Handle: []byte(rona.ID)},
			"with no handle":                  {Handle: []byte{}},
			"signed with somebody else's key": {Signer: other},
			"with a counter that stood still": {Count: key.Count},
			"with a counter that went back":   {Count: 1},
		} {
			before := key.Count
			if p, ok := use(t, d, k, key, l); ok {
				t.Errorf("an assertion %s lets %s in", what, p.Name)
			}
			if e := lastEntry(t, d); e.Verb != "sign-in.refuse" || strings.Contains(what, "counter") && (e.Subject != string(iona.ID) || !strings.Contains(e.Detail, "copy")) {
				t.Errorf("an assertion %s is noted as %+v", what, e)
			}
			key.Count = before
		}
		for what, answer := range map[string]string{"nothing": "", "no JSON": "{", "an empty object": "{}", "a list": "[]", "null": "null", "SQL": `{"id":"' OR 1=1 --","rawId":"' OR 1=1 --"}`} {
			c, _ := begun(t, d, credential.UsePasskey, k.BeginUse)
			if _, ok := offered(t, d, k, c, answer); ok {
				t.Errorf("%s lets somebody in", what)
			}
		}
		if _, ok := use(t, d, k, key, credentialtest.Lie{}); !ok {
			t.Error("after all that the passkey itself does not work any more")
		}
	})
}

func TestAnAssertionWorksForItsCeremonyOnly(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := passkeys(t)
		key := add(t, d, k, somebody(t, d, "Iona"))
		c, options := begun(t, d, credential.UsePasskey, k.BeginUse)
		answer := key.Answer(t, options, origin, credentialtest.Lie{})
		if _, ok := offered(t, d, k, c, answer); !ok {
			t.Fatal("the passkey does not work")
		}
		later, _ := begun(t, d, credential.UsePasskey, k.BeginUse)
		if _, ok := offered(t, d, k, later, answer); ok {
			t.Error("an assertion works for a later challenge")
		}
	})
}

func TestACeremonyWorksOnceForItsKindAndForMinutes(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := passkeys(t)
		var secret string
		dbtest.Write(t, d, func(tx *db.Tx) (err error) {
			secret, err = k.BeginUse(tx)
			return err
		})
		take := func(kind credential.Kind, secret string) error {
			return d.Write(context.Background(), func(tx *db.Tx) error {
				_, err := credential.Take(tx, kind, secret)
				return err
			})
		}
		for what, err := range map[string]error{
			"of another kind": take(credential.AddPasskey, secret), "made up": take(credential.UsePasskey, strings.Repeat("A", 43)),
			"empty": take(credential.UsePasskey, ""), "with SQL": take(credential.UsePasskey, "' OR '1'='1"),
		} {
			if errs.KindOf(err) != errs.NotFound {
				t.Errorf("a ceremony %s: %v", what, err)
			}
		}
		if err := take(credential.UsePasskey, secret); err != nil {
			t.Fatal(err)
		}
		if err := take(credential.UsePasskey, secret); errs.KindOf(err) != errs.NotFound {
			t.Errorf("a second time: %v", err)
		}
	})
}

func TestACeremonyIsTooLateAfterTenMinutesWhateverTheClockDidBefore(t *testing.T) {
	at := dbtest.Now
	d, err := db.Open(context.Background(), t.TempDir()+"/test.db", func() time.Time { return at })
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	k := passkeys(t)
	look := func(after time.Duration) error {
		at = dbtest.Now
		var secret string
		dbtest.Write(t, d, func(tx *db.Tx) (err error) {
			secret, err = k.BeginUse(tx)
			return err
		})
		at = at.Add(after)
		return d.Read(context.Background(), func(tx *db.Tx) error {
			_, err := credential.Look(tx, credential.UsePasskey, secret)
			return err
		})
	}
	for after, want := range map[time.Duration]bool{0: true, 9 * time.Minute: true, 10 * time.Minute: false, 24 * time.Hour: false, -time.Hour: true} {
		if err := look(after); (err == nil) != want {
			t.Errorf("%v later: %v, want it to be there %v", after, err, want)
		}
	}
}

func TestAPasskeyThatWasMadeOtherwiseThanAskedIsNotAdded(t *testing.T) {
	d, k := dbtest.SQLite(t), passkeys(t)
	iona, rona := somebody(t, d, "Iona"), somebody(t, d, "Rona")
	begin := func(tx *db.Tx) (string, error) { return k.BeginAdd(tx, iona, "key") }
	refused := func(what string, p person.Person, c credential.Ceremony, answer string) {
		t.Helper()
		err := d.Write(context.Background(), func(tx *db.Tx) error { return k.Add(tx, p, c, []byte(answer)) })
		if errs.KindOf(err) != errs.BadInput {
			t.Errorf("%s: %v", what, err)
		}
	}
	for what, l := range map[string]credentialtest.Lie{
		"another site": {Origin: "https://evil.example"}, "another relying party": {RP: "evil.example"}, "another challenge": {Challenge: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"},
		"nobody verified": {Unverified: true}, "another kind": {Kind: "webauthn.get"}, "inside another page": {CrossOrigin: true},
	} {
		c, options := begun(t, d, credential.AddPasskey, begin)
		_, answer := credentialtest.Make(t, options, origin, l)
		refused(what, iona, c, answer)
	}
	c, options := begun(t, d, credential.AddPasskey, begin)
	_, answer := credentialtest.Make(t, options, origin, credentialtest.Lie{})
	refused("somebody else's ceremony", rona, c, answer)
	refused("no answer", iona, c, `{"id":"x"}`)
	dbtest.Write(t, d, func(tx *db.Tx) error { return k.Add(tx, iona, c, []byte(answer)) })
	refused("a passkey that is there already", iona, c, answer)
}

func TestWhoMayNotSignInAnyMoreComesInWithNoPasskey(t *testing.T) {
	d, k := dbtest.SQLite(t), passkeys(t)
	p := somebody(t, d, "Iona")
	key := add(t, d, k, p)
	dbtest.Write(t, d, func(tx *db.Tx) error { return person.Close(tx, operator, p.ID) })
	if _, ok := use(t, d, k, key, credentialtest.Lie{}); ok {
		t.Error("a closed person comes in")
	}
}

func TestPasskeysNeedAnAddressWithAName(t *testing.T) {
	for origin, want := range map[string]bool{"https://northinch.example": true, "http://localhost:8080": true, "": false, "http://127.0.0.1:8080": false, "http://[::1]:8080": false} {
		if k, err := credential.NewPasskeys(origin); err != nil || (k != nil) != want {
			t.Errorf("%q: %v %v", origin, k != nil, err)
		}
	}
}

func TestTheLastWayToSignInCannotBeRemoved(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		k := passkeys(t)
		p := somebody(t, d, "Iona")
		add(t, d, k, p)
		add(t, d, k, p)
		who := access.Actor{ID: string(p.ID), Name: p.Name}
		var have credential.Ways
		list := func() credential.Ways {
			dbtest.Read(t, d, func(tx *db.Tx) (err error) {
				have, err = credential.Of(tx, p.ID, nil)
				return err
			})
			return have
		}
		remove := func(who access.Actor, way credential.Way) error {
			return d.Write(context.Background(), func(tx *db.Tx) error { return credential.Remove(tx, who, way, nil) })
		}
		keys := list().Passkeys
		rona := somebody(t, d, "Rona")
		add(t, d, k, rona)
		add(t, d, k, rona)
		if err := remove(access.Actor{ID: string(rona.ID)}, credential.Way{Passkey: keys[0].ID}); errs.KindOf(err) != errs.NotFound {
			t.Errorf("somebody else removes it: %v", err)
		}
		if err := remove(who, credential.Way{}); errs.KindOf(err) != errs.NotFound {
			t.Errorf("a password that is not there: %v", err)
		}
		if err := remove(who, credential.Way{Passkey: keys[0].ID}); err != nil || list().Count() != 1 {
			t.Errorf("one of two: %v, %d left", err, list().Count())
		}
		if err := remove(who, credential.Way{Passkey: keys[1].ID}); errs.KindOf(err) != errs.Denied || list().Count() != 1 {
			t.Errorf("the last one: %v, %d left", err, list().Count())
		}
	})
}

func TestTheNameOfAPasskeyIsTextAndNothingElse(t *testing.T) {
	d, k := dbtest.SQLite(t), passkeys(t)
	p := somebody(t, d, "Iona")
	for name, want := range map[string]bool{
		"work laptop": true, "'; DROP TABLE passkey; --": true, "<script>alert(1)</script>": true, "{{.Page}}": true,
		"": false, "   ": false, "a\x00b": false, "a\xffb": false, strings.Repeat("x", 61): false,
	} {
		err := d.Write(context.Background(), func(tx *db.Tx) error {
			_, err := k.BeginAdd(tx, p, name)
			return err
		})
		if (err == nil) != want || err != nil && errs.KindOf(err) != errs.BadInput {
			t.Errorf("%q: %v", name, err)
		}
	}
}
