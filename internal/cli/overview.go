package cli

import (
	"fmt"
	"io"

	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/document"
	"github.com/northinch/northinch/internal/document/csv"
	"github.com/northinch/northinch/internal/document/html"
	"github.com/northinch/northinch/internal/document/ods"
	"github.com/northinch/northinch/internal/document/text"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/overview"
	"github.com/northinch/northinch/internal/programme"
)

// programmeFlag adds --programme, which the command cannot do without.
func (c *call) programmeFlag() func() (programme.ID, error) {
	id := c.flags.String("programme", "", "the `programme` (northinch programme list)")
	return func() (programme.ID, error) {
		if *id == "" {
			return "", errs.Invalid("programme", "Name a programme with --programme; northinch programme list lists them")
		}
		return programme.ID(*id), nil
	}
}

func overviewPrint(c *call) error {
	which := c.programmeFlag()
	format := c.format("text", "json", "csv", "ods", "html")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	form, err := format()
	if err != nil {
		return err
	}
	id, err := which()
	if err != nil {
		return err
	}
	var o *overview.Overview
	err = c.read(func(tx *db.Tx) (err error) {
		o, err = overview.Of(tx, c.actor(), id)
		return err
	})
	if err != nil {
		return err
	}
	if form == "json" {
		return printJSON(c.Stdout, o)
	}
	return render(c.Stdout, o.Document(), form)
}

// render writes a document in one of its forms.
func render(w io.Writer, d document.Document, form string) error {
	switch form {
	case "csv":
		return csv.Write(w, d)
	case "ods":
		return ods.Write(w, d)
	case "html":
		return html.Write(w, d)
	}
	return text.Write(w, d, 100)
}

func overviewPairs(c *call) error {
	which := c.programmeFlag()
	indicator := c.flags.String("indicator", "", "the `indicator` by its ref in the framework")
	format := c.format("text", "json", "csv")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	form, err := format()
	if err != nil {
		return err
	}
	id, err := which()
	if err != nil {
		return err
	}
	if *indicator == "" {
		return errs.Invalid("indicator", "Name an indicator with --indicator; northinch framework show lists those of a framework")
	}
	var p *overview.Pairs
	err = c.read(func(tx *db.Tx) (err error) {
		p, err = overview.PairsOf(tx, c.actor(), id, *indicator)
		return err
	})
	if err != nil {
		return err
	}
	if form == "json" {
		return printJSON(c.Stdout, p)
	}
	return render(c.Stdout, p.Document(), form)
}

func overviewWhere(c *call) error {
	which := c.programmeFlag()
	format := c.format("text", "json", "csv")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	form, err := format()
	if err != nil {
		return err
	}
	id, err := which()
	if err != nil {
		return err
	}
	var t *overview.Trace
	err = c.read(func(tx *db.Tx) (err error) {
		t, err = overview.TraceOf(tx, c.actor(), id, c.args[0])
		return err
	})
	if err != nil {
		return err
	}
	if form == "json" {
		return printJSON(c.Stdout, t)
	}
	return render(c.Stdout, t.Document(), form)
}

func programmeList(c *call) error {
	format := c.format("text", "json")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	form, err := format()
	if err != nil {
		return err
	}
	var all []programme.Programme
	err = c.read(func(tx *db.Tx) (err error) {
		all, err = programme.All(tx)
		return err
	})
	if err != nil {
		return err
	}
	if form == "json" {
		return printJSON(c.Stdout, all)
	}
	if len(all) == 0 {
		fmt.Fprintln(c.Stdout, "There is no programme yet. Import outcomes with “northinch grades import”, or add one with “northinch programme add”.")
	}
	for _, p := range all {
		made := ""
		if p.MadeUp {
			made = " (made up)"
		}
		fmt.Fprintf(c.Stdout, "%-28s %s%s\n", p.ID, p.Name, made)
	}
	return nil
}
