package cli

import (
	"io"

	"github.com/northinch/northinch/internal/chronology"
	"github.com/northinch/northinch/internal/document/csv"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/returns"
)

// chronologyPrint prints the time line of one child of a return. The child is named by
// the reference that the files have; what is printed names nobody.
func chronologyPrint(c *call) error {
	of := c.flags.String("child", "", "the area’s own `reference` of the child, as in the files")
	area := c.flags.String("area", "", "the `code` of the area, where the files are of several")
	format := c.format("text", "svg", "html", "csv", "json")
	if err := c.parse(1, 250); err != nil {
		return err
	}
	form, err := format()
	if err != nil {
		return err
	}
	if *of == "" {
		return errs.Invalid("child", "Name a child with --child, by the reference that the files have")
	}
	ret, err := c.readReturns(c.args)
	if err != nil {
		return err
	}
	child, err := childOf(ret, *area, *of)
	if err != nil {
		return err
	}
	line := chronology.Of(ret, child)
	switch form {
	case "svg":
		_, err := io.WriteString(c.Stdout, line.SVG("chronology"))
		return err
	case "csv":
		return csv.WriteTable(c.Stdout, line.Table(), ret.MadeUp)
	case "json":
		return printJSON(c.Stdout, line.Report())
	}
	return render(c.Stdout, line.Document(), form)
}

// childOf is the child of an area with a reference. An error does not repeat it.
func childOf(ret *returns.Return, area, reference string) (int, error) {
	found := -1
	for i := range ret.Children.Len() {
		if area != "" && ret.Areas[ret.Children.Area[i]].Code != area || ret.Children.Refs.Of(i).Reveal() != reference {
			continue
		}
		if found >= 0 {
			return 0, errs.Invalid("area", "Two areas have a child with this reference; name one with --area")
		}
		found = i
	}
	if found < 0 {
		return 0, errs.Invalid("child", "No child in the files has this reference")
	}
	return found, nil
}
