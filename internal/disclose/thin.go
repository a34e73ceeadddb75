package disclose

import (
	"cmp"
	"slices"
)

// thin shows again what the best plan can do without, the dearest cells first:
// whatever was proven with a cell is proven anew without it by the finder, among
// hidden cells only.
func (pt *part) thin() {
	s, pl := pt.s, pt.best
	users, extra := pl.users(s), pt.secondary()
	fd := newFinder(s, pl.hidden, nil)
	fd.only = true
	for done, i := range extra {
		pt.tell("clean up", done, len(extra))
		if pt.betrays(pl, i) {
			continue
		}
		fd.barred = i
		fresh := map[int32]proof{}
		ok := true
		for _, k := range users[i] {
			if !pl.proofs[k].uses(i) || fresh[k] != nil {
				continue
			}
			var f proof
			for _, n := range s.firm(pt.needs[k]) {
				m, found := fd.find(n, 60, 4)
				ok = ok && found
				f = append(f, m)
			}
			if !ok {
				break
			}
			fresh[k] = f
		}
		if !ok {
			continue
		}
		pl.hidden[i] = false
		for k, f := range fresh {
			pl.proofs[k] = f
			users.note(s, k, f)
		}
	}
	pl.price(pt)
}

// users are the needs that are proven with each secondary cell, some no longer.
type users map[int32][]int32

func (pl *plan) users(s *system) users {
	u := users{}
	for k, f := range pl.proofs {
		u.note(s, int32(k), f)
	}
	return u
}

// note adds a proof of need k.
func (u users) note(s *system, k int32, f proof) {
	for _, m := range f {
		for _, c := range m {
			if list := u[c.cell]; !s.cells[c.cell].Primary && (len(list) == 0 || list[len(list)-1] != k) {
				u[c.cell] = append(list, k)
			}
		}
	}
}

// secondary are the hidden cells of the best plan that need not be hidden, the
// dearest first.
func (pt *part) secondary() []int32 {
	s := pt.s
	var all []int32
	for _, i := range pt.cells {
		if pt.best.hidden[i] && !s.cells[i].Primary {
			all = append(all, i)
		}
	}
	slices.SortStableFunc(all, func(a, b int32) int { return cmp.Compare(s.cells[b].Weight, s.cells[a].Weight) })
	return all
}
