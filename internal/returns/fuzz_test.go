package returns_test

import (
	"testing"

	"github.com/northinch/northinch/internal/returns"
)

// Whatever two files have: they are refused with nothing kept, or the columns are
// all as long as each other, rows are counted, and each child's events are its own
// and in the order of days.
func FuzzRead(f *testing.F) {
	f.Add(example(f, "children"), example(f, "events"))
	for _, c := range failing {
		if len(c.children) < 1000 {
			f.Add(c.children, c.events)
		}
	}
	f.Fuzz(func(t *testing.T, children, events string) {
		if len(children) > 1<<16 || len(events) > 1<<16 || zipped(children) || zipped(events) {
			return
		}
		o := readAll(t, children, events, returns.Options{})
		if o.refusal != nil {
			return
		}
		c, e := &o.ret.Children, &o.ret.Events
		n := c.Len()
		if len(c.Area) != n || len(c.Sex) != n || len(c.Locality) != n || len(c.In) != n || len(c.File) != n || len(c.Line) != n || len(e.Start) != n+1 || int(e.Start[n]) != e.Len() {
			t.Fatalf("%d children, %d events", n, e.Len())
		}
		if m := e.Len(); len(e.Child) != m || len(e.Kind) != m || len(e.By) != m || len(e.Detail) != m || len(e.End) != m || len(e.Late) != m || len(e.File) != m || len(e.Line) != m {
			t.Fatalf("%d events", m)
		}
		kept := map[string]int{}
		for i := range n {
			kept["children"]++
			for from, to := e.Of(i); from < to; from++ {
				kept["events"]++
				if int(e.Child[from]) != i || e.Date[from] <= 0 || e.Kind[from] == 0 || from+1 < to && e.Date[from] > e.Date[from+1] {
					t.Fatalf("event %d of child %d", from, i)
				}
			}
			if at, ok := c.Refs.Find(c.Area[i], c.Refs.Of(i)); !ok || at != i {
				t.Fatalf("child %d is %d", i, at)
			}
		}
		rows := map[string]int{}
		for _, f := range o.ret.Files {
			rows[f.Table] += f.Rows - f.LeftOut
		}
		if rows["children"] != kept["children"] || rows["events"] != kept["events"] {
			t.Fatalf("rows %v, kept %v", rows, kept)
		}
	})
}

func zipped(s string) bool { return len(s) > 1 && s[:2] == "PK" }
