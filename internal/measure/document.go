package measure

import (
	"cmp"
	"fmt"

	"github.com/northinch/northinch/internal/document"
)

// NotSafe stands on every report of measures.
const NotSafe = "These are counts of children for the people of the inspection. They are NOT safe to publish before disclosure control."

// Document is the figures as a report: a section for each group of measures, with the
// figures of all areas together first, and then those of each area.
func (r *Report) Document() document.Document {
	d := document.Document{Title: "Measures of returns", Lead: r.Lead(), MadeUp: r.MadeUp, Notes: []string{
		"A share stands with the ends of its 95% interval (Wilson). Half by day: the median by Kaplan and Meier, of what had ended and what had not. Within a year: the share that had ended by day 365; where something else may come first, the cumulative incidence. A month is 30.4375 days; the interval of a rate (Garwood) takes contacts as independent, which those of one child are not quite.",
		"Against all areas: the limits that an area of this size would keep within in 95% or 99.8% of cases if it were like all areas together (exact binomial funnel). Beyond them is a reason to look, not a finding. Where a child counts several times the limits are too narrow.",
	}}
	fact := func(term, text string) { d.Facts = append(d.Facts, document.Fact{Term: term, Text: text}) }
	fact("Returns", several(int64(len(r.Areas)), "area")+", "+several(r.children(), "row")+" of children")
	fact("Agreed date", r.agreed())
	fact("Small base", fmt.Sprintf("below %d there is no share, interval, word or comparison", r.Minimum))
	if r.Words != "" {
		fact("Words", "of the framework "+r.Words)
	}
	if r.Brief {
		fact("Each area", "with --measure, or in another form than text")
	}
	for i, one := range r.Results {
		if i == 0 || one.Group != r.Results[i-1].Group {
			d.Sections = append(d.Sections, document.Section{ID: fmt.Sprintf("group-%d", len(d.Sections)+1), Heading: one.Group})
		}
		s := &d.Sections[len(d.Sections)-1]
		if i == 0 {
			s.Blocks = append(s.Blocks, document.Paragraph{Text: NotSafe, Kind: document.Warning})
		}
		if i == 0 || one.Group != r.Results[i-1].Group {
			s.Blocks = append(s.Blocks, r.together(one.Group, s.ID))
		}
	}
	if !r.Brief {
		r.areaTables(&d)
	}
	return d
}

// together is the table of a group with the figures of all areas together, or of the
// one area that is shown.
func (r *Report) together(group, id string) document.Table {
	of := "all areas together"
	if len(r.Areas) == 1 {
		of = "the area " + r.Areas[0].Code
	}
	t := document.Table{ID: id, Title: group + ": " + of, Notes: []int{1}, Columns: []document.Column{{Name: "Measure"}, {Name: "Figure"}}}
	if r.Words != "" {
		t.Columns = append(t.Columns, document.Column{Name: "In words"})
	}
	t.Columns = append(t.Columns, document.Column{Name: "Left out"})
	for _, one := range r.Results {
		if one.Group != group {
			continue
		}
		f := one.All
		if len(r.Areas) == 1 {
			f = one.Areas[0]
		}
		row := []document.Cell{text(one.Title), text(f.Words(one.Measure))}
		if r.Words != "" {
			row = append(row, orNone(f.Word))
		}
		t.Rows = append(t.Rows, append(row, text(cmp.Or(f.LeftWords(), "nothing"))))
	}
	return t
}

// areaTables adds a table for each measure, with its definition as a note.
func (r *Report) areaTables(d *document.Document) {
	section := -1
	for i, one := range r.Results {
		if i == 0 || one.Group != r.Results[i-1].Group {
			section++
		}
		d.Notes = append(d.Notes, one.definition())
		t := document.Table{ID: one.ID, Title: one.Title, Columns: columns(one.Measure), Notes: []int{1, len(d.Notes)}}
		if one.Kind == Share && r.several {
			t.Notes = []int{1, 2, len(d.Notes)}
		}
		if r.several {
			t.Rows = append(t.Rows, row(one.Measure, "All areas together", one.All))
		}
		for _, f := range one.Areas {
			t.Rows = append(t.Rows, row(one.Measure, f.Area, f))
		}
		d.Sections[section].Blocks = append(d.Sections[section].Blocks, t)
	}
}

// definition is what a figure is, as a note.
func (m Measure) definition() string {
	says := fmt.Sprintf("%s. Counted: %s. Of: %s. Left out: %s.", m.Title, m.Counts, m.Of, m.Leaves)
	if m.Mind != "" {
		says += " " + m.Mind
	}
	return says
}

// columns are the columns of the table of the areas.
func columns(m Measure) []document.Column {
	all := []document.Column{{Name: "Area"}}
	add := func(kind document.Kind, names ...string) {
		for _, n := range names {
			all = append(all, document.Column{Name: n, Kind: kind})
		}
	}
	switch m.Kind {
	case Share:
		add(document.Share, "Share", "From", "To")
		add(document.Count, "Counted", "Of")
		add(document.Text, "In words", "Against all areas")
	case Time:
		if len(m.Others) > 0 { // there is no median where something else may come first
			add(document.Share, "Within a year", "From", "To")
		} else {
			add(document.Text, "Half by day", "From", "To")
			add(document.Share, "Within a year")
		}
		add(document.Count, "Ended")
		for _, other := range m.Others {
			add(document.Count, upper(other))
		}
		add(document.Count, "Not ended", "Of")
	default:
		add(document.Text, "A month", "From", "To")
		add(document.Count, "Contacts", "Days", "Spells")
	}
	add(document.Text, "Left out")
	return all
}

// row is a row of the table of the areas.
func row(m Measure, name string, f Figure) []document.Cell {
	low, high := ends(f.Range)
	share := func(x *float64) document.Cell {
		return number(x, f.Small, func(v float64) string { return percent(v, f.Base) })
	}
	cells := []document.Cell{text(name)}
	switch m.Kind {
	case Share:
		cells = append(cells, share(f.Share), share(low), share(high), count(f.Count), count(f.Base), orNone(f.Word), orNone(f.AgainstWords()))
	case Time:
		if len(m.Others) > 0 {
			cells = append(cells, share(f.InYear), share(low), share(high))
		} else {
			var median *float64
			if f.Median != nil {
				median = new(float64(*f.Median))
			}
			cells = append(cells, number(median, f.Small, whole), number(low, f.Small, whole), number(high, f.Small, whole), share(f.InYear))
		}
		cells = append(cells, count(f.Ended))
		for _, n := range f.Others {
			cells = append(cells, count(n))
		}
		cells = append(cells, count(f.Open), count(f.Base))
	default:
		cells = append(cells, number(f.Rate, f.Small, decimal), number(low, f.Small, decimal), number(high, f.Small, decimal), count(f.Count), count(f.Base), count(f.Spells))
	}
	return append(cells, text(cmp.Or(f.LeftWords(), "nothing")))
}

func text(s string) document.Cell { return document.Cell{Text: s} }

// orNone is a text, or that there is none.
func orNone(s string) document.Cell {
	if s == "" {
		return document.Cell{Text: document.NotApply.Words(), Absent: document.NotApply}
	}
	return text(s)
}

func count(n int64) document.Cell {
	return document.Cell{Text: fmt.Sprint(n), Number: float64(n), Numeric: true}
}

// number is a figure that may be none, because the base is small or because there is
// no answer.
func number(x *float64, small bool, words func(float64) string) document.Cell {
	switch {
	case x != nil:
		return document.Cell{Text: words(*x), Number: *x, Numeric: true}
	case small:
		return text("small base")
	}
	return document.Cell{Text: document.NotApply.Words(), Absent: document.NotApply}
}

func upper(s string) string { return string(s[0]-'a'+'A') + s[1:] }
