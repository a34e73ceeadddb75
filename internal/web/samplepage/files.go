package samplepage

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/document"
	"github.com/northinch/northinch/internal/document/csv"
	"github.com/northinch/northinch/internal/sample"
	"github.com/northinch/northinch/internal/web/door"
	"github.com/northinch/northinch/internal/web/ui"
)

// Record is the public record of a sample as a file, for northinch sample verify.
func Record(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		var t thing
		var v sample.Sight
		if err := d.Read(r, func(tx *db.Tx) (err error) {
			var s sample.Sample
			if t, s, err = one(tx, r, access.SeeSample); err == nil {
				v, err = sample.See(tx, desk(d), r.Who, s)
			}
			return err
		}); err != nil {
			return err
		}
		t.send(w, "application/json", v.Sample, "json")
		_, err := w.Write(v.Record.Bytes())
		return err
	}
}

// send sets the headers of a file about a sample.
func (t thing) send(w http.ResponseWriter, kind string, s sample.Sample, form string) {
	name := "sample"
	if t.Programme.MadeUp {
		name = "made-up-sample"
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Disposition", fmt.Sprintf(`attachment; filename="%s-%s-%d.%s"`, name, strings.ReplaceAll(string(s.Inspection), "/", "-"), s.Number, form))
}

// listed are the records that were called, whose they are among them; that they were
// listed is in the log.
func listed(d *door.Door, r *door.Request) (t thing, s sample.Sample, all []sample.Listed, err error) {
	err = d.Look(r, func(tx *db.Tx) (err error) {
		if t, s, err = one(tx, r, access.ListSample); err != nil {
			return err
		}
		all, err = sample.References(tx, desk(d), r.Who, s)
		return err
	})
	return t, s, all, err
}

type listView struct {
	Page ui.Page
	List ui.Table
	File ui.Link
}

var listPage = ui.Parse(files, "list.html")

// List is whose records the sample has.
func List(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		t, s, all, err := listed(d, r)
		if err != nil {
			return err
		}
		v := listView{Page: t.Below(r, "Whose records they are", t.home()), File: ui.Link{Text: "The list (CSV)", Href: t.at(s) + "/list.csv"}}
		v.Page.Lead = "These are the area’s own references. That you opened the list is in the log."
		v.List = ui.Table{ID: "list", Caption: "Records that were called, in the order of their tickets", Columns: []ui.Column{{Text: "Ticket"}, {Text: "Reference"}, {Text: "Stratum"}, {Text: "Status"}, {Text: "Note"}}}
		for _, one := range all {
			v.List.Rows = append(v.List.Rows, []ui.Cell{{Text: one.Ticket.String()}, {Text: one.Reference.Reveal()}, {Text: one.Stratum}, {Text: status(one.Status)}, ui.Maybe(one.Note)})
		}
		return listPage.Render(w, http.StatusOK, v)
	}
}

// ListFile is the same as a file, with the weights for whoever estimates.
func ListFile(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		of, s, all, err := listed(d, r)
		if err != nil {
			return err
		}
		t := document.Table{ID: "sample", Columns: []document.Column{{Name: "Ticket"}, {Name: "Reference"}, {Name: "Stratum"}, {Name: "Status"}, {Name: "Inclusion", Kind: document.Count}, {Name: "Weight", Kind: document.Count}}}
		for _, name := range sample.Traits() {
			t.Columns = append(t.Columns, document.Column{Name: name})
		}
		figure := func(v float64, digits int) document.Cell {
			return document.Cell{Text: fmt.Sprintf("%.*f", digits, v), Number: v, Numeric: true}
		}
		for _, one := range all {
			row := []document.Cell{{Text: one.Ticket.String()}, {Text: one.Reference.Reveal()}, {Text: one.Stratum}, {Text: string(one.Status)}, figure(one.Inclusion, 4), figure(one.Weight, 2)}
			for _, trait := range one.Traits {
				row = append(row, document.Cell{Text: trait})
			}
			t.Rows = append(t.Rows, row)
		}
		var b bytes.Buffer
		if err := csv.WriteTable(&b, t, of.Programme.MadeUp); err != nil {
			return err
		}
		of.send(w, "text/csv; charset=utf-8", s, "csv")
		_, err = b.WriteTo(w)
		return err
	}
}
