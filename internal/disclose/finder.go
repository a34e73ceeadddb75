package disclose

import (
	"cmp"
	"math"
	"slices"
)

// finder looks for moves by hand, as it were: a cell is moved by an amount, each
// relation that no longer adds up is put right by moving another of its cells,
// those that put several right at once first, until all add up again. In a table
// of n ways this finds cycles and hypercubes (Giessing and Repsilber 2002), and what
// hangs on them in a hierarchy. It knows nothing of the shape of the tables and takes
// time only where it moves.
type finder struct {
	s      *system
	hidden []bool    // free to move
	only   bool      // move nothing else
	left   []float64 // what of each cell's weight the needs together do not pay
	barred int32     // a cell that must not move, or -1

	amount float64
	by     []float64 // of each cell, in the attempt
	base   []float64 // of each cell, in the attempts before
	off    []float64 // by how much each relation is off
	mends  []int8    // how many relations that are off each cell is in
	wrong  []int32   // the relations that are off
	moved  []int32
	double []int32 // cells that are in several relations that are off, some no longer

	steps, most int // cells tried
	width       int // choices where nothing mends several
	best        move
	cost        float64
}

func newFinder(s *system, hidden []bool, left []float64) *finder {
	n, m := len(s.cells), s.ofRelation.count()
	return &finder{s: s, hidden: hidden, left: left, barred: -1, by: make([]float64, n), base: make([]float64, n), off: make([]float64, m), mends: make([]int8, n)}
}

// price is what moving a cell costs: nothing where it is hidden, little where others
// are served too.
func (fd *finder) price(i int32) float64 {
	if fd.hidden[i] {
		return 0
	}
	return fd.left[i] + 0.1*fd.s.cells[i].Weight + 1e-4
}

// may says whether cell i can move by an amount.
func (fd *finder) may(i int32, by float64) bool {
	if fd.by[i] != 0 || fd.only && !fd.hidden[i] || fd.s.cells[i].Fixed || i == fd.barred {
		return false
	}
	at := fd.base[i] + by
	return at <= fd.s.up[i] && at >= -fd.s.down[i]
}

// find is the cheapest move found for a need (not a sliding one) among at most most
// cells tried. Where no single amount fits all cells it adds up smaller ones.
func (fd *finder) find(n need, most, width int) (move, bool) {
	fd.width = width
	total := map[int32]float64{}
	left := n.amount
	part := left
	for tries := 0; left > 0 && tries < 8; tries++ {
		part = min(part, left)
		m, ok := fd.attempt(n.cell, n.up, part, most)
		if !ok {
			if part <= 1 {
				break
			}
			part = math.Ceil(part / 2)
			continue
		}
		for _, c := range m {
			total[c.cell] += c.by
			fd.base[c.cell] = total[c.cell]
		}
		left -= part
	}
	var all move
	for i, by := range total {
		fd.base[i] = 0
		if by != 0 {
			all = append(all, change{i, by})
		}
	}
	slices.SortFunc(all, func(a, b change) int { return cmp.Compare(a.cell, b.cell) })
	return all, left <= 0 && fd.s.holds(all, 1, fd.s.slack())
}

// slack is the relative error that relations of figures may have.
func (s *system) slack() float64 {
	if s.integral {
		return 0
	}
	return 1e-9
}

// attempt looks for a move in which every cell moves by the same amount.
func (fd *finder) attempt(cell int32, up bool, amount float64, most int) (move, bool) {
	by := amount
	if !up {
		by = -amount
	}
	if !fd.may(cell, by) {
		return nil, false
	}
	fd.amount, fd.steps, fd.most = amount, 0, most
	fd.best, fd.cost = nil, math.Inf(1)
	fd.double = fd.double[:0]
	fd.put(cell, by)
	fd.search(0)
	fd.take()
	fd.s.work += int64(fd.steps)
	return fd.best, fd.best != nil
}

// put moves a cell.
func (fd *finder) put(i int32, by float64) {
	fd.by[i] = by
	fd.moved = append(fd.moved, i)
	fd.turn(i, by)
}

// take puts the last cell back.
func (fd *finder) take() {
	i := fd.moved[len(fd.moved)-1]
	fd.moved = fd.moved[:len(fd.moved)-1]
	by := fd.by[i]
	fd.by[i] = 0
	fd.turn(i, -by)
}

// turn changes the relations of a cell, and notes which are off.
func (fd *finder) turn(i int32, by float64) {
	relations, signs := fd.s.ofCell.of(i)
	for k, r := range relations {
		was := fd.off[r]
		fd.off[r] += float64(signs[k]) * by
		step := int8(1)
		if was != 0 {
			step = -1
			fd.wrong = slices.DeleteFunc(fd.wrong, func(o int32) bool { return o == r })
		} else {
			fd.wrong = append(fd.wrong, r)
		}
		cells, _ := fd.s.ofRelation.of(r)
		for _, c := range cells {
			if fd.mends[c] += step; step > 0 && fd.mends[c] >= 2 {
				fd.double = append(fd.double, c)
			}
		}
		fd.s.work += int64(len(cells))
	}
}

// mend is by how much cell i must move to put right the relations it is in that are
// off; 0 where they disagree. spoils is how many others it puts wrong.
func (fd *finder) mend(i int32) (by float64, spoils int) {
	relations, signs := fd.s.ofCell.of(i)
	for k, r := range relations {
		if fd.off[r] == 0 {
			spoils++
			continue
		}
		v := -fd.off[r] * float64(signs[k])
		if by != 0 && v != by {
			return 0, 0
		}
		by = v
	}
	return by, spoils
}

// search puts right what is off, from a cost on.
func (fd *finder) search(cost float64) {
	if len(fd.wrong) == 0 {
		fd.best = fd.best[:0]
		for _, i := range fd.moved {
			fd.best = append(fd.best, change{i, fd.by[i]})
		}
		slices.SortFunc(fd.best, func(a, b change) int { return cmp.Compare(a.cell, b.cell) })
		fd.cost = cost
		return
	}
	// One that mends several relations is taken without asking further.
	best, gain, by := int32(-1), 0, 0.0
	list := len(fd.double)
	kept := fd.double[:0:list]
	for _, c := range fd.double {
		if fd.mends[c] < 2 {
			continue
		}
		kept = append(kept, c)
		if v, spoils := fd.mend(c); v != 0 && fd.may(c, v) {
			g := 2*int(fd.mends[c]) - spoils
			if best < 0 || g > gain || g == gain && cmp.Or(cmp.Compare(fd.price(c), fd.price(best)), cmp.Compare(c, best)) < 0 {
				best, gain, by = c, g, v
			}
		}
	}
	fd.double = kept
	if best >= 0 {
		fd.try(best, by, cost)
		return
	}
	fd.branch(cost)
}

// try moves a cell and searches on.
func (fd *finder) try(i int32, by, cost float64) {
	cost += fd.price(i)
	if fd.steps++; fd.steps > fd.most || cost >= fd.cost {
		return
	}
	note := slices.Clone(fd.double)
	fd.put(i, by)
	fd.search(cost)
	fd.take()
	fd.double = append(fd.double[:0], note...)
}

// branch tries the cheapest cells of the relation with the fewest that can move.
func (fd *finder) branch(cost float64) {
	type option struct {
		cell  int32
		by    float64
		price float64
	}
	var options []option
	r := fd.wrong[0]
	for _, o := range fd.wrong[1:] {
		if fd.s.ofRelation.start[o+1]-fd.s.ofRelation.start[o] < fd.s.ofRelation.start[r+1]-fd.s.ofRelation.start[r] {
			r = o
		}
	}
	cells, _ := fd.s.ofRelation.of(r)
	for _, c := range cells {
		by, spoils := fd.mend(c)
		if by == 0 || !fd.may(c, by) {
			continue
		}
		price := fd.price(c)
		if cost+price < fd.cost {
			options = append(options, option{c, by, price + 0.5*float64(spoils)})
		}
	}
	fd.s.work += int64(4 * len(cells))
	slices.SortFunc(options, func(a, b option) int {
		return cmp.Or(cmp.Compare(a.price, b.price), cmp.Compare(a.cell, b.cell))
	})
	for k, o := range options {
		if k >= fd.width || fd.steps > fd.most {
			return
		}
		fd.try(o.cell, o.by, cost)
	}
}
