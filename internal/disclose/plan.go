package disclose

import (
	"cmp"
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

	best  *plan
	bound float64 // proven lower bound of the cost
	limit int64   // of s.work
	rt    *router
}

// newPart gathers a group of cells.
func newPart(s *system, cells []int32) *part {
	pt := &part{s: s, cells: cells}
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

// routed builds a plan by giving each need, the largest first, the cheapest move
// at the prices given; cells that are hidden by then are free. It is nil where a
// need has no move.
func (pt *part) routed(price func(i int32) float64) *plan {
	s := pt.s
	if pt.rt == nil {
		pt.rt = newRouter(s, pt.cells)
	}
	hidden := make([]bool, len(s.cells))
	for _, i := range pt.primary {
		hidden[i] = true
	}
	firm := s.firm(pt.needs)
	slices.SortStableFunc(firm, func(a, b need) int { return cmp.Compare(b.amount, a.amount) })
	var found []move
	for _, n := range firm {
		if slices.ContainsFunc(found, func(m move) bool { return s.satisfies(n, proof{m}) }) {
			continue
		}
		m, ok := pt.rt.find(n, func(i int32) float64 {
			if hidden[i] {
				return 0
			}
			return price(i)
		})
		if !ok {
			if Debug {
				rd := newReader(s, pt.cells)
				_, can := rd.meet(n)
				println("no route for", s.cells[n.cell].ID, n.up, int(n.amount), len(m), int(m.of(n.cell)*100), can)
			}
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
		if pt.without(rd, pl, i) {
			pl.hidden[i] = false
		}
	}
	for _, i := range in {
		if pl.hidden[i] {
			pl.cost += s.cells[i].Weight
		}
	}
	return pl
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
