package returnpage

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/inspection"
	"github.com/northinch/northinch/internal/measure"
	"github.com/northinch/northinch/internal/stats"
	"github.com/northinch/northinch/internal/submission"
	"github.com/northinch/northinch/internal/web/door"
)

// figures are the measures of a return as data. They have no more than the page: where a
// base is small there is no share, no word and no comparison, and figures of all areas
// together are there only where they are on the page.
type figures struct {
	Title      string        `json:"title"`
	MadeUp     bool          `json:"made_up"`
	Note       string        `json:"note"`
	Inspection inspection.ID `json:"inspection"`
	Number     int           `json:"return"`
	Agreed     string        `json:"agreed_date"`
	Edition    string        `json:"edition"` // of the return specification
	Minimum    int           `json:"minimum_base"`
	Areas      int           `json:"areas_together,omitempty"`
	Measures   []oneFigure   `json:"measures"`
}

type oneFigure struct {
	measure.Measure
	Standing string          `json:"standard_as_it_stands,omitempty"`
	Figure   measure.Figure  `json:"figure"`
	All      *measure.Figure `json:"all_areas_together,omitempty"`
}

func (t thing) figures(s submission.Submission, f submission.Figures) figures {
	out := figures{Title: "Measures of the inspection of " + t.Area.Name, MadeUp: t.Programme.MadeUp, Note: measure.NotSafe, Inspection: s.Inspection, Number: s.Number,
		Agreed: s.Agreed.String(), Edition: s.Edition, Minimum: f.Settings.Minimum}
	if f.Together() {
		out.Areas = f.Areas
	}
	for _, r := range f.Results {
		one := oneFigure{Measure: r.Measure, Standing: standing(r.Standard), Figure: r.Areas[0]}
		one.Figure.Area = string(t.Area.ID)
		if f.Together() {
			one.All = &r.All
		}
		out.Measures = append(out.Measures, one)
	}
	return out
}

// MeasuresFile is the measures of an inspection as a file, "csv" or "json".
func MeasuresFile(d *door.Door, form string) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		m, err := readMeasures(d, r)
		switch {
		case err != nil:
			return err
		case m.none || m.f.Waiting: // then the page names no file
			return errs.Missing("page", "")
		}
		all := m.t.figures(m.s, m.f)
		var b bytes.Buffer
		if form == "json" {
			err = indented(&b, all)
		} else {
			err = all.csv(&b)
		}
		if err != nil {
			return err
		}
		return attach(w, form, "measures", m.s, all.MadeUp, &b)
	}
}

// csv writes a row to each measure. Its columns are stable; each row says of what return
// it is, because rows are copied out of their file.
func (o figures) csv(b *bytes.Buffer) error {
	c := csv.NewWriter(b)
	rows := [][]string{{"measure", "title", "group", "kind", "count", "base", "small_base", "share", "low", "high", "median_days", "within_a_year", "a_month", "in_a_word", "left_out",
		"all_areas_count", "all_areas_base", "all_areas_share", "among_them", "standard", "counted", "of", "keep_in_mind",
		"report", "inspection", "return", "agreed_date", "edition", "minimum_base", "safe_to_publish", "made_up"}}
	for _, m := range o.Measures {
		f := m.Figure
		low, high := ends(f.Range)
		row := []string{m.ID, m.Title, m.Group, m.Kind.String(), strconv.FormatInt(counted(m.Measure, f), 10), strconv.FormatInt(f.Base, 10), yesNo(f.Small),
			unrounded(f.Share), low, high, "", unrounded(f.InYear), unrounded(f.Rate), f.Word, left(f), "", "", "", among(f.Against), m.Standing, m.Counts, m.Of, m.Mind,
			o.Title, string(o.Inspection), strconv.Itoa(o.Number), o.Agreed, o.Edition, strconv.Itoa(o.Minimum), "no", yesNo(o.MadeUp)}
		if f.Median != nil {
			row[10] = strconv.Itoa(*f.Median)
		}
		if m.All != nil {
			row[15], row[16], row[17] = strconv.FormatInt(counted(m.Measure, *m.All), 10), strconv.FormatInt(m.All.Base, 10), unrounded(m.All.Share)
		}
		for i := range row {
			row[i] = guard(row[i])
		}
		rows = append(rows, row)
	}
	return c.WriteAll(rows)
}

// counted is the count of a figure: of a time, what has ended as is measured.
func counted(m measure.Measure, f measure.Figure) int64 {
	if m.Kind == measure.Time {
		return f.Ended
	}
	return f.Count
}

func ends(i *stats.Interval) (low, high string) {
	if i == nil {
		return "", ""
	}
	return unrounded(&i.Low), unrounded(&i.High)
}

// unrounded is a number in plain form; "" for none.
func unrounded(x *float64) string {
	if x == nil {
		return ""
	}
	return strconv.FormatFloat(*x, 'f', -1, 64)
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

func indented(b *bytes.Buffer, v any) error {
	e := json.NewEncoder(b)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// attach answers with a file of a return, "csv" or "json".
func attach(w http.ResponseWriter, form, what string, s submission.Submission, madeUp bool, b *bytes.Buffer) error {
	kind := "application/json"
	if form == "csv" {
		kind = "text/csv; charset=utf-8"
	}
	if madeUp {
		what = "made-up-" + what
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Disposition", fmt.Sprintf(`attachment; filename="%s-%s-%d.%s"`, what, strings.ReplaceAll(string(s.Inspection), "/", "-"), s.Number, form))
	_, err := b.WriteTo(w)
	return err
}

// guard keeps a spreadsheet from taking a text for a formula.
func guard(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}
