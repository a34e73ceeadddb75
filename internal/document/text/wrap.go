package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// wrap breaks text into lines of at most width runes, at white space. A longer
// word is broken wherever the line ends, unless it is a web address.
func wrap(s string, width int) []string {
	width = max(width, 1)
	var lines []string
	line, length := "", 0
	for _, word := range strings.Fields(clean(s)) {
		n := utf8.RuneCountInString(word)
		if length > 0 && length+1+n > width {
			lines, line, length = append(lines, line), "", 0
		}
		if length > 0 {
			line, length = line+" "+word, length+1+n
			continue
		}
		if !strings.Contains(word, "://") {
			runes := []rune(word)
			for len(runes) > width {
				lines, runes = append(lines, string(runes[:width])), runes[width:]
			}
			word, n = string(runes), len(runes)
		}
		line, length = word, n
	}
	if length > 0 {
		lines = append(lines, line)
	}
	return lines
}

// clean keeps white space and replaces other control characters, those that turn
// the direction of writing (which can make a text read as another: Unicode
// Technical Report 36, 2.9) and what is not UTF-8.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		bidi := r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069
		if unicode.IsControl(r) && !unicode.IsSpace(r) || bidi {
			return utf8.RuneError
		}
		return r
	}, s)
}
