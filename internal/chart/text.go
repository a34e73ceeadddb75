package chart

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// width estimates the length of s in pixels. It errs on the wide side: the
// letters of DejaVu Sans, the widest face that a page may fall back to.
func width(s string, size float64) float64 {
	var ems float64
	for _, r := range s {
		switch {
		case strings.ContainsRune("iljI|'.,:;! ", r):
			ems += 0.34
		case strings.ContainsRune("frt()[]-/1", r):
			ems += 0.45
		case strings.ContainsRune("mwMW%@", r):
			ems += 0.95
		case unicode.IsUpper(r):
			ems += 0.71
		case r >= 0x2e80: // scripts with square letters
			ems++
		default:
			ems += 0.62
		}
	}
	return ems * size
}

// wrap breaks s into lines that fit into room. A word that is longer than a line
// is broken too: text that leaves the picture cannot be read at all.
func wrap(s string, size, room float64) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(s) {
		if line != "" && width(line+" "+word, size) <= room {
			line += " " + word
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		for width(word, size) > room {
			head := cut(word, size, room)
			lines = append(lines, head)
			word = word[len(head):]
		}
		line = word
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// cut is the longest beginning of s that fits into room, at least one letter.
func cut(s string, size, room float64) string {
	end := 0
	for end < len(s) {
		_, n := utf8.DecodeRuneInString(s[end:])
		if end > 0 && width(s[:end+n], size) > room {
			break
		}
		end += n
	}
	return s[:end]
}

// fit is the largest of the usual sizes, from most down to least, at which s
// fits into room, and 0 if it fits at none.
func fit(s string, room, most, least float64) float64 {
	for size := most; size >= least; size-- {
		if width(s, size) <= room {
			return size
		}
	}
	return 0
}

// lines prints text lines from top down and returns the height they take.
func (c *canvas) lines(lines []string, x any, top, size float64, pairs ...any) float64 {
	leading := size + 5
	for i, s := range lines {
		c.text("text", s, append([]any{"x", x, "y", top + float64(i)*leading + size, "font-size", size}, pairs...)...)
	}
	return float64(len(lines)) * leading
}
