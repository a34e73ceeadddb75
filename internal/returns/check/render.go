package check

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

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
// could not run. Every row says whether the return is made up.
func (r *Report) CSV(w io.Writer) error {
	c := csv.NewWriter(w)
	madeUp := "no"
	if r.MadeUp {
		madeUp = "yes"
	}
	row := func(f Finding) {
		w, line := Waived{}, ""
		if f.Waiver != nil {
			w = *f.Waiver
		}
		if f.Line > 0 {
			line = strconv.Itoa(f.Line)
		}
		// An error stays in the writer and is returned below.
		c.Write([]string{f.Code, f.Severity.String(), guard(f.File), f.Table, line, f.Column, guard(f.Sentence), f.ID, guard(w.Reason), guard(w.By), w.Day.String(), madeUp})
	}
	c.Write([]string{"code", "severity", "file", "table", "line", "column", "sentence", "id", "waiver_reason", "waiver_by", "waiver_day", "made_up"})
	for _, f := range r.Findings {
		row(f)
	}
	for _, res := range r.Rules {
		if res.Status == CouldNotRun {
			row(Finding{Finding: returns.Finding{Code: res.Code, Severity: res.Severity, Sentence: "The rule could not run: " + res.Why}})
		}
	}
	c.Flush()
	return c.Error()
}

// guard keeps a spreadsheet from reading what somebody else wrote as a formula.
func guard(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r＝＋－＠", []rune(s)[0]) {
		return "'" + s
	}
	return s
}

// Text writes the report to be read: the summary, then the findings by rule, then
// what could not run, and how many rules were not applicable or, if asked, why.
func (r *Report) Text(w io.Writer, why bool) error {
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
			fmt.Fprintf(&b, ", the first %d listed", res.Listed)
		}
		b.WriteString("\n")
		for _, f := range of[res.Code] {
			f.text(&b)
		}
	}
	r.others(&b, CouldNotRun, "Could not run:")
	if why {
		r.others(&b, NotApplicable, "Not applicable:")
	} else if n := r.with(NotApplicable); n > 0 {
		fmt.Fprintf(&b, "\nNot applicable: %s.\n", plural(n, "rule"))
	}
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

func (r *Report) with(s Status) (n int) {
	for _, res := range r.Rules {
		if res.Status == s {
			n++
		}
	}
	return n
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
