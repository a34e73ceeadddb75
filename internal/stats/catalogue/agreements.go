package catalogue

import (
	"errors"
	"fmt"
	"math"
	"strconv"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/stats"
	"github.com/northinch/northinch/internal/stats/agreement"
)

// The forms that ratings come in.
const (
	formRatings = "ratings"
	formCounts  = "counts"
	formTable   = "table"
)

const (
	ratingsTable = "one row for each unit and one column for each rater; an empty cell (or NA) is no rating"
	countsTable  = "one row for each unit and one column for each category: how many raters chose it"
	squareTable  = "a square table: how many units the first rater put into the category of the row and the second into that of the column"
	randomUnits  = "Units drawn at random from many, rated one by one by raters who do not confer."
	handbook     = "K. L. Gwet, Handbook of Inter-Rater Reliability, 4th edition, 2014"
)

// Parameters of the family.
var (
	weightsParam    = Param{"weights", "how far two categories agree: unweighted, linear, quadratic, ordinal, radical, ratio, circular or bipolar; equal or squared (linear or quadratic by rank); or a matrix", "unweighted"}
	categoriesParam = Param{"categories", "the scale as a list, chosen or not, in its order; or “used only”", "used only"}
	populationParam = Param{"N", "how many units there are in all, where those rated were drawn from few", "many"}
	ratersParam     = Param{"raters", "which columns are raters, by number from 1 or by name", "all"}
	unitsParam      = Param{"n", "for a table of shares: of how many units", "the table holds counts"}
	bootstrapParams = []Param{
		{"replicates", "how many replicates of the units to draw for a bootstrap interval", "none"},
		{"seed", "the number that fixes what is drawn", "1"},
		{"bootstrap", "which bootstrap interval: percentile or bca", "percentile"},
	}
)

// formParam says which form an input has.
func formParam(form string) Param {
	return Param{"input", "the form of the input: ratings, counts (of raters by category) or table (of two raters)", form}
}

// agreementParams are the parameters of a coefficient whose input usually has a form.
func agreementParams(form string, more ...Param) []Param {
	return append(append(more, categoriesParam, formParam(form), ratersParam, unitsParam, confParam, populationParam), bootstrapParams...)
}

// agreements are the measures of agreement between raters.
func agreements() []Method {
	var all []Method
	for _, c := range coefficients {
		all = append(all, c.method())
	}
	return append(all, fleissKappa(), fleissByCategory(), cohenKappa(), krippendorffAlpha(), agreementWeights())
}

// coefficient is a chance-corrected coefficient as a method.
type coefficient struct {
	name   string
	also   []string
	says   string
	source string
	kind   agreement.Coefficient
	form   string
	raters int // how many there must be; 0 for any number
}

// coefficients are those that differ only in what they take for chance.
var coefficients = []coefficient{
	{"percent_agreement", []string{"pa.coeff.raw", "observed agreement"}, "How often two raters of a unit agree, averaged over the units.", handbook, agreement.Percent, formRatings, 0},
	{"pa2.table", nil, "Percent agreement, from a table of two raters.", handbook, agreement.Percent, formTable, 2},
	{"pa.coeff.dist", nil, "Percent agreement, from how many raters chose each category.", handbook, agreement.Percent, formCounts, 0},
	{"conger_kappa", []string{"conger.kappa.raw", "Conger's kappa", "Conger"}, "Agreement beyond that of any two raters who each rate by habit; with two raters, Cohen's kappa.", "A. J. Conger, Psychological Bulletin 88, 1980; " + handbook, agreement.Conger, formRatings, 0},
	{"kappa2.table", nil, "Cohen's kappa, from a table of two raters.", "J. L. Fleiss, J. Cohen and B. S. Everitt, Psychological Bulletin 72, 1969; " + handbook, agreement.Conger, formTable, 2},
	{"fleiss.kappa.dist", nil, "Fleiss's kappa, from how many raters chose each category.", "J. L. Fleiss, Psychological Bulletin 76, 1971; " + handbook, agreement.Fleiss, formCounts, 0},
	{"scott_pi", []string{"Scott's pi", "Scott", "scott.pi.raw"}, "Agreement of two raters beyond that of two who rate by the habits of both.", "W. A. Scott, Public Opinion Quarterly 19, 1955; " + handbook, agreement.Fleiss, formRatings, 2},
	{"scott2.table", nil, "Scott's pi, from a table of two raters.", "W. A. Scott, Public Opinion Quarterly 19, 1955; " + handbook, agreement.Fleiss, formTable, 2},
	{"brennan_prediger", []string{"bp.coeff.raw"}, "Agreement beyond that of raters who throw dice.", "R. L. Brennan and D. J. Prediger, Educational and Psychological Measurement 41, 1981; " + handbook, agreement.BrennanPrediger, formRatings, 0},
	{"bp2.table", nil, "The Brennan-Prediger coefficient, from a table of two raters.", "R. L. Brennan and D. J. Prediger, Educational and Psychological Measurement 41, 1981; " + handbook, agreement.BrennanPrediger, formTable, 2},
	{"bp.coeff.dist", nil, "The Brennan-Prediger coefficient, from how many raters chose each category.", "R. L. Brennan and D. J. Prediger, Educational and Psychological Measurement 41, 1981; " + handbook, agreement.BrennanPrediger, formCounts, 0},
	{"gwet_ac", []string{"gwet.ac1.raw", "gwet_ac1", "gwet_ac2", "Gwet's AC1", "Gwet's AC2", "AC1", "AC2"}, "Gwet's AC1, and AC2 with weights: agreement beyond chance on what is hard to rate.", "K. L. Gwet, British Journal of Mathematical and Statistical Psychology 61, 2008; " + handbook, agreement.Gwet, formRatings, 0},
	{"gwet.ac1.table", []string{"gwet.ac2.table"}, "Gwet's AC1 or AC2, from a table of two raters.", "K. L. Gwet, British Journal of Mathematical and Statistical Psychology 61, 2008; " + handbook, agreement.Gwet, formTable, 2},
	{"gwet.ac1.dist", []string{"gwet.ac2.dist"}, "Gwet's AC1 or AC2, from how many raters chose each category.", "K. L. Gwet, British Journal of Mathematical and Statistical Psychology 61, 2008; " + handbook, agreement.Gwet, formCounts, 0},
	{"krippendorff_alpha_Gwet", []string{"krippen.alpha.raw"}, "Krippendorff's alpha as Gwet writes it, with weights; see “Krippendorff alpha” for his own.", handbook, agreement.GwetAlpha, formRatings, 0},
	{"krippen2.table", nil, "Krippendorff's alpha as Gwet writes it, from a table of two raters.", handbook, agreement.GwetAlpha, formTable, 2},
	{"krippen.alpha.dist", nil, "Krippendorff's alpha as Gwet writes it, from how many raters chose each category, with the standard error of irrCAC 1.0.", handbook, agreement.GwetAlphaOfCounts, formCounts, 0},
}

// ratingTables are the forms of an input in words.
var ratingTables = map[string]string{formRatings: ratingsTable, formCounts: countsTable, formTable: squareTable}

func (c coefficient) method() Method {
	return Method{
		Name: c.name, Also: c.also, Says: c.says, Assumes: randomUnits, Source: c.source,
		Table: ratingTables[c.form], Params: agreementParams(c.form, weightsParam),
		Gives: []string{"coefficient", "pa", "pe", "se", "ci95", "p_value", "percent_agreement", "units", "reason"},
		run:   c.run,
	}
}

func (c coefficient) run(in *Input) (Outputs, error) {
	r, err := in.ratings(c.form, c.raters)
	if err != nil {
		return nil, err
	}
	return in.agreementOf(c.kind, r)
}

// agreementOf is a coefficient with all that stands beside it.
func (in *Input) agreementOf(kind agreement.Coefficient, r *rated) (Outputs, error) {
	w, err := in.ratingWeights(r)
	if err != nil {
		return nil, err
	}
	percent, err := r.PercentAgreement()
	if err != nil {
		return nil, err
	}
	conf := in.conf()
	e, err := r.Estimate(kind, w, agreement.Options{Conf: conf, Population: in.unitsInAll()})
	out := Outputs{{"coefficient", unlessUndefined(e.Coefficient, err)}, {"pa", e.Observed}, {"pe", e.Chance}}
	out = append(out, precisionOutputs(e.Precision, conf)...)
	out = append(out, Output{"percent_agreement", percent}, Output{"units", e.Units})
	return in.finishAgreement(out, err, func(how agreement.Resampling) (agreement.Resampled, error) {
		return r.BootstrapEstimate(kind, w, how)
	})
}

// unlessUndefined is a number, or nil where there is an error.
func unlessUndefined(x float64, err error) any {
	if err != nil {
		return nil
	}
	return x
}

// precisionOutputs is a standard error and what comes with it; nil where there is none.
func precisionOutputs(p *agreement.Precision, conf float64) Outputs {
	if p == nil {
		return Outputs{{"se", nil}, {ciName(conf), nil}, {"p_value", nil}}
	}
	return Outputs{{"se", p.SE}, {ciName(conf), p.Interval}, {"p_value", p.P}}
}

// ciName is the name of an interval of a confidence: ci95.
func ciName(conf float64) string {
	return "ci" + strconv.FormatFloat(math.Round(conf*1e8)/1e6, 'f', -1, 64)
}

// finishAgreement adds the reason of what is not defined, and otherwise the bootstrap
// interval that was asked for.
func (in *Input) finishAgreement(out Outputs, err error, resample func(agreement.Resampling) (agreement.Resampled, error)) (Outputs, error) {
	if in.err != nil {
		return nil, in.err
	}
	if errors.Is(err, stats.ErrUndefined) {
		return append(out, Output{"reason", err.Error()}), nil
	}
	if err != nil {
		return nil, err
	}
	kind := in.text("bootstrap", "percentile")
	how := agreement.Resampling{Replicates: in.whole("replicates", 0), Seed: uint64(in.whole("seed", 1)), Conf: in.conf(), Corrected: kind == "bca"}
	if kind != "bca" && kind != "percentile" {
		in.fail("The parameter bootstrap is “%s”; it must be percentile or bca", kind)
	}
	if how.Replicates == 0 || in.err != nil {
		return out, in.err
	}
	if in.unitsInAll() != 0 {
		return nil, errs.Invalid("N", "A bootstrap is of units from a large population; leave out N or replicates")
	}
	b, err := resample(how)
	if err != nil {
		return nil, fmt.Errorf("bootstrap: %w", err)
	}
	return append(out, Output{"bootstrap_se", b.SE}, Output{"bootstrap_" + ciName(how.Conf), b.Interval}, Output{"replicates_without_answer", b.Without}), nil
}

// unitsInAll is the number of units in all; 0 for many.
func (in *Input) unitsInAll() float64 {
	n := in.number("N", 0)
	if in.has("N") && !(n >= 1) {
		in.fail("The parameter N is %v; it must be at least 1", n)
	}
	return n
}
