package catalogue

import (
	"math"
	"regexp"
	"slices"
	"strings"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/stats/change"
)

const roundsTable = "two columns of numbers, the first and the second round (the last two, if there are more); or a square table of counts, first round down, second across"

const pairsTable = "two columns of numbers, the first and the second round (the last two, if there are more)"

// roundParams name the columns of the rounds.
var roundParams = []Param{
	{"first", "the column of the first round", "the last but one"},
	{"second", "the column of the second round", "the last"},
}

func withRounds(more ...Param) []Param { return append(more, roundParams...) }

// unnamed is what a table without names calls its columns.
var unnamed = regexp.MustCompile(`^V[0-9]+$`)

// square says whether the input is a table of counts: it has as many rows as
// columns, and the first column is without a name and holds labels, or holds the
// names of the others, or the names are those of a table without names.
func (t *Table) square() bool {
	switch len(t.Columns) - len(t.Rows) {
	case 0:
		return !slices.ContainsFunc(t.Columns, func(c string) bool { return !unnamed.MatchString(c) })
	case 1:
		return t.Columns[0] == "" || t.labelled()
	}
	return false
}

// labelled says whether the first column holds the names of the others.
func (t *Table) labelled() bool {
	for row, cells := range t.Rows {
		if strings.TrimSpace(cells[0]) != strings.TrimSpace(t.Columns[row+1]) {
			return false
		}
	}
	return true
}

// counts is a square table of counts.
func (t *Table) counts() (change.Table, error) {
	from := len(t.Columns) - len(t.Rows)
	out := make(change.Table, len(t.Rows))
	for row, cells := range t.Rows {
		for i, cell := range cells[from:] {
			x, err := number(strings.TrimSpace(cell))
			if err != nil || x != math.Trunc(x) || x < 0 || x > maxWhole {
				return nil, errs.Invalid("input", "Row %d, column %s: “%s” is no count; it must be a whole number from 0 to 2^53", row+1, t.Columns[from+i], cell)
			}
			out[row] = append(out[row], int(x))
		}
	}
	return out, nil
}

// rounds are the two columns of the rounds.
func (in *Input) rounds() (first, second []float64, err error) {
	if in.asCounts() {
		return nil, nil, errs.Invalid("input", "The input is a table of counts; this method needs the values of both rounds, area by area")
	}
	if len(in.Columns) < 2 {
		return nil, nil, errs.Invalid("input", "The input needs two columns, the first and the second round; it has %s", strings.Join(in.Columns, ", "))
	}
	a, b := in.Columns[len(in.Columns)-2], in.Columns[len(in.Columns)-1]
	if in.has("first") {
		a = in.column("first")
	}
	if in.has("second") {
		b = in.column("second")
	}
	if in.err != nil {
		return nil, nil, in.err
	}
	if first, err = in.Numbers(a); err != nil {
		return nil, nil, err
	}
	if second, err = in.Numbers(b); err != nil {
		return nil, nil, err
	}
	if levels := in.whole("levels", 0); levels > 0 {
		err = onScale(map[string][]float64{a: first, b: second}, levels)
	}
	return first, second, err
}

// onScale checks that grades are whole numbers from 1 to a number of levels.
func onScale(columns map[string][]float64, levels int) error {
	for name, grades := range columns {
		for row, g := range grades {
			if g != math.Trunc(g) || g < 1 || g > float64(levels) {
				return errs.Invalid("input", "Row %d, column %s: %v is no grade; with levels %d a grade is a whole number from 1 to %d", row+1, name, g, levels, levels)
			}
		}
	}
	return nil
}

// asCounts says whether the input is to be read as a table of counts.
func (in *Input) asCounts() bool { return in.square() && !in.has("first") && !in.has("second") }

// crossed is the square table of the input, counted from two columns if need be.
func (in *Input) crossed() (change.Table, error) {
	if in.asCounts() {
		return in.counts()
	}
	first, second, err := in.rounds()
	if err != nil {
		return nil, err
	}
	t, _, err := change.Cross(first, second)
	return t, err
}

// signs counts ups and downs of the two columns, or of the square table.
func (in *Input) signs() (change.Signs, error) {
	if in.asCounts() {
		t, err := in.counts()
		if err != nil {
			return change.Signs{}, err
		}
		return t.Signs()
	}
	first, second, err := in.rounds()
	if err != nil {
		return change.Signs{}, err
	}
	return change.CountSigns(first, second)
}

// changed are the counts of McNemar's test: those of the parameters b and c, or
// those off the diagonal of a table of two by two.
func (in *Input) changed() (b, c int, err error) {
	if in.has("b") || in.has("c") {
		b, c = in.needWhole("b"), in.needWhole("c")
		return b, c, in.err
	}
	if in.Table == nil {
		return 0, 0, errs.Invalid("input", "Give the parameters b and c, or a table of two by two, or two columns of two values")
	}
	read := in.crossed
	if len(in.Columns) == 2 && len(in.Rows) == 2 {
		read = in.counts // two areas with two rounds are no case for this test
	}
	t, err := read()
	if err != nil {
		return 0, 0, err
	}
	switch len(t) {
	case 1: // one value in both rounds: nothing changed
		return 0, 0, nil
	case 2:
		return t[0][1], t[1][0], nil
	}
	return 0, 0, errs.Invalid("input", "The rounds have %d different values; this test is for two, such as yes and no", len(t))
}
