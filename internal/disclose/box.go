package disclose

import (
	"cmp"
	"slices"
)

// box is cells about a cell among which moves are likely to be cheap: some of those
// that stand with it in a relation, hidden and cheap ones first, and again and again
// what stands in two relations or more with cells that are in. In a table of n ways
// that is a table of n ways with few categories.
func (s *system) box(cell int32, most int, price func(int32) float64) []int32 {
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
			return cmp.Or(cmp.Compare(price(a), price(b)), cmp.Compare(s.down[b], s.down[a]), cmp.Compare(a, b))
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
				s.work += int64(len(cells))
				for _, c := range cells {
					counts[c]++
				}
			}
		}
		n := len(list)
		for c, k := range counts {
			if k >= 2 && !in[c] && s.free(c) {
				in[c] = true
				list = append(list, c)
			}
		}
		slices.Sort(list[n:])
	}
	slices.Sort(list)
	return list
}
