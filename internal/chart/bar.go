package chart

import (
	"fmt"
	"strings"
)

// says is the bar in words, for those who do not see it.
func (r bar) says() string {
	var parts []string
	if r.total == 0 {
		parts = append(parts, noGrades)
	}
	for _, s := range r.seen {
		parts = append(parts, fmt.Sprintf("%d %s", s.Count, s.Name))
	}
	for kind, n := range r.lost {
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, r.names[kind]))
		}
	}
	return r.Label + ": " + strings.Join(parts, ", ")
}

const noGrades = "no grades seen"

// bar draws a row from top down and returns its height.
func (c *canvas) bar(r bar, top float64, l layout) float64 {
	y := top
	room := float64(narrow)
	if l.beside {
		room -= width(r.Note, 14) + 16
	}
	y += max(24, c.label(r.Label, r.Href, y, room)) // a link is at least 24 high
	if l.beside && r.Note != "" {
		c.text("text", r.Note, "x", "100%", "y", top+15, "text-anchor", "end", "fill", quiet)
	}
	c.startPart(r.says())
	c.open("svg", "x", 0, "y", y, "width", l.proper, "height", barHigh, "overflow", "visible")
	c.grades(r, l)
	c.close("svg")
	for i, kind := range l.kinds {
		if r.lost[kind] == 0 {
			continue
		}
		c.open("svg", "x", l.proper+2+pct(i*chipShare), "y", y, "width", pct(chipShare-1), "height", barHigh, "overflow", "visible")
		c.lostChip(kind, r.lost[kind], r.names[kind])
		c.close("svg")
	}
	c.close("g")
	y += barHigh
	if !l.beside && r.Note != "" {
		y += 4 + c.lines(wrap(r.Note, 14, narrow), 0, y+4, 14, "fill", quiet)
	}
	return y - top + 18
}

// grades draws the bar proper into an svg element of its size.
func (c *canvas) grades(r bar, l layout) {
	if r.total == 0 {
		c.leaf("rect", "width", "100%", "height", "100%", "fill", "none", "stroke", quiet, "stroke-dasharray", "4 3")
		words, size := noGrades, fit(noGrades, float64(l.proper)/100*narrow-14, 14, 12)
		if size == 0 {
			words, size = "none", 14
		}
		c.text("text", words, "x", 8, "y", 19, "font-size", size, "fill", quiet)
		return
	}
	before, below := 0, 0
	share := func(n int) pct { return pct(100 * float64(n) / float64(r.total)) }
	for _, s := range r.seen {
		x, w := share(before), share(s.Count)
		c.open("rect", "x", x, "width", w, "height", "100%", "fill", s.Step.Fill(), "stroke", paper, "stroke-width", 1.5)
		c.text("title", fmt.Sprintf("%s: %d of %d", s.Name, s.Count, r.total))
		c.close("rect")
		count := fmt.Sprint(s.Count)
		if float64(w)/100*float64(l.proper)/100*narrow >= width(count, 14)+6 {
			c.text("text", count, "x", x+w/2, "y", 19, "text-anchor", "middle", "font-weight", 700, "fill", s.Step.Ink())
		}
		before += s.Count
		if s.Step.Rank < l.goodFrom {
			below = before
		}
	}
	c.leaf("rect", "width", "100%", "height", "100%", "fill", "none", "stroke", quiet)
	if l.goodFrom > 0 {
		x := share(below)
		c.leaf("line", "x1", x, "x2", x, "y1", -5, "y2", barHigh+5, "stroke", paper, "stroke-width", 6)
		c.leaf("line", "x1", x, "x2", x, "y1", -5, "y2", barHigh+5, "stroke", ink, "stroke-width", 3)
	}
}

// lostChip draws how many grades are missing for one reason.
func (c *canvas) lostChip(kind Missing, n int, name string) {
	c.box(Step{Missing: kind}, fmt.Sprintf("%s: %d", name, n))
	var x any = "50%"
	if kind.signed() {
		c.sign(kind, "28%", "50%")
		x = "70%"
	}
	c.text("text", fmt.Sprint(n), "x", x, "y", 19, "text-anchor", "middle", "font-weight", 700,
		"stroke", paper, "stroke-width", 4, "stroke-linejoin", "round", "paint-order", "stroke")
}

// label prints the name of a row, as a link if it leads anywhere, and returns its height.
func (c *canvas) label(s, href string, top, room float64) float64 {
	lines := wrap(s, 15, room)
	linked := c.startLink(href, s)
	high := float64(len(lines)) * 20
	if linked {
		c.leaf("rect", "y", top-2, "width", room, "height", max(24, high+2), "fill", "none", "pointer-events", "all")
		c.lines(lines, 0, top, 15, "fill", link, "text-decoration", "underline")
		c.close("a")
	} else {
		c.lines(lines, 0, top, 15, "font-weight", 500)
	}
	return high + 4
}
