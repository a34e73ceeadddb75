package chronology

import (
	"fmt"
	"time"

	"github.com/northinch/northinch/internal/returns"
)

// bands shades the gaps through all lanes, with a hatched head that has their days.
func (p *picture) bands(top, bottom float64) {
	for _, e := range p.Entries {
		if e.Kind != Gap {
			continue
		}
		x, w := p.x(e.Day), p.x(e.End)-p.x(e.Day)
		fmt.Fprintf(p, `<rect x="%s" y="%s" width="%s" height="%s" fill="%s"/>`+"\n", pct(x), number(top), pct(w), number(bottom-top), pale)
		fmt.Fprintf(p, `<rect x="%s" y="%s" width="%s" height="%d" fill="url(#%s-gap)" stroke="%s"><title>%s</title></rect>`+"\n", pct(x), number(top), pct(w), headHigh, p.id, quiet, escape(tip(e)))
		if w/100*narrow >= 24 {
			fmt.Fprintf(p, `<text x="%s" y="%s" text-anchor="middle" font-size="11" stroke="%s" stroke-width="4" stroke-linejoin="round" paint-order="stroke">%d</text>`+"\n", pct(x+w/2), number(top+11), paper, e.Days())
		}
	}
}

// axis draws the years, and the quarters between them as far as there is room.
func (p *picture) axis(top, bottom float64) {
	first := p.From.Date()
	day := func(year, month int) returns.Day { d, _ := returns.DayOf(year, month, 1); return d }
	// A label needs some 44 pixels where the picture is narrowest.
	room := 44 * float64(p.To-p.From) / narrow
	step := 12
	for _, months := range []int{3, 6} {
		if float64(months)*30 >= room {
			step = months
			break
		}
	}
	free := 0.0 // up to where the labels reach, in pixels of the narrowest picture
	for year, month := first.Year(), 1; ; {
		if d := day(year, month); d > p.To {
			break
		} else if d >= p.From {
			label := fmt.Sprint(year)
			if month > 1 {
				label = time.Month(month).String()[:3]
			}
			anchor, x := "start", p.x(d)
			begins := x / 100 * narrow
			if begins > narrow-36 {
				anchor, begins = "end", begins-36
			}
			fmt.Fprintf(p, `<line x1="%[1]s" x2="%[1]s" y1="%[2]s" y2="%[3]s" stroke="%[4]s"/>`+"\n", pct(x), number(top-6), number(bottom), rule)
			if begins < free {
				label = ""
			}
			free = begins + 36
			fmt.Fprintf(p, `<text x="%s" y="13" dx="%d" text-anchor="%s" fill="%s">%s</text>`+"\n", pct(x), map[string]int{"start": 3, "end": -3}[anchor], anchor, quiet, label)
		}
		if month += step; month > 12 {
			year, month = year+1, 1
		}
	}
	fmt.Fprintf(p, `<line x1="100%%" x2="100%%" y1="%s" y2="%s" stroke="%s" stroke-width="2"/>`+"\n", number(top-6), number(bottom), ink)
}

// legend explains the forms that were drawn, and returns where it ends.
func (p *picture) legend(top float64) float64 {
	drawn := map[form]bool{}
	for _, l := range p.lanes() {
		for _, m := range l.marks {
			drawn[m.form] = true
		}
	}
	y := top
	row := func(draw, words string) {
		fmt.Fprintf(p, `<svg x="8" y="%s" width="1" height="1" overflow="visible">%s</svg><text x="24" y="%s">%s</text>`+"\n", number(y), draw, number(y+4.5), escape(words))
		y += 20
	}
	for _, k := range []struct {
		form  form
		words string
	}{
		{triangle, "a concern, or an assessment"}, {square, "a meeting that decides"}, {dot, "seen alone; any other event"},
		{ring, "seen with others; a core group"}, {cross, "not seen; refused or not offered"}, {diamond, "a step to a permanent home; a plan"},
		{inTime, "the last day of a time; in time"}, {late, "the last day of a time; not in time"},
	} {
		if drawn[k.form] {
			row(forms[k.form], k.words)
		}
	}
	box := func(fill, more string) string {
		return fmt.Sprintf(`<rect x="-8" y="-5" width="16" height="10" fill="%s" %s/>`, fill, more)
	}
	for _, k := range []struct {
		drawn       bool
		draw, words string
	}{
		{drawn[bar], box(blue, `stroke="`+dark+`"`), "from a first day to a last"},
		{drawn[near], box(paper, `stroke="`+dark+`" stroke-dasharray="4 3"`), "just short of the register"},
		{drawn[overlap], box(amber, `stroke="`+ink+`"`), "two of a kind at once"},
		{p.has(Gap), box("url(#"+p.id+"-gap)", `stroke="`+quiet+`"`), fmt.Sprintf("no event for %d days or longer", GapDays)},
	} {
		if k.drawn {
			row(k.draw, k.words)
		}
	}
	if p.MadeUp { // a file of the picture alone says so too
		row("", "Made up: this child does not exist.")
	}
	return y
}

func (c *Chronology) has(k Kind) bool {
	for _, e := range c.Entries {
		if e.Kind == k {
			return true
		}
	}
	return false
}
