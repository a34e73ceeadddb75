package chart

import (
	"slices"
	"strings"
)

// track is where the columns of a picture stand.
type track struct {
	names  []string // the last one is of the column of missing grades, where wanted
	steps  int
	column pct
	beside bool // what a row says fits beside its label
}

func (p PairedDots) track() track {
	t := track{names: p.Steps, steps: len(p.Steps), beside: true}
	for _, r := range p.Pairs {
		r = p.clean(r)
		t.beside = t.beside && width(r.Label, 15)+width(says(r), 14)+16 <= narrow
		if len(t.names) == len(p.Steps) && !(r.Then.Graded() && r.Now.Graded()) {
			t.names = append(slices.Clip(p.Steps), "no grade")
		}
	}
	t.column = 100 / pct(max(1, len(t.names)))
	return t
}

// x is the middle of a column, counted from 1.
func (t track) x(column int) pct { return t.column * (pct(column) - 0.5) }

// names prints the names of the columns, on as few rows as let them stand side by
// side on a phone, and returns the height.
func (c *canvas) names(t track, top float64) float64 {
	const size, leading = 13, 17
	type label struct {
		from, to float64
		anchor   string
		x        pct
	}
	labels := make([]label, len(t.names))
	for i, s := range t.names {
		w, mid := width(s, size), float64(t.x(i+1))*narrow/100
		switch {
		case mid-w/2 < 0:
			labels[i] = label{0, w, "start", 0}
		case mid+w/2 > narrow:
			labels[i] = label{narrow - w, narrow, "end", 100}
		default:
			labels[i] = label{mid - w/2, mid + w/2, "middle", t.x(i + 1)}
		}
	}
	rows := 1
	for ; rows < len(labels); rows++ {
		clear := true
		for i := rows; i < len(labels); i++ {
			clear = clear && labels[i-rows].to+6 <= labels[i].from
		}
		if clear {
			break
		}
	}
	high := leading*float64(rows) + 6
	for i := range t.names {
		from := top + leading*float64(i%rows+1)
		c.leaf("line", "x1", t.x(i+1), "x2", t.x(i+1), "y1", from, "y2", top+high, "stroke", rule)
	}
	for i, s := range t.names {
		y := top + leading*float64(i%rows) + size
		c.text("text", strings.TrimSpace(s), "x", labels[i].x, "y", y, "text-anchor", labels[i].anchor, "font-size", size,
			"stroke", paper, "stroke-width", 4, "stroke-linejoin", "round", "paint-order", "stroke")
	}
	return high
}
