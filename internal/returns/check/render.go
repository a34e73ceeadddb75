package check

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/northinch/northinch/internal/document"
	"github.com/northinch/northinch/internal/document/csv"
	"github.com/northinch/northinch/internal/returns"
)

// JSON writes the report as JSON.
func (r *Report) JSON(w io.Writer) error { return writeJSON(w, r) }

func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// CSV writes the findings, a row to each, and after them a row for each rule that
// could not run.
func (r *Report) CSV(w io.Writer) error {
	t := document.Table{ID: "findings"}
	for _, name := range []string{"code", "severity", "file", "table", "line", "column", "sentence", "id", "waiver_reason", "waiver_by", "waiver_day"} {
		t.Columns = append(t.Columns, document.Column{Name: name})
	}
	row := func(f Finding) {
		w := Waived{}
		if f.Waiver != nil {
			w = *f.Waiver
		}
		line := ""
		if f.Line > 0 {
			line = fmt.Sprint(f.Line)
		}
		var cells []document.Cell
		for _, text := range []string{f.Code, f.Severity.String(), f.File, f.Table, line, f.Column, f.Sentence, f.ID, w.Reason, w.By, w.Day.String()} {
			cells = append(cells, document.Cell{Text: text})
		}
		t.Rows = append(t.Rows, cells)
	}
	for _, f := range r.Findings {
		row(f)
	}
	for _, res := range r.Rules {
		if res.Status == CouldNotRun {
			row(Finding{Finding: returns.Finding{Code: res.Code, Severity: res.Severity, Sentence: "The rule could not run: " + res.Why}})
		}
	}
	return csv.WriteTable(w, t, r.MadeUp)
}

// Text writes the report to be read: the summary, then the findings by rule, then
// what could not run and what was not applicable.
func (r *Report) Text(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", r.Summary)
	fmt.Fprintf(&b, "%s, %s, edition %s of the specification.\n", plural(r.Children, "child"), plural(r.Events, "event"), r.Edition)
	if r.MadeUp {
		b.WriteString("The return is made up: no child in it exists.\n")
	}
	of := map[string][]Finding{}
	for _, f := range r.Findings {
		of[f.Code] = append(of[f.Code], f)
	}
	for _, res := range r.Rules {
		if res.Found == 0 {
			continue
		}
		fmt.Fprintf(&b, "\n%s %s: %s", res.Code, res.Severity, plural(res.Found, "finding"))
		if res.Waived > 0 {
			fmt.Fprintf(&b, ", %d waived", res.Waived)
		}
		if res.Listed < res.Found {
			fmt.Fprintf(&b, ", of which the first %d are listed", res.Listed)
		}
		b.WriteString("\n")
		for _, f := range of[res.Code] {
			f.text(&b)
		}
	}
	r.others(&b, CouldNotRun, "Could not run:")
	r.others(&b, NotApplicable, "Not applicable:")
	_, err := io.WriteString(w, b.String())
	return err
}

func (f Finding) text(b *strings.Builder) {
	b.WriteString("  ")
	if f.File != "" {
		b.WriteString(f.File)
		if f.Line > 0 {
			fmt.Fprintf(b, ", line %d", f.Line)
		}
		if f.Column != "" {
			fmt.Fprintf(b, ", %s", f.Column)
		}
		b.WriteString(": ")
	}
	b.WriteString(f.Sentence)
	if f.ID != "" {
		fmt.Fprintf(b, " [%s]", f.ID)
	}
	b.WriteString("\n")
	if w := f.Waiver; w != nil {
		fmt.Fprintf(b, "    waived by %s on %s: %s\n", w.By, w.Day.Words(), w.Reason)
	}
}

// others lists the rules with a status, those with the same reason together.
func (r *Report) others(b *strings.Builder, s Status, heading string) {
	codes := map[string][]string{}
	var whys []string
	for _, res := range r.Rules {
		if res.Status != s {
			continue
		}
		if codes[res.Why] == nil {
			whys = append(whys, res.Why)
		}
		codes[res.Why] = append(codes[res.Why], res.Code)
	}
	if len(whys) > 0 {
		fmt.Fprintf(b, "\n%s\n", heading)
	}
	for _, why := range whys {
		fmt.Fprintf(b, "  %s: %s\n", strings.Join(codes[why], ", "), why)
	}
}
