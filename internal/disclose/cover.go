package disclose

// cover hides cells until no relation gives a hidden cell away on its own: each
// primary cell has others beside it with the room that it needs, and each other
// hidden cell has company. The cells that serve the most relations for their weight
// come first. That is not protection yet, but near it, and near what the whole
// table needs together, which cells chosen for one primary cell at a time are not.
func (pt *part) cover(hidden []bool) {
	s := pt.s
	ofCell := map[int32][]need{}
	for _, n := range pt.needs {
		ofCell[n.cell] = append(ofCell[n.cell], n)
	}
	count := make([]int32, s.ofRelation.count()) // hidden cells of each relation that may move
	short := make([]bool, s.ofRelation.count())  // whether it gives something away
	given := make([]bool, s.ofRelation.count())  // nothing more can be done
	var queue []int32
	check := func(r int32) {
		was := short[r]
		short[r] = !given[r] && s.gives(r, hidden, ofCell)
		if short[r] && !was {
			queue = append(queue, r)
		}
	}
	hide := func(i int32) {
		hidden[i] = true
		relations, _ := s.ofCell.of(i)
		for _, r := range relations {
			count[r]++
			check(r)
		}
	}
	for _, i := range pt.primary {
		relations, _ := s.ofCell.of(i)
		for _, r := range relations {
			count[r]++
		}
	}
	for _, i := range pt.primary {
		relations, _ := s.ofCell.of(i)
		for _, r := range relations {
			check(r)
		}
	}
	for at := 0; at < len(queue); at++ {
		r := queue[at]
		for short[r] {
			cells, _ := s.ofRelation.of(r)
			best, least := int32(-1), 0.0
			for _, i := range cells {
				if hidden[i] || !s.free(i) || s.down[i] <= 0 || s.up[i] <= 0 {
					continue
				}
				gain, spoils := 0, 0
				relations, _ := s.ofCell.of(i)
				for _, o := range relations {
					if short[o] {
						gain++
					} else if count[o] == 0 {
						spoils++
					}
				}
				if c := (s.cells[i].Weight + 1e-4) * float64(1+spoils) / float64(gain); best < 0 || c < least {
					best, least = i, c
				}
			}
			s.work += int64(5 * len(cells))
			if best < 0 {
				given[r], short[r] = true, false
				break
			}
			hide(best)
		}
	}
}

// gives says whether a relation gives something away on its own: a hidden cell that
// stands alone, or a primary cell without others that have the room it needs.
func (s *system) gives(r int32, hidden []bool, needs map[int32][]need) bool {
	cells, signs := s.ofRelation.of(r)
	rise, fall := 0.0, 0.0 // how far the hidden cells can move the sum
	n := 0
	for e, i := range cells {
		if hidden[i] {
			n++
			rise += s.room(i, signs[e] > 0)
			fall += s.room(i, signs[e] < 0)
		}
	}
	s.work += int64(2 * len(cells))
	if n == 1 {
		return true
	}
	for e, i := range cells {
		for _, w := range needs[i] {
			// What moves the cell is the others, the other way.
			if others := rise - s.room(i, signs[e] > 0); !w.sliding && w.up != (signs[e] > 0) && others < w.amount {
				return true
			}
			if others := fall - s.room(i, signs[e] < 0); !w.sliding && w.up == (signs[e] > 0) && others < w.amount {
				return true
			}
		}
	}
	return false
}
