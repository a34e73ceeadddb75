package cli

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/madeup"
	"github.com/northinch/northinch/internal/returns/spec"
)

// returnsExample writes a made-up return of one area.
func returnsExample(c *call) error {
	children := c.flags.Int("children", 60, "how many children")
	seed := c.flags.Uint64("seed", 1, "the same `number` gives the same files")
	agreed := c.flags.String("agreed", "2026-10-31", "the agreed date, from 2023 on")
	defects := c.flags.Bool("defects", false, "with one of each of many mistakes")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	on, ok := date.Parse(*agreed)
	if !ok || on.Day() == 0 {
		return errs.Invalid("agreed", "The agreed date is a day such as 2026-07-31")
	}
	if *children < 1 {
		return errs.Invalid("children", "An area has at least one child")
	}
	round, err := madeup.New(madeup.Options{Seed: *seed, Areas: 1, Children: *children, Agreed: returns.OnDate(on), Defects: *defects})
	if err != nil {
		return err
	}
	var cs, es bytes.Buffer
	truth, err := round.Write(0, &cs, &es)
	if err != nil {
		return err
	}
	text := func(b []byte) func(io.Writer) error {
		return func(w io.Writer) error { _, err := w.Write(b); return err }
	}
	err = inFolder(c.args[0], map[string]func(io.Writer) error{"children.csv": text(cs.Bytes()), "events.csv": text(es.Bytes()), "README.txt": text([]byte(madeup.Readme))})
	if err != nil {
		return err
	}
	fmt.Fprintf(c.Stdout, "Made %s with %d children and %d events. None of the children exists.\n", c.args[0], truth.Children, truth.Events)
	return nil
}

// returnsSpec prints an edition of the return specification.
func returnsSpec(c *call) error {
	format := c.format("text", "json")
	if err := c.parse(0, 1); err != nil {
		return err
	}
	form, err := format()
	if err != nil {
		return err
	}
	all := spec.Editions()
	e := all[len(all)-1]
	if len(c.args) == 1 {
		if e, err = spec.ByID(c.args[0]); err != nil {
			return err
		}
	}
	if form == "json" {
		return printJSON(c.Stdout, struct {
			ID     string           `json:"id"`
			Title  string           `json:"title"`
			About  string           `json:"about"`
			From   date.Date        `json:"from"`
			To     date.Date        `json:"to,omitzero"`
			Tables []spec.Table     `json:"tables"`
			Lists  []spec.List      `json:"lists"`
			Events []spec.EventKind `json:"events"`
		}{e.ID, e.Title, e.About, e.From, e.To, e.Tables, e.Lists, e.Events})
	}
	printEdition(c.Stdout, e)
	return nil
}

func printEdition(w io.Writer, e *spec.Edition) {
	until := ""
	if e.To.Known() {
		until = " to " + e.To.Words()
	}
	fmt.Fprintf(w, "%s, for agreed dates from %s%s.\n%s\n", e.Title, e.From.Words(), until, e.About)
	needed := func(is bool) string {
		if is {
			return "*"
		}
		return " "
	}
	for _, t := range e.Tables {
		fmt.Fprintf(w, "\nTable %s. %s\n", t.Name, t.Sentence)
		for _, col := range t.Columns {
			fmt.Fprintf(w, "  %s %-12s %s\n", needed(col.Needed), col.Name, col.Sentence)
		}
	}
	fmt.Fprint(w, "\nEvents, with the lists of who did it and of outcomes; * must be given:\n")
	for _, k := range e.Events {
		fmt.Fprintf(w, "  %-22s %s\n", k.Code.Code, k.Sentence)
		var asks []string
		for _, a := range []struct {
			what, list string
			needed     bool
		}{{"by", k.By, k.ByNeeded}, {"detail", k.Detail, k.DetailNeeded}} {
			if a.list != "" {
				asks = append(asks, strings.TrimSpace(a.what+": "+a.list+needed(a.needed)))
			}
		}
		if k.Lasts {
			asks = append(asks, "may have an end date")
		}
		if len(asks) > 0 {
			fmt.Fprintf(w, "  %-22s   (%s)\n", "", strings.Join(asks, "; "))
		}
	}
	for _, l := range e.Lists {
		fmt.Fprintf(w, "\nList %s. %s\n", l.Name, l.Sentence)
		for _, code := range l.Codes {
			fmt.Fprintf(w, "  %-22s %s\n", code.Code, code.Sentence)
		}
	}
}
