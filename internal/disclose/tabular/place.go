package tabular

import (
	"cmp"
	"slices"
	"strings"
)

// at is one coordinate: a code of a dimension.
type at struct{ dim, code string }

// place is where a figure stands: its coordinates, ordered by dimension, without
// those at the total of their dimension. Tables that share cells are linked by it:
// the boys of one area are the same boys in a table by age and in one by theme.
type place []at

// put gives a place with one coordinate changed; an empty code leaves it out.
func (p place) put(dim, code string) place {
	var q place
	for _, a := range p {
		if a.dim != dim {
			q = append(q, a)
		}
	}
	if code != "" {
		q = append(q, at{dim, code})
		slices.SortFunc(q, func(a, b at) int { return cmp.Compare(a.dim, b.dim) })
	}
	return q
}

// code is the coordinate along a dimension, or "" at its total.
func (p place) code(dim string) string {
	for _, a := range p {
		if a.dim == dim {
			return a.code
		}
	}
	return ""
}

// key is the same for the same place and measure, and different for others.
func key(measure string, p place) string {
	var b strings.Builder
	b.WriteString(measure)
	for _, a := range p {
		b.WriteString("\x00" + a.dim + "\x01" + a.code)
	}
	return b.String()
}
