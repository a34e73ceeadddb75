package catalogue

import (
	"errors"
	"testing"

	"github.com/northinch/northinch/internal/stats"
)

func TestAWordComesFromBandsThatAreGiven(t *testing.T) {
	const bands = `"bands":[{"word":"few","from":0,"below":"15/100"},{"word":"some","from":0.15,"below":"1/2"},{"word":"many","from":"1/2","below":null}]`
	for _, c := range []struct{ input, params, want string }{
		{"", `{"x":3,"n":20,` + bands + `}`, "word=some from=0.15 below=1/2 on_border=yes"},
		{"", `{"x":20,"n":20,` + bands + `}`, "word=many from=1/2 below= on_border=no"},
		{"word=few,most from=0,0.5 below=0.5,", `{"x":2,"n":5,"minimum_base":5}`, "word=few from=0 below=0.5 on_border=no"},
		{"word=few,most from=0,0.5 below=0.5,", `{"x":2,"n":5}`, "error: Something went wrong. What you did was not saved."},
		{"", `{"x":3,"n":20}`, "error: Give the parameter bands, or an input with the columns word, from and below"},
		{"", `{"x":3,"n":20,"bands":7}`, `error: The parameter bands is 7; it must be a list such as [{"word":"few","from":"0","below":"15/100"}]`},
		{"", `{"x":3,"n":20,"bands":[{"word":"few","from":[],"below":""}]}`, "error: The band “few” begins at “[]”; write a fraction from 0 to 1 such as 15/100 or 0.15"},
		{"word=few from=0", `{"x":3,"n":20}`, "error: The input has no column “below”; it has word, from"},
	} {
		if got := shown(askByName(t, "quantity word", c.input, c.params)); got != c.want {
			t.Errorf("%s of %s:\n\t%s, want\n\t%s", c.params, c.input, got, c.want)
		}
	}
	_, err := askByName(t, "quantity word", "word=few,most from=0,0.5 below=0.5,", `{"x":2,"n":5}`)
	if !errors.Is(err, stats.ErrUndefined) || err.Error() != "The base is 5; words are given for 10 and more, so give the figures" {
		t.Error(err)
	}
}

func FuzzQuantities(f *testing.F) {
	f.Add("word=few,most from=0,0.5 below=0.5,", `{"x":2,"n":50}`)
	f.Add("", `{"x":2,"n":50,"bands":[{"word":"few","from":0,"below":"15/100"},{"word":"many","from":"0.15"}]}`)
	f.Fuzz(func(t *testing.T, input, parameters string) {
		p, err := ReadParams(parameters)
		if err != nil {
			return
		}
		table, _ := Inline(input)
		for _, m := range quantities() {
			if out, err := m.Run(table, p); err == nil && out[0].Value == "" {
				t.Errorf("%s of %s: a share has no word", parameters, input)
			}
		}
	})
}
