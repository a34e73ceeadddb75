package csvfile

import (
	"bytes"
	"io"
)

// quoted is how far a record with quotation marks has been read. All places are
// counted from the record's start, because the record moves while it is read.
type quoted struct {
	fields []span // as many as the header has
	count  int    // of all fields so far
	text   bool   // a field beyond the header is not empty
	state  state
	at     int // what is before it has been read
	span       // of the field being read
	wrong  int // where text follows a closing quotation mark; 0 if nowhere
}

// span is where a field is, without the quotation marks around it.
type span struct {
	from, to int
	doubled  bool // has doubled quotation marks, each of which stands for one
}

type state uint8

const (
	atField state = iota
	inText
	inQuotes
	afterQuotes
	toLineEnd // after something wrong: on to the next record
)

// nextQuoted makes r.rec the record at r.start, which has a quotation mark.
func (r *Reader) nextQuoted() *Error {
	q := &r.quoted
	*q = quoted{fields: q.fields[:0]}
	for !r.scan(q) {
		if q.at > r.max || r.err != nil {
			break
		}
		r.fill()
	}
	p, e := r.start, r.start+q.at
	switch {
	case q.at > r.max:
		return r.tooLong()
	case e == r.end && r.err != io.EOF:
		return r.unreadable()
	case q.state == inQuotes:
		return r.neverClosed(q)
	}

	lines := 1 + countLines(r.buf[p:e])
	if err := r.checkQuoted(q, e); err != nil {
		r.finish(e, lines, nil)
		return err
	}
	r.finish(e, lines, r.unquote(q))
	return r.checkCount(q.count, q.text)
}

// scan reads on from q.at. It returns true when q.at is the end of the record,
// and false if that cannot be told without more of the file.
func (r *Reader) scan(q *quoted) bool {
	for {
		p := r.start + q.at
		if p == r.end && (r.err == nil || q.state == inQuotes) {
			return false
		}
		switch q.state {
		case atField:
			q.span = span{from: q.at}
			q.state = inText
			if p < r.end && r.buf[p] == '"' {
				q.state = inQuotes
				q.at++
				q.from++
			}
		case inText:
			e := r.nextLineEnd(p)
			if i := bytes.IndexByte(r.buf[p:e], r.delimiter); i >= 0 {
				q.add(q.at+i, r.want)
				q.at += i + 1
				break
			}
			q.at = e - r.start
			if r.undecided(e) {
				return false
			}
			q.add(q.at, r.want)
			return true
		case inQuotes:
			mark := r.nextQuote(p)
			q.at = mark - r.start
			switch {
			case mark+1 >= r.end && (r.err == nil || mark == r.end):
				return false
			case mark+1 < r.end && r.buf[mark+1] == '"':
				q.doubled = true
				q.at += 2
			default:
				q.state = afterQuotes
				q.at++
			}
		case afterQuotes:
			switch {
			case p < r.end && r.buf[p] == r.delimiter:
				q.add(q.at-1, r.want)
				q.at++
			case r.nextLineEnd(p) > p:
				q.wrong = q.at
				q.state = toLineEnd
			case r.undecided(p):
				return false
			default:
				q.add(q.at-1, r.want)
				return true
			}
		case toLineEnd:
			e := r.nextLineEnd(p)
			q.at = e - r.start
			return !r.undecided(e)
		}
	}
}

// add ends the field being read.
func (q *quoted) add(to, want int) {
	q.to = to
	q.count++
	q.state = atField
	if len(q.fields) < want {
		q.fields = append(q.fields, q.span)
	} else if q.to > q.from {
		q.text = true
	}
}

// unquote returns the fields. A field with doubled quotation marks is written
// elsewhere with single ones, so that the record can be read once more, see [Parts].
func (r *Reader) unquote(q *quoted) [][]byte {
	r.fields, r.spare = r.fields[:0], r.spare[:0]
	for _, s := range q.fields {
		f := r.buf[r.start+s.from : r.start+s.to]
		if s.doubled {
			from := len(r.spare)
			r.spare = undouble(r.spare, f)
			f = r.spare[from:]
		}
		r.fields = append(r.fields, f[:len(f):len(f)])
	}
	return r.fields
}

// undouble appends f with one quotation mark for each pair of them.
func undouble(to, f []byte) []byte {
	for {
		i := bytes.IndexByte(f, '"')
		if i < 0 {
			return append(to, f...)
		}
		to = append(to, f[:i+1]...)
		f = f[i+2:]
	}
}
