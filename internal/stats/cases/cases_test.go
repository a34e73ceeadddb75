package cases

import (
	"io"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/stats"
	"github.com/northinch/northinch/internal/stats/catalogue"
)

const header = "case_id,method,input,params,output,expected,tol,tol_kind\n"

// ran runs rows with some files beside them.
func ran(t *testing.T, rows string, files fstest.MapFS) []Row {
	t.Helper()
	var all []Row
	r := NewRunner(func(name string) (io.ReadCloser, error) { return files.Open(name) })
	if err := r.Run(strings.NewReader(header+rows), func(row Row) { all = append(all, row) }); err != nil {
		t.Fatal(err)
	}
	return all
}

func TestARowPassesOrFailsOrSaysWhyItCouldNotRun(t *testing.T) {
	for _, c := range []struct {
		row    string
		status Status
		says   string
	}{
		{`a,Proportion CI Wilson,-,"{""x"":0,""n"":10}",upper, 0.277532799863,1e-8,abs`, Pass, ""},
		{`a,wilson (Newcombe's method 3),-,"{""x"":0,""n"":10}",UPPER,0.27753,1e-4,rel`, Pass, ""},
		{`a,wilson,-,"{""x"":0,""n"":10}",upper,0.2776,1e-4,rel`, Fail, "got 0.277532799863"},
		{`a,wilson,,"{""x"":0,""n"":10}",lower,0,see the note,exact`, Pass, ""},
		{`a,wilson,-,"{""x"":0,""n"":10}",upper,0.2775,0,exact`, Fail, ""},
		{`a,wilson,-,"{""x"":0,""n"":10}",upper,high,1,abs`, Fail, ""},
		{`a,wilson,-,"{""x"":0,""n"":0}",upper,NA,1,abs`, Pass, ""},
		{`a,wilson,-,"{""x"":0,""n"":0}",upper,undefined,1,abs`, Pass, ""},
		{`a,wilson,-,"{""x"":0,""n"":0}",upper,1,1,abs`, Fail, "undefined: "},
		{`a,wilson,-,"{""x"":0,""n"":10}",middle,1,1,abs`, NotImplemented, "no output of this name"},
		{`a,tea leaves,-,{},lower,1,1,abs`, NotImplemented, "no method of this name"},
		{`a,wilson,-,"{""x"":0",upper,1,1,abs`, Fail, "no JSON object"},
		{`a,wilson,-,{},upper,1,1,abs`, Fail, "Give the parameter x"},
		{`a,wilson,-,"{""x"":0,""n"":10}",upper,1,about 1,abs`, Fail, "The tolerance"},
		{`a,wilson,-,"{""x"":0,""n"":10}",upper,1,1,roughly`, Fail, "The tolerance"},
		{`a,wilson,gone.csv,"{""x"":0,""n"":10}",upper,1,1,abs`, Unchecked, "gone.csv is not there"},
		{`a,wilson,empty.csv,"{""x"":0,""n"":10}",upper,1,1,abs`, Fail, "empty"},
		{`a,wilson,x=,"{""x"":0,""n"":10}",upper,0.2775,1e-3,abs`, Pass, ""},
		{`a,wilson,"x=1,2 y=1","{""x"":0,""n"":10}",upper,1,1,abs`, Fail, "The column y"},
		{`a,wilson,-,"{""x"":0,""n"":10}",columns,"upper,lower",1,abs`, Fail, "no column upper"},
		{`a,wilson,-,"{""x"":0,""n"":10}",columns,middle,1,abs`, NotImplemented, "no output middle"},
	} {
		got := ran(t, c.row, fstest.MapFS{"empty.csv": {}})[0]
		if got.Status != c.status || !strings.Contains("got "+got.Got+got.Why, c.says) {
			t.Errorf("%s\n\t%+v, want %s and %q", c.row, got, c.status, c.says)
		}
		if got.Line != 2 || got.Case != "a" {
			t.Errorf("%+v is of another row", got)
		}
	}
}

func TestARowTakesWhatAnEarlierOneHasSaid(t *testing.T) {
	files := fstest.MapFS{"t.csv": {Data: []byte("x,n,other\n1,2,3\n")}}
	rows := ran(t, `one,wilson,-,"{""x"":3,""n"":10,""conf"":0.9}",lower,0,1,abs
one,wilson,-,"{""conf"":0.95}",lower,0.1077913,1e-6,abs
two,wilson,-,"{""conf"":0.95}",lower,0.1077913,1e-6,abs
three,wilson,t.csv,"{""x"":3,""n"":10,""method"":""other""}",lower,0,1,abs
four,wilson,t.csv,"{""x"":3,""n"":10}",lower,0,1,abs
four,wilson,t.csv,"{""x"":3,""n"":10,""method"":""x""}",lower,0,1,abs
`, files)
	want := []Status{Pass, Pass, Fail, Pass, Pass, Pass}
	for i, r := range rows {
		if r.Status != want[i] {
			t.Errorf("%+v, want %s", r, want[i])
		}
	}
	r := NewRunner(func(name string) (io.ReadCloser, error) { return files.Open(name) })
	m, _ := catalogue.Find("wilson")
	table, err := r.table("t.csv")
	if err != nil {
		t.Fatal(err)
	}
	say := func(name, text string) catalogue.Params {
		p, err := catalogue.ReadParams(text)
		if err != nil {
			t.Fatal(err)
		}
		return r.complete(m, name, "t.csv", table, p)
	}
	say("three", `{"method":"other"}`)
	say("four", `{"method":"x"}`)
	if got := string(say("five", `{}`)["method"]); got != `"other"` {
		t.Errorf("a column that the first row names is %s", got)
	}
	if got := string(say("four", `{}`)["method"]); got != `"x"` {
		t.Errorf("what the same case said last is %s", got)
	}
}

func TestEveryFormOfAnswerIsComparedWithEveryFormOfExpectation(t *testing.T) {
	abs, err := tolerance("1e-6", "abs")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		got  any
		want string
		ok   bool
		show string
	}{
		{stats.Interval{Low: 1, High: 2.5}, "(1,2.5)", true, "(1,2.5)"},
		{stats.Interval{Low: 1, High: 2.5}, "[1, 2.6]", false, "(1,2.5)"},
		{[]float64{1, 2}, "1;2", true, "1;2"},
		{[]float64{1, 2}, "1;2;3", false, "1;2"},
		{[]int{1, 2}, "1; 2", true, "1;2"},
		{[]string{"a", "b c"}, "a;b c", true, "a;b c"},
		{[]string{"a"}, "b", false, "a"},
		{[]any{1.5, nil, "a"}, "1.5;NA;a", true, "1.5;undefined;a"},
		{nil, "na", true, "undefined"},
		{nil, "1", false, "undefined"},
		{3, "3", true, "3"},
		{"word", "word", true, "word"},
		{true, "true", false, "true"},
	} {
		if agrees(c.got, c.want, abs) != c.ok || show(c.got) != c.show {
			t.Errorf("%v and %q: %v, shown as %q", c.got, c.want, !c.ok, show(c.got))
		}
	}
}

func TestAnswersThatAreListsAreComparedWithColumns(t *testing.T) {
	table, err := catalogue.Inline("mean=1,2 word=a,b")
	if err != nil {
		t.Fatal(err)
	}
	exact, _ := tolerance("", "exact")
	out := catalogue.Outputs{{Name: "mean", Value: []float64{1, 2}}, {Name: "word", Value: []string{"a", "c"}}}
	for _, c := range []struct {
		names  string
		status Status
		says   string
	}{
		{"mean", Pass, ""}, {"mean, word", Fail, "word a;c"}, {"mean,gone", NotImplemented, "no output gone"},
	} {
		row := Row{}
		row.columns(out, table, strings.Split(c.names, ","), exact)
		if row.Status != c.status || !strings.Contains(row.Got+row.Why, c.says) {
			t.Errorf("%s: %+v", c.names, row)
		}
	}
	row := Row{Output: "mean"}
	r := NewRunner(nil)
	cells := map[string]string{"expected": "mean", "tol_kind": "exact"}
	if r.judge(&row, out, nil, table, func(name string) string { return cells[name] }); row.Status != Pass {
		t.Errorf("%+v", row)
	}
}

func TestATableOfNumbersIsComparedWithAFile(t *testing.T) {
	files := fstest.MapFS{
		"m.csv":    {Data: []byte("\"\",a,b\na,1,0.5\nb,0.5,1\n")},
		"word.csv": {Data: []byte("a,b\n1,x\n")},
		"bad.csv":  {Data: []byte("a,b\n1\n")},
	}
	r := NewRunner(func(name string) (io.ReadCloser, error) { return files.Open(name) })
	for _, c := range []struct {
		got    any
		file   string
		status Status
	}{
		{[][]float64{{1, 0.5}, {0.5, 1}}, "m.csv", Pass},
		{[][]float64{{1, 0.5}, {0.6, 1}}, "m.csv", Fail},
		{[][]float64{{1, 0.5}, {0.5}}, "m.csv", Fail},
		{[][]float64{{1, 0.5}}, "m.csv", Fail},
		{7.0, "m.csv", Fail},
		{[][]float64{}, "gone.csv", Unchecked},
		{[][]float64{}, "word.csv", Fail},
		{[][]float64{}, "bad.csv", Fail},
	} {
		row := Row{}
		cells := map[string]string{"expected": c.file, "tol": "1e-9", "tol_kind": "abs"}
		row.Output = "matrix file"
		r.judge(&row, catalogue.Outputs{{Name: "matrix file", Value: c.got}}, nil, nil, func(name string) string { return cells[name] })
		if row.Status != c.status {
			t.Errorf("%v and %s: %+v", c.got, c.file, row)
		}
	}
}

// broke is a file that cannot be read to its end.
type broke struct{ io.Reader }

func (b broke) Read(p []byte) (int, error) {
	n, err := b.Reader.Read(p)
	if err == io.EOF {
		err = fs.ErrInvalid
	}
	return n, err
}

func TestWhatIsNoCaseFileIsRefusedWithAReason(t *testing.T) {
	for _, c := range []struct {
		file io.Reader
		says string
	}{
		{strings.NewReader(""), "The file is empty"},
		{strings.NewReader("case_id,method\n"), "no column input"},
		{strings.NewReader("a,\"b\n"), "Line 1"},
		{strings.NewReader(header + "a,b\n"), "Line 2"},
		{broke{strings.NewReader("")}, "invalid argument"},
		{broke{strings.NewReader(header)}, "invalid argument"},
	} {
		err := NewRunner(nil).Run(c.file, func(Row) { t.Error("a row was run") })
		if err == nil || !strings.Contains(err.Error()+errs.Sentence(err), c.says) {
			t.Errorf("%v, want %q", err, c.says)
		}
	}
}

func FuzzRun(f *testing.F) {
	f.Add(header + `a,wilson,-,"{""x"":0,""n"":10}",upper,0.27,1e-2,abs`)
	f.Fuzz(func(t *testing.T, file string) {
		r := NewRunner(func(string) (io.ReadCloser, error) { return nil, fs.ErrNotExist })
		_ = r.Run(strings.NewReader(file), func(row Row) {
			if row.Status == "" {
				t.Errorf("nothing became of %+v", row)
			}
		})
	})
}
