// Package frameworkpage is the pages about frameworks: the editions, and the
// indicators, themes, scale and words of one.
package frameworkpage

import (
	"fmt"
	"net/http"

	"github.com/northinch/northinch/internal/chart"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/document"
	"github.com/northinch/northinch/internal/framework"
	"github.com/northinch/northinch/internal/web/door"
	"github.com/northinch/northinch/internal/web/ui"
)

// List is every edition.
func List(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		doc := document.Document{Title: "Frameworks", Lead: "What is judged, by edition. Inspections keep the edition they were made under."}
		if err := d.Read(r, func(tx *db.Tx) error {
			used, others, err := framework.InUse(tx)
			if err != nil {
				return err
			}
			t := document.Table{ID: "editions", Title: "Editions of frameworks", Columns: []document.Column{{Name: "Edition"}, {Name: "Year"}, {Name: "Scale"}, {Name: "Indicators", Kind: document.Count}, {Name: "State"}}}
			for i, e := range append(used, others...) {
				state := "in use"
				if i >= len(used) {
					state = "not used by a programme yet"
				}
				n := len(e.Indicators)
				t.Rows = append(t.Rows, []document.Cell{{Text: e.Name, Href: "/frameworks/" + string(e.ID)}, {Text: e.Year}, {Text: e.Scale}, {Text: fmt.Sprint(n), Number: float64(n), Numeric: true}, {Text: state}})
			}
			doc.Sections = []document.Section{{ID: "all", Heading: "Editions", Blocks: []document.Block{t}}}
			return nil
		}); err != nil {
			return err
		}
		return door.Report(w, r.New(""), doc, door.Extra{})
	}
}

// Framework is one edition.
func Framework(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		var e framework.Edition
		if err := d.Read(r, func(tx *db.Tx) (err error) {
			e, err = framework.Get(tx, framework.ID(r.PathValue("framework")))
			return err
		}); err != nil {
			return err
		}
		scale, err := framework.ScaleOf(e.Scale)
		if err != nil {
			return err
		}
		doc := document.Document{Title: e.Name, Lead: fmt.Sprintf("%d indicators on the %s. What could not be verified in a source says so.", len(e.Indicators), scale.Name)}
		doc.Sections = append(doc.Sections, indicators(e), scaleSection(scale))
		if len(e.Themes) > 0 {
			doc.Sections = append(doc.Sections, themes(e))
		}
		if len(e.Quantity.Bands) > 0 {
			doc.Sections = append(doc.Sections, words(e.Quantity))
		}
		return door.Report(w, r.New("", ui.Link{Text: "Frameworks", Href: "/frameworks"}), doc, door.Extra{})
	}
}

func indicators(e framework.Edition) document.Section {
	t := document.Table{ID: "indicators", Title: "Indicators of " + e.Name, Columns: []document.Column{{Name: "Indicator"}, {Name: "Under"}, {Name: "Graded"}, {Name: "How it was verified"}}}
	for _, i := range e.Indicators {
		graded := "yes"
		switch {
		case i.StandsForSeveral:
			graded = "stands for several that are not listed in a source"
		case !i.IsGraded():
			graded = "no"
		}
		t.Rows = append(t.Rows, []document.Cell{{Text: i.Title()}, {Text: i.Heading}, {Text: graded}, {Text: i.Verification}})
	}
	return document.Section{ID: "indicators-section", Heading: "Indicators", Blocks: []document.Block{t}}
}

func scaleSection(s framework.Scale) document.Section {
	sec := document.Section{ID: "scale-section", Heading: "Scale"}
	if len(s.Grades) == 0 {
		sec.Blocks = append(sec.Blocks, document.Paragraph{Text: "Narrative only: there are no grades."})
		return sec
	}
	t := document.Table{ID: "scale", Title: s.Name + ", the highest first", Columns: []document.Column{{Name: "Grade"}, {Name: "Letter"}, {Name: "Meaning"}, {Name: "Also written"}}}
	for i := len(s.Grades) - 1; i >= 0; i-- {
		g := s.Grades[i]
		also := ""
		for _, o := range g.OtherNames {
			also = o
		}
		t.Rows = append(t.Rows, []document.Cell{{Text: g.Name, Grade: &chart.Step{Rank: i + 1, Of: len(s.Grades)}}, {Text: g.Letter}, {Text: g.Meaning}, {Text: also}})
	}
	sec.Blocks = append(sec.Blocks, t, document.Paragraph{Text: "Source: " + s.Source + "."})
	return sec
}

func themes(e framework.Edition) document.Section {
	t := document.Table{ID: "themes", Title: "Themes of " + e.Name, Columns: []document.Column{{Name: "Theme"}, {Name: "How it was verified"}}}
	for _, one := range e.Themes {
		t.Rows = append(t.Rows, []document.Cell{{Text: one.Title()}, {Text: one.Verification}})
	}
	return document.Section{ID: "themes-section", Heading: "Themes", Blocks: []document.Block{t}}
}

func words(q framework.Quantity) document.Section {
	t := document.Table{ID: "words", Title: "Words for quantities", Columns: []document.Column{{Name: "Word"}, {Name: "From, included"}, {Name: "To, not included"}}}
	for _, b := range q.Bands {
		row := []document.Cell{{Text: b.Word}, {Text: b.From}, {Text: b.Below}}
		if b.Below == "" {
			row[2] = document.Cell{Absent: document.NotApply}
		}
		t.Rows = append(t.Rows, row)
	}
	return document.Section{ID: "words-section", Heading: "Words for quantities", Blocks: []document.Block{t,
		document.Paragraph{Text: fmt.Sprintf("No word is given for a base below %d. %s.", q.MinimumBase, q.Verification)}}}
}
