package concern

import (
	"slices"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/grant"
	"github.com/northinch/northinch/internal/mail"
	"github.com/northinch/northinch/internal/person"
)

// What messages say. They hold a link and nothing of a concern: a message lies in a
// mailbox, and its subject on the locked screen of a telephone.
const (
	subjectRaised = "A matter of concern was raised"
	textRaised    = "A matter of concern was raised in an inspection that you work on. Acknowledge it."
	subjectSecond = "A matter of concern waits for your agreement"
	textSecond    = "It was decided not to pass a matter of concern on. A second person agrees, or sends the decision back."
	subjectLate   = "A matter of concern is late"
	textLate      = "A limit has passed for a matter of concern. See what is due and who has it."
	subjectNobody = "A matter of concern has nobody to receive it"
	textNobody    = "A matter of concern was raised in an inspection that has no lead, no depute and no service manager today. Give somebody the role."
)

func (c Concern) path() string { return "/concerns/" + string(c.ID) }

// receivers are the people who may act on a concern today and hold one of the roles
// for its inspection.
func (c Concern) receivers(tx *db.Tx, roles ...access.Role) ([]access.Actor, error) {
	all, err := grant.WhoMay(tx, access.ActOnConcern, c.Inspection.Place())
	return slices.DeleteFunc(all, func(a access.Actor) bool { return !holds(a, c.Inspection, roles...) }), err
}

// tellLead sends the lead and the deputes word of a new concern; where there are
// none the service managers; and where there are none of those, whoever may see that
// nothing is stuck, with the word that somebody is to be found. A concern that
// nobody hears of must not be.
func tellLead(tx *db.Tx, desk Desk, who access.Actor, c Concern) error {
	for _, roles := range [][]access.Role{{access.Lead, access.Depute}, {access.ServiceManager}} {
		to, err := c.receivers(tx, roles...)
		if err != nil {
			return err
		}
		if told, err := send(tx, desk, who, to, subjectRaised, textRaised, c.path()); told > 0 || err != nil {
			return err
		}
	}
	return tellManagers(tx, desk, who, c)
}

// tellManagers sends those who make up the teams word of a concern that nobody has.
func tellManagers(tx *db.Tx, desk Desk, who access.Actor, c Concern) error {
	to, err := grant.WhoMay(tx, access.CountConcerns, c.Inspection.Place())
	if err != nil {
		return err
	}
	_, err = send(tx, desk, who, to, subjectNobody, textNobody, "/programmes/"+string(c.Inspection.Programme))
	return err
}

// tellSecond asks the service managers to agree.
func tellSecond(tx *db.Tx, desk Desk, who access.Actor, c Concern) error {
	to, err := c.receivers(tx, access.ServiceManager)
	if err != nil {
		return err
	}
	to = slices.DeleteFunc(to, func(a access.Actor) bool { return a.ID == who.ID })
	_, err = send(tx, desk, who, to, subjectSecond, textSecond, c.path())
	return err
}

// tellLate sends everybody who may act word that a limit has passed.
func tellLate(tx *db.Tx, desk Desk, c Concern) error {
	to, err := c.receivers(tx, access.Lead, access.Depute, access.ServiceManager)
	if err != nil {
		return err
	}
	if told, err := send(tx, desk, clock, to, subjectLate, textLate, c.path()); told > 0 || err != nil {
		return err
	}
	return tellManagers(tx, desk, clock, c)
}

// send queues a message to each of some people, with a link, and says how many were
// told. Made-up people get none and count. Somebody whose address cannot be used is
// left out: a concern is raised all the same.
func send(tx *db.Tx, desk Desk, who access.Actor, to []access.Actor, subject, text, path string) (told int, err error) {
	for _, a := range to {
		p, err := person.Get(tx, person.ID(a.ID))
		if err != nil {
			return told, err
		}
		if !p.MadeUp {
			m := mail.Message{To: p.Email, Subject: subject, Text: text + "\n\n" + desk.Origin + path + "\n\nSign in to read it. This message says nothing of the concern itself.\n"}
			if err := mail.Send(tx, desk.Keys, who, m); errs.KindOf(err) == errs.BadInput {
				continue
			} else if err != nil {
				return told, err
			}
		}
		told++
	}
	return told, nil
}
