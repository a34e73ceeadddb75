package csvfile

import (
	"bytes"
	"encoding/binary"
	"io"
)

// window is the part of the file that is in memory: the record being read, and
// what was read beyond it.
//
// For each kind of byte that a record may have to be looked at for, it remembers
// where the next one is. Most files have no quotation mark for pages and no NUL
// at all, so that one search serves thousands of records, and a search that
// found nothing is not repeated when more of the file arrives.
type window struct {
	src   io.Reader
	buf   []byte
	start int   // of the record in buf
	end   int   // of what has been read into buf
	base  int64 // where in the file buf begins
	max   int   // bytes of a record
	size  int   // bytes of buf at first
	err   error // why src gives no more: io.EOF, or worse

	// Each is the first place of its byte at or after some place before it, and
	// end if there is none. A place before the one asked about is out of date.
	lf, cr, quote, nul, high int
}

// fill reads once, or sets err. What was at start remains in buf, perhaps elsewhere.
func (w *window) fill() {
	if w.end == len(w.buf) {
		w.makeRoom()
	}
	before := w.end
	for tries := 0; w.end == before && w.err == nil; tries++ {
		if tries == 100 { // as in bufio: a reader that gives nothing and no error
			w.err = io.ErrNoProgress
			break
		}
		var n int
		n, w.err = w.src.Read(w.buf[w.end:])
		w.end += n
	}
	for _, m := range []struct {
		mark *int
		find func([]byte) int
	}{
		{&w.lf, func(b []byte) int { return bytes.IndexByte(b, '\n') }},
		{&w.cr, func(b []byte) int { return bytes.IndexByte(b, '\r') }},
		{&w.quote, func(b []byte) int { return bytes.IndexByte(b, '"') }},
		{&w.nul, func(b []byte) int { return bytes.IndexByte(b, 0) }},
		{&w.high, indexHigh},
	} {
		if *m.mark == before {
			*m.mark = w.place(before, m.find(w.buf[before:w.end]))
		}
	}
}

// makeRoom moves the record to the front of buf. If it is long it moves to a
// larger buf, so that a record of n bytes is not moved more than log n times.
func (w *window) makeRoom() {
	to := w.buf
	if largest := w.max + w.size; w.start <= len(w.buf)/2 && len(w.buf) < largest {
		to = make([]byte, min(2*len(w.buf), largest))
	}
	copy(to, w.buf[w.start:w.end])
	w.buf = to
	for _, place := range []*int{&w.end, &w.lf, &w.cr, &w.quote, &w.nul, &w.high} {
		*place -= w.start
	}
	w.base += int64(w.start)
	w.start = 0
}

// place turns the result of a search that began at from into a place in buf.
func (w *window) place(from, i int) int {
	if i < 0 {
		return w.end
	}
	return from + i
}

// nextQuote returns the place of the first quotation mark at or after p, or end.
func (w *window) nextQuote(p int) int {
	if w.quote < p {
		w.quote = w.place(p, bytes.IndexByte(w.buf[p:w.end], '"'))
	}
	return w.quote
}

// nextLineEnd returns the place of the first CR or LF at or after p, or end.
func (w *window) nextLineEnd(p int) int {
	if w.lf < p {
		w.lf = w.place(p, bytes.IndexByte(w.buf[p:w.end], '\n'))
	}
	if w.cr < p {
		w.cr = w.place(p, bytes.IndexByte(w.buf[p:w.end], '\r'))
	}
	return min(w.lf, w.cr)
}

// hasOdd reports whether [p, e) has a byte that plain ASCII text does not have.
func (w *window) hasOdd(p, e int) bool {
	if w.nul < p {
		w.nul = w.place(p, bytes.IndexByte(w.buf[p:w.end], 0))
	}
	if w.high < p {
		w.high = w.place(p, indexHigh(w.buf[p:w.end]))
	}
	return w.nul < e || w.high < e
}

// undecided reports whether more of the file is needed to know what is at e,
// which nextLineEnd returned: the line may go on, or a CR may be half of a CRLF.
func (w *window) undecided(e int) bool {
	return w.err == nil && (e == w.end || e+1 == w.end && w.buf[e] == '\r')
}

// pass makes the record start after the line end at e.
func (w *window) pass(e int) {
	switch {
	case e == w.end:
		w.start = e
	case w.buf[e] == '\r' && e+1 < w.end && w.buf[e+1] == '\n':
		w.start = e + 2
	default:
		w.start = e + 1
	}
}

// indexHigh returns the place of the first byte that is not ASCII, or -1.
func indexHigh(b []byte) int {
	const high = 0x8080808080808080
	i := 0
	for ; i+32 <= len(b); i += 32 {
		s := b[i : i+32 : i+32]
		if (binary.LittleEndian.Uint64(s)|binary.LittleEndian.Uint64(s[8:])|
			binary.LittleEndian.Uint64(s[16:])|binary.LittleEndian.Uint64(s[24:]))&high != 0 {
			break
		}
	}
	for ; i < len(b); i++ {
		if b[i] >= 0x80 {
			return i
		}
	}
	return -1
}
