package tabular

import (
	"github.com/northinch/northinch/internal/disclose"
	"github.com/northinch/northinch/internal/disclose/rounding"
	"github.com/northinch/northinch/internal/errs"
)

// RoundOptions say how figures are rounded.
type RoundOptions struct {
	Base int // 3, 5 or 10
	// MarkLow prints [low] where a figure above 0 is rounded to 0. It tells a reader
	// that the figure is not 0, and that every 0 that is shown is one: it is for tables
	// in which zeros are no secret.
	MarkLow bool
	// Engine bounds the search.
	Engine rounding.Options
}

// Round rounds every figure of the release to a multiple of the base so that all sums
// hold, in all tables together. It is for counts, and for a release that has none
// before it: exact figures of earlier releases would undo it.
func (r *Release) Round(o RoundOptions) (Result, error) {
	t := r.get()
	p := rounding.Problem{Base: o.Base}
	at := make([]int, len(t.cells))
	for i, c := range t.cells {
		at[i] = -1
		switch {
		case c.state == wasShown || c.state == wasHidden:
			return Result{}, errs.Invalid("earlier", "A release after others cannot be rounded: they show exact figures, such as “%s” in %s. Hide cells instead", c.id, c.release)
		case c.masked:
			return Result{}, errs.Invalid(c.id, "The cell %s has a mark in place of its figure, and only figures can be rounded", quoted(c.id))
		case c.state == toPublish:
			at[i] = len(p.IDs)
			p.IDs, p.Values = append(p.IDs, c.id), append(p.Values, c.value)
		}
	}
	for _, rel := range t.relations {
		sum, all := disclose.Relation{Total: at[rel.total]}, at[rel.total] >= 0
		for _, part := range rel.parts {
			sum.Parts, all = append(sum.Parts, at[part]), all && at[part] >= 0
		}
		if all {
			p.Relations = append(p.Relations, sum)
		}
	}
	rounded, err := rounding.Round(p, o.Engine)
	if err != nil {
		return Result{}, err
	}
	res := Result{title: t.title, Cost: rounded.Cost, Optimal: rounded.Optimal, Further: rounded.Further}
	res.Published = t.publish(func(i int) (float64, string) {
		v := rounded.Values[at[i]]
		if o.MarkLow && v == 0 && t.cells[i].value > 0 {
			return 0, "[low]"
		}
		return v, ""
	})
	for i := range res.Published {
		res.Published[i].rounded, res.Published[i].within = float64(o.Base), float64(o.Base*(1+rounded.Further))
	}
	return res, nil
}
