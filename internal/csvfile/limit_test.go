package csvfile

import (
	"errors"
	"io"
	"runtime"
	"strings"
	"testing"
)

// endless gives its start and then its cycle over and over, up to left bytes.
type endless struct {
	start, cycle string
	left         int
}

func (e *endless) Read(p []byte) (int, error) {
	if e.left <= 0 {
		return 0, io.EOF
	}
	if e.start == "" {
		e.start = e.cycle
	}
	n := copy(p[:min(len(p), e.left)], e.start)
	e.start = e.start[n:]
	e.left -= n
	return n, nil
}

// allocated returns how much memory f asked for, also what it gave back.
func allocated(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

func TestALineOfOneGigabyteIsRefusedInTwoMegabytesOrSo(t *testing.T) {
	filler := strings.Repeat("not the end of the line ", 1000)
	for name, c := range map[string]struct{ start, cycle, want string }{
		"a line":           {"a,b\n", filler, "The record that starts on line 2 is longer than 1 MiB; look for a line end that is missing."},
		"fields":           {"a,b\n", strings.Repeat(",", 10000), "The record that starts on line 2 is longer than 1 MiB; look for a line end that is missing."},
		"a quoted field":   {"a,b\n1,\"", filler + "\r\n", "The record that starts on line 2 is longer than 1 MiB; look for a quotation mark that is not closed."},
		"doubled marks":    {"a,b\n1,\"", strings.Repeat(`"`, 10000), "The record that starts on line 2 is longer than 1 MiB; look for a quotation mark that is not closed."},
		"after a mark":     {"a,b\n1,\"\"", filler, "The record that starts on line 2 is longer than 1 MiB; look for a quotation mark that is not closed."},
		"a header":         {"", filler, "The record that starts on line 1 is longer than 1 MiB; look for a line end that is missing."},
		"UTF-16":           {"\xff\xfea\x00,\x00b\x00\n\x00", "\xe9\x00", "The record that starts on line 2 is longer than 1 MiB; look for a line end that is missing."},
		"a line of header": {"a,\"b\n", filler, "The record that starts on line 1 is longer than 1 MiB; look for a quotation mark that is not closed."},
	} {
		in := &endless{c.start, c.cycle, 1 << 30}
		var err error
		used := allocated(func() {
			var r *Reader
			if r, err = NewReader(in, Options{}); err == nil {
				_, err = r.Next()
			}
		})
		if e, ok := errors.AsType[*Error](err); !ok || !e.Fatal() || e.Sentence != c.want {
			t.Errorf("%s: %v", name, err)
		}
		if read := 1<<30 - in.left; read > 3<<20 || used > 4<<20 {
			t.Errorf("%s: %d bytes were read and %d of memory taken", name, read, used)
		}
	}
}

func TestMemoryDoesNotGrowWithTheFile(t *testing.T) {
	rows := "2532283,\"bournemouth, \"\"christchurch\"\" & poole\",Ynys Môn,good\n5,6,\"7\n7\",8,,,\n"
	used := func(size int) uint64 {
		return allocated(func() {
			r, err := NewReader(&endless{"a,b,c,d\n", rows, len("a,b,c,d\n") + size/len(rows)*len(rows)}, Options{})
			for err == nil {
				_, err = r.Next()
			}
			if err != io.EOF {
				t.Error(err)
			}
		})
	}
	if small, large := used(1<<20), used(32<<20); large > small+64<<10 {
		t.Errorf("1 MiB takes %d bytes of memory, 32 MiB take %d", small, large)
	}
}
