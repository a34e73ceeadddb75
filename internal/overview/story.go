package overview

import (
	"fmt"
	"slices"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/area"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/document"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/grade"
	"github.com/northinch/northinch/internal/inspection"
	"github.com/northinch/northinch/internal/outcome"
	"github.com/northinch/northinch/internal/programme"
)

// Story is an area in time: its rounds, the earliest first, with its grades in
// each. errs.NotFound if there is no such area.
func Story(tx *db.Tx, who access.Actor, id area.ID) (document.Document, error) {
	if !access.Decide(who, access.ViewPublished, access.Place{Area: string(id)}).Allowed {
		return document.Document{}, errs.Missing("area", string(id))
	}
	a, err := area.Get(tx, id)
	if err != nil {
		return document.Document{}, err
	}
	d := document.Document{Title: a.Name}
	all, err := programme.All(tx)
	if err != nil {
		return d, err
	}
	slices.Reverse(all)
	own, err := inspection.InArea(tx, id)
	if err != nil {
		return d, err
	}
	rounds, inspections := 0, 0
	for _, p := range all {
		s, n, err := storyOf(tx, who, p, a, own)
		if err != nil {
			return d, err
		}
		if n == 0 {
			continue
		}
		rounds++
		inspections += n
		d.MadeUp = d.MadeUp || p.MadeUp
		d.Sections = append(d.Sections, s)
	}
	switch {
	case rounds == 0:
		d.Lead = "No inspection of this area is in a source or in a programme yet."
	default:
		d.Lead = fmt.Sprintf("%s in %s: what inspectors found, round by round.", plural(inspections, "inspection"), plural(rounds, "programme"))
	}
	about, err := aboutArea(tx, a)
	d.Sections = append(d.Sections, about)
	return d, err
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// storyOf is the area's part in one programme and how many inspections it had.
func storyOf(tx *db.Tx, who access.Actor, p programme.Programme, a area.Area, own []inspection.Inspection) (document.Section, int, error) {
	s := document.Section{ID: "round-" + string(p.ID), Heading: p.Name}
	var found []Result
	for o, err := range outcome.OfArea(tx, p.ID, a.ID) {
		if err != nil {
			return s, 0, err
		}
		found = append(found, Result{Area: o.Area, Started: o.Started, Ended: o.Ended, Published: o.Published, Marks: o.Marks, Counts: o.Counts, Source: o.Source, Row: o.Row})
	}
	n := len(found)
	for _, i := range own {
		if i.Programme == p.ID {
			n++
		}
	}
	if n == 0 {
		return s, 0, nil
	}
	o, r, err := frame(tx, p)
	if err != nil {
		return s, 0, err
	}
	s.Blocks = append(s.Blocks, document.Paragraph{Href: "/programmes/" + string(p.ID), LinkText: "All areas in this programme"})
	for _, i := range own {
		if i.Programme != p.ID {
			continue
		}
		s.Blocks = append(s.Blocks, document.Paragraph{Text: "The inspection is " + string(i.Stage) + ".", Href: "/inspections/" + string(i.ID), LinkText: "Dates, stages and grades of the inspection"})
		if !i.Stage.IsPublic() {
			continue
		}
		one, err := ownResult(tx, r, i)
		if err != nil {
			return s, 0, err
		}
		found = append(found, one)
	}
	slices.SortStableFunc(found, func(x, y Result) int { return int(int64(x.occasion()) - int64(y.occasion())) })
	switch {
	case len(found) == 0:
	case found[0].Counts != nil && found[0].graded() == 0:
		s.Blocks = append(s.Blocks, o.storyCounts(r, found)...)
	default:
		s.Blocks = append(s.Blocks, o.storyGrades(r, p, found))
	}
	return s, n, nil
}

// storyGrades is a table with a row for each indicator and a column for each
// inspection.
func (o *Overview) storyGrades(r *round, p programme.Programme, found []Result) document.Table {
	const most = 8
	if len(found) > most {
		found = found[len(found)-most:]
	}
	t := document.Table{ID: "grades-" + string(p.ID), Title: "Grades by indicator, " + p.Name, Columns: []document.Column{{Name: "Indicator"}}}
	for i := range found {
		t.Columns = append(t.Columns, document.Column{Name: found[i].when()})
	}
	for at, ind := range r.edition.Indicators {
		row := []document.Cell{{Text: ind.Title(), Href: "/programmes/" + string(p.ID) + "/indicators/" + ind.Ref}}
		any := false
		for i := range found {
			m := found[i].Marks[at]
			any = any || m.Status() != grade.NotSeen
			row = append(row, o.markCell(m))
		}
		if any {
			t.Rows = append(t.Rows, row)
		}
	}
	where := []document.Cell{text("Where it stands")}
	for i := range found {
		where = append(where, found[i].whereCell())
	}
	t.Rows = append(t.Rows, where)
	return t
}

func (r *Result) when() string {
	if r.Published.Known() {
		return "Published " + r.Published.Words()
	}
	if d := r.occasion(); d.Known() {
		return "Inspected " + d.Words()
	}
	return "Date not known"
}

func (r *Result) whereCell() document.Cell {
	if r.Inspection != "" {
		return document.Cell{Text: "inspection", Href: "/inspections/" + string(r.Inspection)}
	}
	return document.Cell{Text: fmt.Sprintf("line %d of the source", r.Row.Line), Href: fmt.Sprintf("/sources/%s?line=%d", r.Source, r.Row.Line)}
}

// storyCounts is a bar for each inspection whose grades are known as counts.
func (o *Overview) storyCounts(r *round, found []Result) []document.Block {
	only := *o
	for i := range found {
		line := AreaLine{ID: found[i].Area, Name: found[i].when()}
		line.fill(r, &found[i])
		only.Areas = append(only.Areas, line)
	}
	f := only.countsFigure()
	f.Table.ID = "grades-" + string(o.Programme.ID)
	f.Table.Title = "How many indicators were given each grade, " + o.Programme.Name
	f.Table.Columns[0].Name = "Inspection"
	c := f.Chart
	var out []document.Block
	if bars, ok := retitle(c, string(o.Programme.ID)); ok {
		f.Chart = bars
	}
	out = append(out, f)
	for i := range found {
		w := found[i].whereCell()
		out = append(out, document.Paragraph{Text: "Where it stands:", Href: w.Href, LinkText: w.Text})
	}
	return out
}

func aboutArea(tx *db.Tx, a area.Area) (document.Section, error) {
	s := document.Section{ID: "names", Heading: "Codes and names"}
	t := document.Table{ID: "codes", Title: "Codes of " + a.Name, Columns: []document.Column{{Name: "Code"}, {Name: "State"}, {Name: "Valid from"}, {Name: "Valid to"}, {Name: "How name and code were checked"}}}
	codes, err := area.Codes(tx, a.ID)
	if err != nil {
		return s, err
	}
	for _, c := range codes {
		state := "in use"
		if c.Replaced {
			state = "replaced by another after a boundary change"
		}
		t.Rows = append(t.Rows, []document.Cell{text(c.Code), text(state), text(c.From.Words()), text(c.To.Words()), text(c.Checked)})
	}
	if len(t.Rows) > 0 {
		s.Blocks = append(s.Blocks, t)
	}
	names, err := area.Spellings(tx, a.ID)
	if err != nil {
		return s, err
	}
	l := document.List{}
	for _, n := range names {
		l.Items = append(l.Items, document.Item{Text: n})
	}
	s.Blocks = append(s.Blocks, document.Paragraph{Text: "It is found in sources as:"}, l)
	if a.Within != "" {
		s.Blocks = append(s.Blocks, document.Paragraph{Text: "It lies in", Href: "/areas/" + string(a.Within), LinkText: string(a.Within)})
	}
	return s, nil
}
