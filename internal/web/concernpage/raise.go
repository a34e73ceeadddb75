package concernpage

import (
	"net/http"
	"slices"
	"strings"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/area"
	"github.com/northinch/northinch/internal/concern"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/inspection"
	"github.com/northinch/northinch/internal/programme"
	"github.com/northinch/northinch/internal/web/door"
	"github.com/northinch/northinch/internal/web/ui"
)

type raiseView struct {
	Page       ui.Page
	Inspection ui.Field // no options where there is nothing to choose
	Words      ui.Field
	Identity   ui.Field
}

var raisePage = ui.Parse(files, "raise.html")

// Raise is the form that raises a concern: from anywhere, or in one inspection. It
// asks which inspection it is only where the person works on several.
func Raise(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		v := raiseView{
			Inspection: ui.Field{Name: "inspection", Label: "Which inspection is it?", Value: r.PostFormValue("inspection")},
			Words:      ui.Field{Name: "words", Label: "What was seen or heard?", Hint: "Say what happened, where and when, in your own words.", Value: r.PostFormValue("words"), Max: 10000, Rows: 8},
			Identity:   ui.Field{Name: "identity", Label: "Who may be at risk? (optional)", Hint: "A name, or whatever tells the area who it is. It is kept apart and shown only to somebody who has to act on it.", Value: r.PostFormValue("identity"), Rows: 2},
		}
		var in inspection.ID
		if err := d.Read(r, func(tx *db.Tx) (err error) {
			in, err = v.where(tx, r)
			return err
		}); err != nil {
			return err
		}
		if r.Method != http.MethodPost {
			return raisePage.Render(w, http.StatusOK, v)
		}
		if in == "" {
			v.Inspection.Error = "Select the inspection"
			if strings.TrimSpace(v.Words.Value) == "" {
				v.Words.Error = "Enter what was seen or heard"
			}
			v.Page.Errors = ui.Errors(v.Inspection, v.Words)
			return raisePage.Render(w, http.StatusUnprocessableEntity, v)
		}
		var c concern.Concern
		err := d.Write(r, func(tx *db.Tx) (err error) {
			c, err = concern.Raise(tx, desk(d), r.Who, in, concern.New{Words: v.Words.Value, Identity: v.Identity.Value})
			return err
		})
		if err == nil {
			r.See(w, path(c.ID)+"/raised")
			return nil
		}
		wrong, err := door.Errors(&v.Page, err, map[string]string{"words": "words", "identity": "identity"})
		if err != nil {
			return err
		}
		v.Words.Error, v.Identity.Error = wrong["words"], wrong["identity"]
		return raisePage.Render(w, http.StatusUnprocessableEntity, v)
	}
}

// where is the inspection that the address names or that was chosen, or the only one
// there is; "" where it is still to be chosen.
func (v *raiseView) where(tx *db.Tx, r *door.Request) (inspection.ID, error) {
	trail := []ui.Link{}
	all, options, err := raisable(tx, r.Who)
	if err != nil {
		return "", err
	}
	at := r.Named()
	if at == "/" {
		if len(all) == 0 {
			// the reason why not, which is the same wherever
			if err := access.Refuse(r.Who, access.RaiseConcern, access.Place{}); err != nil {
				return "", err
			}
		}
		switch i := slices.IndexFunc(all, func(i inspection.Inspection) bool { return string(i.ID) == v.Inspection.Value }); {
		case len(all) == 1:
			at = all[0].ID
		case i >= 0:
			v.Inspection.Options, at = options, all[i].ID
		default:
			v.Inspection.Options, at = options, ""
			v.Page = r.New("Raise a concern")
			for _, i := range all {
				p, err := programme.Get(tx, i.Programme)
				if err != nil {
					return "", err
				}
				v.Page.MadeUp = v.Page.MadeUp || p.MadeUp
			}
			return "", nil
		}
	}
	i, err := inspection.Get(tx, at)
	if err != nil {
		return "", err
	}
	if err := access.Refuse(r.Who, access.RaiseConcern, i.Place()); err != nil {
		return "", err
	}
	p, err := programme.Get(tx, i.Programme)
	if err != nil {
		return "", err
	}
	a, err := area.Get(tx, i.Area)
	v.Page = r.New("Raise a concern", trail...)
	v.Page.MadeUp = p.MadeUp
	if len(v.Inspection.Options) == 0 {
		v.Page.Lead = "In the inspection of " + a.Name + ", " + p.Name + "."
	}
	return at, err
}

// raisable are the inspections in which who may raise a concern, by area.
func raisable(tx *db.Tx, who access.Actor) (all []inspection.Inspection, options []ui.Option, err error) {
	programmes, err := programme.All(tx)
	if err != nil {
		return nil, nil, err
	}
	for _, p := range programmes {
		in, err := inspection.InProgramme(tx, p.ID)
		if err != nil {
			return nil, nil, err
		}
		for _, i := range in {
			if !access.Decide(who, access.RaiseConcern, i.Place()).Allowed {
				continue
			}
			words, err := about(tx, i)
			if err != nil {
				return nil, nil, err
			}
			all, options = append(all, i), append(options, ui.Option{Value: string(i.ID), Label: words})
		}
	}
	return all, append([]ui.Option{{Value: "", Label: "Choose an inspection"}}, options...), nil
}

type raisedView struct {
	Page  ui.Page
	Facts ui.Summary
	Limit string
	Back  ui.Link
}

var raisedPage = ui.Parse(files, "raised.html")

// Raised tells who raised a concern that it has arrived, and what happens next.
func Raised(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		var v raisedView
		if err := d.Read(r, func(tx *db.Tx) error {
			c, err := concern.Mine(tx, r.Who, id(r))
			if err != nil {
				return err
			}
			words, err := about(tx, c.Inspection)
			if err != nil {
				return err
			}
			p, err := programme.Get(tx, c.Inspection.Programme)
			v.Page = r.New("The concern was raised")
			v.Page.MadeUp = p.MadeUp
			v.Page.Lead = "Its reference is " + string(c.ID) + "."
			v.Facts = ui.Summary{{Key: "Reference", Value: string(c.ID)}, {Key: "Inspection", Value: words}, {Key: "Raised", Value: moment(c.RaisedAt) + " (UTC)"}}
			v.Back = ui.Link{Text: "Go back to the inspection", Href: "/inspections/" + string(c.Inspection.ID)}
			v.Limit = "It should be acknowledged within " + concern.LimitOf(concern.Raised, c.RaisedAt).String() + ". " + concern.Source()
			return err
		}); err != nil {
			return err
		}
		return raisedPage.Render(w, http.StatusOK, v)
	}
}
