package disclose

import (
	"math"
	"slices"
)

// node is a part of what is left to search: some cells decided.
type node struct {
	set   []decision
	bound float64
}

// decision is one cell hidden or shown.
type decision struct {
	j    int32
	hide bool
}

// prove looks for a cheaper plan than the best and proves a bound, by branch and
// cut: the relaxation is cut until that no longer helps, then a cell is hidden in
// one half of the search and shown in the other, and the half with the lowest bound
// goes on. It ends with the optimum, near enough to it, or when the work is spent.
func (pt *part) prove() {
	ms := newMaster(pt)
	ms.firstCuts()
	open := []node{{bound: pt.bound}}
	for len(open) > 0 && !pt.spent() && pt.top()-pt.bound > pt.options.Gap*pt.top() {
		at := 0
		for k := range open {
			if open[k].bound < open[at].bound || open[k].bound == open[at].bound && len(open[k].set) > len(open[at].set) {
				at = k
			}
		}
		n := open[at]
		open = slices.Delete(open, at, at+1)
		if !ms.worse(n.bound) {
			open = append(open, ms.explore(n)...)
		}
		bound := min(pt.top(), ms.doubt)
		for _, o := range open {
			bound = min(bound, o.bound)
		}
		pt.bound = max(pt.bound, bound)
		pt.tell("prove", 0, 0)
	}
}

// spent says whether the work is spent.
func (pt *part) spent() bool { return pt.s.work >= pt.limit }

// worse says whether nothing cheaper than the best plan can cost the bound.
func (ms *master) worse(bound float64) bool {
	best := ms.pt.top()
	if ms.step > 0 {
		return bound > best-ms.step+1e-6
	}
	return bound >= best-1e-9*math.Abs(best)
}

// explore cuts a node and returns its halves, or nothing where it holds no better
// plan.
func (ms *master) explore(n node) []node {
	if !ms.within(n) {
		return nil
	}
	root, slow := len(n.set) == 0, 0
	patience := 3
	if root {
		patience = 12
	}
	for {
		y, bound, ok := ms.solve()
		if !ok || ms.worse(bound) {
			return nil
		}
		if bound-n.bound < 1e-3*(ms.pt.top()-n.bound) {
			slow++
		} else {
			slow = 0
		}
		n.bound = max(n.bound, bound)
		if root {
			ms.learn(bound)
		}
		y = slices.Clone(y)
		made := ms.company(y) + ms.separate(y)
		j, most := ms.undecided(y)
		if made == 0 && most == 0 {
			// All needs are met by whole cells: this is the cheapest plan of the node.
			ms.take(y, n.bound)
			return nil
		}
		if stop := ms.pt.spent(); stop || made == 0 || slow > patience && most > 0 {
			if root {
				ms.guess(y)
			}
			if stop || most == 0 {
				return []node{n}
			}
			return []node{
				{append(slices.Clone(n.set), decision{j, true}), n.bound},
				{append(slices.Clone(n.set), decision{j, false}), n.bound},
			}
		}
		ms.purge()
	}
}

// within sets the bounds of a node; false says that what is known by now leaves
// nothing of it.
func (ms *master) within(n node) bool {
	ms.fixBounds()
	for _, d := range n.set {
		if d.hide {
			ms.lo[d.j] = 1
		} else {
			ms.hi[d.j] = 0
		}
		if ms.lo[d.j] > ms.hi[d.j] {
			return false
		}
	}
	return true
}

// take offers the plan that whole shares y are. Where rounding stands against its
// proof, the bound of its node stays in doubt.
func (ms *master) take(y []float64, bound float64) {
	pt := ms.pt
	hidden := make([]bool, len(pt.s.cells))
	for _, i := range pt.cells {
		hidden[i] = pt.s.cells[i].Primary || y[ms.index[i]] > 0.5
	}
	pl := pt.trimmed(hidden)
	pt.offer(pl)
	ms.doubt = min(ms.doubt, doubtful(pl, bound))
}

// doubtful is the bound of a node whose plan could not be proven, else +Inf.
func doubtful(pl *plan, bound float64) float64 {
	if pl == nil {
		return bound
	}
	return math.Inf(1)
}

// undecided is the cell to branch on and how undecided it is; 0 where all are
// whole.
func (ms *master) undecided(y []float64) (best int32, most float64) {
	for j, v := range y {
		if u := min(v, 1-v); u > 1e-6 && u*(1+ms.cost[j]) > most {
			best, most = int32(j), u*(1+ms.cost[j])
		}
	}
	return best, most
}

// guess builds a plan along the shares y, of cells that have one or are in the best
// plan.
func (ms *master) guess(y []float64) {
	pt := ms.pt
	var cells []int32
	for _, i := range pt.cells {
		if pt.s.cells[i].Primary || y[ms.index[i]] > 1e-6 || pt.best != nil && pt.best.hidden[i] {
			cells = append(cells, i)
		}
	}
	pt.offer(pt.routed(cells, func(i int32) float64 {
		j := ms.index[i]
		return ms.cost[j]*(1-y[j]) + 1e-4
	}))
}

// company makes the cuts that a hidden cell needs another one in each of its
// relations, or it would be known and hiding it in vain.
func (ms *master) company(y []float64) int {
	s, made := ms.pt.s, 0
	for j, i := range ms.pt.optional {
		if y[j] < 1e-6 {
			continue
		}
		relations, _ := s.ofCell.of(i)
		for _, r := range relations {
			cells, _ := s.ofRelation.of(r)
			sum, c := 0.0, cut{}
			for _, o := range cells {
				if o == i || !s.free(o) {
					continue
				}
				if s.cells[o].Primary {
					sum = math.Inf(1)
					break
				}
				sum += y[ms.index[o]]
				c.cells = append(c.cells, ms.index[o])
				c.coef = append(c.coef, 1)
			}
			if sum >= y[j]-1e-6 {
				continue
			}
			c.cells = append(c.cells, int32(j))
			c.coef = append(c.coef, -1)
			if ms.add(c) {
				made++
			}
		}
	}
	return made
}
