package check

import (
	"slices"
	"strings"

	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/spec"
)

// Listed is what is said of a rule in a list: the reader's checks and the rules here
// in the same form.
type Listed struct {
	Code     string           `json:"code"`
	Severity returns.Severity `json:"severity"`
	Must     bool             `json:"must"` // nobody may waive it
	Sentence string           `json:"sentence"`
	Example  string           `json:"example"`
	Looks    []string         `json:"looks_at"` // table.column, the one that findings name first
	Editions []string         `json:"editions"` // of the specification that have it
}

// List is every check of the reader and every rule, in the order of their codes. In
// the sentences “…” stands for what a finding has.
func List() []Listed {
	var editions []string
	for _, e := range spec.Editions() {
		editions = append(editions, e.ID)
	}
	var all []Listed
	for _, c := range returns.Checks() {
		all = append(all, Listed{Code: c.Code, Severity: c.Severity, Must: c.Severity >= returns.Error, Sentence: strings.NewReplacer("%s", "…", "%d", "…").Replace(c.Sentence),
			Example: c.Example, Looks: []string{}, Editions: editions})
	}
	for _, r := range Rules() {
		all = append(all, r.listed())
	}
	return all
}

func (r *Rule) listed() Listed {
	l := Listed{Code: r.Code, Severity: r.Severity, Must: r.Must, Sentence: InWords(r.Sentence), Example: r.Example, Looks: []string{}, Editions: []string{}}
	if r.Column != "" {
		l.Looks = append(l.Looks, r.Table()+"."+r.Column)
	}
	for _, one := range strings.Fields(r.Looks) {
		if !slices.Contains(l.Looks, one) {
			l.Looks = append(l.Looks, one)
		}
	}
	for _, e := range spec.Editions() {
		if r.Without(e) == "" {
			l.Editions = append(l.Editions, e.ID)
		}
	}
	return l
}
