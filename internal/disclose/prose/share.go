package prose

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// bases are the published totals that a share of a cell can be of: with one label less,
// first those that the sentence sets apart: of "in Eastmoor 3 were girls", Eastmoor.
// Hidden totals come by themselves.
func (c *checker) bases(cell int, ties []tie) (shown, hidden []int) {
	labels := sortedLabels(c.t.Cells[cell].Labels)
	said := func(l Label) bool {
		return slices.ContainsFunc(ties, func(t tie) bool { return t.Label == l && t.said })
	}
	for _, first := range []bool{true, false} {
		for k, l := range labels {
			i, there := c.at[keyOf(slices.Delete(slices.Clone(labels), k, k+1))]
			switch {
			case !there || said(l) != first:
			case c.t.Cells[i].Hidden:
				hidden = append(hidden, i)
			case c.t.Cells[i].Value > 0:
				shown = append(shown, i)
			}
		}
	}
	return shown, hidden
}

// judgeShare checks a share of each cell that it may be of, the likeliest first.
func (c *checker) judgeShare(q quantity, cells []int, ties []tie) (Kind, string, string) {
	for n, i := range cells {
		shown, hidden := c.bases(i, ties)
		switch {
		case len(shown)+len(hidden) == 0:
			continue
		case c.t.Cells[i].Hidden:
			return c.shareOfShown(q, i, shown)
		case slices.ContainsFunc(shown, func(b int) bool { return c.isShare(q, i, b) }):
			return "", "", ""
		case len(hidden) > 0:
			return c.shareOfHidden(q, i, hidden)
		case n == len(cells)-1:
			cell, base := c.t.Cells[i], c.t.Cells[shown[0]]
			return Contradicts, cell.ID, fmt.Sprintf("The tables have %s of %s for “%s”, which is %.1f%%.", plain(cell.Value), plain(base.Value), cell.ID, 100*cell.Value/base.Value)
		}
	}
	return "", "", ""
}

// isShare says whether a published cell is such a share of a published total.
func (c *checker) isShare(q quantity, cell, base int) bool {
	s := c.t.Cells[cell].Value / c.t.Cells[base].Value
	return s >= q.low-1e-12 && s <= q.high+1e-12
}

// shareOfShown is what a share of a published total tells of a hidden cell.
func (c *checker) shareOfShown(q quantity, cell int, bases []int) (Kind, string, string) {
	for _, b := range bases {
		total := c.t.Cells[b].Value
		low, high := math.Ceil(q.low*total-1e-9), math.Floor(q.high*total+1e-9)
		if low > high {
			continue // not of this total
		}
		if kind, id, sentence := c.told(cell, low, high); kind != "" {
			return kind, id, strings.TrimSuffix(sentence, ".") + fmt.Sprintf(": it is a share of “%s”, which is published.", c.t.Cells[b].ID)
		}
	}
	return "", "", ""
}

// shareOfHidden is what the share that a published cell has tells of a hidden total.
func (c *checker) shareOfHidden(q quantity, cell int, bases []int) (Kind, string, string) {
	value := c.t.Cells[cell].Value
	for _, b := range bases {
		low, high := math.Ceil(value/q.high-1e-9), math.Inf(1)
		if q.low > 0 {
			high = math.Floor(value/q.low + 1e-9)
		}
		if low > high {
			continue // not of this total
		}
		if kind, id, sentence := c.told(b, low, high); kind != "" {
			return kind, id, strings.TrimSuffix(sentence, ".") + fmt.Sprintf(": “%s”, which is published, is a share of it.", c.t.Cells[cell].ID)
		}
	}
	return "", "", ""
}
