package cli

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/northinch/northinch/internal/document"
	"github.com/northinch/northinch/internal/document/csv"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/sampling"
)

// recordOf reads the public record of a draw.
func (c *call) recordOf(name string) (*sampling.Record, error) {
	b, err := c.whole(name)
	if err != nil {
		return nil, err
	}
	return sampling.Parse(b)
}

// listed is a record that was called, for those who read it.
type listed struct {
	sampling.Called
	Reference string            `json:"reference,omitempty"`
	Traits    map[string]string `json:"traits,omitempty"`
}

func sampleList(c *call) error {
	secret := c.secretFlag()
	format := c.format("text", "csv", "json")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	form, err := format()
	if err != nil {
		return err
	}
	r, err := c.recordOf(c.args[0])
	if err != nil {
		return err
	}
	all, err := r.Weights()
	if err != nil {
		return err
	}
	columns, found := []string(nil), map[sampling.Hash]sampling.Item{}
	if c.flags.Lookup("secret").Value.String() != "" {
		p, err := secret(c.args[0])
		if err != nil {
			return err
		}
		columns, found = p.Traits, p.Find()
	}
	list := make([]listed, len(all))
	for i, one := range all {
		list[i].Called = one
		item, ok := found[one.Line]
		if len(found) > 0 && !ok {
			return errs.Invalid("secret", "This is the private part of another draw")
		}
		list[i].Reference = item.Reference.Reveal()
		for k, name := range columns {
			if list[i].Traits == nil {
				list[i].Traits = map[string]string{}
			}
			list[i].Traits[name] = item.Traits[k]
		}
	}
	return printListed(c.Stdout, form, r.Plan.Title, columns, list)
}

func printListed(w io.Writer, form, title string, traits []string, list []listed) error {
	if form == "json" {
		return printJSON(w, list)
	}
	t := document.Table{ID: "sample", Title: title, Columns: []document.Column{{Name: "Ticket"}, {Name: "Reference"}, {Name: "Stratum"}, {Name: "Status"}, {Name: "Inclusion", Kind: document.Count}, {Name: "Weight", Kind: document.Count}}}
	for _, name := range traits {
		t.Columns = append(t.Columns, document.Column{Name: name})
	}
	for _, one := range list {
		reference := document.Cell{Text: one.Reference}
		if one.Reference == "" {
			reference = document.Cell{Absent: document.NotAvailable}
		}
		row := []document.Cell{{Text: one.Ticket.String()}, reference, {Text: one.Stratum}, {Text: string(one.Status)}, number(one.Inclusion, 4), number(one.Weight, 2)}
		for _, name := range traits {
			row = append(row, document.Cell{Text: one.Traits[name]})
		}
		t.Rows = append(t.Rows, row)
	}
	if form == "csv" {
		return csv.WriteTable(w, t, false)
	}
	printTable(w, t)
	_, err := fmt.Fprintf(w, "\n%d records were called.\n", len(list))
	return err
}

func number(v float64, digits int) document.Cell {
	return document.Cell{Text: strconv.FormatFloat(v, 'f', digits, 64), Number: v, Numeric: true}
}

// printTable prints a table in columns.
func printTable(w io.Writer, t document.Table) {
	columns := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	var line []string
	for _, k := range t.Columns {
		line = append(line, k.Name)
	}
	fmt.Fprintln(columns, strings.Join(line, "\t"))
	for _, row := range t.Rows {
		line = line[:0]
		for _, cell := range row {
			line = append(line, cmp.Or(cell.Absent.Words(), cell.Text))
		}
		fmt.Fprintln(columns, strings.Join(line, "\t"))
	}
	columns.Flush()
}

func sampleCompare(c *call) error {
	secret := c.secretFlag()
	format := c.format("text", "csv", "json")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	form, err := format()
	if err != nil {
		return err
	}
	r, err := c.recordOf(c.args[0])
	if err != nil {
		return err
	}
	p, err := secret(c.args[0])
	if err != nil {
		return err
	}
	list, err := r.Compare(p)
	if err != nil || form == "json" {
		if err == nil {
			err = printJSON(c.Stdout, list)
		}
		return err
	}
	t := document.Table{ID: "comparison", Title: "The sample beside the frame", Columns: []document.Column{{Name: "Trait"}, {Name: "Value"}, {Name: "Frame", Kind: document.Count}, {Name: "Sample", Kind: document.Count}, {Name: "Expected", Kind: document.Count}, {Name: "Standard deviations apart", Kind: document.Count}}}
	far := 0
	for _, one := range list {
		apart := document.Cell{Absent: document.NotApply}
		if one.Apart != nil {
			apart = number(*one.Apart, 1)
		}
		if one.Far {
			far++
		}
		value := document.Cell{Text: one.Value}
		if one.Value == "" {
			value.Absent = document.NotAvailable
		}
		t.Rows = append(t.Rows, []document.Cell{{Text: one.Trait}, value, count(one.Frame), count(one.Sample), number(one.Expected, 1), apart})
	}
	if form == "csv" {
		return csv.WriteTable(c.Stdout, t, false)
	}
	printTable(c.Stdout, t)
	_, err = fmt.Fprintf(c.Stdout, "\nOf %d comparisons, %d are %d standard deviations apart or more. This is information, and no reason to draw again.\n", len(list), far, sampling.FarApart)
	return err
}

func count(n int) document.Cell {
	return document.Cell{Text: strconv.Itoa(n), Number: float64(n), Numeric: true}
}

func sampleVerify(c *call) error {
	secret := c.secretFlag()
	published := c.flags.String("published", "", "a `head` of this record that was published or kept elsewhere before")
	format := c.format("text", "json")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	form, err := format()
	if err != nil {
		return err
	}
	var beside sampling.Beside
	if *published != "" {
		if beside.Published, err = sampling.ParseHash(*published); err != nil {
			return err
		}
	}
	if c.flags.Lookup("secret").Value.String() != "" {
		if beside.Private, err = secret(c.args[0]); err != nil {
			return err
		}
	}
	b, err := c.whole(c.args[0])
	if err != nil {
		return err
	}
	report, err := sampling.Verify(b, beside)
	if err != nil {
		return err
	}
	if form == "json" {
		err = printJSON(c.Stdout, report)
	} else {
		printChecks(c.Stdout, report.Checks)
		fmt.Fprintf(c.Stdout, "\nThe head of the record is:\n%s\n", report.Head)
	}
	if err == nil && len(report.Failed()) > 0 {
		err = errFindings
	}
	return err
}

func printChecks(w io.Writer, checks []sampling.Check) {
	counts := map[sampling.Outcome]int{}
	for _, k := range checks {
		counts[k.Outcome]++
		fmt.Fprintf(w, "%-12s  %s: %s\n", k.Outcome, k.Name, k.Detail)
	}
	fmt.Fprintf(w, "\n%d passed, %d failed, %d not possible\n", counts[sampling.Passed], counts[sampling.Failed], counts[sampling.NotPossible])
}

func sampleCases(c *call) error {
	format := c.format("text", "json")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	form, err := format()
	if err != nil {
		return err
	}
	b, err := c.whole(c.args[0])
	if err != nil {
		return err
	}
	checks, err := sampling.Reproduce(bytes.NewReader(b))
	if err != nil {
		return err
	}
	report := sampling.Report{Checks: checks}
	if form == "json" {
		err = printJSON(c.Stdout, checks)
	} else {
		printChecks(c.Stdout, checks)
	}
	if err == nil && len(report.Failed()) > 0 {
		err = errFindings
	}
	return err
}
