package chart

import (
	"cmp"
	"slices"
)

const (
	barHigh   = 28
	chipShare = 14 // percent of the width that one kind of missing takes after the bar
)

// SVG draws the bars. Every bar proper has the same length, whatever its total;
// what is missing stands behind a gap in boxes of one size, because it is counted
// and is no share of the grades.
func (b StackedBars) SVG() string {
	linked := slices.ContainsFunc(b.Bars, func(r Bar) bool { return leads(r.Href) })
	c := newCanvas(b.ID, linked)
	bars := make([]bar, len(b.Bars))
	l := layout{proper: 100, beside: true, goodFrom: b.GoodFrom}
	for i, r := range b.Bars {
		bars[i] = split(r)
		l.beside = l.beside && width(r.Label, 15)+width(r.Note, 14)+16 <= narrow
	}
	for _, m := range missing {
		if slices.ContainsFunc(bars, func(r bar) bool { return r.lost[m] > 0 }) {
			l.kinds = append(l.kinds, m)
		}
	}
	if len(l.kinds) > 0 {
		l.proper = pct(98 - chipShare*len(l.kinds))
	}
	y := 2.0
	if len(bars) == 0 {
		c.text("text", "There is nothing to compare yet.", "x", 0, "y", 20)
		y = 32
	}
	for _, r := range bars {
		y += c.bar(r, y, l)
	}
	all := c.entries(b.Legend)
	if b.GoodFrom > 0 && slices.ContainsFunc(bars, func(r bar) bool { return r.total > 0 }) {
		all = append(all, entry{b.goodName() + " or better is right of the line", false, func(x, y any) {
			c.open("svg", "x", x, "y", y, "width", 18, "height", 18)
			c.leaf("path", "d", "M9 0V18", "stroke", ink, "stroke-width", 3)
			c.close("svg")
		}})
	}
	if len(all) > 0 {
		c.leaf("line", "x1", 0, "x2", "100%", "y1", y, "y2", y, "stroke", rule)
		y += 12 + c.legend(all, y+12, narrow)
	}
	return c.picture("", b.Title, b.Desc, "height", y)
}

// goodName is the grade of GoodFrom as the legend or the segments name it.
func (b StackedBars) goodName() string {
	for _, k := range b.Legend {
		if k.Step.Graded() && k.Step.Rank == b.GoodFrom {
			return k.Text
		}
	}
	for _, r := range b.Bars {
		for _, s := range r.Segments {
			if s.Step.Graded() && s.Step.Rank == b.GoodFrom {
				return s.Name
			}
		}
	}
	return "good"
}

// layout is what the bars of one picture have in common.
type layout struct {
	proper   pct       // the length of the bar proper
	kinds    []Missing // each kind has its own place behind the bar, the same in every row
	beside   bool      // the notes fit beside the labels
	goodFrom int
}

// bar is a Bar whose segments are in order and parted into grades and missing.
type bar struct {
	Bar
	seen  []Segment
	total int // of the grades seen
	lost  [len(missing)]int
	names [len(missing)]string // what the segments call the kinds
}

func split(r Bar) bar {
	out := bar{Bar: r}
	for _, s := range r.Segments {
		switch {
		case s.Count <= 0:
		case s.Step.Graded():
			out.seen = append(out.seen, s)
			out.total += s.Count
		default:
			kind := s.Step.Missing.known()
			out.lost[kind] += s.Count
			out.names[kind] = cmp.Or(out.names[kind], s.Name, kind.Words())
		}
	}
	slices.SortStableFunc(out.seen, func(a, b Segment) int { return cmp.Compare(a.Step.Rank, b.Step.Rank) })
	return out
}
