package catalogue

import (
	"slices"

	"github.com/northinch/northinch/internal/stats/control"
)

// controls are the methods that say who differs, and what changed.
func controls() []Method {
	return slices.Concat(funnels(), charts())
}

// series is the column of a chart over time: the one that a parameter names,
// otherwise y or value, otherwise the last.
func (in *Input) series() []float64 {
	name := in.column("column", "y", "value", "values")
	if name == "" && !in.has("column") {
		name = in.Columns[len(in.Columns)-1]
	}
	values, err := in.Numbers(name)
	in.note(err)
	return values
}

// note remembers a mistake in the table, unless there was one before.
func (in *Input) note(err error) {
	if in.err == nil {
		in.err = err
	}
}

var seriesParam = Param{"column", "the column of the values", "y or value, otherwise the last"}

const seriesTable = "one row for each value, in order of time"

// charts are the charts over time.
func charts() []Method {
	const (
		assumes = "Values in order of time whose differences from one to the next show what is usual."
		nist    = "NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2"
		wheeler = "D. J. Wheeler, Understanding Variation, 1993"
	)
	gives := []string{"mean", "MRbar", "LCL", "UCL", "mR_UCL", "k"}
	d2 := Param{"d2", "the mean range of two in standard deviations, used with three decimals as the tables print it, so that 1.128379 is 1.128", "1.128"}
	k := Param{"k", "the limits in mean moving ranges, exactly as given", ""}
	return []Method{
		{
			Name: "XmR chart", Also: []string{"XmR chart, d2=2/sqrt(pi)", "XmR chart, d2", "XmR", "individuals chart", "individuals control chart", "I-MR chart"},
			Says: "The mean and the limits of a chart of individual values, 3/d2 mean moving ranges from the mean.", Assumes: assumes, Source: nist, Table: seriesTable,
			Params: []Param{seriesParam, d2, {k.Name, k.Says, "3/d2"}}, Gives: gives,
			run: func(in *Input) (Outputs, error) { return xmr(in, 3/in.tabulated("d2", control.D2)) },
		},
		{
			Name: "XmR chart, constant 2.66 (NHS)", Also: []string{"XmR chart, 2.66", "XmR chart NHS", "XmR chart, k=2.66", "XmR chart, constant"},
			Says: "The same with the factor that the NHS uses.", Assumes: assumes, Source: wheeler, Table: seriesTable,
			Params: []Param{seriesParam, {k.Name, k.Says, "2.66"}}, Gives: gives,
			run: func(in *Input) (Outputs, error) { return xmr(in, control.NHS) },
		},
		{
			Name: "moving range chart UCL = 3.267*MRbar", Also: []string{"moving range chart", "mR chart", "moving range chart UCL", "moving range UCL", "moving range limit"},
			Says: "The upper limit of a moving range.", Assumes: assumes, Source: wheeler, Table: seriesTable,
			Params: []Param{seriesParam}, Gives: []string{"mR_UCL", "MRbar"},
			run: func(in *Input) (Outputs, error) {
				c, err := control.XmR(in.series(), control.NHS)
				if in.err != nil || err != nil {
					return nil, err
				}
				return Outputs{{"mR_UCL", c.RangeUpper}, {"MRbar", c.MeanRange}}, nil
			},
		},
		makingDataCount(),
		runChart(),
		{
			Name: "run chart limits (Anhoej)", Also: []string{"run chart limits", "run chart rules (Anhoej)", "run chart rules", "run chart limits (Anhøj)", "Anhoej rules", "Anhøj rules"},
			Says:    "How long the longest run, and how few the crossings of the median, may be in a run chart with so many useful points.",
			Assumes: "Points off the median that are above or below it by chance.", Source: anhoej,
			Params: []Param{{"n", "the useful points", ""}}, Gives: []string{"longest_run_max", "n_crossings_min"},
			run: func(in *Input) (Outputs, error) {
				n := in.needWhole("n")
				if n < 1 || n > 10_000 {
					in.fail("The parameter n is %d; it must be from 1 to 10,000", n)
				}
				if in.err != nil {
					return nil, in.err
				}
				longest, fewest := control.RunLimits(n)
				return Outputs{{"longest_run_max", longest}, {"n_crossings_min", fewest}}, nil
			},
		},
	}
}

// tabulated is a constant with three decimals, as tables print it.
func (in *Input) tabulated(name string, otherwise float64) float64 {
	x := in.number(name, otherwise)
	if !(x >= 0.001 && x <= 1000) {
		in.fail("The parameter %s is %v; it must be from 0.001 to 1000", name, x)
		return otherwise
	}
	return float64(int(x*1000+0.5)) / 1000
}

func xmr(in *Input, factor float64) (Outputs, error) {
	factor = in.number("k", factor)
	values := in.series()
	if in.err != nil {
		return nil, in.err
	}
	c, err := control.XmR(values, factor)
	if err != nil {
		return nil, err
	}
	return Outputs{{"mean", c.Mean}, {"MRbar", c.MeanRange}, {"LCL", c.Lower}, {"UCL", c.Upper}, {"mR_UCL", c.RangeUpper}, {"k", factor}}, nil
}

func makingDataCount() Method {
	return Method{
		Name: "NHS Making Data Count rules (XmR)", Also: []string{"NHS Making Data Count rules", "Making Data Count", "Making Data Count rules", "NHS Making Data Count", "MDC rules", "plot the dots", "NHSRplotthedots"},
		Says:    "What each value of a series is a sign of, by the rules of NHS England.",
		Assumes: "Values in order of time, one for each month or week.",
		Source:  "NHS England, Making Data Count; the package NHSRplotthedots 0.2", Table: seriesTable + "; a column rebase with 1 where limits begin anew",
		Params: []Param{
			seriesParam, {"rebase", "the column with 1 where limits begin anew", "rebase, if there is one"},
			{"improvement_direction", "1 or increase where higher is better, -1 or decrease where lower is, 0 or neutral where neither", "1"},
			{"screen_outliers", "whether moving ranges above 3.267 times their mean are left out of the limits", "true"},
			{"fix_after_n_points", "from how many first values of each stretch the limits come; 0 for all", "0"},
		},
		Gives: []string{"mean", "lpl", "upl", "outside", "close", "special", "point_type"},
		run: func(in *Input) (Outputs, error) {
			r := control.Rules{Improvement: in.improvement(), Screen: in.flag("screen_outliers", true), FixAfter: in.whole("fix_after_n_points", 0)}
			values, restarts := in.series(), in.restarts()
			if in.err != nil {
				return nil, in.err
			}
			points, err := r.Apply(values, restarts)
			if err != nil {
				return nil, err
			}
			return pointLists(points), nil
		},
	}
}

// pointLists are the columns of the points, one value for each row.
func pointLists(points []control.Point) Outputs {
	var mean, low, high []float64
	var outside, near, special, kind []string
	said := map[bool]string{true: "TRUE", false: "FALSE"}
	for _, p := range points {
		mean, low, high = append(mean, p.Mean), append(low, p.Lower), append(high, p.Upper)
		outside, near = append(outside, said[p.Outside]), append(near, said[p.Close])
		special, kind = append(special, p.Special), append(kind, p.Type)
	}
	return Outputs{{"mean", mean}, {"lpl", low}, {"upl", high}, {"outside", outside}, {"close", near}, {"special", special}, {"point_type", kind}}
}

func (in *Input) improvement() int {
	said := in.text("improvement_direction", "1")
	to, ok := map[string]int{"1": 1, "increase": 1, "-1": -1, "decrease": -1, "0": 0, "neutral": 0}[said]
	if !ok {
		in.fail("The parameter improvement_direction is “%s”; it must be 1, -1 or 0", said)
	}
	return to
}

// restarts says at which rows limits begin anew; nil if no column does.
func (in *Input) restarts() []bool {
	name := in.column("rebase", "rebase")
	if name == "" {
		return nil
	}
	marks, err := in.Numbers(name)
	in.note(err)
	var out []bool
	for _, m := range marks {
		out = append(out, m != 0)
	}
	return out
}

const anhoej = "J. Anhøj and A. V. Olesen, PLoS ONE 9, e113825, 2014"

func runChart() Method {
	return Method{
		Name: "run chart", Also: []string{"run chart (Anhoej)", "run chart (Perla)"},
		Says:    "A series held against its median: the longest run, crossings, trend and runs, what chance would have, and the rules that are broken.",
		Assumes: "Values in order of time. Ten or more should be off the median.",
		Source:  anhoej + "; R. J. Perla, L. P. Provost and S. K. Murray, BMJ Quality and Safety 20, 2011; F. S. Swed and C. Eisenhart, Annals of Mathematical Statistics 14, 1943",
		Table:   seriesTable, Params: []Param{seriesParam},
		Gives: []string{"median", "n_useful", "longest_run", "longest_run_max", "n_crossings", "n_crossings_min", "longest_trend", "runs", "runs_lower", "runs_upper", "signals"},
		run: func(in *Input) (Outputs, error) {
			values := in.series()
			if in.err != nil {
				return nil, in.err
			}
			c, err := control.NewRunChart(values)
			if err != nil {
				return nil, err
			}
			return Outputs{
				{"median", c.Median}, {"n_useful", c.Useful}, {"longest_run", c.LongestRun}, {"longest_run_max", c.Longest}, {"n_crossings", c.Crossings}, {"n_crossings_min", c.Fewest},
				{"longest_trend", c.LongestTrend}, {"runs", c.Runs}, {"runs_lower", c.Few}, {"runs_upper", c.Many}, {"signals", c.Signals()},
			}, nil
		},
	}
}
