package overview

import (
	"fmt"
	"strings"

	"github.com/northinch/northinch/internal/chart"
	"github.com/northinch/northinch/internal/document"
	"github.com/northinch/northinch/internal/grade"
)

// Document is the overview as a report, with a link from every figure to where
// it comes from.
func (o *Overview) Document() document.Document {
	p := o.Programme
	d := document.Document{Title: p.Name, Lead: o.Finding, MadeUp: o.MadeUp, Notes: o.Notes}
	fact := func(term, format string, args ...any) {
		d.Facts = append(d.Facts, document.Fact{Term: term, Text: fmt.Sprintf(format, args...)})
	}
	fact("Programme", "%s (%s)", p.Name, p.ID)
	if p.About != "" {
		fact("About", "%s", p.About)
	}
	fact("Framework", "%s, %s", o.Framework, strings.ToLower(o.Scale.Name))
	if o.AreasExpected != nil {
		fact("Areas", "%d in all; %d inspected, %d published, %d outstanding", *o.AreasExpected, o.Inspected, o.Published, *o.Outstanding)
	} else {
		fact("Places", "%d in the sources; the programme has no list of all", o.AreasInSource)
	}
	if o.AreasGraded > 0 {
		fact("Shares", "are of %s", o.Scope)
	}
	for _, s := range o.Sources {
		fact("Source", "%s, SHA-256 %s", s.File, s.SHA256)
	}
	areas := o.areaSection()
	sections := []document.Section{areas, o.indicatorSection(), o.movementSection(), o.improveSection(), o.highestSection(), o.chainSection(), o.sourceSection()}
	if _, ok := o.tileMap(); !ok { // a long table is no face
		sections = append(sections[1:], areas)
	}
	for _, s := range sections {
		if len(s.Blocks) > 0 {
			d.Sections = append(d.Sections, s)
		}
	}
	return d
}

// Where is the address of the page that says where a figure comes from.
func (o *Overview) Where(figure string) string {
	return "/programmes/" + string(o.Programme.ID) + "/where/" + figure
}

func (o *Overview) step(g grade.Grade) chart.Step {
	return chart.Step{Rank: int(g), Of: len(o.Scale.Grades)}
}

func (o *Overview) legend(more ...chart.Key) []chart.Key {
	var keys []chart.Key
	for i, p := range o.Scale.Grades {
		keys = append(keys, chart.Key{Step: o.step(grade.Grade(i + 1)), Text: p.Name})
	}
	return append(keys, more...)
}

// number is a cell with a count and the page that says where it comes from.
func (o *Overview) number(n int, figure string) document.Cell {
	c := document.Cell{Text: fmt.Sprint(n), Number: float64(n), Numeric: true}
	if figure != "" && n > 0 {
		c.Href = o.Where(figure)
	}
	return c
}

func text(s string) document.Cell { return document.Cell{Text: s} }

func absent(a document.Absent) document.Cell { return document.Cell{Absent: a, Text: a.Words()} }

func (s Share) cell(href string) document.Cell {
	if s.Value == nil {
		return absent(document.NotAvailable)
	}
	return document.Cell{Text: Percent(s.Count, s.Of), Number: *s.Value, Numeric: true, Href: href}
}

func (o *Overview) areaSection() document.Section {
	s := document.Section{ID: "areas", Heading: "The areas"}
	t := document.Table{ID: "areas", Title: fmt.Sprintf("Areas of %s and the grades of their latest inspection", o.Programme.Name),
		Columns: []document.Column{{Name: "Area"}, {Name: "State"}, {Name: "Indicators with a known grade", Kind: document.Count}}}
	for _, p := range o.Scale.Grades {
		t.Columns = append(t.Columns, document.Column{Name: upper(p.Name), Kind: document.Count})
	}
	for _, a := range o.Areas {
		row := []document.Cell{{Text: a.Name, Href: "/areas/" + string(a.ID)}, text(a.State)}
		if a.Counts == nil {
			row = append(row, absent(o.whyAbsent(a)))
			for range o.Scale.Grades {
				row = append(row, absent(o.whyAbsent(a)))
			}
		} else {
			row = append(row, o.number(a.Graded, "area."+string(a.ID)))
			for _, g := range a.Counts {
				if g.NotSeen {
					row = append(row, absent(document.NotAvailable))
					continue
				}
				row = append(row, o.number(g.Count, ""))
			}
		}
		t.Rows = append(t.Rows, row)
	}
	if len(t.Rows) == 0 {
		s.Blocks = append(s.Blocks, document.Paragraph{Text: "No area has been inspected yet. Import outcomes, or schedule inspections, and they show here."})
		return s
	}
	if m, ok := o.tileMap(); ok {
		s.Blocks = append(s.Blocks, document.Figure{Chart: m, Table: t,
			Says: "The number in a square is how many indicators of the area are graded " + o.Scale.Top.Name + "; the darker the square, the larger their part of those graded."})
		return s
	}
	s.Blocks = append(s.Blocks, t)
	return s
}

func (o *Overview) whyAbsent(a AreaLine) document.Absent {
	if len(o.Sources) > 0 {
		return document.NotAvailable
	}
	return document.Pending
}

// tileMap is the map, where enough of the areas have a place on one.
func (o *Overview) tileMap() (chart.TileMap, bool) {
	m := chart.TileMap{ID: "map", Title: "Map of the areas", Legend: []chart.Key{}}
	m.Desc = "One square for each area. The number is how many indicators are graded " + o.Scale.Top.Name + ", the shade the share of them."
	missing := map[chart.Missing]bool{}
	for _, a := range o.Areas {
		if a.tile == nil {
			continue
		}
		t := chart.Tile{Column: a.tile.Column, Row: a.tile.Row, Code: a.short, Name: a.Name, Href: "/areas/" + string(a.ID)}
		switch {
		case a.Top != nil && a.Graded > 0:
			t.Mark, t.Says = fmt.Sprint(*a.Top), fmt.Sprintf("%d of %d indicators %s", *a.Top, a.Graded, o.Scale.Top.Name)
			t.Step = chart.Step{Rank: 1 + (*a.Top*5+a.Graded/2)/a.Graded, Of: 6}
		case len(o.Sources) == 0:
			t.Says, t.Step = a.State+", not yet published", chart.Step{Missing: chart.NotYet}
		case a.Counts != nil:
			t.Says, t.Step = "in the sources, grades not all seen", chart.Step{Missing: chart.NotSeen}
		default:
			t.Says, t.Step = a.State, chart.Step{Missing: chart.NotSeen}
		}
		if t.Step.Rank == 0 {
			missing[t.Step.Missing] = true
		}
		m.Tiles = append(m.Tiles, t)
	}
	for i, s := range []string{"none", "a fifth", "two fifths", "three fifths", "four fifths", "all"} {
		m.Legend = append(m.Legend, chart.Key{Step: chart.Step{Rank: i + 1, Of: 6}, Text: s})
	}
	if missing[chart.NotSeen] {
		m.Legend = append(m.Legend, chart.Key{Step: chart.Step{Missing: chart.NotSeen}, Text: "not seen"})
	}
	if missing[chart.NotYet] {
		m.Legend = append(m.Legend, chart.Key{Step: chart.Step{Missing: chart.NotYet}, Text: "not yet"})
	}
	return m, len(m.Tiles) >= 10 && len(m.Tiles)*2 > len(o.Areas)
}

func (o *Overview) indicatorSection() document.Section {
	s := document.Section{ID: "indicators", Heading: "Grades by indicator"}
	if o.perGrade {
		s.Blocks = append(s.Blocks, o.indicatorFigure())
	}
	if o.hasCounts {
		s.Heading = "Grades by area"
		s.Blocks = append([]document.Block{
			document.Paragraph{Kind: document.Warning, Text: "The sources say how many indicators of an area were given each grade, not which. The bars are therefore by area, and there are no national shares by indicator."},
			o.countsFigure()}, s.Blocks...)
	}
	return s
}

func (o *Overview) indicatorFigure() document.Figure {
	c := chart.StackedBars{ID: "bars", Title: "Grades by indicator", GoodFrom: int(o.Scale.GoodFrom), Legend: o.legend()}
	c.Desc = "One bar for each indicator, from the lowest grade to the highest, with how often each was given."
	t := document.Table{ID: "indicators", Title: "How often each grade was given, by indicator, of " + o.Scope,
		Columns: []document.Column{{Name: "Indicator"}}}
	for _, p := range o.Scale.Grades {
		t.Columns = append(t.Columns, document.Column{Name: upper(p.Name), Kind: document.Count})
	}
	t.Columns = append(t.Columns, document.Column{Name: "Graded", Kind: document.Count}, document.Column{Name: "Without a grade", Kind: document.Count},
		document.Column{Name: "Good or better", Kind: document.Share}, document.Column{Name: "From", Kind: document.Share}, document.Column{Name: "To", Kind: document.Share})
	for _, i := range o.Indicators {
		fig := "indicator." + i.Ref
		bar := chart.Bar{Label: i.Title(), Href: "/programmes/" + string(o.Programme.ID) + "/indicators/" + i.Ref, Note: "good or better " + i.GoodOrBetter.Text}
		if i.Graded == 0 {
			bar.Note = "no grade seen"
		}
		row := []document.Cell{{Text: i.Title(), Href: bar.Href}}
		for _, g := range i.Distribution {
			bar.Segments = append(bar.Segments, chart.Segment{Step: o.step(g.Rank), Name: g.Name, Count: g.Count})
			row = append(row, o.number(g.Count, fmt.Sprintf("%s.grade.%d", fig, g.Rank)))
		}
		missing := 0
		for _, n := range i.Missing {
			missing += n
		}
		row = append(row, o.number(i.Graded, fig), o.number(missing, fig+".missing"), i.GoodOrBetter.cell(o.Where(fig+".good")))
		if i.Graded == 0 {
			row = append(row, absent(document.NotAvailable), absent(document.NotAvailable))
		} else {
			row = append(row, bound(*i.GoodOrBetter.Low, i.Graded), bound(*i.GoodOrBetter.High, i.Graded))
			c.Bars = append(c.Bars, bar)
		}
		t.Rows = append(t.Rows, row)
	}
	return document.Figure{Chart: c, Table: t, Says: "Each bar holds " + o.Scope + ". The line marks where good begins."}
}

func bound(share float64, of int) document.Cell {
	return document.Cell{Text: percent(share, of), Number: share, Numeric: true}
}

// countsFigure is a bar for each area whose grades are known as counts.
func (o *Overview) countsFigure() document.Figure {
	c := chart.StackedBars{ID: "counts", Title: "Grades by area", GoodFrom: int(o.Scale.GoodFrom), Legend: o.legend()}
	c.Desc = "One bar for each area whose grades are known, from the lowest grade to the highest, with how many indicators were given each."
	t := document.Table{ID: "grades-by-area", Title: "How many indicators were given each grade, by area, for " + o.Scope, Columns: []document.Column{{Name: "Area"}}}
	for _, p := range o.Scale.Grades {
		t.Columns = append(t.Columns, document.Column{Name: upper(p.Name), Kind: document.Count})
	}
	t.Columns = append(t.Columns, document.Column{Name: "Known", Kind: document.Count})
	for _, a := range o.Areas {
		if a.Counts == nil {
			continue
		}
		bar := chart.Bar{Label: a.Name, Href: "/areas/" + string(a.ID)}
		row := []document.Cell{{Text: a.Name, Href: bar.Href}}
		for _, g := range a.Counts {
			bar.Segments = append(bar.Segments, chart.Segment{Step: o.step(g.Rank), Name: g.Name, Count: g.Count})
			cell := o.number(g.Count, "")
			if g.NotSeen {
				cell = absent(document.NotAvailable)
			}
			row = append(row, cell)
		}
		if a.Whole {
			top := *a.Top
			bar.Note = fmt.Sprintf("%d of %d %s", top, a.Graded, o.Scale.Top.Name)
		} else {
			bar.Note = "not all grades seen"
			if a.InAll != nil {
				bar.Note = fmt.Sprintf("%d of %d grades seen", a.Graded, *a.InAll)
				bar.Segments = append(bar.Segments, chart.Segment{Step: chart.Step{Missing: chart.NotSeen}, Name: "not seen", Count: *a.InAll - a.Graded})
			}
		}
		t.Rows = append(t.Rows, append(row, o.number(a.Graded, "area."+string(a.ID))))
		c.Bars = append(c.Bars, bar)
	}
	return document.Figure{Chart: c, Table: t}
}

func upper(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
