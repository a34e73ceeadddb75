package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/stats"
	"github.com/northinch/northinch/internal/stats/cases"
	"github.com/northinch/northinch/internal/stats/catalogue"
)

// statsRun answers with one method.
func statsRun(c *call) error {
	input := c.flags.String("input", "", "the table: a CSV `file`, - for standard input, or the data themselves as “x=1,2,3 y=4,5,6”")
	params := c.flags.String("params", "", "the parameters as one `JSON` object")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	m, ok := catalogue.Find(c.args[0])
	if !ok {
		return errs.Missing("method", c.args[0])
	}
	p, err := catalogue.ReadParams(*params)
	if err != nil {
		return err
	}
	t, err := c.table(*input)
	if err != nil {
		return err
	}
	out, err := m.Run(t, p)
	if errors.Is(err, stats.ErrUndefined) {
		return errs.Invalid("", "There is no answer: %s", err.Error())
	}
	if err != nil {
		return err
	}
	return printJSON(c.Stdout, out)
}

// table reads an input; nil for "".
func (c *call) table(input string) (*catalogue.Table, error) {
	if input == "" {
		return nil, nil
	}
	if _, err := os.Stat(input); errors.Is(err, fs.ErrNotExist) && strings.Contains(input, "=") {
		return catalogue.Inline(input)
	}
	f, _, _, err := c.file(input)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return catalogue.ReadTable(f)
}

// statsList lists the methods.
func statsList(c *call) error {
	format := c.format("text", "json")
	if err := c.parse(0, 1); err != nil {
		return err
	}
	form, err := format()
	if err != nil {
		return err
	}
	all := catalogue.Methods()
	if len(c.args) == 1 {
		m, ok := catalogue.Find(c.args[0])
		if !ok {
			return errs.Missing("method", c.args[0])
		}
		all = []catalogue.Method{m}
	}
	if form == "json" {
		return printJSON(c.Stdout, all)
	}
	for i, m := range all {
		if i > 0 {
			fmt.Fprintln(c.Stdout)
		}
		describe(c.Stdout, m)
	}
	return nil
}

// describe prints what a method is, takes and gives.
func describe(w io.Writer, m catalogue.Method) {
	fmt.Fprintf(w, "%s\n", m.Name)
	for _, line := range []struct{ label, text string }{
		{"also", strings.Join(m.Also, "; ")}, {"", m.Says}, {"assumes", m.Assumes}, {"source", m.Source}, {"table", m.Table},
	} {
		if line.text != "" {
			fmt.Fprintf(w, "  %-8s %s\n", line.label, line.text)
		}
	}
	for _, p := range m.Params {
		otherwise := "must be given"
		if p.Default != "" {
			otherwise = "otherwise " + p.Default
		}
		fmt.Fprintf(w, "  %-8s %s: %s (%s)\n", "param", p.Name, p.Says, otherwise)
	}
	fmt.Fprintf(w, "  %-8s %s\n", "gives", strings.Join(m.Gives, ", "))
}

// statsCases runs case files. Inputs lie beside the file that names them.
func statsCases(c *call) error {
	verbose := c.flags.Bool("all", false, "print the rows that pass, too")
	format := c.format("text", "json")
	if err := c.parse(1, 1000); err != nil {
		return err
	}
	form, err := format()
	if err != nil {
		return err
	}
	runners := map[string]*cases.Runner{}
	tally := map[cases.Status]int{}
	for _, name := range c.args {
		f, _, _, err := c.file(name)
		if err != nil {
			return err
		}
		folder := filepath.Dir(name)
		if runners[folder] == nil {
			root := os.DirFS(folder)
			runners[folder] = cases.NewRunner(func(name string) (io.ReadCloser, error) { return root.Open(name) })
		}
		err = runners[folder].Run(f, func(r cases.Row) {
			tally[r.Status]++
			switch {
			case form == "json":
				printLine(c.Stdout, name, r)
			case *verbose || r.Status != cases.Pass:
				printRow(c.Stdout, name, r)
			}
		})
		f.Close()
		if err != nil {
			return errs.Invalid("", "%s: %s", name, errs.Sentence(err))
		}
	}
	if form == "text" {
		if n := tally[cases.Unchecked]; n > 0 {
			fmt.Fprintf(c.Stdout, "%d not checked: they name a file that is not there\n", n)
		}
		fmt.Fprintf(c.Stdout, "%d passed, %d failed, %d not implemented\n", tally[cases.Pass], tally[cases.Fail], tally[cases.NotImplemented])
	}
	if tally[cases.Fail] > 0 {
		return errFindings
	}
	return nil
}

// printRow prints a row for people.
func printRow(w io.Writer, file string, r cases.Row) {
	fmt.Fprintf(w, "%s: %s:%d %s, %s, %s", r.Status, filepath.Base(file), r.Line, r.Case, r.Method, r.Output)
	switch {
	case r.Why != "":
		fmt.Fprintf(w, ": %s", r.Why)
	case r.Status == cases.Fail:
		fmt.Fprintf(w, " (got %s, expected %s)", r.Got, r.Want)
	}
	fmt.Fprintln(w)
}

// printLine prints a row as one line of JSON.
func printLine(w io.Writer, file string, r cases.Row) {
	b, err := json.Marshal(struct {
		File     string       `json:"file"`
		Line     int          `json:"line"`
		Case     string       `json:"case_id"`
		Method   string       `json:"method"`
		Output   string       `json:"output"`
		Status   cases.Status `json:"status"`
		Got      string       `json:"got"`
		Expected string       `json:"expected"`
		Why      string       `json:"why,omitempty"`
	}{filepath.Base(file), r.Line, r.Case, r.Method, r.Output, r.Status, r.Got, r.Want, r.Why})
	if err == nil { // texts and numbers always have a form
		fmt.Fprintf(w, "%s\n", b)
	}
}
