package returns_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"log/slog"
	"os"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/spec"
)

func example(t testing.TB, name string) string {
	t.Helper()
	b, err := os.ReadFile("testdata/example/made-up-" + name + ".csv")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestTheExampleIsReadWithoutAFinding(t *testing.T) {
	o := readAll(t, example(t, "children"), example(t, "events"), returns.Options{})
	if o.refusal != nil || len(o.found) != 0 {
		t.Fatal(o.text())
	}
	r := o.ret
	if r.Edition.ID != "2021" || !r.MadeUp || r.Children.Len() != 6 || r.Events.Len() != 51 || len(r.Areas) != 1 || r.Areas[0].Code != "MADEUP18" || r.Agreed(3).String() != "2026-07-31" {
		t.Errorf("%v %v %d %d %v", r.Edition.ID, r.MadeUp, r.Children.Len(), r.Events.Len(), r.Areas)
	}
	first := r.Children
	if first.Born[0].String() != "2014-05" || first.Sex[0] != spec.Female || first.Locality[0] != 2 || !first.In[0].Has(spec.OnRegister) || first.Line[5] != 7 {
		t.Errorf("%+v", first)
	}
	from, to := r.Events.Of(1)
	e := r.Events
	if to-from != 14 || e.Kind[from] != spec.Registration || e.Date[from].String() != "2024-03-04" || e.Line[from] != 13 {
		t.Errorf("%d to %d: %v", from, to, e.Kind[from:to])
	}
	at, _ := e.First(1, day(t, "2025-06-19"))
	if e.Kind[at] != spec.PlanningMeeting || r.Edition.LateText(e.Late[at]) != "quorum" || e.Kind[at-1] != spec.Investigation || e.End[at-1] != day(t, "2025-06-10") || e.Detail[at-1] != spec.ToMeeting {
		t.Errorf("%v", e.Kind[at])
	}
	if child, ok := r.Children.Refs.Find(0, r.Children.Refs.Of(4)); !ok || child != 4 || r.Children.Refs.Of(4).Reveal() != "ISL-005" {
		t.Errorf("%d", child)
	}
	if !r.Children.Refs.Same(2, r.Children.Refs, 2) || r.Children.Refs.Same(2, r.Children.Refs, 3) {
		t.Error("a reference is not the same as itself, or as another")
	}
	if _, ok := r.Children.Refs.Find(1, r.Children.Refs.Of(4)); ok {
		t.Error("a child is found in another area")
	}
	if _, ok := r.Children.Refs.Find(0, returns.ChildRef{}); ok || (returns.ChildRef{}).Reveal() != "" {
		t.Error("no reference is a child's")
	}
}

// Events come in any order, of any file; a child's are together and in the order of
// days, and those of one day in the order of the files.
func TestEventsAreSortedByChildAndDay(t *testing.T) {
	whole := readAll(t, example(t, "children"), example(t, "events"), returns.Options{})
	rows := strings.Split(strings.TrimSpace(example(t, "events")), "\n")
	var odd, even []string
	for i := len(rows) - 1; i > 0; i-- {
		if i%2 == 0 {
			even = append(even, rows[i])
		} else {
			odd = append(odd, rows[i])
		}
	}
	o := readTables(t, []returns.Table{table(t, "a", did(odd...)), table(t, "b", did(even...)), table(t, "c", example(t, "children"))}, returns.Options{})
	if o.ret == nil || !reflect.DeepEqual(o.ret.Events.Start, whole.ret.Events.Start) || !reflect.DeepEqual(o.ret.Events.Date, whole.ret.Events.Date) || !reflect.DeepEqual(o.ret.Events.Child, whole.ret.Events.Child) {
		t.Fatal(o.text())
	}
	seen := map[string]bool{}
	for i := range o.ret.Events.Len() {
		e := &o.ret.Events
		at := fmt.Sprint(e.File[i], e.Line[i])
		file := [][]string{nil, odd, even}[e.File[i]]
		row := strings.Split(file[e.Line[i]-2], ",")
		if seen[at] || row[1] != e.Date[i].String() || row[2] != o.ret.Edition.EventText(e.Kind[i]) {
			t.Errorf("event %d is not row %s", i, at)
		}
		seen[at] = true
	}
	// More events of one child than are sorted by insertion.
	var many []string
	for i := range 500 {
		many = append(many, fmt.Sprintf("K-1,%s,contact,teacher,seen,,", day(t, "2026-07-31")-returns.Day(i*7%500)))
	}
	m := readAll(t, oneChild, did(many...), returns.Options{})
	for i := 1; i < m.ret.Events.Len(); i++ {
		if m.ret.Events.Date[i-1] > m.ret.Events.Date[i] {
			t.Fatal("the events are not sorted")
		}
	}
}

func TestAReferenceCannotBePrinted(t *testing.T) {
	o := readAll(t, kid("K-1", "K-SECRET-7"), did(strings.ReplaceAll(seen, "K-1", "K-SECRET-7")), returns.Options{})
	ref := o.ret.Children.Refs.Of(0)
	if ref.Reveal() != "K-SECRET-7" {
		t.Fatal(ref.Reveal())
	}
	nested := struct {
		A any
		b returns.ChildRef
		c *returns.Return
		d returns.Refs
	}{ref, ref, o.ret, o.ret.Children.Refs}
	var b bytes.Buffer
	for _, v := range []any{ref, &ref, o.ret, *o.ret, o.ret.Children, &o.ret.Children.Refs, nested, &nested, []any{ref}, map[returns.ChildRef]int{ref: 1}} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
			fmt.Fprintf(&b, verb, v)
		}
		j, _ := json.Marshal(v)
		b.Write(j)
		slog.New(slog.NewJSONHandler(&b, nil)).Info("x", "v", v)
		slog.New(slog.NewTextHandler(&b, nil)).Info("x", "v", v)
		template.Must(template.New("").Parse("{{.}}")).Execute(&b, v)
	}
	if s := b.String(); strings.Contains(s, "SECRET") || strings.Contains(strings.ToLower(s), fmt.Sprintf("%x", "SECRET")) {
		t.Error("the reference was printed")
	}
}

func TestAFileOfSeveralAreasKeepsTheirChildrenApart(t *testing.T) {
	children := oneChild + "K-1,MADEUP19,2026-06-30,2015-06,M,3,near-threshold,\n"
	events := "area," + eventHeader + "\nMADEUP19," + seen + "\nMADEUP18,K-1,2026-02-04,core-group,,,,\n"
	o := readAll(t, children, events, returns.Options{})
	if len(o.found) != 0 || o.ret.Children.Len() != 2 || o.ret.MadeUp {
		t.Fatal(o.text())
	}
	if from, _ := o.ret.Events.Of(1); o.ret.Events.Kind[from] != spec.Contact || o.ret.Agreed(1).String() != "2026-06-30" || o.ret.Agreed(0).String() != "2026-07-31" {
		t.Errorf("%+v", o.ret.Events)
	}
}

func TestFindingsAreAllCountedAndTheFirstPassedOn(t *testing.T) {
	rows := make([]string, 50)
	for i := range rows {
		rows[i] = "K-1,soon,contact,teacher,seen,,"
	}
	o := readAll(t, oneChild, did(rows...), returns.Options{Each: 10})
	if len(o.found) != 10 || o.tally["R030"] != 50 || o.ret.Files[1].Rows != 50 || o.ret.Files[1].LeftOut != 50 || o.found[9].Line != 11 || o.found[9].Column != "date" {
		t.Errorf("%d, %v, %+v", len(o.found), o.tally, o.ret.Files)
	}
	b, err := json.Marshal(o.found[0])
	if err != nil || string(b) != `{"code":"R030","severity":"error","file":"events.csv","table":"events","line":2,"column":"date","sentence":"What is in date cannot be read as a date such as 2026-07-31."}` {
		t.Errorf("%s %v", b, err)
	}
	if returns.Severity(9).String() != "" {
		t.Error("a severity that is none has a name")
	}
}

func TestAnEditionThatIsGivenIsUsed(t *testing.T) {
	old, err := spec.ByID("2012")
	if err != nil {
		t.Fatal(err)
	}
	o := readAll(t, strings.ReplaceAll(oneChild, "registered", "aftercare"), strings.ReplaceAll(did("K-1,2026-02-03,contact,social-worker,seen,,"), ",late_reason", ",notes"), returns.Options{Edition: old})
	if o.codes() != "R006" || !o.ret.Children.In[0].Has(spec.Aftercare) {
		t.Error(o.text())
	}
	empty := readAll(t, childHeader+"\n", "", returns.Options{})
	if empty.refusal != nil || empty.codes() != "R060 R062" {
		t.Error(empty.text())
	}
}

// A reader that has refused a file reads no other and gives no return.
func TestNothingIsKeptAfterARefusal(t *testing.T) {
	r := returns.NewReader(returns.Options{})
	if err := r.Children("a", strings.NewReader(oneChild)); err != nil {
		t.Fatal(err)
	}
	if err := r.Children("b", strings.NewReader(kid("2014-05", "2014-05-03"))); err == nil {
		t.Fatal("a date of birth was read")
	}
	if r.Children("c", strings.NewReader(oneChild)) == nil || r.Events("d", strings.NewReader(did(seen))) == nil {
		t.Error("another file was read")
	}
	if ret, err := r.Done(); ret != nil || err == nil || !strings.Contains(errs.Sentence(err), "b, line 2, born: There is a full date") {
		t.Errorf("%v", err)
	}
}

func pack(t testing.TB, files map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range files {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, text); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestAnArchiveIsReadByWhatItsFilesAre(t *testing.T) {
	b := pack(t, map[string]string{"x/a.csv": example(t, "events"), "x/b.csv": example(t, "children"), "README.txt": "made up", ".DS_Store": "\x00"})
	tables, err := returns.Tables("return.zip", bytes.NewReader(b), int64(len(b)))
	if err != nil || len(tables) != 2 {
		t.Fatalf("%v %v", tables, err)
	}
	if o := readTables(t, tables, returns.Options{}); o.refusal != nil || o.ret.Events.Len() != 51 || o.ret.Files[0].Name != "return.zip: b.csv" {
		t.Error(o.text())
	}
}

func TestAnArchiveThatIsNoReturnIsRefused(t *testing.T) {
	read := func(b []byte) string {
		tables, err := returns.Tables("x.zip", bytes.NewReader(b), int64(len(b)))
		if err != nil {
			return errs.Sentence(err)
		}
		return readTables(t, tables, returns.Options{}).text()
	}
	for _, c := range []struct{ why, got, want string }{
		{"no table", read(pack(t, map[string]string{"README.md": "x"})), "holds no table"},
		{"an archive inside", read(pack(t, map[string]string{"a.csv": string(pack(t, nil)) + "x"})), "R066"},
		{"a bomb", read(pack(t, map[string]string{"a.csv": oneChild + strings.Repeat("K-2,MADEUP18,2026-07-31,2014-05,F,2,registered,made-up\n", 1<<18)})), "R066"},
		{"cut off", read(pack(t, map[string]string{"a.csv": oneChild})[:100]), "damaged"},
	} {
		if !strings.Contains(c.got, c.want) {
			t.Errorf("%s: %s", c.why, c.got)
		}
	}
	many := make([]returns.Table, 251)
	for i := range many {
		many[i] = table(t, "c", fmt.Sprintf("%s\nK-%d,MADEUP18,2026-07-31,2014-05,F,2,registered,made-up\n", childHeader, i))
	}
	if o := readTables(t, many, returns.Options{}); o.codes() != "R065" {
		t.Error(o.text())
	}
	broken := returns.Table{Name: "x", Open: func() (io.Reader, error) { return nil, errs.Invalid("file", "It is gone") }}
	if o := readTables(t, []returns.Table{broken}, returns.Options{}); !strings.Contains(o.text(), "It is gone") {
		t.Error(o.text())
	}
}

// The list of an archive may say what it likes of the sizes: a file that says it is
// of 10 GB is refused before a byte of it is read.
func TestAnArchiveOfTenGigabytesIsRefused(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.CreateRaw(&zip.FileHeader{Name: "a.csv", Method: zip.Deflate, CompressedSize64: 10, UncompressedSize64: 10 << 30})
	if err != nil {
		t.Fatal(err)
	}
	w.Write(make([]byte, 10))
	z.Close()
	if _, err := returns.Tables("x.zip", bytes.NewReader(b.Bytes()), int64(b.Len())); err == nil || !strings.Contains(err.Error(), "larger than 1024 MB") {
		t.Errorf("%v", err)
	}
}

// A return of a million events is to be read in far less than 300 MB; an event takes
// 23 bytes, and the columns are made anew a few times while they grow.
func TestAnEventTakesFewBytes(t *testing.T) {
	children, events := round(t, 10_000)
	read := func() *returns.Return {
		r := returns.NewReader(returns.Options{})
		if err := r.Children("c", bytes.NewReader(children)); err != nil {
			t.Fatal(err)
		}
		if err := r.Events("e", bytes.NewReader(events)); err != nil {
			t.Fatal(err)
		}
		ret, err := r.Done()
		if err != nil {
			t.Fatal(err)
		}
		return ret
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	ret := read()
	runtime.ReadMemStats(&after)
	if n := uint64(ret.Events.Len()); n < 90_000 || (after.TotalAlloc-before.TotalAlloc)/n > 100 {
		t.Errorf("%d events took %d bytes", n, after.TotalAlloc-before.TotalAlloc)
	}
}

func TestEveryEventWithEveryCodeOfItsListsIsRead(t *testing.T) {
	for _, e := range spec.Editions() {
		for _, k := range e.Events {
			row := fmt.Sprintf("K-1,%s,%s,", e.From, k.Code.Code)
			codes := func(list string) []string {
				l, ok := e.List(list)
				if !ok {
					return []string{""}
				}
				var all []string
				for _, c := range l.Codes {
					all = append(all, c.Code)
				}
				return all
			}
			var rows []string
			for _, by := range codes(k.By) {
				for _, detail := range codes(k.Detail) {
					rows = append(rows, row+by+","+detail)
				}
			}
			children := "child,area,agreed_date,born,sex,populations\nK-1,MADEUP18," + e.From.String() + ",2008-05,F,registered\n"
			o := readAll(t, children, "child,date,event,by,detail\n"+strings.Join(rows, "\n")+"\n", returns.Options{})
			if o.refusal != nil || len(o.found) > 0 || o.ret.Edition != e || o.ret.Events.Len() != len(rows) {
				t.Errorf("edition %s, %s: %s", e.ID, k.Code.Code, o.text())
			}
		}
	}
}
