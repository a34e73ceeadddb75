package catalogue

import (
	"math"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/stats/dist"
	"github.com/northinch/northinch/internal/stats/size"
)

// level is a confidence that may be said as its complement, alpha.
func (in *Input) level() float64 {
	if !in.has("alpha") {
		return in.conf()
	}
	a := in.number("alpha", 0.05)
	if !(a > 0 && a < 1) {
		in.fail("The parameter alpha is %v; it must be between 0 and 1, such as 0.05", a)
		return 0.95
	}
	return 1 - a
}

var (
	alphaParam   = Param{"alpha", "one minus the confidence, in place of conf", "0.05"}
	shareParam   = Param{"p", "the share that is expected", "0.5"}
	marginParam  = Param{"e", "the margin to either side", ""}
	frameParam   = Param{"N", "the size of the population", "infinite"}
	sizeOutputs  = []string{"n", "n_unrounded"}
	marginParams = []Param{shareParam, marginParam, frameParam, alphaParam, confParam}
)

// sized are the outputs of a size.
func sized(s size.Size, err error) (Outputs, error) {
	if err != nil {
		return nil, err
	}
	return Outputs{{"n", s.N}, {"n_unrounded", s.Exact}}, nil
}

// forShare reads what sizes for a share take.
func forShare(with func(p, e, z, N float64) (size.Size, error)) func(*Input) (Outputs, error) {
	return func(in *Input) (Outputs, error) {
		p, e, z, N := in.number("p", 0.5), in.needNumber("e"), dist.Z(in.level()), in.number("N", math.Inf(1))
		if in.err != nil {
			return nil, in.err
		}
		return sized(with(p, e, z, N))
	}
}

// sizes are the sample sizes and allocations.
func sizes() []Method {
	return append([]Method{
		{
			Name: "sample size for a proportion, finite population", Also: []string{"Krejcie-Morgan", "Krejcie and Morgan"},
			Says:    "The sample size of Krejcie and Morgan, for one population or for each of a column N.",
			Assumes: "A simple random sample; the table that was printed rounds halves up and not up.",
			Source:  "R. V. Krejcie and D. W. Morgan, Educational and Psychological Measurement 30, 1970",
			Params: []Param{
				{"N", "the size of the population", "the column N of the input"}, {"P", "the share that is expected", "0.5"},
				{"d", "the margin to either side", "0.05"}, {"chi2", "the quantile of chi-squared with one degree of freedom", "that of conf; the paper has 3.841"}, confParam,
			},
			Gives: []string{"S column", "n", "n_unrounded"}, run: krejcieMorgan,
		},
		{
			Name: "n for margin of error e, infinite N", Also: []string{"n for margin of error", "n for margin of error with fpc", "sample size for a margin of error"},
			Says:    "The sample size with which the interval for a share reaches e to either side.",
			Assumes: "A simple random sample, large enough for the normal distribution.",
			Source:  "Cochran, Sampling Techniques, 1977, 4.2",
			Params:  marginParams, Gives: sizeOutputs, run: forShare(size.ForMargin),
		},
		{
			Name: "n by log-odds method with fpc", Also: []string{"n by log-odds method", "log-odds method", "log-odds method with fpc"},
			Says:    "The sample size with which the interval for a share, made on the scale of log odds, is 2e wide.",
			Assumes: "A simple random sample; better than the plain margin for small and large shares.",
			Source:  "Valliant, Dever and Kreuter, Practical Tools for Designing and Weighting Survey Samples, 2018, 3.4",
			Params:  marginParams, Gives: sizeOutputs, run: forShare(size.ForLogOdds),
		},
		{
			Name: "n by Wilson method", Also: []string{"Wilson method"},
			Says:    "The sample size with which the Wilson interval for a share is 2e wide.",
			Assumes: "A simple random sample.",
			Source:  "Valliant, Dever and Kreuter 2018, 3.4, after Wilson 1927",
			Params:  []Param{shareParam, marginParam, frameParam, alphaParam, confParam}, Gives: []string{"n", "n_whole"},
			run: wilsonSize,
		},
		{
			Name: "n for target CV", Also: []string{"sample size for a coefficient of variation"},
			Says:    "The sample size with which a mean has the coefficient of variation CV0.",
			Assumes: "A simple random sample.",
			Source:  "Valliant, Dever and Kreuter 2018, 3.2",
			Params:  []Param{{"CV0", "the coefficient of variation wished for", ""}, {"CVpop", "that of the values of the population", ""}, frameParam}, Gives: sizeOutputs,
			run: func(in *Input) (Outputs, error) {
				cv, cv0, N := in.needNumber("CVpop"), in.needNumber("CV0"), in.number("N", math.Inf(1))
				if in.err != nil {
					return nil, in.err
				}
				return sized(size.ForCV(cv, cv0, N))
			},
		},
		{
			Name: "n for target CV of a proportion", Also: []string{"sample size for a coefficient of variation of a proportion"},
			Says:    "The sample size with which a share has the coefficient of variation CV0.",
			Assumes: "A simple random sample.",
			Source:  "Valliant, Dever and Kreuter 2018, 3.2",
			Params:  []Param{{"CV0", "the coefficient of variation wished for", ""}, shareParam, frameParam}, Gives: sizeOutputs,
			run: func(in *Input) (Outputs, error) {
				p, cv0, N := in.number("p", 0.5), in.needNumber("CV0"), in.number("N", math.Inf(1))
				if in.err != nil {
					return nil, in.err
				}
				return sized(size.ForShareCV(p, cv0, N))
			},
		},
		{
			Name: "precision reached by a given n", Also: []string{"precision", "margin of error", "precision of n"},
			Says:    "The standard error, margin and coefficient of variation of a share in a sample of n.",
			Assumes: "A simple random sample, large enough for the normal distribution.",
			Source:  "Cochran 1977, 3.2 and 4.2",
			Params:  []Param{{"n", "the size of the sample", ""}, shareParam, frameParam, alphaParam, confParam}, Gives: []string{"e", "se", "cv"},
			run: func(in *Input) (Outputs, error) {
				n, p, z, N := in.needNumber("n"), in.number("p", 0.5), dist.Z(in.level()), in.number("N", math.Inf(1))
				if in.err != nil {
					return nil, in.err
				}
				r, err := size.Reached(n, p, z, N)
				if err != nil {
					return nil, err
				}
				return Outputs{{"e", r.Margin}, {"se", r.SE}, {"cv", r.CV}}, nil
			},
		},
	}, append(findings(), allocations()...)...)
}

// wilsonSize gives n as the authors' program does, in fractions of a unit.
func wilsonSize(in *Input) (Outputs, error) {
	p, e, z, N := in.number("p", 0.5), in.needNumber("e"), dist.Z(in.level()), in.number("N", math.Inf(1))
	if in.err != nil {
		return nil, in.err
	}
	s, err := size.ForWilson(p, e, z, N)
	if err != nil {
		return nil, err
	}
	return Outputs{{"n", s.Exact}, {"n_whole", s.N}}, nil
}

// krejcieMorgan is one size, or one for each row of a table.
func krejcieMorgan(in *Input) (Outputs, error) {
	p, d := in.number("P", 0.5), in.number("d", 0.05)
	z := dist.Z(in.conf())
	if in.has("chi2") {
		z = math.Sqrt(max(0, in.number("chi2", 0)))
	}
	frames := []float64{in.number("N", 0)}
	if in.err == nil && !in.has("N") {
		if in.Table == nil {
			return nil, errs.Invalid("params", "Give the parameter N, the size of the population, or an input with a column N")
		}
		var err error
		if frames, err = in.Numbers("N"); err != nil {
			return nil, err
		}
	}
	if in.err != nil {
		return nil, in.err
	}
	var printed, up []int
	var exact []float64
	for _, N := range frames {
		s, err := size.ForMargin(p, d, z, N)
		if err != nil {
			return nil, err
		}
		printed, up, exact = append(printed, s.HalfUp()), append(up, s.N), append(exact, s.Exact)
	}
	if in.has("N") {
		return Outputs{{"S column", printed[0]}, {"n", up[0]}, {"n_unrounded", exact[0]}}, nil
	}
	return Outputs{{"S column", printed}, {"n", up}, {"n_unrounded", exact}}, nil
}
