package cli

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/area"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/framework"
	"github.com/northinch/northinch/internal/programme"
)

func programmeAdd(c *call) error {
	if err := c.parse(1, 1); err != nil {
		return err
	}
	file, _, _, err := c.file(c.args[0])
	if err != nil {
		return err
	}
	defer file.Close()
	var p programme.Programme
	d := json.NewDecoder(io.LimitReader(file, 1<<20))
	d.DisallowUnknownFields()
	if err := d.Decode(&p); err != nil {
		return errs.Invalid("file", "The programme cannot be read: %v", err)
	}
	if err := c.write(func(tx *db.Tx) error { return programme.Ensure(tx, c.actor(), p) }); err != nil {
		return err
	}
	fmt.Fprintf(c.Stdout, "The programme %s is there.\n", p.ID)
	return nil
}

func areaList(c *call) error {
	format := c.format("text", "json")
	if err := c.parse(0, 1); err != nil {
		return err
	}
	form, err := format()
	if err != nil {
		return err
	}
	return c.read(func(tx *db.Tx) error {
		if len(c.args) == 0 {
			lists, err := area.Lists(tx)
			if err != nil || form == "json" {
				return orJSON(c, err, lists)
			}
			for _, l := range lists {
				fmt.Fprintf(c.Stdout, "%-28s %d areas\n", l.Name, l.Areas)
			}
			return nil
		}
		all, err := area.InList(tx, c.args[0])
		if err == nil && len(all) == 0 {
			err = errs.Missing("list of areas", c.args[0])
		}
		if err != nil || form == "json" {
			return orJSON(c, err, all)
		}
		for _, a := range all {
			fmt.Fprintf(c.Stdout, "%-28s %s\n", a.ID, a.Name)
		}
		return nil
	})
}

func orJSON(c *call, err error, v any) error {
	if err != nil {
		return err
	}
	return printJSON(c.Stdout, v)
}

func areaLoad(c *call) error {
	list := c.flags.String("list", "", "the name of the `list`, such as scotland")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	if *list == "" || string(area.Slug(*list)) != *list {
		return errs.Invalid("list", "Name the list with --list, in small letters, digits and hyphens")
	}
	f, _, _, err := c.file(c.args[0])
	if err != nil {
		return err
	}
	defer f.Close()
	rows, err := area.Parse(f, *list)
	if err != nil {
		return err
	}
	added := 0
	if err := c.write(func(tx *db.Tx) (err error) {
		added, err = area.Load(tx, c.actor(), *list, rows)
		return err
	}); err != nil {
		return err
	}
	fmt.Fprintf(c.Stdout, "%d areas in the file, %d of them new in the list %s.\n", len(rows), added, *list)
	return nil
}

func frameworkList(c *call) error {
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.read(func(tx *db.Tx) error {
		used, others, err := framework.InUse(tx)
		if err != nil {
			return err
		}
		for i, e := range append(used, others...) {
			state := "in use"
			if i >= len(used) {
				state = "comes with the program"
			}
			fmt.Fprintf(c.Stdout, "%-20s %-24s %2d indicators  %s\n", e.ID, state, len(e.Indicators), e.Name)
		}
		return nil
	})
}

func frameworkShow(c *call) error {
	if err := c.parse(1, 1); err != nil {
		return err
	}
	return c.read(func(tx *db.Tx) error {
		e, err := framework.Get(tx, framework.ID(c.args[0]))
		return orJSON(c, err, e)
	})
}

func auditVerify(c *call) error {
	kept := c.flags.String("head", "", "a `head` that was kept elsewhere, as northinch audit head printed it; the log must still hold what it held then")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	var before *audit.Head
	if *kept != "" {
		h, err := audit.ParseHead(*kept)
		if err != nil {
			return err
		}
		before = &h
	}
	return c.read(func(tx *db.Tx) error {
		h, err := audit.Verify(tx, before)
		if errs.KindOf(err) == errs.BadInput {
			fmt.Fprintln(c.Stdout, errs.Sentence(err))
			return errFindings
		}
		if err != nil {
			return err
		}
		fmt.Fprintf(c.Stdout, "The audit log holds: %d entries, head %s\n", h.Size, h)
		return nil
	})
}

func auditHead(c *call) error {
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.read(func(tx *db.Tx) error {
		h, err := audit.Now(tx)
		if err == nil {
			fmt.Fprintln(c.Stdout, h)
		}
		return err
	})
}

func auditList(c *call) error {
	most := c.flags.Int("last", 50, "how many of the newest entries")
	format := c.format("text", "json")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	form, err := format()
	if err != nil {
		return err
	}
	return c.read(func(tx *db.Tx) error {
		all, err := audit.Last(tx, *most)
		if err != nil || form == "json" {
			return orJSON(c, err, all)
		}
		for _, e := range all {
			fmt.Fprintf(c.Stdout, "%6d  %s  %-28s %-20s %s  %s\n", e.Seq, e.At, e.Actor, e.Verb, e.Subject, e.Detail)
		}
		return nil
	})
}

func personPolicy(c *call) error {
	if err := c.parse(0, 0); err != nil {
		return err
	}
	_, err := io.WriteString(c.Stdout, access.Table())
	return err
}
