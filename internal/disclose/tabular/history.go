package tabular

import (
	"fmt"
	"slices"

	"github.com/northinch/northinch/internal/disclose"
)

// settled are the cells that are hidden whatever is decided now.
func (t *tables) settled() []int {
	var all []int
	for i, c := range t.cells {
		if c.state == wasHidden || c.state == unpublished {
			all = append(all, i)
		}
	}
	return all
}

// cap asks no more of a cell than earlier releases leave possible: what is known
// already cannot be hidden now. It finds out by hiding everything that is new. An error of
// the engine comes again, and is returned, when it is asked to protect.
func (t *tables) cap(p *disclose.Problem, needs []*levels, res *Result) {
	if len(t.settled()) == 0 && !slices.ContainsFunc(t.cells, func(c *cell) bool { return c.release != "" }) {
		return
	}
	free := *p
	free.Cells = slices.Clone(p.Cells)
	var all []int
	for i, c := range t.cells {
		if c.state == toPublish && c.mark == "" {
			free.Cells[i].Fixed = false // nobody has seen it yet
		}
		if !free.Cells[i].Fixed {
			all = append(all, i)
		}
	}
	widest, _ := disclose.Attack(&free, all)
	hidden := t.flags(all)
	for i, n := range needs {
		if n == nil {
			continue
		}
		c, w := &p.Cells[i], widest[i]
		if w.High-w.Low < hair {
			res.KnownBefore = append(res.KnownBefore, Refusal{Cell: c.ID, Reason: t.known(i, hidden, "is known already, whatever is hidden now")})
		}
		c.Lower, c.Upper = max(0, min(c.Lower, c.Value-w.Low)), max(0, min(c.Upper, w.High-c.Value))
		c.Sliding = min(c.Sliding, w.High-w.Low)
	}
}

func (t *tables) flags(all []int) []bool {
	hidden := make([]bool, len(t.cells))
	for _, i := range all {
		hidden[i] = true
	}
	return hidden
}

// known is the sentence about a cell that is known exactly.
func (t *tables) known(i int, hidden []bool, means string) string {
	c := t.cells[i]
	name := quoted(c.id)
	switch c.state {
	case wasHidden:
		name += ", which " + c.release + " hides,"
	case unpublished:
		name += ", which nobody published,"
	}
	if how := t.explain(i, hidden); how != "" {
		return fmt.Sprintf("%s %s: it is %s.", name, means, how)
	}
	return fmt.Sprintf("%s %s: the sums leave one value only, because no count is below 0.", name, means)
}

// inspect says what is wrong with tables that are given as they would go out.
// An error of the engine comes again when it is asked to protect.
func (t *tables) inspect(p *disclose.Problem, needs []*levels, res *Result) {
	hide := t.settled()
	for i, c := range t.cells {
		if c.masked {
			hide = append(hide, i)
		}
	}
	slices.Sort(hide)
	seen, _ := disclose.Attack(p, hide)
	hidden := t.flags(hide)
	for i, n := range needs {
		c := &p.Cells[i]
		if n == nil || hidden[i] && c.Lower+c.Upper+c.Sliding == 0 {
			continue
		}
		if reason, how := t.judge(i, n, c, seen[i], hidden); how != enough {
			res.Refused = append(res.Refused, Refusal{c.ID, reason})
		}
	}
}
