// Package signinpage is the pages of coming in: the sign-in, invitations, the way
// back for whoever cannot sign in any more, and what one signs in with.
package signinpage

import (
	"embed"
	"net/http"
	"net/url"
	"strings"

	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/person"
	"github.com/northinch/northinch/internal/session"
	"github.com/northinch/northinch/internal/web/door"
)

//go:embed *.html
var files embed.FS

// What browsers are made to keep, and for how many minutes.
const (
	ceremony   = "ceremony"
	invitation = "invitation"
	recovery   = "recovery"
	aWhile     = 30
	aDay       = 24 * 60
)

// The methods of sessions.
const (
	byPasskey  = "passkey"
	byPassword = "password"
	byProvider = "provider"
)

// back is a path on this site, or the first page: never another site's.
func back(path string) string {
	u, err := url.Parse(path)
	if err != nil || u.IsAbs() || u.Host != "" || u.Opaque != "" || u.User != nil || !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") {
		return "/"
	}
	for _, c := range path {
		// Browsers read \ as / and leave out what cannot be printed.
		if c <= ' ' || c >= 0x7f || strings.ContainsRune("\\?#", c) {
			return "/"
		}
	}
	return path
}

// attempt counts an attempt, before it is made and whatever becomes of it: by the
// address it comes from and, where there is one, by the account it is for. Where a
// proof needs a ceremony, to begin that is the attempt: each is good for one proof.
func attempt(d *door.Door, r *door.Request, account string) error {
	if err := d.Write(r, func(tx *db.Tx) error { return session.Attempt(tx, "address", r.Address(), session.PerAddress) }); err != nil || account == "" {
		return err
	}
	return d.Write(r, func(tx *db.Tx) error {
		return session.Attempt(tx, "account", strings.ToLower(strings.TrimSpace(account)), session.PerAccount)
	})
}

// come lets in whoever has proved who they are. Somebody who is signed in and has
// proved it again goes on with the same session.
func come(d *door.Door, w http.ResponseWriter, r *door.Request, tx *db.Tx, p person.Person, method string) error {
	if r.Session.Secret != "" && r.Session.Person.ID == p.ID {
		return session.Freshen(tx, r.Session, method)
	}
	return d.SignIn(w, r, tx, p, method)
}

// lead leads on to a path of this site, which says what was done.
func lead(w http.ResponseWriter, r *door.Request, path, done string) {
	r.See(w, back(path)+"?done="+done)
}

// errUnsure is the one answer to a proof that does not hold.
var errUnsure = errs.Invalid("proof", "This is not how anybody can sign in here. Try again, or sign in in another way")
