// Package catalogue is the statistics by name: what each method is called, what
// it takes and gives, and where it comes from, so that a command or a file of
// published values can ask for it. The calculations are in the packages below;
// here a table of text and named parameters become their arguments.
package catalogue

import (
	"slices"
	"strings"

	"github.com/northinch/northinch/internal/errs"
)

// Method is one statistic as it is asked for by name.
type Method struct {
	// Name is what it is called first; see [Find] for how names are compared.
	Name string `json:"name"`
	// Also is what others call it.
	Also []string `json:"also"`
	// Says is what it gives, in one sentence.
	Says string `json:"says"`
	// Assumes is what must be true of the input for the answer to mean anything.
	Assumes string `json:"assumes"`
	// Source is the paper or book.
	Source string `json:"source"`
	// Table is the form of the input, in words; "" for a method without one.
	Table  string  `json:"table"`
	Params []Param `json:"params"`
	// Gives are the names of the outputs.
	Gives []string `json:"gives"`

	run func(*Input) (Outputs, error)
}

// Param is a parameter of a method.
type Param struct {
	Name    string `json:"name"`
	Says    string `json:"says"`
	Default string `json:"default"` // what holds where it is not given; "" if it must be
}

// Output is one named answer: a float64, an int, a string, a stats.Interval, a
// list of numbers or texts, a [][]float64, or nil for what is not defined.
type Output struct {
	Name  string
	Value any
}

// Outputs are the answers of a method, in the order in which they are shown.
type Outputs []Output

// Get is the answer with a name, compared as those of methods are.
func (o Outputs) Get(name string) (any, bool) {
	for _, one := range o {
		if one.Name == name {
			return one.Value, true
		}
	}
	for _, one := range o {
		if key(one.Name) == key(name) {
			return one.Value, true
		}
	}
	return nil, false
}

// Methods are all methods, family by family.
func Methods() []Method {
	return slices.Concat(proportions(), agreements(), changes(), durations(), estimates(), sizes(), controls(), quantities())
}

// key is a name in the form in which names are compared: without regard to case,
// and with every run of spaces and punctuation as one hyphen.
func key(name string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(name), func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r > 127)
	}), "-")
}

// bare is a name without what stands in brackets, which is a remark.
func bare(name string) string {
	var out strings.Builder
	depth := 0
	for _, r := range name {
		switch {
		case r == '(':
			depth++
		case r == ')' && depth > 0:
			depth--
		case depth == 0:
			out.WriteRune(r)
		}
	}
	return strings.TrimSpace(out.String())
}

// Find is the method of a name, without regard to case and punctuation. A name
// that is no method's whole name is compared without what stands in brackets.
func Find(name string) (Method, bool) {
	for _, form := range []func(string) string{func(s string) string { return s }, bare} {
		want := key(form(name))
		if want == "" {
			continue
		}
		for _, m := range Methods() {
			if key(m.Name) == want || slices.ContainsFunc(m.Also, func(a string) bool { return key(a) == want }) {
				return m, true
			}
		}
	}
	return Method{}, false
}

// Run answers with a method. A parameter that the method does not take but that
// names a column of the table keeps the rows that have that value there. It
// returns errs.BadInput with the parameter or the cell that cannot be used, and
// stats.ErrUndefined with the reason where no answer would be true.
func (m Method) Run(t *Table, params Params) (Outputs, error) {
	in, err := m.input(t, params)
	if err != nil {
		return nil, err
	}
	out, err := m.run(in)
	if err == nil {
		err = in.err
	}
	if err != nil {
		return nil, err
	}
	return out, nil
}

// input checks the parameters and keeps the rows that they ask for.
func (m Method) input(t *Table, params Params) (*Input, error) {
	in := &Input{Table: t, params: params}
	if m.Table != "" && t == nil {
		return nil, errs.Invalid("input", "This method needs a table: %s", m.Table)
	}
	for _, name := range params.names() {
		if slices.ContainsFunc(m.Params, func(p Param) bool { return p.Name == name }) {
			continue
		}
		if t == nil || t.Index(name) < 0 {
			return nil, errs.Invalid("params", "The method “%s” has no parameter “%s”%s", m.Name, name, m.has(t))
		}
		value := in.text(name, "")
		if in.err != nil {
			return nil, in.err
		}
		kept, err := in.Table.where(name, value)
		if err != nil {
			return nil, err
		}
		in.Table = kept
	}
	return in, nil
}

// has lists what may be given instead.
func (m Method) has(t *Table) string {
	var names []string
	for _, p := range m.Params {
		names = append(names, p.Name)
	}
	said := "; it has none"
	if len(names) > 0 {
		said = "; it has " + strings.Join(names, ", ")
	}
	if t != nil {
		said += ", and the input has the columns " + strings.Join(t.Columns, ", ")
	}
	return said
}
