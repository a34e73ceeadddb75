package unpack

import (
	"bytes"
	"io"
	"path"
	"strings"
	"unicode"

	"github.com/northinch/northinch/internal/errs"
)

// slack is up to where a ratio does not count: a short file of one letter is packed
// well and harms nobody.
const slack = 1 << 20

// One returns the only file of an archive. What macOS puts beside a file is no file
// of anybody's. The error is of kind errs.BadInput where there are more or none.
func (a *Archive) One() (*Entry, error) {
	var found *Entry
	for _, e := range a.Entries {
		switch {
		case strings.HasPrefix(e.zip.Name, "__MACOSX/") || path.Base(e.zip.Name) == ".DS_Store":
		case found != nil:
			return nil, refuse("The archive holds more than one file, among them %s and %s; pack one CSV file alone", shown(found.zip.Name), shown(e.zip.Name))
		default:
			found = e
		}
	}
	if found == nil {
		return nil, refuse("The archive holds no file; pack one CSV file")
	}
	return found, nil
}

// Reader inflates an entry. Its errors are of kind errs.BadInput as soon as the entry
// is larger than allowed, or is an archive itself, or is damaged.
func (e *Entry) Reader() (io.Reader, error) {
	r, err := e.zip.Open()
	if err != nil {
		return nil, e.damaged()
	}
	return &inflating{entry: e, in: r, limits: e.archive.limits}, nil
}

// repacked is how many times larger an entry may become that is packed itself. What
// is packed becomes little smaller when it is packed again, and two bombs, one in the
// other, would multiply.
const repacked = 4

// Packed inflates into memory an entry that may be packed itself, such as a workbook,
// and that has up to so many bytes. The error is as that of a Reader.
func (e *Entry) Packed(most int64) ([]byte, error) {
	l := e.archive.limits
	l.Entry, l.Ratio = min(l.Entry, most), min(l.Ratio, repacked)
	if e.zip.UncompressedSize64 > uint64(l.Entry) {
		return nil, tooLarge(e.zip.Name, l.Entry)
	}
	r, err := e.zip.Open()
	if err != nil {
		return nil, e.damaged()
	}
	return io.ReadAll(&inflating{entry: e, in: r, limits: l, past: true})
}

type inflating struct {
	entry  *Entry
	in     io.Reader
	limits Limits
	n      int64
	head   []byte // the first bytes, until it is known what they are
	past   bool   // it is known, or may be anything
	err    error
}

func (r *inflating) Read(p []byte) (int, error) {
	if r.err != nil {
		return 0, r.err
	}
	n, err := r.in.Read(p)
	r.n += int64(n)
	r.entry.archive.used += int64(n)
	if r.err = r.refuse(p[:n], err); r.err != nil {
		return 0, r.err
	}
	switch {
	case err == io.EOF:
		r.err = err
	case err != nil:
		r.err = r.entry.damaged()
	}
	return n, r.err
}

// refuse looks at what came now.
func (r *inflating) refuse(now []byte, err error) error {
	l := r.limits
	switch name := r.entry.zip.Name; {
	case r.n > l.Entry:
		return tooLarge(name, l.Entry)
	case r.entry.archive.used > l.Total:
		return refuse("The archive holds more than %d MB", l.Total>>20)
	case r.n > slack && r.n/l.Ratio > int64(r.entry.zip.CompressedSize64):
		return refuse("The entry %s of the archive becomes more than %d times larger than it is packed, which no table or workbook does", shown(name), l.Ratio)
	}
	if !r.past {
		r.head = append(r.head, now[:min(len(now), 512-len(r.head))]...)
		r.past = len(r.head) == 512 || err != nil
		if archive(r.head) {
			return refuse("The entry %s of the archive is an archive or a workbook itself; pack the CSV file alone", shown(r.entry.zip.Name))
		}
	}
	return nil
}

func (e *Entry) damaged() error {
	return refuse("The entry %s of the archive is damaged; pack it again", shown(e.zip.Name))
}

// archives are the first bytes of what holds other files.
var archives = []string{"PK\x03\x04", "PK\x05\x06", "\x1f\x8b", "BZh", "\xfd7zXZ\x00", "7z\xbc\xaf\x27\x1c", "Rar!\x1a\x07", "\x28\xb5\x2f\xfd", "MSCF\x00\x00\x00\x00", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"}

func archive(head []byte) bool {
	for _, begins := range archives {
		if bytes.HasPrefix(head, []byte(begins)) {
			return true
		}
	}
	return len(head) >= 262 && string(head[257:262]) == "ustar"
}

func refuse(format string, args ...any) error { return errs.Invalid("file", format, args...) }

func tooLarge(name string, most int64) error {
	return refuse("The entry %s of the archive is larger than %d MB", shown(name), most>>20)
}

// plain is a name without its folder, on one line.
func plain(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return '\ufffd'
	}, strings.ToValidUTF8(path.Base(name), "\ufffd"))
}

// shown is a name for a sentence: in quotation marks, on one line, not long.
func shown(name string) string {
	if len(name) > 100 {
		name = name[:100] + "…"
	}
	return "“" + strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) && r != '“' && r != '”' {
			return r
		}
		return '\ufffd'
	}, strings.ToValidUTF8(name, "\ufffd")) + "”"
}
