package disclose

import (
	"cmp"
	"math"
	"slices"
)

// plan is a set of hidden cells with a proof for every need: nothing is in it
// that the reader could undo.
type plan struct {
	hidden []bool
	proofs []proof // by need
	cost   float64
}

// part is a connected group of cells that may be hidden, and what is needed there.
type part struct {
	s     *system
	cells []int32 // ascending
	needs []need
	// Cells that are hidden whatever happens.
	primary  []int32
	optional []int32

	best    *plan
	bound   float64 // proven lower bound of the cost
	limit   int64   // of s.work
	options Options
}

// newPart gathers a group of cells.
func newPart(s *system, cells []int32, o Options) *part {
	pt := &part{s: s, cells: cells, options: o}
	for _, i := range cells {
		if s.cells[i].Primary {
			pt.primary = append(pt.primary, i)
			pt.needs = append(pt.needs, s.needs(i)...)
			pt.bound += s.cells[i].Weight
		} else {
			pt.optional = append(pt.optional, i)
		}
	}
	return pt
}

// routed builds a plan of some cells, ascending, by giving each need, the largest
// first, the cheapest move at the prices given; cells that are hidden by then are
// free. It is nil where a need has no move among them.
func (pt *part) routed(cells []int32, price func(i int32) float64) *plan {
	s := pt.s
	rt := newRouter(s, cells)
	hidden := make([]bool, len(s.cells))
	for _, i := range pt.primary {
		hidden[i] = true
	}
	var firm []need
	for _, n := range pt.needs {
		firm = append(firm, s.firm(n)...)
	}
	slices.SortStableFunc(firm, func(a, b need) int { return cmp.Compare(b.amount, a.amount) })
	var found []move
	for _, n := range firm {
		if slices.ContainsFunc(found, func(m move) bool { return s.satisfies(n, proof{m}) }) {
			continue
		}
		m, ok := rt.find(n, func(i int32) float64 {
			if hidden[i] {
				return 0
			}
			return price(i)
		})
		if !ok {
			return nil
		}
		found = append(found, m)
		for _, c := range m {
			hidden[c.cell] = true
		}
	}
	return pt.trimmed(hidden)
}

// trimmed makes a plan of hidden cells: those that no proof needs are shown again,
// the dearest first. It is nil where the hidden cells do not satisfy every need.
func (pt *part) trimmed(hidden []bool) *plan {
	s := pt.s
	pl := &plan{hidden: slices.Clone(hidden), proofs: make([]proof, len(pt.needs))}
	var in, extra []int32
	for _, i := range pt.cells {
		if hidden[i] {
			in = append(in, i)
			if !s.cells[i].Primary {
				extra = append(extra, i)
			}
		}
	}
	rd := newReader(s, in)
	for k, n := range pt.needs {
		if pl.proofs[k] != nil {
			continue
		}
		f, ok := rd.meet(n)
		if !ok {
			return nil
		}
		// What was found may serve others too.
		for o := k; o < len(pt.needs); o++ {
			if pl.proofs[o] == nil && s.satisfies(pt.needs[o], f) {
				pl.proofs[o] = f
			}
		}
	}
	slices.SortStableFunc(extra, func(a, b int32) int { return cmp.Compare(s.cells[b].Weight, s.cells[a].Weight) })
	for _, i := range extra {
		if !pt.betrays(pl, i) && pt.without(rd, pl, i) {
			pl.hidden[i] = false
		}
	}
	pl.price(pt)
	return pl
}

// betrays says whether showing cell i leaves a primary cell alone in a relation.
func (pt *part) betrays(pl *plan, i int32) bool {
	s := pt.s
	relations, _ := s.ofCell.of(i)
	for _, r := range relations {
		cells, _ := s.ofRelation.of(r)
		others, last := 0, int32(0)
		for _, c := range cells {
			if c != i && pl.hidden[c] && s.free(c) {
				others++
				last = c
			}
		}
		if others == 1 && s.cells[last].Primary && len(s.needs(last)) > 0 {
			return true
		}
	}
	return false
}

// without tries to prove again without cell i what was proven with it. The plan and
// the reader stay as they were where that fails.
func (pt *part) without(rd *reader, pl *plan, i int32) bool {
	j := rd.col[i]
	lo, hi := rd.lp.Lo[j], rd.lp.Hi[j]
	clear(rd.lp.X)
	rd.lp.Lo[j], rd.lp.Hi[j] = 0, 0
	fresh := map[int]proof{}
	for k, n := range pt.needs {
		if !pl.proofs[k].uses(i) || fresh[k] != nil {
			continue
		}
		f, ok := rd.meet(n)
		if !ok {
			rd.lp.Lo[j], rd.lp.Hi[j] = lo, hi
			return false
		}
		for o := k; o < len(pt.needs); o++ {
			if pl.proofs[o].uses(i) && fresh[o] == nil && pt.s.satisfies(pt.needs[o], f) {
				fresh[o] = f
			}
		}
	}
	for k, f := range fresh {
		pl.proofs[k] = f
	}
	return true
}

// offer keeps a plan if it is the cheapest yet.
func (pt *part) offer(pl *plan) {
	if pl != nil && (pt.best == nil || pl.cost < pt.best.cost) {
		pt.best = pl
	}
}

// top is the cost of the best plan, +Inf where there is none yet.
func (pt *part) top() float64 {
	if pt.best == nil {
		return math.Inf(1)
	}
	return pt.best.cost
}
