package csvfile

import (
	"bytes"
	"encoding/binary"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// few is small, so that short inputs reach the limit of a record.
const few = 200

// FuzzReader reads anything. It holds that reading ends, that it does not matter
// how much a read gives, that records are where they say they are, in order, and
// that what encoding/csv accepts too has the same fields.
func FuzzReader(f *testing.F) {
	for _, s := range []string{
		plain, "a;b\r\n\"1\";\"2\r\n\"\r\n", "a\tb\r1\t\"x\"\"y\"\r", "\ufeffa|b\n1|2||\n", "a,b\n\"1\"2,\n3,4",
		"a,b\n1\n1,2,3\n\xff,\x00\n", "sep=;\na;b\n1;2", in16(binary.LittleEndian, "\ufeffa,b\n1,😀\n"), in16(binary.BigEndian, "a,b\n1,2\n"),
		"a,b\n\"" + strings.Repeat("x\n", few), "a,b\n" + strings.Repeat("x", few+1), "a\n\n\"\"\n\r\r\n",
	} {
		f.Add([]byte(s), byte(0))
		f.Add([]byte(s), byte(','))
	}
	f.Fuzz(func(t *testing.T, file []byte, delimiter byte) {
		o := Options{Delimiter: delimiter, MaxRecord: few}
		whole := outline(t, file, bytes.NewReader(file), o, chunk)
		for name, in := range map[string]io.Reader{
			"byte by byte": iotest.OneByteReader(bytes.NewReader(file)),
			"by halves":    iotest.HalfReader(bytes.NewReader(file)),
			"eagerly":      iotest.DataErrReader(bytes.NewReader(file)),
		} {
			if got := outline(t, file, in, o, 16); got != whole {
				t.Errorf("at once:\n%s\n%s:\n%s", whole, name, got)
			}
		}
		compare(t, file, o)
	})
}

// outline reads a file in full and checks what must hold of every record.
func outline(t *testing.T, file []byte, in io.Reader, o Options, size int) string {
	r, err := newReader(in, o, size)
	if err != nil {
		return err.Error()
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%q %q\n", r.Header(), r.Remarks())
	line, end := 1, int64(0)
	for range len(file) + 2 {
		rec, err := r.Next()
		fmt.Fprintf(&b, "%d+%d [%d, %d) %q %v\n", rec.Line, rec.Lines, rec.Start, rec.End, rec.Fields, err)
		e, failed := errors.AsType[*Error](err)
		switch {
		case err == io.EOF || failed && e.Fatal():
			return b.String()
		case rec.Line < line || rec.Lines < 1 || rec.Start < end || rec.End <= rec.Start || rec.End-rec.Start > few:
			t.Fatalf("a record on lines %d+%d at [%d, %d), after line %d and %d", rec.Line, rec.Lines, rec.Start, rec.End, line, end)
		case err == nil && len(rec.Fields) != len(r.Header()):
			t.Fatalf("%d fields for %d columns", len(rec.Fields), len(r.Header()))
		}
		line, end = rec.Line+rec.Lines, rec.End
		if err != nil || r.Encoding() != utf8Name {
			continue
		}
		raw, d := file[rec.Start:rec.End], []byte{r.Delimiter()}
		rest, found := bytes.CutPrefix(raw, bytes.Join(rec.Fields, d))
		if !bytes.Contains(raw, []byte(`"`)) && (!found || len(bytes.Trim(rest, string(d))) > 0) {
			t.Fatalf("the record %q is at %q", rec.Fields, raw)
		}
	}
	t.Fatalf("there are more records than bytes:\n%s", b.String())
	return ""
}

// compare reads what encoding/csv reads too. The two differ on purpose about a
// lone CR, about a CRLF between quotation marks, and about fields after the last
// column; and this package skips a first line for Excel.
func compare(t *testing.T, file []byte, o Options) {
	r, err := NewReader(bytes.NewReader(file), o)
	text := bytes.ReplaceAll(bytes.TrimPrefix(file, []byte(byteMark)), []byte("\r\n"), []byte("\n"))
	if err != nil || r.Encoding() != utf8Name || bytes.ContainsAny(text, "\r") || bytes.HasPrefix(bytes.ToLower(text), []byte("sep=")) {
		return
	}
	other := csv.NewReader(bytes.NewReader(text))
	other.Comma = rune(r.Delimiter())
	other.FieldsPerRecord = -1
	if _, err := other.Read(); err != nil {
		return
	}
	for {
		theirs, err := other.Read()
		ours, e := r.Next()
		if err == io.EOF && e == io.EOF {
			return
		}
		if err != nil && err != io.EOF || e != nil && e != io.EOF {
			return
		}
		if err != e || len(theirs) < len(ours.Fields) {
			t.Fatalf("encoding/csv: %q, %v; here: %q, %v", theirs, err, ours.Fields, e)
		}
		for i, f := range ours.Fields {
			if got := strings.ReplaceAll(string(f), "\r\n", "\n"); got != theirs[i] {
				t.Fatalf("field %d: encoding/csv: %q, here: %q", i+1, theirs[i], got)
			}
		}
		if rest := strings.Join(theirs[len(ours.Fields):], ""); rest != "" {
			t.Fatalf("%q was passed over", rest)
		}
	}
}
