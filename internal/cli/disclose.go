package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"math/big"
	"strings"

	"github.com/northinch/northinch/internal/disclose"
	"github.com/northinch/northinch/internal/disclose/prose"
	"github.com/northinch/northinch/internal/disclose/tabular"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/framework"
)

// several is a flag that may be given several times.
type several []string

func (l *several) String() string     { return strings.Join(*l, ", ") }
func (l *several) Set(s string) error { *l = append(*l, s); return nil }

// release adds the flags that say how tables are read, and returns what reads the
// file that is named and the rules that hold for it.
func (c *call) release() func(file string) (*tabular.Release, tabular.Options, error) {
	by := c.flags.String("by", "", "the `columns` of a CSV file to break down by, with commas between them")
	count := c.flags.String("count", "", "the `column` of a CSV file that has the count; without it each row is one child")
	value := c.flags.String("value", "", "the `column` of a CSV file of contributors that is summed")
	total := c.flags.String("total", "", "what margins are `called` in the file (total)")
	var within, hide several
	c.flags.Var(&within, "within", "which code is in which other, as `dimension:code=parent`; may be given several times")
	c.flags.Var(&hide, "hide", "a `cell` that must be hidden besides those that the rules hide, as its codes with | between them; may be given several times")
	threshold := c.flags.Int("threshold", 0, "the least `count` that may be shown; 3 or more (5 unless the file says otherwise)")
	zeros := c.flags.Bool("zeros", false, "hide counts of 0 too")
	group := c.flags.Bool("group", false, "hide that all children of a group are in one category")
	dominance := c.flags.String("dominance", "", "hide a sum of which the n largest contributors make up more than k per cent, as `n,k`")
	percent := c.flags.Float64("p", 0, "hide a sum in which the second largest contributor can work out the largest to within so many `per cent`")
	work := c.flags.Int64("work", 0, "the most `steps` of arithmetic to spend on a cheaper pattern; 0 is by the size of the tables")
	gap := c.flags.Float64("gap", 0, "the `part` above the least possible cost that is good enough, such as 0.05")
	return func(file string) (*tabular.Release, tabular.Options, error) {
		o := tabular.Options{Rules: tabular.Rules{Threshold: *threshold, Zeros: *zeros, Group: *group, P: *percent},
			Engine: disclose.Options{Work: *work, Gap: *gap, Progress: c.protecting()}}
		if *dominance != "" {
			if _, err := fmt.Sscanf(*dominance, "%d,%g", &o.Rules.DominanceN, &o.Rules.DominanceK); err != nil {
				return nil, o, errs.Invalid("dominance", "Give --dominance as two numbers, such as 2,85")
			}
		}
		read := tabular.ReadOptions{Count: *count, Value: *value, Total: *total, Primary: hide, Parents: map[string]map[string]string{}}
		if *by != "" {
			read.Dimensions = strings.Split(*by, ",")
		}
		for _, w := range within {
			dimension, rest, ok := strings.Cut(w, ":")
			code, parent, also := strings.Cut(rest, "=")
			if !ok || !also {
				return nil, o, errs.Invalid("within", "Give --within as dimension:code=parent, such as area:Eastmoor=North; “%s” is not of this form", w)
			}
			if read.Parents[dimension] == nil {
				read.Parents[dimension] = map[string]string{}
			}
			read.Parents[dimension][code] = parent
		}
		f, name, _, err := c.file(file)
		if err != nil {
			return nil, o, err
		}
		defer f.Close()
		r, err := tabular.Read(f, name, read)
		return r, o, err
	}
}

// protecting tells somebody who watches how far the search has come.
func (c *call) protecting() func(disclose.Progress) {
	if !c.Terminal {
		return nil
	}
	return func(p disclose.Progress) {
		fmt.Fprintf(c.Stderr, "\r%s: %d of %d; hiding costs %.0f, and never less than %.0f\x1b[K", p.Step, p.Done, p.Total, p.Cost, p.LowerBound)
	}
}

// written prints a result in a form.
type written interface {
	WriteText(io.Writer) error
	WriteCSV(io.Writer) error
	WriteJSON(io.Writer) error
}

func (c *call) written(r written, form string) error {
	switch form {
	case "text":
		return r.WriteText(c.Stdout)
	case "csv":
		return r.WriteCSV(c.Stdout)
	}
	return r.WriteJSON(c.Stdout)
}

// discloseProtect makes tables safe, by hiding or by rounding.
func discloseProtect(c *call) error {
	release := c.release()
	round := c.flags.Int("round", 0, "round to a `base` of 3, 5 or 10 instead of hiding")
	low := c.flags.Bool("low", false, "with --round, mark what is rounded to 0 and not 0 as [low]")
	format := c.format("json", "text", "csv")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	form, err := format()
	if err != nil {
		return err
	}
	r, o, err := release(c.args[0])
	if err != nil {
		return err
	}
	var result tabular.Result
	if *round != 0 {
		result, err = r.Round(tabular.RoundOptions{Base: *round, MarkLow: *low})
	} else {
		result, err = r.Protect(o)
	}
	c.endProgress()
	if err != nil {
		return err
	}
	if err := c.written(result, form); err != nil {
		return err
	}
	if len(result.Refused) > 0 {
		return errFindings
	}
	return nil
}

// endProgress clears the line of progress.
func (c *call) endProgress() {
	if c.Terminal {
		fmt.Fprint(c.Stderr, "\r\x1b[K")
	}
}

// discloseAttack plays the reader alone.
func discloseAttack(c *call) error {
	release := c.release()
	pattern := c.flags.String("pattern", "", "the hidden cells: the JSON `file` that disclose protect printed; without it only those that the rules hide are")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	r, o, err := release(c.args[0])
	if err != nil {
		return err
	}
	var hidden []string
	if *pattern != "" {
		if hidden, err = c.pattern(*pattern); err != nil {
			return err
		}
	}
	a, err := r.Attack(hidden, o)
	c.endProgress()
	if err != nil {
		return err
	}
	if err := a.WriteJSON(c.Stdout); err != nil {
		return err
	}
	if len(a.Known)+len(a.Narrow) > 0 {
		return errFindings
	}
	return nil
}

// pattern reads the hidden cells of what disclose protect printed.
func (c *call) pattern(name string) ([]string, error) {
	f, _, _, err := c.file(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var p struct {
		Suppressed []string `json:"suppressed"`
	}
	if err := json.NewDecoder(io.LimitReader(f, 256<<20)).Decode(&p); err != nil {
		return nil, errs.Invalid("pattern", "%s is no pattern: it needs “suppressed”, a list of cells, as disclose protect prints it", name)
	}
	return p.Suppressed, nil
}

// discloseProse reads a text beside its tables.
func discloseProse(c *call) error {
	release := c.release()
	tables := c.flags.String("tables", "", "the `file` of tables that the text reports on")
	edition := c.flags.String("framework", "", "the `framework` whose words for quantities the text uses (northinch framework list)")
	format := c.format("text", "json")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	form, err := format()
	if err != nil {
		return err
	}
	if *tables == "" {
		return errs.Invalid("tables", "Name the tables with --tables FILE")
	}
	speaks, err := words(*edition)
	if err != nil {
		return err
	}
	text, err := c.prose(c.args[0])
	if err != nil {
		return err
	}
	r, o, err := release(*tables)
	if err != nil {
		return err
	}
	found, err := r.CheckProse(text, o, speaks)
	c.endProgress()
	if err != nil {
		return err
	}
	if form == "json" {
		if err := printJSON(c.Stdout, found); err != nil {
			return err
		}
	} else {
		for _, f := range found {
			fmt.Fprintf(c.Stdout, "line %d, column %d, “%s”: %s [%s]\n", f.Line, f.Column, f.Words, f.Sentence, f.Kind)
		}
		if len(found) == 0 {
			fmt.Fprintln(c.Stdout, "No number in the text reveals a hidden figure or contradicts the tables.")
		}
	}
	if len(found) > 0 {
		return errFindings
	}
	return nil
}

// longestText is how much of a text is read.
const longestText = 16 << 20

// prose reads a text.
func (c *call) prose(name string) (string, error) {
	f, _, _, err := c.file(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, longestText+1))
	if err != nil {
		return "", cannotOpen(name, err)
	}
	if len(b) > longestText {
		return "", errs.Large("file", "The text is longer than %d MiB", longestText>>20)
	}
	return string(b), nil
}

// words are the words for quantities of a framework.
func words(id string) (prose.Options, error) {
	var o prose.Options
	if id == "" {
		return o, nil
	}
	all, err := framework.Shipped()
	if err != nil {
		return o, err
	}
	for _, e := range all {
		if string(e.ID) != id {
			continue
		}
		for _, b := range e.Quantity.Bands {
			o.Bands = append(o.Bands, prose.Band{Word: b.Word, Low: fraction(b.From, 0), High: fraction(b.Below, 1)})
		}
		return o, nil
	}
	return o, errs.Missing("framework", id)
}

// fraction is an end of a band, which the framework has checked.
func fraction(text string, otherwise float64) float64 {
	if r, ok := new(big.Rat).SetString(text); ok {
		otherwise, _ = r.Float64()
	}
	return otherwise
}
