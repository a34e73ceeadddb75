package catalogue

import (
	"errors"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/stats/agreement"
)

// unitNames are names of a first column that says which unit a row is of.
var unitNames = []string{"", "unit", "units", "subject", "subjects", "id"}

// raterColumns are the columns of raters: those that the parameter names, or all
// but a first one that names the units and those that were used to choose rows.
func (in *Input) raterColumns() []int {
	var list []any
	if in.given("raters", &list, "a list of columns, by number from 1 or by name") {
		return in.namedColumns(list)
	}
	var columns []int
	for i, name := range in.Columns {
		if i == 0 && slices.Contains(unitNames, strings.ToLower(name)) || in.has(name) {
			continue
		}
		columns = append(columns, i)
	}
	return columns
}

// namedColumns are the columns of a list.
func (in *Input) namedColumns(list []any) []int {
	all := in.Columns
	first := 0
	if slices.Contains(unitNames, strings.ToLower(all[0])) {
		first = 1
	}
	var columns []int
	for _, one := range list {
		i := -1
		switch one := one.(type) {
		case string:
			i = in.Index(one)
		case float64:
			if one >= 1 && one <= float64(len(all)-first) && one == math.Trunc(one) {
				i = first + int(one) - 1
			}
		}
		if i < 0 || slices.Contains(columns, i) {
			in.fail("The parameter raters has %v, which is no column of a rater or is there twice; there are %s", one, strings.Join(all[first:], ", "))
			return nil
		}
		columns = append(columns, i)
	}
	return columns
}

// noRating says whether a cell holds no rating.
func noRating(cell string) bool { return cell == "" || cell == "NA" }

// rawRatings reads what each rater said of each unit; of two raters as a table
// where as many are asked for.
func (in *Input) rawRatings(raters int) (*rated, error) {
	columns := in.raterColumns()
	if in.err != nil {
		return nil, in.err
	}
	if len(columns) == 0 {
		return nil, errs.Invalid("input", "The input has no column of a rater")
	}
	if raters > 0 && len(columns) != raters {
		return nil, errs.Invalid("raters", "This method is for %d raters and there are %d; say which as the parameter raters, such as [1,2]", raters, len(columns))
	}
	declared, err := in.declaredCategories()
	if err != nil {
		return nil, err
	}
	code, s, mixed, err := in.codes(columns, declared)
	if err != nil {
		return nil, err
	}
	ratings := make([]uint16, 0, len(in.Rows)*len(columns))
	for _, cells := range in.Rows {
		for _, i := range columns {
			ratings = append(ratings, code[strings.TrimSpace(cells[i])])
		}
	}
	r, err := agreement.New(s, len(columns), ratings)
	return &rated{r, len(columns), !slices.Contains(ratings, 0), mixed}, err
}

// canonicalRating is a rating in one way to write it: numbers that are equal are one
// category.
func canonicalRating(cell string) string {
	x, err := number(cell)
	if err != nil {
		return cell
	}
	return strconv.FormatFloat(x+0, 'g', -1, 64) // without the sign of -0
}

// codes are the categories of all cells as numbers from 1 on a scale; 0 is no
// rating. With them is a rating that is no number where others are, on a scale
// that was not declared.
func (in *Input) codes(columns []int, declared []string) (code map[string]uint16, s agreement.Scale, mixed string, err error) {
	code = map[string]uint16{}
	isDeclared := map[string]bool{}
	for _, l := range declared {
		isDeclared[canonicalRating(l)] = true
	}
	var labels []string
	numbers := 0
	for row, cells := range in.Rows {
		for _, i := range columns {
			cell := strings.TrimSpace(cells[i])
			if _, seen := code[cell]; seen || noRating(cell) && !isDeclared[cell] {
				continue
			}
			code[cell] = 0
			labels = append(labels, cell)
			isNumber, why := ratingProblem(cell, declared != nil && !isDeclared[canonicalRating(cell)], len(labels))
			if why != "" {
				return nil, s, "", errs.Invalid("input", "Row %d, column %s: “%s” %s", row+1, in.Columns[i], cell, why)
			}
			if isNumber {
				numbers++
			} else {
				mixed = cell
			}
		}
	}
	if declared != nil || numbers == 0 {
		mixed = ""
	}
	if s = inUse(labels); declared != nil {
		s = ratingScale(declared)
	}
	place := map[string]uint16{}
	for k, l := range s.Labels {
		place[canonicalRating(l)] = uint16(k + 1)
	}
	for _, l := range labels {
		code[l] = place[canonicalRating(l)]
	}
	return code, s, mixed, nil
}

// ratingProblem says whether a cell is a number, and why it cannot be a rating.
func ratingProblem(cell string, undeclared bool, different int) (isNumber bool, why string) {
	x, err := number(cell)
	switch {
	case undeclared:
		why = "is not one of the categories"
	case err == nil && math.Abs(x) > maxWhole || notFinite(cell):
		why = "is no number up to 2^53"
	case different > agreement.MaxCategories:
		why = "is one more rating than there can be different ones, " + strconv.Itoa(agreement.MaxCategories)
	}
	return err == nil, why
}

// inUse is the scale of the ratings that occur, in the order of numbers or of
// the alphabet. Two ways to write a number are one category.
func inUse(labels []string) agreement.Scale {
	s := ratingScale(slices.Sorted(slices.Values(labels)))
	out := agreement.Scale{}
	for k, l := range s.Labels {
		if s.Values != nil {
			if k > 0 && s.Values[k] == s.Values[k-1] {
				continue
			}
			out.Values = append(out.Values, s.Values[k])
		}
		out.Labels = append(out.Labels, l)
	}
	return out
}

// notFinite says whether a cell is a number that is none: NaN, an infinity or one
// too large to be held.
func notFinite(cell string) bool {
	x, err := strconv.ParseFloat(cell, 64)
	return errors.Is(err, strconv.ErrRange) || err == nil && (math.IsNaN(x) || math.IsInf(x, 0))
}
