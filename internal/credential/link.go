package credential

import (
	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/person"
)

// Link is the account of a person with a provider.
type Link struct {
	Issuer, Subject string
	Person          person.ID
	MadeAt          string
}

func scanLink(scan db.Scan) (l Link, err error) {
	return l, scan(&l.Issuer, &l.Subject, &l.Person, &l.MadeAt)
}

// WhoIs says who has an account with a provider, and false where nobody has who may
// sign in. Only accounts that were linked before are anybody's.
func WhoIs(tx *db.Tx, id Identity) (person.Person, bool, error) {
	all, err := db.All(tx, q.Linked, scanLink, id.Issuer, id.Subject)
	if err != nil {
		return person.Person{}, false, err
	}
	if len(all) == 0 {
		return person.Person{}, false, refuse(tx, "", "provider: the account is nobody's")
	}
	p, err := person.Get(tx, all[0].Person)
	if err != nil {
		return person.Person{}, false, err
	}
	if p.State != person.Active {
		return person.Person{}, false, refuse(tx, p.ID, "provider: the person may not sign in")
	}
	return p, true, nil
}

// LinkTo links an account to a person, who has accepted an invitation a moment ago
// or has proved lately who they are. errs.BadInput where it is somebody else's, or
// where the person has another account with the same provider.
func LinkTo(tx *db.Tx, p person.Person, id Identity) error {
	all, err := db.All(tx, q.Linked, scanLink, id.Issuer, id.Subject)
	if err != nil {
		return err
	}
	if len(all) > 0 && all[0].Person == p.ID {
		return errs.Invalid("provider", "You can sign in with this account already")
	}
	mine, err := db.All(tx, q.Links, scanLink, string(p.ID))
	if err != nil {
		return err
	}
	for _, l := range mine {
		if l.Issuer == id.Issuer {
			return errs.Invalid("provider", "You can sign in with another account of the same provider; remove that one first")
		}
	}
	if len(all) > 0 {
		return errs.Invalid("provider", "This account cannot be used: somebody else signs in with it. Tell an operator if it is yours alone")
	}
	if _, err := tx.Exec(q.Link, id.Issuer, id.Subject, string(p.ID), tx.Stamp()); err != nil {
		return err
	}
	return audit.Record(tx, access.Actor{ID: string(p.ID)}, "provider.link", string(p.ID), id.Issuer)
}

// NoteRefusal notes that somebody came back from a provider with what does not hold.
func NoteRefusal(tx *db.Tx, p *Provider) error { return refuse(tx, "", "provider: "+p.Name) }
