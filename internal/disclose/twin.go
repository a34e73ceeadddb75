package disclose

import "slices"

// joined is a problem in which cells that must be equal are one: a total with a
// single part is that part, and hiding one of them without the other hides nothing.
type joined struct {
	Problem
	members [][]int // of each cell, the cells of the problem that it stands for
}

// join makes one cell of each group of twins. Where that would put a cell twice into
// a relation the problem stays as it is.
func (p *Problem) join() joined {
	first := make([]int, len(p.Cells)) // a smaller member of the group, or the cell itself
	for i := range first {
		first[i] = i
	}
	root := func(i int) int {
		for first[i] != i {
			first[i] = first[first[i]]
			i = first[i]
		}
		return i
	}
	for _, r := range p.Relations {
		if len(r.Parts) == 1 && p.share(r.Total, r.Parts[0]) {
			a, b := root(r.Total), root(r.Parts[0])
			first[max(a, b)] = min(a, b)
		}
	}
	j := joined{}
	number := make([]int, len(p.Cells)) // in the joined problem
	for i := range p.Cells {
		if at := root(i); at != i {
			number[i] = number[at]
			j.members[number[i]] = append(j.members[number[i]], i)
			j.Cells[number[i]].take(p.Cells[i])
			continue
		}
		number[i] = len(j.Cells)
		j.Cells = append(j.Cells, p.Cells[i])
		j.members = append(j.members, []int{i})
	}
	for _, r := range p.Relations {
		total, parts := number[r.Total], make([]int, len(r.Parts))
		for k, i := range r.Parts {
			parts[k] = number[i]
		}
		if len(parts) == 1 && parts[0] == total {
			continue
		}
		if all := slices.Sorted(slices.Values(append(parts, total))); len(slices.Compact(all)) <= len(parts) {
			return apart(p)
		}
		j.Relations = append(j.Relations, Relation{total, parts})
	}
	return j
}

// apart is a problem in which nothing is joined.
func apart(p *Problem) joined {
	j := joined{Problem: *p, members: make([][]int, len(p.Cells))}
	for i := range j.members {
		j.members[i] = []int{i}
	}
	return j
}

// share says whether two twins are hidden together or not at all. A primary cell that
// needs no protection may be given away by a twin that is shown.
func (p *Problem) share(a, b int) bool {
	loose := func(c *Cell) bool { return c.Primary && c.Upper == 0 && c.Lower == 0 && c.Sliding == 0 }
	return !loose(&p.Cells[a]) && !loose(&p.Cells[b])
}

// take adds to a cell what is asked for its twin, and what is known of it.
func (c *Cell) take(twin Cell) {
	c.Ceiling, c.Floor = max(c.Value, min(c.ceiling(), twin.ceiling())), min(c.Value, max(c.Floor, twin.Floor))
	c.Capped = true
	c.Weight += twin.Weight
	c.Fixed = c.Fixed || twin.Fixed
	c.Lower, c.Upper, c.Sliding = max(c.Lower, twin.Lower), max(c.Upper, twin.Upper), max(c.Sliding, twin.Sliding)
	// The name in messages is that of a primary cell where there is one.
	if twin.Primary && (!c.Primary || twin.ID < c.ID) || twin.Primary == c.Primary && twin.ID < c.ID {
		c.ID = twin.ID
	}
	c.Primary = c.Primary || twin.Primary
	if c.Primary && c.Fixed { // one of them is shown, and with it the other
		c.Floor, c.Ceiling = c.Value, c.Value
	}
}

// spread says of all cells of the problem what a pattern says of the joined ones.
func (j joined) spread(p *Problem, pattern *Pattern) {
	var hidden []int
	for _, i := range pattern.Suppressed {
		hidden = append(hidden, j.members[i]...)
	}
	slices.Sort(hidden)
	pattern.Suppressed = hidden
	intervals := map[int]Interval{}
	for i, at := range pattern.Intervals {
		for _, m := range j.members[i] {
			if p.Cells[m].Primary {
				intervals[m] = at
			}
		}
	}
	pattern.Intervals = intervals
}

// name makes an error about a joined cell one about a cell of the problem: the
// primary one that gave it its name. Twins that may not be hidden are named with it.
func (j joined) name(p *Problem, e *Unprotectable) {
	at := e.Cell
	for _, m := range j.members[at] {
		if p.Cells[m].ID == e.ID {
			e.Cell = m
		} else if p.Cells[m].Fixed {
			e.Fixed = append(e.Fixed, p.Cells[m].ID)
		}
	}
}
