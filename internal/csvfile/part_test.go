package csvfile

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// told is what reading gives, record by record, without the header.
func told(r *Reader, to *strings.Builder) error {
	for {
		rec, err := r.Next()
		if err == io.EOF {
			return nil
		}
		fmt.Fprintf(to, "%d+%d [%d, %d) %q %v\n", rec.Line, rec.Lines, rec.Start, rec.End, rec.Fields, err)
		if e, ok := errors.AsType[*Error](err); ok && e.Fatal() {
			return e
		}
	}
}

// inParts reads a file in parts, a few of which are made before the first is read,
// as several goroutines do.
func inParts(t *testing.T, in io.Reader, o Options, size, ahead int) (string, int) {
	r, err := NewReader(in, o)
	if err != nil {
		return err.Error(), 0
	}
	var b strings.Builder
	parts, n := r.Parts(size), 0
	var made []*Part
	for {
		for len(made) <= ahead {
			part := new(Part)
			if err := parts.Next(part); err == io.EOF {
				break
			} else if err != nil {
				t.Fatal(err)
			}
			made = append(made, part)
			n++
		}
		if len(made) == 0 {
			return b.String(), n
		}
		for _, part := range made[1:] { // by others, before it is known whether they are right
			if early := part.reader; !part.Open() {
				_ = told(&early, &strings.Builder{})
			}
		}
		err := told(made[0].Reader(), &b)
		switch {
		case made[0].Cut():
			_ = told(parts.On(made[0], made[1:]...), &b)
			return b.String(), n
		case err != nil:
			return b.String(), n
		}
		made = made[1:]
	}
}

// whole reads a file in one piece.
func whole(in io.Reader, o Options) string {
	r, err := NewReader(in, o)
	if err != nil {
		return err.Error()
	}
	var b strings.Builder
	_ = told(r, &b)
	return b.String()
}

func TestAFileInPartsIsReadAsTheWholeFile(t *testing.T) {
	for name, file := range map[string]string{
		"plain":             "a,b\n" + strings.Repeat("1,2\n33,44\n\n", 20),
		"without an end":    "a,b\n1,2\n3,4",
		"CRLF":              "a,b\r\n" + strings.Repeat("1,2\r\n", 20),
		"a Macintosh's":     "a,b\r1,2\r3,4\r",
		"a mixture":         "a,b\n1,2\r3,4\r\n5,6\n\r7,8\n",
		"quoted":            "a,b\n" + strings.Repeat("\"x\"\"y\",\"2\"\n", 9),
		"lines in a field":  "a,b\n1,2\n\"3\n4\n5\",\"\"\"\n6\"\n7,8\n9,\"1\"\"0\"\n",
		"never closed":      "a,b\n1,2\n3,\"4\n5,6\n7,8\n",
		"a mark in text":    "a,b\n5\" nails,2\n3,4\" \n5,6\n",
		"after a mark":      "a,b\n\"1\"2,\n3,\"4\n5\"6\n7,8\n",
		"a field too many":  "a,b\n1,2,3\n4\n5,6,,\n",
		"not text":          "a,b\n1,\xff\n2,\x00\n3,4\n",
		"a record too long": "a,b\n1,2\n3," + strings.Repeat("x", 300) + "\n5,6\n",
		"too long, quoted":  "a,b\n1,2\n3,\"" + strings.Repeat("x\n", 300) + "\n5,6\n",
		"marked":            "\ufeffa;b\n1;2\n3;4\n",
		"header alone":      "a,b",
		"with a line end":   "a,b\n",
	} {
		o := Options{MaxRecord: few}
		want := whole(strings.NewReader(file), o)
		for size := 1; size < 40; size++ {
			for ahead := range 3 {
				got, n := inParts(t, strings.NewReader(file), o, size, ahead)
				if got != want {
					t.Fatalf("%s in parts of %d, %d ahead:\n%s\nas a whole:\n%s", name, size, ahead, got, want)
				}
				if name == "plain" && size > 8 && n < 5 {
					t.Errorf("%d parts of %d bytes", n, size)
				}
			}
		}
	}
}

func TestAFileThatBreaksOffDoesSoInPartsToo(t *testing.T) {
	file := "a,b\n" + strings.Repeat("1,2\n", 100_000) + "3,\"4\n"
	broken := func() io.Reader {
		return io.MultiReader(strings.NewReader(file), iotest.ErrReader(errors.New("the disk is gone")))
	}
	want := whole(broken(), Options{})
	if !strings.Contains(want, "the disk is gone") {
		t.Fatal(want[len(want)-200:])
	}
	for _, size := range []int{1000, 50_000, 1 << 20} {
		if got, _ := inParts(t, broken(), Options{}, size, 1); got != want {
			t.Errorf("in parts of %d: %s", size, got[max(0, len(got)-200):])
		}
	}
}

func TestAReaderThatGivesNothingEndsAPart(t *testing.T) {
	r, err := NewReader(io.MultiReader(strings.NewReader("a,b\n1,2\n"), strings.NewReader(strings.Repeat("1,2\n", 5000))), Options{})
	if err != nil {
		t.Fatal(err)
	}
	parts := r.Parts(1 << 20)
	parts.of.src, parts.err = stuck{}, nil
	var part Part
	if err := parts.Next(&part); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := told(part.Reader(), &b); !errors.Is(err, io.ErrNoProgress) {
		t.Error(err)
	}
}

type stuck struct{}

func (stuck) Read([]byte) (int, error) { return 0, nil }

// FuzzParts holds that parts give what the whole file gives, wherever it is cut.
func FuzzParts(f *testing.F) {
	f.Add([]byte("a,b\n1,\"2\n3\"\n4,5\n"), byte(3), byte(1))
	f.Add([]byte("a;b\r\n\"1\";\"2\r\n\"\"x\"\"\r\n3;4\"\r\n"), byte(9), byte(2))
	f.Fuzz(func(t *testing.T, file []byte, size, ahead byte) {
		o := Options{MaxRecord: few}
		want := whole(bytes.NewReader(file), o)
		if got, _ := inParts(t, bytes.NewReader(file), o, 1+int(size), int(ahead%4)); got != want {
			t.Errorf("as a whole:\n%s\nin parts of %d, %d ahead:\n%s", want, 1+int(size), ahead%4, got)
		}
	})
}
