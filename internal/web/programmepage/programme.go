package programmepage

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/concern"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/document"
	"github.com/northinch/northinch/internal/document/csv"
	"github.com/northinch/northinch/internal/document/html"
	"github.com/northinch/northinch/internal/document/ods"
	"github.com/northinch/northinch/internal/document/text"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/overview"
	"github.com/northinch/northinch/internal/programme"
	"github.com/northinch/northinch/internal/web/door"
	"github.com/northinch/northinch/internal/web/ui"
)

func read(d *door.Door, r *door.Request) (o *overview.Overview, err error) {
	err = d.Read(r, func(tx *db.Tx) error {
		o, err = overview.Of(tx, r.Who, programme.ID(r.PathValue("programme")))
		return err
	})
	return o, err
}

// Programme is the national picture of a programme.
func Programme(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		o, err := read(d, r)
		if err != nil {
			return err
		}
		base := "/programmes/" + string(o.Programme.ID)
		e := door.Extra{Data: []ui.Link{
			{Text: "Spreadsheet (ODS)", Href: base + "/overview.ods"}, {Text: "Every figure in one table (CSV)", Href: base + "/overview.csv"},
			{Text: "For programs (JSON)", Href: base + "/overview.json"}, {Text: "One page to keep (HTML)", Href: base + "/overview.html"}, {Text: "Plain text", Href: base + "/overview.txt"}}}
		if may(r, access.ImportOutcomes) {
			e.Actions = append(e.Actions, ui.Button{Text: "Import outcomes", Href: base + "/import", Secondary: true})
		}
		if may(r, access.AdvanceStage) && o.Programme.AreaList != "" {
			e.Actions = append(e.Actions, ui.Button{Text: "Schedule an inspection", Href: base + "/schedule", Secondary: true})
		}
		if access.Decide(r.Who, access.CountConcerns, access.Place{Programme: string(o.Programme.ID)}).Allowed {
			if err := d.Read(r, func(tx *db.Tx) error {
				t, err := concern.Count(tx, r.Who, o.Programme.ID)
				e.Note = t.String()
				return err
			}); err != nil {
				return err
			}
		}
		doc := o.Document()
		shorten(&doc)
		doc.Sections = append(doc.Sections, aboutSection(o))
		return door.Report(w, r.New("", door.Home), doc, e)
	}
}

// mostRows is how many rows of a table a page shows; the files have them all.
const mostRows = 200

// shorten cuts the tables of a document to what a page can show, and says so.
func shorten(d *document.Document) {
	for i := range d.Sections {
		blocks := slices.Clone(d.Sections[i].Blocks)
		for k, b := range blocks {
			if t, ok := b.(document.Table); ok && len(t.Rows) > mostRows {
				t.Title += fmt.Sprintf("; the first %d of %d rows, the rest is in the data files", mostRows, len(t.Rows))
				t.Rows = t.Rows[:mostRows]
				blocks[k] = t
			}
		}
		d.Sections[i].Blocks = blocks
	}
}

// aboutSection leads to the indicators, themes and the framework.
func aboutSection(o *overview.Overview) document.Section {
	s := document.Section{ID: "about", Heading: "About this programme"}
	if o.Programme.About != "" {
		s.Blocks = append(s.Blocks, document.Paragraph{Text: o.Programme.About})
	}
	s.Blocks = append(s.Blocks, document.Paragraph{Text: "Framework:", Href: "/frameworks/" + string(o.Programme.Framework), LinkText: o.Framework},
		document.Paragraph{Text: "How the figures are made:", Href: "/methods", LinkText: "methods"})
	if themes := o.Themes(); len(themes) > 0 {
		l := document.List{}
		for _, t := range themes {
			l.Items = append(l.Items, document.Item{Text: t.Title(), Href: "/programmes/" + string(o.Programme.ID) + "/themes/" + t.Ref})
		}
		s.Blocks = append(s.Blocks, document.Paragraph{Text: "Themes of the programme:"}, l)
	}
	return s
}

// forms are the files that an overview can be had as.
var forms = map[string]struct {
	kind  string
	write func(*bytes.Buffer, *overview.Overview) error
}{
	"json": {"application/json", func(b *bytes.Buffer, o *overview.Overview) error {
		e := json.NewEncoder(b)
		e.SetIndent("", "  ")
		return e.Encode(o)
	}},
	"csv":  {"text/csv; charset=utf-8", func(b *bytes.Buffer, o *overview.Overview) error { return csv.Write(b, o.Document()) }},
	"ods":  {"application/vnd.oasis.opendocument.spreadsheet", func(b *bytes.Buffer, o *overview.Overview) error { return ods.Write(b, o.Document()) }},
	"html": {"text/html; charset=utf-8", func(b *bytes.Buffer, o *overview.Overview) error { return html.Write(b, o.Document()) }},
	"txt":  {"text/plain; charset=utf-8", func(b *bytes.Buffer, o *overview.Overview) error { return text.Write(b, o.Document(), 100) }},
}

// File is the overview as a file.
func File(d *door.Door, form string) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		o, err := read(d, r)
		if err != nil {
			return err
		}
		var b bytes.Buffer
		if err := forms[form].write(&b, o); err != nil {
			return err
		}
		name := string(o.Programme.ID)
		if o.MadeUp {
			name = "made-up-" + name
		}
		w.Header().Set("Content-Type", forms[form].kind)
		w.Header().Set("Content-Disposition", "attachment; filename=\""+name+"."+form+"\"")
		w.Header().Set("Content-Length", strconv.Itoa(b.Len()))
		_, err = w.Write(b.Bytes())
		return err
	}
}

// Where says where a figure comes from.
func Where(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		var t *overview.Trace
		var p programme.Programme
		if err := d.Read(r, func(tx *db.Tx) (err error) {
			if t, err = overview.TraceOf(tx, r.Who, programme.ID(r.PathValue("programme")), r.PathValue("figure")); err != nil {
				return err
			}
			p, err = programme.Get(tx, t.Programme)
			return err
		}); err != nil {
			return err
		}
		doc := t.Document()
		shorten(&doc)
		return door.Report(w, r.New("", trail(p)...), doc, door.Extra{})
	}
}

// Indicator is one indicator in all areas.
func Indicator(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		var doc document.Document
		var p programme.Programme
		if err := d.Read(r, func(tx *db.Tx) (err error) {
			o, err := overview.Of(tx, r.Who, programme.ID(r.PathValue("programme")))
			if err != nil {
				return err
			}
			p = o.Programme
			doc, err = overview.IndicatorDocument(tx, r.Who, o, r.PathValue("indicator"))
			return err
		}); err != nil {
			return err
		}
		return door.Report(w, r.New("", trail(p)...), doc, door.Extra{})
	}
}

// Theme is one theme of a programme.
func Theme(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		o, err := read(d, r)
		if err != nil {
			return err
		}
		for _, t := range o.Themes() {
			if t.Ref != r.PathValue("theme") {
				continue
			}
			doc := document.Document{Title: t.Title(), MadeUp: o.MadeUp, Lead: "A theme of the programme “" + o.Programme.Name + "”: looked at in every area beside the quality indicators, and not graded on its own in the sources."}
			s := document.Section{ID: "known", Heading: "What is known of this theme", Blocks: []document.Block{document.Paragraph{Kind: document.Inset, Text: "How it was verified: " + t.Verification + "."}}}
			if t.Name == "" {
				s.Blocks = append(s.Blocks, document.Paragraph{Kind: document.Warning, Text: "This theme has no name here because none was found. It is not invented; when a source names it, a new edition of the framework will."})
			}
			s.Blocks = append(s.Blocks, document.Paragraph{Text: "No finding about this theme by area is in the sources."})
			doc.Sections = append(doc.Sections, s)
			return door.Report(w, r.New("", trail(o.Programme)...), doc, door.Extra{})
		}
		return errs.Missing("theme", r.PathValue("theme"))
	}
}
