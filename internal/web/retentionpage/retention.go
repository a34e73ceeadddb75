// Package retentionpage is the pages about what is held and for how long: the list,
// holds, the days that the time counts from, the destruction and its certificates.
package retentionpage

import (
	"embed"
	"fmt"
	"net/http"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/document"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/grant"
	"github.com/northinch/northinch/internal/person"
	"github.com/northinch/northinch/internal/retention"
	"github.com/northinch/northinch/internal/web/door"
	"github.com/northinch/northinch/internal/web/ui"
)

//go:embed *.html
var files embed.FS

// top is the page above the others.
var top = ui.Link{Text: "Retention", Href: "/retention"}

// List is what is held, when it goes, what keeps it, by which rule, and what has gone.
func List(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		var l retention.Listing
		var gone []retention.Issued
		if err := d.Read(r, func(tx *db.Tx) (err error) {
			if l, err = retention.Due(tx, r.Who, retention.Standing(), grant.Today(tx)); err != nil {
				return err
			}
			gone, err = retention.Certificates(tx, r.Who)
			return err
		}); err != nil {
			return err
		}
		var e door.Extra
		if access.Anywhere(r.Who, access.Destroy) && len(l.Due()) > 0 {
			e.Actions = append(e.Actions, ui.Button{Text: "Destroy what is due", Href: "/retention/run"})
		}
		if access.Anywhere(r.Who, access.Hold) {
			e.Actions = append(e.Actions, ui.Button{Text: "Place a hold", Href: "/retention/holds/new", Secondary: true})
		}
		doc := l.Document(func(i retention.Item) string {
			if i.Rule == retention.Concern {
				return "/inspections/" + i.Subject + "/retention"
			}
			return ""
		})
		doc.Sections = append(doc.Sections, certificates(gone))
		return door.Report(w, r.New("", door.Home), doc, e)
	}
}

func certificates(gone []retention.Issued) document.Section {
	s := document.Section{ID: "certificates", Heading: "Certificates of destruction"}
	if len(gone) == 0 {
		s.Blocks = []document.Block{document.Paragraph{Text: "Nothing has been destroyed yet."}}
		return s
	}
	t := document.Table{ID: "issued", Title: "Certificates, the newest first", Columns: []document.Column{{Name: "Certificate"}, {Name: "Day", Kind: document.Day}, {Name: "Subjects", Kind: document.Count}, {Name: "SHA-256"}, {Name: "State"}}}
	for _, i := range gone {
		state := "finished"
		if i.FinishedAt == "" {
			state = "not finished: destroy again, or start the server anew"
		}
		t.Rows = append(t.Rows, []document.Cell{{Text: i.ID, Href: "/retention/certificates/" + i.ID}, {Text: i.On.Words()}, {Text: fmt.Sprint(len(i.Subjects)), Number: float64(len(i.Subjects)), Numeric: true}, {Text: i.SHA256}, {Text: state}})
	}
	s.Blocks = []document.Block{t}
	return s
}

// Certificate is one certificate.
func Certificate(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		var i retention.Issued
		by := ""
		if err := d.Read(r, func(tx *db.Tx) (err error) {
			if i, err = retention.Get(tx, r.Who, r.PathValue("certificate")); err != nil {
				return err
			}
			names, err := person.Names(tx, i.Actor)
			by = names[i.Actor]
			return err
		}); err != nil {
			return err
		}
		return door.Report(w, r.New("", door.Home, top), i.Document(by), door.Extra{Facts: true})
	}
}

type holdView struct {
	Page            ui.Page
	Subject, Reason ui.Field
}

var holdPage = ui.Parse(files, "hold.html")

func reason(r *door.Request) ui.Field {
	return ui.Field{Name: "reason", Label: "Why?", Hint: "Name nobody: the reason is kept for a year after the hold is released.", Value: r.PostFormValue("reason"), Max: 1000}
}

// NewHold is the form that places a hold.
func NewHold(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		if !access.Anywhere(r.Who, access.Hold) {
			return errs.Missing("page", "")
		}
		v := holdView{Page: r.New("Place a hold", door.Home, top), Reason: reason(r),
			Subject: ui.Field{Name: "subject", Label: "What must be kept?", Hint: "Everything that is held about an inspection or a person.", Value: r.FormValue("subject"), Options: []ui.Option{{Label: "Choose an inspection or a person"}}}}
		if err := d.Read(r, func(tx *db.Tx) error {
			all, err := retention.Holdable(tx, r.Who)
			for _, s := range all {
				v.Subject.Options = append(v.Subject.Options, ui.Option{Value: s.ID, Label: s.Name})
			}
			return err
		}); err != nil {
			return err
		}
		if r.Method != http.MethodPost {
			return holdPage.Render(w, http.StatusOK, v)
		}
		err := d.Write(r, func(tx *db.Tx) error {
			_, err := retention.Place(tx, r.Who, v.Subject.Value, v.Reason.Value)
			return err
		})
		if err == nil {
			r.See(w, "/retention?done=held")
			return nil
		}
		if errs.KindOf(err) == errs.NotFound {
			err = errs.Invalid("subject", "There is no inspection or person of that name that you may place a hold on")
		}
		fields, err := door.Errors(&v.Page, err, map[string]string{"subject": "subject", "reason": "reason"})
		if err != nil {
			return err
		}
		v.Subject.Error, v.Reason.Error = fields["subject"], fields["reason"]
		return holdPage.Render(w, http.StatusUnprocessableEntity, v)
	}
}

type releaseView struct {
	Page     ui.Page
	Hold     ui.Summary
	Reason   ui.Field
	Released bool
}

var releasePage = ui.Parse(files, "release.html")

// Release is a hold and the form that releases it.
func Release(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		var h retention.Hold
		var on string
		var names map[string]string
		if err := d.Read(r, func(tx *db.Tx) (err error) {
			if h, err = retention.HoldOf(tx, r.Who, r.PathValue("hold")); err != nil {
				return err
			}
			all, err := retention.Holdable(tx, r.Who)
			if err != nil {
				return err
			}
			on = h.Subject
			for _, s := range all {
				if s.ID == h.Subject {
					on = s.Name
				}
			}
			names, err = person.Names(tx, h.PlacedBy, h.ReleasedBy)
			return err
		}); err != nil {
			return err
		}
		v := releaseView{Page: r.New("Release a hold", door.Home, top), Reason: reason(r), Released: h.ReleasedAt != "",
			Hold: ui.Summary{{Key: "On", Value: on}, {Key: "Since", Value: date.OfStamp(h.PlacedAt).Words()}, {Key: "Placed by", Value: names[h.PlacedBy]}, {Key: "Reason", Value: h.Reason}}}
		if v.Released {
			v.Page.Title = "A hold that was released"
			v.Hold = append(v.Hold, ui.Fact{Key: "Released", Value: date.OfStamp(h.ReleasedAt).Words()}, ui.Fact{Key: "Released by", Value: names[h.ReleasedBy]}, ui.Fact{Key: "Reason for the release", Value: h.WhyReleased})
		}
		if r.Method != http.MethodPost {
			return releasePage.Render(w, http.StatusOK, v)
		}
		err := d.Write(r, func(tx *db.Tx) error { return retention.Release(tx, r.Who, h.ID, v.Reason.Value) })
		if err == nil {
			r.See(w, "/retention?done=released")
			return nil
		}
		fields, err := door.Errors(&v.Page, err, map[string]string{"reason": "reason"})
		if err != nil {
			return err
		}
		v.Reason.Error = fields["reason"]
		return releasePage.Render(w, http.StatusUnprocessableEntity, v)
	}
}
