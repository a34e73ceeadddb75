package catalogue

import (
	"math"
	"strconv"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/stats/dist"
	"github.com/northinch/northinch/internal/stats/estimate"
)

const (
	drawnAssumes = "A probability sample, drawn as the design says; strata with one cluster only are refused."
	linearised   = "Cochran, Sampling Techniques, 1977; Lumley, Complex Surveys, 2010"
)

var (
	yParam     = Param{"y", "the column of the values, or a condition such as meals>50 for a share", "y"}
	means      = []string{"mean", "se_mean", "lower", "upper", "df"}
	totals     = []string{"total", "se_total", "lower", "upper", "df"}
	simpleGive = []string{"n", "sum_y", "sum_y2", "s2", "mean", "se_mean", "total", "se_total", "lower", "upper", "lower95 (as conf)", "upper95 (as conf)"}
)

// ofDesign reads the design and the values, and estimates.
func ofDesign(strata bool, with func(*Input, frame, []float64) (Outputs, error)) func(*Input) (Outputs, error) {
	return func(in *Input) (Outputs, error) {
		f, err := in.design()
		if err != nil {
			return nil, err
		}
		if strata && !f.stratified {
			return nil, errs.Invalid("params", "Give the parameter strata, the column of the strata")
		}
		y, err := in.values("y", "y")
		if err != nil {
			return nil, err
		}
		return with(in, f, y)
	}
}

func meanOf(in *Input, f frame, y []float64) (Outputs, error) {
	e, err := f.Mean(y)
	return in.answer(e, err, "mean", "se_mean")
}

func totalOf(in *Input, f frame, y []float64) (Outputs, error) {
	if err := f.totalled(); err != nil {
		return nil, err
	}
	e, err := f.Total(y)
	return in.answer(e, err, "total", "se_total")
}

// designed are the parameters of a method on a design.
func designed(own ...Param) []Param {
	return append(append(append([]Param{}, own...), designParams...), intervalParams...)
}

// estimates are the design-based estimates.
func estimates() []Method {
	simple := []Param{yParam, {"f", "the column of how often each value was seen", "f; once where there is none"}, {"N", "the size of the population", "the column fpc"}, {"n", "the size of the sample, to check", "-"}}
	simple = append(simple, intervalParams...)
	list := []Method{
		{
			Name: "SRS total with fpc", Also: []string{"SRS total", "simple random sample total"}, Says: "The total of a population from a simple random sample, with the figures on the way.",
			Assumes: "A simple random sample without replacement.", Source: "Cochran 1977, 2.3 to 2.6", Table: designTable + ", or for each value with how often it was seen",
			Params: simple, Gives: simpleGive, run: simpleRandom(false),
		},
		{
			Name: "SRS mean with fpc", Also: []string{"SRS mean", "simple random sample mean"}, Says: "The mean of a population from a simple random sample, with the figures on the way.",
			Assumes: "A simple random sample without replacement.", Source: "Cochran 1977, 2.3 to 2.6", Table: designTable + ", or for each value with how often it was seen",
			Params: simple, Gives: simpleGive, run: simpleRandom(true),
		},
		{
			Name: "stratified mean with fpc", Also: []string{"stratified mean"}, Says: "The mean of a population from a stratified sample.",
			Assumes: drawnAssumes, Source: linearised, Table: designTable, Params: designed(yParam), Gives: means, run: ofDesign(true, meanOf),
		},
		{
			Name: "stratified total with fpc", Also: []string{"stratified total"}, Says: "The total of a population from a stratified sample.",
			Assumes: drawnAssumes, Source: linearised, Table: designTable, Params: designed(yParam), Gives: totals, run: ofDesign(true, totalOf),
		},
		{
			Name: "design-based mean", Also: []string{"survey mean", "cluster mean", "cluster mean with fpc", "clustered mean", "two-stage mean"}, Says: "The mean of a population from a sample of any design: clusters, strata, stages.",
			Assumes: drawnAssumes, Source: linearised, Table: designTable, Params: designed(yParam), Gives: means, run: ofDesign(false, meanOf),
		},
		{
			Name: "design-based total", Also: []string{"survey total", "cluster total", "cluster total with fpc", "clustered total", "two-stage total"}, Says: "The total of a population from a sample of any design.",
			Assumes: drawnAssumes, Source: linearised, Table: designTable, Params: designed(yParam), Gives: totals, run: ofDesign(false, totalOf),
		},
		{
			Name: "ratio estimate", Also: []string{"ratio", "ratio estimate with fpc", "design-based ratio"}, Says: "The total of y over the total of x.",
			Assumes: drawnAssumes + " The ratio is biased in small samples.", Source: "Cochran 1977, 6.3; Wolter 2007, 6.3", Table: designTable,
			Params: designed(yParam, Param{"x", "the column to divide by", "x"}), Gives: []string{"ratio", "se", "lower", "upper", "df"}, run: ofDesign(false, ratioOf),
		},
		{
			Name: "domain means", Also: []string{"domain mean", "domain (subpopulation) mean crossing strata", "domain mean crossing strata", "subpopulation mean"},
			Says:    "The mean of a part of the population, which need be no stratum; for a column, of each of its values.",
			Assumes: drawnAssumes + " Who is of the domain is known for every unit of the sample.", Source: "Cochran 1977, 5A.14; Lumley 2010, 2.5", Table: designTable,
			Params: designed(yParam, domainParam), Gives: []string{"mean", "se", "se_mean", "lower", "upper", "df", "levels (of a column)"},
			run: ofDesign(false, domainOf(false)),
		},
		{
			Name: "domain totals", Also: []string{"domain total", "subpopulation total"}, Says: "The total of a part of the population, which need be no stratum.",
			Assumes: drawnAssumes, Source: "Cochran 1977, 5A.14", Table: designTable,
			Params: designed(yParam, domainParam), Gives: []string{"total", "se", "se_total", "lower", "upper", "df", "levels (of a column)"},
			run: ofDesign(false, domainOf(true)),
		},
		{
			Name: "design effect", Also: []string{"deff"}, Says: "The variance of a mean over that of a simple random sample of as many units.",
			Assumes: drawnAssumes, Source: "Kish, Survey Sampling, 1965, 8.2", Table: designTable,
			Params: append([]Param{yParam, {"replacement", "whether the simple random sample is one with replacement", "false"}}, designParams...), Gives: []string{"deff"},
			run: ofDesign(false, func(in *Input, f frame, y []float64) (Outputs, error) {
				replacement := in.flag("replacement", false)
				if in.err != nil {
					return nil, in.err
				}
				d, err := f.Effect(y, replacement)
				return Outputs{{"deff", d}}, err
			}),
		},
		{
			Name: "Woodruff quantile", Also: []string{"design-based quantile", "survey quantile", "quantile (Woodruff)", "Woodruff"}, Says: "The value that a share p of the population does not exceed, with the interval of Woodruff.",
			Assumes: drawnAssumes, Source: "Woodruff, JASA 47, 1952", Table: designTable,
			Params: designed(yParam, Param{"p", "the share", "0.5, the median"}), Gives: []string{"quantile", "lower", "upper", "se"}, run: ofDesign(false, quantileOf),
		},
	}
	return append(append(list, poststratified()...), shares()...)
}

func ratioOf(in *Input, f frame, y []float64) (Outputs, error) {
	x, err := in.values("x", "x")
	if err != nil {
		return nil, err
	}
	e, err := f.Ratio(y, x)
	return in.answer(e, err, "ratio", "se")
}

func quantileOf(in *Input, f frame, y []float64) (Outputs, error) {
	t, err := in.quantile(float64(f.DF()))
	p := in.number("p", 0.5)
	if err == nil {
		err = in.err
	}
	if err != nil {
		return nil, err
	}
	q, err := f.Quantile(y, p, t)
	if err != nil {
		return nil, err
	}
	out := Outputs{{"quantile", q.Value}, {"lower", q.Low}, {"upper", q.High}, {"se", q.SE}}
	if q.LowOpen {
		out[1].Value, out[3].Value = nil, nil
	}
	if q.HighOpen {
		out[2].Value, out[3].Value = nil, nil
	}
	return out, nil
}

// simpleRandom are the figures of a simple random sample.
func simpleRandom(mean bool) func(*Input) (Outputs, error) {
	return func(in *Input) (Outputs, error) {
		y, err := in.values("y", "y")
		if err != nil {
			return nil, err
		}
		var times []float64
		if f := in.column("f", "f"); f != "" && in.err == nil {
			if times, err = in.Numbers(f); err != nil {
				return nil, err
			}
		}
		N, err := in.population()
		if err != nil {
			return nil, err
		}
		s, err := estimate.SimpleRandom(y, times, N)
		if err != nil {
			return nil, err
		}
		if n := in.number("n", s.N); n != s.N {
			in.fail("The parameter n is %v and the input has %v units", n, s.N)
		}
		of := s.Total
		if mean {
			of = s.Mean
		}
		ends, err := in.ends(of)
		if err != nil {
			return nil, err
		}
		out := Outputs{{"n", s.N}, {"sum_y", s.Sum}, {"sum_y2", s.Sum2}, {"s2", s.S2}, {"mean", s.Mean.Value}, {"se_mean", s.Mean.SE}, {"total", s.Total.Value}, {"se_total", s.Total.SE}}
		percent := in.percent()
		return append(append(out, ends...), Output{"lower" + percent, ends[0].Value}, Output{"upper" + percent, ends[1].Value}), nil
	}
}

// population is N, or what a column says for all rows.
func (in *Input) population() (float64, error) {
	N := in.number("N", 0)
	if in.err != nil || in.has("N") {
		return N, in.err
	}
	if in.Index("fpc") < 0 {
		return 0, errs.Invalid("params", "Give the parameter N, the size of the population, or an input with a column fpc")
	}
	list, err := in.Numbers("fpc")
	if err != nil {
		return 0, err
	}
	for row, x := range list {
		if N = list[0]; x != N {
			return 0, errs.Invalid("input", "Row %d, column fpc: %v is not %v as above; a simple random sample has one population", row+1, x, N)
		}
	}
	return N, nil
}

// percent is the confidence of the interval as part of a name: 95, or 80 for the
// usual 1.28 standard errors.
func (in *Input) percent() string {
	if in.has("t") {
		return strconv.FormatFloat(math.Round(100*(2*dist.Normal(in.number("t", 0))-1)), 'f', -1, 64)
	}
	return strconv.FormatFloat(math.Round(1e6*in.conf())/1e4, 'f', -1, 64)
}
