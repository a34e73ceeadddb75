package samplepage

import (
	"fmt"
	"html/template"
	"net/http"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/person"
	"github.com/northinch/northinch/internal/sample"
	"github.com/northinch/northinch/internal/sampling"
	"github.com/northinch/northinch/internal/web/door"
	"github.com/northinch/northinch/internal/web/ui"
)

type sampleView struct {
	Page    ui.Page
	Links   []ui.Button
	Not     string // why nothing can be planned or drawn now
	Draw    string // the address of the form that draws; "" where it cannot be
	Public  ui.Field
	Shown   bool // there is a sample
	Drawn   bool
	Facts   ui.Summary
	Reach   ui.Table
	Head    string // of the commitment
	Newest  string // head of the record
	Picture template.HTML
	Beside  ui.Table
	Calls   string // what one may do with a ticket
	Tickets ui.Table
	Gone    ui.Table
	Steps   ui.Table
	All     ui.Table
	Record  ui.Link
	Access  ui.Link
}

var samplePage = ui.Parse(files, "sample.html")

// Sample is the newest sample of an inspection, or the one that the address names.
func Sample(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		v, err := newSample(d, r)
		if err != nil {
			return err
		}
		return samplePage.Render(w, http.StatusOK, v)
	}
}

func newSample(d *door.Door, r *door.Request) (v sampleView, err error) {
	err = d.Read(r, func(tx *db.Tx) error {
		t, err := get(tx, r, access.SeeSample)
		if err != nil {
			return err
		}
		v.Page = t.Below(r, "Sample of records of "+t.Area.Name)
		v.Page.Lead = "No sample has been planned yet."
		all, err := sample.List(tx, r.Who, t.Inspection.ID)
		if err != nil {
			return err
		}
		may := t.May(r, access.DrawSample)
		if err := sample.MayChange(t.Inspection); err != nil {
			may, v.Not = false, errs.Sentence(err)+"."
		}
		var s sample.Sample
		switch {
		case r.PathValue("number") != "":
			if t, s, err = one(tx, r, access.SeeSample); err != nil {
				return err
			}
			v.Page = t.Below(r, fmt.Sprintf("Sample %d of records of %s", s.Number, t.Area.Name), t.home())
		case len(all) > 0:
			s = all[0]
		default:
			if may {
				v.Links = []ui.Button{{Text: "Plan a sample", Href: t.Path() + "/sample/plan"}}
			}
			return nil
		}
		sight, err := sample.See(tx, desk(d), r.Who, s)
		if err != nil {
			return err
		}
		v.show(r, t, sight, may)
		return v.tables(tx, t, sight, all, may)
	})
	return v, err
}

// show fills in what needs no names.
func (v *sampleView) show(r *door.Request, t thing, s sample.Sight, may bool) {
	v.Shown, v.Drawn = true, s.Record.Drawn != nil
	v.Page.Lead = lead(s.Sample)
	if s.Stale != "" {
		v.Not = s.Stale + "."
	}
	if may && s.State == sample.Planned && s.Stale == "" {
		v.Draw = t.at(s.Sample) + "/draw"
		if from := s.Record.Plan.Public; from != "" {
			v.Public = ui.Field{Name: "public", Label: "What did the source of the public part of the seed give?", Hint: from + ". Write it as you read it, for example 3 5.", Width: 20}
		}
	}
	if v.Drawn && t.May(r, access.ListSample) {
		v.Links = append(v.Links, ui.Button{Text: "Whose records they are", Href: t.at(s.Sample) + "/list"})
	}
	if v.Drawn {
		v.Links = append(v.Links, ui.Button{Text: "Estimate from answers", Href: t.at(s.Sample) + "/estimate", Secondary: true})
	}
	if may && s.State == sample.Drawn {
		v.Links = append(v.Links, ui.Button{Text: "Replace a record", Href: "#records", Secondary: true})
		v.Calls = "Choose a ticket to say why its record cannot be read: the next ticket of its stratum takes its place."
	}
	if may && s.State != sample.Superseded {
		v.Links = append(v.Links, ui.Button{Text: "Plan the sample anew", Href: t.Path() + "/sample/plan", Secondary: true})
	}
	v.Record = ui.Link{Text: "The public record of this sample (JSON)", Href: t.at(s.Sample) + "/record.json"}
	if t.May(r, access.ReviewAccess) {
		v.Access = ui.Link{Text: "Who could see this, and who did?", Href: t.at(s.Sample) + "/access"}
	}
	v.Head, v.Newest = s.Record.Commitment.Head.String(), s.Record.Head().String()
	v.Facts = facts(s)
	v.Reach = reach(s.Record.Plan)
	if v.Drawn {
		v.Picture, v.Beside = beside(s)
	}
}

// lead is how far a sample has come, in a sentence.
func lead(s sample.Sample) string {
	of := fmt.Sprintf("%d of %d records", s.Size, s.Records)
	switch s.State {
	case sample.Planned:
		return of + " are to be drawn. The plan is committed to, and nothing is drawn yet."
	case sample.Drawn:
		return of + " are drawn."
	}
	return "Another sample was planned in the place of this one, of " + of + "."
}

func facts(s sample.Sight) ui.Summary {
	p := s.Record.Plan
	how := map[string]string{sampling.InProportion: "in proportion to the strata", sampling.ByDeviation: "by the deviations within the strata"}[p.Design.Allocation]
	all := ui.Summary{{Key: "Title", Value: p.Title}, {Key: "Drawn from", Value: "Return " + number(string(s.Source)) + " of the area"},
		{Key: "Planned for", Value: fmt.Sprintf("a margin of ±%v points with %v%% confidence, where the share is %v%%", p.Design.Margin, p.Design.Confidence, p.Design.Share)},
		{Key: "Shared out", Value: fmt.Sprintf("%s, at least %d of each", how, p.Design.Minimum)}}
	switch {
	case p.Public == "":
		all = append(all, ui.Fact{Key: "Public part of the seed", Value: "none, so nothing shows that the team did not try several"})
	case s.Record.Drawn == nil:
		all = append(all, ui.Fact{Key: "Public part of the seed", Value: p.Public})
	default:
		all = append(all, ui.Fact{Key: "Public part of the seed", Value: fmt.Sprintf("%s, which gave “%s”", p.Public, s.Record.Drawn.Public)})
	}
	if s.Reason != "" {
		all = append(all, ui.Fact{Key: "Why it was planned anew", Value: s.Reason})
	}
	return all
}

// tables fills in who did what, and the tickets.
func (v *sampleView) tables(tx *db.Tx, t thing, s sample.Sight, all []sample.Sample, may bool) error {
	var who []string
	for _, p := range s.Steps {
		who = append(who, p.Actor)
	}
	names, err := person.Names(tx, who...)
	if err != nil {
		return err
	}
	v.Steps = ui.Table{ID: "steps", Caption: "What was done, and the head of the record after it; times in UTC", Columns: []ui.Column{{Text: "Step"}, {Text: "When"}, {Text: "By"}, {Text: "Head"}}}
	for _, p := range s.Steps {
		v.Steps.Rows = append(v.Steps.Rows, []ui.Cell{{Text: step(p.Number)}, {Text: date.Moment(p.At)}, {Text: names[p.Actor]}, {Text: p.Head}})
	}
	if len(all) > 1 {
		v.All = ui.Table{ID: "samples", Caption: "Every sample of this inspection, the newest first", Columns: []ui.Column{{Text: "Sample"}, {Text: "State"}, {Text: "Drawn from"}, {Text: "Records in the frame", Number: true}, {Text: "To read", Number: true}}}
		for _, one := range all {
			v.All.Rows = append(v.All.Rows, []ui.Cell{{Text: fmt.Sprintf("Sample %d", one.Number), Href: t.at(one)}, {Text: string(one.State)}, {Text: "Return " + number(string(one.Source))}, {Text: fmt.Sprint(one.Records), Number: true}, {Text: fmt.Sprint(one.Size), Number: true}})
		}
	}
	if v.Drawn {
		v.tickets(t, s, names, may && s.State == sample.Drawn)
	}
	return nil
}

// step is what a step was, in words.
func step(number int) string {
	switch number {
	case 0:
		return "Committed to the plan"
	case 1:
		return "Drawn"
	}
	return fmt.Sprintf("Replacement %d", number-1)
}
