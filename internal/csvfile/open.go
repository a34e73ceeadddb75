package csvfile

import (
	"bytes"
	"errors"
	"io"
	"regexp"
)

// others are files that are taken for CSV, by the bytes they begin with.
var others = []struct{ begins, sentence string }{
	{"PK\x03\x04", "The file is a workbook (such as .xlsx or .ods) or another ZIP archive, not CSV. Open it in the program that made it. " + saveAs},
	{"PK\x05\x06", "The file is an empty ZIP archive, not CSV."},
	{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "The file is an old workbook (.xls), not CSV. Open it in the program that made it. " + saveAs},
	{"%PDF-", "The file is a PDF document, not CSV. Ask for the data as CSV."},
	{"\x1F\x8B", "The file is compressed (gzip). Unpack it and try again."},
	{"\xFF\xFE\x00\x00", "The file is UTF-32, which cannot be read. " + saveAs},
	{"\x00\x00\xFE\xFF", "The file is UTF-32, which cannot be read. " + saveAs},
}

var (
	html = regexp.MustCompile(`(?i)^\s*(<\?xml[^>]*>\s*)?(<!--|<!doctype html|<(html|head|body|table)\b)`)
	xml  = regexp.MustCompile(`^\s*<\?xml\b`)
)

const (
	utf8Name = "UTF-8"
	byteMark = "\xEF\xBB\xBF"
)

// open finds what the file is and makes the window read it as UTF-8 without a mark.
func (r *Reader) open(in io.Reader) *Error {
	head := make([]byte, 4096)
	n, err := io.ReadFull(in, head)
	head = head[:n]
	if err != nil && err != io.EOF && !errors.Is(err, io.ErrUnexpectedEOF) {
		return &Error{Sentence: "The file could not be read.", Err: err}
	}
	for _, o := range others {
		if bytes.HasPrefix(head, []byte(o.begins)) {
			return &Error{Sentence: o.sentence}
		}
	}
	rest := func() io.Reader { return io.MultiReader(bytes.NewReader(head), in) }
	if big, mark, ok := isUTF16(head); ok {
		if mark {
			head = head[2:]
		}
		r.encoding = "UTF-16LE"
		if big {
			r.encoding = "UTF-16BE"
		}
		r.remark("The file is UTF-16; it was read as such.")
		r.src = &fromUTF16{src: rest(), big: big}
		return nil
	}
	r.encoding = utf8Name
	if bytes.HasPrefix(head, []byte(byteMark)) {
		r.remark("The file begins with a byte-order mark.")
		head = head[len(byteMark):]
		r.base = int64(len(byteMark))
	}
	switch {
	case html.Match(head):
		return &Error{Sentence: "The file is a web page, not CSV. It may be a sign-in page that was saved in place of the data."}
	case xml.Match(head):
		return &Error{Sentence: "The file is XML, not CSV. " + saveAs}
	}
	r.src = rest()
	return nil
}

// isUTF16 reports whether a file that begins with head is UTF-16, by its
// byte-order mark or because it is unmistakable: of the first characters, at
// least three quarters have a zero half, as Latin letters and digits have, and
// it is always the same half.
func isUTF16(head []byte) (big, mark, ok bool) {
	switch {
	case bytes.HasPrefix(head, []byte("\xFF\xFE")):
		return false, true, true
	case bytes.HasPrefix(head, []byte("\xFE\xFF")):
		return true, true, true
	}
	pairs := min(len(head)/2, 512)
	var zeros [2]int
	for i := range 2 * pairs {
		if head[i] == 0 {
			zeros[i%2]++
		}
	}
	enough := func(n int) bool { return pairs >= 2 && 4*n >= 3*pairs }
	switch {
	case zeros[0] == 0 && enough(zeros[1]):
		return false, false, true
	case zeros[1] == 0 && enough(zeros[0]):
		return true, false, true
	}
	return false, false, false
}
