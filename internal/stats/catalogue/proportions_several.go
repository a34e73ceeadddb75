package catalogue

import (
	"slices"

	"github.com/northinch/northinch/internal/stats"
	"github.com/northinch/northinch/internal/stats/proportion"
)

// twoMethod is an interval for the difference of two independent proportions.
type twoMethod struct {
	name, says, source string
	also               []string // as in the parameter method
	of                 func(proportion.Two, float64) (stats.Interval, error)
}

const newcombe1998b = "R. G. Newcombe, Statistics in Medicine 17, 873, 1998, method "

var twoMethods = []twoMethod{
	{"newcombe", "From the Wilson intervals of both: the one to use unless something speaks for another.", newcombe1998b + "10", []string{"newcombe score", "newcombe score (10)", "newcombe (10)", "score", "10"}, proportion.Newcombe},
	{"newcombe cc", "From the continuity-corrected intervals of both.", newcombe1998b + "11", []string{"newcombecc", "newcombe score cc", "newcombe score cc (11)", "newcombe (11)", "newcombe score (11)", "scorecc", "score cc", "11"}, proportion.NewcombeCC},
	{"mn", "By the score test with widened variance.", "O. Miettinen and M. Nurminen, Statistics in Medicine 4, 1985", []string{"miettinen-nurminen"}, proportion.MiettinenNurminen},
	{"mee", "By the score test.", "R. W. Mee, Biometrics 40, 1984", []string{"farrington-manning", "mee-farrington-manning"}, proportion.Mee},
	{"ac", "Wald's after one success and one failure were added to each group.", "A. Agresti and B. Caffo, The American Statistician 54, 2000", []string{"agresti-caffo"}, proportion.AgrestiCaffo},
	{"wald", "The textbook interval, cut off at -1 and 1: to compare with, not to use.", newcombe1998b + "1", []string{"normal"}, proportion.WaldDifference},
	{"waldcc", "The textbook interval with continuity correction: to compare with, not to use.", newcombe1998b + "2", []string{"wald cc"}, proportion.WaldDifferenceCC},
}

// differences are a method for each, one that is told by its parameter which,
// and the one for pairs.
func differences() []Method {
	const name = "difference of two proportions"
	const assumes = "Two independent groups, each of independent observations of one probability."
	params := []Param{{"x1", "how many of the first group", ""}, {"n1", "the size of the first group", ""}, {"x2", "how many of the second group", ""}, {"n2", "the size of the second group", ""}, confParam}
	gives := []string{"lower", "upper", "difference"}
	var out []Method
	for _, d := range twoMethods {
		m := Method{
			Name: name + " " + d.name, Says: "The difference of two proportions, the first less the second. " + d.says, Assumes: assumes, Source: d.source,
			Params: append(slices.Clone(params), Param{"method", "not asked: the name of the method has said it", "-"}), Gives: gives, run: d.run,
		}
		for _, a := range d.also {
			m.Also = append(m.Also, name+" "+a)
		}
		out = append(out, m)
	}
	return append(out, Method{
		Name: name, Also: []string{"difference of proportions", "difference CI"},
		Says: "The difference of two proportions, the first less the second, by the method that a parameter names.", Assumes: assumes, Source: "as the method named",
		Params: append(slices.Clone(params), Param{"method", "newcombe, newcombe cc, mn, mee, ac, wald or waldcc", "newcombe"}), Gives: gives,
		run: func(in *Input) (Outputs, error) {
			i := chosen(in, "newcombe", twoMethods, func(d twoMethod) []string { return append([]string{d.name}, d.also...) })
			return twoMethods[i].run(in)
		},
	}, pairs())
}

func (d twoMethod) run(in *Input) (Outputs, error) {
	x1, n1 := in.partOf("x1", "n1")
	x2, n2 := in.partOf("x2", "n2")
	conf := in.conf()
	if in.err != nil {
		return nil, in.err
	}
	out, err := limits(d.of(proportion.Two{X1: x1, N1: n1, X2: x2, N2: n2}, conf))
	if err != nil {
		return nil, err
	}
	return append(out, Output{"difference", float64(x1)/float64(n1) - float64(x2)/float64(n2)}), nil
}

func pairs() Method {
	return Method{
		Name: "paired difference of two proportions",
		Also: []string{
			"paired difference", "paired difference of proportions", "paired difference newcombe", "paired difference CI", "paired difference newcombe score (10)",
			"difference of two paired proportions", "difference of paired proportions", "difference of two proportions paired", "paired difference of two proportions newcombe",
		},
		Says:    "The difference of two proportions of the same things, the first less the second, from the Wilson intervals of both and their correlation.",
		Assumes: "Independent pairs.",
		Source:  "R. G. Newcombe, Statistics in Medicine 17, 2635, 1998, method 10",
		Params: []Param{
			{"a", "how many both times", ""}, {"b", "how many only the first time", ""}, {"c", "how many only the second time", ""}, {"d", "how many neither time", ""}, confParam, methodParam,
		},
		Gives: []string{"lower", "upper", "difference"},
		run: func(in *Input) (Outputs, error) {
			var t [4]int
			sum := 0
			for i, name := range []string{"a", "b", "c", "d"} {
				t[i] = in.needWhole(name)
				if t[i] < 0 {
					in.fail("The parameter %s is %d; it must not be negative", name, t[i])
				}
				sum += t[i]
			}
			if sum > maxWhole {
				in.fail("The parameters a, b, c and d add up to more than 2^53")
			}
			conf := in.conf()
			if in.err != nil {
				return nil, in.err
			}
			d, i, err := proportion.NewcombePaired(proportion.Paired{A: t[0], B: t[1], C: t[2], D: t[3]}, conf)
			if err != nil {
				return nil, err
			}
			return Outputs{{"lower", i.Low}, {"upper", i.High}, {"difference", d}}, nil
		},
	}
}

// manyMethod is intervals for several shares that hold all at once.
type manyMethod struct {
	name, says, source string
	also               []string
	of                 func([]int, float64) ([]stats.Interval, error)
}

var manyMethods = []manyMethod{
	{"sisonglaz", "All of one length.", "C. P. Sison and J. Glaz, JASA 90, 1995", []string{"sison-glaz", "sison and glaz"}, proportion.SisonGlaz},
	{"goodman", "Wilson's, each with the confidence that Bonferroni asks for.", "L. A. Goodman, Technometrics 7, 1965", nil, proportion.Goodman},
}

func multinomials() []Method {
	const name = "simultaneous multinomial CI"
	params := []Param{{"counts", "how many in each category", ""}, {"category", "the category that is asked for, from 1", "all, as lists"}, confParam}
	gives := []string{"lower", "upper", "estimate"}
	const says, assumes = "Intervals for the shares of several categories that hold all at once. ", "Independent observations, each in one category."
	var out []Method
	for _, m := range manyMethods {
		one := Method{Name: name + " " + m.name, Also: []string{m.name}, Says: says + m.says, Assumes: assumes, Source: m.source, Params: append(slices.Clone(params), methodParam), Gives: gives, run: m.run}
		for _, a := range m.also {
			one.Also = append(one.Also, name+" "+a, a)
		}
		out = append(out, one)
	}
	return append(out, Method{
		Name: name, Says: says + "By the method that a parameter names.", Assumes: assumes, Source: "as the method named",
		Params: append(slices.Clone(params), Param{"method", "sisonglaz or goodman", "sisonglaz"}), Gives: gives,
		run: func(in *Input) (Outputs, error) {
			i := chosen(in, "sisonglaz", manyMethods, func(m manyMethod) []string { return append([]string{m.name}, m.also...) })
			return manyMethods[i].run(in)
		},
	})
}

func (m manyMethod) run(in *Input) (Outputs, error) {
	counts, n := in.categoryCounts()
	category, conf := in.whole("category", 0), in.conf()
	if in.has("category") && (category < 1 || category > len(counts)) {
		in.fail("The parameter category is %d; it must be from 1 to %d, the number of counts", category, len(counts))
	}
	if in.err != nil {
		return nil, in.err
	}
	all, err := m.of(counts, conf)
	if err != nil {
		return nil, err
	}
	if category > 0 {
		i := all[category-1]
		return Outputs{{"lower", i.Low}, {"upper", i.High}, {"estimate", float64(counts[category-1]) / float64(n)}}, nil
	}
	var lower, upper, estimate []float64
	for i, one := range all {
		lower, upper, estimate = append(lower, one.Low), append(upper, one.High), append(estimate, float64(counts[i])/float64(n))
	}
	return Outputs{{"lower", lower}, {"upper", upper}, {"estimate", estimate}}, nil
}

// categoryCounts is the parameter counts, and their sum.
func (in *Input) categoryCounts() (counts []int, n int) {
	if !in.has("counts") {
		in.fail("Give the parameter counts, a list such as [56,72,73]")
	}
	for i, x := range in.numbers("counts") {
		if !(x >= 0 && x <= maxWhole) || x != float64(int(x)) || n > maxWhole-int(x) {
			in.fail("The parameter counts has %v in place %d; counts are whole numbers from 0 that add up to at most 2^53", x, i+1)
			return nil, 0
		}
		counts, n = append(counts, int(x)), n+int(x)
	}
	return counts, n
}
