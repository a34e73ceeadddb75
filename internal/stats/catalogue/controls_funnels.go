package catalogue

import (
	"slices"
	"strconv"
	"strings"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/stats"
	"github.com/northinch/northinch/internal/stats/control"
)

const spiegelhalter = "D. J. Spiegelhalter, Statistics in Medicine 24, 1185, 2005"

var (
	levelParam = Param{"p", "the probability of a point inside where its area is on target; one or a list", "0.95 and 0.998"}
	wholeParam = Param{"interpolate", "whether limits are smooth, between counts", "true"}
)

// levels are the funnels that the parameter p asks for, inner ones first.
func (in *Input) levels() []control.Funnel {
	p := []float64{0.95, 0.998}
	if raw, ok := in.params["p"]; ok {
		if p = nil; strings.HasPrefix(strings.TrimSpace(string(raw)), "[") {
			p = in.numbers("p")
		} else {
			p = []float64{in.number("p", 0.95)}
		}
	}
	whole := !in.flag("interpolate", true)
	slices.Sort(p)
	var out []control.Funnel
	for _, one := range slices.Compact(p) {
		if !(one > 0 && one < 1) {
			in.fail("The parameter p has %v; it must be between 0 and 1, such as 0.95", one)
		}
		out = append(out, control.Funnel{P: one, Whole: whole})
	}
	if len(out) == 0 {
		in.fail("The parameter p is empty; give a probability such as 0.95")
	}
	return out
}

// digits is a probability as in the names of limits: 95 for 0.95, 998 for 0.998.
func digits(p float64) string {
	d := strings.TrimPrefix(strconv.FormatFloat(p, 'f', -1, 64), "0.")
	if len(d) < 2 {
		d += "0"
	}
	return d
}

// funnelLimits asks for the limits of one size at every level.
func funnelLimits(in *Input, of func(control.Funnel) (stats.Interval, error)) (Outputs, error) {
	levels := in.levels()
	if in.err != nil {
		return nil, in.err
	}
	var out Outputs
	for _, f := range levels {
		i, err := of(f)
		if err != nil {
			return nil, err
		}
		out = append(out, Output{"ll" + digits(f.P), i.Low}, Output{"ul" + digits(f.P), i.High})
	}
	return out, nil
}

// funnels are the limits of funnels, the funnel of a table, and how much more
// areas differ than chance would have them.
func funnels() []Method {
	gives := []string{"ll95", "ul95", "ll998", "ul998", "and so on for the probabilities asked for"}
	return []Method{
		{
			Name: "funnel limits, proportion, exact binomial", Also: []string{"funnel limits, exact binomial", "funnel limits, binomial", "funnel limits, proportion", "exact binomial funnel limits", "funnel limits, exact binomial (Spiegelhalter 2005)"},
			Says: "Between which shares an area of a size lies that is on target.", Assumes: "Independent cases.", Source: spiegelhalter,
			Params: []Param{{"n", "the size of the area", ""}, {"target", "the share that is held against", ""}, levelParam, wholeParam}, Gives: gives,
			run: func(in *Input) (Outputs, error) {
				n, target := in.needWhole("n"), in.needNumber("target")
				return funnelLimits(in, func(f control.Funnel) (stats.Interval, error) { return f.Proportion(n, target) })
			},
		},
		{
			Name: "funnel limits, count, exact Poisson", Also: []string{"funnel limits, exact Poisson", "funnel limits, Poisson", "exact Poisson funnel limits"},
			Says: "Between which counts an area lies that is on target.", Assumes: "Events that come one by one and independently.", Source: spiegelhalter,
			Params: []Param{{"expected", "how many events are expected", ""}, levelParam, wholeParam}, Gives: gives,
			run: func(in *Input) (Outputs, error) {
				expected := in.needNumber("expected")
				return funnelLimits(in, func(f control.Funnel) (stats.Interval, error) { return f.Count(expected) })
			},
		},
		{
			Name: "funnel limits, standardised ratio, exact Poisson", Also: []string{"funnel limits, standardised ratio", "funnel limits, ratio", "standardised ratio funnel limits", "funnel limits, ratio, exact Poisson"},
			Says: "Between which ratios of observed to expected an area lies that is on target.", Assumes: "Events that come one by one and independently.",
			Source: spiegelhalter + ", as drawn by the public health tools of England and the package FunnelPlotR",
			Params: []Param{{"expected", "how many events are expected", ""}, levelParam}, Gives: gives,
			run: func(in *Input) (Outputs, error) {
				expected := in.needNumber("expected")
				return funnelLimits(in, func(f control.Funnel) (stats.Interval, error) { return f.Ratio(expected) })
			},
		},
		{
			Name: "funnel plot", Also: []string{"funnel", "who is outside the funnel", "funnel outliers"},
			Says:    "For each area its share or ratio, its limits, whether and how it is outside them, and its exact p value, which wants correcting for their number.",
			Assumes: "Independent cases, or events that come one by one; areas that differ by chance only (see overdispersion).", Source: spiegelhalter,
			Table:  "one row for each area: its name, its count, and of how many (or how many were expected)",
			Params: append(slices.Clone(areaParams), levelParam, wholeParam), Gives: []string{"target", "area", "value", "ll95", "ul95", "ll998", "ul998", "position", "p_value"},
			run: funnelPlot,
		},
		{
			Name: "overdispersion", Also: []string{"overdispersion (Spiegelhalter 2012)", "overdispersion, multiplicative", "overdispersion, additive", "overdispersion phi", "overdispersion tau2", "funnel overdispersion", "funnel, overdispersion"},
			Says:    "How much more areas differ than chance would have them: the factor phi, the variance tau2 between areas, and their distances from the target without and with either.",
			Assumes: "Areas most of which are on target but for small differences between all of them.",
			Source:  "D. J. Spiegelhalter, Quality and Safety in Health Care 14, 347, 2005; D. J. Spiegelhalter and others, JRSS A 175, 1, 2012",
			Table:   "one row for each area: its count, and of how many (or how many were expected)",
			Params: append(slices.Clone(areaParams), Param{"scale", "share or arcsine for shares; log or root for ratios", "share, or root for ratios"},
				Param{"winsorise", "the part pulled in at either end", "0.1"}),
			Gives: []string{"phi", "tau2", "target", "z", "z_multiplicative", "z_additive"},
			run:   overdispersion,
		},
	}
}

var areaParams = []Param{
	{"x", "the column of counts", "x, count, events, numerator or observed"}, {"n", "the column of sizes", "n, base, denominator or expected"},
	{"area", "the column of names", "area, unit, name or id, if there is one"},
	{"kind", "proportion, or ratio where the sizes are expected counts", "ratio if the sizes are called expected"}, {"target", "the share or the ratio that is held against", "that of all areas together; 1 for ratios"},
}

// areas are the rows of a table of areas.
type areas struct {
	names  []string
	list   []control.Area
	ratio  bool
	target float64
}

// areas reads the table.
func (in *Input) areas() (a areas) {
	x, n := in.column("x", "x", "count", "events", "numerator", "observed"), in.column("n", "n", "base", "denominator", "expected")
	name := in.column("area", "area", "unit", "name", "id")
	kind := in.text("kind", map[bool]string{true: "ratio", false: "proportion"}[n == "expected"])
	if a.ratio = kind == "ratio"; !a.ratio && kind != "proportion" {
		in.fail("The parameter kind is “%s”; it must be proportion or ratio", kind)
	}
	if x == "" || n == "" {
		in.fail("The input has no column of counts or none of sizes; name them with the parameters x and n. It has %s", strings.Join(in.Columns, ", "))
	}
	if in.err == nil {
		in.err = a.read(in.Table, x, n, name)
	}
	a.target = in.number("target", control.Target(a.list, map[bool]control.Scale{true: control.LogRatio, false: control.Share}[a.ratio]))
	return a
}

// read takes in the columns of counts, sizes and names; name may be "".
func (a *areas) read(t *Table, x, n, name string) error {
	counts, err := t.Numbers(x)
	if err != nil {
		return err
	}
	bases, err := t.Numbers(n)
	if err != nil {
		return err
	}
	for i, count := range counts {
		if err := a.add(i, count, bases[i]); err != nil {
			return err
		}
	}
	if name != "" {
		a.names, err = t.Texts(name)
	}
	return err
}

// add checks a row. Counts are whole; sizes too, if the counts are of them.
func (a *areas) add(row int, count, base float64) error {
	whole := func(x float64) bool { return x >= 0 && x <= maxWhole && x == float64(int(x)) }
	if !whole(count) || !a.ratio && (!whole(base) || count > base) || !(base > 0) {
		return errs.Invalid("input", "Row %d: %v of %v cannot be; counts are whole and not negative, and sizes above 0 and not below them", row+1, count, base)
	}
	a.list = append(a.list, control.Area{Count: count, Base: base})
	return nil
}

func funnelPlot(in *Input) (Outputs, error) {
	a, levels := in.areas(), in.levels()
	if in.err != nil {
		return nil, in.err
	}
	if len(a.list) == 0 {
		return nil, stats.Undefined("A funnel needs areas")
	}
	lists := make([][]float64, 2*len(levels))
	var values, p []float64
	var positions []string
	for row, one := range a.list {
		limits := make([]stats.Interval, len(levels))
		for i, f := range levels {
			var err error
			if limits[i], err = a.limits(f, one); err != nil {
				return nil, err
			}
			lists[2*i], lists[2*i+1] = append(lists[2*i], limits[i].Low), append(lists[2*i+1], limits[i].High)
		}
		values = append(values, one.Count/one.Base)
		positions = append(positions, control.Position(values[row], levels, limits))
		p = append(p, a.p(one))
	}
	out := Outputs{{"target", a.target}, {"area", a.names}, {"value", values}}
	if a.names == nil {
		out[1].Value = nil
	}
	for i, f := range levels {
		out = append(out, Output{"ll" + digits(f.P), lists[2*i]}, Output{"ul" + digits(f.P), lists[2*i+1]})
	}
	return append(out, Output{"position", positions}, Output{"p_value", p}), nil
}

// limits are those of one area. A ratio that is held against something else than
// 1 is one of the count to so many times the expected.
func (a areas) limits(f control.Funnel, one control.Area) (stats.Interval, error) {
	if !a.ratio {
		return f.Proportion(int(one.Base), a.target)
	}
	i, err := f.Ratio(one.Base * a.target)
	return stats.Interval{Low: i.Low * a.target, High: i.High * a.target}, err
}

func (a areas) p(one control.Area) float64 {
	if a.ratio {
		return control.CountP(int(one.Count), one.Base*a.target)
	}
	return control.ShareP(int(one.Count), int(one.Base), a.target)
}

func overdispersion(in *Input) (Outputs, error) {
	a := in.areas()
	usual := map[bool]string{true: "root", false: "share"}[a.ratio]
	said, part := in.text("scale", usual), in.number("winsorise", 0.1)
	scale, ok := map[string]control.Scale{"share": control.Share, "raw": control.Share, "arcsine": control.Arcsine, "log": control.LogRatio, "root": control.SquareRoot}[said]
	if !ok || (scale == control.LogRatio || scale == control.SquareRoot) != a.ratio {
		in.fail("The parameter scale is “%s”; it must be share or arcsine for shares, and log or root for ratios", said)
	}
	if in.err != nil {
		return nil, in.err
	}
	d, err := control.Overdispersion(a.list, a.target, scale, part)
	if err != nil {
		return nil, err
	}
	return Outputs{{"phi", d.Phi}, {"tau2", d.Tau2}, {"target", a.target}, {"z", d.Z}, {"z_multiplicative", d.Multiplicative()}, {"z_additive", d.Additive()}}, nil
}
