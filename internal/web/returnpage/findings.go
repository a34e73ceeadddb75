package returnpage

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"net/http"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/inspection"
	"github.com/northinch/northinch/internal/returns/check"
	"github.com/northinch/northinch/internal/submission"
	"github.com/northinch/northinch/internal/web/door"
)

// Findings is what is noted in a return as a file, "csv" or "json".
func Findings(d *door.Door, form string) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		var report *check.Report
		var s submission.Submission
		if err := d.Read(r, func(tx *db.Tx) (err error) {
			if _, s, err = one(tx, r, access.SeeReturn); err != nil {
				return err
			}
			if report, err = submission.Noted(tx, desk(d), r.Who, s); err != nil {
				return err
			}
			names, err := names(tx, report)
			for i := range report.Findings {
				if one := report.Findings[i].Waiver; one != nil {
					one.By = names[one.By]
				}
			}
			return err
		}); err != nil {
			return err
		}
		var b bytes.Buffer
		var err error
		if form == "json" {
			err = indented(&b, struct {
				Inspection inspection.ID `json:"inspection"`
				Number     int           `json:"return"`
				*check.Report
			}{s.Inspection, s.Number, report})
		} else {
			err = table(&b, report)
		}
		if err != nil {
			return err
		}
		return attach(w, form, "findings", s, report.MadeUp, &b)
	}
}

// table writes the findings, a row to each. Its columns are stable.
func table(b *bytes.Buffer, report *check.Report) error {
	c := csv.NewWriter(b)
	rows := [][]string{{"code", "severity", "file", "table", "line", "column", "sentence", "finding", "reason", "by", "day", "made_up"}}
	for _, f := range report.Findings {
		row := []string{f.Code, f.Severity.String(), f.File, f.Table, fmt.Sprint(f.Line), f.Column, f.Sentence, f.ID, "", "", "", yesNo(report.MadeUp)}
		if f.Waiver != nil {
			row[8], row[9], row[10] = f.Waiver.Reason, f.Waiver.By, f.Waiver.Day.String()
		}
		for i := range row {
			row[i] = guard(row[i])
		}
		rows = append(rows, row)
	}
	return c.WriteAll(rows)
}
