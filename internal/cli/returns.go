package cli

import (
	"crypto/rand"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/newfile"
	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/check"
	"github.com/northinch/northinch/internal/returns/check/added"
)

// names are the values of an option that may be given again.
type names []string

func (n *names) String() string     { return strings.Join(*n, " ") }
func (n *names) Set(s string) error { *n = append(*n, s); return nil }

// returnsCheck holds a return against the rules. It opens no database.
func returnsCheck(c *call) error {
	var previous, last names
	c.flags.Var(&previous, "previous", "a `file` of the return of the round before; may be given again")
	c.flags.Var(&last, "last", "a `file` of this return as it was made the last time, to compare with; may be given again")
	waived := c.flags.String("waivers", "", "a `file` of waivers; see northinch returns waivers")
	rules := c.flags.String("rules", "", "a JSON `file` of rules to add")
	each := c.flags.Int("findings", 100, "how many findings of each rule are listed; all are counted")
	why := c.flags.Bool("why", false, "say of each rule that was not applicable why")
	format := c.format("text", "json", "csv")
	if err := c.parse(1, 250); err != nil {
		return err
	}
	form, err := format()
	switch {
	case err != nil:
		return err
	case *each < 1:
		return errs.Invalid("findings", "At least one finding of each rule is listed")
	case len(last) > 0 && form == "csv":
		return errs.Invalid("format", "A comparison with the last time is no table; ask for text or json")
	}
	o := check.Options{Rules: check.Rules(), Each: *each, Today: today()}
	if err := c.addRules(&o, *rules); err != nil {
		return err
	}
	if err := c.waivers(&o, *waived); err != nil {
		return err
	}
	if len(last) > 0 && o.Waivers == nil {
		o.Salt = make([]byte, 16) // identities are compared and not kept
		rand.Read(o.Salt)
	}
	if len(previous) > 0 {
		if o.Previous, _, _, err = c.readReturn(previous, 1); err != nil {
			return of("The previous return", err)
		}
	}
	ret, report, err := c.checkReturn(c.args, o)
	if err != nil {
		return err
	}
	var changes *check.Changes
	if len(last) > 0 {
		was, before, err := c.checkReturn(last, o)
		if err != nil {
			return of("The last return", err)
		}
		if changes, err = check.Compare(was, ret, before, report); err != nil {
			return err
		}
		if o.Waivers == nil { // nobody has the salt
			report.Anonymous()
			changes.Anonymous()
		}
	}
	if err := printReport(c.Stdout, form, *why, report, changes); err != nil {
		return err
	}
	if !report.Clean() {
		return errFindings
	}
	return nil
}

// today is the day, where the command is given.
func today() returns.Day {
	now := time.Now()
	day, _ := returns.DayOf(now.Year(), int(now.Month()), now.Day())
	return day
}

// of says whose error it is.
func of(what string, err error) error {
	if errs.KindOf(err) == errs.BadInput {
		return errs.Invalid(errs.FieldOf(err), "%s: %s", what, errs.Sentence(err))
	}
	return err
}

func (c *call) checkReturn(files []string, o check.Options) (*returns.Return, *check.Report, error) {
	ret, read, tally, err := c.readReturn(files, o.Each)
	if err != nil {
		return nil, nil, err
	}
	o.Read, o.Tally = read, tally
	return ret, check.Run(ret, o), nil
}

// readReturn reads a return from its files, and what the reader finds, so many of
// each check.
func (c *call) readReturn(files []string, each int) (*returns.Return, []returns.Finding, map[string]int, error) {
	var tables []returns.Table
	for _, name := range files {
		f, base, length, err := c.file(name)
		if err != nil {
			return nil, nil, nil, err
		}
		defer f.Close()
		of, err := tablesOf(base, f, length)
		if err != nil {
			return nil, nil, nil, err
		}
		tables = append(tables, of...)
	}
	var found []returns.Finding
	listed := map[string]int{}
	ret, tally, err := returns.Read(tables, returns.Options{Workers: runtime.NumCPU(), Found: func(f returns.Finding) {
		if listed[f.Code]++; listed[f.Code] <= each {
			found = append(found, f)
		}
	}})
	return ret, found, tally, err
}

// tablesOf opens a file by what it is. Every kind of file that a return may come in
// is told apart here.
func tablesOf(name string, in io.ReaderAt, length int64) ([]returns.Table, error) {
	return returns.Tables(name, in, length)
}

// addRules adds the rules in a file, if one is named.
func (c *call) addRules(o *check.Options, name string) error {
	if name == "" {
		return nil
	}
	b, err := c.small(name)
	if err != nil {
		return err
	}
	more, err := added.Read(b)
	o.Rules = append(o.Rules, more...)
	return err
}

// waivers reads the waivers in a file, if one is named.
func (c *call) waivers(o *check.Options, name string) error {
	if name == "" {
		return nil
	}
	b, err := c.small(name)
	if err == nil {
		o.Waivers, err = check.ReadWaivers(b, o.Rules)
	}
	return err
}

// mostSmall is the largest file of rules or waivers.
const mostSmall = 16 << 20

// small reads a file that people write.
func (c *call) small(name string) ([]byte, error) {
	f, base, length, err := c.file(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if length > mostSmall {
		return nil, errs.Large("file", "The file %s has more than %d bytes", base, mostSmall)
	}
	b, err := io.ReadAll(f)
	if err != nil {
		return nil, cannotOpen(base, err)
	}
	return b, nil
}

func printReport(w io.Writer, form string, why bool, r *check.Report, changes *check.Changes) error {
	switch form {
	case "json":
		return printJSON(w, struct {
			*check.Report
			Changes *check.Changes `json:"changes,omitempty"`
		}{r, changes})
	case "csv":
		return r.CSV(w)
	}
	if err := r.Text(w, why); err != nil || changes == nil {
		return err
	}
	fmt.Fprintln(w)
	return changes.Text(w)
}

// returnsWaivers makes an empty file of waivers.
func returnsWaivers(c *call) error {
	if err := c.parse(1, 1); err != nil {
		return err
	}
	salt := make([]byte, 16)
	rand.Read(salt)
	b, err := check.NewWaivers(salt)
	if err != nil {
		return err
	}
	if err := writeFile(c.args[0], func(w io.Writer) error { _, err := w.Write(b); return err }); err != nil {
		return err
	}
	fmt.Fprintf(c.Stdout, "Made %s. Keep it with the area's own records and name it with --waivers: the report then prints the identity of each finding, and a waiver names one.\n", c.args[0])
	return nil
}

// writeFile makes a file that is there whole or not at all.
func writeFile(name string, to func(io.Writer) error) error {
	f, err := newfile.Begin(name)
	if err != nil {
		return err
	}
	err = to(f)
	if closed := f.Close(); err == nil && closed != nil {
		err = errs.Stored(closed, "The file %s cannot be written", name)
	}
	if err != nil {
		os.Remove(name + ".part")
		return err
	}
	return newfile.Keep(name)
}

// returnsRules lists the rules.
func returnsRules(c *call) error {
	format := c.format("text", "json")
	if err := c.parse(0, 1); err != nil {
		return err
	}
	form, err := format()
	if err != nil {
		return err
	}
	all := check.List()
	if len(c.args) == 1 {
		all = slices.DeleteFunc(all, func(r check.Listed) bool { return !strings.HasPrefix(r.Code, strings.ToUpper(c.args[0])) })
		if len(all) == 0 {
			return errs.Missing("rule", c.args[0])
		}
	}
	if form == "json" {
		return printJSON(c.Stdout, all)
	}
	for _, r := range all {
		must := ""
		if r.Must {
			must = " (must)"
		}
		fmt.Fprintf(c.Stdout, "%s %s%s: %s\n", r.Code, r.Severity, must, r.Sentence)
		if len(c.args) == 1 {
			fmt.Fprintf(c.Stdout, "  for example: %s\n  looks at: %s\n  editions: %s\n", r.Example, strings.Join(r.Looks, ", "), strings.Join(r.Editions, ", "))
		}
	}
	return nil
}

// inFolder makes a folder, which must not be there, and what is in it.
func inFolder(folder string, files map[string]func(io.Writer) error) error {
	if err := newfile.Absent(folder); err != nil {
		return err
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return errs.Stored(err, "The folder %s cannot be made", folder)
	}
	for name, to := range files {
		if err := writeFile(filepath.Join(folder, name), to); err != nil {
			return err
		}
	}
	return nil
}
