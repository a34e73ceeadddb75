package personpage

import (
	"net/http"

	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/web/door"
	"github.com/northinch/northinch/internal/web/ui"
)

// question is one question of a form: a field, shown as one kind of input, or a
// day.
type question struct {
	Field          ui.Field
	Radios, Select bool
	Date           *ui.Date
}

// form is a short form about a person. The pages differ in their questions only.
type form struct {
	Page      ui.Page
	Says      []string
	Version   int
	Questions []*question
	Button    string
}

var formPage = ui.Parse(files, "form.html")

func text(r *door.Request, f ui.Field, is string) *question {
	f.Value = is
	if r.Method == http.MethodPost {
		f.Value = r.PostFormValue(f.Name)
	}
	return &question{Field: f}
}

func choice(r *door.Request, f ui.Field) *question {
	q := text(r, f, "")
	q.Select = len(f.Options) > 6
	q.Radios = !q.Select
	return q
}

func day(r *door.Request, name, label, hint string) *question {
	d := ui.ReadDate(r.PostFormValue, name)
	d.Label, d.Hint = label, hint
	return &question{Field: ui.Field{Name: name}, Date: &d}
}

// answer is what was chosen or typed.
func (f *form) answer(name string) string {
	for _, q := range f.Questions {
		if q.Field.Name == name {
			return q.Field.Value
		}
	}
	return ""
}

// day is the day that was typed: not known where nothing was, and an error on the
// question where it is none.
func (f *form) day(name string) (date.Date, error) {
	for _, q := range f.Questions {
		if q.Field.Name != name || q.Date.ISO() == "" {
			continue
		}
		if d, ok := date.Parse(q.Date.ISO()); ok {
			return d, nil
		}
		return 0, errs.Invalid(name, "Enter a day that exists, such as 27 3 2026")
	}
	return 0, nil
}

// again shows the form with what is wrong with it. An answer that the person may
// not give is wrong with the form too: nothing typed is lost. Other errors are
// returned.
func (f *form) again(w http.ResponseWriter, err error) error {
	if k := errs.KindOf(err); k != errs.BadInput && k != errs.Denied {
		return err
	}
	says := errs.Sentence(err)
	id := "main-content"
	for _, q := range f.Questions {
		if q.Field.Name != errs.FieldOf(err) {
			continue
		}
		id = q.Field.Name
		if q.Date != nil {
			q.Date.Error, id = says, id+"-day"
		}
		q.Field.Error = says
	}
	f.Page.Errors = []ui.FieldError{{ID: id, Text: upper(says)}}
	status := http.StatusUnprocessableEntity
	if errs.KindOf(err) == errs.Denied {
		status = http.StatusForbidden
	}
	return formPage.Render(w, status, f)
}

func (f *form) show(w http.ResponseWriter) error { return formPage.Render(w, http.StatusOK, f) }

func upper(s string) string {
	if s == "" || s[0] < 'a' || s[0] > 'z' {
		return s
	}
	return string(s[0]-'a'+'A') + s[1:]
}

// to answers a form that was saved.
func to(w http.ResponseWriter, r *door.Request, path, done string) error {
	r.See(w, path+"?done="+done)
	return nil
}
