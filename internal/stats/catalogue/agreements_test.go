package catalogue

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/stats"
)

// agreementAnswer is what a method answers to a table in one line and parameters.
func agreementAnswer(method, input, text string) (Outputs, error) {
	m, ok := Find(method)
	if !ok {
		return nil, fmt.Errorf("there is no method %q", method)
	}
	var table *Table
	if strings.Contains(input, "\n") {
		var err error
		if table, err = ReadTable(strings.NewReader(input)); err != nil {
			return nil, err
		}
	} else if input != "" {
		var err error
		if table, err = Inline(input); err != nil {
			return nil, err
		}
	}
	p, err := ReadParams(text)
	if err != nil {
		return nil, err
	}
	return m.Run(table, p)
}

// Tables of two raters: a published one of two abstractors (Gwet 2014), with and
// without names of rows.
const (
	abstractors  = "\"\",Ectopic,AIU,NIU\nEctopic,13,0,0\nAIU,0,20,7\nNIU,0,4,56\n"
	withoutNames = "a,b,c\n13,0,0\n0,20,7\n0,4,56\n"
	shareTable   = "a,b,c\n0.44,0.07,0.09\n0.05,0.2,0.05\n0.01,0.03,0.06\n" // J. Cohen 1968
	sixPoint     = "r1=3,3,3,4,5,5,2,3,5,2,2,6,1,5,2,2,1,2,4,3 r2=3,6,4,6,2,4,2,4,3,3,2,3,3,3,2,2,1,3,3,4 r3=2,1,4,4,3,2,1,6,1,1,1,2,3,3,1,1,3,3,2,2"
)

func TestMethodsOfAgreementAnswerByName(t *testing.T) {
	for _, c := range []struct {
		method, input, params, output string
		want                          any
	}{
		{"percent_agreement", "a=1,2,2 b=1,2,3", "", "pa", 2.0 / 3},
		{"Scott's pi", "a=1,2,3,3 b=1,2,3,2", "", "coefficient", 13.0 / 21}, // by hand: (3/4 - 11/32)/(1 - 11/32)
		{"scott pi", abstractors, `{"input":"table"}`, "coefficient", 0.796239696212},
		{"scott2.table", abstractors, `{"weights":"unweighted"}`, "se", 0.059054733309},
		{"kappa2.table", abstractors, `{"weights":"linear"}`, "coefficient", 0.842902027992},
		{"kappa2.table", strings.Replace(abstractors, `""`, "abstractor", 1), `{"weights":"linear"}`, "coefficient", 0.842902027992},
		{"kappa2.table", withoutNames, `{"weights":[[1,0.5,0],[0.5,1,0.5],[0,0.5,1]]}`, "coefficient", 0.842902027992},
		{"kappa2.table", withoutNames, `{"weights":"linear","categories":[1,2,3]}`, "se", 0.0478721215903},
		{"gwet.ac1.table", withoutNames, "", "coefficient", 0.849330548231},
		{"bp2.table", withoutNames, "", "coefficient", 0.835},
		{"krippen2.table", withoutNames, `{"weights":"linear"}`, "coefficient", 0.843586995355},
		{"pa2.table", withoutNames, `{"weights":"linear"}`, "percent_agreement", 0.89},
		{"Cohen kappa", abstractors, "", "units", 100.0},
		{"Cohen kappa", withoutNames, `{"input":"table"}`, "units", 100.0},
		{"Cohen kappa", shareTable, `{"n":200}`, "kappa", 0.491525423729},
		{"Cohen kappa", shareTable, "", "kappa", 0.491525423729},
		{"Cohen kappa", shareTable, "", "ase", nil},
		{"Cohen kappa (asymptotic SE)", shareTable, `{"n":200}`, "pa", 0.7},
		{"Cohen kappa", sixPoint, `{"raters":[1,2],"weights":"equal"}`, "z", 1.41565884999},
		{"Cohen kappa", sixPoint, `{"raters":["r1","r2"],"weights":"Fleiss-Cohen"}`, "z", 1.34049877333},
		{"Cohen kappa", "\"\",a,b\n1,1,1\n7,2,2\n", "", "kappa", 1.0}, // the first column numbers units
		{"Cohen kappa", "a,b\n1,1\n2,2\n", "", "units", 2.0},
		{"Cohen kappa", "a=1,2,,3 b=1,2,9,3", "", "units", 3.0}, // 9 is no category: the other left that unit out
		{"Cohen kappa", "a=1,1 b=1,1", "", "kappa", nil},
		{"Cohen kappa", "a=1,1 b=1,1", "", "pa", 1.0},
		{"Krippendorff alpha", sixPoint, `{"metric":"ordinal"}`, "alpha", 0.221847851608},
		{"Krippendorff alpha", sixPoint, `{"metric":"ordinal"}`, "alpha_by_definition", 0.228386945292},
		{"Krippendorff alpha", sixPoint, `{"metric":"ordinal","counting":"krippendorff"}`, "alpha", 0.228386945292},
		{"Krippendorff alpha", "a=1,1 b=1,1", "", "alpha", nil},
		{"Krippendorff alpha", "a=1,1 b=1,1", "", "pa", 1.0},
		{"gwet_ac", "a=1,1 b=1,1", "", "coefficient", 1.0},
		{"brennan_prediger", "a=1,1 b=1,1", "", "coefficient", 1.0},
		{"conger_kappa", "a=1,1 b=1,1", "", "coefficient", nil},
		{"conger_kappa", "a=1,1 b=1,1", "", "percent_agreement", 1.0},
		{"conger_kappa", "a=1 b=1 c=2", "", "se", nil},
		{"gwet_ac", "a=1,2,4 b=1,2,2", `{"weights":"linear","conf":0.9}`, "ci95", missingOutput},
		{"gwet_ac", "a=1,2.0,4 b=1.0,2,NA", `{"categories":"used only"}`, "units", 3},
		{"gwet_ac", "a=yes,no b=yes,NA", `{"categories":["yes","no","NA"]}`, "pa", 0.5},
		{"gwet_ac", "a=good,weak,good b=good,good,weak", `{"weights":"linear","categories":["weak","fair","good"]}`, "pa", 1.0 / 3},
		{"gwet_ac", "unit=1,2,3 a=1,2,3 b=1,2,3", "", "pa", 1.0},
		{"gwet_ac", "unit=1,2,3 a=1,2,3 b=2,2,2 c=1,2,3", `{"raters":[1,3]}`, "pa", 1.0},
		{"gwet_ac", "a=1,2,9 b=1,2,8 panel=x,x,y", `{"panel":"x"}`, "pa", 1.0},
		{"fleiss.kappa.dist", "low=2,0,1 high=0,2,1", "", "pa", 2.0 / 3},
		{"gwet.ac1.dist", "low=2,0,1 high=0,2,1", `{"categories":["low","high","none"]}`, "pe", 0.25}, // by hand: 2 · 1/2 · 1/2 over 3 - 1
		{"Fleiss kappa", "low=2,0,1 high=0,2,1", `{"input":"counts"}`, "kappa", 1.0 / 3},              // by hand: (2/3 - 1/2)/(1/2)
		{"Fleiss kappa", "low=2,0,1 high=0,2,3", `{"input":"counts"}`, "kappa", nil},                  // not as many raters of each
		{"Fleiss kappa per category", "a=1,2,1 b=1,2,2", `{"category":"1.0"}`, "kappa_j", 1.0 / 3},
		{"Fleiss kappa per category", "a=1,2,1 b=1,2,2", "", "categories", []string{"1", "2"}},
		{"agreement weights q=6", "", `{"q":3,"type":"linear"}`, "matrix file", [][]float64{{1, 0.5, 0}, {0.5, 1, 0.5}, {0, 0.5, 1}}},
	} {
		out, err := agreementAnswer(c.method, c.input, c.params)
		if err != nil {
			t.Errorf("%s of %q: %v", c.method, c.input, err)
			continue
		}
		got, ok := out.Get(c.output)
		switch want := c.want.(type) {
		case float64:
			if x, is := got.(float64); !is || !(math.Abs(x-want) <= 1e-8) {
				t.Errorf("%s of %q %s: %s is %v, want %v", c.method, c.input, c.params, c.output, got, want)
			}
		case string:
			if ok {
				t.Errorf("%s gives %s", c.method, c.output)
			}
		default:
			if !ok || fmt.Sprint(got) != fmt.Sprint(want) {
				t.Errorf("%s of %q: %s is %v, want %v", c.method, c.input, c.output, got, want)
			}
		}
	}
}

// missingOutput stands for an output that there is not.
const missingOutput = "missing"

func TestTheNameOfAnIntervalIsThatOfItsConfidence(t *testing.T) {
	for conf, name := range map[string]string{"0.9": "ci90", "0.95": "ci95", "0.99": "ci99", "0.975": "ci97.5"} {
		for _, method := range []string{"gwet_ac", "Krippendorff alpha", "Cohen kappa", "fleiss_kappa"} {
			out, err := agreementAnswer(method, "a=1,2,3,3 b=1,2,3,2", `{"conf":`+conf+`}`)
			if err != nil {
				t.Fatal(err)
			}
			i, ok := out.Get(name)
			if _, is := i.(stats.Interval); !ok || !is {
				t.Errorf("%s of %s: %s is %v", method, conf, name, i)
			}
		}
	}
}

func TestABootstrapIsAskedForByReplicates(t *testing.T) {
	for _, method := range []string{"gwet_ac", "Krippendorff alpha"} {
		get := func(params string) any {
			out, err := agreementAnswer(method, sixPoint, params)
			if err != nil {
				t.Fatal(err)
			}
			i, _ := out.Get("bootstrap_ci90")
			return i
		}
		a, b := get(`{"conf":0.9,"replicates":200,"seed":3}`), get(`{"conf":0.9,"replicates":200,"seed":3}`)
		if _, ok := a.(stats.Interval); !ok || a != b {
			t.Errorf("%s: %v and %v", method, a, b)
		}
		if c := get(`{"conf":0.9,"replicates":200,"seed":4}`); a == c {
			t.Errorf("%s: another seed gives %v too", method, c)
		}
		if c := get(`{"conf":0.9,"replicates":200,"seed":3,"bootstrap":"bca"}`); a == c {
			t.Errorf("%s: the corrected interval is %v too", method, c)
		}
	}
	// The alpha of irr and its interval move together.
	out, err := agreementAnswer("Krippendorff alpha", sixPoint, `{"replicates":200}`)
	if err != nil {
		t.Fatal(err)
	}
	as, err := agreementAnswer("Krippendorff alpha", sixPoint, `{"replicates":200,"counting":"krippendorff"}`)
	if err != nil {
		t.Fatal(err)
	}
	a, _ := out.Get("bootstrap_ci95")
	b, _ := as.Get("bootstrap_ci95")
	if a.(stats.Interval).Low >= b.(stats.Interval).Low {
		t.Errorf("%v and %v", a, b)
	}
	_, err = agreementAnswer("Krippendorff alpha", "a=1,1,1,1,1,1 b=1,1,1,1,1,2", `{"replicates":200}`)
	if !errors.Is(err, stats.ErrUndefined) || !strings.Contains(err.Error(), "bootstrap: ") {
		t.Error(err)
	}
}

func TestWhatCannotBeReadAsRatingsIsRefusedByCellOrParameter(t *testing.T) {
	const two = "a=1,2 b=1,2"
	for _, c := range []struct{ method, input, params, says string }{
		{"gwet_ac", "a,b\n", "", "no rows"},
		{"gwet_ac", "a=, b=,", "", "nothing was rated"},
		{"gwet_ac", "id\n1\n", "", "no column of a rater"},
		{"gwet_ac", "a=1,NaN b=1,2", "", "Row 2, column a: “NaN” is no number"},
		{"gwet_ac", "a=1,2 b=1,1e999", "", "Row 2, column b: “1e999”"},
		{"gwet_ac", "a=1,2 b=1,1e16", "", "Row 2, column b: “1e16” is no number up to 2^53"},
		{"gwet_ac", "a=1,2 b=1,3", `{"categories":[1,2]}`, "Row 2, column b: “3” is not one of the categories"},
		{"gwet_ac", "a=1,x b=1,2", `{"weights":"linear"}`, "“x” is no number and others are"},
		{"Krippendorff alpha", "a=1,x b=1,2", `{"metric":"ordinal"}`, "“x” is no number and others are"},
		{"Krippendorff alpha", "a=y,x b=y,x", `{"metric":"interval"}`, "are words"},
		{"Krippendorff alpha", two, `{"metric":"metric"}`, "The parameter metric is “metric”"},
		{"Krippendorff alpha", two, `{"counting":"sheep"}`, "The parameter counting is “sheep”"},
		{"Krippendorff alpha", two, `{"raters":[3]}`, "The parameter raters has 3"},
		{"gwet_ac", two, `{"raters":[1,1]}`, "there twice"},
		{"gwet_ac", two, `{"raters":[1.5]}`, "The parameter raters has 1.5"},
		{"gwet_ac", two, `{"raters":["c"]}`, "The parameter raters has c"},
		{"gwet_ac", two, `{"raters":[true]}`, "The parameter raters has true"},
		{"gwet_ac", two, `{"raters":1}`, "must be a list of columns"},
		{"gwet_ac", two, `{"input":"tea"}`, "The parameter input is “tea”"},
		{"gwet_ac", two, `{"weights":"heavy"}`, "There are no weights “heavy”"},
		{"gwet_ac", two, `{"weights":["heavy"]}`, "The parameter weights"},
		{"gwet_ac", two, `{"weights":{}}`, "The parameter weights"},
		{"gwet_ac", two, `{"weights":[[1]]}`, "have 1 rows"},
		{"gwet_ac", two, `{"weights":[[1,0,0],[0,1,0],[0,0,1]]}`, "for 3 categories and the scale has 2"},
		{"gwet_ac", two, `{"categories":"some"}`, "“some”"},
		{"gwet_ac", two, `{"categories":[]}`, "empty"},
		{"gwet_ac", two, `{"categories":[1,"1.0",2]}`, "there twice"},
		{"gwet_ac", two, `{"categories":[null]}`, "Category 1 of the list"},
		{"gwet_ac", two, `{"categories":["a",]}`, "no JSON object"},
		{"gwet_ac", two, `{"N":1}`, "The population is 1"},
		{"gwet_ac", two, `{"N":0}`, "The parameter N is 0"},
		{"gwet_ac", two, `{"N":10,"replicates":100}`, "leave out N or replicates"},
		{"gwet_ac", two, `{"replicates":1}`, "it takes 100"},
		{"gwet_ac", two, `{"replicates":100,"bootstrap":"boots"}`, "The parameter bootstrap is “boots”"},
		{"gwet_ac", two, `{"conf":1}`, "The parameter conf is 1"},
		{"Krippendorff alpha", two, `{"conf":1}`, "The parameter conf is 1"},
		{"Cohen kappa", two, `{"conf":0}`, "The parameter conf is 0"},
		{"Cohen kappa", two, `{"weights":"heavy"}`, "There are no weights “heavy”"},
		{"Cohen kappa", two, `{"weights":[[1,0,0],[0,1,0],[0,0,1]]}`, "for 3 categories"},
		{"Cohen kappa", two, `{"input":1}`, "The parameter input is “1”"},
		{"Cohen kappa", sixPoint, "", "say which as the parameter raters, such as [1,2]"},
		{"Cohen kappa", two, `{"raters":[9]}`, "The parameter raters has 9"},
		{"scott_pi", sixPoint, "", "for 2 raters and there are 3"},
		{"scott_pi", "a=1,2 b=2,1", `{"input":"counts"}`, "do not tell two raters apart"},
		{"conger_kappa", "a=1,2 b=2,1", `{"input":"counts"}`, "which rater said what"},
		{"kappa2.table", "a=1,2,3 b=1,2,3", "", "it must be square"},
		{"kappa2.table", "a=1,x b=1,2", "", "Row 2, column a: “x” is no number"},
		{"kappa2.table", "a=1,-2 b=1,2", "", "Row 2, column 1: -2 is no count"},
		{"kappa2.table", "a=0,0 b=0,0", "", "add up to 0 units"},
		{"kappa2.table", withoutNames, `{"categories":[1,2]}`, "There are 2 categories and the table has 3 columns"},
		{"kappa2.table", withoutNames, `{"categories":[null]}`, "Category 1"},
		{"kappa2.table", withoutNames, `{"n":0}`, "The parameter n is 0"},
		{"kappa2.table", "a=0.5,0 b=0.1,0.1", "", "give n"},
		{"pa.coeff.dist", "a=1,x b=1,2", "", "Row 2, column a: “x” is no number"},
		{"pa.coeff.dist", "a=1,0.5 b=1,2", "", "Row 2, column 1: 0.5 is no count of raters"},
		{"pa.coeff.dist", "a=1,1 b=1,2", `{"categories":["a"]}`, "There are 1 categories and the table has 2 columns"},
		{"pa.coeff.dist", "a=1,1 b=1,2", `{"categories":[null]}`, "Category 1"},
		{"pa.coeff.dist", "a=1,1 b=1,2", `{"raters":[5]}`, "The parameter raters has 5"},
		{"Fleiss kappa", two, `{"input":"tea"}`, "“tea”"},
		{"Fleiss kappa", two, `{"weights":"tea"}`, "“tea”"},
		{"Fleiss kappa per category", two, `{"input":"tea"}`, "“tea”"},
		{"Fleiss kappa per category", two, `{"category":"3"}`, "no category “3”"},
		{"Fleiss kappa per category", two, `{"category":[3]}`, "The parameter category"},
		{"agreement weights", "", `{"q":3,"type":"heavy"}`, "“heavy”"},
		{"agreement weights", "", `{"q":1,"type":"linear"}`, "The parameter q is 1"},
		{"agreement weights", "", `{"type":"linear"}`, "Give the parameter q"},
	} {
		_, err := agreementAnswer(c.method, c.input, c.params)
		if err == nil || !strings.Contains(err.Error()+errs.Sentence(err), c.says) {
			t.Errorf("%s of %q %s: %v, want %q", c.method, c.input, c.params, err, c.says)
		}
	}
	var many strings.Builder
	many.WriteString("a,b\n")
	for i := range 1001 {
		fmt.Fprintf(&many, "%d,0\n", i)
	}
	if _, err := agreementAnswer("gwet_ac", many.String(), ""); err == nil || !strings.Contains(errs.Sentence(err), "Row 1001, column a: “1000” is one more") {
		t.Error(err)
	}
}

func TestWhatHasNoAnswerSaysWhy(t *testing.T) {
	for _, c := range []struct{ method, input string }{
		{"gwet_ac", "a=1,2"}, {"Krippendorff alpha", "a=1,2"}, {"Fleiss kappa", "a=1,2"}, {"Fleiss kappa per category", "a=1,2"},
		{"Cohen kappa", "a=1, b=,2"}, {"gwet_ac", "a=1, b=,2"}, {"Fleiss kappa per category", "a=1,1 b=1,1"},
	} {
		if _, err := agreementAnswer(c.method, c.input, ""); !errors.Is(err, stats.ErrUndefined) {
			t.Errorf("%s of %s: %v", c.method, c.input, err)
		}
	}
	// A category that is declared and that nobody chose has no kappa; the others do.
	const declared = `{"categories":[1,2,3]}`
	out, err := agreementAnswer("Fleiss kappa per category", "a=1,2,1 b=1,2,2", declared)
	if err != nil {
		t.Fatal(err)
	}
	if k, _ := out.Get("kappa_j"); len(k.([]any)) != 3 || k.([]any)[2] != nil {
		t.Errorf("%v", k)
	}
	if _, err := agreementAnswer("Fleiss kappa per category", "a=1,2,1 b=1,2,2", `{"categories":[1,2,3],"category":"3"}`); !errors.Is(err, stats.ErrUndefined) {
		t.Error(err)
	}
	for _, method := range []string{"Cohen kappa", "fleiss_kappa", "krippendorff_alpha_Gwet", "Krippendorff alpha"} {
		out, err := agreementAnswer(method, "a=1,1 b=1,1", "")
		if why, ok := out.Get("reason"); err != nil || !ok || why == "" {
			t.Errorf("%s: %v, %v", method, out, err)
		}
	}
	if _, err := agreementAnswer("gwet_ac", "a=0,5e-324,1 b=0,5e-324,1", `{"weights":"circular"}`); !errors.Is(err, stats.ErrUndefined) {
		t.Error(err)
	}
}

func FuzzAgreements(f *testing.F) {
	f.Add(uint8(0), "a=1,2,3 b=1,2,3", `{"weights":"quadratic"}`)
	f.Add(uint8(3), "a=1,2, b=1,,3 c=2,1,1", `{"raters":[1,2],"weights":"ratio","conf":0.99}`)
	f.Add(uint8(17), "a=13,0 b=0,4", `{"input":"table","n":7}`)
	f.Add(uint8(20), "low=3,0 high=0,3", `{"input":"counts","categories":["low","high","x"]}`)
	f.Add(uint8(21), "a=-1e15,1,1 b=5e-324,0,1", `{"metric":"ratio","weights":"bipolar"}`)
	all := agreements()
	f.Fuzz(func(t *testing.T, which uint8, input, text string) {
		table, err := Inline(input)
		if err != nil {
			return
		}
		p, err := ReadParams(text)
		if err != nil {
			return
		}
		m := all[int(which)%len(all)]
		delete(p, "replicates") // for speed; its arithmetic is tested where it is
		if q, ok := p["q"]; ok && len(q) > 2 {
			return
		}
		for _, name := range p.names() {
			if !slices.ContainsFunc(m.Params, func(one Param) bool { return one.Name == name }) {
				delete(p, name)
			}
		}
		out, err := m.Run(table, p)
		if err != nil {
			if errs.KindOf(err) != errs.BadInput && !errors.Is(err, stats.ErrUndefined) {
				t.Errorf("%s of %q %s: %v", m.Name, input, text, err)
			}
			return
		}
		if _, err := json.Marshal(out); err != nil { // NaN and infinities have no form in JSON
			t.Errorf("%s of %q %s: %v", m.Name, input, text, err)
		}
	})
}
