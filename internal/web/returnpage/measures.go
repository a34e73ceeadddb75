package returnpage

import (
	"fmt"
	"net/http"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/chart"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/document"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/measure"
	"github.com/northinch/northinch/internal/submission"
	"github.com/northinch/northinch/internal/web/door"
	"github.com/northinch/northinch/internal/web/ui"
)

// measured is a return of an inspection with its figures.
type measured struct {
	t    thing
	s    submission.Submission
	f    submission.Figures
	none bool // no return has been received
}

func readMeasures(d *door.Door, r *door.Request) (m measured, err error) {
	err = d.Read(r, func(tx *db.Tx) (err error) {
		if m.t, err = get(tx, r, access.SeeReturn); err != nil {
			return err
		}
		m.s, err = chosen(tx, r, m.t)
		if m.none = errs.KindOf(err) == errs.NotFound && r.URL.RawQuery == ""; m.none {
			return nil
		}
		if err != nil {
			return err
		}
		m.f, err = submission.Of(tx, desk(d), r.Who, m.s)
		return err
	})
	return m, err
}

// Measures is the measures of an inspection, by what they are about.
func Measures(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		m, err := readMeasures(d, r)
		if err != nil {
			return err
		}
		e := door.Extra{Actions: []ui.Button{{Text: "The return", Href: m.t.returns().Href, Secondary: true}}}
		doc := document.Document{Title: "Measures of the inspection of " + m.t.Area.Name, MadeUp: m.t.Programme.MadeUp}
		switch {
		case m.none:
			doc.Lead = "There is nothing to measure yet: no return has been received."
		case m.f.Waiting:
			doc.Lead = "The measures of this return are being counted. Look again in a few minutes."
		default:
			doc = m.t.document(m.s, m.f, pinned(r))
			e.Note = lead(m.s) + " A figure leads to its definition, and to the rows behind it for those who may read them."
			base := m.t.measures().Href
			e.Data = []ui.Link{{Text: "Every figure as a table (CSV)", Href: base + ".csv" + pinned(r)}, {Text: "For programs (JSON)", Href: base + ".json" + pinned(r)}}
		}
		return door.Report(w, m.t.Below(r, ""), doc, e)
	}
}

// document is the figures of a return, group by group.
func (t thing) document(s submission.Submission, f submission.Figures, pin string) document.Document {
	doc := document.Document{Title: "Measures of the inspection of " + t.Area.Name, MadeUp: t.Programme.MadeUp}
	doc.Lead = lead(s)
	if f.Together() {
		doc.Lead = placed(f)
		doc.Notes = append(doc.Notes, fmt.Sprintf("All areas together are the %d areas of the programme whose returns were accepted. Where an area stands among them is told by funnel limits, which are wider where the base is small.", f.Areas))
	}
	doc.Notes = append(doc.Notes, fmt.Sprintf("Shares have 95%% intervals (Wilson). With a base under %d there is no share, no word and no comparison. What is left out was not counted on either side.", f.Settings.Minimum))
	if out := t.outside(f, pin); len(out.Items) > 0 {
		doc.Sections = append(doc.Sections, document.Section{ID: "outside", Heading: "Outside what chance explains", Blocks: []document.Block{out}})
	}
	for i, n := 0, 1; i < len(f.Results); n++ {
		from := i
		for i < len(f.Results) && f.Results[i].Group == f.Results[from].Group {
			i++
		}
		doc.Sections = append(doc.Sections, t.section(n, f.Results[from:i], f, pin))
	}
	return doc
}

// outside are the shares that are outside what chance explains, so that nobody has to
// look for them.
func (t thing) outside(f submission.Figures, pin string) (l document.List) {
	for _, r := range f.Results {
		own := r.Areas[0]
		if own.Against == "" || own.Against == "inside" {
			continue
		}
		l.Items = append(l.Items, document.Item{Href: t.measures().Href + "/" + r.ID + pin,
			Text: fmt.Sprintf("%s: %s, %s; all areas together %s", r.Title, figure(r.Measure, own), among(own.Against), figure(r.Measure, r.All))})
	}
	return l
}

func (t thing) section(n int, group []measure.Result, f submission.Figures, pin string) document.Section {
	id := fmt.Sprintf("group-%d", n)
	sec := document.Section{ID: id, Heading: group[0].Group}
	table := document.Table{ID: id + "-table", Title: group[0].Group + ": figures of " + t.Area.Name, Notes: []int{1},
		Columns: []document.Column{{Name: "Measure"}, {Name: "Figure"}, {Name: "In a word"}}}
	if f.Together() {
		table.Columns = append(table.Columns, document.Column{Name: "All areas together"}, document.Column{Name: "Among them"})
		table.Notes = []int{1, 2}
	}
	table.Columns = append(table.Columns, document.Column{Name: "Standard"}, document.Column{Name: "Left out"})
	pic := chart.Shares{ID: id + "-picture", Title: group[0].Group + ": shares of " + t.Area.Name, Desc: "One line for each share, from none to all. The table has the same figures."}
	var others document.List
	for _, r := range group {
		own := r.Areas[0]
		href := t.measures().Href + "/" + r.ID + pin
		word := document.Cell{Text: own.Word}
		if own.Word == "" {
			word = document.Cell{Absent: document.NotApply}
		}
		row := []document.Cell{{Text: r.Title, Href: href}, {Text: figure(r.Measure, own)}, word}
		if f.Together() {
			place := document.Cell{Text: among(own.Against)}
			if own.Against == "" {
				place = document.Cell{Absent: document.NotApply}
			}
			row = append(row, document.Cell{Text: figure(r.Measure, r.All)}, place)
		}
		rule := document.Cell{Text: standing(r.Standard)}
		if r.Standard == "" {
			rule = document.Cell{Absent: document.NotApply}
		}
		table.Rows = append(table.Rows, append(row, rule, document.Cell{Text: left(own)}))
		if r.Kind == measure.Share {
			pic.Rows = append(pic.Rows, line(r, own, href, f.Together()))
		} else {
			others.Items = append(others.Items, document.Item{Text: r.Title + ": " + figure(r.Measure, own), Href: href})
		}
	}
	if len(pic.Rows) == 0 {
		sec.Blocks = append(sec.Blocks, table)
		return sec
	}
	sec.Blocks = append(sec.Blocks, document.Figure{Chart: pic, Says: "Each line runs from none on the left to all on the right. The wider the band, the fewer children the share is of.", Table: table})
	if len(others.Items) > 0 {
		sec.Blocks = append(sec.Blocks, document.Paragraph{Text: "Times and rates, which are no shares:"}, others)
	}
	return sec
}

// placed is how many shares of an area are outside what chance explains, in a sentence.
func placed(f submission.Figures) string {
	shares, out := 0, 0
	for _, r := range f.Results {
		if against := r.Areas[0].Against; against != "" {
			shares++
			if against != "inside" {
				out++
			}
		}
	}
	switch {
	case shares == 0:
		return "No share has a base that is large enough to be held against those of other areas."
	case out == 0:
		return fmt.Sprintf("All of %s are within what chance explains among %d areas.", several(shares, "share", "shares"), f.Areas)
	}
	are := "are"
	if out == 1 {
		are = "is"
	}
	return fmt.Sprintf("%d of %s %s outside what chance explains among %d areas; 1 in 20 would be by chance alone.", out, several(shares, "share", "shares"), are, f.Areas)
}

// line is a share as it is drawn.
func line(r measure.Result, own measure.Figure, href string, together bool) chart.ShareRow {
	row := chart.ShareRow{Label: r.Title, Href: href, Note: figure(r.Measure, own)}
	if own.Share != nil && own.Range != nil {
		row.Known, row.Share, row.Low, row.High = true, *own.Share, own.Range.Low, own.Range.High
	}
	if together && r.All.Share != nil {
		row.Among, row.All = true, *r.All.Share
	}
	return row
}
