package cli

import (
	"debug/buildinfo"
	"flag"
	"fmt"
	"io"
	"runtime/debug"
	"strings"

	"github.com/northinch/northinch/internal/app"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/sbom"
	"github.com/northinch/northinch/internal/web/static"
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
	bill := c.flags.Bool("sbom", false, "print what the program is made of, as a bill of materials (CycloneDX 1.6)")
	of := c.flags.String("of", "", "print the bill of another `file`: this version, built for another system")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	if !*bill {
		fmt.Fprintf(c.Stdout, "northinch %s\n", app.Version)
		return nil
	}
	info, err := built(*of)
	if err != nil {
		return err
	}
	text, err := sbom.Make(info, app.Version, static.Lock())
	if err != nil {
		return err
	}
	_, err = c.Stdout.Write(text)
	return err
}

// built is what the compiler wrote into this program, or into the one in a file.
func built(file string) (*debug.BuildInfo, error) {
	if file != "" {
		info, err := buildinfo.ReadFile(file)
		if err != nil {
			return nil, errs.Invalid("of", "The file %s is no program that was built from this source", file)
		}
		return info, nil
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return nil, errs.Stored(nil, "This program was built without the list of its modules; build it with “make build”")
	}
	return info, nil
}
