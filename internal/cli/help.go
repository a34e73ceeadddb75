package cli

import (
	"flag"
	"fmt"
	"io"
	"strings"

	"github.com/northinch/northinch/internal/app"
)

func help(w io.Writer) {
	fmt.Fprint(w, `North Inch runs a national programme of joint inspections of services to
protect children, from the calendar to the published national report.

Usage: northinch COMMAND [options]

`)
	for _, c := range commands() {
		name := strings.TrimSpace(c.name + " " + c.takes)
		if len(name) > 24 {
			fmt.Fprintf(w, "  %s\n", name)
			name = ""
		}
		fmt.Fprintf(w, "  %-24s %s\n", name, c.about)
	}
	fmt.Fprint(w, `
Every command takes --db, a file (northinch.db in this folder unless said
otherwise) or a postgres:// address, and creates the database where there is
none. A database of an older program is refused until northinch upgrade.
Exit codes: 0 done, 1 done with findings, 2 not done.
More of a command: northinch COMMAND --help
`)
}

func usage(w io.Writer, c command, flags *flag.FlagSet) {
	fmt.Fprintf(w, "Usage: northinch %s [options]\n\n  %s\n\nOptions:\n", strings.TrimSpace(c.name+" "+c.takes), c.about)
	flags.SetOutput(w)
	flags.PrintDefaults()
}

func version(c *call) error {
	if err := c.parse(0, 0); err != nil {
		return err
	}
	fmt.Fprintf(c.Stdout, "northinch %s\n", app.Version)
	return nil
}
