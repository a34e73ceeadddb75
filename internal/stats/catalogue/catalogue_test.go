package catalogue

import (
	"encoding/json"
	"errors"
	"io/fs"
	"math"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/stats"
)

// probe is a method that shows what it was given.
func probe(run func(*Input) (Outputs, error)) Method {
	return Method{Name: "probe (of nothing)", Params: []Param{{"x", "a number", ""}, {"y", "a column", "-"}}, Gives: []string{"x"}, run: run}
}

func params(t *testing.T, text string) Params {
	t.Helper()
	p, err := ReadParams(text)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestAMethodIsFoundByItsNameHoweverItIsWritten(t *testing.T) {
	for _, name := range []string{"proportion CI wilson", "Proportion-ci-WILSON", "wilson", "proportion CI wilson (1927, (score))", "proportion_CI  wilson!"} {
		if m, ok := Find(name); !ok || m.Name != "proportion CI wilson" {
			t.Errorf("%q is %q", name, m.Name)
		}
	}
	for _, name := range []string{"", "(the)", "wilso", "proportion CI wilson cc of something else"} {
		if m, ok := Find(name); ok {
			t.Errorf("%q is %q", name, m.Name)
		}
	}
}

func TestNoTwoMethodsHaveTheSameName(t *testing.T) {
	seen := map[string]string{}
	for _, m := range Methods() {
		for _, name := range append([]string{m.Name}, m.Also...) {
			if other, ok := seen[key(name)]; ok {
				t.Errorf("%q is a name of %q and of %q", name, other, m.Name)
			}
			seen[key(name)] = m.Name
		}
	}
}

func TestEveryMethodSaysWhatItIsAndWhereItComesFrom(t *testing.T) {
	for _, m := range Methods() {
		if m.Says == "" || m.Assumes == "" || m.Source == "" || len(m.Gives) == 0 || !strings.HasSuffix(m.Says, ".") || !strings.HasSuffix(m.Assumes, ".") {
			t.Errorf("%s lacks what it says, assumes or gives, or its source", m.Name)
		}
		for _, p := range m.Params {
			if p.Name == "" || p.Says == "" {
				t.Errorf("%s has a parameter %q that says nothing", m.Name, p.Name)
			}
		}
	}
}

func TestAParameterThatIsAColumnKeepsItsRows(t *testing.T) {
	table, err := Inline("sex=1,2,1.0 time=5,6,7")
	if err != nil {
		t.Fatal(err)
	}
	var rows int
	m := probe(func(in *Input) (Outputs, error) { rows = len(in.Rows); return Outputs{{"x", in.number("x", 0)}}, nil })
	if _, err := m.Run(table, params(t, `{"sex":1,"x":2}`)); err != nil || rows != 2 || len(table.Rows) != 3 {
		t.Errorf("%d rows, %v", rows, err)
	}
	for text, says := range map[string]string{
		`{"sex":3}`:    "No row has “3” in the column sex",
		`{"sex":[3]}`:  "it must be a text",
		`{"colour":1}`: "the input has the columns sex, time",
	} {
		if _, err := m.Run(table, params(t, text)); err == nil || !strings.Contains(errs.Sentence(err), says) {
			t.Errorf("%s: %v", text, err)
		}
	}
	if _, err := probe(nil).Run(nil, params(t, `{"colour":1}`)); !strings.Contains(errs.Sentence(err), "it has x, y") {
		t.Error(err)
	}
	if _, err := (Method{Name: "bare"}).Run(nil, params(t, `{"colour":1}`)); !strings.Contains(errs.Sentence(err), "it has none") {
		t.Error(err)
	}
	if _, err := (Method{Name: "bare", Table: "ratings"}).Run(nil, nil); !strings.Contains(errs.Sentence(err), "needs a table: ratings") {
		t.Error(err)
	}
}

func TestAMistakeInAParameterEndsTheMethodWithASentence(t *testing.T) {
	table, _ := Inline("a=1,2")
	for _, c := range []struct {
		params string
		read   func(*Input)
		says   string
	}{
		{`{}`, func(in *Input) { in.needNumber("x") }, "Give the parameter x, a number"},
		{`{}`, func(in *Input) { in.needWhole("x") }, "Give the parameter x, a whole number"},
		{`{"x":"one"}`, func(in *Input) { in.needNumber("x") }, `The parameter x is "one"; it must be a number`},
		{`{"x":1.5}`, func(in *Input) { in.needWhole("x") }, "must be a whole number"},
		{`{"x":1e17}`, func(in *Input) { in.whole("x", 0) }, "at most 2^53"},
		{`{"conf":1}`, func(in *Input) { in.conf() }, "must be between 0 and 1"},
		{`{"x":{}}`, func(in *Input) { in.text("x", "") }, "it must be a text"},
		{`{"x":"\ud800"}`, func(in *Input) { in.text("x", "") }, ""},
		{`{"x":1}`, func(in *Input) { in.flag("x", true) }, "it must be true or false"},
		{`{"x":[1,"b"]}`, func(in *Input) { in.numbers("x") }, "a list of numbers"},
		{`{"y":"b"}`, func(in *Input) { in.column("y", "a") }, "no column “b”, which the parameter y names; it has a"},
		{`{"x":1,"y":2}`, func(in *Input) { in.fail("first"); in.fail("second") }, "first"},
	} {
		m := probe(func(in *Input) (Outputs, error) { c.read(in); return Outputs{}, nil })
		m.Params = append(m.Params, confParam)
		_, err := m.Run(table, params(t, c.params))
		if (err == nil) != (c.says == "") || err != nil && !strings.Contains(errs.Sentence(err), c.says) {
			t.Errorf("%s: %v, want %q", c.params, err, c.says)
		}
	}
	want := stats.Undefined("nothing is known")
	if _, err := probe(func(*Input) (Outputs, error) { return nil, want }).Run(nil, nil); err != want {
		t.Error(err)
	}
}

func TestAParameterThatIsLeftOutHasItsDefault(t *testing.T) {
	table, _ := Inline("a=1,2 b=3,4")
	in := &Input{Table: table, params: params(t, `{"n":3,"list":[1,2],"word":"w","yes":true,"seven":7,"none":null,"col":"b"}`)}
	for name, ok := range map[string]bool{
		"number": in.number("n", 9) == 3 && in.number("none", 9) == 9 && in.number("gone", 9) == 9,
		"whole":  in.whole("n", 9) == 3 && in.needWhole("n") == 3,
		"conf":   in.conf() == 0.95,
		"text":   in.text("word", "x") == "w" && in.text("gone", "x") == "x" && in.text("seven", "x") == "7" && in.text("yes", "x") == "true" && in.text("none", "x") == "x",
		"flag":   in.flag("yes", false) && in.flag("gone", true),
		"list":   len(in.numbers("list")) == 2 && in.numbers("gone") == nil,
		"column": in.column("col") == "b" && in.column("gone", "c", "a") == "a" && in.column("gone", "c") == "",
	} {
		if !ok {
			t.Error(name)
		}
	}
	if in.err != nil {
		t.Error(in.err)
	}
	bad := &Input{params: Params{"x": json.RawMessage(`"`)}}
	if bad.text("x", "w") != "w" || bad.err == nil {
		t.Error("a broken text is read")
	}
}

func TestParametersAreOneJSONObject(t *testing.T) {
	if p := params(t, " "); len(p) != 0 {
		t.Error(p)
	}
	for _, text := range []string{`[1]`, `{"a":`, `{} {}`} {
		if _, err := ReadParams(text); errs.KindOf(err) != errs.BadInput {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func TestATableIsReadAsText(t *testing.T) {
	table, err := ReadTable(strings.NewReader("\ufeff\"\",n\nfirst, 3\nsecond,4.5\n"))
	if err != nil {
		t.Fatal(err)
	}
	m, err := table.Matrix()
	n, err2 := table.Numbers("n")
	if err != nil || err2 != nil || len(m) != 2 || m[1][0] != 4.5 || n[0] != 3 || table.Index("x") != -1 {
		t.Errorf("%v %v %v %v", m, n, err, err2)
	}
	for _, c := range []struct {
		do   func() error
		says string
	}{
		{func() error { _, err := ReadTable(strings.NewReader("")); return err }, "The input is empty"},
		{func() error { _, err := ReadTable(strings.NewReader("a,b\n\"1\n")); return err }, "extraneous or missing"},
		{func() error { _, err := ReadTable(strings.NewReader("a,b\n1\n")); return err }, "record on line 2"},
		{func() error { _, err := ReadTable(iotest.ErrReader(fs.ErrInvalid)); return err }, "invalid argument"},
		{func() error { _, err := ReadTable(strings.NewReader(strings.Repeat("a", maxTable+1))); return err }, "larger than 64 MiB"},
		{func() error { _, err := table.Numbers("gone"); return err }, "no column “gone”; it has , n"},
		{func() error { _, err := table.Numbers(""); return err }, "Row 1, column : “first” is no number"},
		{func() error { _, err := table.where("gone", "1"); return err }, "no column “gone”"},
		{func() error { x, _ := Inline("a=NaN"); _, err := x.Numbers("a"); return err }, "“NaN” is no number"},
		{func() error { x, _ := Inline("a=b"); _, err := x.Matrix(); return err }, "Row 1, column a: “b” is no number"},
		{func() error { _, err := Inline(" "); return err }, "The input is empty"},
		{func() error { _, err := Inline("a"); return err }, "“a” is no column"},
		{func() error { _, err := Inline("a=1 b=1,2"); return err }, "The column b has 2 values and the first column has 1"},
	} {
		if err := c.do(); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%v, want %q", err, c.says)
		}
	}
}

func TestAnswersAreOneObjectInTheirOrder(t *testing.T) {
	o := Outputs{{"z", 1.5}, {"ci", stats.Interval{Low: 0, High: 1}}, {"a b", nil}, {"list", []string{"x"}}}
	b, err := json.Marshal(o)
	if err != nil || string(b) != `{"z":1.5,"ci":[0,1],"a b":null,"list":["x"]}` {
		t.Errorf("%s %v", b, err)
	}
	if b, err := json.Marshal(Outputs{}); err != nil || string(b) != "{}" {
		t.Errorf("%s %v", b, err)
	}
	if _, err := json.Marshal(Outputs{{"x", math.NaN()}}); err == nil {
		t.Error("what is no number left the program")
	}
	if v, ok := o.Get("z"); !ok || v != 1.5 {
		t.Error("a name is not found as it is written")
	}
	if v, ok := o.Get("A-B"); !ok || v != nil {
		t.Error("a name is not found however it is written")
	}
	if _, ok := o.Get("gone"); ok {
		t.Error("an answer that is not there is found")
	}
}

func TestAMistakeOfAMethodIsNoAnswer(t *testing.T) {
	if _, err := probe(func(*Input) (Outputs, error) { return Outputs{{"x", 1}}, errors.New("broken") }).Run(nil, nil); err == nil {
		t.Error("an answer came with an error")
	}
}
