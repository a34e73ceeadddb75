package person

import (
	"time"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
)

// How long an invitation can be used. Many people who are invited look at their
// mail once a week.
const invitationLasts = 7 * 24 * time.Hour

// Invitation is a link that works once.
type Invitation struct {
	Person Person
	// Recovery says that a second person has let somebody back in: what they
	// signed in with before is taken away when the link is used.
	Recovery bool
	EndsAt   string
}

// Invite makes a new link for a person and ends the older ones. It returns the
// secret of the link, which is kept nowhere. errs.NotFound if who may not invite.
func Invite(tx *db.Tx, who access.Actor, id ID) (string, error) {
	if !access.Anywhere(who, access.Invite) && !access.Anywhere(who, access.GiveRole) {
		return "", errs.Missing("page", "")
	}
	p, err := Get(tx, id)
	if err != nil {
		return "", err
	}
	if access.Anywhere(who, access.Invite) {
		err = Over(tx, who, access.Invite, id)
	} else {
		err = Over(tx, who, access.GiveRole, id)
	}
	if err != nil {
		return "", err
	}
	if p.State != Invited {
		return "", errs.Invalid("person", "%s has come in already; whoever cannot sign in any more asks to come back on the page of the sign-in", p.Name)
	}
	secret, err := link(tx, who, id, "invited", invitationLasts)
	if err != nil {
		return "", err
	}
	return secret, audit.Record(tx, who, "person.invite", string(id), "")
}

func link(tx *db.Tx, who access.Actor, id ID, why string, lasts time.Duration) (string, error) {
	if _, err := tx.Exec(q.DropInvitations, string(id)); err != nil {
		return "", err
	}
	secret, hash := Secret()
	_, err := tx.Exec(q.Invite, hash, string(id), why, who.ID, tx.Stamp(), tx.Now().Add(lasts).Format(db.Moment))
	return secret, err
}

// EndLinks ends every link and every wish to come back that was not used, and says how
// many. It is part of a deed, which records itself.
func EndLinks(tx *db.Tx) (int, error) {
	links, err := tx.Exec(q.DropAllInvitations)
	if err != nil {
		return links, err
	}
	wishes, err := tx.Exec(q.DropAllRecoveries)
	return links + wishes, err
}

// Look returns the invitation of a link without using it. errs.NotFound, whatever
// is wrong with it: used, expired, ended or made up by somebody.
func Look(tx *db.Tx, secret string) (Invitation, error) {
	var i Invitation
	var id, why string
	found, err := tx.One(q.Invitation, []any{Hash(secret), tx.Stamp()}, &id, &why, &i.EndsAt)
	if err != nil {
		return i, err
	}
	if !found {
		return i, errs.Missing("invitation", "")
	}
	i.Recovery = why == "recovery"
	i.Person, err = Get(tx, ID(id))
	if err == nil && i.Person.State == Closed {
		return i, errs.Missing("invitation", "")
	}
	return i, err
}

// Accept uses a link. In the same transaction the caller keeps what the person
// signs in with from now on; of two who use a link at once, one is told that there
// is none.
func Accept(tx *db.Tx, secret string) (Invitation, error) {
	i, err := Look(tx, secret)
	if err != nil {
		return i, err
	}
	n, err := tx.Exec(q.UseInvitation, Hash(secret), tx.Stamp())
	if err != nil {
		return i, err
	}
	if n == 0 {
		return i, errs.Missing("invitation", "")
	}
	if _, err := tx.Exec(q.SetState, string(i.Person.ID), string(Active)); err != nil {
		return i, err
	}
	i.Person.State = Active
	return i, audit.Record(tx, access.Actor{ID: string(i.Person.ID)}, "person.accept", string(i.Person.ID), map[bool]string{true: "recovery"}[i.Recovery])
}
