package credential_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/northinch/northinch/internal/credential"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/person"
)

// cheap is a cost for tests that compute many hashes.
var cheap = credential.Cost{Memory: 64, Passes: 1, Lanes: 1}

const good = "mossy lantern ferry thimble"

func TestAHashSaysItsCostAndNoTwoAreTheSame(t *testing.T) {
	ctx := context.Background()
	h := credential.NewHasher(credential.Usual)
	one, err := h.Hash(ctx, good)
	if err != nil {
		t.Fatal(err)
	}
	two, _ := h.Hash(ctx, good)
	if !strings.HasPrefix(one, "$argon2id$v=19$m=19456,t=2,p=1$") || one == two || strings.Contains(one, good) {
		t.Errorf("%s and %s", one, two)
	}
	for password, want := range map[string]bool{good: true, good + " ": false, "": false, strings.ToUpper(good): false} {
		if ok, err := h.Same(ctx, password, one); ok != want || err != nil {
			t.Errorf("%q: %v %v", password, ok, err)
		}
	}
}

func TestTheSameKeysOnAnotherMachineAreTheSamePassword(t *testing.T) {
	h := credential.NewHasher(cheap)
	hash, _ := h.Hash(context.Background(), "caf\u00e9 lantern ferry")
	if ok, _ := h.Same(context.Background(), "cafe\u0301 lantern ferry", hash); !ok {
		t.Error("é in two parts is another password")
	}
}

func TestAHashOfAnotherCostIsOldAndStillWorks(t *testing.T) {
	old, now := credential.NewHasher(cheap), credential.NewHasher(credential.Cost{Memory: 128, Passes: 1, Lanes: 1})
	hash, _ := old.Hash(context.Background(), good)
	if old.IsOld(hash) || !now.IsOld(hash) {
		t.Error("which hash is old is wrong")
	}
	if ok, err := now.Same(context.Background(), good, hash); !ok || err != nil {
		t.Errorf("%v %v", ok, err)
	}
}

func TestAHashThatWasTamperedWithNeitherWorksNorFillsTheMemory(t *testing.T) {
	h := credential.NewHasher(cheap)
	hash, _ := h.Hash(context.Background(), good)
	for _, bad := range []string{"", "$", "plain", strings.Replace(hash, "argon2id", "argon2i", 1), strings.Replace(hash, "v=19", "v=16", 1), strings.Replace(hash, "m=64", "m=4294967295", 1),
		strings.Replace(hash, "t=1", "t=0", 1), strings.Replace(hash, "t=1", "t=99", 1), strings.Replace(hash, "p=1", "p=0", 1), strings.Replace(hash, "m=64", "m=064", 1), hash + "$", hash[:len(hash)-40], strings.Replace(hash, "m=64,", "m=64, ", 1)} {
		if ok, err := h.Same(context.Background(), good, bad); ok || err == nil {
			t.Errorf("%q: %v %v", bad, ok, err)
		}
	}
}

func FuzzAHashFromTheDatabase(f *testing.F) {
	h := credential.NewHasher(cheap)
	hash, _ := h.Hash(context.Background(), good)
	f.Add(hash)
	f.Add("$argon2id$v=19$m=1,t=1,p=1$$")
	f.Fuzz(func(t *testing.T, s string) {
		if strings.Contains(s, "m=") && !strings.Contains(s, "m=64,t=1,p=1") {
			return // it may ask for a gibibyte, which is right and slow
		}
		if ok, _ := h.Same(context.Background(), "another password", s); ok {
			t.Errorf("%q is the hash of another password", s)
		}
	})
}

func TestWhenManySignInAtOnceTheLastAreToldAndNobodyWaitsWhoHasGone(t *testing.T) {
	h := credential.NewHasher(cheap)
	stop := h.Fill(h.Places())
	if _, err := h.Hash(context.Background(), good); errs.KindOf(err) != errs.Limited || !strings.Contains(errs.Sentence(err), "try again in a minute") {
		t.Errorf("one too many: %v", err)
	}
	stop()
	release := h.Hold()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Millisecond)
	defer cancel()
	if _, err := h.Hash(ctx, good); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("whoever has gone: %v", err)
	}
	release()
	var all sync.WaitGroup
	for range h.Places() {
		all.Go(func() {
			if _, err := h.Hash(context.Background(), good); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
}

func TestAPasswordIsLongAndItsOwn(t *testing.T) {
	p := person.Person{Name: "Iona Sound", Email: "iona.sound@example.gov.scot"}
	for password, want := range map[string]bool{
		good: true, "xkvqzjwplmtr": true, "Τετραγωνικό χωράφι": true, strings.Repeat("mossy lantern ferry ", 6): true, "f9#Lq2!vTz&8": true,
		"": false, "short": false, "elevenchars": false, strings.Repeat("abcdefghijk", 12): false, "\xff\xfe lantern ferry thimble": false,
		"aaaaaaaaaaaaaaaa": false, "abababababab": false, "123456789012": false, "password1234": false, "Password2026!": false, "qwertyuiop123": false, "9876543210987": false,
		"correct horse battery staple": false, "ionasound2026": false, "Iona Sound 1987!": false, "welcome to scotland": false, "northinch-northinch": false, "letmeinletmein": false, "PASSWORDPASSWORD": false,
	} {
		err := credential.CheckPassword(p, password)
		if (err == nil) != want {
			t.Errorf("%q: %v, want it taken %v", password, err, want)
		}
		if err != nil && (errs.KindOf(err) != errs.BadInput || errs.FieldOf(err) != "password") {
			t.Errorf("%q: %v", password, err)
		}
	}
	if credential.CheckPassword(person.Person{Name: "Rona Skerry", Email: "r@example.org"}, "Iona Sound is calm") != nil {
		t.Error("somebody else's name is refused too")
	}
}
