package catalogue

import (
	"math"
	"strings"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/stats"
	"github.com/northinch/northinch/internal/stats/estimate"
)

var designParams = []Param{
	{"strata", "the column of the strata", "stratum, strata; stype where fpc counts its units"},
	{"weights", "the column of the weights", "pw, weight, weights, w; otherwise what fpc says"},
	{"fpc", "the column of how many there were to draw from, in each stratum; of two stages, as a+b", "fpc"},
	{"cluster", "the column of the clusters; of two stages, as a+b", "cluster, psu; dnum where fpc does not count units"},
	{"N", "the size of the population, of a sample that is neither stratified nor clustered", "-"},
}

var intervalParams = []Param{confParam, {"df", "the degrees of freedom of the interval, or inf", "those of the design"}, {"t", "how many standard errors to either side, in place of conf and df", "-"}}

const designTable = "a row for each unit of the sample"

// frame is a design as it was read.
type frame struct {
	*estimate.Design
	stratified bool
	weighted   bool // weights, or populations, are known
}

// several are the columns that a parameter names, joined by +.
func (in *Input) several(param string, usual ...string) []string {
	name := in.text(param, "")
	if in.Index(name) < 0 && strings.Contains(name, "+") {
		var out []string
		for one := range strings.SplitSeq(name, "+") {
			one = strings.TrimSpace(one)
			if in.Index(one) < 0 {
				in.fail("The input has no column “%s”, which the parameter %s names; it has %s", one, param, strings.Join(in.Columns, ", "))
			}
			out = append(out, one)
		}
		return out
	}
	if name = in.column(param, usual...); name == "" {
		return nil
	}
	return []string{name}
}

// design reads how the sample was drawn, from the columns that are named or have
// their usual names.
func (in *Input) design() (frame, error) {
	var f frame
	weights, fpc := in.column("weights", "pw", "weight", "weights", "w"), in.several("fpc", "fpc")
	strata, clusters := in.column("strata", "stratum", "strata"), in.several("cluster", "cluster", "psu")
	N := in.number("N", 0)
	if in.err != nil {
		return f, in.err
	}
	n := len(in.Rows)
	var weight []float64
	var err error
	if weights != "" {
		if weight, err = in.Numbers(weights); err != nil {
			return f, err
		}
	}
	var populations [][]float64
	for _, column := range fpc {
		list, err := in.Numbers(column)
		if err != nil {
			return f, err
		}
		populations = append(populations, list)
	}
	if in.has("N") {
		populations = [][]float64{constant(n, N)}
	}
	if len(populations) == 1 && strata == "" && len(clusters) == 0 {
		strata, clusters = in.guess(populations[0], weight)
	}
	var names []string
	if strata != "" {
		names, _ = in.Texts(strata) // it is there
	}
	var stages []estimate.Stage
	for i := range max(1, len(populations)) {
		var s estimate.Stage
		if i < len(clusters) {
			s.Cluster, _ = in.Texts(clusters[i])
		}
		if i < len(populations) {
			s.Population = populations[i]
		}
		stages = append(stages, s)
	}
	f.stratified, f.weighted = strata != "", weight != nil || len(populations) > 0
	if !f.weighted {
		weight = constant(n, 1)
	}
	f.Design, err = estimate.NewDesign(n, weight, names, stages...)
	return f, err
}

func constant(n int, x float64) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = x
	}
	return out
}

// guess finds the strata or clusters of a sample that names neither. Where the
// population differs from one value of stype to the next, and only so, and adds up
// to the weights, stype is what was stratified by. Where one population holds for
// all but is not the sum of the weights, it does not count units: it counts
// clusters, which are those of dnum.
func (in *Input) guess(population, weight []float64) (strata string, clusters []string) {
	if weight == nil {
		return "", nil
	}
	var sum float64
	same := true
	for i, w := range weight {
		sum += w
		same = same && population[i] == population[0]
	}
	if same {
		if in.Index("dnum") >= 0 && len(population) > 0 && !nearly(population[0], sum) {
			clusters = []string{"dnum"}
		}
		return "", clusters
	}
	types, err := in.Texts("stype")
	if err != nil {
		return "", nil
	}
	of, weights := map[string]float64{}, map[string]float64{}
	for i, t := range types {
		if N, seen := of[t]; seen && N != population[i] {
			return "", nil
		}
		of[t] = population[i]
		weights[t] += weight[i]
	}
	for t, N := range of {
		if !nearly(N, weights[t]) {
			return "", nil
		}
	}
	return "stype", nil
}

// nearly says whether two counts are the same but for the rounding of weights.
func nearly(a, b float64) bool { return math.Abs(a-b) <= 1e-3*math.Abs(b) }

// quantile is how many standard errors an interval reaches to either side, for a
// number of degrees of freedom; what is wrong with them is stats.ErrUndefined.
func (in *Input) quantile(df float64) (float64, error) {
	df = in.freedom(df)
	conf, t := in.conf(), in.number("t", 1)
	if !(t > 0) {
		in.fail("The parameter t is %v; it must be above 0", t)
	}
	if in.err != nil {
		return 0, in.err
	}
	if in.has("t") {
		return t, nil
	}
	return estimate.Quantile(conf, df)
}

// freedom are the degrees of freedom that are asked for.
func (in *Input) freedom(df float64) float64 {
	if in.has("df") && strings.EqualFold(in.text("df", ""), "inf") {
		return math.Inf(1)
	}
	if in.has("df") {
		if df = in.number("df", 1); !(df > 0) {
			in.fail("The parameter df is %v; it must be above 0, or inf", df)
		}
	}
	return df
}

// ends are the limits of an estimate's interval as outputs: null where the design
// has no degrees of freedom, since the estimate itself stands.
func (in *Input) ends(e estimate.Estimate) (Outputs, error) {
	t, err := in.quantile(float64(e.DF))
	if in.err != nil {
		return nil, in.err
	}
	if err != nil {
		return Outputs{{"lower", nil}, {"upper", nil}}, nil
	}
	return limits(e.Interval(t), finiteInterval(e.Interval(t)))
}

// finiteInterval is the error of an interval whose ends are no numbers.
func finiteInterval(i stats.Interval) error {
	if math.IsInf(i.High-i.Low, 0) {
		return stats.Undefined("The interval is too wide for a number")
	}
	return nil
}

// answer are the outputs of an estimate: itself, its standard error under each of
// some names, its interval, and its degrees of freedom.
func (in *Input) answer(e estimate.Estimate, err error, name string, se ...string) (Outputs, error) {
	if err != nil {
		return nil, err
	}
	ends, err := in.ends(e)
	if err != nil {
		return nil, err
	}
	out := Outputs{{name, e.Value}}
	for _, s := range se {
		out = append(out, Output{s, e.SE})
	}
	return append(append(out, ends...), Output{"df", e.DF}), nil
}

// totalled refuses a total of a sample that does not say of how many.
func (f frame) totalled() error {
	if f.weighted {
		return nil
	}
	return errs.Invalid("input", "A total needs a column of weights or of populations (fpc), or the parameter N")
}
