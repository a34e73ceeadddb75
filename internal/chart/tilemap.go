package chart

import (
	"cmp"
	"slices"
	"strings"
)

// Tiles are squares of side on a grid of pitch. The picture is scaled as a whole,
// and eight columns, which the areas of Scotland need, fill a phone with squares
// of 34 pixels: large enough for a thumb (WCAG 2.2, 2.5.8: at least 24) and for
// letters of 11.
const (
	pitch     = 44
	side      = 42
	leastWide = 8*pitch + 8
)

// SVG draws the map. A tile with a Href is a link; the map is then a group of
// links to assistive technology, and otherwise one image.
func (m TileMap) SVG() string {
	linked := slices.ContainsFunc(m.Tiles, func(t Tile) bool { return leads(t.Href) })
	c := newCanvas(m.ID, linked)
	tiles := slices.Clone(m.Tiles)
	// Row by row, so that the Tab key moves as the eye does.
	slices.SortStableFunc(tiles, func(a, b Tile) int {
		return cmp.Or(cmp.Compare(a.Row, b.Row), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Name, b.Name))
	})

	var left, up, right, down int
	for i, t := range tiles {
		if i == 0 {
			left, up, right, down = t.Column, t.Row, t.Column, t.Row
		}
		left, right = min(left, t.Column), max(right, t.Column)
		up, down = min(up, t.Row), max(down, t.Row)
	}
	wide := max(leastWide, float64(right-left+1)*pitch+8)
	high := 0.0
	if len(tiles) == 0 {
		c.text("text", "There are no areas to show.", "x", 4, "y", 20)
		high = 32
	} else {
		high = float64(down-up+1)*pitch + 8
	}
	// A wider map is scaled down more, so its letters are larger to begin with.
	letter := min(17, max(14, 11*wide/narrow))
	for _, t := range tiles {
		c.tile(t, 5+pitch*(t.Column-left), 5+pitch*(t.Row-up), letter)
	}
	if l := c.legend(c.entries(m.Legend), high+8, wide); l > 0 {
		high += l + 8
	}
	return c.picture("ni-chart--map", m.Title, m.Desc,
		"viewBox", "0 0 "+number(wide)+" "+number(high))
}

// tile draws one square. A missing grade shows the sign of its kind where a grade
// shows its letter.
func (c *canvas) tile(t Tile, x, y int, letter float64) {
	code, codeSize := t.Code, fit(t.Code, side-2, letter, 11)
	if codeSize == 0 {
		code, codeSize = cut(t.Code, 11, side-2), 11
	}
	mark, markSize := t.Mark, fit(t.Mark, side-2, letter, 10)
	if markSize == 0 || !t.Step.Graded() {
		mark = ""
	}

	says := ""
	if t.Says != "" {
		says = ": " + t.Says
	}
	// The name of a link holds the letters that are seen, so that a person who
	// speaks to the browser can call it by them (WCAG 2.2, 2.5.3). The title is for
	// the pointer only: not displayed, it is no part of what is seen.
	linked := c.startLink(t.Href, t.Name+", "+strings.TrimSpace(code+" "+mark)+says)
	if !linked {
		c.startPart(t.Name + says)
	}
	c.text("title", t.Name+says, "display", "none")
	c.open("svg", "x", x, "y", y, "width", side, "height", side, "overflow", "visible")
	c.box(t.Step, "")
	style := []any{"x", side / 2, "text-anchor", "middle", "fill", t.Step.Ink()}
	if !t.Step.Graded() { // a white edge keeps the letters clear of the hatching
		style = append(style, "stroke", paper, "stroke-width", 4, "stroke-linejoin", "round", "paint-order", "stroke")
	}
	style = slices.Clip(style)
	signed := !t.Step.Graded() && t.Step.Missing.signed()
	base := side/2 + codeSize*0.36 // in the middle, if nothing stands below
	if signed || mark != "" {
		base = 17.5
	}
	c.text("text", code, append(style, "y", base, "font-size", codeSize, "font-weight", 700)...)
	if mark != "" {
		c.text("text", mark, append(style, "y", 35, "font-size", markSize)...)
	}
	if signed {
		c.sign(t.Step.Missing, side/2, 30)
	}
	c.close("svg")
	if linked {
		c.close("a")
	} else {
		c.close("g")
	}
}
