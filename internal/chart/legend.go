package chart

import "slices"

// entry is a line of a legend: what is drawn in a square of 18 pixels, and the words.
type entry struct {
	text  string
	grade bool
	draw  func(x, y any)
}

// entries turns keys into lines of a legend, and adds the kinds of missing that
// were drawn and that the keys forget: no mark stays unexplained.
func (c *canvas) entries(keys []Key) []entry {
	for _, m := range missing {
		told := slices.ContainsFunc(keys, func(k Key) bool {
			return !k.Step.Graded() && k.Step.Missing.known() == m
		})
		if c.drawn[m] && !told {
			keys = append(slices.Clip(keys), Key{Step{Missing: m}, m.Words()})
		}
	}
	var all []entry
	for _, k := range keys {
		all = append(all, entry{k.Text, k.Step.Graded(), func(x, y any) { c.swatch(k.Step, x, y, 18) }})
	}
	return all
}

// legend prints entries in two columns: the grades and then the rest, or two
// halves where they are all of one kind. The picture is wide pixels wide where it
// is narrowest. It returns the height it took.
func (c *canvas) legend(all []entry, top, wide float64) float64 {
	const size, gap, indent = 14, 7, 26
	half := slices.IndexFunc(all, func(e entry) bool { return !e.grade })
	if half <= 0 {
		half = (len(all) + 1) / 2
	}
	tall := 0.0
	for i, column := range [][]entry{all[:half], all[half:]} {
		y := top
		for _, e := range column {
			c.open("svg", "x", pct(50*i), "y", y, "width", "50%", "height", 20, "overflow", "visible")
			e.draw(1, 1)
			y += max(19, c.lines(wrap(e.text, size, wide/2-indent-4), indent, 2, size)) + gap
			c.close("svg")
		}
		tall = max(tall, y-top)
	}
	return tall
}
