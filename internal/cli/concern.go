package cli

import (
	"fmt"

	"github.com/northinch/northinch/internal/concern"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/programme"
)

// concernCount counts, and there is no command for more: whoever opens a concern is
// on record as a person, and a command has none.
func concernCount(c *call) error {
	id := c.flags.String("programme", "", "the `programme`; every programme unless given")
	format := c.format("text", "json")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	form, err := format()
	if err != nil {
		return err
	}
	return c.read(func(tx *db.Tx) error {
		var all []programme.Programme
		if *id == "" {
			all, err = programme.All(tx)
		} else {
			all = make([]programme.Programme, 1)
			all[0], err = programme.Get(tx, programme.ID(*id))
		}
		if err != nil {
			return err
		}
		tallies := []concern.Tally{}
		for _, p := range all {
			t, err := concern.Count(tx, c.actor(), p.ID)
			if err != nil {
				return err
			}
			tallies = append(tallies, t)
		}
		if form == "json" {
			return printJSON(c.Stdout, tallies)
		}
		for _, t := range tallies {
			fmt.Fprintf(c.Stdout, "%-28s %s\n", t.Programme, t)
		}
		return nil
	})
}
