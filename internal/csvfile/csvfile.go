// Package csvfile reads a CSV file that anybody may have made and, when it
// cannot, says where and why in words.
//
// CSV is rows of text, one record to a line, that every spreadsheet can save and
// none saves alike. What is common is described in RFC 4180. Beyond it, this
// package accepts
//
//   - UTF-8 with or without a byte-order mark, and UTF-16;
//   - commas, semicolons, tabs or vertical bars between fields, also if a first
//     line such as sep=; tells Excel which;
//   - lines that end in CRLF, LF or a lone CR, also mixed;
//   - blank lines, which are counted and skipped;
//   - empty fields after the last column, which spreadsheets leave behind;
//   - a quotation mark inside a field that does not begin with one: 5" nails is
//     text. A field is quoted only if its very first byte is a quotation mark.
//
// Everything else that is odd is an [Error], and most are of one record: the
// caller may reject it and read on. Text is never guessed: a file in another
// encoding is refused and not read with wrong letters, because a name that is
// imported wrong is found years later, if ever.
//
// Memory does not grow with the file. A Reader holds at most one record of
// Options.MaxRecord bytes and one read ahead.
package csvfile

import (
	"io"
	"slices"
)

// Options says what is known of a file beforehand. The zero value knows nothing.
type Options struct {
	Delimiter byte // between fields; 0: found from the header among , ; tab and |
	MaxRecord int  // bytes of one record without its line end; 0: 1 MiB
}

const (
	defaultMax = 1 << 20

	// chunk is what is read at once. It is small enough to stay in a core's cache.
	chunk = 128 << 10
)

// Reader reads one file from its start to its end. It is for one goroutine.
type Reader struct {
	window
	delimiter byte
	encoding  string
	remarks   []string
	header    []string
	want      int      // as many fields as the header has; all, while it is read
	line      int      // of the file, where the next record starts
	fields    [][]byte // of the last record; reused
	rec       Record
	quoted    quoted // reused
	spare     []byte // for fields with doubled quotation marks; reused
	fatal     *Error
	goesOn    bool // it reads a part of a file that is not the last
	cut       bool // the part ended between quotation marks
}

// NewReader reads the start of a file: its encoding, its delimiter and its
// header, which is the first line that is not blank. A file without a single
// record after the header is fine. The error is an *Error, and fatal.
func NewReader(in io.Reader, o Options) (*Reader, error) {
	return newReader(in, o, chunk)
}

func newReader(in io.Reader, o Options, size int) (*Reader, error) {
	r := &Reader{line: 1, delimiter: o.Delimiter}
	r.max, r.size = o.MaxRecord, size
	if r.max <= 0 {
		r.max = defaultMax
	}
	r.buf = make([]byte, size)
	for _, step := range []func() *Error{
		func() *Error { return r.open(in) },
		r.findDelimiter,
		r.readHeader,
	} {
		if e := step(); e != nil {
			e.fatal = true
			return nil, e
		}
	}
	return r, nil
}

// Header returns the names of the columns, without spaces around them. Every
// name has at least one character and occurs once.
func (r *Reader) Header() []string { return r.header }

// Index returns the place of a column in Header and in Fields, or -1 if the
// file does not have it.
func (r *Reader) Index(name string) int { return slices.Index(r.header, name) }

// Encoding returns UTF-8, UTF-16LE or UTF-16BE.
func (r *Reader) Encoding() string { return r.encoding }

// Delimiter returns the byte between fields.
func (r *Reader) Delimiter() byte { return r.delimiter }

// Remarks returns sentences about the file that are no errors, such as "Fields
// are separated by semicolons." They are for the record of an import.
func (r *Reader) Remarks() []string { return r.remarks }

func (r *Reader) remark(sentence string) { r.remarks = append(r.remarks, sentence) }

// Record is one row of the file.
type Record struct {
	Line  int // of the file, where the record starts; the first is 1
	Lines int // how many it takes up: more than one if a quoted field has line ends

	// The record is the bytes [Start, End) of the file, without its line end and
	// counting a byte-order mark. Of a UTF-16 file they are the bytes it would
	// have as UTF-8 without a mark.
	Start, End int64

	// Fields has one field for each column of the header. It is valid until the
	// next call of Next. Line ends inside quoted fields are as in the file.
	Fields [][]byte
}

// Column returns a field by the number that Reader.Index gave: nil for -1, so
// that a column that the file does not have reads like an empty one.
func (c Record) Column(i int) []byte {
	if i < 0 || i >= len(c.Fields) {
		return nil
	}
	return c.Fields[i]
}
