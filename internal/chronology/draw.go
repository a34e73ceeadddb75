package chronology

import (
	"encoding/xml"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/spell"
)

// The colours are those of the other pictures. Every kind of mark has a form of its
// own, so that nothing is said by colour alone, and grey print keeps all.
const (
	ink   = "#1a1a1a"
	quiet = "#5e5e5e"
	rule  = "#b3b3b3"
	paper = "#ffffff"
	blue  = "#16548a"
	amber = "#ffe08a"
	pale  = "#f2f2f2"
	dark  = "#002a4f"
)

// narrow is the width in pixels of the picture on the smallest screen. It stretches
// sideways, and letters and marks keep their size.
const narrow = 288

// high is the height of a row of marks, headHigh that of the heads of gaps.
const (
	high     = 18
	headHigh = 14
)

// picture draws a chronology.
type picture struct {
	strings.Builder
	*Chronology
	id string
}

// SVG is the picture as one <svg> element without scripts, styles or outside
// references. id is unique on the page.
func (c *Chronology) SVG(id string) string {
	p := &picture{Chronology: c, id: id}
	top := 22.0 + headHigh + 2 // under the years and the days of gaps
	body := &picture{Chronology: c, id: id}
	for _, l := range c.lanes() {
		top = body.lane(l, top)
	}
	p.bands(22, top)
	p.axis(22, top)
	p.WriteString(body.String())
	high := p.legend(top + 14)
	head := fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" class="ni-chart" role="img" aria-labelledby="%[1]s-title %[1]s-desc" width="100%%" height="%[2]s" overflow="visible" font-family="Roboto, system-ui, sans-serif" font-size="13" fill="%[3]s">`+"\n", id, number(high), ink)
	head += fmt.Sprintf("<title id=\"%s-title\">%s</title>\n<desc id=\"%s-desc\">%s</desc>\n", id, escape(c.Title()), id, escape(c.Says()))
	head += fmt.Sprintf(`<defs><pattern id="%s-gap" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="%s"/><rect width="2" height="6" fill="%s"/></pattern></defs>`+"\n", id, paper, rule)
	return head + fmt.Sprintf(`<rect width="100%%" height="100%%" fill="%s"/>`+"\n", paper) + p.String() + "</svg>\n"
}

// Title says what the picture is.
func (c *Chronology) Title() string {
	return fmt.Sprintf("What happened from %s to %s", c.From.Words(), c.To.Words())
}

// Says is the picture in a sentence.
func (c *Chronology) Says() string {
	n := map[Kind]int{}
	late := 0
	for _, e := range c.Entries {
		n[e.Kind]++
		if e.Late {
			late++
		}
	}
	due := count(n[Due], "due date")
	switch {
	case late > 0:
		due += fmt.Sprintf(", %d of them missed", late)
	case n[Due] > 0:
		due += ", none missed"
	}
	return fmt.Sprintf("%s; %s of %d days or longer; %s; %s. The table lists all.",
		count(n[Event], "event"), count(n[Gap], "gap"), GapDays, count(n[Overlap], "overlap"), due)
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// lanes are the entries and spells of each lane, without lanes that have none.
func (c *Chronology) lanes() []lane {
	order := []Lane{Meetings, Times, Register}
	by := map[Lane]*lane{}
	get := func(l Lane) *lane {
		if by[l] == nil {
			by[l] = &lane{name: l}
		}
		return by[l]
	}
	var seen []Lane
	for _, e := range c.Entries {
		if e.Kind == Gap {
			continue
		}
		get(e.Lane).add(c, e)
		if _, known := orderOf[e.Lane]; !known && !slices.Contains(seen, e.Lane) {
			seen = append(seen, e.Lane)
		}
	}
	for _, s := range c.spells {
		if s.State == spell.OnRegister || s.State == spell.NearThreshold {
			get(Register).spell(s)
		}
	}
	slices.Sort(seen)
	var all []lane
	for _, l := range slices.Concat(order, seen, []Lane{Home, Legal, Missing, Risks, Views}) {
		if by[l] != nil {
			all = append(all, *by[l])
		}
	}
	return all
}

// orderOf has the lanes that are not of contacts.
var orderOf = map[Lane]bool{Meetings: true, Register: true, Times: true, Home: true, Legal: true, Missing: true, Risks: true, Views: true}

// x is where a day is, in percent.
func (c *Chronology) x(d returns.Day) float64 {
	d = min(max(d, c.From), c.To)
	return 100 * float64(d-c.From) / float64(max(c.To-c.From, 1))
}

func number(f float64) string { return strconv.FormatFloat(math.Round(f*1000)/1000, 'f', -1, 64) }

func pct(f float64) string { return number(f) + "%" }

func escape(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a strings.Builder does not fail
	return b.String()
}
