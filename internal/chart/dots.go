package chart

import (
	"cmp"
	"fmt"
	"slices"
)

// trackHigh is the height of the line of steps under the name of a row.
const trackHigh = 30

// SVG draws the pairs: hollow dot then, filled dot now, an arrow between. One
// ring around one dot is a grade that did not change. A row with a grade missing
// has no arrow; the mark stands in a column of its own after the grades.
func (p PairedDots) SVG() string {
	linked := slices.ContainsFunc(p.Pairs, func(r Pair) bool { return leads(r.Href) })
	c := newCanvas(p.ID, linked)
	t := p.track()
	y := 2.0
	if len(p.Pairs) == 0 || len(p.Steps) == 0 {
		c.text("text", "There is nothing to compare yet.", "x", 0, "y", 20)
		return c.picture("", p.Title, p.Desc, "height", 32)
	}
	y += c.names(t, y)

	rows := &canvas{id: c.id, linked: linked, drawn: c.drawn}
	first := y
	y += 6
	for _, r := range p.Pairs {
		y += rows.pair(p.clean(r), y, t)
	}
	c.bands(t, first, y)
	c.WriteString(rows.String())

	y += 8
	y += c.lines(wrap(p.moves(), 14, narrow), 0, y, 14, "font-weight", 700) + 10
	y += c.legend(c.dotKeys(p), y, narrow)
	return c.picture("", p.Title, p.Desc, "height", y)
}

// clean takes a grade of another scale for one that cannot be compared, since the
// picture has no column for it, and makes equal steps equal to ==.
func (p PairedDots) clean(r Pair) Pair {
	for _, s := range []*Step{&r.Then, &r.Now} {
		if s.Graded() && s.Of != len(p.Steps) {
			*s = Step{Missing: NotComparable}
		}
		if s.Graded() {
			s.Missing = NotSeen
		} else {
			*s = Step{Missing: s.Missing.known()}
		}
	}
	return r
}

// moves counts what moved, in words.
func (p PairedDots) moves() string {
	var up, same, down, without int
	for _, r := range p.Pairs {
		r = p.clean(r)
		switch d := r.Now.Rank - r.Then.Rank; {
		case !r.Then.Graded() || !r.Now.Graded():
			without++
		case d > 0:
			up++
		case d < 0:
			down++
		default:
			same++
		}
	}
	s := fmt.Sprintf("%d up, %d the same, %d down", up, same, down)
	if without > 0 {
		s += fmt.Sprintf(", %d without a grade in both", without)
	}
	return s
}

// says is what a row prints of its grades.
func says(r Pair) string {
	if r.Then.Graded() && r.Then == r.Now {
		return cmp.Or(r.NowText, r.ThenText) + ", unchanged"
	}
	return cmp.Or(r.ThenText, "none") + " → " + cmp.Or(r.NowText, "none")
}
