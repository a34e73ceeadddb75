package chart

import (
	"fmt"
	"strings"
)

// ramp is the six steps from the lowest grade to the highest. Lightness falls
// by about the same amount at each step, so that grey print keeps the order; the
// hue goes from amber through a neutral to blue, the pair of hues that the common
// kinds of colour blindness keep apart. The tests hold it to both.
var ramp = [...]string{"#ffe08a", "#f0b24d", "#b39a7b", "#4f7694", "#16548a", "#002a4f"}

// lightInk is the first step of the ramp that needs white letters.
const lightInk = 3

// The greys are those of the Scottish Government Design System.
const (
	ink   = "#1a1a1a" // text and the lines that carry meaning
	quiet = "#5e5e5e" // outlines and second lines of text
	rule  = "#b3b3b3" // lines that only guide the eye
	link  = "#0065bd"
	paper = "#ffffff"
)

// most is the largest scale with colours of its own.
const most = len(ramp)

// Graded says whether the step is a grade. A rank that its scale does not have
// is not one: a forgotten field can never be read as the best or the worst grade.
func (s Step) Graded() bool { return s.Rank >= 1 && s.Rank <= s.Of }

// place is the index on the ramp: a scale with fewer grades than six is spread
// over all of it, so that its ends look like the ends of any scale.
func (s Step) place() int {
	if s.Of == 1 {
		return most - 1
	}
	return (2*(s.Rank-1)*(most-1) + s.Of - 1) / (2 * (s.Of - 1)) // rounded half up
}

// Fill is the colour of the step, as #rrggbb; white where there is no grade.
func (s Step) Fill() string {
	if !s.Graded() {
		return paper
	}
	return ramp[s.place()]
}

// Ink is the colour of letters on Fill, with a contrast of at least 4.5 to 1.
func (s Step) Ink() string {
	if s.Graded() && s.place() >= lightInk {
		return paper
	}
	return ink
}

// Class is the pair of class names with which a page prints the step as a small
// chip; CSS has their rules.
func (s Step) Class() string {
	if !s.Graded() {
		return "ni-grade ni-grade--" + s.Missing.slug()
	}
	return fmt.Sprintf("ni-grade ni-grade--%d-%d", s.Of, s.Rank)
}

// missing are the kinds in the order in which a legend explains them.
var missing = [...]Missing{NotSeen, NotYet, NotInspected, NotComparable, Hidden}

var missingWords = [...]string{
	"not seen in the source", "not yet graded or published", "not inspected",
	"not comparable", "hidden to protect people",
}

// Words is what a legend says of the kind where the caller says nothing.
func (m Missing) Words() string { return missingWords[m.known()] }

func (m Missing) slug() string {
	return [...]string{"not-seen", "not-yet", "not-inspected", "not-comparable", "hidden"}[m.known()]
}

// known turns a kind that this package has no mark for into NotSeen.
func (m Missing) known() Missing {
	if m > Hidden {
		return NotSeen
	}
	return m
}

// CSS is the rules of the chips and of the charts for a style sheet. A page
// under a strict Content-Security-Policy may not use style attributes, so the
// colours reach it as classes: .ni-grade--6-5 is "very good" of six.
func CSS() string {
	var b strings.Builder
	b.WriteString(chipRules)
	for of := 2; of <= most; of++ {
		for rank := 1; rank <= of; rank++ {
			s := Step{Rank: rank, Of: of}
			fmt.Fprintf(&b, ".ni-grade--%d-%d{background-color:%s;color:%s}\n", of, rank, s.Fill(), s.Ink())
		}
	}
	b.WriteString(missingRules)
	b.WriteString(chartRules)
	return b.String()
}

const chipRules = `.ni-grade{border:1px solid #5e5e5e;border-radius:2px;display:inline-block;` +
	`font-weight:700;line-height:1.25;min-width:1.75em;padding:.125em .375em;text-align:center;` +
	`-webkit-print-color-adjust:exact;print-color-adjust:exact;forced-color-adjust:none}
`

// The signs are drawn by the style sheet, with an empty alternative text: the
// chip has its words already.
const missingRules = `.ni-grade--not-seen{background:repeating-linear-gradient(135deg,#fff 0 4px,#d4d4d4 4px 6px);color:#1a1a1a}
.ni-grade--not-yet{background-color:#fff;border-style:dashed;color:#1a1a1a}
.ni-grade--not-inspected,.ni-grade--not-comparable,.ni-grade--hidden{background-color:#fff;color:#1a1a1a}
.ni-grade--not-inspected::before{content:"\2013\a0" / ""}
.ni-grade--not-comparable::before{content:"\d7\a0" / ""}
.ni-grade--hidden::before{content:"\25cf\a0" / ""}
`

// A map keeps its shape when it grows, so it stops growing before its letters
// are larger than the text around it; the other charts stretch sideways only.
// The charts paint their own white ground, so forced colours must not turn the
// letters white as well.
const chartRules = `.ni-chart{display:block;max-width:45rem;-webkit-print-color-adjust:exact;print-color-adjust:exact}
.ni-chart svg:not(:root){overflow:visible}
.ni-chart--map{height:auto;max-width:27rem}
.ni-chart,.ni-chart text{forced-color-adjust:none}
.ni-chart--map a,.ni-chart--map a text{text-decoration:none}
.ni-chart a:focus{outline:3px solid #1a1a1a;outline-offset:1px}
.ni-chart a:hover text{text-decoration-thickness:2px}
`
