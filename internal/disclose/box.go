package disclose

import (
	"cmp"
	"slices"
)

// box is cells about that of a need among which moves are likely to be cheap: some
// of those that stand with it in a relation, with the room that is needed first and
// hidden and cheap ones before others, and again and again what stands in two
// relations or more with cells that are in. In a table of n ways that is a table of n
// ways with few categories.
func (s *system) box(n need, most int, price func(int32) float64) []int32 {
	cell := n.cell
	poor := func(i int32) int {
		if min(s.up[i], s.down[i]) < n.amount {
			return 1
		}
		return 0
	}
	list := []int32{cell}
	in := map[int32]bool{cell: true}
	relations, _ := s.ofCell.of(cell)
	for _, r := range relations {
		cells, _ := s.ofRelation.of(r)
		var some []int32
		for _, c := range cells {
			if !in[c] && s.free(c) {
				some = append(some, c)
			}
		}
		slices.SortFunc(some, func(a, b int32) int {
			return cmp.Or(poor(a)-poor(b), cmp.Compare(price(a), price(b)), cmp.Compare(s.down[b], s.down[a]), cmp.Compare(a, b))
		})
		for _, c := range some[:min(most, len(some))] {
			in[c] = true
			list = append(list, c)
		}
	}
	touched, counts := map[int32]bool{}, map[int32]int{}
	for at := 0; at < len(list) && len(list) < 3000; {
		for ; at < len(list); at++ {
			relations, _ := s.ofCell.of(list[at])
			for _, r := range relations {
				if touched[r] {
					continue
				}
				touched[r] = true
				cells, _ := s.ofRelation.of(r)
				s.work += int64(10 * len(cells)) // maps are slow
				for _, c := range cells {
					counts[c]++
				}
			}
		}
		was := len(list)
		for c, k := range counts {
			if k >= 2 && !in[c] && s.free(c) {
				in[c] = true
				list = append(list, c)
			}
		}
		slices.Sort(list[was:])
	}
	slices.Sort(list)
	return list
}
