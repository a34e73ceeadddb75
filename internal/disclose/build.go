package disclose

import (
	"cmp"
	"maps"
	"slices"

	"github.com/northinch/northinch/internal/errs"
)

var _ = errs.Invalid

// built is a plan made need by need: by the finder, where that fails by the router
// in a neighbourhood that grows. The error is of type Unprotectable.
func (pt *part) built() (*plan, error) {
	s := pt.s
	pl := &plan{hidden: make([]bool, len(s.cells)), proofs: make([]proof, len(pt.needs))}
	for _, i := range pt.primary {
		pl.hidden[i] = true
	}
	fd := newFinder(s, pl.hidden)
	order := make([]int, len(pt.needs))
	for k := range order {
		order[k] = k
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(pt.needs[b].amount, pt.needs[a].amount) })
	ofCell := map[int32][]int{}
	for k, n := range pt.needs {
		ofCell[n.cell] = append(ofCell[n.cell], k)
	}
	for done, k := range order {
		if pl.proofs[k] != nil {
			continue
		}
		var f proof
		for _, n := range s.firm(pt.needs[k : k+1]) {
			fd.only = true
			m, ok := fd.find(n, 60, 4)
			fd.only = false
			if !ok {
				cells := s.box(n.cell, WIDTH, fd.price)
				SUM += len(cells)
				COUNT++
				if m2, ok2 := newRouter(pt.s, cells).find(n, fd.price); ok2 {
					m, ok = m2, true
				}
			}
			if !ok {
				m, ok = pt.around(fd, n)
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
		pt.tell("protect", done, len(order))
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

// around is the router among the cells that a longer search tries, then in the
// neighbourhood of the need, which grows until there is a move or the whole part was
// tried.
func (pt *part) around(fd *finder, n need) (move, bool) {
	fd.tried = map[int32]bool{}
	fd.find(n, 6000, 16)
	cells := slices.Sorted(maps.Keys(fd.tried))
	fd.tried = nil
	for size := 2000; ; size *= 5 {
		if Debug {
			println("around", pt.s.cells[n.cell].ID, n.up, int(n.amount), len(cells))
		}
		m, ok := newRouter(pt.s, cells).find(n, fd.price)
		if ok || len(cells) == len(pt.cells) {
			return m, ok
		}
		cells = pt.near(n.cell, size)
	}
}

// near is the cells that may move about a cell, at least as many as size where there
// are, ascending.
func (pt *part) near(cell int32, size int) []int32 {
	s := pt.s
	seen := map[int32]bool{cell: true}
	list := []int32{cell}
	for at := 0; at < len(list) && len(list) < size; at++ {
		relations, _ := s.ofCell.of(list[at])
		for _, r := range relations {
			cells, _ := s.ofRelation.of(r)
			for _, c := range cells {
				if !seen[c] && s.free(c) {
					seen[c] = true
					list = append(list, c)
				}
			}
		}
	}
	slices.Sort(list)
	return list
}

// unprotectable is the error for a cell: what it needs, and what it gets when
// everything is hidden that may be.
func (pt *part) unprotectable(i int32) error {
	s := pt.s
	in, wanted := make([]bool, len(s.cells)), make([]bool, len(s.cells))
	for _, c := range pt.cells {
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

var STEPS, WIDTH, SUM, COUNT = 1500, 8, 0, 0
