package catalogue

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/stats"
)

// askByName runs a method on a table that stands in one line, "" for none.
func askByName(t *testing.T, method, input, parameters string) (Outputs, error) {
	t.Helper()
	m, ok := Find(method)
	if !ok {
		t.Fatalf("there is no method “%s”", method)
	}
	var table *Table
	if input != "" {
		var err error
		if table, err = Inline(input); err != nil {
			t.Fatal(err)
		}
	}
	return m.Run(table, params(t, parameters))
}

// shown is an answer as text, numbers with six digits.
func shown(out Outputs, err error) string {
	if err != nil {
		return "error: " + errs.Sentence(err)
	}
	var parts []string
	for _, o := range out {
		format := "%s=%v"
		switch o.Value.(type) {
		case float64, []float64:
			format = "%s=%.6g"
		}
		parts = append(parts, fmt.Sprintf(format, o.Name, o.Value))
	}
	return strings.Join(parts, " ")
}

func TestEveryIntervalForAProportionAnswersByName(t *testing.T) {
	for _, c := range []struct{ method, params, want string }{
		{"proportion CI wilson", `{"x":15,"n":148}`, "lower=0.0623864 upper=0.160487 estimate=0.101351"},
		{"Proportion-CI-Wilson", `{"x":15,"n":148,"conf":0.9}`, "lower=0.0674433 upper=0.149573 estimate=0.101351"},
		{"proportion CI", `{"x":15,"n":148,"method":"Wilson CC"}`, "lower=0.0597782 upper=0.16445 estimate=0.101351"},
		{"proportion CI", `{"x":15,"n":148}`, "lower=0.0623864 upper=0.160487 estimate=0.101351"},
		{"proportion CI exact", `{"x":1,"n":400}`, "lower=6.32925e-05 upper=0.0138498 estimate=0.0025"},
		{"proportion CI mid-p", `{"x":15,"n":148}`, "lower=0.0600573 upper=0.158121 estimate=0.101351"},
		{"proportion CI midp, to the last digit", `{"x":15,"n":148}`, "lower=0.0600636 upper=0.158122 estimate=0.101351"},
		{"wilson fpc", `{"x":3,"n":30,"N":90}`, "lower=0.0414411 upper=0.222131 estimate=0.1"},
		{"exact hypergeometric CI (finite population)", `{"x":3,"n":30,"N":90}`, "M_lower=3 M_upper=21 lower=0.0333333 upper=0.233333 estimate=0.1"},
		{"exact Poisson CI (Garwood 1936)", `{"count":5}`, "lower=1.62349 upper=11.6683 estimate=5"},
		{"garwood", `{"count":5,"exposure":1000}`, "lower=0.00162349 upper=0.0116683 estimate=0.005"},
		{"byar", `{"count":27}`, "lower=17.789 upper=39.2851 estimate=27"},
		{"difference of two proportions", `{"x1":9,"n1":10,"x2":3,"n2":10,"method":"newcombe score (10)"}`, "lower=0.170523 upper=0.809018 difference=0.6"},
		{"difference of two proportions", `{"x1":9,"n1":10,"x2":3,"n2":10,"method":"Agresti-Caffo (2000)"}`, "lower=0.160001 upper=0.839999 difference=0.6"},
		{"difference of two proportions mn", `{"x1":9,"n1":10,"x2":3,"n2":10,"method":"newcombe score (10)"}`, "lower=0.170025 upper=0.84065 difference=0.6"},
		{"paired difference of two proportions", `{"a":36,"b":12,"c":2,"d":0}`, "lower=0.0569296 upper=0.340428 difference=0.2"},
		{"simultaneous multinomial CI sisonglaz", `{"counts":[23,12,44],"category":2}`, "lower=0.0506329 upper=0.27143 estimate=0.151899"},
		{"simultaneous multinomial CI", `{"counts":[23,12,44],"method":"goodman"}`, "lower=[0.186276 0.0791734 0.423861] upper=[0.424257 0.271715 0.682358] estimate=[0.291139 0.151899 0.556962]"},
	} {
		if got := shown(askByName(t, c.method, "", c.params)); got != c.want {
			t.Errorf("%s of %s:\n\t%s, want\n\t%s", c.method, c.params, got, c.want)
		}
	}
}

func TestWhatCannotBeACountIsNamed(t *testing.T) {
	for _, c := range []struct{ method, params, want string }{
		{"wilson", `{"x":7,"n":5}`, "The parameter x is 7; it must be from 0 to n, which is 5"},
		{"wilson", `{"x":-1,"n":5}`, "The parameter x is -1; it must be from 0 to n, which is 5"},
		{"wilson", `{"x":0,"n":-5}`, "The parameter n is -5; it must not be negative"},
		{"wilson", `{"n":5}`, "Give the parameter x, a whole number"},
		{"proportion CI", `{"x":1,"n":5,"method":"best"}`, "The parameter method is “best”; the method does not know it"},
		{"wilson fpc", `{"x":1,"n":5,"N":4}`, "The parameter n is 5; it must be from 0 to N, which is 4"},
		{"hypergeometric", `{"x":1,"n":5}`, "Give the parameter N, a whole number"},
		{"garwood", `{"count":-1}`, "The parameter count is -1; it must not be negative"},
		{"garwood", `{"count":1,"exposure":0}`, "The parameter exposure is 0; it must be above 0 and at most 2^53"},
		{"difference of two proportions", `{"x1":9,"n1":10,"x2":3}`, "Give the parameter n2, a whole number"},
		{"paired difference", `{"a":36,"b":12,"c":-2,"d":0}`, "The parameter c is -2; it must not be negative"},
		{"paired difference", `{"a":9007199254740992,"b":12,"c":2,"d":0}`, "The parameters a, b, c and d add up to more than 2^53"},
		{"goodman", `{"category":1}`, "Give the parameter counts, a list such as [56,72,73]"},
		{"goodman", `{"counts":[3,4],"category":3}`, "The parameter category is 3; it must be from 1 to 2, the number of counts"},
		{"goodman", `{"counts":[3,4.5]}`, "The parameter counts has 4.5 in place 2; counts are whole numbers from 0 that add up to at most 2^53"},
		{"goodman", `{"counts":[9007199254740992,1]}`, "The parameter counts has 1 in place 2; counts are whole numbers from 0 that add up to at most 2^53"},
	} {
		if got := shown(askByName(t, c.method, "", c.params)); got != "error: "+c.want {
			t.Errorf("%s of %s:\n\t%s, want\n\t%s", c.method, c.params, got, c.want)
		}
	}
}

func TestWithoutABaseThereIsNoInterval(t *testing.T) {
	for method, params := range map[string]string{
		"wilson": `{"x":0,"n":0}`, "wilson fpc": `{"x":0,"n":0,"N":5}`, "hypergeometric": `{"x":0,"n":0,"N":5}`, "difference of two proportions": `{"x1":0,"n1":0,"x2":1,"n2":2}`,
		"paired difference": `{"a":0,"b":0,"c":0,"d":0}`, "goodman": `{"counts":[0,0]}`, "garwood": `{"count":1,"conf":1e-300}`,
	} {
		if out, err := askByName(t, method, "", params); !errors.Is(err, stats.ErrUndefined) {
			t.Errorf("%s of %s: %v, %v", method, params, out, err)
		}
	}
}

// finite fails on an answer that is no number.
func finite(t *testing.T, m Method, out Outputs) {
	t.Helper()
	for _, o := range out {
		list, _ := o.Value.([]float64)
		if x, ok := o.Value.(float64); ok {
			list = append(list, x)
		}
		for _, x := range list {
			if math.IsNaN(x) || math.IsInf(x, 0) {
				t.Errorf("%s: %s is %v", m.Name, o.Name, x)
			}
		}
	}
}

func FuzzProportions(f *testing.F) {
	f.Add("", `{"x":3,"n":10,"N":50,"conf":0.9}`)
	f.Add("", `{"count":3,"exposure":0.1}`)
	f.Add("x=1,2", `{"x1":9,"n1":10,"x2":3,"n2":10}`)
	f.Add("", `{"a":36,"b":12,"c":2,"d":0}`)
	f.Add("", `{"counts":[23,12,44],"category":2,"method":"goodman"}`)
	f.Fuzz(func(t *testing.T, input, parameters string) {
		p, err := ReadParams(parameters)
		if err != nil {
			return
		}
		table, _ := Inline(input)
		for _, m := range proportions() {
			only := Params{}
			for _, one := range m.Params {
				if raw, ok := p[one.Name]; ok {
					only[one.Name] = raw
				}
			}
			out, _ := m.Run(table, only)
			finite(t, m, out)
		}
	})
}
