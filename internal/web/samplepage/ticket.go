package samplepage

import (
	"cmp"
	"fmt"
	"net/http"
	"strings"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/sample"
	"github.com/northinch/northinch/internal/sampling"
	"github.com/northinch/northinch/internal/web/door"
	"github.com/northinch/northinch/internal/web/ui"
)

// tickets fills in the tables of the tickets that were called and of the replacements.
func (v *sampleView) tickets(t thing, s sample.Sight, names map[string]string, may bool) {
	v.Tickets = ui.Table{ID: "tickets", Caption: "Tickets that were called, in their order", Columns: []ui.Column{{Text: "Ticket"}, {Text: "Stratum"}, {Text: "Status"}, {Text: "Chance to be called", Number: true}, {Text: "Records it stands for", Number: true}}}
	for _, c := range s.Called {
		name := ui.Cell{Text: c.Ticket.String()}
		if may && c.Status == sampling.InSample {
			name.Href = t.at(s.Sample) + "/tickets/" + c.Ticket.String()
		}
		v.Tickets.Rows = append(v.Tickets.Rows, []ui.Cell{name, {Text: c.Stratum}, {Text: status(c.Status)}, {Text: fmt.Sprintf("%.4f", c.Inclusion), Number: true}, {Text: fmt.Sprintf("%.2f", c.Weight), Number: true}})
	}
	v.Gone = ui.Table{ID: "replacements", Caption: "Replacements, in the order in which they were made; times in UTC", Empty: "No record was replaced.",
		Columns: []ui.Column{{Text: "Ticket"}, {Text: "Why"}, {Text: "In its place"}, {Text: "When"}, {Text: "By"}}}
	for i, one := range s.Record.Replacements {
		by, at := "none was left", s.Steps[i+2]
		if one.By != nil {
			by = one.By.Ticket.String()
		}
		v.Gone.Rows = append(v.Gone.Rows, []ui.Cell{{Text: one.Ticket.String()}, {Text: reason(s.Record.Plan, one.Reason)}, {Text: by}, {Text: date.Moment(at.At)}, {Text: names[at.Actor]}})
	}
}

func status(s sampling.Status) string {
	switch s {
	case sampling.Outside:
		return "replaced: it should not have been in the frame"
	case sampling.Unread:
		return "replaced: it cannot be read"
	}
	return string(s)
}

func reason(p sampling.Plan, code string) string {
	for _, r := range p.Reasons {
		if r.Code == code {
			return r.Sentence
		}
	}
	return code
}

type replaceView struct {
	Page   ui.Page
	Head   string
	Reason ui.Field
	Note   ui.Field
}

var replacePage = ui.Parse(files, "replace.html")

// Replace is the form that takes a record out of the sample.
func Replace(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		var v replaceView
		var t thing
		var s sample.Sample
		ticket, err := sampling.ParseTicket(r.PathValue("ticket"))
		if err != nil {
			return errs.Missing("page", "")
		}
		if err := d.Read(r, func(tx *db.Tx) (err error) {
			if t, s, err = one(tx, r, access.DrawSample); err != nil {
				return err
			}
			sight, err := sample.See(tx, desk(d), r.Who, s)
			if err == nil {
				err = v.fill(r, t, sight, ticket)
			}
			return err
		}); err != nil {
			return err
		}
		if r.Method != http.MethodPost {
			return replacePage.Render(w, http.StatusOK, v)
		}
		err = d.Write(r, func(tx *db.Tx) error {
			_, err := sample.Replace(tx, desk(d), r.Who, s, r.PostFormValue("head"), ticket, v.Reason.Value, strings.TrimSpace(v.Note.Value))
			return err
		})
		switch {
		case err == nil:
			r.See(w, t.at(s)+"?done=replaced")
			return nil
		case errs.KindOf(err) == errs.Conflict:
			return ui.Conflict(w, v.Page, []ui.Typed{{Label: v.Reason.Label, Text: v.Reason.Value}, {Label: v.Note.Label, Text: v.Note.Value}}, ui.Link{Text: "Look at the sample as it is now", Href: t.home().Href})
		}
		fields, err := door.Errors(&v.Page, err, map[string]string{"ticket": "reason", "reason": "reason", "note": "note"})
		if err != nil {
			return err
		}
		v.Reason.Error, v.Note.Error = cmp.Or(fields["ticket"], fields["reason"]), fields["note"]
		return replacePage.Render(w, http.StatusUnprocessableEntity, v)
	}
}

// fill makes the form. Only a record that was called has one.
func (v *replaceView) fill(r *door.Request, t thing, s sample.Sight, ticket sampling.Ticket) error {
	for _, c := range s.Called {
		if c.Ticket != ticket {
			continue
		}
		v.Page = t.Below(r, "Replace ticket "+ticket.String(), t.home())
		v.Page.Lead = fmt.Sprintf("The next ticket of the stratum “%s” takes its place. Nothing can be taken back: the reason stands in the public record.", c.Stratum)
		v.Head = s.Record.Head().String()
		v.Reason = ui.Field{Name: "reason", Label: "Why can the record not be read?", Value: r.PostFormValue("reason")}
		for _, one := range s.Record.Plan.Reasons {
			v.Reason.Options = append(v.Reason.Options, ui.Option{Value: one.Code, Label: one.Sentence})
		}
		v.Note = ui.Field{Name: "note", Label: "What else is there to know? (optional)", Hint: "For the team. The public record has a mark of it, and nobody can read it there.", Value: r.PostFormValue("note"), Max: 2000, Rows: 4}
		return nil
	}
	return errs.Missing("page", "")
}
