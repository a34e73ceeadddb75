package measure

import "github.com/northinch/northinch/internal/returns"

// CountPart counts measures over the children from a number to below another. The
// counts of parts that have each child once add up to those of Count.
func CountPart(r *returns.Return, measures []Measure, from, to int) *Counts {
	c := newCounts(measures, areas(r))
	child := Child{standards: byID()}
	for i := from; i < to; i++ {
		child.load(r, i)
		c.child(&child)
	}
	return c
}

// NewCounts are counts of nothing, to add to.
func NewCounts(measures []Measure, areas []string) *Counts { return newCounts(measures, areas) }
