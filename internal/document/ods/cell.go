package ods

import (
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/northinch/northinch/internal/document"
)

// shown is a cell as a spreadsheet holds it: its type, its value where that is
// more than the text, and the number format that makes the value read as the
// text does.
//
// Text is always typed as text. A spreadsheet evaluates what stands in
// table:formula, which is never written here, so text that begins with "=" stays
// text and needs no apostrophe, unlike in CSV.
type shown struct {
	kind   string // office:value-type
	value  string
	format string // a name of formats, or empty
	text   string
	href   string
}

// why is the reason that a cell holds nothing. Blank cells are not allowed, and
// one that is blank without a reason is "not available": nothing is known of it.
func why(c document.Cell) document.Absent {
	if c.Absent == document.Present && !c.Numeric && strings.TrimSpace(c.Text) == "" {
		return document.NotAvailable
	}
	return c.Absent
}

func (s *sheet) show(c document.Cell, k document.Kind) shown {
	if a := why(c); a != document.Present {
		return shown{kind: "string", text: a.Symbol()}
	}
	if format := formatOf(c, k); format != "" {
		kind := "float"
		if strings.HasPrefix(format, "percent") {
			kind = "percentage"
		}
		// Adding 0 makes 0 of -0.
		return shown{kind: kind, value: strconv.FormatFloat(c.Number+0, 'f', -1, 64), format: format, text: c.Text}
	}
	if _, err := time.Parse(time.DateOnly, c.Text); k == document.Day && err == nil {
		return shown{kind: "date", value: c.Text, format: "day", text: c.Text}
	}
	href := c.Href
	if !s.inside {
		href = outside(href)
	}
	return shown{kind: "string", text: c.Text, href: href}
}

// formatOf names the number format of a cell, or nothing where it is text. A
// count is whole; a share has the decimal of its text, none or one. A number in
// a column of text is a number only if its text says no more than it: "3.5",
// but not "3.5 of 6".
func formatOf(c document.Cell, k document.Kind) string {
	places := decimals(c.Text)
	switch {
	case !c.Numeric:
		return ""
	case k == document.Count:
		return "grouped0"
	case k == document.Share:
		return "percent" + strconv.Itoa(min(places, 1))
	}
	bare := strings.ReplaceAll(strings.TrimSuffix(c.Text, "%"), ",", "")
	read, err := strconv.ParseFloat(bare, 64)
	percent := bare != c.Text && strings.HasSuffix(c.Text, "%")
	if percent {
		read /= 100
	}
	if err != nil || math.Abs(read-c.Number) > math.Pow(10, -float64(places)) {
		return ""
	}
	switch {
	case percent:
		return "percent" + strconv.Itoa(min(places, 1))
	case strings.Contains(c.Text, ","):
		return "grouped" + strconv.Itoa(min(places, mostPlaces))
	}
	return "plain" + strconv.Itoa(min(places, mostPlaces))
}

// mostPlaces is the longest decimal fraction that has a format.
const mostPlaces = 3

// decimals counts the digits after the decimal point of the first number in s.
func decimals(s string) int {
	_, after, _ := strings.Cut(s, ".")
	n := 0
	for n < len(after) && after[n] >= '0' && after[n] <= '9' {
		n++
	}
	return n
}
