package chart

import "cmp"

// bands shades every other column, so that the eye falls from a name to its dots.
func (c *canvas) bands(t track, from, to float64) {
	for i := range t.names {
		fill := "#f3f3f3"
		if i%2 == 1 {
			fill = paper
		}
		c.leaf("rect", "x", t.column*pct(i), "y", from, "width", t.column, "height", to-from, "fill", fill)
	}
}

// pair draws a row from top down and returns its height.
func (c *canvas) pair(r Pair, top float64, t track) float64 {
	said := says(r)
	room := float64(narrow)
	if t.beside {
		room -= width(said, 14) + 16
	}
	y := top + max(24, c.label(r.Label, r.Href, top, room))
	if t.beside {
		c.text("text", said, "x", "100%", "y", top+15, "text-anchor", "end", "fill", quiet)
	} else {
		y += c.lines(wrap(said, 14, narrow), 0, y-4, 14, "fill", quiet) - 4
	}
	mid := y + trackHigh/2
	c.startPart(r.Label + ": " + said)
	c.text("title", r.Label+": "+said)
	c.leaf("line", "x1", t.x(1), "x2", t.x(t.steps), "y1", mid, "y2", mid, "stroke", rule)
	for i := range t.steps {
		c.leaf("circle", "cx", t.x(i+1), "cy", mid, "r", 2, "fill", rule)
	}
	switch then, now := r.Then, r.Now; {
	case then.Graded() && then == now:
		c.dotSame(now, t.x(now.Rank), mid)
	case then.Graded() && now.Graded():
		c.arrow(t, then.Rank, now.Rank, mid)
		c.dotThen(t.x(then.Rank), mid)
		c.dotNow(now, t.x(now.Rank), mid)
	default:
		c.apart(t, then, now, mid)
	}
	c.close("g")
	return y + trackHigh + 14 - top
}

// apart draws a row in which a grade is missing. Two missing grades share the
// column, then on the left and now on the right.
func (c *canvas) apart(t track, then, now Step, mid float64) {
	none := t.x(t.steps + 1)
	if then.Graded() {
		c.dotThen(t.x(then.Rank), mid)
	}
	if now.Graded() {
		c.dotNow(now, t.x(now.Rank), mid)
	}
	if then.Graded() || now.Graded() {
		lost := then
		if then.Graded() {
			lost = now
		}
		c.markAt(lost, none, mid, -9)
		return
	}
	c.markAt(then, none, mid, -19)
	c.markAt(now, none, mid, 1)
}

// markAt draws the mark of a missing grade, moved sideways by some pixels.
func (c *canvas) markAt(s Step, x pct, y float64, aside int) {
	c.open("svg", "x", x, "y", y, "width", 1, "height", 1, "overflow", "visible")
	c.swatch(s, aside, -9, 18)
	c.close("svg")
}

func (c *canvas) dotThen(x any, y any) {
	c.leaf("circle", "cx", x, "cy", y, "r", 7, "fill", paper, "stroke", ink, "stroke-width", 2.5)
}

func (c *canvas) dotNow(s Step, x any, y any) {
	c.leaf("circle", "cx", x, "cy", y, "r", 8, "fill", s.Fill(), "stroke", ink, "stroke-width", 1.5)
}

func (c *canvas) dotSame(s Step, x any, y any) {
	c.leaf("circle", "cx", x, "cy", y, "r", 10.5, "fill", paper, "stroke", ink, "stroke-width", 2)
	c.leaf("circle", "cx", x, "cy", y, "r", 6, "fill", s.Fill(), "stroke", ink, "stroke-width", 1.5)
}

// arrow joins the columns of two dots. Its head stops short of the dot of now.
func (c *canvas) arrow(t track, then, now int, mid float64) {
	c.leaf("line", "x1", t.x(then), "x2", t.x(now), "y1", mid, "y2", mid, "stroke", ink, "stroke-width", 2.5)
	head := "M-9 0L-17 -6V6Z"
	if now < then {
		head = "M9 0L17 -6V6Z"
	}
	c.open("svg", "x", t.x(now), "y", mid, "width", 1, "height", 1, "overflow", "visible")
	c.leaf("path", "d", head, "fill", ink)
	c.close("svg")
}

// dotKeys is the legend of the dots: a good grade stands for any.
func (c *canvas) dotKeys(p PairedDots) []entry {
	sample := Step{Rank: 4, Of: 6}
	in := func(draw func(mid any)) func(x, y any) {
		return func(x, y any) {
			c.open("svg", "x", x, "y", y, "width", 20, "height", 20, "overflow", "visible")
			draw("50%")
			c.close("svg")
		}
	}
	return append([]entry{
		{cmp.Or(p.ThenName, "then"), false, in(func(mid any) { c.dotThen(mid, mid) })},
		{cmp.Or(p.NowName, "now"), false, in(func(mid any) { c.dotNow(sample, mid, mid) })},
		{"the same in both", false, in(func(mid any) { c.dotSame(sample, mid, mid) })},
	}, c.entries(nil)...)
}
