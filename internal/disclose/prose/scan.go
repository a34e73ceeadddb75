package prose

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// token is a word, a number or a mark of punctuation.
type token struct {
	text         string // in lower case
	start, end   int    // bytes of the text
	line, column int
	sentence     int
	first        bool // of its line
	capital      bool // begins with a capital letter
	number       bool // begins with a digit or a sign of money
}

// pieces are what a text is made of: numbers with everything that belongs to them,
// words with their hyphens and apostrophes, and single marks.
var pieces = regexp.MustCompile(`\d+(?:[-‑]\p{L}+)+|[£$€]?\d+(?:[.,:/\-–]\d+)*(?:\p{L}+)?%?|[\p{L}\d]+(?:['’\-‑][\p{L}\d]+)*|\n|[^\s]`)

// shortForms do not end a sentence, though a full stop follows them.
var shortForms = map[string]bool{"e.g": true, "i.e": true, "no": true, "mr": true, "mrs": true, "dr": true, "st": true, "approx": true, "s": true}

// scan takes a text apart.
func scan(text string) []token {
	var all []token
	line, lineStart, sentence, first, blank := 1, 0, 0, true, true
	for _, at := range pieces.FindAllStringIndex(text, -1) {
		s := text[at[0]:at[1]]
		if s == "\n" {
			if blank {
				sentence++ // an empty line parts paragraphs
			}
			line, lineStart, first, blank = line+1, at[1], true, true
			continue
		}
		r, _ := utf8.DecodeRuneInString(s)
		t := token{text: strings.ToLower(s), start: at[0], end: at[1], line: line, column: utf8.RuneCountInString(text[lineStart:at[0]]) + 1,
			sentence: sentence, first: first, capital: unicode.IsUpper(r), number: unicode.IsDigit(r) || strings.ContainsRune("£$€", r)}
		if first && (s == "-" || s == "*" || s == "•") {
			sentence++
			t.sentence = sentence
		}
		all = append(all, t)
		first, blank = false, false
		if (s == "." || s == "?" || s == "!") && ends(text, at[1]) && !(len(all) > 1 && s == "." && shortForms[all[len(all)-2].text]) {
			sentence++
		}
	}
	return all
}

// ends says whether a full stop at the end of text[:at] ends a sentence: what follows
// begins with a capital letter, a digit, a mark, or there is nothing more.
func ends(text string, at int) bool {
	rest := strings.TrimLeft(text[at:], "\"'”’)]")
	trimmed := strings.TrimLeft(rest, " \t\r\n")
	if trimmed == "" {
		return true
	}
	r, _ := utf8.DecodeRuneInString(trimmed)
	return len(trimmed) < len(rest) && !unicode.IsLower(r)
}
