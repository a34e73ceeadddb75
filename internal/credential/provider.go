package credential

import (
	"context"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/person"
	"golang.org/x/oauth2"
)

// Settings are a provider as the operator writes it down: the sign-in of a body,
// over OpenID Connect.
type Settings struct {
	// Name is in addresses and in the audit log: small letters, digits, hyphens.
	Name     string `json:"name"`
	Issuer   string `json:"issuer"`
	ClientID string `json:"client_id"`
	// The secret stands elsewhere: in an environment variable, or in a file.
	SecretEnv  string `json:"secret_env"`
	SecretFile string `json:"secret_file"`
	// Label is what the button says, such as “Sign in with the Care Inspectorate”.
	Label string `json:"label"`
}

// Provider is the sign-in of a body. It is asked about itself when it is first
// used, so that the site starts while it does not answer.
type Provider struct {
	Name, Issuer, Label string
	clientID            string
	secret              func() string // a function, so that nothing prints it

	mu    sync.Mutex
	found *oidc.Provider
}

var providerName = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// ParseProviders reads a list of Settings, as JSON. secret finds the secret of one.
func ParseProviders(b []byte, secret func(Settings) (string, error)) ([]*Provider, error) {
	var list []Settings
	d := json.NewDecoder(strings.NewReader(string(b)))
	d.DisallowUnknownFields()
	if err := d.Decode(&list); err != nil {
		return nil, errs.Invalid("providers", "The list of providers cannot be read: %v", err)
	}
	var all []*Provider
	seen := map[string]bool{}
	for _, s := range list {
		if !providerName.MatchString(s.Name) || len(s.Name) > 40 || seen[s.Name] {
			return nil, errs.Invalid("providers", "Every provider needs a name of its own of small letters, digits and hyphens; “%s” is none", s.Name)
		}
		if seen[s.Issuer] {
			return nil, errs.Invalid("providers", "Two providers have the issuer %s; it can stand in the list once", s.Issuer)
		}
		seen[s.Name], seen[s.Issuer] = true, true
		if err := checkIssuer(s.Issuer); err != nil {
			return nil, err
		}
		if s.ClientID == "" || strings.TrimSpace(s.Label) == "" {
			return nil, errs.Invalid("providers", "The provider %s needs a client_id and a label for its button", s.Name)
		}
		key, err := secret(s)
		if err != nil {
			return nil, err
		}
		all = append(all, &Provider{Name: s.Name, Issuer: s.Issuer, Label: s.Label, clientID: s.ClientID, secret: func() string { return key }})
	}
	return all, nil
}

// checkIssuer refuses an issuer to which a secret would be sent in the open.
func checkIssuer(issuer string) error {
	u, err := url.Parse(issuer)
	if err == nil && u.Host != "" && u.User == nil && u.RawQuery == "" && u.Fragment == "" {
		ip := net.ParseIP(u.Hostname())
		if u.Scheme == "https" || u.Scheme == "http" && (u.Hostname() == "localhost" || ip != nil && ip.IsLoopback()) {
			return nil
		}
	}
	return errs.Invalid("providers", "The issuer of a provider is an https address, such as https://sign-in.example.gov.scot; “%s” is none", issuer)
}

// patience is how long a provider has to answer.
const patience = 10 * time.Second

// ask finds out about the provider. What it says is kept while the process lasts;
// its keys are asked for again when one is unknown.
func (p *Provider) ask(ctx context.Context) (*oidc.Provider, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.found != nil {
		return p.found, nil
	}
	// The client outlives the request: later ones ask for keys through it.
	found, err := oidc.NewProvider(web(context.WithoutCancel(ctx)), p.Issuer)
	if err != nil {
		return nil, p.silent(err)
	}
	p.found = found
	return found, nil
}

func web(ctx context.Context) context.Context {
	return oidc.ClientContext(ctx, &http.Client{Timeout: patience})
}

func (p *Provider) silent(cause error) error {
	return &errs.Error{Kind: errs.Limited, Field: "provider", Cause: cause,
		Sentence: "The other sign-in does not answer as it should at the moment; try again in a minute, or sign in in another way"}
}

// Trip is a journey to a provider and back, while it is under way.
type Trip struct {
	Provider, State, Nonce, Verifier string
	// Back is where it leads to on this site: a path.
	Back string
	// For is what it is for: “sign-in”, “add” or “invitation”.
	For string
}

// BeginTrip begins a journey to a provider. id is whom it is about, where somebody
// is known.
func BeginTrip(tx *db.Tx, p *Provider, id person.ID, what, back string) (string, error) {
	state, _ := person.Secret()
	nonce, _ := person.Secret()
	return begin(tx, Journey, id, Trip{p.Name, state, nonce, oauth2.GenerateVerifier(), back, what})
}

// TripOf is the journey of a ceremony.
func TripOf(c Ceremony) (t Trip, err error) { return t, c.read(&t) }

func (p *Provider) config(found *oidc.Provider, origin string) oauth2.Config {
	return oauth2.Config{ClientID: p.clientID, ClientSecret: p.secret(), Endpoint: found.Endpoint(),
		RedirectURL: origin + "/sign-in/from/" + p.Name, Scopes: []string{oidc.ScopeOpenID}}
}

// Address is where the journey goes. errs.Limited where the provider does not say.
func (p *Provider) Address(ctx context.Context, origin string, t Trip) (string, error) {
	found, err := p.ask(ctx)
	if err != nil {
		return "", err
	}
	c := p.config(found, origin)
	// A session that lasts there proves nothing of who sits at the desk now.
	return c.AuthCodeURL(t.State, oidc.Nonce(t.Nonce), oauth2.S256ChallengeOption(t.Verifier),
		oauth2.SetAuthURLParam("prompt", "login"), oauth2.SetAuthURLParam("max_age", "0")), nil
}

// Identity is who a provider says that somebody is. An e-mail address is no part of
// it: providers differ in whether they check one.
type Identity struct{ Issuer, Subject string }

// skew is how far the provider's clock may be from this one.
const skew = 5 * time.Minute

// Arrive says who has come back from a provider with a state and a code. It asks
// the provider, so it is outside every transaction; the ceremony MUST have been
// taken. errs.BadInput with a sentence for everything that does not hold.
func (p *Provider) Arrive(ctx context.Context, origin string, c Ceremony, state, code string) (Identity, error) {
	t, err := TripOf(c)
	if err != nil {
		return Identity{}, err
	}
	if t.Provider != p.Name || subtle.ConstantTimeCompare([]byte(t.State), []byte(state)) != 1 {
		return Identity{}, p.no("this is not the answer to what was asked from this browser", nil)
	}
	found, err := p.ask(ctx)
	if err != nil {
		return Identity{}, err
	}
	config := p.config(found, origin)
	token, err := config.Exchange(web(ctx), code, oauth2.VerifierOption(t.Verifier))
	if _, refused := errors.AsType[*oauth2.RetrieveError](err); refused {
		return Identity{}, p.no("the code that came back was used before, or is too old", err)
	}
	if err != nil {
		return Identity{}, p.silent(err)
	}
	raw, _ := token.Extra("id_token").(string)
	// go-oidc checks the signature, the issuer, the audience and the times.
	id, err := found.Verifier(&oidc.Config{ClientID: p.clientID, Now: func() time.Time { return c.At }}).Verify(web(ctx), raw)
	if err != nil {
		return Identity{}, p.no("what it says of you is too old, or meant for another site", err)
	}
	if subtle.ConstantTimeCompare([]byte(id.Nonce), []byte(t.Nonce)) != 1 {
		return Identity{}, p.no("it answers what was not asked", nil)
	}
	var more struct {
		AZP      string `json:"azp"`
		AuthTime int64  `json:"auth_time"`
	}
	if err := id.Claims(&more); err != nil || id.Subject == "" || len(id.Subject) > 255 {
		return Identity{}, p.no("it does not say who you are", err)
	}
	if len(id.Audience) > 1 && more.AZP == "" || more.AZP != "" && more.AZP != p.clientID {
		return Identity{}, p.no("what it says of you is meant for another site", nil)
	}
	if id.IssuedAt.After(c.At.Add(skew)) || id.IssuedAt.Before(c.At.Add(-lasts[Journey]-skew)) {
		return Identity{}, p.no("its clock and the clock of this site are too far apart", nil)
	}
	// Some providers do not say when they asked; those that do are held to it.
	if more.AuthTime != 0 && time.Unix(more.AuthTime, 0).Before(c.At.Add(-lasts[Journey]-skew)) {
		return Identity{}, p.no("you were not asked there who you are", nil)
	}
	return Identity{id.Issuer, id.Subject}, nil
}

// no is a refusal, with the reason in words.
func (p *Provider) no(why string, cause error) error {
	return &errs.Error{Kind: errs.BadInput, Field: "provider", Cause: cause,
		Sentence: fmt.Sprintf("The answer of the other sign-in was not accepted: %s. Begin again, or sign in in another way", why)}
}
