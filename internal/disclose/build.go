package disclose

import (
	"cmp"
	"os"
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
	if os.Getenv("ASC") != "" {
		fd.left = pt.ascend()
		println("ascent", int(pt.bound))
	}
	if os.Getenv("COV") != "" {
		pt.cover(pl.hidden)
		pl.price(pt)
		println("cover", int(pl.cost))
	}
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
				for _, size := range []int{SIZE, 5 * SIZE} {
					if !ok {
						m, ok = pt.nearby(n, pl.hidden, size)
						TRY++
						if ok {
							HIT++
						}
					}
				}
			}
			if !ok {
				cells := union(s.box(n.cell, WIDTH, fd.price), s.near(n.cell, 2*SIZE, pl.hidden))
				m, ok = newRouter(s, cells).find(n, fd.price)
				SUM += len(cells)
				COUNT++
				if !ok {
					m, ok = fd.find(n, 1500, 8)
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

// around is the router in boxes about the cell that grow, at last among all cells of
// the part.
func (pt *part) around(fd *finder, n need) (move, bool) {
	for width := WIDTH; ; width *= 2 {
		cells := pt.s.box(n.cell, width, fd.price)
		if width > 32 || len(cells) > 5000 {
			cells = pt.cells
		}
		if Debug && width > WIDTH {
			println("around", pt.s.cells[n.cell].ID, n.up, int(n.amount), len(cells))
		}
		SUM += len(cells)
		COUNT++
		m, ok := newRouter(pt.s, cells).find(n, fd.price)
		if ok || len(cells) == len(pt.cells) {
			return m, ok
		}
	}
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

var SIZE, TRY, HIT = 200, 0, 0
var STEPS, WIDTH, SUM, COUNT = 1500, 8, 0, 0

// nearby looks for a move among the hidden cells about a cell.
func (pt *part) nearby(n need, hidden []bool, size int) (move, bool) {
	cells := pt.s.near(n.cell, size, hidden)
	if len(cells) < 2 {
		return nil, false
	}
	f, ok := newReader(pt.s, cells).meet(n)
	if !ok {
		return nil, false
	}
	return f[0], true
}

// near is the hidden cells about a cell, about as many as size where there are,
// ascending.
func (s *system) near(cell int32, size int, hidden []bool) []int32 {
	seen := map[int32]bool{cell: true}
	list := []int32{cell}
	for at := 0; at < len(list) && len(list) < size; at++ {
		relations, _ := s.ofCell.of(list[at])
		for _, r := range relations {
			cells, _ := s.ofRelation.of(r)
			for _, c := range cells {
				if hidden[c] && !seen[c] && s.free(c) {
					seen[c] = true
					list = append(list, c)
				}
			}
		}
	}
	slices.Sort(list)
	return list
}

// union is the cells of two ascending lists, ascending.
func union(a, b []int32) []int32 {
	all := append(slices.Clone(a), b...)
	slices.Sort(all)
	return slices.Compact(all)
}
