package disclose

import (
	"cmp"
	"slices"
)

const (
	// small is the number of cells up to which linear programs over a whole part are
	// solved as a matter of course.
	small = 3000
	// large is the number of cells beyond which they are not solved at all.
	large = 30000
	// few and many are how many hidden cells about a need are looked at first and next.
	few, many = 200, 1000
)

// built is a plan of a whole part. It starts with a cover of all relations and goes
// through the needs, the largest first, until each has a proof; what is hidden for
// one is free for the next. The error is of type *Unprotectable.
func (pt *part) built() (*plan, error) {
	s := pt.s
	pl := &plan{hidden: make([]bool, len(s.cells)), proofs: make([]proof, len(pt.needs))}
	for _, i := range pt.primary {
		pl.hidden[i] = true
	}
	fd := newFinder(s, pl.hidden, pt.ascend())
	pt.cover(pl.hidden)
	order, ofCell := make([]int, len(pt.needs)), map[int32][]int{}
	for k, n := range pt.needs {
		order[k] = k
		ofCell[n.cell] = append(ofCell[n.cell], k)
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(pt.needs[b].amount, pt.needs[a].amount) })
	for done, k := range order {
		pt.tell("protect", done, len(order))
		if pl.proofs[k] != nil {
			continue
		}
		var f proof
		for _, n := range s.firm(pt.needs[k]) {
			m, ok := pt.among(fd, n)
			if !ok {
				m, ok = pt.beyond(fd, n)
			}
			if !ok {
				return nil, pt.unprotectable(n.cell)
			}
			f = append(f, m)
		}
		pl.proofs[k] = f
		for _, m := range f {
			for _, c := range m {
				pl.hidden[c.cell] = true
				for _, o := range ofCell[c.cell] {
					if pl.proofs[o] == nil && s.satisfies(pt.needs[o], f) {
						pl.proofs[o] = f
					}
				}
			}
		}
	}
	pl.price(pt)
	return pl, nil
}

// price adds the cost up.
func (pl *plan) price(pt *part) {
	pl.cost = 0
	for _, i := range pt.cells {
		if pl.hidden[i] {
			pl.cost += pt.s.cells[i].Weight
		}
	}
}

// among looks for a move of hidden cells only: by hand, then by the reader's program
// among the hidden cells about the need.
func (pt *part) among(fd *finder, n need) (move, bool) {
	fd.only = true
	m, ok := fd.find(n, 60, 4)
	fd.only = false
	for _, size := range []int{few, many} {
		if ok {
			break
		}
		m, ok = pt.s.near(n.cell, size, fd.hidden).reach(n)
	}
	return m, ok
}

// beyond looks for a cheap move that hides more: by the router in a box about the
// need, by hand, then in boxes that grow to the whole part.
func (pt *part) beyond(fd *finder, n need) (move, bool) {
	s := pt.s
	cells := union(s.box(n.cell, 3, fd.price), s.near(n.cell, 2*few, fd.hidden).cells)
	m, ok := newRouter(s, cells).find(n, fd.price)
	if !ok {
		m, ok = fd.find(n, 1500, 8)
	}
	for width := 5; !ok && width < 64; width *= 2 {
		m, ok = newRouter(s, s.box(n.cell, width, fd.price)).find(n, fd.price)
	}
	if !ok && len(pt.cells) <= large {
		m, ok = newRouter(s, pt.cells).find(n, fd.price)
	}
	return m, ok
}

// vicinity is some cells of a system.
type vicinity struct {
	s     *system
	cells []int32
}

// reach looks for a move that satisfies a need (not a sliding one) among the cells.
func (v vicinity) reach(n need) (move, bool) {
	f, ok := newReader(v.s, v.cells).meet(n)
	if !ok {
		return nil, false
	}
	return f[0], true
}

// near is the hidden cells about a cell, about as many as size where there are,
// ascending.
func (s *system) near(cell int32, size int, hidden []bool) vicinity {
	seen := map[int32]bool{cell: true}
	list := []int32{cell}
	for at := 0; at < len(list) && len(list) < size; at++ {
		relations, _ := s.ofCell.of(list[at])
		for _, r := range relations {
			cells, _ := s.ofRelation.of(r)
			s.work += int64(len(cells))
			for _, c := range cells {
				if hidden[c] && !seen[c] && s.free(c) {
					seen[c] = true
					list = append(list, c)
				}
			}
		}
	}
	slices.Sort(list)
	return vicinity{s, list}
}

// union is the cells of two ascending lists, ascending.
func union(a, b []int32) []int32 {
	all := append(slices.Clone(a), b...)
	slices.Sort(all)
	return slices.Compact(all)
}

// unprotectable is the error for a cell: what it needs, and what it gets when
// everything is hidden that may be, in a part that is large all that is about it.
func (pt *part) unprotectable(i int32) error {
	s := pt.s
	cells := pt.cells
	if len(cells) > large {
		cells = s.box(i, 64, func(int32) float64 { return 0 })
	}
	in, wanted := make([]bool, len(s.cells)), make([]bool, len(s.cells))
	for _, c := range cells {
		in[c] = true
	}
	wanted[i] = true
	c := &s.cells[i]
	e := &Unprotectable{Cell: s.origin[i], ID: c.ID, Needs: Interval{c.Value - c.Lower, c.Value + c.Upper}, Width: c.Sliding, Best: s.attack(in, wanted)[i]}
	relations, _ := s.ofCell.of(i)
	for _, r := range relations {
		cells, _ := s.ofRelation.of(r)
		for _, o := range cells {
			if s.cells[o].Fixed && !slices.Contains(e.Fixed, s.cells[o].ID) {
				e.Fixed = append(e.Fixed, s.cells[o].ID)
			}
		}
	}
	return e
}
