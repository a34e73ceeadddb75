package prose

import (
	"cmp"
	"slices"
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
	said  bool // it stands behind a verb: what is said of the others
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
			t.said = t.said || m.from >= q.to && verbs[tokens[j].text]
		}
		other := false
		for _, o := range all {
			other = other || o.from >= from && o.to <= to && !partOf(tokens, q, o)
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

// candidates are the cells that a quantity may be about, the likeliest first: all labels
// together, then without those that may belong to another number.
func (c *checker) candidates(ties []tie, s shape) []int {
	var firm, loose []Label
	for _, t := range ties {
		if t.loose || t.said && s == count {
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
