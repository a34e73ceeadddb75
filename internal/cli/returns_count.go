package cli

import (
	"fmt"

	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/inspection"
	"github.com/northinch/northinch/internal/submission"
)

// returnsCount counts what servers have given up.
func returnsCount(c *call) error {
	keys := c.ring()
	if err := c.parse(1, 1); err != nil {
		return err
	}
	return c.open(func(d *db.DB) error {
		ring, err := keys(d)
		if err != nil {
			return err
		}
		done, of, err := submission.CountHere(c.Context, d, submission.Desk{Keys: ring}, inspection.ID(c.args[0]))
		if err != nil {
			return err
		}
		if done == 0 {
			fmt.Fprintln(c.Stdout, "The return of the inspection is counted; there was nothing to do.")
			return nil
		}
		fmt.Fprintf(c.Stdout, "%d of %s of the return counted now; the measures are there.\n", done, howMany(of, "part"))
		return nil
	})
}
