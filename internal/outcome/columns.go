package outcome

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/northinch/northinch/internal/csvfile"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/framework"
	"github.com/northinch/northinch/internal/programme"
)

// columns is a profile bound to the header of a file and to the framework of a
// programme: every column that is read, by its number.
type columns struct {
	header   []string
	place    int
	placeAs  func([]byte) []byte
	names    []int
	within   int
	withinAs func([]byte) []byte
	round    int
	roundAs  func([]byte) []byte
	dates    []dateColumn
	grades   []gradeColumn
	graded   int
	counts   []int // by rank from 1
	countAs  map[int]func([]byte) []byte
	unused   []string
}

type dateColumn struct {
	at      int
	is      string
	between string
	forms   []dateForm
	as      func([]byte) []byte
}

type gradeColumn struct {
	at, indicator int
	words         vocabulary
	cells         *Cells
}

// bind finds the columns of the profile in a header; errs.BadInput names the
// first one that is missing, and what the file has instead.
func (p Profile) bind(r *csvfile.Reader, e framework.Edition, scale framework.Scale, acc *Account) (*columns, error) {
	c := &columns{header: r.Header(), within: -1, round: -1, graded: -1}
	used := map[int]bool{}
	var missing error
	find := func(name, what string) int {
		at := r.Index(name)
		if at < 0 && missing == nil {
			missing = errs.Invalid("profile", "The profile %s names a column “%s” for %s, and the file has none; its columns are %s", p.ID, name, what, quoteAll(r.Header()))
		}
		used[at] = true
		return at
	}
	c.place, c.placeAs = find(p.Place.Column, "the place"), p.readAs(p.Place.Column)
	for _, n := range p.Place.NameColumns {
		c.names = append(c.names, find(n, "the name of the place"))
	}
	if p.Place.WithinColumn != "" {
		c.within, c.withinAs = find(p.Place.WithinColumn, "the area around the place"), p.readAs(p.Place.WithinColumn)
	}
	if p.Round != nil {
		c.round, c.roundAs = find(p.Round.Column, "the programme"), p.readAs(p.Round.Column)
	}
	for _, d := range p.Dates {
		col := dateColumn{at: find(d.Column, "a date"), is: d.Is, between: d.Between, as: p.readAs(d.Column)}
		if !slices.Contains([]string{"started", "ended", "published", "period"}, d.Is) {
			return nil, errs.Invalid("profile", "The profile says that %s is “%s”; a date is started, ended, published or period", d.Column, d.Is)
		}
		for _, form := range d.Forms {
			f, err := parseForm(form)
			if err != nil {
				return nil, err
			}
			col.forms = append(col.forms, f)
		}
		c.dates = append(c.dates, col)
	}
	for _, i := range p.Indicators {
		at := e.At(i.Ref)
		if at < 0 {
			return nil, errs.Invalid("profile", "The profile says that the column %s is the indicator “%s”, and the framework %s has none of that name", i.Column, i.Ref, e.ID)
		}
		words, err := p.vocabulary(scale, i.Column)
		if err != nil {
			return nil, err
		}
		cells := &Cells{Column: i.Column, Indicator: i.Ref}
		acc.Columns = append(acc.Columns, cells)
		c.grades = append(c.grades, gradeColumn{find(i.Column, "a grade"), at, words, cells})
	}
	if p.Shape == "counts" && p.Counts != nil {
		c.graded = find(p.Counts.Graded, "how many indicators were graded")
		c.countAs = map[int]func([]byte) []byte{c.graded: p.readAs(p.Counts.Graded)}
		for _, point := range scale.Grades {
			name, ok := p.Counts.Grades[point.Key]
			if !ok {
				return nil, errs.Invalid("profile", "The profile does not name the column with the counts of “%s”", point.Name)
			}
			at := find(name, "the counts of "+point.Name)
			c.counts = append(c.counts, at)
			c.countAs[at] = p.readAs(name)
		}
	}
	for at, name := range r.Header() {
		if !used[at] {
			c.unused = append(c.unused, name)
		}
	}
	return c, missing
}

// check says what is wrong with a profile on its own.
func (p Profile) check() error {
	switch {
	case p.ID == "":
		return errs.Invalid("profile", "The profile has no id")
	case p.Shape != "grades" && p.Shape != "counts":
		return errs.Invalid("profile", "The profile’s shape must be “grades” (a grade per indicator) or “counts” (how many indicators were given each grade)")
	case p.Shape == "counts" && p.Counts == nil:
		return errs.Invalid("profile", "The profile’s shape is “counts”, and it does not name the columns with the counts")
	case p.Shape == "grades" && len(p.Indicators) == 0:
		return errs.Invalid("profile", "The profile’s shape is “grades”, and it names no indicators")
	case p.Place.Column == "" || p.Place.List == "":
		return errs.Invalid("profile", "The profile does not say which column names the place, or in which list of areas the places are")
	case p.Place.Unknown != "" && p.Place.Unknown != "reject" && p.Place.Unknown != "add":
		return errs.Invalid("profile", "The profile must “reject” or “add” places that are not known, not “%s”", p.Place.Unknown)
	case len(p.Delimiter) > 1 || strings.ContainsAny(p.Delimiter, "\"\r\n\x00") || !utf8.ValidString(p.Delimiter):
		return errs.Invalid("profile", "The profile’s delimiter must be one character, such as a semicolon")
	}
	return p.checkNames()
}

// checkNames refuses a profile in which a word for a date, an indicator or a
// programme means nothing or two things: rows would be lost, or taken for the
// same, without a finding.
func (p Profile) checkNames() error {
	is := []string{"started", "ended", "published"}
	for _, o := range p.Occasion {
		if !slices.Contains(is, o) {
			return errs.Invalid("profile", "The profile’s occasion names “%s”; an occasion is made of %s", o, strings.Join(is, ", "))
		}
	}
	seen := map[string]bool{}
	for _, i := range p.Indicators {
		if seen[i.Ref] {
			return errs.Invalid("profile", "The profile names two columns for the indicator “%s”", i.Ref)
		}
		seen[i.Ref] = true
	}
	if p.Round == nil {
		return nil
	}
	for word, id := range p.Round.Words {
		if !slices.ContainsFunc(p.Programmes, func(one programme.Programme) bool { return one.ID == id }) {
			return errs.Invalid("profile", "The profile reads “%s” as the programme “%s”, which is none of its programmes", word, id)
		}
	}
	return nil
}

func quoteAll(names []string) string {
	out := ""
	for i, n := range names {
		if i == 30 {
			return out + " and others"
		}
		if i > 0 {
			out += ", "
		}
		out += n
	}
	return out
}
