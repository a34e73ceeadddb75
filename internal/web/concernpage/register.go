package concernpage

import (
	"net/http"
	"slices"

	"github.com/northinch/northinch/internal/area"
	"github.com/northinch/northinch/internal/concern"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/programme"
	"github.com/northinch/northinch/internal/web/door"
	"github.com/northinch/northinch/internal/web/ui"
)

type registerView struct {
	Page   ui.Page
	Open   ui.Table
	Closed ui.Table
	Limits string
}

var registerPage = ui.Parse(files, "register.html")

// Register is every concern that the reader may see, late ones first. Nothing that
// is sealed is opened for it.
func Register(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		v := registerView{Page: r.New("Matters of concern"), Limits: limits(),
			Open:   ui.Table{ID: "open", Caption: "Open concerns, late ones first", Columns: []ui.Column{{Text: "Reference"}, {Text: "Due next"}, {Text: "Stage"}, {Text: "Age"}, {Text: "Inspection"}}, Empty: "No matter of concern is open in the inspections whose concerns you see."},
			Closed: ui.Table{ID: "closed", Caption: "Closed concerns, the newest first", Columns: []ui.Column{{Text: "Reference"}, {Text: "Inspection"}, {Text: "Raised"}, {Text: "Closed"}}, Empty: "No concern was closed yet."}}
		open, late := 0, 0
		if err := d.Look(r, func(tx *db.Tx) error {
			all, err := concern.Register(tx, r.Who)
			if err != nil {
				return err
			}
			names, err := named(tx, all)
			if err != nil {
				return err
			}
			for _, c := range all {
				words := names.areas[c.Inspection.Area] + ", " + names.programmes[c.Inspection.Programme].Name
				v.Page.MadeUp = v.Page.MadeUp || names.programmes[c.Inspection.Programme].MadeUp
				ref := ui.Cell{Text: string(c.ID), Href: path(c.ID)}
				if !c.Stage.IsOpen() {
					v.Closed.Rows = append(v.Closed.Rows, []ui.Cell{ref, {Text: words}, {Text: moment(c.RaisedAt)}, {Text: moment(c.StageAt)}})
					continue
				}
				open++
				if c.IsLate(tx.Now()) {
					late++
				}
				v.Open.Rows = append(v.Open.Rows, []ui.Cell{ref, {Text: due(c, tx.Now())}, {Text: string(c.Stage)}, {Text: long(tx.Now().Sub(c.RaisedAt))}, {Text: words}})
			}
			return nil
		}); err != nil {
			return err
		}
		v.Page.Lead = concern.Tally{Open: open, Late: late}.String()
		return registerPage.Render(w, http.StatusOK, v)
	}
}

// names are those of the areas and programmes of many concerns, in two queries.
type names struct {
	areas      map[area.ID]string
	programmes map[programme.ID]programme.Programme
}

func named(tx *db.Tx, all []concern.Concern) (n names, err error) {
	var ids []area.ID
	for _, c := range all {
		ids = append(ids, c.Inspection.Area)
	}
	slices.Sort(ids)
	if n.areas, err = area.Names(tx, slices.Compact(ids)); err != nil {
		return n, err
	}
	programmes, err := programme.All(tx)
	n.programmes = map[programme.ID]programme.Programme{}
	for _, p := range programmes {
		n.programmes[p.ID] = p
	}
	return n, err
}
