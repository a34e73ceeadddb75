package chart

import (
	"encoding/xml"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// narrow is the width in CSS pixels of a picture on the smallest screen that the
// pages are made for: 320 with a margin of 16 on each side. Text is broken and
// counts are left out so that everything fits there. Wider screens stretch the
// charts that are measured in percentages, never their letters.
const narrow = 288

// pct is a length in percent of the picture's width.
type pct float64

// canvas gathers the elements of one picture. Patterns are known only when
// everything is drawn, so the root element is written last, around the rest.
type canvas struct {
	strings.Builder
	id     string
	linked bool             // some part leads elsewhere
	drawn  map[Missing]bool // the marks that the legend must explain
}

// newCanvas takes an identifier apart from what may not stand in url(#…).
func newCanvas(id string, linked bool) *canvas {
	safe := strings.Map(func(r rune) rune {
		if r == '-' || r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			return r
		}
		return '-'
	}, id)
	if safe == "" {
		safe = "chart"
	}
	return &canvas{id: safe, linked: linked, drawn: map[Missing]bool{}}
}

// open starts an element. The attributes are pairs of a name and a value; a pair
// with the value "" is left out.
func (c *canvas) open(name string, pairs ...any) {
	c.tag(name, pairs)
	c.WriteString(">")
}

func (c *canvas) close(name string) { c.WriteString("</" + name + ">\n") }

// leaf is an element without content.
func (c *canvas) leaf(name string, pairs ...any) {
	c.tag(name, pairs)
	c.WriteString("/>\n")
}

// text is an element that holds only text.
func (c *canvas) text(name, s string, pairs ...any) {
	c.open(name, pairs...)
	c.WriteString(escape(s))
	c.close(name)
}

func (c *canvas) tag(name string, pairs []any) {
	c.WriteString("<" + name)
	for i := 0; i+1 < len(pairs); i += 2 {
		v := value(pairs[i+1])
		if v != "" {
			fmt.Fprintf(c, ` %s="%s"`, pairs[i], escape(v))
		}
	}
}

func value(v any) string {
	switch v := v.(type) {
	case pct:
		return number(float64(v)) + "%"
	case float64:
		return number(v)
	default:
		return fmt.Sprint(v)
	}
}

// number has three decimals at most: finer than any screen, and the same text on
// every machine.
func number(f float64) string {
	return strconv.FormatFloat(math.Round(f*1000)/1000, 'f', -1, 64)
}

func escape(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a strings.Builder does not fail
	return b.String()
}

// picture wraps what was drawn in its root element. size is the attributes that
// give the root its size; class may be empty.
func (c *canvas) picture(class, title, desc string, size ...any) string {
	root := &canvas{id: c.id}
	named := c.id + "-title"
	if desc != "" {
		named += " " + c.id + "-desc"
	}
	root.open("svg", append([]any{
		"xmlns", "http://www.w3.org/2000/svg", "class", strings.TrimSpace("ni-chart " + class),
		"role", c.role(), "aria-labelledby", named, "width", "100%", "overflow", "visible",
		"font-family", "Roboto, system-ui, sans-serif", "font-size", 14, "fill", ink,
	}, size...)...)
	root.WriteString("\n")
	root.text("title", title, "id", c.id+"-title")
	if desc != "" {
		root.text("desc", desc, "id", c.id+"-desc")
	}
	if c.drawn[NotSeen] {
		root.hatch()
	}
	root.leaf("rect", "width", "100%", "height", "100%", "fill", paper)
	root.WriteString(c.String())
	root.close("svg")
	return root.String()
}

// hatch defines the pattern of what was not seen.
func (c *canvas) hatch() {
	c.open("defs")
	c.open("pattern", "id", c.id+"-hatch", "width", 6, "height", 6,
		"patternUnits", "userSpaceOnUse", "patternTransform", "rotate(45)")
	c.leaf("rect", "width", 6, "height", 6, "fill", paper)
	c.leaf("rect", "width", 2, "height", 6, "fill", rule)
	c.close("pattern")
	c.close("defs")
}
