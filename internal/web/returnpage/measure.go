package returnpage

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/measure"
	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/standard"
	"github.com/northinch/northinch/internal/submission"
	"github.com/northinch/northinch/internal/web/door"
	"github.com/northinch/northinch/internal/web/ui"
)

type measureView struct {
	Page     ui.Page
	Facts    ui.Summary
	Standard string
	Editions ui.Table
	Rows     ui.Table
	Not      string // why there are no rows
	More     []ui.Link
}

var measurePage = ui.Parse(files, "measure.html")

// mostRows is how many rows a page shows at once.
const mostRows = 200

// Measure is one measure of an inspection: how it is defined, the figure, and the rows
// behind it for those who may read them, which is recorded.
func Measure(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		var v measureView
		show := func(tx *db.Tx) error {
			t, err := get(tx, r, access.SeeReturn)
			if err != nil {
				return err
			}
			s, err := chosen(tx, r, t)
			if err != nil {
				return err
			}
			return v.fill(tx, d, r, t, s)
		}
		// Who may read the rows is shown them, and so the reading is recorded.
		at := accessPlace(r)
		look := d.Read
		if access.Decide(r.Who, access.ReadReturn, at).Allowed {
			look = d.Look
		}
		if err := look(r, show); err != nil {
			return err
		}
		return measurePage.Render(w, http.StatusOK, v)
	}
}

func accessPlace(r *door.Request) access.Place {
	p, a := r.PathValue("programme"), r.PathValue("area")
	return access.Place{Programme: p, Area: a, Inspection: p + "/" + a}
}

func (v *measureView) fill(tx *db.Tx, d *door.Door, r *door.Request, t thing, s submission.Submission) error {
	m, err := measure.Find(r.PathValue("measure"))
	if err != nil {
		return errs.Missing("page", "")
	}
	f, err := submission.Of(tx, desk(d), r.Who, s)
	if err != nil {
		return err
	}
	v.Page = t.Below(r, m.Title, ui.Link{Text: "Measures", Href: t.measures().Href + pinned(r)})
	v.Page.Lead = "The measures of this return are being counted."
	v.Facts = ui.Summary{{Key: "Counted", Value: sentenceOf(m.Counts)}, {Key: "Of", Value: sentenceOf(m.Of)}, {Key: "Left out", Value: sentenceOf(m.Leaves)}}
	if !f.Waiting {
		one, err := f.Measure(m.ID)
		if err != nil {
			return err
		}
		if one.Mind != "" {
			v.Facts = append(v.Facts, ui.Fact{Key: "Keep in mind", Value: one.Mind})
		}
		own := one.Areas[0]
		v.Page.Lead = sentenceOf(figure(m, own))
		if own.Word != "" {
			v.Page.Lead = sentenceOf(own.Word + ": " + figure(m, own))
		}
		v.Facts = append(v.Facts, ui.Fact{Key: "How many were left out", Value: sentenceOf(left(own))})
		if f.Together() {
			v.Facts = append(v.Facts, ui.Fact{Key: fmt.Sprintf("All %d areas together", f.Areas), Value: sentenceOf(figure(m, one.All))})
			if own.Against != "" {
				v.Facts = append(v.Facts, ui.Fact{Key: "Among them", Value: sentenceOf(among(own.Against))})
			}
		}
	}
	v.Facts = append(v.Facts, ui.Fact{Key: "Return", Value: lead(s)}, ui.Fact{Key: "Address of this figure", Value: fmt.Sprintf("%s/%s?return=%d", t.measures().Href, m.ID, s.Number)})
	v.standard(m)
	if !t.May(r, access.ReadReturn) {
		v.Not = "The rows behind the figure are for the lead, the depute and the inspectors of this inspection: each is a child’s, and every reading is recorded."
		return nil
	}
	b, err := submission.Rows(tx, desk(d), r.Who, s, m.ID)
	if err != nil {
		return err
	}
	return v.rows(r, t, m, b)
}

// sentenceOf is words with a capital letter and a full stop.
func sentenceOf(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + strings.TrimSuffix(s[1:], ".") + "."
}

func (v *measureView) standard(m measure.Measure) {
	var all []standard.Edition
	v.Standard, all = held(m.Standard)
	v.Editions = ui.Table{ID: "standard", Caption: "The standard as it stood, by the day that it counts from", Columns: []ui.Column{{Text: "From"}, {Text: "To"}, {Text: "Time"}, {Text: "Source"}, {Text: "How far that was verified"}}}
	for i, e := range all {
		to := "still holds"
		switch {
		case e.To.Known():
			to = e.To.Words()
		case i+1 < len(all):
			to = (returns.OnDate(all[i+1].From) - 1).Words()
		}
		v.Editions.Rows = append(v.Editions.Rows, []ui.Cell{{Text: e.From.Words()}, {Text: to}, {Text: e.String()}, {Text: e.Source}, {Text: e.Verification}})
	}
}

func (v *measureView) rows(r *door.Request, t thing, m measure.Measure, b submission.Behind) error {
	from := 0
	if n := r.URL.Query().Get("from"); n != "" {
		var err error
		if from, err = number(n); err != nil {
			return err
		}
		from--
	}
	// What counts comes first: of many measures most rows are left out.
	slices.SortStableFunc(b.Rows, func(a, b submission.Row) int { return min(int(a.Why), 1) - min(int(b.Why), 1) })
	to := min(from+mostRows, len(b.Rows))
	from = min(from, to)
	v.Rows = ui.Table{ID: "rows", Caption: fmt.Sprintf("%s behind the figure, what is left out last", several(len(b.Rows), "row", "rows")), Empty: "There is no row behind the figure.",
		Columns: []ui.Column{{Text: "Child"}, {Text: "Counted from"}, {Text: "What happened that day"}, {Text: "How it counts"}}}
	if to-from < len(b.Rows) {
		v.Rows.Caption = fmt.Sprintf("Rows %d to %d of %d behind the figure, what is left out last", from+1, to, len(b.Rows))
	}
	for _, row := range b.Rows[from:to] {
		day := ui.Cell{Text: row.Day.Words()}
		if row.Day == 0 {
			day = ui.Maybe("")
		}
		v.Rows.Rows = append(v.Rows.Rows, []ui.Cell{{Text: "Child " + string(row.Token), Href: t.Path() + "/children/" + string(row.Token) + pinned(r)}, day, {Text: what(b.Return, row.Event)}, {Text: counts(m, row.Row)}})
	}
	at := t.measures().Href + "/" + m.ID
	sep := "?"
	if pin := pinned(r); pin != "" {
		at, sep = at+pin, "&"
	}
	if from > 0 {
		v.More = append(v.More, ui.Link{Text: "The rows before", Href: fmt.Sprintf("%s%sfrom=%d", at, sep, max(from-mostRows, 0)+1)})
	}
	if to < len(b.Rows) {
		v.More = append(v.More, ui.Link{Text: "The rows after", Href: fmt.Sprintf("%s%sfrom=%d", at, sep, to+1)})
	}
	return nil
}

// counts is how a row counts, in words.
func counts(m measure.Measure, row measure.Row) string {
	switch {
	case row.Why != measure.Counted:
		return "left out: " + row.Why.String()
	case m.Kind == measure.Share && row.Yes:
		return "of them, and counted"
	case m.Kind == measure.Share:
		return "of them, and not counted"
	case m.Kind == measure.Rate:
		return fmt.Sprintf("%s in %s", several(row.Count, "time", "times"), several(row.Days, "day", "days"))
	case row.End == 0:
		return several(row.Days, "day", "days") + ", and not yet"
	case row.End == 1:
		return "after " + several(row.Days, "day", "days")
	}
	return fmt.Sprintf("%s came first, after %s", m.Others[row.End-2], several(row.Days, "day", "days"))
}
