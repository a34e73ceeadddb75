package catalogue

import (
	"math"
	"strconv"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/stats/size"
)

const strataTable = "a row for each stratum: Nh units, standard deviation Sh, cost of a unit; h names it"

var (
	strataParams = []Param{
		{"h", "the stratum whose size is asked for, by its name in the column h, or its number", "all, as a list"},
		{"Nh", "the column of the units", "Nh"}, {"Sh", "the column of the standard deviations", "Sh"}, {"cost", "the column of the costs", "cost; 1 where there is none"},
	}
	allocated     = []string{"nh", "n", "beyond"}
	targetParams  = []Param{{"CV0", "the coefficient of variation wished for, with ybarU", "-"}, {"ybarU", "the mean of the population", "-"}, {"V0", "the variance of the mean wished for, in place of both", "-"}}
	nParam        = Param{"n", "how many units there are in all", ""}
	spreadAssumes = "Simple random samples in the strata; standard deviations that hold for the population."
)

// strata reads the strata; without is what a missing column counts as, and NaN
// where it must be there.
func (in *Input) strata(spread float64) ([]size.Stratum, error) {
	out := make([]size.Stratum, len(in.Rows))
	for _, c := range []struct {
		name    string
		without float64
		set     func(*size.Stratum, float64)
	}{
		{"Nh", math.NaN(), func(h *size.Stratum, x float64) { h.N = x }},
		{"Sh", spread, func(h *size.Stratum, x float64) { h.S = x }},
		{"cost", 1, func(h *size.Stratum, x float64) { h.Cost = x }},
	} {
		column := in.column(c.name, c.name)
		if in.err != nil {
			return nil, in.err
		}
		if column == "" && !math.IsNaN(c.without) {
			for i := range out {
				c.set(&out[i], c.without)
			}
			continue
		}
		if column == "" {
			column = c.name
		}
		list, err := in.Numbers(column)
		if err != nil {
			return nil, err
		}
		for i, x := range list {
			c.set(&out[i], x)
		}
	}
	return out, nil
}

// places are the outputs of an allocation: all of it or one stratum.
func places[T int | float64](in *Input, strata []size.Stratum, nh []T, err error) (Outputs, error) {
	if err != nil {
		return nil, err
	}
	var n T
	beyond := []int{}
	for i, x := range nh {
		n += x
		if float64(x) > strata[i].N {
			beyond = append(beyond, i+1)
		}
	}
	out := Outputs{{"nh", nh}, {"n", n}, {"beyond", beyond}}
	if !in.has("h") {
		return out, nil
	}
	row, err := in.stratum()
	if err != nil {
		return nil, err
	}
	out[0].Value = nh[row]
	return out, nil
}

// stratum is the row that the parameter h names.
func (in *Input) stratum() (int, error) {
	want := in.text("h", "")
	if in.err != nil {
		return 0, in.err
	}
	column := in.First("h", "stratum", "strata")
	for row, cells := range in.Rows {
		name := strconv.Itoa(row + 1)
		if column != "" {
			name = cells[in.Index(column)]
		}
		if same(name, want) {
			return row, nil
		}
	}
	return 0, errs.Invalid("params", "There is no stratum “%s”, which the parameter h names", want)
}

// target is the variance of the mean that is wished for.
func (in *Input) target() float64 {
	if in.has("V0") {
		return in.needNumber("V0")
	}
	cv := in.needNumber("CV0") * in.needNumber("ybarU")
	return cv * cv
}

// allocate reads strata and one number, and shares it out.
func allocate(number func(*Input) float64, spread float64, with func([]size.Stratum, float64) ([]float64, error)) func(*Input) (Outputs, error) {
	return func(in *Input) (Outputs, error) {
		strata, err := in.strata(spread)
		x := number(in)
		if err == nil {
			err = in.err
		}
		if err != nil {
			return nil, err
		}
		nh, err := with(strata, x)
		return places(in, strata, nh, err)
	}
}

// need reads a number that must be given.
func need(name string) func(*Input) float64 {
	return func(in *Input) float64 { return in.needNumber(name) }
}

// allocations share a sample out.
func allocations() []Method {
	return []Method{
		{
			Name: "proportional allocation", Says: "Each stratum's part of the population in a sample of n.",
			Assumes: "Simple random samples in the strata.", Source: "Cochran 1977, 5.3", Table: strataTable,
			Params: append([]Param{nParam}, strataParams...), Gives: allocated, run: allocate(need("n"), 0, size.Proportional),
		},
		{
			Name: "proportional allocation in whole units", Says: "Each stratum's part of the population in a sample of n whole units, by largest remainders.",
			Assumes: "Simple random samples in the strata. Where the minima are more than n, they are the answer.", Source: "Largest remainders (A. Hamilton 1792); at a tie the earlier stratum", Table: strataTable,
			Params: append([]Param{nParam, {"min", "how many units of each stratum at least", "1"}}, strataParams[:2]...), Gives: allocated, run: wholeAllocation,
		},
		{
			Name: "Neyman allocation", Also: []string{"Neyman"}, Says: "The allocation of n units with the smallest variance, in fractions of units.",
			Assumes: spreadAssumes + " A stratum may be given more than it has, and is then named in beyond.",
			Source:  "Neyman, Journal of the Royal Statistical Society 97, 1934", Table: strataTable,
			Params: append([]Param{nParam}, strataParams...), Gives: allocated, run: allocate(need("n"), math.NaN(), size.Neyman),
		},
		{
			Name: "cost-constrained optimal allocation", Also: []string{"cost-constrained allocation", "cost-constrained"}, Says: "The allocation with the smallest variance that a budget pays for.",
			Assumes: spreadAssumes, Source: "Cochran 1977, 5.5", Table: strataTable,
			Params: append([]Param{{"budget", "what there is to spend", ""}}, strataParams...), Gives: allocated, run: allocate(need("budget"), math.NaN(), size.ForBudget),
		},
		{
			Name: "variance-constrained optimal allocation", Also: []string{"variance-constrained allocation", "variance-constrained"}, Says: "The cheapest allocation in which the mean has the variance wished for.",
			Assumes: spreadAssumes, Source: "Cochran 1977, 5.5", Table: strataTable,
			Params: append(targetParams[:3:3], strataParams...), Gives: allocated, run: allocate((*Input).target, math.NaN(), size.ForVariance),
		},
		{
			Name: "exact integer optimal allocation (Wright, priority values N_h S_h/sqrt(n(n+1)), min 2)",
			Also: []string{"exact integer optimal allocation (Wright, priority values N_h S_h/sqrt(n(n+1)), min 1)", "exact integer optimal allocation", "exact integer allocation", "Wright", "Wright allocation"},
			Says: "The allocation of n whole units with the smallest variance of all; or of the fewest units with a variance wished for.", Assumes: spreadAssumes,
			Source: "Wright, The American Statistician 66, 2012; Statistics and Probability Letters 129, 2017; for a variance, US Census Bureau RRS2014-07", Table: strataTable,
			Params: append(append([]Param{{"n", "how many units there are in all", "as few as V0, or CV0 and ybarU, need"}, {"min", "how many units of each stratum at least", "2"}, {"max", "how many units of each stratum at most", "all that it has"}}, targetParams...), strataParams...),
			Gives:  allocated, run: exactAllocation,
		},
		{
			Name: "precision reached by an allocation", Also: []string{"variance of an allocation"}, Says: "The variance of the mean under an allocation, and the standard errors of mean and total.",
			Assumes: spreadAssumes, Source: "Cochran 1977, 5.3", Table: strataTable + "; nh the units taken",
			Params: append([]Param{{"nh", "the column of the units taken", "nh"}, {"ybarU", "the mean of the population, for the coefficient of variation", "-"}}, strataParams[1:3]...),
			Gives:  []string{"variance", "se_mean", "se_total", "cv"}, run: allocationPrecision,
		},
	}
}

func wholeAllocation(in *Input) (Outputs, error) {
	strata, err := in.strata(0)
	if err != nil {
		return nil, err
	}
	n, least := in.needWhole("n"), in.whole("min", 1)
	if in.err != nil {
		return nil, in.err
	}
	populations := make([]int, len(strata))
	for h, s := range strata {
		if s.N != math.Trunc(s.N) {
			return nil, errs.Invalid("Nh", "Stratum %d has %v units; whole units are shared out", h+1, s.N)
		}
		populations[h] = int(s.N)
	}
	nh, err := size.ProportionalWhole(populations, n, least)
	return places(in, strata, nh, err)
}

func exactAllocation(in *Input) (Outputs, error) {
	strata, err := in.strata(math.NaN())
	if err != nil {
		return nil, err
	}
	b := size.Bounds{Min: in.whole("min", 2), Max: in.whole("max", maxWhole)}
	var nh []int
	if in.has("n") {
		n := in.needWhole("n")
		if in.err != nil {
			return nil, in.err
		}
		nh, err = size.Exact(strata, n, b)
	} else {
		v := in.target()
		if in.err != nil {
			return nil, in.err
		}
		nh, err = size.ExactForVariance(strata, v, b)
	}
	return places(in, strata, nh, err)
}

func allocationPrecision(in *Input) (Outputs, error) {
	strata, err := in.strata(math.NaN())
	column := in.column("nh", "nh")
	if err == nil {
		err = in.err
	}
	if err != nil {
		return nil, err
	}
	if column == "" {
		column = "nh"
	}
	nh, err := in.Numbers(column)
	if err != nil {
		return nil, err
	}
	v, err := size.Variance(strata, nh)
	if err != nil {
		return nil, err
	}
	var N float64
	for _, h := range strata {
		N += h.N
	}
	se := math.Sqrt(v)
	out := Outputs{{"variance", v}, {"se_mean", se}, {"se_total", N * se}, {"cv", nil}}
	if mean := in.number("ybarU", 0); mean != 0 {
		out[3].Value = se / math.Abs(mean)
	}
	return out, in.err
}
