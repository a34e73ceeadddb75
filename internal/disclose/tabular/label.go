package tabular

import (
	"regexp"
	"strconv"
	"strings"
)

// label is what a published table prints in place of a figure, with what it tells
// of the figure.
type label struct {
	text      string
	low, high float64 // high is 0 where the text says nothing
	mark      string  // [z] or [x]: there is nothing to hide
}

var fewer = regexp.MustCompile(`(?i)^(?:<|less than|fewer than|under)\s*(\d{1,9})\b`)

// labelled reads a text that stands where a figure could. "<5", "fewer than 5" and
// "<5 suppressed" tell that the figure is 4 at most, and at least 1, since zeros
// are shown unless the rules hide them. "[c]", "*" and "suppressed" tell only that it
// is hidden. "[z]" (not applicable) and "[x]" (not available) hide nothing. The marks
// are those of the Government Analysis Function, "Symbols in tables" (2024).
func labelled(text string, zeros bool) (*label, bool) {
	s := strings.ToLower(strings.TrimSpace(text))
	if m := fewer.FindStringSubmatch(s); m != nil {
		n, _ := strconv.Atoi(m[1])
		l := &label{text: text, low: 1, high: float64(n - 1)}
		if zeros {
			l.low = 0
		}
		return l, n >= 2
	}
	switch s {
	case "[z]", "[x]":
		return &label{text: text, mark: s}, true
	case "[c]", "c", "*", "suppressed", "hidden", "confidential":
		return &label{text: text}, true
	}
	return nil, false
}
