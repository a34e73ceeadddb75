package tabular

import (
	"fmt"

	"github.com/northinch/northinch/internal/disclose"
	"github.com/northinch/northinch/internal/errs"
)

// Attacked is what a reader learns if some cells are hidden and no others.
type Attacked struct {
	// Intervals is what the reader is left with for each hidden cell.
	Intervals map[string]disclose.Interval
	// Known are the hidden cells that a reader knows exactly, each with the sums
	// that give it away; no figure is named.
	Known []Refusal
	// Narrow are the hidden cells that are known more closely than the rules allow,
	// and the cells that the rules hide and that are shown.
	Narrow []Refusal
}

// Attack plays the reader: it hides the named cells, and only those, and works out
// what the rest says of them. Without names it hides what the rules ask for, to show
// why more has to be hidden.
func (r *Release) Attack(hide []string, o Options) (Attacked, error) {
	t := r.get()
	if err := t.check(o); err != nil {
		return Attacked{}, err
	}
	p, needs := t.problem(o)
	named := map[string]bool{}
	for _, id := range hide {
		named[id] = true
	}
	var all []int
	for i, c := range t.cells {
		asked := named[c.id] || len(hide) == 0 && needs[i] != nil
		if asked && p.Cells[i].Fixed {
			return Attacked{}, errs.Invalid("hide", "The cell %s cannot be hidden: it is published, or never to be hidden", quoted(c.id))
		}
		delete(named, c.id)
		if asked || c.state == wasHidden || c.state == unpublished {
			all = append(all, i)
		}
	}
	for _, id := range hide {
		if named[id] {
			return Attacked{}, errs.Invalid("hide", "There is no cell %s", quoted(id))
		}
	}
	seen, err := disclose.Attack(p, all)
	if err != nil {
		return Attacked{}, err
	}
	hidden, a := t.flags(all), Attacked{Intervals: map[string]disclose.Interval{}}
	for _, i := range all {
		a.Intervals[t.cells[i].id] = seen[i]
	}
	for i, n := range needs {
		if n == nil && (!hidden[i] || t.cells[i].state != toPublish) {
			continue
		}
		switch reason, how := t.judge(i, n, &p.Cells[i], seen[i], hidden); how {
		case exactly:
			a.Known = append(a.Known, Refusal{p.Cells[i].ID, reason})
		case closely:
			a.Narrow = append(a.Narrow, Refusal{p.Cells[i].ID, reason})
		}
	}
	return a, nil
}

// how is how much a reader knows of a cell.
type how uint8

const (
	enough  how = iota // no more than is allowed
	closely            // more than is allowed
	exactly
)

// hair is what the ends of intervals may be off by, for they come from arithmetic
// with fractions; counts are whole.
const hair = 1e-6

// judge says what is wrong with what the reader is left with for one cell.
func (t *tables) judge(i int, n *levels, c *disclose.Cell, s disclose.Interval, hidden []bool) (string, how) {
	switch {
	case !hidden[i]:
		return fmt.Sprintf("%s is shown: %s.", quoted(c.ID), n.because), closely
	case s.High-s.Low < hair:
		return t.known(i, hidden, "is known exactly"), exactly
	case c.Value-c.Lower < s.Low-hair || c.Value+c.Upper > s.High+hair || s.High-s.Low < c.Sliding-hair:
		return fmt.Sprintf("%s is known more closely than allowed: %s.", quoted(c.ID), n.because), closely
	}
	return "", enough
}
