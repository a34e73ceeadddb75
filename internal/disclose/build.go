package disclose

import (
	"cmp"
	"slices"
)

// few and many are how many hidden cells about a need are looked at first and next.
const few, many = 200, 1000

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
	b := &builder{pt: pt, pl: pl, fd: fd, ofCell: ofCell}
	for done, k := range order {
		pt.tell("protect", done, len(order))
		if pl.proofs[k] != nil || b.among(k) {
			continue
		}
		var f proof
		for _, n := range s.firm(pt.needs[k]) {
			m, ok := pt.beyond(fd, n)
			if !ok {
				return nil, pt.unprotectable(n.cell)
			}
			f = append(f, m)
		}
		b.accept(k, f)
	}
	pl.price(pt)
	return pl, nil
}

// builder is a plan that is being built.
type builder struct {
	pt     *part
	pl     *plan
	fd     *finder
	ofCell map[int32][]int // needs
}

// accept takes a proof of need k, and of what else it proves.
func (b *builder) accept(k int, f proof) {
	s := b.pt.s
	b.pl.proofs[k] = f
	for _, m := range f {
		for _, c := range m {
			b.pl.hidden[c.cell] = true
			for _, o := range b.ofCell[c.cell] {
				if b.pl.proofs[o] == nil && s.satisfies(b.pt.needs[o], f) {
					b.pl.proofs[o] = f
				}
			}
		}
	}
}

// among looks for a proof of need k that moves hidden cells only: by hand, then by
// the reader's program among the hidden cells about it, which is then asked for the
// needs nearby as well.
func (b *builder) among(k int) bool {
	s := b.pt.s
	b.fd.only = true
	f, ok := b.fd.prove(b.pt.needs[k])
	b.fd.only = false
	if ok {
		b.accept(k, f)
		return true
	}
	sizes := []int{few, many}
	if len(b.pt.cells) > b.pt.options.large {
		sizes = sizes[:1]
	}
	for _, size := range sizes {
		cells, core := s.near(b.pt.needs[k].cell, size, b.pl.hidden)
		rd := newReader(s, cells)
		for at, i := range core {
			for _, o := range b.ofCell[i] {
				if b.pl.proofs[o] == nil && rd.plausible(b.pt.needs[o]) {
					if f, ok := rd.meet(b.pt.needs[o]); ok {
						b.accept(o, f)
					}
				}
			}
			if at == 0 && b.pl.proofs[k] == nil {
				break
			}
		}
		if b.pl.proofs[k] != nil {
			return true
		}
	}
	return false
}

// prove looks by hand for a proof of a need.
func (fd *finder) prove(n need) (f proof, ok bool) {
	for _, one := range fd.s.firm(n) {
		m, ok := fd.find(one, 60, 4)
		if !ok {
			return nil, false
		}
		f = append(f, m)
	}
	return f, true
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

// beyond looks for a cheap move that hides more: by the router in a box about the
// need, by hand, then in boxes that grow to the whole part. In a huge part it looks
// by hand first, which is faster and dearer.
func (pt *part) beyond(fd *finder, n need) (m move, ok bool) {
	s := pt.s
	if len(pt.cells) > pt.options.huge {
		if m, ok = fd.find(n, 200, 4); ok {
			return m, true
		}
	}
	about, _ := s.near(n.cell, few, fd.hidden)
	if len(pt.cells) > pt.options.huge {
		if m, ok = newRouter(s, union(s.box(n, 2, fd.price), about)).find(n, fd.price); ok {
			return m, true
		}
	}
	m, ok = newRouter(s, union(s.box(n, 3, fd.price), about)).find(n, fd.price)
	if !ok {
		m, ok = fd.find(n, 1500, 8)
	}
	for width := 3; !ok && width < 64; width *= 2 {
		m, ok = newRouter(s, union(s.box(n, width, fd.price), s.above(n.cell))).find(n, fd.price)
	}
	if !ok && len(pt.cells) <= pt.options.large {
		m, ok = newRouter(s, pt.cells).find(n, fd.price)
	}
	return m, ok
}

// plausible says whether no relation alone keeps the reader from a need: where the
// other cells of one have too little room no program needs to be solved.
func (rd *reader) plausible(n need) bool {
	s := rd.s
	relations, signs := s.ofCell.of(n.cell)
	for k, r := range relations {
		rise, fall := 0.0, 0.0 // of the cell, by what the others can do
		cells, others := s.ofRelation.of(r)
		for e, i := range cells {
			if _, ok := rd.col[i]; ok && i != n.cell {
				rise += s.room(i, others[e] != signs[k])
				fall += s.room(i, others[e] == signs[k])
			}
		}
		s.work += int64(len(cells))
		if !s.reached(n, rise, fall) {
			return false
		}
	}
	return true
}

// near is the hidden cells about a cell, about as many as size where there are,
// ascending; core is the nearest of them, the cell first.
func (s *system) near(cell int32, size int, hidden []bool) (all, core []int32) {
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
	core = slices.Clone(list[:(len(list)+2)/3])
	slices.Sort(list)
	return list, core
}

// above is the cells that may move among the totals that a cell is in, the totals of
// those and so on, and the cell: were all of them hidden, it could be anything.
func (s *system) above(cell int32) []int32 {
	in := map[int32]bool{cell: true}
	list := []int32{cell}
	for at := 0; at < len(list); at++ {
		relations, _ := s.ofCell.of(list[at])
		for _, r := range relations {
			// The total is the last cell of a relation.
			cells, _ := s.ofRelation.of(r)
			if total := cells[len(cells)-1]; !in[total] && s.free(total) {
				in[total] = true
				list = append(list, total)
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

// unprotectable is the error for a cell: what it needs, and what it gets when
// everything is hidden that may be, in a part that is large all that is about it.
func (pt *part) unprotectable(i int32) error {
	s := pt.s
	cells := pt.cells
	if len(cells) > pt.options.large {
		cells = s.box(need{cell: i}, 64, func(int32) float64 { return 0 })
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
