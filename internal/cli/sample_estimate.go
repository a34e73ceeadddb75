package cli

import (
	"bytes"
	"fmt"

	"github.com/northinch/northinch/internal/document"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/sampling"
)

func sampleEstimate(c *call) error {
	column := c.flags.String("answer", "answer", "the `column` of the file that holds the answers to the question")
	confidence := c.flags.Float64("confidence", 95, "of the interval, in per `cent`")
	least := c.flags.Int("minimum", sampling.LeastBase, "the smallest `number` of answers that an estimate is made of")
	format := c.format("text", "json")
	if err := c.parse(2, 2); err != nil {
		return err
	}
	form, err := format()
	if err != nil {
		return err
	}
	if *least < 1 {
		return errs.Invalid("minimum", "--minimum is %d; give a number of 1 or more", *least)
	}
	r, err := c.recordOf(c.args[0])
	if err != nil {
		return err
	}
	b, err := c.whole(c.args[1])
	if err != nil {
		return err
	}
	answers, err := sampling.ReadAnswers(bytes.NewReader(b), *column)
	if err != nil {
		return err
	}
	e, err := r.Estimate(answers, *confidence, *least)
	if err != nil {
		return err
	}
	if form == "json" {
		return printJSON(c.Stdout, e)
	}
	t := document.Table{Columns: []document.Column{{Name: "Stratum"}, {Name: "Records"}, {Name: "Called"}, {Name: "Outside"}, {Name: "Unread"}, {Name: "Not answered"}, {Name: "Answered"}, {Name: "Each stands for"}}}
	for _, s := range e.Strata {
		t.Rows = append(t.Rows, []document.Cell{{Text: s.Name}, count(s.Population), count(s.Called), count(s.Outside), count(s.Unread), count(s.NotAnswered), count(s.Answered), number(s.Weight, 2)})
	}
	printTable(c.Stdout, t)
	_, err = fmt.Fprintf(c.Stdout, "\n%s\n", e.Words())
	return err
}
