package concernpage

import (
	"net/http"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/concern"
	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/person"
	"github.com/northinch/northinch/internal/web/door"
	"github.com/northinch/northinch/internal/web/ui"
)

// stepView is a step as the page of a concern shows it.
type stepView struct {
	Heading string
	Typed   []ui.Typed
}

type oneView struct {
	Page     ui.Page
	Facts    ui.Summary
	Limits   string
	Words    string
	Steps    []stepView
	Looks    ui.Table
	Identity ui.Button
	Actions  []ui.Button
	Access   ui.Link
}

var onePage = ui.Parse(files, "one.html")

// One is a concern with what was seen and every step. That it was read is recorded
// in the same transaction. Who is at risk is not on it.
func One(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		var v oneView
		if err := d.Look(r, func(tx *db.Tx) error {
			f, err := concern.Read(tx, d.Keys, r.Who, id(r))
			if err != nil {
				return err
			}
			looks, err := f.Looks(tx, d.Keys)
			if err != nil {
				return err
			}
			return v.fill(tx, r, f, looks)
		}); err != nil {
			return err
		}
		return onePage.Render(w, http.StatusOK, v)
	}
}

func (v *oneView) fill(tx *db.Tx, r *door.Request, f concern.Full, looks []concern.Look) (err error) {
	if v.Page, err = page(tx, r, f.Concern, ""); err != nil {
		return err
	}
	words, err := about(tx, f.Inspection)
	if err != nil {
		return err
	}
	who := []string{f.RaisedBy}
	for _, s := range f.Steps {
		who = append(who, s.Actor)
	}
	for _, l := range looks {
		who = append(who, l.Actor)
	}
	names, err := person.Names(tx, who...)
	if err != nil {
		return err
	}
	v.Page.Lead = "The concern is " + string(f.Stage) + "."
	if f.Stage.IsOpen() {
		v.Page.Lead = "The concern is " + string(f.Stage) + ". Due next: " + due(f.Concern, tx.Now()) + "."
		if f.IsLate(tx.Now()) {
			v.Page.Lead = "The concern is " + string(f.Stage) + ". It is " + due(f.Concern, tx.Now()) + "."
		}
	}
	v.Facts = ui.Summary{{Key: "Inspection", Value: words}, {Key: "Raised", Value: moment(f.RaisedAt) + " by " + names[f.RaisedBy]}, {Key: "Age", Value: long(tx.Now().Sub(f.RaisedAt))}}
	if f.Stage.IsOpen() {
		v.Facts = append(v.Facts, ui.Fact{Key: "Limit of this stage", Value: concern.LimitOf(f.Stage, f.StageAt).String()})
		v.Limits = limits()
	}
	if !f.Escalated.IsZero() {
		v.Facts = append(v.Facts, ui.Fact{Key: "Escalated", Value: moment(f.Escalated) + ": the lead, the depute and the service manager have word that the limit had passed"})
	}
	v.Words = f.Words
	v.steps(f, names)
	v.Looks = ui.Table{ID: "looks", Caption: "Who was shown who is at risk, and why", Columns: []ui.Column{{Text: "Who"}, {Text: "When"}, {Text: "Why"}}, Empty: "Nobody was shown it yet."}
	for _, l := range looks {
		v.Looks.Rows = append(v.Looks.Rows, []ui.Cell{{Text: names[l.Actor]}, {Text: moment(l.At)}, {Text: l.Reason}})
	}
	if f.Identified && may(r, access.SeeIdentity, f.Inspection) {
		v.Identity = ui.Button{Text: "Show who is at risk", Href: path(f.ID) + "/identity", Secondary: true}
	}
	for _, to := range f.Stage.Next() {
		if concern.MayStep(tx, r.Who, f.Concern, to) == nil {
			v.Actions = append(v.Actions, ui.Button{Text: f.Stage.Does(to), Href: path(f.ID) + "/steps/" + slug(to), Secondary: len(v.Actions) > 0})
		}
	}
	v.Access = ui.Link{Text: "Who could see this, and who did?", Href: path(f.ID) + "/access"}
	return nil
}

// steps are what was done and written, the first first.
func (v *oneView) steps(f concern.Full, names map[string]string) {
	from := concern.Stage("")
	for _, s := range f.Steps {
		one := stepView{Heading: upper(string(s.Stage)) + ", " + moment(s.At) + ", " + names[s.Actor]}
		for _, a := range from.Asks(s.Stage) {
			if text, ok := s.Answers[a.Name]; ok {
				if on, ok := date.Parse(text); ok && a.Day {
					text = on.Words()
				}
				one.Typed = append(one.Typed, ui.Typed{Label: a.Label, Text: text})
			}
		}
		v.Steps, from = append(v.Steps, one), s.Stage
	}
}
