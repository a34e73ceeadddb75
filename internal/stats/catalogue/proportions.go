package catalogue

import (
	"slices"

	"github.com/northinch/northinch/internal/stats"
	"github.com/northinch/northinch/internal/stats/dist"
	"github.com/northinch/northinch/internal/stats/proportion"
)

// confParam is the confidence of an interval.
var confParam = Param{"conf", "the confidence of the interval", "0.95"}

// methodParam is in files of cases beside the name of a method that says the
// same; where the name does not, it chooses.
var methodParam = Param{"method", "the method once more, as the name of the case has it", "-"}

// limits are the two ends of an interval as outputs.
func limits(i stats.Interval, err error) (Outputs, error) {
	if err != nil {
		return nil, err
	}
	return Outputs{{"lower", i.Low}, {"upper", i.High}}, nil
}

// proportions are the intervals for proportions and counts.
func proportions() []Method {
	return slices.Concat(singles(), finites(), counts(), differences(), multinomials())
}

// single is an interval for one proportion.
type single struct {
	name, says, source string
	also               []string
	of                 func(count, n int, conf float64) (stats.Interval, error)
}

// wilson is proportion.Wilson with a confidence.
func wilson(count, n int, conf float64) (stats.Interval, error) {
	return proportion.Wilson(count, n, dist.Z(conf))
}

var singleMethods = []single{
	{"wilson", "The score interval for a proportion: the one to use unless something speaks for another.", "E. B. Wilson, JASA 22, 1927", []string{"wilson score", "score"}, wilson},
	{"wilsoncc", "Wilson's interval with continuity correction, which covers at least as often as it says.", "R. G. Newcombe, Statistics in Medicine 17, 857, 1998, method 4", []string{"wilson cc", "wilson continuity corrected"}, proportion.WilsonCC},
	{"wald", "The textbook interval, cut off at 0 and 1: to compare with, not to use.", "R. G. Newcombe, Statistics in Medicine 17, 857, 1998, method 1", []string{"asymptotic", "normal"}, proportion.Wald},
	{"waldcc", "The textbook interval with continuity correction, cut off at 0 and 1: to compare with, not to use.", "R. G. Newcombe, Statistics in Medicine 17, 857, 1998, method 2", []string{"wald cc"}, proportion.WaldCC},
	{"clopper-pearson", "The exact interval: covers at least as often as it says, usually much more often.", "C. J. Clopper and E. S. Pearson, Biometrika 26, 1934", []string{"exact", "clopper pearson exact"}, proportion.ClopperPearson},
	{"midp", "The exact interval with half of what was seen in the tail: covers as often as it says, on average. As R's packages print it, to four digits or five.", "R. G. Newcombe, Statistics in Medicine 17, 857, 1998, method 6", []string{"mid-p"}, proportion.MidPAsPublished},
	{"midp, to the last digit", "The same, found exactly.", "R. G. Newcombe, Statistics in Medicine 17, 857, 1998, method 6", []string{"midp exact"}, proportion.MidP},
	{"jeffreys", "The equal-tailed interval of the posterior from Jeffreys' prior, with the end as limit where nothing or everything was seen.", "L. D. Brown, T. T. Cai and A. DasGupta, Statistical Science 16, 2001", nil, proportion.Jeffreys},
	{"agresti-coull", "Wald's interval about Wilson's midpoint, not cut off at 0 and 1.", "A. Agresti and B. A. Coull, The American Statistician 52, 1998", []string{"ac"}, proportion.AgrestiCoull},
}

// singles are a method for each, and one that is told by its parameter which.
func singles() []Method {
	const assumes = "Independent observations of one probability."
	countOf := []Param{{"x", "how many", ""}, {"n", "of how many", ""}, confParam, methodParam}
	gives := []string{"lower", "upper", "estimate"}
	var out []Method
	for _, s := range singleMethods {
		m := Method{Name: "proportion CI " + s.name, Also: []string{s.name}, Says: s.says, Assumes: assumes, Source: s.source, Params: countOf, Gives: gives, run: s.run}
		for _, a := range s.also {
			m.Also = append(m.Also, "proportion CI "+a)
		}
		out = append(out, m)
	}
	return append(out, Method{
		Name: "proportion CI", Says: "An interval for a proportion by the method that a parameter names.", Assumes: assumes, Source: "as the method named",
		Params: []Param{countOf[0], countOf[1], confParam, {"method", "wilson, wilsoncc, wald, waldcc, clopper-pearson, midp, jeffreys or agresti-coull", "wilson"}}, Gives: gives,
		run: func(in *Input) (Outputs, error) {
			i := chosen(in, "wilson", singleMethods, func(s single) []string { return append([]string{s.name}, s.also...) })
			return singleMethods[i].run(in)
		},
	})
}

// chosen is the place of the method that the parameter method names.
func chosen[T any](in *Input, otherwise string, from []T, names func(T) []string) int {
	want := in.text("method", otherwise)
	for _, form := range []string{want, bare(want)} {
		for i, one := range from {
			if slices.ContainsFunc(names(one), func(n string) bool { return key(n) == key(form) }) {
				return i
			}
		}
	}
	in.fail("The parameter method is “%s”; the method does not know it", want)
	return 0
}

func (s single) run(in *Input) (Outputs, error) {
	x, n := in.partOf("x", "n")
	conf := in.conf()
	if in.err != nil {
		return nil, in.err
	}
	out, err := limits(s.of(x, n, conf))
	if err != nil {
		return nil, err
	}
	return append(out, Output{"estimate", float64(x) / float64(n)}), nil
}

// partOf is a count and what it is a count of.
func (in *Input) partOf(part, whole string) (int, int) {
	x, n := in.needWhole(part), in.needWhole(whole)
	if n < 0 {
		in.fail("The parameter %s is %d; it must not be negative", whole, n)
	}
	if x < 0 || x > n {
		in.fail("The parameter %s is %d; it must be from 0 to %s, which is %d", part, x, whole, n)
	}
	return x, n
}

// finites are the intervals for a share of a population that was sampled without
// replacement.
func finites() []Method {
	const assumes = "A simple random sample without replacement."
	params := []Param{{"x", "how many of the sample", ""}, {"n", "how many were drawn", ""}, {"N", "how many the population has", ""}, confParam, methodParam}
	read := func(in *Input) (x, n, population int, conf float64) {
		x, n = in.partOf("x", "n")
		n, population = in.partOf("n", "N")
		return x, n, population, in.conf()
	}
	return []Method{
		{
			Name: "proportion CI wilson, finite population",
			Also: []string{"proportion CI wilsonfpc", "proportion CI wilson fpc", "wilson fpc", "wilsonfpc", "wilson finite population", "proportion CI wilson with finite population correction", "wilson with finite population correction"},
			Says: "Wilson's interval for the share in a population that was sampled without replacement.", Assumes: assumes,
			Source: "E. B. Wilson, JASA 22, 1927, with the variance of W. G. Cochran, Sampling Techniques, 1977, 3.2",
			Params: params, Gives: []string{"lower", "upper", "estimate"},
			run: func(in *Input) (Outputs, error) {
				x, n, population, conf := read(in)
				if in.err != nil {
					return nil, in.err
				}
				out, err := limits(proportion.WilsonFinite(x, n, population, conf))
				if err != nil {
					return nil, err
				}
				return append(out, Output{"estimate", float64(x) / float64(n)}), nil
			},
		},
		{
			Name:   "exact hypergeometric CI (finite population)",
			Also:   []string{"exact hypergeometric CI", "hypergeometric CI", "hypergeometric", "proportion CI hypergeometric"},
			Says:   "The exact interval for how many of a population that was sampled without replacement, and for their share.",
			Source: "H. S. Konijn, Statistical Theory of Sample Survey Design and Analysis, 1973; W. G. Cochran, Sampling Techniques, 1977, 3.6", Assumes: assumes,
			Params: params, Gives: []string{"M_lower", "M_upper", "lower", "upper", "estimate"},
			run: func(in *Input) (Outputs, error) {
				x, n, population, conf := read(in)
				if in.err != nil {
					return nil, in.err
				}
				low, high, err := proportion.Finite(x, n, population, conf)
				if err != nil {
					return nil, err
				}
				all := float64(population)
				return Outputs{{"M_lower", low}, {"M_upper", high}, {"lower", float64(low) / all}, {"upper", float64(high) / all}, {"estimate", float64(x) / float64(n)}}, nil
			},
		},
	}
}

// counts are the intervals for a count of events, or for their rate.
func counts() []Method {
	made := func(of func(int, float64) (stats.Interval, error)) func(*Input) (Outputs, error) {
		return func(in *Input) (Outputs, error) {
			count, exposure, conf := in.needWhole("count"), in.number("exposure", 1), in.conf()
			if count < 0 {
				in.fail("The parameter count is %d; it must not be negative", count)
			}
			if !(exposure > 0 && exposure <= maxWhole && exposure >= 1.0/maxWhole) {
				in.fail("The parameter exposure is %v; it must be above 0 and at most 2^53", exposure)
			}
			if in.err != nil {
				return nil, in.err
			}
			i, err := of(count, conf)
			if err != nil {
				return nil, err
			}
			return Outputs{{"lower", i.Low / exposure}, {"upper", i.High / exposure}, {"estimate", float64(count) / exposure}}, nil
		}
	}
	params := []Param{{"count", "how many events", ""}, {"exposure", "what they are a rate of, such as children at risk or thousands of days", "1"}, confParam, methodParam}
	gives := []string{"lower", "upper", "estimate"}
	const assumes = "Events that come one by one and independently."
	return []Method{
		{
			Name: "exact Poisson CI (Garwood 1936)", Also: []string{"exact Poisson CI", "garwood", "count CI garwood", "Poisson CI exact", "Poisson CI garwood", "Poisson CI"},
			Says: "The exact interval for the mean of a count, or for a rate.", Assumes: assumes,
			Source: "F. Garwood, Biometrika 28, 1936", Params: params, Gives: gives, run: made(proportion.Garwood),
		},
		{
			Name: "Poisson CI (Byar)", Also: []string{"Poisson CI byar", "byar", "Byar's Poisson CI", "Byar Poisson CI", "Byar CI", "count CI byar", "approximate Poisson CI (Byar)", "Byar approximation"},
			Says: "Byar's approximation to the exact interval for a count or a rate, that of the public health profiles of England.", Assumes: assumes,
			Source: "N. E. Breslow and N. E. Day, Statistical Methods in Cancer Research II, 1987, 2.3", Params: params, Gives: gives, run: made(proportion.Byar),
		},
	}
}
