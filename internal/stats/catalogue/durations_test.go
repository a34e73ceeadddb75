package catalogue

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/stats"
)

// answer runs a method by its name on an input in one line ("" for none) or of
// several lines of CSV, and gives the answer as JSON, or the sentence of the error.
func answer(t *testing.T, method, input, text string) string {
	t.Helper()
	m, ok := Find(method)
	if !ok {
		t.Fatalf("there is no method %q", method)
	}
	var table *Table
	var err error
	switch {
	case strings.Contains(input, "\n"):
		table, err = ReadTable(strings.NewReader(input))
	case input != "":
		table, err = Inline(input)
	}
	if err != nil {
		t.Fatal(err)
	}
	out, err := m.Run(table, params(t, text))
	if errors.Is(err, stats.ErrUndefined) {
		return "undefined: " + err.Error()
	}
	if err != nil {
		return errs.Sentence(err)
	}
	b, err := json.Marshal(out)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// answers holds answers against what they must contain.
func answers(t *testing.T, rows [][4]string) {
	t.Helper()
	for _, r := range rows {
		if got := answer(t, r[0], r[1], r[2]); !strings.Contains(got, r[3]) {
			t.Errorf("%s %s %s:\n\t%s\n\twant %s", r[0], r[1], r[2], got, r[3])
		}
	}
}

func TestDurationsAreAnsweredByName(t *testing.T) {
	const ten = "time=0,0,1,3,3,7,7,7,14,30 event=1,0,1,1,0,1,1,0,1,0"
	answers(t, [][4]string{
		{"kaplan-meier", ten, `{"t":3}`, `{"S":0.67`},
		{"KM with same-day (zero) durations and tied censoring", ten, `{"t":14}`, `"risk":2,"events":1,"time":14}`},
		{"kaplan-meier", ten, `{"t":31}`, "undefined: No spell was followed to 31"},
		{"kaplan-meier", "time=1,2 event=1,1", `{"t":null,"type":"plain"}`, `{"S":[0.5,0],"se":[0.3535533905932738,null],"lower":[0,null],"upper":[1,null],"risk":[2,1],"events":[1,1],"time":[1,2]}`},
		{"kaplan-meier", "days=1,2 status=1,2", `{"t":1}`, `{"S":1,`},
		{"kaplan-meier", "days=1,2,3 status=1,2,0", `{"t":2}`, `{"S":0.33333333`},
		{"kaplan-meier", "days=1,2,3 status=1,2,0", `{"t":2,"event":2}`, `{"S":0.5,`},
		{"kaplan-meier", "a=1,2 b=true,FALSE", `{"t":1,"time":"a","event":"b"}`, `{"S":0.5,`},
		{"kaplan-meier", "time=2,4,4,6 event=1,1,0,1 entry=0,0,2,3", `{"t":4}`, `{"S":0.3333333333333333,`},
		{"KM median", "time=1,2,5,9 event=1,1,1,1", `{"conf":0.9}`, `{"median":3.5,"0.9LCL":1,"0.9UCL":null}`},
		{"KM median with CI (plain)", "time=1,2,5,9 event=1,1,1,1", `{}`, `{"median":3.5,"0.95LCL":1,"0.95UCL":null}`},
		{"KM median with CI (log-log)", "time=1,2,5,9 event=1,1,1,1", `{}`, `{"median":3.5,"0.95LCL":1,"0.95UCL":null}`},
		{"KM quantiles", "time=1,2,5,9 event=1,1,1,1", `{"p":0.75}`, `{"time":7,"lower":`},
		{"KM quantiles", "time=1,2 event=0,0", `{}`, `{"time":null,"lower":null,"upper":null}`},
		{"KM quantiles", "time=1,2 event=0,0", `{"p":1.5}`, "undefined: A share of 1.5"},
		{"restricted mean", "time=1,2,6,8 event=1,1,0,0", `{"t":6}`, `{"rmean":3.75,`},
		{"restricted mean", "time=1,2,6,8 event=1,1,0,0", `{"tau":6}`, `{"rmean":3.75,`},
		{"restricted mean", "time=1,2 event=1,1", `{}`, `{"rmean":1.5,"se":0.3535533905932738,`},
		{"restricted mean", "time=1,2 event=1,1", `{"t":-1}`, "undefined: The time -1"},
		{"restricted mean", "time=1,2 event=1,1", `{"t":"x"}`, "The parameter t is"},
		{"aalen-johansen", "time=1,2,3,3,5 event=1,2,1,0,2", `{"t":4,"event":1}`, `{"CIF":0.4,"se":0.2190890230020664`},
		{"aalen-johansen", "time=1,2,3,3,5 status=1,2,1,0,2", `{"t":5,"event":"status","cause":2}`, `{"CIF":0.6`},
		{"aalen-johansen", "time=1,2 event=1,0", `{"t":1,"event":3}`, `{"CIF":0,"se":0,"lower":null,"upper":null}`},
		{"log-rank", "time=1,2,3,4 event=1,1,1,1 sex=b,b,a,a", `{}`, `"observed":[2,2],"expected":[3.16666`},
		{"log-rank", "time=1,2,3,4 event=1,1,1,1 sex=b,b,a,a", `{"group":"b"}`, `"observed":2,"expected":0.8333333`},
		{"log-rank", "time=1,2,3,4 event=1,1,1,1 where=y,10,x,9", `{"group":"where"}`, `"groups":["9","10","x","y"]`},
		{"log-rank", "time=1,2,3,4 event=1,1,1,1 where=10,10,9,x", `{"by":"where","group":10.0}`, `"groups":"10"`},
		{"stratified log-rank (by pair)", "time=1,2,100,200 event=1,1,1,1 arm=a,b,a,b pair=1,1,2,2", `{}`, `{"chisq":2,"df":1,`},
	})
}

func TestDurationsRefuseWhatTheyCannotUse(t *testing.T) {
	answers(t, [][4]string{
		{"kaplan-meier", "time=1 event=1", `{"type":"square"}`, "The parameter type is “square”"},
		{"kaplan-meier", "time=1 event=1", `{"conf":0.9999999999999}`, "too near 1"},
		{"kaplan-meier", "time=x event=1", `{}`, "Row 1, column time: “x” is no number"},
		{"kaplan-meier", "time=1 event=1 entry=x", `{}`, "Row 1, column entry: “x” is no number"},
		{"kaplan-meier", "time=1 event=-1", `{}`, "Row 1, column event: “-1” is no cause"},
		{"kaplan-meier", "time=1 event=1.5", `{}`, "“1.5” is no cause"},
		{"kaplan-meier", "time=1 event=1e17", `{}`, "“1e17” is no cause"},
		{"kaplan-meier", "time=1,NaN event=1,1", `{}`, "Row 2, column time: “NaN” is no number"},
		{"kaplan-meier", "time=-1 event=1", `{}`, "Row 1: the duration -1"},
		{"kaplan-meier", "a=1 event=1", `{}`, "which column is the length of a spell"},
		{"kaplan-meier", "time=1 b=1", `{}`, "which column says whether a spell ended"},
		{"kaplan-meier", "time=1 event=1", `{"entry":"z"}`, "no column “z”"},
		{"KM quantiles", "time=x event=1", `{}`, "is no number"},
		{"KM median", "time=x event=1", `{}`, "is no number"},
		{"KM restricted mean", "time=x event=1", `{}`, "is no number"},
		{"aalen-johansen", "time=x event=1", `{"t":1}`, "is no number"},
		{"aalen-johansen", "time=1 event=1", `{}`, "Give the parameter t"},
		{"aalen-johansen", "time=1 event=1", `{"t":1,"event":0}`, "undefined: The cause 0"},
		{"log-rank", "time=1 event=1", `{}`, "which column is the group"},
		{"log-rank", "time=1,2 event=1,1 sex=1,2", `{"group":3}`, "The column sex has no group “3”; it has 1, 2"},
		{"log-rank", "time=1,2 event=1,1 sex=1,1", `{}`, "undefined: No two groups"},
		{"log-rank", "time=1,2 event=1,1 sex=1,", `{}`, "Row 2, column sex: the cell is empty"},
		{"stratified log-rank", "time=1,2 event=1,1 sex=1,2", `{}`, "which column is the stratum"},
		{"stratified log-rank", "time=1,2 event=1,1 sex=1,2 pair=1,", `{}`, "Row 2, column pair: the cell is empty"},
	})
	// Texts of a column that is not there are a mistake of a program.
	if _, _, err := (&Input{Table: &Table{Columns: []string{"a"}}}).labels("b"); err == nil {
		t.Error("a column that is not there has labels")
	}
}

// Whatever the table and the parameters: no panic, and nothing that is no number.
func fuzz(f *testing.F, methods []Method, inputs ...string) {
	for _, input := range inputs {
		f.Add(input, `{"t":3,"p":[0.01,0.2],"event":1,"conf":0.9,"levels":6}`)
		f.Add(input, `{}`)
	}
	f.Fuzz(func(t *testing.T, input, text string) {
		table, err := ReadTable(strings.NewReader(input))
		if err != nil {
			return
		}
		all, err := ReadParams(text)
		if err != nil {
			return
		}
		for _, m := range methods {
			known := Params{}
			for _, p := range m.Params {
				if v, ok := all[p.Name]; ok {
					known[p.Name] = v
				}
			}
			for _, given := range []Params{all, known} {
				out, err := m.Run(table, given)
				if err != nil {
					continue
				}
				if _, err := json.Marshal(out); err != nil {
					t.Fatalf("%s: %v: %v", m.Name, out, err)
				}
			}
		}
	})
}

func FuzzDurations(f *testing.F) {
	fuzz(f, durations(), "time,event,entry,sex,pair\n3,1,0,1,1\n5,0,2,2,1\n5,2,0,1,2\n", "days,status\n1e99,1\n0,2\n", "time,cens,treat\n1e300,true,a\n2,false,b\n")
}
