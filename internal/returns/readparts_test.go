package returns_test

import (
	"bytes"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/madeup"
)

// same says how reading in parts differs from reading in one piece; "" if it does not.
func same(whole, parts outcome) string {
	switch {
	case !reflect.DeepEqual(whole.found, parts.found):
		for i := range max(len(whole.found), len(parts.found)) {
			if i >= len(whole.found) || i >= len(parts.found) || whole.found[i] != parts.found[i] {
				return fmt.Sprintf("finding %d: %+v, not %+v", i, parts.found[min(i, len(parts.found)):min(i+1, len(parts.found))], whole.found[min(i, len(whole.found)):min(i+1, len(whole.found))])
			}
		}
		return "findings"
	case !reflect.DeepEqual(whole.tally, parts.tally):
		return fmt.Sprintf("the tally is %v, not %v", parts.tally, whole.tally)
	case !reflect.DeepEqual(whole.refusal, parts.refusal):
		return fmt.Sprintf("the refusal is %v, not %v", parts.refusal, whole.refusal)
	case whole.ret == nil || parts.ret == nil:
		if whole.ret != parts.ret {
			return "one was read and the other was not"
		}
		return ""
	case !reflect.DeepEqual(whole.ret.Files, parts.ret.Files):
		return fmt.Sprintf("files %+v, not %+v", parts.ret.Files, whole.ret.Files)
	case !reflect.DeepEqual(whole.ret.Areas, parts.ret.Areas):
		return "areas"
	}
	a, b := reflect.ValueOf(whole.ret.Events), reflect.ValueOf(parts.ret.Events)
	for i := range a.NumField() {
		if x, y := a.Field(i), b.Field(i); x.Len() != y.Len() || x.Len() > 0 && !reflect.DeepEqual(x.Interface(), y.Interface()) {
			return fmt.Sprintf("the column %s is %v, not %v", a.Type().Field(i).Name, y, x)
		}
	}
	return ""
}

// inParts reads in one piece and in parts of several sizes.
func inParts(t *testing.T, name, children, events string, sizes ...int) {
	t.Helper()
	for _, each := range []int{0, 1} {
		whole := readAll(t, children, events, returns.Options{Each: each})
		for _, size := range sizes {
			if d := same(whole, readAll(t, children, events, returns.Options{Each: each}.InParts(3, size))); d != "" {
				t.Fatalf("%s in parts of %d: %s", name, size, d)
			}
		}
	}
}

func TestSeveralWorkersReadWhatOneReads(t *testing.T) {
	for _, c := range failing {
		inParts(t, c.code, c.children, c.events, 1, 20, 100, 1000)
	}
	inParts(t, "the example", example(t, "children"), example(t, "events"), 1, 100, 1000)
	inParts(t, "a line end between marks", twoChildren, eventHeader+"\nK-1,2024-01-01,contact,\"police\",seen,,\nK-2,2024-01-02,\"contact\n\",police,seen,,\nK-1,2024-01-03,contact,\"po\"\"lice\",seen,,\nK-2,2024-01-04,contact,police,seen,,\n", 1, 30, 50, 70, 90, 110)
	inParts(t, "a mark that is not closed", twoChildren, eventHeader+"\nK-1,2024-01-01,contact,police,seen,,\nK-2,2024-01-02,\"contact,police,seen,,\nK-1,2024-01-03,contact,police,seen,,\n", 1, 30, 50, 70, 90, 110)
	inParts(t, "something personal after a mark", twoChildren, eventHeader+"\nK-1,2024-01-01,contact,police,seen,,\nK-2,2024-01-02,contact,\"police\n\",seen,,\nJane Smith,2024-01-03,contact,police,seen,,\nK-3,x,y,z,,,\n", 1, 30, 50, 70, 90, 110)
	inParts(t, "a long line after one that is cut", twoChildren, eventHeader+"\nK-1,x,\"y\nz\",,,,\nK-1,x,\"y\n"+strings.Repeat("w", 60)+"\",,,,\nK-2,2024-01-02,contact,police,seen,,\nK-1,x,y,,,,\n", 10, 12, 14, 16, 18, 20, 40)
	inParts(t, "a Macintosh's lines", twoChildren, strings.ReplaceAll(eventHeader+"\nK-1,2024-01-01,contact,police,seen,,\nK-2,2024-01-02,contact,police,seen,,\n", "\n", "\r"), 1, 30, 1000)
}

const twoChildren = oneChild + "K-2,MADEUP18,2026-07-31,2015-05,M,3,registered,made-up\n"

func TestSeveralWorkersReadAMadeUpRoundAsOneDoes(t *testing.T) {
	r, err := madeup.New(madeup.Options{Children: 300, Areas: 5, Defects: true})
	if err != nil {
		t.Fatal(err)
	}
	var children, events bytes.Buffer
	if _, err := r.WriteAll(&children, &events); err != nil {
		t.Fatal(err)
	}
	forms := strings.NewReplacer("2024-05-0", "03/04/202", "2025-1", "05/31/2", "social-worker", "\"Social Worker\"", "K-000017", "K-9000017")
	for name, text := range map[string]string{"as it is": events.String(), "with other forms": forms.Replace(events.String())} {
		inParts(t, name, children.String(), text, 200, 5_000, 100_000)
	}
}

func TestAnArchiveThatBreaksOffIsRefusedBySeveralWorkersToo(t *testing.T) {
	text := eventHeader + "\n" + strings.Repeat("K-1,2024-01-01,contact,police,seen,,\nK-1,x,contact,police,seen,,\n", 5_000)
	read := func(o returns.Options) outcome {
		broken := returns.Table{Name: "events.csv", Open: func() (io.Reader, error) {
			return io.MultiReader(strings.NewReader(text), iotest.ErrReader(io.ErrClosedPipe)), nil
		}}
		return readTables(t, []returns.Table{table(t, "children.csv", oneChild), broken}, o)
	}
	whole := read(returns.Options{})
	if whole.refusal == nil {
		t.Fatal("a file that broke off was read")
	}
	for _, size := range []int{100, 10_000, 1 << 20} {
		if d := same(whole, read(returns.Options{}.InParts(4, size))); d != "" {
			t.Errorf("in parts of %d: %s", size, d)
		}
	}
}

// FuzzReadInParts holds that several workers read what one reads, whatever the files.
func FuzzReadInParts(f *testing.F) {
	f.Add(example(f, "children"), example(f, "events"), byte(100))
	for _, c := range failing {
		if len(c.children) < 1000 {
			f.Add(c.children, c.events, byte(30))
		}
	}
	f.Fuzz(func(t *testing.T, children, events string, size byte) {
		if len(children) > 1<<16 || len(events) > 1<<16 || zipped(children) || zipped(events) {
			return
		}
		whole := readAll(t, children, events, returns.Options{Each: 3})
		if d := same(whole, readAll(t, children, events, returns.Options{Each: 3}.InParts(3, 1+int(size)))); d != "" {
			t.Error(d)
		}
	})
}
