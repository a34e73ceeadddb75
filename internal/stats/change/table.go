package change

import (
	"slices"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/stats"
)

// Table is how many areas had a grade in the first round (row) and a grade in the
// second (column), the grades in their order.
type Table [][]int

// widest is how many grades a table has at most; what has more is measured, not
// graded.
const widest = 100

// maxCount is how many areas a table has at most: up to there every whole number
// is a float64.
const maxCount = 1 << 53

// Cross counts two rounds by grade. The grades are those that were given, in the
// order of their numbers.
//
// It returns errs.BadInput for more than 100 grades.
func Cross(first, second []float64) (Table, []float64, error) {
	if _, _, err := differences(first, second); err != nil {
		return nil, nil, err
	}
	grades := slices.Concat(first, second)
	slices.Sort(grades)
	grades = slices.Compact(grades)
	if len(grades) > widest {
		return nil, nil, errs.Invalid("input", "There are %d different grades; a scale has at most %d", len(grades), widest)
	}
	t := make(Table, len(grades))
	for i := range t {
		t[i] = make([]int, len(grades))
	}
	for i, x := range first {
		row, _ := slices.BinarySearch(grades, x)
		column, _ := slices.BinarySearch(grades, second[i])
		t[row][column]++
	}
	return t, grades, nil
}

// check returns the number of areas.
func (t Table) check() (float64, error) {
	if len(t) > widest {
		return 0, errs.Invalid("input", "The table has %d grades; a scale has at most %d", len(t), widest)
	}
	n := 0
	for i, row := range t {
		if len(row) != len(t) {
			return 0, errs.Invalid("input", "Row %d of the table has %d columns; a table of two rounds has as many columns as rows, which are %d", i+1, len(row), len(t))
		}
		for j, count := range row {
			if count < 0 || count > maxCount-n {
				return 0, errs.Invalid("input", "Row %d, column %d: %d is no count, or the counts pass 2^53", i+1, j+1, count)
			}
			n += count
		}
	}
	if n == 0 {
		return 0, stats.Undefined("There is no area with two rounds")
	}
	return float64(n), nil
}

// margins are the counts of the first and of the second round.
func (t Table) margins() (first, second []float64) {
	first, second = make([]float64, len(t)), make([]float64, len(t))
	for i, row := range t {
		for j, count := range row {
			first[i] += float64(count)
			second[j] += float64(count)
		}
	}
	return first, second
}

// Signs counts the areas by whether the second round is higher than the first.
//
// It returns stats.ErrUndefined without areas, and errs.BadInput for what is no
// table of counts.
func (t Table) Signs() (Signs, error) {
	_, err := t.check()
	if err != nil {
		return Signs{}, err
	}
	var s Signs
	for i, row := range t {
		for j, count := range row {
			switch {
			case j > i:
				s.Up += count
			case j < i:
				s.Down += count
			default:
				s.Same += count
			}
		}
	}
	return s, nil
}

// Agreement is the share of areas with the same grade in both rounds.
func (t Table) Agreement() (float64, error) {
	n, err := t.check()
	if err != nil {
		return 0, err
	}
	same := 0
	for i := range t {
		same += t[i][i]
	}
	return float64(same) / n, nil
}
