package cli

import (
	"fmt"
	"strings"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/area"
	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/grant"
)

// dayFlag is a day of a flag, or what stands in for it.
func dayFlag(name, s string, otherwise date.Date) (date.Date, error) {
	if s == "" {
		return otherwise, nil
	}
	d, ok := date.Parse(s)
	if !ok {
		return d, errs.Invalid(name, "“%s” is no day; write it as 2026-11-23", s)
	}
	return d, nil
}

func personRoleGive(c *call) error {
	programme := c.flags.String("programme", "", "for a `programme` only")
	area := c.flags.String("area", "", "for an `area` only")
	inspection := c.flags.String("inspection", "", "for one `inspection`, PROGRAMME/AREA")
	body := c.flags.String("body", "", "which `inspectorate` an inspector comes from: "+strings.Join(grant.Bodies, ", "))
	from := c.flags.String("from", "", "the first `day`; today if it is not said")
	to := c.flags.String("to", "", "the last `day`; every role ends")
	format := c.format("text", "json")
	if err := c.parse(2, 2); err != nil {
		return err
	}
	form, err := format()
	if err != nil {
		return err
	}
	role, ok := access.ParseRole(c.args[1])
	if !ok {
		return errs.Invalid("role", "There is no role “%s”. See: northinch person policy", c.args[1])
	}
	var g grant.Grant
	if err := c.write(func(tx *db.Tx) error {
		p, err := somebody(tx, c.args[0])
		if err != nil {
			return err
		}
		var days grant.Days
		if days.From, err = dayFlag("from", *from, grant.Today(tx)); err != nil {
			return err
		}
		if days.To, err = dayFlag("to", *to, date.Date(0)); err != nil {
			return err
		}
		g, err = grant.Give(tx, c.actor(), p.ID, access.Held{Role: role, Programme: *programme, Area: *area, Inspection: *inspection}, *body, days)
		return err
	}); err != nil {
		return err
	}
	if form == "json" {
		return printJSON(c.Stdout, g)
	}
	_, err = fmt.Fprintf(c.Stdout, "%s holds the role of %s from %s to %s. Its number is %s.\n", c.args[0], g.Role, g.From, g.To, g.ID)
	return err
}

func personRoleEnd(c *call) error {
	if err := c.parse(1, 1); err != nil {
		return err
	}
	var g grant.Grant
	if err := c.write(func(tx *db.Tx) (err error) {
		g, err = grant.End(tx, c.actor(), c.args[0])
		return err
	}); err != nil {
		return err
	}
	_, err := fmt.Fprintf(c.Stdout, "The role of %s has ended.\n", g.Role)
	return err
}

func personRoleList(c *call) error {
	format := c.format("text", "json")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	form, err := format()
	if err != nil {
		return err
	}
	return c.read(func(tx *db.Tx) error {
		p, err := somebody(tx, c.args[0])
		if err != nil {
			return err
		}
		all, err := grant.Of(tx, p.ID)
		if err != nil || form == "json" {
			return orJSON(c, err, append([]grant.Grant{}, all...))
		}
		for _, g := range all {
			what, ended := grant.Scope(g.Held), ""
			if what == "" {
				what = "everything"
			}
			if g.EndedAt != "" {
				ended = "  ended " + g.EndedAt[:10]
			}
			fmt.Fprintf(c.Stdout, "%s  %-20s %-32s %s to %s%s\n", g.ID, g.Role, what, g.From, g.To, ended)
		}
		return nil
	})
}

func personDeclare(c *call) error {
	from := c.flags.String("from", "", "the first `day`, month or year; not known if it is not said")
	to := c.flags.String("to", "", "the last `day`, month or year; it lasts if it is not said")
	format := c.format("text", "json")
	if err := c.parse(3, 3); err != nil {
		return err
	}
	form, err := format()
	if err != nil {
		return err
	}
	var made grant.Conflict
	if err := c.write(func(tx *db.Tx) error {
		p, err := somebody(tx, c.args[0])
		if err != nil {
			return err
		}
		var days grant.Days
		if days.From, err = dayFlag("from", *from, date.Date(0)); err != nil {
			return err
		}
		if days.To, err = dayFlag("to", *to, date.Date(0)); err != nil {
			return err
		}
		made, err = grant.Declare(tx, c.actor(), p.ID, c.args[1], area.ID(c.args[2]), days)
		return err
	}); err != nil {
		return err
	}
	if form == "json" {
		return printJSON(c.Stdout, made)
	}
	_, err = fmt.Fprintf(c.Stdout, "The declaration of %s in %s was noted. It holds from now on.\n", c.args[0], made.Area)
	return err
}
