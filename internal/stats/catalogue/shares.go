package catalogue

import (
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/stats/estimate"
)

// shares are the intervals for a share of the population.
func shares() []Method {
	var out []Method
	for _, s := range []struct {
		name, says string
		scale      estimate.Scale
		also       []string
	}{
		{"logit", "made on log odds", estimate.Logit, []string{"design-based proportion", "design-based proportion CI", "stratified proportion", "stratified proportion with fpc", "cluster proportion", "SRS proportion with fpc"}},
		{"xlogit", "made on log odds (another's name for the same)", estimate.Logit, nil},
		{"mean", "with standard errors to either side; it may leave 0 to 1", estimate.Plain, nil},
		{"asin", "made on the angle whose sine is the root of the share", estimate.Arcsine, nil},
		{"beta", "of Clopper and Pearson with the effective size of the sample (Korn and Graubard); the one for few or none", estimate.Exact, []string{"Korn-Graubard", "design-based proportion CI Korn-Graubard"}},
	} {
		out = append(out, Method{
			Name: "design-based proportion CI " + s.name, Also: s.also, Says: "A share of the population, and its interval " + s.says + ".",
			Assumes: drawnAssumes, Source: "Korn and Graubard, Survey Methodology 24, 1998; Lumley, Complex Surveys, 2010", Table: designTable,
			Params: append([]Param{{"var", "the share: a condition such as ell==0, or a column of 0 and 1", ""}, {"method", "the method once more, as the name of the case has it", "-"}}, append(designParams[:len(designParams):len(designParams)], intervalParams[:2]...)...),
			Gives:  []string{"estimate", "se", "lower", "upper", "df"}, run: share(s.scale),
		})
	}
	return out
}

// share estimates on one scale.
func share(scale estimate.Scale) func(*Input) (Outputs, error) {
	return func(in *Input) (Outputs, error) {
		f, err := in.design()
		if err != nil {
			return nil, err
		}
		of := in.text("var", "")
		if of == "" && in.err == nil {
			return nil, errs.Invalid("params", "Give the parameter var, a condition such as ell==0")
		}
		conf, df := in.conf(), in.freedom(float64(f.DF()))
		if in.err != nil {
			return nil, in.err
		}
		is, err := in.condition(of)
		if err != nil {
			return nil, err
		}
		e, i, err := f.Share(is, scale, conf, df)
		if err != nil {
			return nil, err
		}
		return Outputs{{"estimate", e.Value}, {"se", e.SE}, {"lower", i.Low}, {"upper", i.High}, {"df", e.DF}}, nil
	}
}
