package disclose

import "fmt"

// testDice is a generator of numbers, the same on every run.
type testDice uint64

func (d *testDice) next(n int) int {
	*d = *d*6364136223846793005 + 1442695040888963407
	return int(uint64(*d)>>33) % n
}

// randomProblem is a two- to four-way table with margins.
func randomProblem(seed uint64) *Problem {
	d := testDice(seed*7919 + 1)
	d.next(2)
	dims := make([]int, 2+d.next(2))
	for k := range dims {
		dims[k] = 3 + d.next(3-len(dims)/3)
	}
	return madeTable(&d, dims)
}

// madeTable makes up a table with margins of one less than dims categories each,
// with some cells that may not be hidden, ceilings, and needs of width.
func madeTable(d *testDice, dims []int) *Problem {
	size := 1
	for _, n := range dims {
		size *= n
	}
	p := &Problem{Cells: make([]Cell, size)}
	stride := make([]int, len(dims))
	st := 1
	for k := range dims {
		stride[k] = st
		st *= dims[k]
	}
	coord := func(i, k int) int { return i / stride[k] % dims[k] }
	spread := 4 + d.next(30)
	for i := range p.Cells {
		inner := true
		for k := range dims {
			p.Cells[i].ID += fmt.Sprint(coord(i, k), "|")
			inner = inner && coord(i, k) > 0
		}
		if inner {
			p.Cells[i].Value = float64(d.next(spread) * d.next(spread) / 6)
		}
	}
	for k := range dims {
		for i := range p.Cells {
			if coord(i, k) != 0 {
				continue
			}
			r := Relation{Total: i}
			sum := 0.0
			for c := 1; c < dims[k]; c++ {
				r.Parts = append(r.Parts, i+c*stride[k])
				sum += p.Cells[i+c*stride[k]].Value
			}
			p.Cells[i].Value = sum
			p.Relations = append(p.Relations, r)
		}
	}
	for i := range p.Cells {
		c := &p.Cells[i]
		c.Weight = 1 + c.Value
		if c.Value > 0 && c.Value < 5 {
			c.Primary, c.Lower, c.Upper = true, c.Value, 5-c.Value
			if d.next(4) == 0 {
				c.Sliding = 8
			}
		} else if d.next(12) == 0 {
			c.Fixed = true
		}
		if d.next(10) == 0 {
			c.Ceiling = c.Value + float64(1+d.next(12))
		}
	}
	return p
}
