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
	users := map[int32][]int32{}
	note := func(k int, f proof) {
		for _, m := range f {
			for _, c := range m {
				if !s.cells[c.cell].Primary {
					users[c.cell] = append(users[c.cell], int32(k))
				}
			}
		}
	}
	for k, f := range pl.proofs {
		note(k, f)
	}
	var extra []int32
	for _, i := range pt.cells {
		if pl.hidden[i] && !s.cells[i].Primary {
			extra = append(extra, i)
		}
	}
	slices.SortStableFunc(extra, func(a, b int32) int { return cmp.Compare(s.cells[b].Weight, s.cells[a].Weight) })
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
			note(int(k), f)
		}
	}
	pl.price(pt)
}
