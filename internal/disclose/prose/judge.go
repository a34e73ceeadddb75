package prose

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

func sortedLabels(labels []Label) []Label {
	return slices.SortedFunc(slices.Values(labels), func(a, b Label) int {
		return cmp.Or(cmp.Compare(a.Dimension, b.Dimension), cmp.Compare(a.Code, b.Code))
	})
}

// tie is a label that a quantity may be about, and how far off it stands.
type tie struct {
	Label
	far   int
	loose bool // it may belong to another number
}

// ties are the labels a quantity is about: for each dimension the nearest one. A word
// that parts, and another number, put a label further off.
func (c *checker) ties(tokens []token, q quantity, all []quantity, mentions []mention) []tie {
	best := map[string]tie{}
	for _, m := range mentions {
		if tokens[m.from].sentence != tokens[q.from].sentence {
			continue
		}
		from, to := m.to, q.from
		if m.from >= q.to {
			from, to = q.to, m.from
		}
		t := tie{Label: m.Label, far: to - from}
		for j := from; j < to; j++ {
			if parting[tokens[j].text] {
				t.far += 4
				t.loose = true
			}
		}
		other := false
		for _, o := range all {
			other = other || o.from >= from && o.to <= to
		}
		if other && m.from >= q.to {
			continue // it stands behind the next number, and is that one's
		}
		if other {
			t.far += 6
			t.loose = true
		}
		if m.located && m.from < q.from && !other {
			t.loose = false // "In Eastmoor, 3 were …"
		}
		if b, there := best[m.Dimension]; !there || t.far < b.far {
			best[m.Dimension] = t
		}
	}
	var ties []tie
	for _, t := range best {
		ties = append(ties, t)
	}
	slices.SortFunc(ties, func(a, b tie) int { return cmp.Compare(a.Dimension, b.Dimension) })
	return ties
}

// judge says what is wrong with one quantity; "" if nothing is.
func (c *checker) judge(tokens []token, q quantity, all []quantity, mentions []mention) (Kind, string, string) {
	ties := c.ties(tokens, q, all, mentions)
	noun := c.counted(tokens, q.to, q.from)
	if !noun && !c.bare(tokens, q) || len(ties) == 0 && (!noun || q.shape == share) {
		return "", "", ""
	}
	cells := c.candidates(ties)
	if q.shape == share {
		return c.judgeShare(q, cells)
	}
	for _, i := range cells {
		if cell := c.t.Cells[i]; !cell.Hidden && !q.rest && cell.Value >= q.low && cell.Value <= q.high {
			return "", "", ""
		}
	}
	if len(cells) == 0 || len(ties) == 0 {
		return c.unmatched(q)
	}
	first := cells[0]
	if q.rest {
		var ok bool
		if q, ok = c.others(q, first); !ok {
			return "", "", ""
		}
		if cell := c.t.Cells[first]; !cell.Hidden && cell.Value >= q.low && cell.Value <= q.high {
			return "", "", ""
		}
	}
	if c.t.Cells[first].Hidden {
		return c.told(first, q.low, q.high)
	}
	return Contradicts, c.t.Cells[first].ID, fmt.Sprintf("The tables have %s for “%s”.", plain(c.t.Cells[first].Value), c.t.Cells[first].ID)
}

// bare says whether a number may count children though no noun follows: "7 were boys".
func (c *checker) bare(tokens []token, q quantity) bool {
	w := word(tokens, q.to, q.from)
	return w == "" || follows[w]
}

// candidates are the cells that a quantity may be about, the likeliest first: all labels
// together, then without those that may belong to another number.
func (c *checker) candidates(ties []tie) []int {
	var firm, loose []Label
	for _, t := range ties {
		if t.loose {
			loose = append(loose, t.Label)
		} else {
			firm = append(firm, t.Label)
		}
	}
	var cells []int
	for n := len(loose); n >= 0; n-- {
		for mask := range 1 << min(len(loose), 8) {
			labels := slices.Clone(firm)
			for k, l := range loose[:min(len(loose), 8)] {
				if mask>>k&1 == 1 {
					labels = append(labels, l)
				}
			}
			if i, there := c.at[keyOf(labels)]; there && len(labels) == len(firm)+n {
				cells = append(cells, i)
			}
		}
	}
	return cells
}

// unmatched is a count of children that no cell has.
func (c *checker) unmatched(q quantity) (Kind, string, string) {
	for _, cell := range c.t.Cells {
		if !cell.Hidden && cell.Value >= q.low && cell.Value <= q.high {
			return "", "", ""
		}
	}
	return Unmatched, "", "No table has this count: say where it is from, or take it out."
}

// others turns "all but three" into what the others are, of the total with one label
// less.
func (c *checker) others(q quantity, cell int) (quantity, bool) {
	for _, base := range c.bases(cell) {
		total := c.t.Cells[base].Value
		q.low, q.high = max(0, total-q.high), max(0, total-q.low)
		return q, true
	}
	return q, false
}

// bases are the published totals that a share of a cell can be of: with one label less.
func (c *checker) bases(cell int) []int {
	var all []int
	labels := sortedLabels(c.t.Cells[cell].Labels)
	for k := range labels {
		if i, there := c.at[keyOf(slices.Delete(slices.Clone(labels), k, k+1))]; there && !c.t.Cells[i].Hidden && c.t.Cells[i].Value > 0 {
			all = append(all, i)
		}
	}
	return all
}

// judgeShare checks a share: of a published cell against its totals, of a hidden one by
// what it comes to.
func (c *checker) judgeShare(q quantity, cells []int) (Kind, string, string) {
	for n, i := range cells {
		cell, bases := c.t.Cells[i], c.bases(i)
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

// told is what a reader learns of a hidden cell from a range.
func (c *checker) told(cell int, low, high float64) (Kind, string, string) {
	id := c.t.Cells[cell].ID
	var given []string
	if c.t.Learns != nil {
		given = c.t.Learns(cell, low, high)
	}
	if i := slices.Index(given, id); i >= 0 {
		given = slices.Delete(given, i, i+1)
	} else if low != high && len(given) == 0 {
		return "", "", ""
	}
	sentence := fmt.Sprintf("“%s” is hidden in the tables, and the text tells how large it is", id)
	if len(given) > 0 {
		sentence += "; with the published cells this gives away “" + strings.Join(given, "”, “") + "” too"
	}
	return Reveals, id, sentence + "."
}

// plain writes a figure without an exponent.
func plain(v float64) string { return fmt.Sprintf("%.10g", v) }
