package samplepage

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/sample"
	"github.com/northinch/northinch/internal/sampling"
	"github.com/northinch/northinch/internal/web/door"
	"github.com/northinch/northinch/internal/web/ui"
)

type planView struct {
	Page  ui.Page
	Form  *planForm
	Not   string // why nothing can be planned now
	Reach ui.Table
	Shown string // the hash of the plan that is shown; "" for none
}

var planPage = ui.Parse(files, "plan.html")

// Plan is the form that plans a sample. It first shows what the plan comes to; only what
// was shown can be committed to.
func Plan(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		var v planView
		var t thing
		if err := d.Read(r, func(tx *db.Tx) (err error) {
			if t, err = get(tx, r, access.DrawSample); err != nil {
				return err
			}
			v.Page = t.Below(r, "Plan a sample of records of "+t.Area.Name, t.home())
			return v.fill(tx, r, t)
		}); err != nil {
			return err
		}
		if r.Method != http.MethodPost {
			return planPage.Render(w, http.StatusOK, v)
		}
		committed, err := v.work(d, r, t)
		switch {
		case err == nil && committed:
			r.See(w, t.home().Href+"?done=planned")
			return nil
		case err == nil:
			return planPage.Render(w, http.StatusOK, v)
		case errs.KindOf(err) == errs.Conflict:
			return ui.Conflict(w, v.Page, v.Form.typed(), ui.Link{Text: "Look at the sample as it is now", Href: t.home().Href})
		}
		fields, err := door.Errors(&v.Page, err, v.Form.ids())
		if err != nil {
			return err
		}
		v.Form.wrong(fields)
		return planPage.Render(w, http.StatusUnprocessableEntity, v)
	}
}

// fill makes the form, as it was sent or as one begins.
func (v *planView) fill(tx *db.Tx, r *door.Request, t thing) error {
	if err := sample.MayChange(t.Inspection); err != nil {
		v.Not = errs.Sentence(err) + "."
	}
	from, err := sample.Accepted(tx, r.Who, t.Inspection.ID)
	switch {
	case errs.KindOf(err) == errs.BadInput:
		v.Not = errs.Sentence(err) + "."
	case err != nil:
		return err
	default:
		v.Page.Lead = fmt.Sprintf("The frame is made of return %d, which has %d children.", from.Number, from.Children)
	}
	all, err := sample.List(tx, r.Who, t.Inspection.ID)
	if err != nil {
		return err
	}
	newest := 0
	if len(all) > 0 {
		newest = all[0].Number
	}
	v.Form = newForm(r, t, from, newest)
	return nil
}

// work does what the form asks: it works out what the wish comes to, or commits to what
// was shown. A wish for the same return always comes to the same plan.
func (v *planView) work(d *door.Door, r *door.Request, t thing) (committed bool, err error) {
	wish, err := v.Form.wish()
	if err != nil {
		return false, err
	}
	asked, err := json.Marshal(wish)
	if err != nil {
		return false, err
	}
	v.Shown = fmt.Sprintf("%x", sha256.Sum256(asked))
	if r.PostFormValue("do") == "commit" && r.PostFormValue("shown") == v.Shown {
		err := d.Write(r, func(tx *db.Tx) error {
			_, err := sample.Plan(tx, desk(d), r.Who, t.Inspection.ID, wish, v.Form.Newest, v.Form.Reason.Value)
			return err
		})
		if errs.KindOf(err) != errs.BadInput {
			return err == nil, err
		}
		if failed := v.show(d, r, t, wish); failed != nil {
			return false, failed
		}
		return false, err
	}
	return false, v.show(d, r, t, wish)
}

// show works out what a wish comes to. The return is opened for it.
func (v *planView) show(d *door.Door, r *door.Request, t thing, wish sample.Wish) error {
	var plan sampling.Plan
	if err := d.Look(r, func(tx *db.Tx) (err error) {
		plan, err = sample.Try(tx, desk(d), r.Who, t.Inspection.ID, wish)
		return err
	}); err != nil {
		v.Shown = ""
		return err
	}
	v.Reach = reach(plan)
	all := v.Reach.Rows[len(v.Reach.Rows)-1]
	v.Page.Lead = fmt.Sprintf("%s of %s records would be read.", all[2].Text, all[1].Text)
	return nil
}

// deviations are those within strata, one to a line: a name, a comma and a number.
func deviations(text string) (map[string]float64, error) {
	all := map[string]float64{}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		at := strings.LastIndexAny(line, ",=")
		if at < 0 {
			return nil, errs.Invalid("deviation", "Write each stratum on a line of its own, with a comma and a number after it, such as registered, 0.4")
		}
		v, err := figure("deviation", "the deviation within each stratum", line[at+1:])
		if err != nil {
			return nil, err
		}
		all[strings.TrimSpace(line[:at])] = v
	}
	return all, nil
}

// chosen are the answers of a question of which several may be chosen.
func chosen(r *door.Request, name string) []string {
	if r.Method != http.MethodPost {
		return nil
	}
	r.PostFormValue(name) // reads the form
	return r.PostForm[name]
}
