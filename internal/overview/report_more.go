package overview

import (
	"fmt"

	"github.com/northinch/northinch/internal/chart"
	"github.com/northinch/northinch/internal/document"
)

func (o *Overview) movementSection() document.Section {
	s := document.Section{ID: "movement", Heading: "What moved since the round before"}
	m := o.Movement
	if m == nil {
		return document.Section{}
	}
	say := func(kind document.ParagraphKind, format string, args ...any) {
		s.Blocks = append(s.Blocks, document.Paragraph{Kind: kind, Text: fmt.Sprintf(format, args...)})
	}
	if m.Pairs == 0 {
		say(document.Inset, "Nothing can be compared with “%s”: %s.", m.SinceName, m.Why)
	} else {
		say(document.Plain, "Compared with “%s”, over %d pairs of grades for the same indicator in the same area: %d up, %d the same, %d down.", m.SinceName, m.Pairs, m.Up, m.Same, m.Down)
		say(document.Inset, "%s.", m.Definition)
		t := document.Table{ID: "movement", Title: "Movement by indicator since “" + m.SinceName + "”",
			Columns: []document.Column{{Name: "Indicator"}, {Name: "Pairs", Kind: document.Count}, {Name: "Up", Kind: document.Count}, {Name: "Same", Kind: document.Count}, {Name: "Down", Kind: document.Count}, {Name: "Areas without a pair", Kind: document.Count}, {Name: "Why it may be compared"}}}
		for _, i := range m.Indicators {
			fig := "movement." + i.To
			t.Rows = append(t.Rows, []document.Cell{text(i.ToName), o.number(i.Pairs, fig), o.number(i.Up, fig+".up"), o.number(i.Same, fig+".same"), o.number(i.Down, fig+".down"), o.number(i.WithoutID, ""), text(i.Why)})
		}
		s.Blocks = append(s.Blocks, t)
		for _, i := range m.Indicators {
			if i.Up+i.Down > 0 {
				s.Blocks = append(s.Blocks, o.dots(i))
			}
		}
	}
	if len(m.Not) > 0 {
		s.Blocks = append(s.Blocks, notComparable("not-comparable", "Indicators that cannot be compared with “"+m.SinceName+"”", m.Not))
	}
	return s
}

// dots shows the areas that moved on one indicator.
func (o *Overview) dots(i IndicatorMove) document.Figure {
	c := chart.PairedDots{ID: "dots-" + i.To, Title: "Areas that moved: " + i.ToName, ThenName: "then", NowName: "now"}
	c.Desc = fmt.Sprintf("%d areas moved up, %d moved down, %d stayed where they were and are not drawn.", i.Up, i.Down, i.Same)
	for _, p := range o.Scale.Grades {
		c.Steps = append(c.Steps, p.Name)
	}
	t := document.Table{ID: "moved-" + i.To, Title: fmt.Sprintf("Areas that moved on “%s”; %d others stayed where they were", i.ToName, i.Same),
		Columns: []document.Column{{Name: "Area"}, {Name: "Then"}, {Name: "Now"}, {Name: "Direction"}}}
	for _, a := range i.Moves {
		if a.Then == a.Now {
			continue
		}
		way := "up"
		if a.Now < a.Then {
			way = "down"
		}
		c.Pairs = append(c.Pairs, chart.Pair{Label: a.Area, Href: "/areas/" + string(a.ID), Then: o.step(a.Then), Now: o.step(a.Now), ThenText: a.Was, NowText: a.Is})
		t.Rows = append(t.Rows, []document.Cell{{Text: a.Area, Href: "/areas/" + string(a.ID)}, text(a.Was), text(a.Is), text(way)})
	}
	return document.Figure{Chart: c, Table: t}
}

func notComparable(id, title string, not []Line) document.Table {
	t := document.Table{ID: id, Title: title, Columns: []document.Column{{Name: "Indicator of the later round"}, {Name: "Nearest in the earlier round"}, {Name: "Why it cannot be compared"}}}
	for _, l := range not {
		row := []document.Cell{text(l.ToName), text(l.FromName), text(l.Why)}
		if l.To == "" {
			row[0] = absent(document.NotApply)
		}
		if l.From == "" {
			row[1] = absent(document.NotApply)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func (o *Overview) improveSection() document.Section {
	s := document.Section{ID: "improve", Heading: "What must improve"}
	if len(o.Improve.Indicators) == 0 && len(o.Improve.Areas) == 0 {
		below := o.Gradings.Counted - o.Gradings.GoodOrBetter
		switch {
		case o.Gradings.Counted == 0:
		case below == 0:
			s.Blocks = append(s.Blocks, document.Paragraph{Text: "No grade below good was seen."})
		default:
			s.Blocks = append(s.Blocks, document.Paragraph{Text: fmt.Sprintf("%d of %d gradings are below good. The sources do not say of which indicators, and none is at the bottom of the scale.", below, o.Gradings.Counted)})
		}
		return s
	}
	s.Blocks = append(s.Blocks, document.Paragraph{Kind: document.Inset, Text: o.Improve.Definition + "."})
	if len(o.Improve.Indicators) > 0 {
		t := document.Table{ID: "below-good", Title: "Indicators with grades below good, of " + o.Scope,
			Columns: []document.Column{{Name: "Indicator"}, {Name: "Below good", Kind: document.Count}, {Name: "Graded", Kind: document.Count}, {Name: "Share", Kind: document.Share}, {Name: "In words"}}}
		for _, b := range o.Improve.Indicators {
			word := text(b.Word)
			if b.Word == "" {
				word = document.Cell{Text: "base too small for a word", Absent: document.NotApply}
			}
			t.Rows = append(t.Rows, []document.Cell{text(b.Title), o.number(b.Below, "indicator."+b.Ref+".below"), o.number(b.Of, "indicator."+b.Ref),
				{Text: Percent(b.Below, b.Of), Number: float64(b.Below) / float64(b.Of), Numeric: true}, word})
		}
		s.Blocks = append(s.Blocks, t)
	}
	if len(o.Improve.Areas) > 0 {
		t := document.Table{ID: "low-grades", Title: "Areas with grades at the bottom of the scale",
			Columns: []document.Column{{Name: "Area"}, {Name: "Indicators", Kind: document.Count}, {Name: "Grades"}}}
		for _, a := range o.Improve.Areas {
			t.Rows = append(t.Rows, []document.Cell{{Text: a.Area, Href: "/areas/" + string(a.ID)}, o.number(a.Low, "area."+string(a.ID)), text(a.Text)})
		}
		s.Blocks = append(s.Blocks, t)
	}
	return s
}

func (o *Overview) highestSection() document.Section {
	s := document.Section{ID: "highest", Heading: "The highest grades"}
	if len(o.Highest) == 0 {
		return document.Section{}
	}
	s.Blocks = append(s.Blocks, document.Paragraph{Kind: document.Inset, Text: o.HighestOf + "."})
	t := document.Table{ID: "highest", Title: "Areas with the highest number of gradings of " + o.Scale.Top.Name,
		Columns: []document.Column{{Name: "Area"}, {Name: upper(o.Scale.Top.Name), Kind: document.Count}, {Name: "Graded", Kind: document.Count}}}
	for _, h := range o.Highest {
		t.Rows = append(t.Rows, []document.Cell{{Text: h.Area, Href: "/areas/" + string(h.ID)}, o.number(h.Count, "area."+string(h.ID)), o.number(h.Graded, "")})
	}
	s.Blocks = append(s.Blocks, t)
	if len(o.NotRanked) > 0 {
		n := document.Table{ID: "not-ranked", Title: "Areas that are in the sources and cannot be ranked", Columns: []document.Column{{Name: "Area"}, {Name: "Why"}}}
		for _, a := range o.NotRanked {
			n.Rows = append(n.Rows, []document.Cell{text(a.Area), text(a.Why)})
		}
		s.Blocks = append(s.Blocks, n)
	}
	return s
}

func (o *Overview) chainSection() document.Section {
	s := document.Section{ID: "chain", Heading: "The rounds and what may be compared"}
	if len(o.Chain) == 0 {
		return document.Section{}
	}
	t := document.Table{ID: "chain", Title: "Each round with the one before it", Columns: []document.Column{{Name: "From"}, {Name: "To"}, {Name: "Indicators that may be compared", Kind: document.Count}, {Name: "That may not", Kind: document.Count}, {Name: "About"}}}
	for _, c := range o.Chain {
		t.Rows = append(t.Rows, []document.Cell{{Text: c.FromName, Href: "/programmes/" + string(c.From)}, {Text: c.ToName, Href: "/programmes/" + string(c.To)}, o.number(len(c.Comparable), ""), o.number(len(c.NotComparable), ""), text(c.About)})
	}
	s.Blocks = append(s.Blocks, t)
	return s
}

func (o *Overview) sourceSection() document.Section {
	s := document.Section{ID: "sources", Heading: "Where the figures come from"}
	if len(o.Sources) == 0 {
		if o.AreasInSource > 0 {
			s.Blocks = append(s.Blocks, document.Paragraph{Text: "The grades were given in this programme; each is on record with who gave it and when.", Href: o.Where("areas"), LinkText: "Every inspection that is counted"})
		}
		return s
	}
	t := document.Table{ID: "sources", Title: "Files that the figures come from", Columns: []document.Column{{Name: "File"}, {Name: "Rows", Kind: document.Count}, {Name: "Outcomes of this programme", Kind: document.Count}, {Name: "Rows with unreadable cells", Kind: document.Count}, {Name: "Findings", Kind: document.Count}}}
	for _, f := range o.Sources {
		t.Rows = append(t.Rows, []document.Cell{{Text: f.File, Href: "/readings/" + f.Reading}, o.number(f.Rows, ""), o.number(f.Outcomes, "reading."+f.Reading), o.number(f.Unreadable, ""), o.number(f.Findings, "")})
	}
	s.Blocks = append(s.Blocks, t)
	return s
}
