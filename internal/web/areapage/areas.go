// Package areapage is the pages about areas: the lists, and the story in time of
// one.
package areapage

import (
	"fmt"
	"net/http"

	"github.com/northinch/northinch/internal/area"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/document"
	"github.com/northinch/northinch/internal/overview"
	"github.com/northinch/northinch/internal/web/door"
	"github.com/northinch/northinch/internal/web/ui"
)

// List is every list of areas.
func List(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		doc := document.Document{Title: "Areas", Lead: "Each area’s inspections, then and now."}
		if err := d.Read(r, func(tx *db.Tx) error {
			lists, err := area.Lists(tx)
			if err != nil {
				return err
			}
			for _, l := range lists {
				s, err := list(tx, l)
				if err != nil {
					return err
				}
				doc.Sections = append(doc.Sections, s)
			}
			return nil
		}); err != nil {
			return err
		}
		if len(doc.Sections) == 0 {
			doc.Sections = append(doc.Sections, document.Section{ID: "none", Heading: "No areas yet", Blocks: []document.Block{
				document.Paragraph{Text: "Areas come with the first programme, or with the command “northinch area load”."}}})
		}
		return door.Report(w, r.New(""), doc, door.Extra{})
	}
}

func list(tx *db.Tx, l area.List) (document.Section, error) {
	s := document.Section{ID: "list-" + l.Name, Heading: fmt.Sprintf("%s (%d)", l.Name, l.Areas)}
	all, err := area.InList(tx, l.Name)
	if err != nil {
		return s, err
	}
	items := document.List{}
	for _, a := range all {
		items.Items = append(items.Items, document.Item{Text: a.Name, Href: "/areas/" + string(a.ID)})
	}
	s.Blocks = append(s.Blocks, items)
	return s, nil
}

// Area is the story of one area.
func Area(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		var doc document.Document
		if err := d.Read(r, func(tx *db.Tx) (err error) {
			doc, err = overview.Story(tx, r.Who, area.ID(r.PathValue("area")))
			return err
		}); err != nil {
			return err
		}
		return door.Report(w, r.New("", ui.Link{Text: "Areas", Href: "/areas"}), doc, door.Extra{})
	}
}
