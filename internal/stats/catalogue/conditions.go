package catalogue

import (
	"slices"
	"strings"

	"github.com/northinch/northinch/internal/errs"
)

// comparisons are the words between a column and a value, the longer ones first.
var comparisons = []string{"==", "!=", ">=", "<=", "=", ">", "<"}

// condition says of each row whether it holds: "stype=E", "meals>50", several
// joined by &, or the name of a column of 0 and 1.
func (t *Table) condition(text string) ([]bool, error) {
	var out []bool
	for part := range strings.SplitSeq(text, "&") {
		one, err := t.compare(strings.TrimSpace(part))
		if err != nil {
			return nil, err
		}
		for i := range out {
			one[i] = one[i] && out[i]
		}
		out = one
	}
	return out, nil
}

// compare says of each row whether one comparison holds.
func (t *Table) compare(part string) ([]bool, error) {
	column, with, value := part, "", ""
	if at := strings.IndexAny(part, "=!<>"); at >= 0 {
		i := slices.IndexFunc(comparisons, func(c string) bool { return strings.HasPrefix(part[at:], c) })
		if i < 0 {
			return nil, errs.Invalid("params", "“%s” is no condition; write it as in stype=E or meals>50", part)
		}
		with = comparisons[i]
		column, value = strings.TrimSpace(part[:at]), strings.Trim(strings.TrimSpace(part[at+len(with):]), `"'`)
	}
	cells, err := t.Texts(column)
	if err != nil {
		return nil, err
	}
	out := make([]bool, len(cells))
	for row, cell := range cells {
		switch with {
		case "=", "==":
			out[row] = same(cell, value)
		case "!=":
			out[row] = !same(cell, value)
		case "":
			out[row] = same(cell, "1")
			if !out[row] && !same(cell, "0") {
				return nil, errs.Invalid("input", "Row %d, column %s: “%s” is neither 0 nor 1", row+1, column, cell)
			}
		default:
			a, err := number(cell)
			b, err2 := number(value)
			if err != nil || err2 != nil {
				return nil, errs.Invalid("input", "Row %d, column %s: “%s” and “%s” cannot be compared as numbers", row+1, column, cell, value)
			}
			out[row] = with == ">" && a > b || with == "<" && a < b || with == ">=" && a >= b || with == "<=" && a <= b
		}
	}
	return out, nil
}

// values are the numbers of a column, or 1 and 0 where a condition holds or not.
func (in *Input) values(param string, usual ...string) ([]float64, error) {
	name := in.text(param, "")
	if strings.ContainsAny(name, "=!<>") && in.Index(name) < 0 {
		is, err := in.condition(name)
		out := make([]float64, len(is))
		for i, yes := range is {
			if yes {
				out[i] = 1
			}
		}
		return out, err
	}
	column := in.column(param, usual...)
	if in.err != nil {
		return nil, in.err
	}
	if column == "" {
		return nil, errs.Invalid("params", "Give the parameter %s, a column of numbers, or a condition such as meals>50; the input has %s", param, strings.Join(in.Columns, ", "))
	}
	return in.Numbers(column)
}
