package samplepage

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/sample"
	"github.com/northinch/northinch/internal/sampling"
	"github.com/northinch/northinch/internal/web/door"
	"github.com/northinch/northinch/internal/web/ui"
)

type estimateView struct {
	Page       ui.Page
	Says       string // the estimate; "" before there is one
	Strata     ui.Table
	Answers    ui.Field
	Confidence ui.Field
}

var estimatePage = ui.Parse(files, "estimate.html")

// Estimate is what the answers about the records of a sample say of all records. It
// keeps nothing: a POST, because the answers do not belong into an address.
func Estimate(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		v := estimateView{
			Answers:    ui.Field{Name: "answers", Label: "The answers", Hint: "The first line names the columns. Then comes a line for each ticket, such as 2.7, yes. An answer is yes or no, or a number, or not applicable.", Value: "ticket, answer\n", Rows: 12},
			Confidence: ui.Field{Name: "confidence", Label: "Confidence of the interval, in per cent", Value: "95", Width: 5, Inputmode: "decimal"},
		}
		if r.Method == http.MethodPost {
			v.Answers.Value, v.Confidence.Value = r.PostFormValue("answers"), r.PostFormValue("confidence")
		}
		err := d.Read(r, func(tx *db.Tx) error {
			t, s, err := one(tx, r, access.SeeSample)
			if err != nil {
				return err
			}
			v.Page = t.Below(r, "Estimate from the sample of "+t.Area.Name, t.home())
			if s.State == sample.Planned {
				return errs.Changed("The sample is not drawn yet")
			}
			if r.Method != http.MethodPost {
				return nil
			}
			return v.make(tx, d, r, s)
		})
		status := http.StatusOK
		if err != nil {
			fields, err := door.Errors(&v.Page, err, map[string]string{"answers": "answers", "confidence": "confidence"})
			if err != nil {
				return err
			}
			v.Answers.Error, v.Confidence.Error = fields["answers"], fields["confidence"]
			status = http.StatusUnprocessableEntity
		}
		return estimatePage.Render(w, status, v)
	}
}

// make works the estimate out.
func (v *estimateView) make(tx *db.Tx, d *door.Door, r *door.Request, s sample.Sample) error {
	confidence, err := figure("confidence", v.Confidence.Label, v.Confidence.Value)
	if err != nil {
		return err
	}
	answers, err := sampling.ReadAnswers(strings.NewReader(v.Answers.Value), "answer")
	if err != nil {
		return err
	}
	e, err := sample.Estimate(tx, desk(d), r.Who, s, answers, confidence)
	if err != nil {
		return err
	}
	v.Says = e.Words()
	v.Strata = ui.Table{ID: "strata", Caption: "What became of the records that were called", Columns: []ui.Column{{Text: "Stratum"}, {Text: "Records", Number: true}, {Text: "Called", Number: true}, {Text: "Outside", Number: true}, {Text: "Cannot be read", Number: true}, {Text: "Not answered", Number: true}, {Text: "Answered", Number: true}, {Text: "Each stands for", Number: true}}}
	for _, one := range e.Strata {
		row := []ui.Cell{{Text: one.Name}}
		for _, n := range []int{one.Population, one.Called, one.Outside, one.Unread, one.NotAnswered, one.Answered} {
			row = append(row, ui.Cell{Text: fmt.Sprint(n), Number: true})
		}
		v.Strata.Rows = append(v.Strata.Rows, append(row, ui.Cell{Text: fmt.Sprintf("%.2f", one.Weight), Number: true}))
	}
	return nil
}
