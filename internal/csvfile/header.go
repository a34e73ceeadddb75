package csvfile

import (
	"bytes"
	"fmt"
	"strings"
)

// delimiters, the least likely inside a name first: of two that are equally
// frequent in a header, "Grade, overall;Area", the first is between its fields.
var delimiters = []struct {
	byte
	name string
}{{'\t', "tabs"}, {';', "semicolons"}, {'|', "vertical bars"}, {',', "commas"}}

// findDelimiter takes the one that is most frequent in the header, outside
// quotation marks.
func (r *Reader) findDelimiter() *Error {
	if strings.IndexByte("\"\r\n", r.delimiter) >= 0 || r.delimiter >= 0x80 {
		return &Error{Sentence: fmt.Sprintf("Fields cannot be separated by %q.", r.delimiter)}
	}
	told := r.skipTold()
	switch {
	case r.delimiter != 0:
		return nil
	case told != 0:
		r.delimiter = told
	default:
		counts := r.countDelimiters()
		most := delimiters[0]
		for _, d := range delimiters {
			if counts[d.byte] > counts[most.byte] {
				most = d
			}
		}
		r.delimiter = most.byte
		if counts[most.byte] == 0 {
			r.delimiter = ','
			r.remark("The header is one column: it has no comma, semicolon, tab or vertical bar.")
			return nil
		}
	}
	for _, d := range delimiters[:3] {
		if d.byte == r.delimiter {
			r.remark(fmt.Sprintf("Fields are separated by %s.", d.name))
		}
	}
	return nil
}

// skipTold skips a first line like "sep=;", in which Excel is told the delimiter
// and which other programs take for the header. It returns the delimiter, or 0.
func (r *Reader) skipTold() byte {
	const told = "sep=;\r\n"
	for r.end < len(told) && r.err == nil {
		r.fill()
	}
	b := r.buf[:r.end]
	if len(b) < 5 || !bytes.EqualFold(b[:4], []byte(told[:4])) || !strings.ContainsRune(",;\t|:", rune(b[4])) {
		return 0
	}
	if e := r.nextLineEnd(0); e != 5 || r.undecided(e) {
		return 0
	}
	d := b[4]
	r.pass(5)
	r.line++
	r.remark(fmt.Sprintf("The first line, sep=%c, tells the delimiter and was not read as the header.", d))
	return d
}

// countDelimiters counts those in the first line that is not blank.
func (r *Reader) countDelimiters() (counts [256]int) {
	start, quotes := true, false // at the start of a field; between quotation marks
	seen := false
	for i := 0; i <= r.max; i++ {
		for r.start+i == r.end {
			if r.err != nil {
				return counts
			}
			r.fill()
		}
		c := r.buf[r.start+i]
		switch {
		case quotes:
			quotes = c != '"' // a doubled one closes them and opens them again
			start = !quotes
		case c == '\r' || c == '\n':
			if seen {
				return counts
			}
		case c == '"':
			quotes = start
			seen = true
		default:
			counts[c]++
			start = bytes.IndexByte([]byte("\t;|,"), c) >= 0
			seen = true
		}
	}
	return counts
}

// readHeader reads the names of the columns.
func (r *Reader) readHeader() *Error {
	r.want = int(^uint(0) >> 1)
	if e := r.next(); e != nil {
		return e
	}
	rec := &r.rec
	if rec.Line == 0 {
		if r.line == 1 {
			return &Error{Sentence: "The file is empty."}
		}
		return &Error{Line: 1, Sentence: "The file has only blank lines. Its first line must name the columns."}
	}
	for _, f := range rec.Fields {
		r.header = append(r.header, strings.TrimSpace(string(f)))
	}
	if r.buf[r.start-1] == '\r' {
		r.remark("Lines end with a carriage return alone, as on old Macintosh computers.")
	}
	r.dropNameless()
	r.want = len(r.header)
	return checkNames(rec.Line, r.header)
}

// dropNameless drops columns without a name from the end of the header. They
// are the same leftovers of a spreadsheet as empty fields at the end of a row.
func (r *Reader) dropNameless() {
	n := len(r.header)
	for n > 1 && r.header[n-1] == "" {
		n--
	}
	if dropped := len(r.header) - n; dropped > 0 {
		r.remark(fmt.Sprintf("The header ends with %s without a name; a row with text there is an error.", plural(dropped, "column")))
	}
	r.header = r.header[:n]
}

func checkNames(line int, header []string) *Error {
	first := map[string]int{}
	for i, name := range header {
		if name == "" {
			return &Error{Line: line, Column: i + 1,
				Sentence: fmt.Sprintf("Column %d has no name in the header, which is on line %d.", i+1, line)}
		}
		if first[name] > 0 {
			return &Error{Line: line, Column: i + 1, Field: name,
				Sentence: fmt.Sprintf("Columns %d and %d have the same name, “%s”.", first[name], i+1, excerpt([]byte(name)))}
		}
		first[name] = i + 1
	}
	return nil
}
