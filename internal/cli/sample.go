package cli

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/sampling"
)

// designFlags adds what a sample is planned by.
func (c *call) designFlags() func() (sampling.Design, map[string]float64, error) {
	d, deviations := sampling.Design{}, map[string]float64{}
	c.flags.Float64Var(&d.Margin, "margin", 10, "half of the width of the interval that an estimate of a share should have, in percentage `points`")
	c.flags.Float64Var(&d.Confidence, "confidence", 95, "of the interval, in per `cent`")
	c.flags.Float64Var(&d.Share, "share", 50, "that is expected, in per `cent`; 50 is the most cautious")
	c.flags.StringVar(&d.Interval, "interval", sampling.Normal, "the `interval` to plan by: normal, or wilson for a share near 0 or 100")
	c.flags.IntVar(&d.Size, "size", 0, "the `number` of records, where it was decided otherwise than by the margin")
	c.flags.StringVar(&d.Allocation, "allocation", sampling.InProportion, "`how` the sample is shared among strata: proportional, or neyman with --deviation")
	c.flags.IntVar(&d.Minimum, "minimum", 2, "the least `number` of records of a stratum, or all it has")
	c.flags.IntVar(&d.CensusUpTo, "census-up-to", 0, "read all records of a frame of at most this `number`")
	c.flags.Float64Var(&d.CensusShare, "census-share", 80, "read all records where the sample would be at least this share of them, in per `cent`; 0 for never")
	c.flags.Func("deviation", "the standard deviation within a stratum, as `STRATUM=NUMBER`; may be given several times", func(s string) error {
		name, number, _ := strings.Cut(s, "=")
		v, err := strconv.ParseFloat(number, 64)
		if err != nil {
			return errs.Invalid("deviation", "write it as STRATUM=NUMBER")
		}
		deviations[name] = v
		return nil
	})
	return func() (sampling.Design, map[string]float64, error) {
		for name := range deviations {
			if d.Allocation != sampling.ByDeviation {
				return d, nil, errs.Invalid("deviation", "The deviation of “%s” is used only with --allocation neyman", name)
			}
		}
		return d, deviations, nil
	}
}

// planned is what a plan prints.
type planned struct {
	Record  string           `json:"record"`
	Private string           `json:"private"`
	Head    sampling.Hash    `json:"head"`
	Reach   []sampling.Reach `json:"reach"`
}

func samplePlan(c *call) error {
	design := c.designFlags()
	out := c.flags.String("out", "draw.json", "the public record, a new `file`")
	secret := c.flags.String("secret", "", "the private part, a new `file`; otherwise the name of the record with .secret")
	title := c.flags.String("title", "Records of children", "what is drawn, in a `line` that anybody may read")
	public := c.flags.String("public", "", "from `where` a part of the seed will come that nobody in the team chooses, such as dice that the area rolls")
	compare := c.flags.String("compare", "", "`columns` of the frame, with commas between, that the sample is compared with the frame by; they go into the private part only")
	reasons := c.flags.String("reasons", "", "a JSON `file` with the reasons for a replacement; otherwise those that come with the program")
	format := c.format("text", "json")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	form, err := format()
	if err != nil {
		return err
	}
	d, deviations, err := design()
	if err != nil {
		return err
	}
	var list []sampling.Reason
	if *reasons != "" {
		b, err := c.whole(*reasons)
		if err != nil {
			return err
		}
		if list, err = sampling.ReadReasons(b); err != nil {
			return err
		}
	}
	var random [64]byte
	rand.Read(random[:]) // it never fails
	key, err := sampling.NewKey(random[:32])
	if err != nil {
		return err
	}
	p := &sampling.Private{Key: key, Seed: sampling.Hash(random[32:]), Traits: strings.FieldsFunc(*compare, func(r rune) bool { return r == ',' })}
	b, err := c.whole(c.args[0])
	if err != nil {
		return err
	}
	if p.Items, err = sampling.ReadFrame(bytes.NewReader(b), p.Traits); err != nil {
		return err
	}
	frame, err := sampling.NewFrame(key, p.Items)
	if err != nil {
		return err
	}
	plan, err := sampling.NewPlan(frame, *title, *public, d, deviations, list)
	if err != nil {
		return err
	}
	r, err := sampling.Commit(frame, plan, p.Seed)
	if err != nil {
		return err
	}
	private := privateName(*out, *secret)
	if err := write2(*out, r.Bytes(), private, p.Bytes()); err != nil {
		return err
	}
	reach, err := plan.Reach()
	if err != nil {
		return err
	}
	if form == "json" {
		return printJSON(c.Stdout, planned{*out, private, r.Head(), reach})
	}
	printReach(c.Stdout, plan.Design, reach)
	fmt.Fprintf(c.Stdout, "\nThe public record is %s. Its head, to be published before the draw:\n%s\n", *out, r.Head())
	fmt.Fprintf(c.Stdout, "The private part is %s: the seed until the draw, and who is behind the lines. Give it to nobody.\n", private)
	if *public == "" {
		fmt.Fprintln(c.Stdout, "The plan names no source for a part of the seed that the team does not choose; see --public.")
	}
	return nil
}

func printReach(w io.Writer, d sampling.Design, reach []sampling.Reach) {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(t, "records\tto read\tmargin\t  stratum\n")
	for _, s := range reach {
		name, margin := s.Name, fmt.Sprintf("±%.1f points", s.Margin)
		if name == "" {
			name = "all"
		}
		if s.Size == s.Population {
			margin = "all are read"
		}
		fmt.Fprintf(t, "%d\t%d\t%s\t  %s\n", s.Population, s.Size, margin, name)
	}
	t.Flush()
	fmt.Fprintf(w, "The margin is that of a share of %v%%, with %v%% confidence.\n", d.Share, d.Confidence)
}

func sampleDraw(c *call) error {
	secret := c.secretFlag()
	public := c.flags.String("public", "", "what the `source` of the public part of the seed gave, where the plan names one")
	format := c.format("text", "json")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	form, err := format()
	if err != nil {
		return err
	}
	p, err := secret(c.args[0])
	if err != nil {
		return err
	}
	var r *sampling.Record
	err = rewrite(c.args[0], func(old []byte) ([]byte, error) {
		if r, err = sampling.Parse(old); err != nil {
			return nil, err
		}
		if err := r.Draw(p.Seed, *public); err != nil {
			return nil, err
		}
		return r.Bytes(), nil
	})
	if err != nil {
		return err
	}
	if form == "json" {
		return printJSON(c.Stdout, map[string]any{"head": r.Head(), "sample": r.Drawn.Sample})
	}
	printCards(c.Stdout, r.Drawn.Sample)
	fmt.Fprintf(c.Stdout, "\n%d records are drawn. The head of the record is now:\n%s\n", len(r.Drawn.Sample), r.Head())
	fmt.Fprintln(c.Stdout, "For their references: northinch sample list", c.args[0], "--secret FILE")
	return nil
}

func printCards(w io.Writer, cards []sampling.Card) {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(t, "ticket\tline of the frame\n")
	for _, k := range cards {
		fmt.Fprintf(t, "%s\t%s\n", k.Ticket, k.Line)
	}
	t.Flush()
}

func sampleReplace(c *call) error {
	secret := c.secretFlag()
	reason := c.flags.String("reason", "", "the `code` of a reason of the plan")
	note := c.flags.String("note", "", "a `text` about it for the private part; the record gets only its mark")
	format := c.format("text", "json")
	if err := c.parse(2, 2); err != nil {
		return err
	}
	form, err := format()
	if err != nil {
		return err
	}
	ticket, err := sampling.ParseTicket(c.args[1])
	if err != nil {
		return err
	}
	var done sampling.Replacement
	err = rewrite(c.args[0], func(old []byte) ([]byte, error) {
		r, err := sampling.Parse(old)
		if err != nil {
			return nil, err
		}
		if *reason == "" || !slices.ContainsFunc(r.Plan.Reasons, func(one sampling.Reason) bool { return one.Code == *reason }) {
			return nil, errs.Invalid("reason", "Name a reason of the plan with --reason:%s", reasonsOf(r.Plan))
		}
		var mark sampling.Hash
		var private *sampling.Private
		if *note != "" {
			if private, err = secret(c.args[0]); err != nil {
				return nil, err
			}
			private.Notes = append(private.Notes, sampling.Note{Ticket: ticket, Text: *note})
			mark = sampling.HashNote(private.Key, *note)
		}
		if done, err = r.Replace(ticket, *reason, mark); err != nil {
			return nil, err
		}
		// The note is saved first: one without a replacement does no harm.
		if private != nil {
			err = rewrite(c.secretName(c.args[0]), func([]byte) ([]byte, error) { return private.Bytes(), nil })
		}
		return r.Bytes(), err
	})
	if err != nil {
		return err
	}
	switch {
	case form == "json":
		return printJSON(c.Stdout, done)
	case done.By == nil:
		fmt.Fprintf(c.Stdout, "%s is out of the sample. No record of its stratum is left to take its place.\n", ticket)
	default:
		fmt.Fprintf(c.Stdout, "%s takes the place of %s: line %s.\n", done.By.Ticket, ticket, done.By.Line)
	}
	_, err = fmt.Fprintf(c.Stdout, "The head of the record is now:\n%s\n", done.Head)
	return err
}

// reasonsOf lists the reasons of a plan.
func reasonsOf(p sampling.Plan) (text string) {
	for _, r := range p.Reasons {
		text += "\n  " + r.Code + ": " + r.Sentence
	}
	return text
}
