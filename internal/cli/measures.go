package cli

import (
	"fmt"
	"io"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/framework"
	"github.com/northinch/northinch/internal/measure"
	"github.com/northinch/northinch/internal/returns"
)

// measuresCount counts the measures of returns.
func measuresCount(c *call) error {
	workers := c.flags.Int("workers", runtime.NumCPU(), "how many `workers` count; the answer is the same whatever their number")
	only := c.flags.String("measure", "", "the `id` of one measure; all unless given (northinch measures list)")
	area := c.flags.String("area", "", "the `code` of one area to print; all are counted")
	minimum := c.flags.Int("minimum", -1, "the smallest `base` of a share, a word or a comparison; otherwise that of the framework, or 10")
	edition := c.flags.String("framework", "", "the `id` of the framework edition whose words for shares are used (northinch framework list)")
	format := c.format("text", "json", "csv", "ods", "html")
	if err := c.parse(1, 1000); err != nil {
		return err
	}
	form, err := format()
	if err != nil {
		return err
	}
	if *workers < 1 || *workers > 1024 {
		return errs.Invalid("workers", "--workers is %d; give 1 to 1024", *workers)
	}
	measures := measure.All()
	if *only != "" {
		one, err := measure.Find(*only)
		if err != nil {
			return err
		}
		measures = []measure.Measure{one}
	}
	settings, err := measureSettings(*edition, *minimum)
	if err != nil {
		return err
	}
	ret, err := c.readReturns(c.args)
	if err != nil {
		return err
	}
	counts := measure.Count(ret, measures, *workers, c.counting(ret.Children.Len()))
	r := measure.NewReport(ret, counts, settings, *edition)
	if *area != "" && !r.Only(*area) {
		return noArea(ret, *area)
	}
	if form == "json" {
		return printJSON(c.Stdout, r)
	}
	r.Brief = form == "text" && *only == "" && len(r.Areas) > 1
	return render(c.Stdout, r.Document(), form)
}

// measureSettings are the words of a framework edition and the smallest base.
func measureSettings(edition string, minimum int) (measure.Settings, error) {
	s := measure.Settings{Minimum: measure.DefaultMinimum}
	if edition != "" {
		all, err := framework.Shipped()
		if err != nil {
			return s, err
		}
		at := slices.IndexFunc(all, func(e framework.Edition) bool { return string(e.ID) == edition })
		if at < 0 {
			return s, errs.Missing("framework", edition)
		}
		q := all[at].Quantity
		if s.Words, err = q.Words(); err != nil {
			return s, err
		}
		if q.MinimumBase > 0 {
			s.Minimum = q.MinimumBase
		}
	}
	if minimum == 0 || minimum < -1 {
		return s, errs.Invalid("minimum", "--minimum is %d; give a base of 1 or more", minimum)
	}
	if minimum > 0 {
		s.Minimum = minimum
	}
	return s, nil
}

func noArea(r *returns.Return, code string) error {
	var codes []string
	for _, a := range r.Areas {
		codes = append(codes, a.Code)
	}
	return errs.Invalid("area", "No file is of the area “%s”; there are %s", code, strings.Join(codes, ", "))
}

// readReturns reads the tables of returns from files. What stops a file is an error
// that never repeats what the file holds; what is wrong with rows is counted on
// standard error, and said in full by the check of returns.
func (c *call) readReturns(names []string) (*returns.Return, error) {
	var tables []returns.Table
	for _, name := range names {
		f, _, size, err := c.file(name)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		of, err := returns.Tables(tableName(name), f, size)
		if err != nil {
			return nil, err
		}
		tables = append(tables, of...)
	}
	errors := map[string]bool{} // the codes of errors that were found
	ret, tally, err := returns.Read(tables, returns.Options{Each: 1, Found: func(f returns.Finding) {
		errors[f.Code] = errors[f.Code] || f.Severity >= returns.Error
	}})
	if err != nil {
		return nil, err
	}
	wrong, left := 0, 0
	for code, is := range errors {
		if is {
			wrong += tally[code]
		}
	}
	for _, f := range ret.Files {
		left += f.LeftOut
	}
	if wrong > 0 {
		fmt.Fprintf(c.Stderr, "northinch: The files have %s, and %s left out; the figures are of the others. Check the return first.\n", howMany(wrong, "error"), howMany(left, "row"))
	}
	return ret, nil
}

// howMany is how many of something, as read.
func howMany(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// tableName is a file as findings and rows call it.
func tableName(path string) string {
	if path == "-" {
		return "standard input"
	}
	return strings.ToValidUTF8(filepath.Base(path), "\ufffd")
}

// counting prints how far the counting has come, where somebody is watching.
func (c *call) counting(children int) func(int) {
	told := c.progress("counting")
	if told == nil {
		return nil
	}
	return func(done int) { told(int64(done), int64(children)) }
}

// measuresList lists the measures with their definitions.
func measuresList(c *call) error {
	format := c.format("text", "json")
	if err := c.parse(0, 1); err != nil {
		return err
	}
	form, err := format()
	if err != nil {
		return err
	}
	all := measure.All()
	if len(c.args) == 1 {
		one, err := measure.Find(c.args[0])
		if err != nil {
			return err
		}
		all = []measure.Measure{one}
	}
	if form == "json" {
		return printJSON(c.Stdout, all)
	}
	for i, m := range all {
		if len(c.args) == 0 && (i == 0 || m.Group != all[i-1].Group) {
			fmt.Fprintf(c.Stdout, "%s\n\n", m.Group)
		}
		printMeasure(c.Stdout, m)
	}
	if len(c.args) == 0 {
		fmt.Fprintf(c.Stdout, "%d measures. %s\n", len(all), measure.ThemesSay)
	}
	return nil
}

func printMeasure(w io.Writer, m measure.Measure) {
	fmt.Fprintf(w, "%s: %s\n", m.ID, m.Title)
	for _, line := range []struct{ label, text string }{
		{"kind", m.Kind.String()}, {"counted", m.Counts}, {"of", m.Of}, {"left out", m.Leaves}, {"standard", m.Standard},
		{"themes", strings.Join(m.Themes, ", ")}, {"higher", m.Higher()}, {"mind", m.Mind},
	} {
		if line.text != "" {
			fmt.Fprintf(w, "  %-9s %s\n", line.label, line.text)
		}
	}
	fmt.Fprintln(w)
}

// measuresRows lists what is behind a figure. The reference of a child is never
// printed: the line of the file says where it stands.
func measuresRows(c *call) error {
	area := c.flags.String("area", "", "the `code` of the area")
	format := c.format("text", "json", "csv")
	if err := c.parse(2, 1000); err != nil {
		return err
	}
	form, err := format()
	if err != nil {
		return err
	}
	m, err := measure.Find(c.args[0])
	if err != nil {
		return err
	}
	if *area == "" {
		return errs.Invalid("area", "Name an area with --area; rows are shown of one area at a time")
	}
	ret, err := c.readReturns(c.args[1:])
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(ret.Areas, func(a returns.Area) bool { return a.Code == *area }) {
		return noArea(ret, *area)
	}
	r := measure.RowsOf(ret, m, *area)
	if form == "json" {
		return printJSON(c.Stdout, r)
	}
	return render(c.Stdout, r.Document(), form)
}
