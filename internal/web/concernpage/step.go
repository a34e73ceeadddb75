package concernpage

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/concern"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/web/door"
	"github.com/northinch/northinch/internal/web/ui"
)

// question is one question of a step, in one of its shapes.
type question struct {
	Long, Day bool
	Field     ui.Field
	Date      ui.Date
}

func (q question) value() string {
	if q.Day {
		return q.Date.ISO()
	}
	return q.Field.Value
}

type stepForm struct {
	Page      ui.Page
	Version   int
	Questions []question
	Save      ui.Button
}

var stepPage = ui.Parse(files, "step.html")

func slug(s concern.Stage) string { return strings.ReplaceAll(string(s), " ", "-") }

func stage(slug string) concern.Stage { return concern.Stage(strings.ReplaceAll(slug, "-", " ")) }

// Step is the form that takes a concern to its next stage. It shows nothing that was
// written before.
func Step(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		to := stage(r.PathValue("step"))
		var v stepForm
		if err := d.Read(r, func(tx *db.Tx) error {
			c, err := concern.For(tx, r.Who, access.ActOnConcern, id(r))
			if err != nil {
				return err
			}
			if !slices.Contains(concern.Stages, to) {
				return errs.Missing("page", "")
			}
			// Who is second to send the form may not even have the step any more, and
			// is told so with what they typed.
			if r.Method != http.MethodPost && !slices.Contains(c.Stage.Next(), to) {
				return errs.Missing("page", "")
			}
			if err := concern.MayStep(tx, r.Who, c, to); err != nil {
				return err
			}
			if v.Page, err = page(tx, r, c, c.Stage.Does(to)); err != nil {
				return err
			}
			v.Page.Lead = "The concern is " + string(c.Stage) + "."
			v.Version, v.Save = c.Version, ui.Button{Text: c.Stage.Does(to)}
			v.Questions = questions(r, c.Stage.Asks(to))
			return nil
		}); err != nil {
			return err
		}
		if r.Method != http.MethodPost {
			return stepPage.Render(w, http.StatusOK, v)
		}
		answers := map[string]string{}
		ids := map[string]string{}
		for _, q := range v.Questions {
			name := q.Field.Name + q.Date.Name
			answers[name], ids[name] = q.value(), name
			if q.Day {
				ids[name] = name + "-day"
			}
		}
		seen, _ := strconv.Atoi(r.PostFormValue("version"))
		err := d.Write(r, func(tx *db.Tx) error {
			return concern.Advance(tx, desk(d), r.Who, id(r), seen, to, answers)
		})
		switch {
		case err == nil:
			r.See(w, path(id(r))+"?done=concern")
			return nil
		case errs.KindOf(err) == errs.Conflict:
			return ui.Conflict(w, v.Page, r.Typed(), ui.Link{Text: "Look at the concern as it is now", Href: path(id(r))})
		}
		wrong, err := door.Errors(&v.Page, err, ids)
		if err != nil {
			return err
		}
		for i := range v.Questions {
			q := &v.Questions[i]
			q.Field.Error, q.Date.Error = wrong[q.Field.Name], wrong[q.Date.Name]
		}
		return stepPage.Render(w, http.StatusUnprocessableEntity, v)
	}
}

func questions(r *door.Request, asks []concern.Ask) (all []question) {
	for _, a := range asks {
		q := question{Long: a.Long, Day: a.Day}
		if a.Day {
			q.Date = ui.ReadDate(r.PostFormValue, a.Name)
			q.Date.Label, q.Date.Hint = a.Label, a.Hint
		} else {
			q.Field = ui.Field{Name: a.Name, Label: a.Label, Hint: a.Hint, Value: r.PostFormValue(a.Name)}
			if a.Long {
				q.Field.Max = 10000
			}
		}
		all = append(all, q)
	}
	return all
}
