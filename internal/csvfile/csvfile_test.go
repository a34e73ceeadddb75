package csvfile

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf16"
)

// reading is what is read of a file: a line each for the header, the remarks,
// the records and the errors, up to a fatal one.
func reading(r *Reader, err error) string {
	if err != nil {
		return "fatal: " + err.Error() + "\n"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%q\n", r.Header())
	for _, s := range r.Remarks() {
		fmt.Fprintf(&b, "remark: %s\n", s)
	}
	for {
		rec, err := r.Next()
		var e *Error
		switch {
		case err == io.EOF:
			return b.String()
		case err == nil:
			fmt.Fprintf(&b, "%d: %q\n", rec.Line, rec.Fields)
		case !errors.As(err, &e):
			return b.String() + "not an Error: " + err.Error()
		case e.Fatal():
			fmt.Fprintf(&b, "fatal: %s\n", e)
			if _, again := r.Next(); again != err {
				fmt.Fprintf(&b, "and then: %v\n", again)
			}
			return b.String()
		default:
			fmt.Fprintf(&b, "%d-%d: %s\n", rec.Line, rec.Line+rec.Lines-1, e)
		}
	}
}

// check reads a file at once and, with the smallest of windows, byte by byte.
func check(t *testing.T, name, file string, o Options, want ...string) {
	t.Helper()
	t.Run(name, func(t *testing.T) {
		t.Helper()
		want := strings.Join(want, "\n") + "\n"
		if got := reading(NewReader(strings.NewReader(file), o)); got != want {
			t.Errorf("the file is read as\n%swant\n%s", got, want)
		}
		slow := iotest.OneByteReader(strings.NewReader(file))
		if got := reading(newReader(slow, o, 16)); got != want {
			t.Errorf("byte by byte, the file is read as\n%swant\n%s", got, want)
		}
	})
}

func in16(order binary.AppendByteOrder, s string) string {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = order.AppendUint16(b, u)
	}
	return string(b)
}

const plain = "area,grade\nFife,good\nAngus,weak\n"

// asPlain is how plain is read, with remarks.
func asPlain(remarks ...string) []string {
	lines := []string{`["area" "grade"]`, `2: ["Fife" "good"]`, `3: ["Angus" "weak"]`}
	for i, s := range remarks {
		lines = slices.Insert(lines, 1+i, "remark: "+s)
	}
	return lines
}

func TestLineEndsOfEverySystemAreRead(t *testing.T) {
	none := Options{}
	check(t, "LF", plain, none, asPlain()...)
	check(t, "CRLF", strings.ReplaceAll(plain, "\n", "\r\n"), none, asPlain()...)
	check(t, "CR", strings.ReplaceAll(plain, "\n", "\r"), none,
		asPlain("Lines end with a carriage return alone, as on old Macintosh computers.")...)
	check(t, "all three", "area,grade\r\nFife,good\rAngus,weak\n", none, asPlain()...)
	check(t, "none after the last line", strings.TrimSuffix(plain, "\n"), none, asPlain()...)
	check(t, "half a CRLF after the last line", strings.TrimSuffix(plain, "\n")+"\r", none, asPlain()...)
	check(t, "blank lines are counted and skipped", "\n\r\narea,grade\n\nFife,good\n\n\r\r\n", none,
		`["area" "grade"]`, `5: ["Fife" "good"]`)
}

func TestTheEncodingIsFound(t *testing.T) {
	none, noted := Options{}, "The file is UTF-16; it was read as such."
	le, be := binary.LittleEndian, binary.BigEndian
	check(t, "UTF-8 with a mark", "\ufeff"+plain, none, asPlain("The file begins with a byte-order mark.")...)
	check(t, "UTF-16LE", in16(le, "\ufeff"+plain), none, asPlain(noted)...)
	check(t, "UTF-16BE", in16(be, "\ufeff"+plain), none, asPlain(noted)...)
	check(t, "UTF-16LE without a mark", in16(le, plain), none, asPlain(noted)...)
	check(t, "UTF-16BE without a mark", in16(be, plain), none, asPlain(noted)...)
	check(t, "UTF-16 outside the basic plane", in16(be, "\ufeffa,b\nÉire,😀\n"), none,
		`["a" "b"]`, "remark: "+noted, `2: ["Éire" "😀"]`)
	check(t, "UTF-8 beyond ASCII", "gràdh,b\nMòr,Ynys Môn\n", none, `["gràdh" "b"]`, `2: ["Mòr" "Ynys Môn"]`)

	for file, want := range map[string]string{plain: "UTF-8", in16(le, plain): "UTF-16LE", in16(be, plain): "UTF-16BE"} {
		r, err := NewReader(strings.NewReader(file), none)
		if err != nil || r.Encoding() != want || r.Delimiter() != ',' {
			t.Errorf("encoding %s, delimiter %q, error %v; want %s", r.Encoding(), r.Delimiter(), err, want)
		}
	}
}

func TestTheDelimiterIsFound(t *testing.T) {
	none := Options{}
	for d, name := range map[string]string{";": "semicolons", "\t": "tabs", "|": "vertical bars"} {
		file := strings.ReplaceAll(plain, ",", d)
		check(t, name, file, none, asPlain("Fields are separated by "+name+".")...)
		check(t, name+", as told", file, Options{Delimiter: d[0]}, asPlain()...)
	}
	check(t, "not inside quotation marks", "\"a,b,\"\",c\";d\n1;2\n", none,
		`["a,b,\",c" "d"]`, "remark: Fields are separated by semicolons.", `2: ["1" "2"]`)
	check(t, "the less likely in a name, of two", "Grade, overall;Area\ngood;Fife\n", none,
		`["Grade, overall" "Area"]`, "remark: Fields are separated by semicolons.", `2: ["good" "Fife"]`)
	check(t, "there is none", "area\nFife\n", none,
		`["area"]`, "remark: The header is one column: it has no comma, semicolon, tab or vertical bar.", `2: ["Fife"]`)
	check(t, "the first line tells Excel", "sep=;\r\na,b;c\r\n1;2\r\n", none, `["a,b" "c"]`,
		"remark: The first line, sep=;, tells the delimiter and was not read as the header.",
		"remark: Fields are separated by semicolons.", `3: ["1" "2"]`)
	check(t, "told what cannot be", plain, Options{Delimiter: '"'}, `fatal: Fields cannot be separated by '"'.`)
}

func TestQuotedFieldsHoldAnything(t *testing.T) {
	none := Options{}
	check(t, "delimiters", "a,b\n\"Perth, and Kinross\",2\n1,\"2,\"\n", none,
		`["a" "b"]`, `2: ["Perth, and Kinross" "2"]`, `3: ["1" "2,"]`)
	check(t, "doubled quotation marks", "a,b\n\"a \"\"good\"\" grade\",\"\"\"\"\n\"\",\"\"\"x\"\n", none,
		`["a" "b"]`, `2: ["a \"good\" grade" "\""]`, `3: ["" "\"x"]`)
	check(t, "line ends, which are counted", "a,b\n\"1\n2\",\"3\r\n4\"\n5,\"6\r7\"\n8,9", none,
		`["a" "b"]`, `2: ["1\n2" "3\r\n4"]`, `5: ["5" "6\r7"]`, `7: ["8" "9"]`)
	check(t, "the header too", "\"a\nb\",\"c\"\n1,2\n", none, `["a\nb" "c"]`, `3: ["1" "2"]`)
	check(t, "to the end of the file", "a,b\n1,\"2\"", none, `["a" "b"]`, `2: ["1" "2"]`)
	check(t, "a mark inside a field that is not quoted is text", "a,b\n5\" nails, \"x\"\nit\"s\"\",\n", none,
		`["a" "b"]`, `2: ["5\" nails" " \"x\""]`, `3: ["it\"s\"\"" ""]`)
}

func TestSpreadsheetsLeaveEmptyFieldsBehind(t *testing.T) {
	none := Options{}
	check(t, "after the last column", "a,b\n1,2,,\n3,\"4\",\"\",\n,,,,\n", none,
		`["a" "b"]`, `2: ["1" "2"]`, `3: ["3" "4"]`, `4: ["" ""]`)
	check(t, "and columns without a name", "a,b,, ,\n1,2,,,\n3,4\n5,6,7\n", none, `["a" "b"]`,
		"remark: The header ends with 3 columns without a name; a row with text there is an error.",
		`2: ["1" "2"]`, `3: ["3" "4"]`, "4-4: Line 4 has 3 fields, and the header has 2.")
	check(t, "a header without records is fine", "a,b\n", none, `["a" "b"]`)
	check(t, "so is one without a line end", "a,b", none, `["a" "b"]`)
}

func TestARecordSaysWhereItIsInTheFile(t *testing.T) {
	file := "\ufeffa,b\r\n1,2\r\n\r\n\"3\r\n\",\"4\"\"\"\n5,6,,\n7\n8,9"
	want := []string{"1,2", "\"3\r\n\",\"4\"\"\"", "5,6,,", "7", "8,9"}
	r, err := NewReader(strings.NewReader(file), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range want {
		rec, err := r.Next()
		if got := file[rec.Start:rec.End]; got != w || (err != nil) != (w == "7") {
			t.Errorf("the record is %q (error %v), want %q", got, err, w)
		}
	}
	if _, err := r.Next(); err != io.EOF {
		t.Errorf("after the last record: %v", err)
	}
}

func TestAColumnThatTheFileDoesNotHaveReadsAsEmpty(t *testing.T) {
	r, _ := NewReader(strings.NewReader(plain), Options{})
	rec, _ := r.Next()
	if got := rec.Column(r.Index("grade")); string(got) != "good" {
		t.Errorf("the grade is %q", got)
	}
	if got := rec.Column(r.Index("theme")); got != nil {
		t.Errorf("the theme is %q", got)
	}
}
