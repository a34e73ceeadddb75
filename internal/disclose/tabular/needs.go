package tabular

import (
	"github.com/northinch/northinch/internal/disclose"
	"github.com/northinch/northinch/internal/errs"
)

// check says which rule does not fit the tables.
func (t *tables) check(o Options) error {
	for _, dim := range o.Rules.or(t.rules).GroupBy {
		if t.dims[dim] == nil {
			return errs.Invalid("group_by", "There is no dimension %s to look for groups along", quoted(dim))
		}
	}
	return o.Rules.check()
}

// problem makes the engine's problem of a release: what must be hidden and with what
// protection. A figure that an earlier release shows is fixed; one that it hides, and
// one that nobody publishes, is hidden at no cost.
func (t *tables) problem(o Options) (*disclose.Problem, []*levels) {
	rules := o.Rules.or(t.rules)
	byRule := !t.given || !o.Rules.none()
	needs := make([]*levels, len(t.cells))
	for i, c := range t.cells {
		if c.state == wasShown || c.mark != "" {
			continue
		}
		needs[i] = c.need
		if c.need == nil && byRule && !c.guessed {
			needs[i] = rules.need(c)
		}
		if needs[i] == nil && c.state == wasHidden {
			needs[i] = &levels{sliding: 1, because: "an earlier release hides it"}
		}
		if needs[i] == nil && c.masked {
			needs[i] = &levels{sliding: 1, because: "the input hides it"}
		}
		if c.named && needs[i] == nil {
			needs[i] = named(c.value, rules.threshold())
		}
	}
	if byRule && rules.Group {
		rules.group(t, needs)
		for i, c := range t.cells {
			if c.state == wasShown {
				needs[i] = nil
			}
		}
	}
	p := &disclose.Problem{}
	for i, c := range t.cells {
		d := disclose.Cell{ID: c.id, Value: c.value, Weight: t.weight(c), Fixed: c.fixed || c.state == wasShown,
			Primary: needs[i] != nil || c.state == wasHidden || c.state == unpublished}
		if n := needs[i]; n != nil {
			d.Lower, d.Upper, d.Sliding = n.lower, n.upper, n.sliding
		}
		if c.label != nil && c.top > 0 {
			d.Floor, d.Ceiling = c.low, c.top
		}
		p.Cells = append(p.Cells, d)
	}
	for _, r := range t.relations {
		p.Relations = append(p.Relations, disclose.Relation{Total: r.total, Parts: r.parts})
	}
	return p, needs
}

// weight is what hiding a cell costs. What is hidden anyway costs nothing.
func (t *tables) weight(c *cell) float64 {
	switch {
	case c.state != toPublish:
		return 0
	case t.weights == "one":
		return 1
	case t.weights == "map":
		return c.weight
	}
	return c.value
}
