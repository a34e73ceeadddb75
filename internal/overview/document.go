package overview

import (
	"fmt"
	"sort"
	"strings"

	"github.com/northinch/northinch/internal/document"
)

// Document is the pairs as a report.
func (p *Pairs) Document() document.Document {
	d := document.Document{Title: "Consecutive inspections of the same place: " + p.Name, MadeUp: p.MadeUp,
		Lead:  fmt.Sprintf("Of %d pairs of consecutive inspections, %d went up, %d stayed the same and %d went down.", p.Pairs, p.Up, p.Same, p.Down),
		Facts: []document.Fact{{Term: "Definition", Text: p.Definition + "."}, {Term: "Base", Text: fmt.Sprintf("%d inspections with a grade, %d places with two or more of them", p.Graded, p.Places)}, {Term: "Left out", Text: counted(p.Excluded)}}}
	t := document.Table{ID: "pairs", Title: "Consecutive inspections of the same place, “" + p.Name + "”", Columns: []document.Column{
		{Name: "Place"}, {Name: "Then", Kind: document.Day}, {Name: "Grade then"}, {Name: "Now", Kind: document.Day}, {Name: "Grade now"}, {Name: "Lines of the source"}}}
	for _, i := range p.Items {
		where := text(fmt.Sprintf("%d and %d", i.ThenLine, i.NowLine))
		if i.Source != i.ThenSource {
			where = text(fmt.Sprintf("%d of the source %s and %d of the source %s", i.ThenLine, i.ThenSource, i.NowLine, i.Source))
		}
		if i.Source == "" || i.ThenSource == "" {
			where = absent(document.NotApply)
		}
		t.Rows = append(t.Rows, []document.Cell{{Text: i.Area, Href: "/areas/" + string(i.ID)}, text(i.ThenDate.String()), text(i.Was), text(i.NowDate.String()), text(i.Is), where})
	}
	d.Sections = []document.Section{{ID: "pairs-section", Heading: "The pairs", Blocks: []document.Block{t}}}
	return d
}

// counted is counts by status as words: "176 unreadable in source, 2 doubtful in source".
func counted(m map[string]int) string {
	var parts []string
	for k, n := range m {
		parts = append(parts, fmt.Sprintf("%d %s", n, strings.ReplaceAll(k, "_", " ")))
	}
	sort.Strings(parts)
	if len(parts) == 0 {
		return "nothing"
	}
	return strings.Join(parts, ", ")
}

// Document is the trace as a report.
func (t *Trace) Document() document.Document {
	d := document.Document{Title: "Where the figure comes from", Lead: fmt.Sprintf("%s: %d.", t.Says, t.Count), MadeUp: t.MadeUp}
	table := document.Table{ID: "rows", Title: t.Says, Columns: []document.Column{{Name: "Area"}, {Name: "Programme"}, {Name: "Published", Kind: document.Day}, {Name: "Grade"}, {Name: "Where it stands"}}}
	for _, r := range t.Rows {
		row := []document.Cell{{Text: r.Area, Href: "/areas/" + string(r.ID)}, text(string(r.Round)), text(r.Published.String()), text(r.Says)}
		if !r.Published.Known() {
			row[2] = absent(document.NotAvailable)
		}
		if r.Inspection != "" {
			row = append(row, document.Cell{Text: "inspection " + string(r.Inspection), Href: "/inspections/" + string(r.Inspection)})
		} else {
			row = append(row, document.Cell{Text: fmt.Sprintf("line %d of the source %s", r.Line, r.Source), Href: fmt.Sprintf("/sources/%s?line=%d", r.Source, r.Line)})
		}
		table.Rows = append(table.Rows, row)
	}
	d.Sections = []document.Section{{ID: "where", Heading: "Inspections that are counted", Blocks: []document.Block{table}}}
	if len(table.Rows) == 0 {
		d.Sections[0].Blocks = []document.Block{document.Paragraph{Text: "No inspection is counted in this figure."}}
	}
	return d
}
