package check

import (
	"fmt"
	"io"
	"strings"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/returns"
)

// Changes are what is different in a return that is made again. Rows are matched by
// what they say and not by their lines.
type Changes struct {
	Summary  string         `json:"summary"`
	Children Rows           `json:"children"`
	Events   Rows           `json:"events"`
	Cells    []ColumnChange `json:"changed_cells"` // of rows that are in both
	Rules    []RuleChange   `json:"rules"`         // that found something before or now
	New      []Finding      `json:"new"`
	Gone     []Finding      `json:"gone"` // with the lines of the return before
	// Listed says that all findings of both reports were compared, and not only the
	// first of each rule.
	Listed bool `json:"all_compared"`
}

// Rows is how many rows of a table are in which return.
type Rows struct {
	Added   int `json:"added"`
	Removed int `json:"removed"`
	Changed int `json:"changed"`
	Same    int `json:"same"`
}

// ColumnChange is how many cells of a column are different.
type ColumnChange struct {
	Table   string `json:"table"`
	Column  string `json:"column"`
	Changed int    `json:"changed"`
}

// RuleChange is what became of the findings of a rule.
type RuleChange struct {
	Code string `json:"code"`
	New  int    `json:"new"`
	Gone int    `json:"gone"`
	Same int    `json:"same"`
}

// Compare compares a return and its report with the last time that it was made. Both
// reports have identities with the same salt. The error is of kind errs.BadInput.
func Compare(last, now *returns.Return, was, is *Report) (*Changes, error) {
	if last.Edition.ID != now.Edition.ID {
		return nil, errs.Invalid("last", "The last return is of edition %s of the specification and this one of %s; compare returns of one agreed date", last.Edition.ID, now.Edition.ID)
	}
	c := &Changes{Cells: []ColumnChange{}, Rules: []RuleChange{}, New: []Finding{}, Gone: []Finding{}, Listed: true}
	if err := c.findings(was, is); err != nil {
		return nil, err
	}
	d := &differ{cells: map[[2]string]int{}}
	d.rows(last, now)
	c.Children, c.Events = d.children, d.events
	for _, t := range now.Edition.Tables {
		for _, col := range t.Columns {
			if n := d.cells[[2]string{t.Name, col.Name}]; n > 0 {
				c.Cells = append(c.Cells, ColumnChange{t.Name, col.Name, n})
			}
		}
	}
	same := 0
	for _, r := range c.Rules {
		same += r.Same
	}
	c.Summary = fmt.Sprintf("%s, %d gone and %d as before; %s more and %d fewer, %d changed.",
		plural(len(c.New), "new finding"), len(c.Gone), same, plural(c.Children.Added, "child"), c.Children.Removed, c.Children.Changed)
	return c, nil
}

// findings matches findings by rule and identity, each with one. Those of the reader
// have none and are matched by what they say and where.
func (c *Changes) findings(was, is *Report) error {
	type key struct{ code, id string }
	of := func(f Finding) (key, error) {
		switch {
		case f.ID != "":
			return key{f.Code, f.ID}, nil
		case f.Code < "R100":
			return key{f.Code, f.Table + "\x00" + f.Column + "\x00" + f.Sentence}, nil
		}
		return key{}, errs.Invalid("last", "The findings have no identities to compare them by; check both returns with the same salt")
	}
	left := map[key][]Finding{}
	for _, f := range was.Findings {
		k, err := of(f)
		if err != nil {
			return err
		}
		left[k] = append(left[k], f)
	}
	rules := map[string]*RuleChange{}
	rule := func(code string) *RuleChange {
		if rules[code] == nil {
			rules[code] = &RuleChange{Code: code}
		}
		return rules[code]
	}
	for _, f := range is.Findings {
		k, err := of(f)
		if err != nil {
			return err
		}
		if there := left[k]; len(there) > 0 {
			left[k] = there[1:]
			rule(f.Code).Same++
			continue
		}
		rule(f.Code).New++
		c.New = append(c.New, f)
	}
	for _, f := range was.Findings { // in its order
		k, _ := of(f)
		if there := left[k]; len(there) > 0 && there[0] == f {
			left[k] = there[1:]
			rule(f.Code).Gone++
			c.Gone = append(c.Gone, f)
		}
	}
	for _, report := range []*Report{was, is} {
		for _, res := range report.Rules {
			c.Listed = c.Listed && res.Listed == res.Found
		}
	}
	for _, res := range is.Rules {
		if r := rules[res.Code]; r != nil {
			c.Rules = append(c.Rules, *r)
		}
	}
	return nil
}

// Text writes the changes to be read.
func (c *Changes) Text(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "Beside the last time: %s\n", c.Summary)
	if !c.Listed {
		b.WriteString("Not all findings of every rule were kept, so that some may be counted as new or gone that are neither.\n")
	}
	for _, t := range []struct {
		name string
		r    Rows
	}{{"children", c.Children}, {"events", c.Events}} {
		fmt.Fprintf(&b, "  %s: %d added, %d removed, %d changed, %d the same\n", t.name, t.r.Added, t.r.Removed, t.r.Changed, t.r.Same)
	}
	for _, col := range c.Cells {
		fmt.Fprintf(&b, "  cells of %s in %s: %d changed\n", col.Column, col.Table, col.Changed)
	}
	for _, r := range c.Rules {
		fmt.Fprintf(&b, "  %s: %d new, %d gone, %d as before\n", r.Code, r.New, r.Gone, r.Same)
	}
	for _, group := range []struct {
		heading string
		list    []Finding
	}{{"New:", c.New}, {"Gone (lines of the last time):", c.Gone}} {
		if len(group.list) > 0 {
			fmt.Fprintf(&b, "\n%s\n", group.heading)
		}
		for _, f := range group.list {
			b.WriteString("  " + f.Code)
			f.text(&b)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
