package credential

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/person"
)

// Kind is what a ceremony is for. One of another kind is none.
type Kind string

// The kinds of ceremony.
const (
	AddPasskey Kind = "passkey-add"
	UsePasskey Kind = "passkey"
	SetUp      Kind = "password"
	Journey    Kind = "provider"
)

// How long ceremonies last. To install a program for codes takes longer than to
// touch a key.
var lasts = map[Kind]time.Duration{
	AddPasskey: 10 * time.Minute, UsePasskey: 10 * time.Minute, SetUp: 30 * time.Minute, Journey: 15 * time.Minute,
}

// Ceremony is something between a browser and this site that takes several
// requests: a challenge, a code to be set up, a journey to a provider. It is in the
// database, so that another server can go on with it; the browser has only its
// secret.
type Ceremony struct {
	Kind Kind
	// Person is who it is about; empty where nobody is known yet.
	Person person.ID
	// At is the moment of the transaction that found it.
	At     time.Time
	secret string
	body   []byte
}

// begin keeps a new ceremony and returns the secret for the browser. Ceremonies
// that nobody finished in time are removed.
func begin(tx *db.Tx, kind Kind, id person.ID, body any) (string, error) {
	b, err := json.Marshal(body)
	if err != nil {
		return "", fmt.Errorf("credential: a ceremony: %w", err)
	}
	if _, err := tx.Exec(q.Prune, tx.Stamp()); err != nil {
		return "", err
	}
	secret, hash := person.Secret()
	if _, err := tx.Exec(q.Begin, hash, string(kind), string(id), string(b), tx.Now().Add(lasts[kind]).Format(db.Moment)); err != nil {
		return "", err
	}
	audit.Quietly(tx)
	return secret, nil
}

// Look finds a ceremony without using it up. errs.NotFound, whatever is wrong with
// the secret: used, too late, of another kind or made up by somebody.
func Look(tx *db.Tx, kind Kind, secret string) (Ceremony, error) {
	c := Ceremony{At: tx.Now(), secret: person.Hash(secret)}
	var body string
	found, err := tx.One(q.Look, []any{c.secret, tx.Stamp()}, &c.Kind, &c.Person, &body)
	if err != nil {
		return c, err
	}
	if !found || c.Kind != kind {
		return Ceremony{}, errs.Missing("ceremony", "")
	}
	c.body = []byte(body)
	return c, nil
}

// Take finds a ceremony and uses it up. It MUST commit before what came with it is
// looked at: an answer that is refused has used the ceremony up too.
func Take(tx *db.Tx, kind Kind, secret string) (Ceremony, error) {
	c, err := Look(tx, kind, secret)
	if err != nil {
		return c, err
	}
	return c, c.end(tx)
}

func (c Ceremony) end(tx *db.Tx) error {
	n, err := tx.Exec(q.Take, c.secret)
	if err != nil {
		return err
	}
	if n == 0 {
		return errs.Missing("ceremony", "")
	}
	audit.Quietly(tx)
	return nil
}

// EndCeremonies ends every ceremony, and says how many. It is part of a deed, which
// records itself.
func EndCeremonies(tx *db.Tx) (int, error) { return tx.Exec(q.EndCeremonies) }

func (c Ceremony) read(into any) error {
	if err := json.Unmarshal(c.body, into); err != nil {
		return fmt.Errorf("credential: a ceremony: %w", err)
	}
	return nil
}
