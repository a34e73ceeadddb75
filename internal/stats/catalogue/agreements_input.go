package catalogue

import (
	"bytes"
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/stats"
	"github.com/northinch/northinch/internal/stats/agreement"
)

// rated is ratings as they were read.
type rated struct {
	*agreement.Ratings
	raters   int  // 0 where only their numbers are known
	complete bool // no rater left out a unit
	// mixed is a category that is no number where others are, in a scale that
	// nobody declared: its order is not known.
	mixed string
}

// ordered is an error for a scale that has no order.
func (r *rated) ordered() error {
	if r.mixed == "" {
		return nil
	}
	return errs.Invalid("input", "The rating “%s” is no number and others are, so that their order is not known; give the scale as the parameter categories", r.mixed)
}

// label is the category of a name as it was read: numbers are compared as
// numbers.
func (r *rated) label(name string) string {
	for _, l := range r.Scale().Labels {
		if same(l, name) {
			return l
		}
	}
	return name
}

// ratings reads the table in the form that it has, or that the parameter input
// says; with raters above 0, of as many raters.
func (in *Input) ratings(form string, raters int) (*rated, error) {
	if given := in.text("input", form); slices.Contains([]string{formRatings, formCounts, formTable}, given) {
		form = given
	} else {
		in.fail("The parameter input is “%s”; it must be ratings, counts or table", given)
	}
	if in.err != nil {
		return nil, in.err
	}
	if len(in.Rows) == 0 {
		return nil, errs.Invalid("input", "The input has no rows")
	}
	switch form {
	case formRatings:
		return in.rawRatings(raters)
	case formCounts:
		if raters > 0 {
			return nil, errs.Invalid("input", "Counts of raters by category do not tell two raters apart; give their ratings or a table")
		}
		return in.countedRatings()
	}
	return in.crossTable()
}

// cohenForm is the form of an input that may be ratings or a table: a table has
// as many rows as columns, and either n says of how many units it holds shares,
// or its first column names the rows as the header does, or the cells are shares
// that add up to 1.
func (in *Input) cohenForm() string {
	labels := in.Columns[0] == ""
	q := len(in.Columns)
	if labels {
		q--
	}
	switch {
	case q != len(in.Rows):
		return formRatings
	case in.has("n"):
		return formTable
	case labels:
		for row, cells := range in.Rows {
			if _, err := number(cells[0]); err == nil && cells[0] != in.Columns[row+1] {
				return formRatings
			}
		}
		return formTable
	}
	if cells, err := in.Matrix(); err == nil && addToOne(cells) {
		return formTable
	}
	return formRatings
}

// cohenRatings reads the ratings of two raters as a table. Units that one of the
// two left out do not count, not even for which categories there are.
func (in *Input) cohenRatings() (*rated, error) {
	if in.text("input", in.cohenForm()) == formTable {
		return in.ratings(formTable, 2)
	}
	columns := in.raterColumns()
	both := &Table{Columns: in.Columns}
	for _, cells := range in.Rows {
		if !slices.ContainsFunc(columns, func(i int) bool { return noRating(strings.TrimSpace(cells[i])) }) {
			both.Rows = append(both.Rows, cells)
		}
	}
	if len(columns) == 2 && len(in.Rows) > 0 && len(both.Rows) == 0 {
		return nil, stats.Undefined("No unit was rated by both raters, so there is nothing to compare")
	}
	if len(columns) == 2 {
		in.Table = both
	}
	r, err := in.ratings(formRatings, 2)
	if err != nil {
		return nil, err
	}
	r.Ratings, err = r.Pair(0, 1)
	return r, err
}

// addToOne says whether cells add up to 1 without being whole.
func addToOne(cells [][]float64) bool {
	sum, whole := 0.0, true
	for _, row := range cells {
		for _, x := range row {
			sum += x
			whole = whole && x == math.Trunc(x)
		}
	}
	return !whole && math.Abs(sum-1) < 1e-6
}

// crossTable reads a square table of two raters. A first column of words names
// the rows.
func (in *Input) crossTable() (*rated, error) {
	t := *in.Table
	if _, err := number(strings.TrimSpace(t.Rows[0][0])); err != nil {
		t.Columns = slices.Clone(t.Columns)
		t.Columns[0] = ""
	}
	cells, err := t.Matrix()
	if err != nil {
		return nil, err
	}
	labels := t.Columns
	if labels[0] == "" {
		labels = labels[1:]
	}
	s, err := in.columnScale(labels)
	if err != nil {
		return nil, err
	}
	if len(s.Labels) != len(labels) {
		return nil, errs.Invalid("categories", "There are %d categories and the table has %d columns", len(s.Labels), len(labels))
	}
	n := in.number("n", 0)
	if in.has("n") && n < 1 {
		in.fail("The parameter n is %v; it must be at least 1", n)
	}
	if in.err != nil {
		return nil, in.err
	}
	if n == 0 && addToOne(cells) {
		n = 1 // without a number of units there is a coefficient, and no standard error
	}
	r, err := agreement.Table(s, cells, n)
	return &rated{Ratings: r, raters: 2}, err
}

// countedRatings reads how many raters chose each category. Columns that choose
// rows, and one that names the units, are none.
func (in *Input) countedRatings() (*rated, error) {
	columns := in.raterColumns()
	if in.err != nil {
		return nil, in.err
	}
	cells := make([][]float64, len(in.Rows))
	var labels []string
	for _, i := range columns {
		labels = append(labels, in.Columns[i])
	}
	for row, texts := range in.Rows {
		for _, i := range columns {
			text := strings.TrimSpace(texts[i])
			x, err := number(text)
			if err != nil {
				return nil, errs.Invalid("input", "Row %d, column %s: “%s” is no number", row+1, in.Columns[i], text)
			}
			cells[row] = append(cells[row], x)
		}
	}
	s, err := in.columnScale(labels)
	if err != nil {
		return nil, err
	}
	if len(s.Labels) < len(labels) {
		return nil, errs.Invalid("categories", "There are %d categories and the table has %d columns", len(s.Labels), len(labels))
	}
	for i := range cells { // categories that nobody chose may have no column
		cells[i] = append(cells[i], make([]float64, len(s.Labels)-len(labels))...)
	}
	r, err := agreement.Distribution(s, cells)
	return &rated{Ratings: r}, err
}

// columnScale is the scale of a table whose columns are the categories, which
// count as 1, 2, 3 unless they are declared as numbers.
func (in *Input) columnScale(labels []string) (agreement.Scale, error) {
	declared, err := in.declaredCategories()
	if err != nil || declared == nil {
		return agreement.Scale{Labels: labels}, err
	}
	return ratingScale(declared), nil
}

// declaredCategories are the declared categories; nil where they are those in use.
func (in *Input) declaredCategories() ([]string, error) {
	raw := bytes.TrimSpace(in.params["categories"])
	if len(raw) == 0 || raw[0] != '[' {
		if said := in.text("categories", "used only"); !strings.EqualFold(said, "used only") {
			in.fail("The parameter categories is “%s”; it must be a list or “used only”", said)
		}
		return nil, in.err
	}
	var list []any
	var labels []string
	seen := map[string]bool{}
	in.given("categories", &list, "a list of categories")
	for i, one := range list {
		label, ok := labelOf(one)
		if !ok {
			return nil, errs.Invalid("categories", "Category %d of the list is neither a number nor a text", i+1)
		}
		if seen[canonicalRating(label)] {
			return nil, errs.Invalid("categories", "The category “%s” is there twice", label)
		}
		seen[canonicalRating(label)] = true
		labels = append(labels, label)
	}
	if len(labels) == 0 {
		return nil, errs.Invalid("categories", "The list of categories is empty")
	}
	return labels, nil
}

// labelOf is a category or column as it stands in a JSON list.
func labelOf(v any) (string, bool) {
	switch v := v.(type) {
	case string:
		return strings.TrimSpace(v), true
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64), true
	}
	return "", false
}

// ratingScale is the scale of labels: of numbers in rising order, if all are numbers,
// and otherwise of words as they stand.
func ratingScale(labels []string) agreement.Scale {
	values := make([]float64, len(labels))
	for k, l := range labels {
		x, err := number(l)
		if err != nil {
			return agreement.Scale{Labels: labels}
		}
		values[k] = x
	}
	order := make([]int, len(labels))
	for k := range order {
		order[k] = k
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(values[a], values[b]) })
	s := agreement.Scale{}
	for _, k := range order {
		s.Labels, s.Values = append(s.Labels, labels[k]), append(s.Values, values[k])
	}
	return s
}

// ratingWeights are the weights that the parameter asks for, on the scale of ratings.
func (in *Input) ratingWeights(r *rated) (agreement.Matrix, error) {
	if raw := bytes.TrimSpace(in.params["weights"]); len(raw) > 0 && raw[0] == '[' {
		var rows [][]float64
		in.given("weights", &rows, "a name or rows of numbers")
		if in.err != nil {
			return agreement.Matrix{}, in.err
		}
		return agreement.Given(rows)
	}
	name := in.text("weights", "unweighted")
	if in.err != nil {
		return agreement.Matrix{}, in.err
	}
	s := r.Scale()
	rule, ok := agreement.ParseWeights(name)
	switch key(name) {
	case "equal", "equal-spacing":
		rule, ok, s = agreement.Linear, true, s.Ranked()
	case "squared", "fleiss-cohen":
		rule, ok, s = agreement.Quadratic, true, s.Ranked()
	}
	if !ok {
		return agreement.Matrix{}, errs.Invalid("weights", "There are no weights “%s”; there are unweighted, linear, quadratic, ordinal, radical, ratio, circular, bipolar, equal and squared", name)
	}
	if rule != agreement.Identity {
		if err := r.ordered(); err != nil {
			return agreement.Matrix{}, err
		}
	}
	return rule.On(s)
}
