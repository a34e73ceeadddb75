package tabular

import (
	"fmt"
	"slices"
	"strings"

	"github.com/northinch/northinch/internal/disclose"
	"github.com/northinch/northinch/internal/disclose/prose"
	"github.com/northinch/northinch/internal/errs"
)

// CheckProse protects the release and reads a text beside it: it finds the numbers that
// reveal what Protect hides, or that differ from what it shows. A release that is
// refused has no safe text, and is an error.
func (r *Release) CheckProse(text string, o Options, p prose.Options) ([]prose.Finding, error) {
	res, err := r.Protect(o)
	if err != nil {
		return nil, err
	}
	if len(res.Refused) > 0 {
		return nil, errs.Invalid("tables", "The tables must not go out, so that no text beside them is safe: %s", res.Refused[0].Reason)
	}
	t := r.get()
	problem, needs := t.problem(o)
	t.cap(problem, needs, &Result{})
	var hidden []int
	for i, c := range t.cells {
		if _, there := res.Intervals[c.id]; there {
			hidden = append(hidden, i)
		}
	}
	all := prose.Tables{Learns: func(at int, low, high float64) []string { return t.learns(problem, needs, hidden, at, low, high) }}
	several := t.severalMeasures()
	for i, c := range t.cells {
		pc := prose.Cell{ID: c.id, Labels: t.labels(c, several), Hidden: slices.Contains(hidden, i)}
		if !pc.Hidden {
			pc.Value = c.value
		}
		all.Cells = append(all.Cells, pc)
	}
	return prose.Check(text, all, p), nil
}

// learns is which cells a reader knows more closely than allowed after being told a
// range of one. A range without the true figure misleads, and tells nothing.
func (t *tables) learns(p *disclose.Problem, needs []*levels, hidden []int, at int, low, high float64) []string {
	told := *p
	told.Cells = slices.Clone(p.Cells)
	c := &told.Cells[at]
	c.Floor = max(c.Floor, low)
	if c.Ceiling == 0 && !c.Capped || high < c.Ceiling {
		c.Ceiling, c.Capped = high, true
	}
	seen, err := disclose.Attack(&told, hidden)
	if err != nil {
		return nil
	}
	is := t.flags(hidden)
	var given []string
	for i, n := range needs {
		if n == nil || told.Cells[i].Lower+told.Cells[i].Upper+told.Cells[i].Sliding == 0 {
			continue
		}
		if _, how := t.judge(i, n, &told.Cells[i], seen[i], is); how != enough {
			given = append(given, t.cells[i].id)
		}
	}
	return given
}

func (t *tables) severalMeasures() bool {
	for _, l := range t.layouts {
		if l.measure != t.layouts[0].measure {
			return true
		}
	}
	return false
}

// labels are what a sentence calls a cell by. Cells of the plain form have only their
// names, whose parts between bars are taken for codes; what names a total is left out.
func (t *tables) labels(c *cell, several bool) []prose.Label {
	var all []prose.Label
	if several && c.measure != "" {
		all = append(all, prose.Label{Dimension: "measure", Code: c.measure})
	}
	if c.state == unpublished {
		return []prose.Label{{Dimension: "left", Code: c.id}}
	}
	for _, a := range c.place {
		all = append(all, prose.Label{Dimension: a.dim, Code: a.code})
	}
	if len(t.dims) == 0 {
		for k, code := range strings.Split(c.id, "|") {
			if lower := strings.ToLower(code); lower != "t" && lower != "total" && lower != "all" {
				all = append(all, prose.Label{Dimension: fmt.Sprint(k + 1), Code: code})
			}
		}
	}
	return all
}
