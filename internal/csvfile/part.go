package csvfile

import (
	"bytes"
	"io"
)

// Parts cuts what is left of a file into parts of whole lines, so that several
// goroutines may read it at the same time, each a part. It is for one goroutine at a
// time, and the Reader that it was made of reads no further.
//
// Whether a line end lies between quotation marks can only be told by reading all
// before it, so nobody asks beforehand. A part that turns out to be cut there says so
// at its end, see [Part.Cut], and [Parts.On] reads on in one piece from the start of
// that record. What was read of a part is right if no part before it was cut so.
type Parts struct {
	of   *Reader
	size int
	done bool
	held []byte // of the next part
	line int
	base int64
	err  error // why src gives no more
}

// Part is some lines of a file. Its memory is used again by the next call of
// [Parts.Next] with it.
type Part struct {
	reader Reader
	text   []byte
	end    int64
}

// Parts cuts what r has not read into parts of at most so many bytes, but for lines
// that are longer.
func (r *Reader) Parts(size int) *Parts {
	return &Parts{of: r, size: size, held: bytes.Clone(r.buf[r.start:r.end]), line: r.line, base: r.base + int64(r.start), err: r.err}
}

// Next makes part the next part, and returns io.EOF after the last. Where no line
// ends within the size of a part, all the rest of the file is the last part, see
// [Part.Open].
func (p *Parts) Next(part *Part) error {
	if p.done {
		return io.EOF
	}
	b := p.fill(part.text)
	end := 1 + bytes.LastIndexByte(b[:min(len(b), p.size)], '\n')
	if p.done = end == 0 || p.err != nil && len(b) <= p.size; p.done {
		end = len(b)
	}
	part.text = b[:end]
	part.reader.begin(p.of, part.text, p.line, p.base)
	p.held = append(p.held[:0], b[end:]...)
	switch {
	case !p.done:
		part.reader.err, part.reader.goesOn = io.EOF, true
	case p.err != nil:
		part.reader.err = p.err
	default:
		part.reader.src = p.of.src
	}
	p.line += countLines(b[:end])
	p.base += int64(end)
	part.end = p.base
	return nil
}

// fill returns what is held and what follows it in the file, in the memory of b if
// that is enough.
func (p *Parts) fill(b []byte) []byte {
	if room := max(p.size, len(p.held)); cap(b) < room {
		b = make([]byte, 0, room)
	}
	b = append(b[:0], p.held...)
	for empty := 0; len(b) < p.size && p.err == nil; empty++ {
		if empty == 100 { // as in bufio: a reader that gives nothing and no error
			p.err = io.ErrNoProgress
			break
		}
		var n int
		if n, p.err = p.of.src.Read(b[len(b):p.size]); n > 0 {
			empty = 0
		}
		b = b[:len(b)+n]
	}
	return b
}

// begin makes r read text as part of a file.
func (r *Reader) begin(of *Reader, text []byte, line int, base int64) {
	*r = Reader{delimiter: of.delimiter, encoding: of.encoding, remarks: of.remarks, header: of.header, want: of.want,
		line: line, fields: r.fields[:0], quoted: r.quoted, spare: r.spare}
	r.window = window{buf: text, end: len(text), base: base, max: of.max, size: of.size, lf: -1, cr: -1, quote: -1, nul: -1, high: -1}
}

// Reader reads the part.
func (p *Part) Reader() *Reader { return &p.reader }

// End is where in the file the part ends, as [Record.End]; of an open one, what of it
// is in memory.
func (p *Part) End() int64 { return p.end }

// Open reports whether the part is all the rest of the file, of which only the start
// is in memory. It is to be read only once it is known that no part before it was cut.
func (p *Part) Open() bool { return p.reader.src != nil }

// Cut reports whether the part ended between quotation marks: the record there goes
// on in the next part. Next returned io.EOF in its place.
func (p *Part) Cut() bool { return p.reader.cut }

// On returns a Reader that reads on in one piece from the record in which a part was
// cut: through later, which are all the parts that were made after it, and through
// what is no part yet.
func (p *Parts) On(cut *Part, later ...*Part) *Reader {
	r := &cut.reader
	var src []io.Reader
	for _, part := range later {
		src = append(src, bytes.NewReader(part.text))
	}
	src = append(src, bytes.NewReader(p.held))
	if p.err != nil {
		src = append(src, ended{p.err})
	} else {
		src = append(src, p.of.src)
	}
	begun := r.buf[r.start:r.end]
	buf := make([]byte, len(begun)+p.of.size)
	on := new(Reader)
	on.begin(p.of, buf, r.line, r.base+int64(r.start))
	on.end = copy(buf, begun)
	on.src = io.MultiReader(src...)
	p.done = true
	return on
}

// ended is the end of a file that gave it already.
type ended struct{ err error }

func (e ended) Read([]byte) (int, error) { return 0, e.err }
