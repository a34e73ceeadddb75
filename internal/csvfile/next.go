package csvfile

import (
	"bytes"
	"io"
	"unicode/utf8"
)

// Next returns the next record, and io.EOF after the last.
//
// Any other error is an *Error. If it is not fatal it is of one record only: that
// record has been passed, its Line, Lines, Start and End are returned beside the
// error, and the next call returns the record after it. After a quotation mark
// that is closed in the wrong place the record passed may be many lines, and its
// Lines says how many. A fatal error is returned again by every further call.
func (r *Reader) Next() (Record, error) {
	if r.fatal != nil {
		return Record{}, r.fatal
	}
	e := r.next()
	switch {
	case e == nil && r.rec.Line == 0, r.cut:
		return Record{}, io.EOF
	case e == nil:
		return r.rec, nil
	case e.fatal:
		r.fatal = e
		return Record{}, e
	}
	return r.rec, e
}

// next makes r.rec the next record, or one without a line at the end of the file.
func (r *Reader) next() *Error {
	for {
		p := r.start
		e := r.nextLineEnd(p)
		quotes := r.nextQuote(p) < e
		switch {
		case quotes && (e == r.end || e-p > r.max):
			return r.nextQuoted()
		case e-p > r.max:
			return r.tooLong()
		case r.undecided(e):
			r.fill()
		case e == r.end && r.err != io.EOF:
			return r.unreadable()
		case e > p:
			return r.nextLine(p, e, quotes)
		case e == r.end:
			r.rec = Record{}
			return nil
		default:
			r.pass(e)
			r.line++
		}
	}
}

// nextLine makes r.rec the record [p, e), if it is one line without doubled
// quotation marks, as nearly all are. It leaves others to nextQuoted.
func (r *Reader) nextLine(p, e int, quotes bool) *Error {
	wrong := -1
	if r.hasOdd(p, e) {
		wrong = r.firstWrong(p, e)
	}
	if wrong >= 0 && !quotes {
		err := r.wrongByte(wrong, 1+bytes.Count(r.buf[p:wrong], []byte{r.delimiter}))
		r.finish(e, 1, nil)
		return err
	}
	count, text, ok := r.split(r.buf[p:e], quotes)
	if !ok || wrong >= 0 {
		return r.nextQuoted()
	}
	r.finish(e, 1, r.fields)
	if count == r.want {
		return nil
	}
	return r.checkCount(count, text)
}

// split puts the fields of the line into r.fields: as many as the header has.
// It returns how many there are, and whether one of those beyond has text; or
// not ok, if it takes more than cutting to read the line.
func (r *Reader) split(line []byte, quotes bool) (count int, text, ok bool) {
	fields, d := r.fields[:0], r.delimiter
	if !quotes {
		fields, line, ok = cut(fields, line, d, r.want)
		if ok {
			r.fields = fields
			return len(fields), false, true
		}
	}
	for len(fields) < r.want {
		var field []byte
		var i int
		if quotes && len(line) > 0 && line[0] == '"' {
			i = 1 + bytes.IndexByte(line[1:], '"') + 1
			if i == 1 || i < len(line) && line[i] != d {
				return 0, false, false
			}
			field = line[1 : i-1 : i-1]
		} else {
			i = bytes.IndexByte(line, d)
			if i < 0 {
				i = len(line)
			}
			field = line[:i:i]
		}
		fields = append(fields, field)
		if i == len(line) {
			r.fields = fields
			return len(fields), false, true
		}
		line = line[i+1:]
	}
	r.fields = fields
	empty := bytes.Count(line, []byte{d})
	text = empty < len(line)
	return len(fields) + 1 + empty, text, !(quotes && text)
}

// finish makes r.rec the record that ends at e and goes to the line after it.
func (r *Reader) finish(e, lines int, fields [][]byte) {
	r.rec = Record{Line: r.line, Lines: lines, Start: r.base + int64(r.start), End: r.base + int64(e), Fields: fields}
	r.pass(e)
	r.line += lines
}

// firstWrong returns the place of the first byte in [p, e) that text in UTF-8
// cannot have, or -1.
func (r *Reader) firstWrong(p, e int) int {
	nul := bytes.IndexByte(r.buf[p:e], 0)
	if nul >= 0 {
		e = p + nul
	}
	if !utf8.Valid(r.buf[p:e]) {
		for p < e {
			c, n := utf8.DecodeRune(r.buf[p:e])
			if c == utf8.RuneError && n == 1 {
				return p
			}
			p += n
		}
	}
	if nul >= 0 {
		return e
	}
	return -1
}

// countLines returns how many line ends are in b.
func countLines(b []byte) int {
	n := bytes.Count(b, []byte("\n"))
	for {
		i := bytes.IndexByte(b, '\r')
		if i < 0 {
			return n
		}
		b = b[i+1:]
		if len(b) == 0 || b[0] != '\n' {
			n++
		}
	}
}
