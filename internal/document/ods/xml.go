package ods

import (
	"bufio"
	"encoding/xml"
	"io"
	"strconv"
	"strings"
)

// header begins every part of the package.
const header = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"

// writer writes XML. Names are ours and written as they are; values are escaped,
// and what XML 1.0 cannot hold (control characters, halves of a surrogate pair,
// bytes that are not UTF-8) becomes U+FFFD. The first error stays, and flush
// returns it.
type writer struct{ b *bufio.Writer }

func newWriter(w io.Writer) writer { return writer{bufio.NewWriter(w)} }

func (w writer) flush() error { return w.b.Flush() }

// raw writes XML that is known to be right.
func (w writer) raw(s string) { w.b.WriteString(s) } // the error stays in b, see flush

func (w writer) escaped(s string) {
	xml.EscapeText(w.b, []byte(s)) // the error stays in b, see flush
}

// open writes a start tag. Attributes are names and values in turn; one with an
// empty value is left out.
func (w writer) open(name string, attributes ...string) {
	w.start(name, attributes)
	w.raw(">")
}

// empty writes an element that holds nothing.
func (w writer) empty(name string, attributes ...string) {
	w.start(name, attributes)
	w.raw("/>")
}

func (w writer) start(name string, attributes []string) {
	w.raw("<" + name)
	for i := 0; i < len(attributes); i += 2 {
		if attributes[i+1] != "" {
			w.raw(" " + attributes[i] + `="`)
			w.escaped(attributes[i+1])
			w.raw(`"`)
		}
	}
}

func (w writer) close(name string) { w.raw("</" + name + ">") }

// element writes an element that holds text.
func (w writer) element(name, text string) {
	w.open(name)
	w.escaped(text)
	w.close(name)
}

var newlines = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// paragraphs writes text as text:p elements, one for each line, as a link if
// href is not empty.
func (w writer) paragraphs(text, href string) {
	for part := range strings.SplitSeq(newlines.Replace(text), "\n") {
		w.open("text:p")
		if href != "" {
			w.open("text:a", "xlink:type", "simple", "xlink:href", href)
		}
		w.spaced(part)
		if href != "" {
			w.close("text:a")
		}
		w.close("text:p")
	}
}

// spaced writes text whose white space counts. OpenDocument reads a run of
// spaces as one and drops those at the ends, so the rest are elements (ODF 1.3
// part 3, 6.1.2 and 6.1.3).
func (w writer) spaced(s string) {
	for i := 0; i < len(s); {
		run := len(s[i:]) - len(strings.TrimLeft(s[i:], " "))
		switch {
		case run == 1 && i > 0 && i+1 < len(s):
			w.raw(" ")
			i++
		case run > 0:
			w.empty("text:s", "text:c", strconv.Itoa(run))
			i += run
		case s[i] == '\t':
			w.empty("text:tab")
			i++
		default:
			end := len(s)
			if n := strings.IndexAny(s[i:], " \t"); n >= 0 {
				end = i + n
			}
			w.escaped(s[i:end])
			i = end
		}
	}
}
