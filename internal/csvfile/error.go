package csvfile

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Error says what is wrong with a file, or with one record of it, and where.
type Error struct {
	Line     int    // of the file, to look at first; 0 if it is of the whole file
	Column   int    // the number of the field; the first is 1; 0 if it is of the whole line
	Field    string // the column's name, if the header has been read and has one
	Sentence string // for a person; it names the line and quotes little of it
	Err      error  // why the file could not be read on, if that is what is wrong
	// NotText is true where the bytes are not text of the file's encoding. The
	// other records may pass by chance, so a caller SHOULD refuse the whole file.
	NotText bool
	fatal   bool
}

// Error returns the sentence and, for a log, the cause.
func (e *Error) Error() string {
	if e.Err != nil {
		return e.Sentence + " (" + e.Err.Error() + ")"
	}
	return e.Sentence
}

func (e *Error) Unwrap() error { return e.Err }

// Fatal reports whether nothing more can be read of the file. If not, the error
// is of one record, and Next returns the one after it.
func (e *Error) Fatal() bool { return e.fatal }

// saveAs is the name that Excel gives the format in its list since 2016.
const saveAs = "Save it as “CSV UTF-8” and try again."

func (r *Reader) tooLong() *Error {
	e := &Error{Line: r.line, fatal: true}
	advice := "look for a line end that is missing."
	if bytes.IndexByte(r.buf[r.start:r.start+r.max+1], '"') >= 0 {
		advice = "look for a quotation mark that is not closed."
	}
	e.Sentence = fmt.Sprintf("The record that starts on line %d is longer than %s; %s", r.line, size(r.max), advice)
	return e
}

func (r *Reader) unreadable() *Error {
	return &Error{Line: r.line, Err: r.err, fatal: true,
		Sentence: fmt.Sprintf("Line %d could not be read: the file broke off there.", r.line)}
}

// checkCount compares the number of fields with the header. text says whether
// any of those beyond the header has text.
func (r *Reader) checkCount(count int, text bool) *Error {
	rec := &r.rec
	if r.header == nil || count == r.want || count > r.want && !text {
		return nil
	}
	where, advice := fmt.Sprintf("Line %d", rec.Line), "."
	if rec.Lines > 1 {
		where = fmt.Sprintf("The record on lines %d to %d", rec.Line, rec.Line+rec.Lines-1)
		advice = "; look for a quotation mark that is not closed."
	}
	return &Error{Line: rec.Line, Sentence: fmt.Sprintf("%s has %s, and the header has %d%s",
		where, plural(count, "field"), r.want, advice)}
}

// wrongByte is of the byte at a place in the window, which UTF-8 cannot have there.
func (r *Reader) wrongByte(at, column int) *Error {
	e := r.at(at, column)
	e.NotText = true
	switch {
	case r.buf[at] == 0:
		e.Sentence = e.where() + " has a NUL byte, which text does not have. The file is damaged or is not CSV."
	case r.encoding != utf8Name:
		e.Sentence = e.where() + " is damaged: half a character is missing. " + saveAs
	default:
		around := string(r.delimiter) + "\"\r\n"
		from, to := max(r.start, at-15), min(r.end, at+15)
		from += 1 + bytes.LastIndexAny(r.buf[from:at], around)
		if i := bytes.IndexAny(r.buf[at:to], around); i >= 0 {
			to = at + i
		}
		for from < at && !utf8.RuneStart(r.buf[from]) {
			from++
		}
		near := r.buf[from:to]
		e.Sentence = fmt.Sprintf("%s is not UTF-8 text near “%s”. %s", e.where(), excerpt(near), saveAs)
	}
	return e
}

// checkQuoted looks at a record with quotation marks that ends at end.
func (r *Reader) checkQuoted(q *quoted, end int) *Error {
	if r.hasOdd(r.start, end) {
		if at := r.firstWrong(r.start, end); at >= 0 {
			return r.wrongByte(at, q.column(at-r.start))
		}
	}
	if q.wrong == 0 {
		return nil
	}
	e := r.at(r.start+q.from, q.count+1)
	e.Sentence = fmt.Sprintf("%s begins with a quotation mark and has text after the mark that closes it", e.where())
	if line := r.at(r.start+q.wrong, 0).Line; line > e.Line {
		e.Sentence += fmt.Sprintf(" on line %d", line)
	}
	e.Sentence += fmt.Sprintf(": “%s”. Quotation marks inside a field must be doubled.", excerpt(r.buf[r.start+q.wrong:end]))
	return e
}

func (r *Reader) neverClosed(q *quoted) *Error {
	e := r.at(r.start+q.from, q.count+1)
	e.Sentence = e.where() + " begins with a quotation mark that is never closed."
	e.fatal = true
	r.cut = r.goesOn
	return e
}

// column returns the number of the field that a place in the record is in.
func (q *quoted) column(place int) int {
	for i, s := range q.fields {
		if place <= s.to {
			return i + 1
		}
	}
	if len(q.fields) < q.count {
		return 0 // beyond the header, where places are not kept
	}
	return q.count + 1
}

// at returns an Error of a field, without a sentence, on the line of a place in the window.
func (r *Reader) at(place, column int) *Error {
	e := &Error{Line: r.line + countLines(r.buf[r.start:place]), Column: column}
	if 0 < column && column <= len(r.header) {
		e.Field = r.header[column-1]
	}
	return e
}

// where begins a sentence.
func (e *Error) where() string {
	switch {
	case e.Column == 0:
		return fmt.Sprintf("Line %d", e.Line)
	case e.Field == "":
		return fmt.Sprintf("Field %d on line %d", e.Column, e.Line)
	}
	return fmt.Sprintf("Field %d (%s) on line %d", e.Column, excerpt([]byte(e.Field)), e.Line)
}

// excerpt returns the first 40 characters of b on one line.
func excerpt(b []byte) string {
	var s strings.Builder
	n := 0
	for _, c := range string(b[:min(len(b), 41*utf8.UTFMax)]) {
		if n++; n > 40 {
			return s.String() + "…"
		}
		if unicode.IsControl(c) {
			c = ' '
		}
		s.WriteRune(c)
	}
	return s.String()
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func size(n int) string {
	switch {
	case n%(1<<20) == 0:
		return fmt.Sprintf("%d MiB", n>>20)
	case n%(1<<10) == 0:
		return fmt.Sprintf("%d KiB", n>>10)
	}
	return plural(n, "byte")
}
