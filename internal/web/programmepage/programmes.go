// Package programmepage is the pages about programmes: the list, the national
// picture of one, its indicators and themes, where a figure comes from, and the
// import of outcomes.
package programmepage

import (
	"embed"
	"net/http"
	"slices"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/document"
	"github.com/northinch/northinch/internal/outcome"
	"github.com/northinch/northinch/internal/programme"
	"github.com/northinch/northinch/internal/web/door"
	"github.com/northinch/northinch/internal/web/ui"
)

//go:embed *.html
var files embed.FS

// List is the first page: every programme.
func List(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		var all []programme.Programme
		var sourced []programme.ID
		if err := d.Read(r, func(tx *db.Tx) (err error) {
			if all, err = programme.All(tx); err != nil {
				return err
			}
			sourced, err = outcome.ProgrammesOf(tx, "")
			return err
		}); err != nil {
			return err
		}
		doc := document.Document{Title: "Joint inspections of services to protect children",
			Lead: "What inspectors found in each area, what changed since the last round, and what must improve."}
		t := document.Table{ID: "programmes", Title: "Programmes, the newest first", Columns: []document.Column{{Name: "Programme"}, {Name: "Period"}, {Name: "Follows"}, {Name: "Data"}}}
		names := map[programme.ID]string{}
		for _, p := range all {
			names[p.ID] = p.Name
		}
		for _, p := range all {
			row := []document.Cell{{Text: p.Name, Href: "/programmes/" + string(p.ID)}, {Text: p.From.Words() + " to " + p.To.Words()}, {Text: "–"}, {Text: "the programme’s own inspections"}}
			if p.Predecessor != "" {
				row[2] = document.Cell{Text: names[p.Predecessor], Href: "/programmes/" + string(p.Predecessor)}
			}
			switch {
			case p.MadeUp:
				row[3].Text = "made up"
			case slices.Contains(sourced, p.ID):
				row[3].Text = "published sources"
			}
			t.Rows = append(t.Rows, row)
		}
		s := document.Section{ID: "all", Heading: "Programmes", Blocks: []document.Block{t}}
		if len(all) == 0 {
			s.Blocks = []document.Block{document.Paragraph{Text: "There is no programme yet. On the server, “northinch grades import” brings in published outcomes, and “northinch demo” shows the program with a made-up round."}}
		}
		doc.Sections = append(doc.Sections, s)
		return door.Report(w, r.New(""), doc, door.Extra{})
	}
}

func trail(p programme.Programme) []ui.Link {
	return []ui.Link{door.Home, {Text: p.Name, Href: "/programmes/" + string(p.ID)}}
}

func may(r *door.Request, act access.Action) bool {
	return access.Decide(r.Who, act, at(r)).Allowed
}

// at is the programme of the address, as something one may do something about.
func at(r *door.Request) access.Place { return access.Place{Programme: r.PathValue("programme")} }
