package catalogue

import (
	"math"

	"github.com/northinch/northinch/internal/stats/size"
)

var auditParams = []Param{{"tolerable", "the rate of deviation that would be too much", ""}, {"acceptable_deviations", "how many may be found", "0"}, confParam}

// audited reads what the tests of compliance take.
func audited(with func(in *Input, tolerable, conf float64, accepted int) (int, error)) func(*Input) (Outputs, error) {
	return func(in *Input) (Outputs, error) {
		tolerable, accepted, conf := in.needNumber("tolerable"), in.whole("acceptable_deviations", 0), in.conf()
		if in.err != nil {
			return nil, in.err
		}
		return counted(with(in, tolerable, conf, accepted))
	}
}

// counted is the output of a whole number of units.
func counted(n int, err error) (Outputs, error) {
	if err != nil {
		return nil, err
	}
	return Outputs{{"n", n}}, nil
}

// findings are the sizes for finding what is rare.
func findings() []Method {
	return []Method{
		{
			Name: "attribute audit sample size (binomial)", Also: []string{"attribute audit sample size", "compliance test"},
			Says:    "The smallest sample in which, with the tolerable rate, more deviations than acceptable would be found.",
			Assumes: "A simple random sample from a large population.",
			Source:  "Roberts, Statistical Auditing, 1978; US GAO, Financial Audit Manual, 450",
			Params:  auditParams, Gives: []string{"n"},
			run: audited(func(_ *Input, tolerable, conf float64, accepted int) (int, error) {
				return size.ForAudit(tolerable, conf, accepted)
			}),
		},
		{
			Name: "attribute audit sample size (hypergeometric, finite N)", Also: []string{"attribute audit sample size (hypergeometric)", "attribute audit sample size, finite N"},
			Says:    "The same for a population of N, of which the tolerable rate, rounded up, deviate.",
			Assumes: "A simple random sample without replacement.",
			Source:  "Roberts, Statistical Auditing, 1978",
			Params:  append([]Param{{"N", "the size of the population", ""}}, auditParams...), Gives: []string{"n"},
			run: audited(func(in *Input, tolerable, conf float64, accepted int) (int, error) {
				N := in.needWhole("N")
				if in.err != nil {
					return 0, in.err
				}
				return size.ForAuditOf(N, tolerable, conf, accepted)
			}),
		},
		{
			Name: "discovery sample: n so that P(see >=1 of D)>=95%",
			Also: []string{"discovery sample: n so that P(see >=1 of D)>=90%", "discovery sample: n so that P(see >=1 of D)>=99%", "discovery sample", "discovery sample size"},
			Says: "The smallest sample that holds at least one of D records with the confidence asked for.", Assumes: "A simple random sample without replacement.",
			Source: "Cannon and Roe, Livestock Disease Surveys, 1982 (exact, hypergeometric)",
			Params: []Param{{"N", "the size of the population", ""}, {"D", "how many there are to be found", ""}, confParam}, Gives: []string{"n"},
			run: func(in *Input) (Outputs, error) {
				N, marked, conf := in.needWhole("N"), in.needWhole("D"), in.conf()
				if in.err != nil {
					return nil, in.err
				}
				return counted(size.Discovery(N, marked, conf))
			},
		},
		{
			Name: "sample size to detect (Cannon & Roe approx / hypergeometric)", Also: []string{"sample size to detect", "Cannon & Roe", "Cannon and Roe approximation", "Cannon & Roe approximation"},
			Says: "The approximate sample that detects a condition of some prevalence.", Assumes: "A simple random sample; a test that has no false positives.",
			Source: "Cannon and Roe, Livestock Disease Surveys, 1982",
			Params: []Param{frameParam, {"prevalence", "the share that has the condition", ""}, {"se", "the confidence of seeing at least one", "0.95"}, {"unit_se", "the sensitivity of the test of one unit", "1"}},
			Gives:  sizeOutputs,
			run: func(in *Input) (Outputs, error) {
				N, prevalence, se, unit := in.number("N", math.Inf(1)), in.needNumber("prevalence"), in.number("se", 0.95), in.number("unit_se", 1)
				if in.err != nil {
					return nil, in.err
				}
				return sized(size.ToDetect(N, prevalence, se, unit))
			},
		},
	}
}
