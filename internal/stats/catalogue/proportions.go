package catalogue

import (
	"github.com/northinch/northinch/internal/stats"
	"github.com/northinch/northinch/internal/stats/dist"
	"github.com/northinch/northinch/internal/stats/proportion"
)

// confParam is the confidence of an interval.
var confParam = Param{"conf", "the confidence of the interval", "0.95"}

var countOf = []Param{{"x", "how many", ""}, {"n", "of how many", ""}, confParam, {"method", "the method once more, as the name of the case has it", "-"}}

// limits are the two ends of an interval as outputs.
func limits(i stats.Interval, err error) (Outputs, error) {
	if err != nil {
		return nil, err
	}
	return Outputs{{"lower", i.Low}, {"upper", i.High}}, nil
}

// proportions are the intervals for proportions and counts.
func proportions() []Method {
	return []Method{
		{
			Name: "proportion CI wilson", Also: []string{"wilson"},
			Says:    "The score interval for a proportion.",
			Assumes: "Independent observations of one probability.",
			Source:  "E. B. Wilson, JASA 22, 1927",
			Params:  countOf, Gives: []string{"lower", "upper"},
			run: func(in *Input) (Outputs, error) {
				x, n, z := in.needWhole("x"), in.needWhole("n"), dist.Z(in.conf())
				if in.err != nil {
					return nil, in.err
				}
				return limits(proportion.Wilson(x, n, z))
			},
		},
	}
}
