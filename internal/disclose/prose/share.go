package prose

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// bases are the published totals that a share of a cell can be of: with one label less,
// first those that the sentence sets apart: of "in Eastmoor 3 were girls", Eastmoor.
func (c *checker) bases(cell int, ties []tie) []int {
	var first, all []int
	labels := sortedLabels(c.t.Cells[cell].Labels)
	for k, l := range labels {
		i, there := c.at[keyOf(slices.Delete(slices.Clone(labels), k, k+1))]
		switch {
		case !there || c.t.Cells[i].Hidden || c.t.Cells[i].Value <= 0:
		case slices.ContainsFunc(ties, func(t tie) bool { return t.Label == l && t.said }):
			first = append(first, i)
		default:
			all = append(all, i)
		}
	}
	return append(first, all...)
}

// judgeShare checks a share: of a published cell against its totals, of a hidden one by
// what it comes to.
func (c *checker) judgeShare(q quantity, cells []int, ties []tie) (Kind, string, string) {
	for n, i := range cells {
		cell, bases := c.t.Cells[i], c.bases(i, ties)
		if len(bases) == 0 {
			continue
		}
		if !cell.Hidden {
			for _, b := range bases {
				if s := cell.Value / c.t.Cells[b].Value; s >= q.low-1e-12 && s <= q.high+1e-12 {
					return "", "", ""
				}
			}
			if n == len(cells)-1 {
				b := c.t.Cells[bases[0]]
				return Contradicts, cell.ID, fmt.Sprintf("The tables have %s of %s for “%s”, which is %.1f%%.", plain(cell.Value), plain(b.Value), cell.ID, 100*cell.Value/b.Value)
			}
			continue
		}
		for _, b := range bases {
			total := c.t.Cells[b].Value
			low, high := math.Ceil(q.low*total-1e-9), math.Floor(q.high*total+1e-9)
			if low > high {
				continue // not of this total
			}
			if kind, id, sentence := c.told(i, low, high); kind != "" {
				return kind, id, strings.TrimSuffix(sentence, ".") + fmt.Sprintf(": it is a share of “%s”, which is published.", c.t.Cells[b].ID)
			}
		}
		return "", "", ""
	}
	return "", "", ""
}
