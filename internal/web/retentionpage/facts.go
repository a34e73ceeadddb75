package retentionpage

import (
	"net/http"
	"strings"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/area"
	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/grant"
	"github.com/northinch/northinch/internal/inspection"
	"github.com/northinch/northinch/internal/programme"
	"github.com/northinch/northinch/internal/retention"
	"github.com/northinch/northinch/internal/web/door"
	"github.com/northinch/northinch/internal/web/ui"
)

type factsView struct {
	Page ui.Page
	Item ui.Summary
	May  bool
	Seen string
	Days []ui.Date
}

var factsPage = ui.Parse(files, "facts.html")

// days are the questions of the form, in the order of its facts.
var days = []struct{ name, label string }{
	{"submitted", "When was it submitted to Ministers?"},
	{"began", "When did proceedings begin?"},
	{"ended", "When did proceedings end?"},
}

// list are the days of facts, as data.
func list(f retention.Facts) []date.Date { return []date.Date{f.Submitted, f.Began, f.Ended} }

// seen is the facts that a form was made from, and back.
func seen(f retention.Facts) string {
	return f.Submitted.String() + " " + f.Began.String() + " " + f.Ended.String()
}

func parse(s string) (f retention.Facts, ok bool) {
	parts := strings.Split(s, " ")
	if len(parts) != 3 {
		return f, false
	}
	for i, to := range []*date.Date{&f.Submitted, &f.Began, &f.Ended} {
		if *to, ok = date.Parse(parts[i]); !ok {
			return f, false
		}
	}
	return f, true
}

// Facts is when the records of an inspection go, and the form for the days that the
// time counts from.
func Facts(d *door.Door) door.Page {
	return func(w http.ResponseWriter, r *door.Request) error {
		id := r.Named()
		var v factsView
		var now retention.Facts
		if err := d.Read(r, func(tx *db.Tx) (err error) {
			if now, err = retention.FactsOf(tx, r.Who, id); err != nil {
				return err
			}
			i, err := inspection.Get(tx, id)
			if err != nil {
				return err
			}
			a, err := area.Get(tx, i.Area)
			if err != nil {
				return err
			}
			p, err := programme.Get(tx, i.Programme)
			if err != nil {
				return err
			}
			v.Page = r.New("Retention of the inspection of "+a.Name, door.Home, top, ui.Link{Text: "Inspection of " + a.Name, Href: "/inspections/" + string(id)})
			v.Page.MadeUp = p.MadeUp
			v.May = access.Decide(r.Who, access.Hold, i.Place()).Allowed
			l, err := retention.Due(tx, r.Who, retention.Standing(), grant.Today(tx))
			v.Item = summary(l, id, i)
			return err
		}); err != nil {
			return err
		}
		v.Seen = seen(now)
		if r.Method != http.MethodPost {
			for n, day := range list(now) {
				v.Days = append(v.Days, ask(n, day))
			}
			return factsPage.Render(w, http.StatusOK, v)
		}
		if !v.May {
			return errs.Missing("page", "")
		}
		before, ok := parse(r.PostFormValue("version"))
		if !ok {
			return errs.Invalid("version", "The form cannot be read; open its page again")
		}
		v.Seen = seen(before)
		var given retention.Facts
		for n, to := range []*date.Date{&given.Submitted, &given.Began, &given.Ended} {
			one := ui.ReadDate(r.PostFormValue, days[n].name)
			one.Label, one.Hint = days[n].label, hint
			if *to, ok = date.Parse(one.ISO()); !ok {
				one.Error = "Enter a day that exists, such as 27 3 2012"
				v.Page.Errors = append(v.Page.Errors, ui.FieldError{ID: one.Name + "-day", Text: one.Error})
			}
			v.Days = append(v.Days, one)
		}
		if len(v.Page.Errors) > 0 {
			return factsPage.Render(w, http.StatusUnprocessableEntity, v)
		}
		err := d.Write(r, func(tx *db.Tx) error { return retention.SetFacts(tx, r.Who, id, before, given) })
		switch {
		case err == nil:
			r.See(w, "/inspections/"+string(id)+"/retention?done=fact")
			return nil
		case errs.KindOf(err) == errs.Conflict:
			var typed []ui.Typed
			for _, one := range v.Days {
				typed = append(typed, ui.Typed{Label: one.Label, Text: one.ISO()})
			}
			return ui.Conflict(w, v.Page, typed, ui.Link{Text: "Look at the days as they are now", Href: r.URL.Path})
		}
		fields, err := door.Errors(&v.Page, err, map[string]string{"submitted": "submitted-day", "began": "began-day", "ended": "ended-day"})
		if err != nil {
			return err
		}
		for n := range v.Days {
			v.Days[n].Error = fields[v.Days[n].Name]
		}
		return factsPage.Render(w, http.StatusUnprocessableEntity, v)
	}
}

const hint = "For example, 27 3 2012. Leave it empty where the day has not come."

// ask is the question for a fact with the day that is known.
func ask(n int, day date.Date) ui.Date {
	one := ui.Date{Name: days[n].name, Label: days[n].label, Hint: hint}
	if day.Known() {
		s := day.String()
		one.Year, one.Month, one.Day = s[:4], strings.TrimPrefix(s[5:7], "0"), strings.TrimPrefix(s[8:], "0")
	}
	return one
}

// summary is when the records of an inspection go.
func summary(l retention.Listing, id inspection.ID, i inspection.Inspection) ui.Summary {
	s := ui.Summary{{Key: "Published", Value: i.Published.Words()}}
	for _, item := range l.Items {
		if item.Rule != retention.Concern || item.Subject != string(id) {
			continue
		}
		s = append(s, ui.Fact{Key: "Counts from", Value: item.From.Words()}, ui.Fact{Key: "Goes on", Value: item.Goes.Words()})
		if len(item.Blocks) > 0 {
			s = append(s, ui.Fact{Key: "Stays because", Value: strings.Join(item.Blocks, "; ")})
		}
		return s
	}
	return append(s, ui.Fact{Key: "Held", Value: "Nothing personal is held about this inspection."})
}
