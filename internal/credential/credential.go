// Package credential is what people sign in with: passkeys, a password together
// with a time-based code, and the sign-in of a body that they work for (OpenID
// Connect). It proves who somebody is; what follows from it decides package access.
//
// Every proof has two parts that the doors keep apart: what is counted and used up
// (session.Attempt, Take) commits before the proof is looked at, so that a proof
// that fails was tried all the same. A function that looks at a proof returns
// whether it holds, and an error only where the machine failed: a refusal is noted
// in the audit log, and that has to be committed too.
//
// Tables: password, passkey, federated, ceremony.
package credential

import (
	_ "embed"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/person"
)

//go:embed queries.sql
var text string

var q = db.Queries[struct {
	Begin, Look, Take, Prune, EndCeremonies,
	AddPasskey, Passkey, Passkeys, UsePasskey, RemovePasskey, RemovePasskeys,
	Password, SetPassword, Step, Rehash, RemovePassword, Codes, ResealCode, EndAll,
	Link, Linked, Links, Unlink, UnlinkAll db.Query
}](text)

// Statements are the queries of this package, to be checked on an engine.
func Statements() []db.Query { return db.List(q) }

// Ways is what a person can sign in with.
type Ways struct {
	Passkeys []Passkey
	Password bool
	// Links are the accounts with providers that the server knows.
	Links []Link
}

// Count is how many ways there are.
func (w Ways) Count() int {
	n := len(w.Passkeys) + len(w.Links)
	if w.Password {
		n++
	}
	return n
}

// Of are the ways of a person. An account with a provider that the server does not
// know (any more) is no way in, so issuers are those that it knows.
func Of(tx *db.Tx, id person.ID, issuers []string) (w Ways, err error) {
	if w.Passkeys, err = db.All(tx, q.Passkeys, scanPasskey, string(id)); err != nil {
		return w, err
	}
	rows, err := db.All(tx, q.Password, scanPassword, string(id))
	if err != nil {
		return w, err
	}
	w.Password = len(rows) > 0
	links, err := db.All(tx, q.Links, scanLink, string(id))
	for _, l := range links {
		for _, known := range issuers {
			if l.Issuer == known {
				w.Links = append(w.Links, l)
			}
		}
	}
	return w, err
}

// Way names one way of a person: a passkey by its id, the password, or the account
// with an issuer.
type Way struct{ Passkey, Issuer string }

// Remove takes a way away from whoever it belongs to. errs.NotFound where they have
// no such way; errs.Denied for the last one, without which they could not come in.
func Remove(tx *db.Tx, who access.Actor, way Way, issuers []string) error {
	w, err := Of(tx, person.ID(who.ID), issuers)
	if err != nil {
		return err
	}
	if w.Count() < 2 {
		return errs.Refused("this is the last way in which you can sign in; add another one first")
	}
	verb, detail, n := "password.remove", "", 0
	switch {
	case way.Passkey != "":
		verb = "passkey.remove"
		n, err = tx.Exec(q.RemovePasskey, way.Passkey, who.ID)
	case way.Issuer != "":
		verb, detail = "provider.unlink", way.Issuer
		n, err = tx.Exec(q.Unlink, who.ID, way.Issuer)
	default:
		n, err = tx.Exec(q.RemovePassword, who.ID)
	}
	if err != nil {
		return err
	}
	if n == 0 {
		return errs.Missing("way to sign in", "")
	}
	return audit.Record(tx, who, verb, who.ID, detail)
}

// RemoveAll takes every way away from a person, who comes back in with new ones.
// The caller has decided that who may.
func RemoveAll(tx *db.Tx, who access.Actor, id person.ID) error {
	for _, one := range []db.Query{q.RemovePasskeys, q.RemovePassword, q.UnlinkAll} {
		if _, err := tx.Exec(one, string(id)); err != nil {
			return err
		}
	}
	return audit.Record(tx, who, "credential.remove-all", string(id), "")
}

// refuse notes that a proof did not hold. id may be empty: nobody is known by it.
func refuse(tx *db.Tx, id person.ID, why string) error {
	return audit.Record(tx, access.Anyone, "sign-in.refuse", string(id), why)
}
