package disclose

import (
	"cmp"
	"math"
	"slices"
)

// system is a problem in the form that the methods work on. Cells are numbered in
// the order of their ids and relations in the order of their cells, so that
// neither the order of the caller nor a map decides anything.
type system struct {
	cells  []Cell // in the order of ids
	origin []int  // index of each cell in the problem

	// The relations of each cell, the cells of each relation, parts with the sign +1
	// and the total with -1.
	ofCell, ofRelation links
	// up and down are how far a cell may be moved within what the reader knows.
	up, down []float64
	integral bool // all figures are whole numbers
	work     int64

	sum, size []float64 // scratch of holds, by relation
}

// links is a list of signed links for each of a number of things.
type links struct {
	start []int32
	to    []int32
	sign  []int8
}

// of is the links of thing i.
func (l *links) of(i int32) ([]int32, []int8) {
	return l.to[l.start[i]:l.start[i+1]], l.sign[l.start[i]:l.start[i+1]]
}

// count is the number of things.
func (l *links) count() int { return len(l.start) - 1 }

// link is one signed link.
type link struct {
	to   int32
	sign int8
}

// newSystem puts a problem that was checked into order.
func newSystem(p *Problem) *system {
	n := len(p.Cells)
	s := &system{cells: make([]Cell, n), origin: make([]int, n), up: make([]float64, n), down: make([]float64, n), integral: true}
	for i := range s.origin {
		s.origin[i] = i
	}
	slices.SortFunc(s.origin, func(a, b int) int { return cmp.Compare(p.Cells[a].ID, p.Cells[b].ID) })
	number := make([]int32, n)
	for i, o := range s.origin {
		number[o] = int32(i)
		c := p.Cells[o]
		c.Ceiling = c.ceiling()
		s.cells[i] = c
		s.up[i], s.down[i] = c.Ceiling-c.Value, c.Value-c.Floor
		whole := c.Value == math.Trunc(c.Value) && c.Floor == math.Trunc(c.Floor) && (math.IsInf(c.Ceiling, 1) || c.Ceiling == math.Trunc(c.Ceiling))
		s.integral = s.integral && whole
	}
	rows := make([][]link, len(p.Relations))
	for k, r := range p.Relations {
		rows[k] = make([]link, 0, len(r.Parts)+1)
		for _, i := range r.Parts {
			rows[k] = append(rows[k], link{number[i], 1})
		}
		slices.SortFunc(rows[k], func(a, b link) int { return cmp.Compare(a.to, b.to) })
		rows[k] = append(rows[k], link{number[r.Total], -1})
	}
	slices.SortFunc(rows, compareRows)
	rows = slices.CompactFunc(rows, func(a, b []link) bool { return compareRows(a, b) == 0 })
	degree := make([]int32, n+1)
	s.ofRelation.start = make([]int32, 1, len(rows)+1)
	for _, row := range rows {
		for _, l := range row {
			s.ofRelation.to = append(s.ofRelation.to, l.to)
			s.ofRelation.sign = append(s.ofRelation.sign, l.sign)
			degree[l.to+1]++
		}
		s.ofRelation.start = append(s.ofRelation.start, int32(len(s.ofRelation.to)))
	}
	s.ofCell = s.ofRelation.turned(n, degree)
	return s
}

// turned is the same links from the other side; degree[i+1] is how many thing i has.
func (l *links) turned(n int, degree []int32) links {
	t := links{start: degree, to: make([]int32, len(l.to)), sign: make([]int8, len(l.to))}
	for i := range n {
		t.start[i+1] += t.start[i]
	}
	next := slices.Clone(t.start[:n])
	for k := range int32(l.count()) {
		to, sign := l.of(k)
		for e, i := range to {
			t.to[next[i]], t.sign[next[i]] = k, sign[e]
			next[i]++
		}
	}
	return t
}

func compareRows(a, b []link) int {
	return slices.CompareFunc(a, b, func(x, y link) int {
		return cmp.Or(cmp.Compare(x.to, y.to), cmp.Compare(x.sign, y.sign))
	})
}

// room is how far cell i may be moved in a direction.
func (s *system) room(i int32, up bool) float64 {
	if up {
		return s.up[i]
	}
	return s.down[i]
}

// free says whether a cell may be hidden and moved.
func (s *system) free(i int32) bool {
	return !s.cells[i].Fixed && (s.up[i] > 0 || s.down[i] > 0)
}

// parts splits the cells for which in is true into groups that share relations,
// each ascending. Within a relation only those cells connect.
func (s *system) parts(in []bool) [][]int32 {
	group := make([]int32, len(s.cells))
	seen := make([]bool, s.ofRelation.count())
	var all [][]int32
	for i := range int32(len(s.cells)) {
		if !in[i] || group[i] > 0 {
			continue
		}
		list := []int32{i}
		group[i] = int32(len(all) + 1)
		for at := 0; at < len(list); at++ {
			relations, _ := s.ofCell.of(list[at])
			for _, r := range relations {
				if seen[r] {
					continue
				}
				seen[r] = true
				cells, _ := s.ofRelation.of(r)
				for _, c := range cells {
					if in[c] && group[c] == 0 {
						group[c] = group[i]
						list = append(list, c)
					}
				}
			}
		}
		slices.Sort(list)
		all = append(all, list)
	}
	s.work += int64(len(s.ofRelation.to))
	return all
}

// open takes from hidden what the relations determine at once: a cell without
// room, and one that is alone in a relation. What is left is in the result.
func (s *system) open(hidden []bool) []bool {
	left := slices.Clone(hidden)
	count := make([]int32, s.ofRelation.count())
	var queue []int32
	settle := func(i int32) {
		left[i] = false
		relations, _ := s.ofCell.of(i)
		for _, r := range relations {
			if count[r]--; count[r] == 1 {
				queue = append(queue, r)
			}
		}
	}
	for r := range count {
		cells, _ := s.ofRelation.of(int32(r))
		for _, c := range cells {
			if hidden[c] {
				count[r]++
			}
		}
		if count[r] == 1 {
			queue = append(queue, int32(r))
		}
	}
	for i := range int32(len(left)) {
		if left[i] && s.up[i] <= 0 && s.down[i] <= 0 {
			settle(i)
		}
	}
	for len(queue) > 0 {
		r := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		cells, _ := s.ofRelation.of(r)
		for _, c := range cells {
			if left[c] {
				settle(c)
			}
		}
	}
	s.work += int64(len(s.ofRelation.to))
	return left
}
