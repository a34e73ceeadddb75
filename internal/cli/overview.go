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

// reported is what can be printed as a report or as JSON.
type reported interface{ Document() document.Document }

// figures prints what f says of a programme, in one of the forms. plain is how
// many plain arguments there are; check, which may be nil, looks at the flags.
func (c *call) figures(plain int, forms []string, check func() error, f func(*db.Tx, programme.ID) (reported, error)) error {
	which := c.programmeFlag()
	format := c.format(forms...)
	if err := c.parse(plain, plain); err != nil {
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
	if check != nil {
		if err := check(); err != nil {
			return err
		}
	}
	var r reported
	if err := c.read(func(tx *db.Tx) (err error) {
		r, err = f(tx, id)
		return err
	}); err != nil {
		return err
	}
	if form == "json" {
		return printJSON(c.Stdout, r)
	}
	return render(c.Stdout, r.Document(), form)
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

func overviewPrint(c *call) error {
	return c.figures(0, []string{"text", "json", "csv", "ods", "html"}, nil, func(tx *db.Tx, id programme.ID) (reported, error) {
		return overview.Of(tx, c.actor(), id)
	})
}

func overviewPairs(c *call) error {
	indicator := c.flags.String("indicator", "", "the `indicator` by its ref in the framework")
	named := func() error {
		if *indicator == "" {
			return errs.Invalid("indicator", "Name an indicator with --indicator; northinch framework show lists those of a framework")
		}
		return nil
	}
	return c.figures(0, []string{"text", "json", "csv"}, named, func(tx *db.Tx, id programme.ID) (reported, error) {
		return overview.PairsOf(tx, c.actor(), id, *indicator)
	})
}

func overviewWhere(c *call) error {
	return c.figures(1, []string{"text", "json", "csv"}, nil, func(tx *db.Tx, id programme.ID) (reported, error) {
		return overview.TraceOf(tx, c.actor(), id, c.args[0])
	})
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
