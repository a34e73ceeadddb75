package credential

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"
	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/person"
)

// Passkey is a passkey of a person.
type Passkey struct {
	ID     string // base64url
	Person person.ID
	Name   string // what its owner calls it
	MadeAt string
	UsedAt string // empty until it was used
	body   webauthn.Credential
}

func scanPasskey(scan db.Scan) (p Passkey, err error) {
	var body []byte
	if err := scan(&p.ID, &p.Person, &p.Name, &body, &p.MadeAt, &p.UsedAt); err != nil {
		return p, err
	}
	return p, json.Unmarshal(body, &p.body)
}

// Passkeys knows where the site is found: passkeys are bound to that.
type Passkeys struct{ w *webauthn.WebAuthn }

// NewPasskeys is for a site at an origin, scheme://host[:port]. It returns nil where
// browsers know no passkeys: for no origin, and for an address in numbers.
func NewPasskeys(origin string) (*Passkeys, error) {
	u, err := url.Parse(origin)
	if err != nil {
		return nil, err
	}
	if u.Hostname() == "" || net.ParseIP(u.Hostname()) != nil {
		return nil, nil
	}
	yes := true
	w, err := webauthn.New(&webauthn.Config{
		RPID: u.Hostname(), RPDisplayName: "North Inch", RPOrigins: []string{origin},
		AttestationPreference: protocol.PreferNoAttestation,
		AuthenticatorSelection: protocol.AuthenticatorSelection{
			ResidentKey: protocol.ResidentKeyRequirementRequired, RequireResidentKey: &yes, UserVerification: protocol.VerificationRequired,
		},
	})
	if err != nil {
		return nil, fmt.Errorf("credential: %w", err)
	}
	return &Passkeys{w}, nil
}

// owner is a person as the library knows one. The handle that authenticators keep
// is the person's id: it says nothing about anybody.
type owner struct {
	p    person.Person
	have []Passkey
}

func (o owner) WebAuthnID() []byte          { return []byte(o.p.ID) }
func (o owner) WebAuthnName() string        { return o.p.Email }
func (o owner) WebAuthnDisplayName() string { return o.p.Name }
func (o owner) WebAuthnCredentials() []webauthn.Credential {
	all := make([]webauthn.Credential, len(o.have))
	for i, p := range o.have {
		all[i] = p.body
	}
	return all
}

// challenge is the body of a ceremony with a passkey.
type challenge struct {
	Session webauthn.SessionData
	Options json.RawMessage // what the browser is asked
	Name    string
}

func newChallenge(s *webauthn.SessionData, ask any, name string) (challenge, error) {
	b, err := json.Marshal(ask)
	return challenge{*s, b, name}, err
}

// Options are what the browser is to be asked, as JSON for navigator.credentials.
func Options(c Ceremony) (string, error) {
	var body challenge
	err := c.read(&body)
	return string(body.Options), err
}

// BeginAdd begins to add a passkey to a person, with the name by which its owner
// will know it. errs.BadInput for a name that cannot be.
func (k *Passkeys) BeginAdd(tx *db.Tx, p person.Person, name string) (string, error) {
	name = strings.Join(strings.Fields(name), " ")
	if name == "" || utf8.RuneCountInString(name) > 60 || !utf8.ValidString(name) || strings.ContainsFunc(name, unicode.IsControl) {
		return "", errs.Invalid("name", "Enter a name for the passkey, of 60 characters or fewer")
	}
	have, err := db.All(tx, q.Passkeys, scanPasskey, string(p.ID))
	if err != nil {
		return "", err
	}
	o := owner{p, have}
	ask, session, err := k.w.BeginRegistration(o, webauthn.WithExclusions(webauthn.Credentials(o.WebAuthnCredentials()).CredentialDescriptors()))
	if err != nil {
		return "", fmt.Errorf("credential: %w", err)
	}
	body, err := newChallenge(session, ask, name)
	if err != nil {
		return "", err
	}
	return begin(tx, AddPasskey, p.ID, body)
}

// errPasskey is the one answer to a passkey that cannot be added.
var errPasskey = errs.Invalid("passkey", "The passkey was not accepted. Begin again; if it happens twice, use another device or another way to sign in")

// Add adds the passkey that a browser has made to the person whom the ceremony is
// about. The ceremony MUST have been taken. errs.BadInput for what is no answer to
// it, for a ceremony about somebody else, and for a passkey that is there already.
func (k *Passkeys) Add(tx *db.Tx, p person.Person, c Ceremony, answer []byte) error {
	var body challenge
	if err := c.read(&body); err != nil {
		return err
	}
	parsed, err := protocol.ParseCredentialCreationResponseBytes(answer)
	if err != nil {
		return errPasskey
	}
	made, err := k.w.CreateCredential(owner{p: p}, body.Session, parsed)
	if err != nil {
		return errPasskey
	}
	id := base64.RawURLEncoding.EncodeToString(made.ID)
	there, err := db.All(tx, q.Passkey, scanPasskey, id)
	if err != nil {
		return err
	}
	if len(there) > 0 {
		return errPasskey
	}
	// Nobody looks at the attestation: it would say which device somebody has.
	made.Attestation = webauthn.CredentialAttestation{}
	b, err := json.Marshal(made)
	if err != nil {
		return err
	}
	if _, err := tx.Exec(q.AddPasskey, id, string(p.ID), body.Name, b, tx.Stamp()); err != nil {
		return err
	}
	return audit.Record(tx, access.Actor{ID: string(p.ID)}, "passkey.add", string(p.ID), "")
}

// BeginUse begins to ask for a passkey. Nobody says who they are before: the
// authenticator offers the passkeys that it has for this site, so nothing can be
// asked about who has an account.
func (k *Passkeys) BeginUse(tx *db.Tx) (string, error) {
	ask, session, err := k.w.BeginDiscoverableLogin()
	if err != nil {
		return "", fmt.Errorf("credential: %w", err)
	}
	body, err := newChallenge(session, ask, "")
	if err != nil {
		return "", err
	}
	return begin(tx, UsePasskey, "", body)
}

var errNobody = errors.New("nobody has this passkey")

// Use says whose passkey has answered, and false where the answer does not hold:
// forged, for another site or challenge, without the person having been verified,
// of somebody who may not sign in, or with a counter that went back, which means
// that there may be a copy. The ceremony MUST have been taken.
func (k *Passkeys) Use(tx *db.Tx, c Ceremony, answer []byte) (person.Person, bool, error) {
	var body challenge
	if err := c.read(&body); err != nil {
		return person.Person{}, false, err
	}
	parsed, err := protocol.ParseCredentialRequestResponseBytes(answer)
	if err != nil {
		return person.Person{}, false, refuse(tx, "", "passkey: no answer")
	}
	var o owner
	var failed error
	find := func(id, _ []byte) (webauthn.User, error) {
		o, failed = ownerOf(tx, base64.RawURLEncoding.EncodeToString(id))
		if failed == nil && o.p.State != person.Active {
			return nil, errNobody
		}
		return o, failed
	}
	used, err := k.w.ValidateDiscoverableLogin(find, body.Session, parsed)
	switch {
	case failed != nil && !errors.Is(failed, errNobody):
		return person.Person{}, false, failed
	case err != nil:
		return person.Person{}, false, refuse(tx, o.p.ID, "passkey: not accepted")
	case used.Authenticator.CloneWarning:
		return person.Person{}, false, refuse(tx, o.p.ID, "passkey: its counter went back, there may be a copy")
	}
	b, err := json.Marshal(used)
	if err != nil {
		return person.Person{}, false, err
	}
	if _, err := tx.Exec(q.UsePasskey, o.have[0].ID, b, tx.Stamp()); err != nil {
		return person.Person{}, false, err
	}
	audit.Quietly(tx)
	return o.p, true, nil
}

func ownerOf(tx *db.Tx, id string) (owner, error) {
	have, err := db.All(tx, q.Passkey, scanPasskey, id)
	if err != nil {
		return owner{}, err
	}
	if len(have) == 0 {
		return owner{}, errNobody
	}
	p, err := person.Get(tx, have[0].Person)
	return owner{p, have}, err
}
