package overview

import (
	"cmp"
	"fmt"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/chart"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/document"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/framework"
	"github.com/northinch/northinch/internal/grade"
)

// Themes are the themes of the programme's framework.
func (o *Overview) Themes() []framework.Theme { return o.edition.Themes }

// IndicatorDocument is one indicator in all areas: its distribution, each area's
// grade, and what moved. errs.NotFound if there is no such indicator.
func IndicatorDocument(tx *db.Tx, who access.Actor, o *Overview, ref string) (document.Document, error) {
	ind, err := o.edition.Indicator(ref)
	if err != nil {
		return document.Document{}, err
	}
	d := document.Document{Title: ind.Title(), MadeUp: o.MadeUp}
	s := document.Section{ID: "distribution", Heading: "How it was graded"}
	s.Blocks = append(s.Blocks, document.Paragraph{Kind: document.Inset, Text: "How the wording of this indicator was verified: " + ind.Verification + "."})
	var one Indicator
	for _, i := range o.Indicators {
		if i.Ref == ref {
			one = i
		}
	}
	switch {
	case !ind.IsGraded():
		d.Lead = "This indicator is in the framework and is not graded."
	case one.Graded == 0:
		d.Lead = "No grade for this indicator can be seen in the sources of this programme."
	default:
		d.Lead = fmt.Sprintf("Good or better in %s; a base of %s.", one.GoodOrBetter.Text, o.Scope)
		only := *o
		only.Indicators = []Indicator{one}
		f := only.indicatorFigure()
		f.Table.ID = "distribution-table"
		s.Blocks = append(s.Blocks, f)
	}
	d.Sections = append(d.Sections, s)
	if m := o.Movement; m != nil {
		for _, i := range m.Indicators {
			if i.To != ref {
				continue
			}
			move := document.Section{ID: "movement", Heading: "Since the round before"}
			if i.Pairs == 0 {
				move.Blocks = append(move.Blocks, document.Paragraph{Text: "No area can be compared: " + cmp.Or(m.Why, "no area has a grade for this indicator in both rounds") + "."})
			} else {
				move.Blocks = append(move.Blocks, document.Paragraph{Text: fmt.Sprintf("Of %d areas graded in both rounds, %d went up, %d stayed and %d went down. %d areas have no pair. It may be compared because: %s.", i.Pairs, i.Up, i.Same, i.Down, i.WithoutID, i.Why)}, o.dots(i))
			}
			d.Sections = append(d.Sections, move)
		}
	}
	areas, err := o.byArea(tx, who, ind)
	if err != nil {
		return d, err
	}
	d.Sections = append(d.Sections, areas)
	pairs, err := PairsOf(tx, who, o.Programme.ID, ref)
	if err != nil && errs.KindOf(err) != errs.BadInput {
		return d, err
	}
	if pairs != nil && pairs.Pairs > 0 {
		p := document.Section{ID: "pairs", Heading: "Consecutive inspections of the same place"}
		p.Blocks = append(p.Blocks, document.Paragraph{Text: pairs.Document().Lead}, document.Paragraph{Kind: document.Inset, Text: pairs.Definition + ". Left out: " + counted(pairs.Excluded) + "."})
		d.Sections = append(d.Sections, p)
	}
	return d, nil
}

// byArea is each area's mark for an indicator at its latest inspection.
func (o *Overview) byArea(tx *db.Tx, who access.Actor, ind framework.Indicator) (document.Section, error) {
	s := document.Section{ID: "areas", Heading: "Area by area"}
	r, err := load(tx, who, o.Programme.ID)
	if err != nil {
		return s, err
	}
	at := r.edition.At(ind.Ref)
	t := document.Table{ID: "by-area", Title: "“" + ind.Title() + "” at the latest inspection of each area", Columns: []document.Column{{Name: "Area"}, {Name: "Grade"}, {Name: "Published", Kind: document.Day}}}
	for _, id := range r.areas() {
		one := r.latest[id]
		published := text(one.Published.String())
		if !one.Published.Known() {
			published = absent(document.NotAvailable)
		}
		t.Rows = append(t.Rows, []document.Cell{{Text: r.name(id), Href: "/areas/" + string(id)}, o.markCell(one.Marks[at]), published})
	}
	if len(t.Rows) == 0 {
		s.Blocks = append(s.Blocks, document.Paragraph{Text: "No inspection is published yet."})
		return s, nil
	}
	s.Blocks = append(s.Blocks, t)
	return s, nil
}

// markCell is a mark as a chip on the ramp.
func (o *Overview) markCell(m grade.Mark) document.Cell { return MarkCell(o.Scale, m) }

// MarkCell is a mark as a chip on the ramp of its scale.
func MarkCell(scale framework.Scale, m grade.Mark) document.Cell {
	return document.Cell{Text: scale.Words(m), Grade: new(MarkStep(scale, m))}
}

// MarkStep is the place of a mark on the ramp, or its kind of missing.
func MarkStep(scale framework.Scale, m grade.Mark) chart.Step {
	switch m.Status() {
	case grade.Graded:
		return chart.Step{Rank: int(m.Grade()), Of: len(scale.Grades)}
	case grade.NotYet:
		return chart.Step{Missing: chart.NotYet}
	case grade.NotInspected:
		return chart.Step{Missing: chart.NotInspected}
	}
	return chart.Step{Missing: chart.NotSeen}
}
