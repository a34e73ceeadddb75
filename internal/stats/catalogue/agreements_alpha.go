package catalogue

import (
	"errors"

	"github.com/northinch/northinch/internal/stats"
	"github.com/northinch/northinch/internal/stats/agreement"
)

// krippendorffAlpha is Krippendorff's alpha in his own definition.
func krippendorffAlpha() Method {
	return Method{
		Name: "Krippendorff alpha", Also: []string{"Krippendorff's alpha", "kripp.alpha", "Krippendorff"},
		Says:    "Krippendorff's alpha in his own definition, 1 - Do/De, with a metric; units with one rating drop out.",
		Assumes: randomUnits,
		Source:  "K. Krippendorff, “Computing Krippendorff's alpha-reliability”, 2011",
		Table:   ratingsTable,
		Params: agreementParams(formRatings,
			Param{"metric", "nominal, ordinal (by rank, not Gwet's ordinal weights), interval or ratio", "nominal"},
			Param{"counting", "how pairs count where more than two raters left out no unit: irr, as the R package of that name counts them, or krippendorff, as the definition does; else the two are one", "irr"}),
		Gives: []string{"alpha", "alpha_by_definition", "pa", "do", "de", "se", "ci95", "p_value", "units", "ratings", "reason"},
		run:   runAlpha,
	}
}

func runAlpha(in *Input) (Outputs, error) {
	r, err := in.ratings(formRatings, 0)
	if err != nil {
		return nil, err
	}
	name := in.text("metric", "nominal")
	metric, ok := agreement.ParseMetric(name)
	if !ok {
		in.fail("The parameter metric is “%s”; it must be nominal, ordinal, interval or ratio", name)
	}
	if metric != agreement.Nominal {
		if err := r.ordered(); err != nil {
			return nil, err
		}
	}
	counting := in.text("counting", "irr")
	if counting != "irr" && counting != "krippendorff" {
		in.fail("The parameter counting is “%s”; it must be irr or krippendorff", counting)
	}
	conf := in.conf()
	if in.err != nil {
		return nil, in.err
	}
	a, err := r.Alpha(metric, agreement.Options{Conf: conf, Population: in.unitsInAll()})
	if errors.Is(err, stats.ErrUndefined) && a.Units == 0 {
		return nil, err
	}
	defined, as := a.Alpha, func(a agreement.Alpha) agreement.Alpha { return a }
	if r.complete && counting == "irr" {
		as = func(a agreement.Alpha) agreement.Alpha { return a.AsIRR(r.raters) }
	}
	a = as(a)
	out := Outputs{{"alpha", unlessUndefined(a.Alpha, err)}, {"alpha_by_definition", unlessUndefined(defined, err)}, {"pa", a.Percent}, {"do", a.Observed}, {"de", a.Expected}}
	out = append(out, precisionOutputs(a.Precision, conf)...)
	out = append(out, Output{"units", a.Units}, Output{"ratings", a.Ratings})
	return in.finishAgreement(out, err, func(how agreement.Resampling) (agreement.Resampled, error) {
		b, err := r.BootstrapAlpha(metric, how)
		like := as(agreement.Alpha{Ratings: a.Ratings, Precision: &agreement.Precision{SE: b.SE, Interval: b.Interval}})
		b.SE, b.Interval = like.Precision.SE, like.Precision.Interval
		return b, err
	})
}
