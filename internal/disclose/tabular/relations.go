package tabular

import (
	"fmt"
	"slices"
	"strings"
)

// relate finds every sum among the cells, whichever table or release each is in.
//
// Where only some of the parts of a total were published, what is left over is a
// figure too: a reader can work it out by subtraction. It becomes a cell that
// nobody publishes, "x less a less b", and the rules hold for it as for any other.
func (t *tables) relate() {
	sets := map[at][][]string{} // by code, worked out once
	for _, dim := range t.order {
		for _, code := range append([]string{""}, t.dims[dim].codes...) {
			sets[at{dim, code}] = t.dims[dim].children(code)
		}
	}
	for i := 0; i < len(t.cells); i++ {
		c := t.cells[i]
		if c.state == unpublished {
			continue // what is left over is not broken down further
		}
		for _, dim := range t.order {
			for _, set := range sets[at{dim, c.place.code(dim)}] {
				t.sum(i, dim, set)
			}
		}
	}
	for _, dim := range t.order {
		if t.dims[dim].period {
			t.spans(dim)
		}
	}
}

// sum relates a total to those of its parts that are cells.
func (t *tables) sum(total int, dim string, codes []string) {
	c := t.cells[total]
	var parts []int
	for _, code := range codes {
		if i, there := t.at[key(c.measure, c.place.put(dim, code))]; there {
			parts = append(parts, i)
		}
	}
	switch {
	case len(parts) == 0:
		return
	case len(parts) < len(codes) || t.dims[dim].partial:
		parts = append(parts, t.left(total, parts))
	}
	t.relations = append(t.relations, relation{total: total, parts: parts, dim: dim})
}

// left is the cell of what is left of a total without some of its parts.
func (t *tables) left(total int, parts []int) int {
	c := t.cells[total]
	ids := make([]string, len(parts))
	for k, p := range parts {
		ids[k] = t.cells[p].id
	}
	full := c.id + " less " + strings.Join(ids, " less ")
	id := full
	if len(ids) > 3 {
		id = fmt.Sprintf("%s less %s less … less %s (%d parts)", c.id, ids[0], ids[len(ids)-1], len(ids))
		if t.short[id]++; t.short[id] > 1 {
			id = full
		}
	}
	rest := &cell{id: id, measure: c.measure, state: unpublished, summed: c.summed}
	i, _ := t.add("\x02"+full, rest)
	return i
}

// names gives every cell a name of its own: where two tables have the same codes
// for different things, the dimensions are named too.
func (t *tables) names() {
	count := map[string]int{}
	for _, c := range t.cells {
		count[c.id]++
	}
	for _, c := range t.cells {
		if count[c.id] > 1 {
			var parts []string
			for _, dim := range t.order {
				if code := c.place.code(dim); code != "" {
					parts = append(parts, dim+"="+code)
				}
			}
			if c.measure != "" {
				parts = slices.Insert(parts, 0, c.measure)
			}
			c.id = strings.Join(parts, "|")
		}
	}
}
