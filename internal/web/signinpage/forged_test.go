package signinpage_test

import (
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/northinch/northinch/internal/credential"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/db/dbtest"
	"github.com/northinch/northinch/internal/person"
)

// liar is a provider that says whatever a test wants: no real one would.
type liar struct {
	t      testing.TB
	issuer string
	key    *rsa.PrivateKey
	signer any // the key; another one for a forged signature
	method jose.SignatureAlgorithm
	claims map[string]any    // of the next token
	asked  map[string]string // what came with the last code
}

func lies(t testing.TB) *liar {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	l := &liar{t: t, key: key}
	mux := http.NewServeMux()
	send := func(w http.ResponseWriter, v any) {
		w.Header().Set("Content-Type", "application/json")
		json.NewEncoder(w).Encode(v)
	}
	mux.HandleFunc("GET /.well-known/openid-configuration", func(w http.ResponseWriter, r *http.Request) {
		send(w, map[string]any{"issuer": l.issuer, "authorization_endpoint": l.issuer + "/auth", "token_endpoint": l.issuer + "/token", "jwks_uri": l.issuer + "/keys", "id_token_signing_alg_values_supported": []string{"RS256"}})
	})
	mux.HandleFunc("GET /keys", func(w http.ResponseWriter, r *http.Request) {
		send(w, jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: &key.PublicKey, KeyID: "1", Algorithm: "RS256", Use: "sig"}}})
	})
	mux.HandleFunc("POST /token", func(w http.ResponseWriter, r *http.Request) {
		l.asked = map[string]string{"verifier": r.PostFormValue("code_verifier"), "redirect": r.PostFormValue("redirect_uri")}
		answer := map[string]any{"access_token": "x", "token_type": "Bearer"}
		if l.claims != nil {
			answer["id_token"] = l.sign()
		}
		send(w, answer)
	})
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	l.issuer = s.URL
	return l
}

func (l *liar) sign() string {
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: l.method, Key: l.signer}, (&jose.SignerOptions{}).WithHeader("kid", "1"))
	if err != nil {
		l.t.Fatal(err)
	}
	b, _ := json.Marshal(l.claims)
	signed, err := signer.Sign(b)
	if err != nil {
		l.t.Fatal(err)
	}
	token, _ := signed.CompactSerialize()
	return token
}

// honest is a site with a provider that says what is right, and what arrives at the
// site after a journey to it.
func honest(t testing.TB) (s site, come func(b browser, to string) page) {
	t.Helper()
	l := lies(t)
	l.signer, l.method = l.key, jose.RS256
	s = serve(t, dbtest.SQLite(t), func(string) []*credential.Provider { return listed(t, l.issuer) })
	return s, func(b browser, to string) page {
		l.claims = map[string]any{"iss": l.issuer, "aud": "web", "sub": "made-up", "nonce": mustQuery(t, to, "nonce"), "iat": dbtest.Now.Unix(), "exp": dbtest.Now.Add(time.Hour).Unix()}
		return b.arrive("/sign-in/from/body?code=x&state=" + mustQuery(t, to, "state"))
	}
}

func TestWhoMayNotSignInAnyMoreComesInWithNoProvider(t *testing.T) {
	s, come := honest(t)
	p, link := s.invite("Iona Sound")
	b := s.browser()
	come(b, b.leave("invitation", strings.TrimPrefix(link, "/invitations/"))).must(t, http.StatusSeeOther, "/me")
	dbtest.Write(t, s.d, func(tx *db.Tx) error { return person.Close(tx, operator, p.ID) })
	b = s.browser()
	come(b, b.leave()).must(t, http.StatusBadRequest, "Nobody signs in here with this account")
	if got := b.signedIn(); got != "" {
		t.Errorf("signed in as %q", got)
	}
}

func TestAnAccountIsAddedToWhoeverBeganToAddIt(t *testing.T) {
	s, come := honest(t)
	_, one := s.invite("Iona Sound")
	_, two := s.invite("Rona Skerry")
	b := s.browser()
	b.addPasskey(one)
	to := b.leave("add", "yes")
	began := ""
	for _, c := range b.c.Jar.Cookies(nil) {
		if c.Name == "__Host-northinch-ceremony" {
			began = c.Value
		}
	}
	b.addPasskey(two) // somebody else signs in meanwhile, in the same browser
	b.c.Jar.SetCookies(nil, []*http.Cookie{{Name: "__Host-northinch-ceremony", Value: began}})
	come(b, to).must(t, http.StatusBadRequest, "not how anybody can sign in")
	if p := b.get("/me"); !strings.Contains(p.body, "Add this account") {
		t.Error("the account was added to somebody else")
	}
}

func TestATokenThatIsForgedOrForSomebodyElseSignsNobodyIn(t *testing.T) {
	l := lies(t)
	at := dbtest.Now
	s := serve(t, clock(t, &at), func(string) []*credential.Provider { return listed(t, l.issuer) })
	stranger, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	// come goes there and back with a token; change makes it what it should not be.
	come := func(b browser, change map[string]any, fields ...string) page {
		to := b.leave(fields...)
		l.claims = map[string]any{"iss": l.issuer, "aud": "web", "sub": "made-up", "nonce": mustQuery(t, to, "nonce"), "iat": at.Unix(), "exp": at.Add(time.Hour).Unix()}
		maps.Copy(l.claims, change)
		return b.arrive("/sign-in/from/body?code=x&state=" + mustQuery(t, to, "state"))
	}
	l.signer, l.method = l.key, jose.RS256
	_, link := s.invite("Iona Sound")
	come(s.browser(), nil, "invitation", strings.TrimPrefix(link, "/invitations/")).must(t, http.StatusSeeOther, "/me?done=sign-in")
	if len(l.asked["verifier"]) < 43 || l.asked["redirect"] != s.origin+"/sign-in/from/body" {
		t.Errorf("the code was redeemed with %v", l.asked)
	}
	for what, change := range map[string]map[string]any{
		"of another issuer":                                    {"iss": "https://evil.example"},
		"for another site":                                     {"aud": "other"},
		"for this site and another, which asked":               {"aud": []string{"web", "other"}, "azp": "other"},
		"for this site and another, and who asked is not said": {"aud": []string{"web", "other"}},
		"with another nonce":                                   {"nonce": "x"},
		"without a nonce":                                      {"nonce": ""},
		"without a subject":                                    {"sub": ""},
		"with a subject that is too long":                      {"sub": strings.Repeat("x", 256)},
		"that has expired":                                     {"exp": at.Add(-time.Second).Unix()},
		"that never expires":                                   {"exp": nil},
		"of tomorrow":                                          {"iat": at.Add(24 * time.Hour).Unix(), "exp": at.Add(25 * time.Hour).Unix()},
		"of yesterday":                                         {"iat": at.Add(-24 * time.Hour).Unix()},
		"that is not good yet":                                 {"nbf": at.Add(time.Hour).Unix()},
		"of somebody who is nobody here":                       {"sub": "' OR '1'='1"},
	} {
		b := s.browser()
		if p := come(b, change); p.status != http.StatusBadRequest || b.signedIn() != "" {
			t.Errorf("a token %s: %d to %s", what, p.status, p.to)
		}
	}
	for what, with := range map[string]struct {
		key    any
		method jose.SignatureAlgorithm
	}{"signed by a stranger": {stranger, jose.RS256}, "signed with the client's secret": {[]byte(strings.Repeat("secret", 8)), jose.HS256}} {
		l.signer, l.method = with.key, with.method
		b := s.browser()
		if p := come(b, nil); p.status != http.StatusBadRequest || b.signedIn() != "" {
			t.Errorf("a token %s: %d", what, p.status)
		}
	}
	l.signer, l.method = l.key, jose.RS256
	b := s.browser()
	to := b.leave()
	l.claims = nil
	b.arrive("/sign-in/from/body?code=x&state="+mustQuery(t, to, "state")).must(t, http.StatusBadRequest, "not accepted")
	b = s.browser()
	to = b.leave()
	l.claims = map[string]any{"iss": l.issuer, "aud": "web", "sub": "made-up", "nonce": mustQuery(t, to, "nonce"), "iat": at.Unix(), "exp": at.Add(time.Hour).Unix()}
	b.arrive("/sign-in/from/body?code=x&state=x").must(t, http.StatusBadRequest, "not the answer to what was asked")
	if got := b.signedIn(); got != "" {
		t.Errorf("with another state, signed in as %q", got)
	}
	come(s.browser(), map[string]any{"aud": []string{"web", "other"}, "azp": "web"}).must(t, http.StatusSeeOther, "/?done=sign-in")
	b = s.browser()
	come(b, nil).must(t, http.StatusSeeOther, "/?done=sign-in")
	at = at.Add(11 * time.Minute)
	if p := come(b, map[string]any{"auth_time": at.Add(-time.Hour).Unix()}); p.status != http.StatusBadRequest {
		t.Errorf("a provider that did not ask again: %d", p.status)
	}
	come(b, map[string]any{"auth_time": at.Unix()}).must(t, http.StatusSeeOther, "/?done=sign-in")
}
