package chart

import (
	"cmp"
	"slices"
)

// ShareRow is one row of Shares.
type ShareRow struct {
	Label string
	Href  string // may be empty
	Note  string // the share as read: "6 of 10 (60%, 31% to 83%)"
	// Known says that there is a share; without it the row says why in its note.
	Known            bool
	Share, Low, High float64 // from 0 to 1; Low and High are the ends of the interval
	// Among says that All is the share of all together, or whatever else the row is
	// held against.
	Among bool
	All   float64
}

// Shares is one line from nothing to everything for each row, with a dot for the
// share, a band for its interval where it has one, and a mark for the share of all
// together.
type Shares struct {
	ID          string
	Title, Desc string
	Rows        []ShareRow
	// Dot and Mark are what the legend calls the dot of a row, and the mark of what it is
	// held against; "" is what they are for the measures of an area.
	Dot, Mark string
}

const shareHigh = 24 // of a line

// SVG draws the lines.
func (s Shares) SVG() string {
	c := newCanvas(s.ID, slices.ContainsFunc(s.Rows, func(r ShareRow) bool { return leads(r.Href) }))
	beside, known, among, banded := true, false, false, false
	for _, r := range s.Rows {
		beside = beside && width(r.Label, 15)+width(r.Note, 14)+16 <= narrow
		known, among, banded = known || r.Known, among || r.Known && r.Among, banded || r.Low < r.High
	}
	y := 2.0
	if len(s.Rows) == 0 {
		c.text("text", "There is nothing to show yet.", "x", 0, "y", 20)
		y = 32
	}
	for _, r := range s.Rows {
		y += c.share(r, y, beside)
	}
	var all []entry
	if known {
		all = append(all, entry{cmp.Or(s.Dot, "the share in its 95% band"), false, func(x, y any) {
			c.open("svg", "x", x, "y", y, "width", 18, "height", 18)
			if banded {
				c.leaf("rect", "y", 5, "width", 18, "height", 8, "fill", bandFill, "stroke", quiet)
			}
			c.leaf("circle", "cx", 9, "cy", 9, "r", 5, "fill", ramp[len(ramp)-1], "stroke", paper)
			c.close("svg")
		}})
	}
	if among {
		all = append(all, entry{cmp.Or(s.Mark, "all areas together"), false, func(x, y any) {
			c.open("svg", "x", x, "y", y, "width", 18, "height", 18)
			c.leaf("path", "d", "M9 0V18", "stroke", ink, "stroke-width", 3)
			c.close("svg")
		}})
	}
	if len(all) > 0 {
		y += 10 + c.legend(all, y+10, narrow)
	}
	return c.picture("", s.Title, s.Desc, "height", y)
}

// bandFill is the fill of an interval, light enough for the dot to stand out in grey.
const bandFill = "#c3d5e6"

// share draws a row from top down and returns its height.
func (c *canvas) share(r ShareRow, top float64, beside bool) float64 {
	room := float64(narrow)
	if beside {
		room -= width(r.Note, 14) + 16
	}
	y := top + max(24, c.label(r.Label, r.Href, top, room))
	if beside {
		c.text("text", r.Note, "x", "100%", "y", top+15, "text-anchor", "end", "fill", quiet)
	} else {
		y += c.lines(wrap(r.Note, 14, narrow), 0, y-4, 14, "fill", quiet)
	}
	at := func(share float64) pct { return pct(1 + 98*min(max(share, 0), 1)) }
	mid := y + shareHigh/2
	c.startPart(r.Label + ": " + r.Note)
	dash := ""
	if !r.Known {
		dash = "4 3"
	}
	c.leaf("line", "x1", at(0), "x2", at(1), "y1", mid, "y2", mid, "stroke", quiet, "stroke-dasharray", dash)
	for _, tick := range []float64{0, 0.25, 0.5, 0.75, 1} {
		c.leaf("line", "x1", at(tick), "x2", at(tick), "y1", mid-4, "y2", mid+4, "stroke", rule)
	}
	if r.Known {
		if r.Low < r.High {
			c.leaf("rect", "x", at(r.Low), "y", mid-5, "width", at(r.High)-at(r.Low), "height", 10, "fill", bandFill, "stroke", quiet)
		}
		if r.Among {
			c.leaf("line", "x1", at(r.All), "x2", at(r.All), "y1", mid-11, "y2", mid+11, "stroke", paper, "stroke-width", 6)
			c.leaf("line", "x1", at(r.All), "x2", at(r.All), "y1", mid-10, "y2", mid+10, "stroke", ink, "stroke-width", 3)
		}
		c.leaf("circle", "cx", at(r.Share), "cy", mid, "r", 6, "fill", ramp[len(ramp)-1], "stroke", paper, "stroke-width", 1.5)
	}
	c.close("g")
	return y + shareHigh + 12 - top
}
