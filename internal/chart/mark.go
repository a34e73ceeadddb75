package chart

// box draws a step as a box that fills the nearest svg element: a colour where
// it is a grade, the ground of its mark where it is missing. The tip is what a
// pointer resting on the box is told; it may be empty.
func (c *canvas) box(s Step, tip string) {
	fill, stroke, dash := s.Fill(), quiet, ""
	if !s.Graded() {
		c.drawn[s.Missing.known()] = true
		switch s.Missing.known() {
		case NotSeen:
			fill = "url(#" + c.id + "-hatch)"
		case NotYet:
			dash = "4 3"
		}
	}
	c.open("rect", "width", "100%", "height", "100%", "rx", 2, "fill", fill,
		"stroke", stroke, "stroke-width", 1, "stroke-dasharray", dash)
	if tip != "" {
		c.text("title", tip)
	}
	c.close("rect")
}

// sign draws the sign of a missing grade around the point x, y. NotSeen and
// NotYet have none: their boxes say it.
func (c *canvas) sign(m Missing, x, y any) {
	c.open("svg", "x", x, "y", y, "width", 1, "height", 1, "overflow", "visible")
	switch m.known() {
	case NotInspected:
		c.leaf("path", "d", "M-6 0H6", "stroke", ink, "stroke-width", 2.5)
	case NotComparable:
		c.leaf("path", "d", "M-5 -5L5 5M-5 5L5 -5", "stroke", ink, "stroke-width", 2.5)
	case Hidden:
		c.leaf("circle", "r", 5, "fill", ink)
	}
	c.close("svg")
}

// signed says whether the kind has a sign besides its box.
func (m Missing) signed() bool { return m.known() >= NotInspected }

// swatch draws a step as a square of the given size, sign and all.
func (c *canvas) swatch(s Step, x, y any, size float64) {
	c.open("svg", "x", x, "y", y, "width", size, "height", size, "overflow", "visible")
	c.box(s, "")
	if !s.Graded() && s.Missing.signed() {
		c.sign(s.Missing, "50%", "50%")
	}
	c.close("svg")
}
