// Package madeup makes tables of counts up, of any size and shape, the same from
// the same seed on every machine: to measure and to test with. No count in them
// was ever counted.
package madeup

import (
	"fmt"

	"github.com/northinch/northinch/internal/disclose"
)

// Axis is the levels of one dimension below its total: {32} is 32 categories and
// their total, {4, 8} is four groups of eight, the groups and their total.
type Axis []int

// Spec is a table to make up.
type Spec struct {
	Axes []Axis
	// Mean is about how many are counted in an innermost cell; counts are skewed, with
	// many small ones and a few that are large.
	Mean float64
	// Below is the count from which a cell need not be hidden: counts from 1 to
	// Below-1 are primary, and the reader must be left with 0 to Below.
	Below int
	Seed  uint64
}

// node is one category of an axis.
type node struct {
	name     string
	children []int
	leaf     bool
}

// nodes are the categories of an axis, the total first, each after its parent.
func (a Axis) nodes() []node {
	all := []node{{name: "T"}}
	level := []int{0}
	for _, n := range a {
		var next []int
		for _, parent := range level {
			for k := range n {
				name := fmt.Sprintf("%d", k+1)
				if parent > 0 {
					name = all[parent].name + "." + name
				}
				all[parent].children = append(all[parent].children, len(all))
				next = append(next, len(all))
				all = append(all, node{name: name})
			}
		}
		level = next
	}
	for _, i := range level {
		all[i].leaf = true
	}
	return all
}

// Table makes a table up: a cell for every combination of categories of the axes,
// totals included, and a relation for every total along an axis.
func Table(spec Spec) *disclose.Problem {
	axes := make([][]node, len(spec.Axes))
	stride := make([]int, len(axes))
	size := 1
	for d := len(axes) - 1; d >= 0; d-- {
		axes[d] = spec.Axes[d].nodes()
		stride[d] = size
		size *= len(axes[d])
	}
	p := &disclose.Problem{Cells: make([]disclose.Cell, size)}
	r := dice(spec.Seed)
	at := make([]int, len(axes))
	for i := range p.Cells {
		rest, id, inner := i, make([]byte, 0, 16), true
		for d := range axes {
			at[d], rest = rest/stride[d], rest%stride[d]
			if d > 0 {
				id = append(id, '|')
			}
			id = append(id, axes[d][at[d]].name...)
			inner = inner && axes[d][at[d]].leaf
		}
		p.Cells[i].ID = string(id)
		if inner {
			p.Cells[i].Value = float64(r.count(spec.Mean))
		}
	}
	// Totals axis by axis: after the first all combinations that are totals there
	// only are right, after the last all.
	for d := range axes {
		for k := len(axes[d]) - 1; k >= 0; k-- {
			if axes[d][k].leaf {
				continue
			}
			for i := range p.Cells {
				if i/stride[d]%len(axes[d]) != k {
					continue
				}
				relation := disclose.Relation{Total: i}
				sum := 0.0
				for _, c := range axes[d][k].children {
					part := i + (c-k)*stride[d]
					relation.Parts = append(relation.Parts, part)
					sum += p.Cells[part].Value
				}
				p.Cells[i].Value = sum
				p.Relations = append(p.Relations, relation)
			}
		}
	}
	for i := range p.Cells {
		c := &p.Cells[i]
		c.Weight = 1 + c.Value
		if c.Value > 0 && c.Value < float64(spec.Below) {
			c.Primary, c.Lower, c.Upper = true, c.Value, float64(spec.Below)-c.Value
		}
	}
	return p
}

// dice is a generator of numbers, the same everywhere (SplitMix64; G. L. Steele, D.
// Lea and C. H. Flood 2014).
type dice uint64

func (d *dice) next() uint64 {
	*d += 0x9e3779b97f4a7c15
	z := uint64(*d)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// unit is a number from 0 to below 1.
func (d *dice) unit() float64 { return float64(d.next()>>11) / (1 << 53) }

// count is a count of about mean: the product of three numbers is skewed.
func (d *dice) count(mean float64) int { return int(8 * mean * d.unit() * d.unit() * d.unit()) }
