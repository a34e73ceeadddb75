package catalogue

import (
	"bytes"
	"slices"
	"strings"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/stats/estimate"
)

var domainParam = Param{"domain", "the part of the population, as stype=E or meals>50, several conditions joined by &; or a column, for all its values", ""}

// domainOf estimates for a domain, or for each value of a column.
func domainOf(total bool) func(*Input, frame, []float64) (Outputs, error) {
	return func(in *Input, f frame, y []float64) (Outputs, error) {
		name, of := "mean", f.DomainMean
		if total {
			if err := f.totalled(); err != nil {
				return nil, err
			}
			name, of = "total", f.DomainTotal
		}
		text := in.text("domain", "")
		if in.err != nil {
			return nil, in.err
		}
		if text == "" {
			return nil, errs.Invalid("params", "Give the parameter domain, such as stype=E")
		}
		if in.Index(text) < 0 {
			is, err := in.condition(text)
			if err != nil {
				return nil, err
			}
			e, err := of(y, is)
			return in.answer(e, err, name, "se", "se_"+name)
		}
		return in.everyLevel(text, y, name, of)
	}
}

// everyLevel estimates for each value of a column, in lists.
func (in *Input) everyLevel(column string, y []float64, name string, of func([]float64, []bool) (estimate.Estimate, error)) (Outputs, error) {
	cells, _ := in.Texts(column) // it is there
	levels := slices.Compact(slices.Sorted(slices.Values(cells)))
	var value, se, lower, upper []any
	for _, l := range levels {
		is := make([]bool, len(cells))
		for i, c := range cells {
			is[i] = c == l
		}
		e, err := of(y, is)
		if err != nil {
			return nil, err
		}
		ends, err := in.ends(e)
		if err != nil {
			return nil, err
		}
		value, se = append(value, e.Value), append(se, e.SE)
		lower, upper = append(lower, ends[0].Value), append(upper, ends[1].Value)
	}
	return Outputs{{"levels", levels}, {name, value}, {"se", se}, {"se_" + name, se}, {"lower", lower}, {"upper", upper}}, nil
}

// poststratified are the estimates with known totals, and with known
// probabilities.
func poststratified() []Method {
	pop := []Param{yParam, {"pop", "how many the population has of each value of a column, as {\"E\":4421,\"H\":755}", ""}, {"by", "the column", "the first one with just these values"}}
	return []Method{
		{
			Name: "post-stratified total", Also: []string{"poststratified total"}, Says: "The total of a population of which the size of each group is known.",
			Assumes: drawnAssumes + " The sizes are true, and every group has units in the sample.", Source: "Holt and Smith, Journal of the Royal Statistical Society A 142, 1979; Särndal, Swensson and Wretman 1992, 7.6", Table: designTable,
			Params: designed(pop...), Gives: totals, run: ofDesign(false, postStratified(totalOf)),
		},
		{
			Name: "post-stratified mean", Also: []string{"poststratified mean"}, Says: "The mean of a population of which the size of each group is known.",
			Assumes: drawnAssumes + " The sizes are true, and every group has units in the sample.", Source: "Holt and Smith 1979; Särndal, Swensson and Wretman 1992, 7.6", Table: designTable,
			Params: designed(pop...), Gives: means, run: ofDesign(false, postStratified(meanOf)),
		},
		{
			Name: "Horvitz-Thompson total", Also: []string{"Horvitz-Thompson", "HT total"}, Says: "The total of a population from a sample with unequal probabilities.",
			Assumes: "The probability of each unit to be drawn is known and above 0 for all of the population.",
			Source:  "Horvitz and Thompson, JASA 47, 1952; Brewer and Donadio, Survey Methodology 29, 2003; Yates and Grundy, JRSS B 15, 1953", Table: designTable,
			Params: append([]Param{
				{"y", "the column of the values", "y"}, {"pik", "the column of the probabilities", "p, pik, pi, prob"},
				{"variance", "brewer, with_replacement, yates_grundy or horvitz_thompson", "brewer"},
				{"joint", "the joint probabilities as a list of rows, for the last two; a file name is passed over", "-"},
			}, intervalParams...), Gives: []string{"total", "se", "lower", "upper", "df"}, run: thompson,
		},
	}
}

// postStratified adjusts the design before it estimates.
func postStratified(with func(*Input, frame, []float64) (Outputs, error)) func(*Input, frame, []float64) (Outputs, error) {
	return func(in *Input, f frame, y []float64) (Outputs, error) {
		pop := map[string]float64{}
		if !in.given("pop", &pop, "an object such as {\"E\":4421,\"H\":755}") && in.err == nil {
			in.fail("Give the parameter pop, an object such as {\"E\":4421,\"H\":755}")
		}
		column := in.column("by")
		if in.err != nil {
			return nil, in.err
		}
		if column == "" {
			if column = in.valued(pop); column == "" {
				return nil, errs.Invalid("params", "No column of the input has just the values that the parameter pop names; give the column as by")
			}
		}
		names, _ := in.Texts(column) // it is there
		d, err := f.PostStratify(names, pop)
		if err != nil {
			return nil, err
		}
		f.Design, f.weighted = d, true
		return with(in, f, y)
	}
}

// valued is the first column whose values are the keys of pop, or "".
func (in *Input) valued(pop map[string]float64) string {
	for _, column := range in.Columns {
		cells, _ := in.Texts(column)
		seen := map[string]bool{}
		for _, c := range cells {
			if _, ok := pop[c]; !ok {
				seen = nil
				break
			}
			seen[c] = true
		}
		if seen != nil && len(seen) == len(pop) {
			return column
		}
	}
	return ""
}

func thompson(in *Input) (Outputs, error) {
	y, err := in.values("y", "y")
	if err != nil {
		return nil, err
	}
	p, err := in.values("pik", "p", "pik", "pi", "prob")
	if err != nil {
		return nil, err
	}
	v := estimate.Variance(strings.ReplaceAll(key(in.text("variance", "brewer")), "-", "_"))
	var joint [][]float64
	if !bytes.HasPrefix(bytes.TrimSpace(in.params["joint"]), []byte(`"`)) {
		in.given("joint", &joint, "a list of rows of numbers")
	}
	if in.err != nil {
		return nil, in.err
	}
	e, err := estimate.Thompson(y, p, v, joint)
	return in.answer(e, err, "total", "se")
}
