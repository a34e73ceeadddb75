package csvfile

import (
	"encoding/binary"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"
)

func TestAFileThatIsNotCSVIsCalledWhatItIs(t *testing.T) {
	for file, want := range map[string]string{
		"":                                   "The file is empty.",
		"\ufeff":                             "The file is empty.",
		"\n\r\n":                             "The file has only blank lines. Its first line must name the columns.",
		"PK\x03\x04\x14\x00":                 "The file is a workbook (such as .xlsx or .ods) or another ZIP archive, not CSV. Open it in the program that made it. Save it as “CSV UTF-8” and try again.",
		"%PDF-1.7\n":                         "The file is a PDF document, not CSV. Ask for the data as CSV.",
		"\x1f\x8b\x08\x00":                   "The file is compressed (gzip). Unpack it and try again.",
		"\n<!DOCTYPE html>\n":                "The file is a web page, not CSV. It may be a sign-in page that was saved in place of the data.",
		"<?xml version=\"1.0\"?>\n<HTML>":    "The file is a web page, not CSV. It may be a sign-in page that was saved in place of the data.",
		"<?xml version=\"1.0\"?>\n<returns>": "The file is XML, not CSV. Save it as “CSV UTF-8” and try again.",
		"\xff\xfe\x00\x00a\x00\x00\x00":      "The file is UTF-32, which cannot be read. Save it as “CSV UTF-8” and try again.",
		"a\x00,b\n":                          "Field 1 on line 1 has a NUL byte, which text does not have. The file is damaged or is not CSV.",
		"a,,b\n":                             "Column 2 has no name in the header, which is on line 1.",
		",\n":                                "Column 1 has no name in the header, which is on line 1.",
		"\na,b, a\n":                         "Columns 1 and 3 have the same name, “a”.",
		"a,\"b\n1,2\n":                       "Field 2 on line 1 begins with a quotation mark that is never closed.",
		"Stra\xdfe,b\n":                      "Field 1 on line 1 is not UTF-8 text near “Stra�e”. Save it as “CSV UTF-8” and try again.",
	} {
		check(t, want, file, Options{}, "fatal: "+want)
	}
}

func TestAnErrorOfOneRecordLeavesTheRest(t *testing.T) {
	none, head := Options{}, `["area" "grade"]`
	check(t, "too few and too many fields", "area,grade\nFife\n1,2\n1,2,,4\n\"1\n2\"\n1,2\n", none, head,
		"2-2: Line 2 has 1 field, and the header has 2.",
		`3: ["1" "2"]`,
		"4-4: Line 4 has 4 fields, and the header has 2.",
		"5-6: The record on lines 5 to 6 has 1 field, and the header has 2; look for a quotation mark that is not closed.",
		`7: ["1" "2"]`)
	check(t, "text after a closing quotation mark", "area,grade\n1,\"a \"bad\" grade\"\n1,2\n", none, head,
		"2-2: Field 2 (grade) on line 2 begins with a quotation mark and has text after the mark that closes it: “bad\" grade\"”. Quotation marks inside a field must be doubled.",
		`3: ["1" "2"]`)
	check(t, "a quotation mark closed by the next one", "area,grade\n1,\"2\n3,\"4\"\n5,6\n", none, head,
		"2-3: Field 2 (grade) on line 2 begins with a quotation mark and has text after the mark that closes it on line 3: “4\"”. Quotation marks inside a field must be doubled.",
		`4: ["5" "6"]`)
	check(t, "another encoding", "area,grade\nOrléans,\"x\ny Caf\xe9 M\xfcller\"\nb,\xff\n1,2\n", none, head,
		"2-3: Field 2 (grade) on line 3 is not UTF-8 text near “y Caf� M�ller”. Save it as “CSV UTF-8” and try again.",
		"4-4: Field 2 (grade) on line 4 is not UTF-8 text near “�”. Save it as “CSV UTF-8” and try again.",
		`5: ["1" "2"]`)
	check(t, "a NUL byte", "area,grade\n1,2\x00\n\"\x00\",2\n1,2\n", none, head,
		"2-2: Field 2 (grade) on line 2 has a NUL byte, which text does not have. The file is damaged or is not CSV.",
		"3-3: Field 1 (area) on line 3 has a NUL byte, which text does not have. The file is damaged or is not CSV.",
		`4: ["1" "2"]`)
	check(t, "half a character of UTF-16", in16(binary.LittleEndian, "\ufeffarea,grade\n1,")+"\x00\xd8"+
		in16(binary.LittleEndian, "\n3,4")+"5", none, head, "remark: The file is UTF-16; it was read as such.",
		"2-2: Field 2 (grade) on line 2 is damaged: half a character is missing. Save it as “CSV UTF-8” and try again.",
		"3-3: Field 2 (grade) on line 3 is damaged: half a character is missing. Save it as “CSV UTF-8” and try again.")
}

func TestAFatalErrorIsRepeated(t *testing.T) {
	none, head := Options{}, `["area" "grade"]`
	check(t, "a quotation mark that is never closed", "area,grade\n1,2\n1,\"2\n3,4\n", none, head,
		`2: ["1" "2"]`, "fatal: Field 2 (grade) on line 3 begins with a quotation mark that is never closed.")
	few := Options{MaxRecord: 10}
	check(t, "a record at the limit is read", "area,grade\r\n12345,7890\r\n\"23456\r\",0\r\n", few, head,
		`2: ["12345" "7890"]`, `3: ["23456\r" "0"]`)
	check(t, "a line beyond the limit", "area,grade\n1,2\n12345,78901\n", few, head,
		`2: ["1" "2"]`, "fatal: The record that starts on line 3 is longer than 10 bytes; look for a line end that is missing.")
	check(t, "a quoted field beyond the limit", "area,grade\n1,2\n\"5\n6\n7\n8\n9\n\",\n", few, head,
		`2: ["1" "2"]`, "fatal: The record that starts on line 3 is longer than 10 bytes; look for a quotation mark that is not closed.")
	check(t, "text after a closing mark up to the limit", "area,grade\n\"1\"x,4567\n\"1\"x,45678901\n", few, head,
		"2-2: Field 1 (area) on line 2 begins with a quotation mark and has text after the mark that closes it: “x,4567”. Quotation marks inside a field must be doubled.",
		"fatal: The record that starts on line 3 is longer than 10 bytes; look for a quotation mark that is not closed.")
}

func TestAFileThatBreaksOffIsNotTakenForItsEnd(t *testing.T) {
	broken := errors.New("connection reset")
	long := strings.Repeat("1,2\n", 5000)
	for _, last := range []string{"", "3", "3,4", "3,\"4", "3,\"4\"", "\"3\""} {
		in := io.MultiReader(strings.NewReader("a,b\n"+long+last), iotest.ErrReader(broken))
		r, err := NewReader(in, Options{})
		n := 0
		for ; err == nil; n++ {
			_, err = r.Next()
		}
		if n != 5001 || !errors.Is(err, broken) || err.Error() != "Line 5002 could not be read: the file broke off there. (connection reset)" {
			t.Errorf("%q: after %d records: %v", last, n-1, err)
		}
	}
	if _, err := NewReader(iotest.ErrReader(broken), Options{}); !errors.Is(err, broken) {
		t.Errorf("at the start: %v", err)
	}
}

func TestAnErrorIsShortAndKnowsItsPlace(t *testing.T) {
	name, text := strings.Repeat("ö", 300), strings.Repeat("é", 300)
	r, err := NewReader(strings.NewReader("a,"+name+"\n1,\"2\"\n3\",\""+text+"\"x\n4,\""+text+"\" "+text), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []int{0, 3, 4} {
		_, err := r.Next()
		if want == 0 {
			continue
		}
		e, ok := errors.AsType[*Error](err)
		if !ok {
			t.Fatalf("line %d: %v", want, err)
		}
		if e.Line != want || e.Column != 2 || e.Field != name || utf8.RuneCountInString(e.Sentence) > 260 {
			t.Errorf("line %d, column %d: %s", e.Line, e.Column, e.Sentence)
		}
	}
}
