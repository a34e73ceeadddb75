package disclose

import (
	"slices"
)

// block is about how many cells about a dear hidden one are looked at to be decided
// anew, and effort the work that is spent on each block.
const block, effort = 500, 20_000_000

// improve decides a plan anew block by block, the dearest hidden cells first: what
// is outside of a block stays hidden or shown, and within it branch and cut looks for
// what is cheaper. It goes on until no block gets cheaper or the work is spent.
func (pt *part) improve() {
	s, pl := pt.s, pt.best
	users := pl.users(s)
	for better := true; better && !pt.spent(); {
		better = false
		done := make([]bool, len(s.cells))
		seeds := pt.secondary()
		for at, i := range seeds {
			pt.tell("improve", at, len(seeds))
			if pt.spent() {
				break
			}
			if done[i] || !pl.hidden[i] {
				continue
			}
			b := pt.about(i, users)
			for _, c := range b.open {
				done[c] = true
			}
			if b.decide(users) {
				better = true
			}
		}
		pl.price(pt)
	}
}

// neighbourhood is cells that are decided together.
type neighbourhood struct {
	pt    *part
	open  []int32 // to be decided
	cells []int32 // these, and the hidden ones that the needs are proven with
	needs []int32 // what must be proven anew
}

// about is the cells about a hidden one that might do in its place.
func (pt *part) about(i int32, users users) *neighbourhood {
	s, pl := pt.s, pt.best
	b := &neighbourhood{pt: pt}
	price := func(i int32) float64 {
		if pl.hidden[i] {
			return 0
		}
		return s.cells[i].Weight
	}
	in := map[int32]bool{i: true}
	var list []int32
	list = append(list, i)
	for _, k := range users[i] {
		if len(list) >= block || !pl.proofs[k].uses(i) {
			continue
		}
		for _, n := range s.firm(pt.needs[k]) {
			for _, c := range s.box(n, 3, price) {
				if !in[c] {
					in[c] = true
					list = append(list, c)
				}
			}
		}
	}
	asked := map[int32]bool{} // needs
	for _, c := range slices.Clone(list) {
		if s.cells[c].Primary {
			continue
		}
		// What is proven with the cell must be proven anew, with what it is proven with.
		needs, more, ok := b.depend(c, users[c], asked, in, pt.options.most-len(list))
		if !ok {
			continue
		}
		b.open = append(b.open, c)
		b.needs = append(b.needs, needs...)
		for _, k := range needs {
			asked[k] = true
		}
		for _, o := range more {
			in[o] = true
		}
		list = append(list, more...)
	}
	slices.Sort(list)
	b.cells = list
	return b
}

// depend is which needs must be proven anew where cell i is decided anew, besides those
// asked, and which cells that takes, besides those in; false says that it takes more
// than most.
func (b *neighbourhood) depend(i int32, users []int32, asked, in map[int32]bool, most int) (needs, cells []int32, ok bool) {
	fresh := map[int32]bool{}
	b.pt.s.work += int64(len(users))
	for _, k := range users {
		f := b.pt.best.proofs[k]
		if asked[k] || !f.uses(i) {
			continue
		}
		needs = append(needs, k)
		for _, m := range f {
			b.pt.s.work += int64(10 * len(m)) // maps are slow
			for _, c := range m {
				if !in[c.cell] && !fresh[c.cell] {
					fresh[c.cell] = true
					cells = append(cells, c.cell)
				}
			}
		}
		if len(cells) > most {
			return nil, nil, false
		}
	}
	return needs, cells, true
}

// decide looks for something cheaper, and takes it into the plan.
func (b *neighbourhood) decide(users users) bool {
	pt, s, pl := b.pt, b.pt.s, b.pt.best
	sub := s.within(b.cells)
	at := make(map[int32]int32, len(b.cells))
	for k, i := range b.cells {
		at[i] = int32(k)
	}
	now := &plan{hidden: make([]bool, len(b.cells))}
	all := make([]int32, len(b.cells))
	for k, i := range b.cells {
		all[k] = int32(k)
		now.hidden[k] = pl.hidden[i]
		c := &sub.cells[k]
		c.Primary, c.Lower, c.Upper, c.Sliding = true, 0, 0, 0
	}
	for _, i := range b.open {
		sub.cells[at[i]].Primary = false
	}
	slices.Sort(b.needs)
	b.needs = slices.Compact(b.needs)
	for _, k := range b.needs {
		switch n, c := pt.needs[k], &sub.cells[at[pt.needs[k].cell]]; {
		case n.sliding:
			c.Sliding = n.amount
		case n.up:
			c.Upper = n.amount
		default:
			c.Lower = n.amount
		}
	}
	for _, k := range b.needs {
		now.proofs = append(now.proofs, pl.proofs[k].renamed(func(i int32) int32 { return at[i] }))
	}
	inner := newPart(sub, all, pt.options)
	now.price(inner)
	inner.best, inner.limit = now, effort
	inner.prove()
	s.work += sub.work
	if inner.best.cost >= now.cost {
		return false
	}
	for _, i := range b.open {
		pl.hidden[i] = inner.best.hidden[at[i]]
	}
	for x, k := range b.needs {
		pl.proofs[k] = inner.best.proofs[x].renamed(func(i int32) int32 { return b.cells[i] })
		users.note(s, k, pl.proofs[k])
	}
	return true
}

// renamed is a proof in which cells have other numbers, in the same order.
func (f proof) renamed(name func(int32) int32) proof {
	g := make(proof, len(f))
	for k, m := range f {
		g[k] = make(move, len(m))
		for e, c := range m {
			g[k][e] = change{name(c.cell), c.by}
		}
	}
	return g
}

// within is a system of some cells, ascending; all others stay as they are. origin
// is the numbers of the cells in the larger system.
func (s *system) within(cells []int32) *system {
	sub := &system{cells: make([]Cell, len(cells)), origin: make([]int, len(cells)), up: make([]float64, len(cells)), down: make([]float64, len(cells)), integral: s.integral}
	degree := make([]int32, len(cells)+1)
	rows := map[int32][]link{}
	var order []int32
	for k, i := range cells {
		sub.cells[k], sub.origin[k], sub.up[k], sub.down[k] = s.cells[i], int(i), s.up[i], s.down[i]
		relations, signs := s.ofCell.of(i)
		for e, r := range relations {
			if rows[r] == nil {
				order = append(order, r)
			}
			rows[r] = append(rows[r], link{int32(k), signs[e]})
			degree[k+1]++
		}
	}
	slices.Sort(order)
	sub.ofRelation.start = []int32{0}
	for _, r := range order {
		for _, l := range rows[r] {
			sub.ofRelation.to = append(sub.ofRelation.to, l.to)
			sub.ofRelation.sign = append(sub.ofRelation.sign, l.sign)
		}
		sub.ofRelation.start = append(sub.ofRelation.start, int32(len(sub.ofRelation.to)))
	}
	sub.ofCell = sub.ofRelation.turned(len(cells), degree)
	return sub
}
