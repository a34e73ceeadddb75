package disclose

import (
	"errors"
	"fmt"
	"math"

	"github.com/northinch/northinch/internal/stats"
)

// What Options say when they say nothing: work, and the numbers of cells of a part up
// to which linear programs over all of it are solved as a matter of course, beyond
// which they are not solved at all, and beyond which moves are looked for by hand
// first; and the most cells of a block that is decided anew.
const enough, small, large, huge, most = 1_500_000_000, 3000, 30_000, 200_000, 1500

// defaults puts in what is not said.
func (o Options) defaults() Options {
	if math.IsNaN(o.Gap) || o.Gap < 0 {
		o.Gap = 0
	}
	if o.Work <= 0 {
		o.Work = enough
	}
	if o.small == 0 {
		o.small, o.large, o.huge = small, large, huge
	}
	if o.most == 0 {
		o.most = most
	}
	return o
}

// work is what may be spent on a number of cells.
func (o Options) work(cells int) int64 { return o.Work * int64(min(1+cells/o.small, 20)) }

// Protect chooses what to hide: the primary cells, and besides them the cells of
// the least weight that keep the reader of Attack from knowing any primary cell
// better than it may be known. True values stay as they are.
//
// Cells that must be equal, such as a total and its single part, are hidden together.
// Cells that may be hidden fall into parts that share no relation. Every part gets
// a plan in which each need of protection has its proof, another table that the
// reader cannot rule out. In parts of up to 3,000 cells branch and cut then looks
// for the optimum until it is proven, Gap is reached or most of Work is spent; in
// larger ones what the plan can do without is shown again. The rest of Work is spent on
// deciding blocks of the plan anew. LowerBound is proven either way.
// The plan is checked once more, by adding up, before it is given back.
//
// A part takes memory in proportion to its cells and relations; 700,000 cells take
// minutes. The optimum of a part takes time that grows fast with its dimensions,
// less with its length: see docs/methods/disclosure.md for what was measured.
//
// Errors: of Check; an *Unprotectable, of kind errs.BadInput, that names the first
// primary cell in the order of ids that nothing protects and what would make it
// possible. In a part of more than 30,000 cells it says that no way was found.
func Protect(p *Problem, o Options) (Pattern, error) {
	if err := p.Check(); err != nil {
		return Pattern{}, err
	}
	return p.protect(p.join(), o.defaults())
}

// protect is Protect of a problem in which some cells are joined.
func (p *Problem) protect(j joined, o Options) (Pattern, error) {
	s := newSystem(&j.Problem)
	in := make([]bool, len(s.cells))
	for i := range in {
		in[i] = s.free(int32(i)) || s.cells[i].Primary
	}
	budget := o.work(len(s.cells))
	pattern := Pattern{Exact: true, Intervals: map[int]Interval{}}
	for _, cells := range s.parts(in) {
		pt := newPart(s, cells, o)
		if len(pt.primary) == 0 {
			continue
		}
		before := s.work
		err := pt.solve(budget)
		if err == nil {
			err = pt.verify(pt.best)
		}
		if err != nil {
			if e, ok := errors.AsType[*Unprotectable](err); ok {
				j.name(p, e)
			}
			return Pattern{}, err
		}
		budget = max(0, budget-(s.work-before))
		pt.report(&pattern)
	}
	j.spread(p, &pattern)
	pattern.LowerBound = min(pattern.LowerBound, pattern.Cost)
	pattern.Optimal = pattern.LowerBound >= pattern.Cost-1e-9*pattern.Cost
	pattern.Work = s.work
	return pattern, nil
}

// solve finds the best plan of a part within a budget of work, which is for what is
// done beyond protecting it.
func (pt *part) solve(budget int64) error {
	pl, err := pt.built()
	if err != nil {
		return err
	}
	pt.best = pl
	budget = min(budget, pt.options.work(len(pt.cells)))
	end := pt.s.work + budget
	pt.limit = end - budget/4
	if len(pt.cells) <= pt.options.small {
		pt.prove()
	} else {
		pt.thin()
	}
	pt.limit = end
	if pt.top()-pt.bound > pt.options.Gap*pt.top() {
		pt.improve()
	}
	return nil
}

// verify goes through a plan once more: all that a need is proven with adds up, is
// within bounds, changes hidden cells only and reaches what is needed. It wraps
// stats.ErrUndefined where not.
func (pt *part) verify(pl *plan) error {
	s := pt.s
	for k, n := range pt.needs {
		ok := s.satisfies(n, pl.proofs[k])
		for _, m := range pl.proofs[k] {
			ok = ok && s.holds(m, 1, 1e-9)
			for _, c := range m {
				ok = ok && pl.hidden[c.cell]
			}
		}
		if !ok {
			return fmt.Errorf("%w: the protection of “%s” could not be verified", stats.ErrUndefined, s.cells[n.cell].ID)
		}
	}
	return nil
}

// report adds the best plan of a part to a pattern.
func (pt *part) report(pattern *Pattern) {
	s, pl := pt.s, pt.best
	pattern.Cost += pl.cost
	pattern.LowerBound += min(pt.bound, pl.cost)
	hidden := 0
	for _, i := range pt.cells {
		if pl.hidden[i] {
			hidden++
			pattern.Suppressed = append(pattern.Suppressed, s.origin[i])
		}
	}
	if hidden <= pt.options.small {
		wanted := make([]bool, len(s.cells))
		for _, i := range pt.primary {
			wanted[i] = true
		}
		only := make([]bool, len(s.cells))
		for _, i := range pt.cells {
			only[i] = pl.hidden[i]
		}
		for i, at := range s.attack(only, wanted) {
			pattern.Intervals[s.origin[i]] = at
		}
		return
	}
	pattern.Exact = false
	for _, i := range pt.primary {
		pattern.Intervals[s.origin[i]] = Interval{s.cells[i].Value, s.cells[i].Value}
	}
	for k, n := range pt.needs {
		at := pattern.Intervals[s.origin[n.cell]]
		for _, m := range pl.proofs[k] {
			at.Low = min(at.Low, s.cells[n.cell].Value+m.of(n.cell))
			at.High = max(at.High, s.cells[n.cell].Value+m.of(n.cell))
		}
		pattern.Intervals[s.origin[n.cell]] = at
	}
}

// tell reports how far it got, now and then.
func (pt *part) tell(step string, done, total int) {
	if pt.options.Progress != nil && done%64 == 0 {
		pt.options.Progress(Progress{Step: step, Done: done, Total: total, Cost: pt.top(), LowerBound: pt.bound, Work: pt.s.work})
	}
}
