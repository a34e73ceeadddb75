package cli

import (
	"fmt"
	"strings"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/grant"
	"github.com/northinch/northinch/internal/person"
	"github.com/northinch/northinch/internal/session"
)

// invited is what is printed of an invitation. The link is kept nowhere, so this is
// the only time that it can be seen.
type invited struct {
	Person person.Person `json:"person"`
	Link   string        `json:"link"`
}

// link is the address of an invitation at the site, or its path where it is not
// said where the site is.
func link(site, secret string) (string, error) {
	site = strings.TrimSuffix(site, "/")
	if site != "" && !strings.HasPrefix(site, "https://") && !strings.HasPrefix(site, "http://") {
		return "", errs.Invalid("address", "The address of the site begins with https://, such as https://northinch.example.gov.scot")
	}
	return site + "/invitations/" + secret, nil
}

func (c *call) printInvited(form string, i invited) error {
	if form == "json" {
		return printJSON(c.Stdout, i)
	}
	if strings.HasPrefix(i.Link, "/") {
		fmt.Fprintln(c.Stderr, "The link below is not whole: put the address of the site before it.")
	}
	_, err := fmt.Fprintf(c.Stdout, "%s is invited. This link works once, within seven days, and is shown now only:\n%s\n", i.Person.Name, i.Link)
	return err
}

func personAdd(c *call) error {
	admin := c.flags.Bool("admin", false, "give the person the role of operator, who may add others on the site")
	site := c.flags.String("address", "", "the `address` of the site, for the link")
	format := c.format("text", "json")
	if err := c.parse(2, 2); err != nil {
		return err
	}
	form, err := format()
	if err != nil {
		return err
	}
	var i invited
	if err := c.write(func(tx *db.Tx) error {
		if i.Person, err = person.Add(tx, c.actor(), person.New{Name: c.args[0], Email: c.args[1]}); err != nil {
			return err
		}
		if *admin {
			// Every role ends. Before this one does, another operator gives it again,
			// or this command does on the server.
			today := grant.Today(tx)
			to, _ := date.Of(today.Year()+2, 12, 31)
			if _, err := grant.Give(tx, c.actor(), i.Person.ID, access.Held{Role: access.Operator}, "", grant.Days{From: today, To: to}); err != nil {
				return err
			}
		}
		return c.invite(tx, &i, *site)
	}); err != nil {
		return err
	}
	return c.printInvited(form, i)
}

func (c *call) invite(tx *db.Tx, i *invited, site string) error {
	secret, err := person.Invite(tx, c.actor(), i.Person.ID)
	if err != nil {
		return err
	}
	i.Link, err = link(site, secret)
	return err
}

func personInvite(c *call) error {
	site := c.flags.String("address", "", "the `address` of the site, for the link")
	format := c.format("text", "json")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	form, err := format()
	if err != nil {
		return err
	}
	var i invited
	if err := c.write(func(tx *db.Tx) error {
		if i.Person, err = somebody(tx, c.args[0]); err != nil {
			return err
		}
		return c.invite(tx, &i, *site)
	}); err != nil {
		return err
	}
	return c.printInvited(form, i)
}

// somebody is the person with an address.
func somebody(tx *db.Tx, email string) (person.Person, error) {
	p, err := person.ByAddress(tx, email)
	if errs.KindOf(err) == errs.NotFound {
		return p, errs.Missing("person with the address", email)
	}
	return p, err
}

func personList(c *call) error {
	format := c.format("text", "json")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	form, err := format()
	if err != nil {
		return err
	}
	return c.read(func(tx *db.Tx) error {
		all, err := person.All(tx)
		if err != nil || form == "json" {
			return orJSON(c, err, all)
		}
		for _, p := range all {
			fmt.Fprintf(c.Stdout, "%-8s %-32s %s\n", p.State, p.Email, p.Name)
		}
		return nil
	})
}

func personClose(c *call) error {
	if err := c.parse(1, 1); err != nil {
		return err
	}
	ended, name := 0, ""
	if err := c.write(func(tx *db.Tx) error {
		p, err := somebody(tx, c.args[0])
		if err != nil {
			return err
		}
		name = p.Name
		if err := person.Close(tx, c.actor(), p.ID); err != nil {
			return err
		}
		ended, err = session.EndAll(tx, c.actor(), p.ID, "")
		return err
	}); err != nil {
		return err
	}
	_, err := fmt.Fprintf(c.Stdout, "%s may not sign in any more; %d sessions were ended.\n", name, ended)
	return err
}

// aSession is what is printed of a session: never what its cookie holds.
type aSession struct {
	Method string `json:"method"`
	MadeAt string `json:"made_at"`
	SeenAt string `json:"seen_at"`
	EndsAt string `json:"ends_at"`
}

func personSessions(c *call) error {
	end := c.flags.Bool("end", false, "end them all")
	format := c.format("text", "json")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	form, err := format()
	if err != nil {
		return err
	}
	all := []aSession{}
	list := func(tx *db.Tx) (person.Person, error) {
		p, err := somebody(tx, c.args[0])
		if err != nil {
			return p, err
		}
		last, err := session.List(tx, p.ID)
		for _, s := range last {
			all = append(all, aSession{s.Method, s.MadeAt, s.SeenAt, s.EndsAt})
		}
		return p, err
	}
	if *end {
		err = c.write(func(tx *db.Tx) error {
			p, err := list(tx)
			if err != nil {
				return err
			}
			_, err = session.EndAll(tx, c.actor(), p.ID, "")
			return err
		})
	} else {
		err = c.read(func(tx *db.Tx) error { _, err := list(tx); return err })
	}
	if err != nil || form == "json" {
		return orJSON(c, err, all)
	}
	for _, s := range all {
		fmt.Fprintf(c.Stdout, "%-12s since %s, last used %s, ends at the latest %s\n", s.Method, s.MadeAt, s.SeenAt, s.EndsAt)
	}
	if *end {
		fmt.Fprintf(c.Stdout, "%d sessions were ended.\n", len(all))
	}
	return nil
}
