package ui

import (
	"fmt"
	"slices"
)

// Field is one question of a form and what stands in it. It is shown by the
// templates "text-input", "textarea", "choices", "select" and "file-upload".
type Field struct {
	Name  string // of the input; its id too, so unique on the page
	Label string // the question
	Hint  string // may be empty
	Value string // as typed, also when it cannot be used
	Error string // "Enter the date of registration"; empty if all is well
	// Options are the answers to choose from, for "choices" and "select".
	Options []Option
	Values  []string // those that are chosen where several may be

	Type         string // of a text input: "email", "password", "search"; empty is "text"
	Autocomplete string // "username", "current-password", "one-time-code"; may be empty
	Width        int    // of a text input, in characters: 2, 3, 4, 5, 10 or 20; 0 is the full width
	Rows         int    // of a textarea; 0 is 6
	Max          int    // of a textarea, in characters: counted, and never cut off; 0 is no limit
	Accept       string // of a file upload: ".csv"; may be empty
	Multiple     bool   // several files or answers may be chosen
	Inputmode    string // "numeric" for numbers; may be empty
}

// Option is one answer to choose.
type Option struct{ Value, Label, Hint string }

// Choice is an option as "choices" shows it.
type Choice struct {
	Option
	ID, Name string
	Chosen   bool
}

// Control is what is chosen with: "radio" for one answer, "checkbox" for several.
func (f Field) Control() string {
	if f.Multiple {
		return "checkbox"
	}
	return "radio"
}

// Choices are the options with their ids; it is called by the templates. The
// first has the id of the field itself, so that the error summary leads to it.
func (f Field) Choices() []Choice {
	all := make([]Choice, len(f.Options))
	for i, o := range f.Options {
		all[i] = Choice{o, f.Name, f.Name, o.Value == f.Value || slices.Contains(f.Values, o.Value)}
		if i > 0 {
			all[i].ID = fmt.Sprintf("%s-%d", f.Name, i+1)
		}
	}
	return all
}

// Described is the ids of what explains the field; it is called by the templates.
func (f Field) Described() string { return described(f.Name, f.Hint, f.Error) }

// Lines is the height of a textarea; it is called by the templates.
func (f Field) Lines() int {
	if f.Rows == 0 {
		return 6
	}
	return f.Rows
}

// Kind is the type of a text input; it is called by the templates.
func (f Field) Kind() string {
	if f.Type == "" {
		return "text"
	}
	return f.Type
}

// Date is a question for a day, in three inputs: Name-day, Name-month and
// Name-year. It is shown by the template "date-input".
type Date struct {
	Name, Label, Hint, Error string
	Day, Month, Year         string // as typed
}

// ReadDate is the answer to such a question; form is a request's FormValue.
func ReadDate(form func(string) string, name string) Date {
	return Date{Name: name, Day: form(name + "-day"), Month: form(name + "-month"), Year: form(name + "-year")}
}

// ISO is what was typed as year-month-day, with zeros put before a single
// figure: what date.Parse reads, or refuses. It is empty if nothing was typed.
func (d Date) ISO() string {
	if d.Day == "" && d.Month == "" && d.Year == "" {
		return ""
	}
	return fmt.Sprintf("%s-%02s-%02s", d.Year, d.Month, d.Day)
}

// Described is the ids of what explains the date; it is called by the template.
func (d Date) Described() string { return described(d.Name, d.Hint, d.Error) }

// Parts are the three inputs; it is called by the template.
func (d Date) Parts() []DatePart {
	part := func(end, label, value string, width int) DatePart {
		return DatePart{ID: d.Name + "-" + end, Label: label, Value: value, Width: width, Wrong: d.Error != ""}
	}
	return []DatePart{
		part("day", "Day", d.Day, 2),
		part("month", "Month", d.Month, 2),
		part("year", "Year", d.Year, 4),
	}
}

// DatePart is one of the inputs of a Date.
type DatePart struct {
	ID, Label, Value string
	Width            int
	Wrong            bool
}

func described(name, hint, err string) string {
	switch {
	case hint != "" && err != "":
		return name + "-hint " + name + "-error"
	case hint != "":
		return name + "-hint"
	case err != "":
		return name + "-error"
	}
	return ""
}

// Question is a Field or a Date.
type Question interface{ wrong() (FieldError, bool) }

func (f Field) wrong() (FieldError, bool) { return FieldError{f.Name, f.Error}, f.Error != "" }

func (d Date) wrong() (FieldError, bool) { return FieldError{d.Name + "-day", d.Error}, d.Error != "" }

// Errors are the lines of the error summary, for Page.Errors. Give the questions
// in the order of the page.
func Errors(questions ...Question) []FieldError {
	var all []FieldError
	for _, q := range questions {
		if e, wrong := q.wrong(); wrong {
			all = append(all, e)
		}
	}
	return all
}
