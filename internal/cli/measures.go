package cli

import (
	"fmt"
	"io"
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

// readReturns reads returns from files. What is wrong with rows is counted on standard
// error, and said in full by the check of returns.
func (c *call) readReturns(names []string) (*returns.Return, error) {
	ret, found, tally, err := c.readReturn(names, 1)
	if err != nil {
		return nil, err
	}
	wrong, left := 0, 0
	for _, f := range found {
		if f.Severity >= returns.Error {
			wrong += tally[f.Code]
		}
	}
	for _, f := range ret.Files {
		left += f.LeftOut
	}
	if wrong > 0 {
		fmt.Fprintf(c.Stderr, "northinch: The files have %s, and %s left out; the figures are of the others. See: northinch returns check\n", howMany(wrong, "error"), howMany(left, "row"))
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
	mind := m.Mind
	if m.Unless != "" {
		mind = "In returns that do not ask for the population " + m.Unless + ": " + mind
	}
	for _, line := range []struct{ label, text string }{
		{"kind", m.Kind.String()}, {"counted", m.Counts}, {"of", m.Of}, {"left out", m.Leaves}, {"standard", m.Standard},
		{"themes", strings.Join(m.Themes, ", ")}, {"higher", m.Higher()}, {"mind", mind},
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
