package catalogue

import (
	"bytes"
	"encoding/csv"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/northinch/northinch/internal/errs"
)

// Table is an input as text: a header and rows of as many cells.
type Table struct {
	Columns []string
	Rows    [][]string
}

// maxTable is how much is read of an input; it is for statistics, not for the
// returns of a country.
const maxTable = 64 << 20

// ReadTable reads a CSV file with a header. A name may be empty, as that of the
// first column of a square table is.
func ReadTable(in io.Reader) (*Table, error) {
	b, err := io.ReadAll(io.LimitReader(in, maxTable+1))
	if err != nil {
		return nil, err
	}
	if len(b) > maxTable {
		return nil, errs.Large("input", "The input is larger than %d MiB", maxTable>>20)
	}
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))))
	rows, err := r.ReadAll()
	if err != nil {
		return nil, errs.Invalid("input", "The input is no CSV with rows like its header: %s", err.Error())
	}
	if len(rows) == 0 {
		return nil, errs.Invalid("input", "The input is empty; it needs a header and rows")
	}
	return &Table{Columns: rows[0], Rows: rows[1:]}, nil
}

// Inline reads a table that stands in one line: "x=1,2,3 y=4,5,6".
func Inline(text string) (*Table, error) {
	t := &Table{}
	for i, part := range strings.Fields(text) {
		name, list, ok := strings.Cut(part, "=")
		if !ok || name == "" {
			return nil, errs.Invalid("input", "“%s” is no column; write columns as x=1,2,3", part)
		}
		cells := strings.Split(list, ",")
		if i == 0 {
			t.Rows = make([][]string, len(cells))
		}
		if len(cells) != len(t.Rows) {
			return nil, errs.Invalid("input", "The column %s has %d values and the first column has %d", name, len(cells), len(t.Rows))
		}
		t.Columns = append(t.Columns, name)
		for row, cell := range cells {
			t.Rows[row] = append(t.Rows[row], cell)
		}
	}
	if len(t.Columns) == 0 {
		return nil, errs.Invalid("input", "The input is empty; write columns as x=1,2,3")
	}
	return t, nil
}

// Index is the place of a column, or -1.
func (t *Table) Index(name string) int { return slices.Index(t.Columns, name) }

// First is the first of some names that is a column, or "".
func (t *Table) First(names ...string) string {
	for _, n := range names {
		if t.Index(n) >= 0 {
			return n
		}
	}
	return ""
}

// Texts are the cells of a column.
func (t *Table) Texts(column string) ([]string, error) {
	i := t.Index(column)
	if i < 0 {
		return nil, errs.Invalid("input", "The input has no column “%s”; it has %s", column, strings.Join(t.Columns, ", "))
	}
	out := make([]string, len(t.Rows))
	for row, cells := range t.Rows {
		out[row] = strings.TrimSpace(cells[i])
	}
	return out, nil
}

// Numbers are the cells of a column as numbers; an empty cell is a mistake.
func (t *Table) Numbers(column string) ([]float64, error) {
	texts, err := t.Texts(column)
	if err != nil {
		return nil, err
	}
	out := make([]float64, len(texts))
	for row, s := range texts {
		if out[row], err = number(s); err != nil {
			return nil, errs.Invalid("input", "Row %d, column %s: “%s” is no number", row+1, column, s)
		}
	}
	return out, nil
}

// Matrix is the whole table as numbers without a first column of labels, if its
// name is empty.
func (t *Table) Matrix() ([][]float64, error) {
	from := 0
	if t.Columns[0] == "" {
		from = 1
	}
	out := make([][]float64, len(t.Rows))
	for row, cells := range t.Rows {
		for i, cell := range cells[from:] {
			x, err := number(strings.TrimSpace(cell))
			if err != nil {
				return nil, errs.Invalid("input", "Row %d, column %s: “%s” is no number", row+1, t.Columns[from+i], cell)
			}
			out[row] = append(out[row], x)
		}
	}
	return out, nil
}

// where keeps the rows that have a value in a column. Numbers are compared as
// numbers: 1 is 1.0.
func (t *Table) where(column, value string) (*Table, error) {
	texts, err := t.Texts(column)
	if err != nil {
		return nil, err
	}
	out := &Table{Columns: t.Columns}
	for row, s := range texts {
		if same(s, value) {
			out.Rows = append(out.Rows, t.Rows[row])
		}
	}
	if len(out.Rows) == 0 {
		return nil, errs.Invalid("params", "No row has “%s” in the column %s", value, column)
	}
	return out, nil
}

func same(a, b string) bool {
	x, e1 := number(a)
	y, e2 := number(b)
	return a == b || e1 == nil && e2 == nil && x == y
}

// number reads a finite number.
func number(s string) (float64, error) {
	x, err := strconv.ParseFloat(s, 64)
	if err == nil && (math.IsNaN(x) || math.IsInf(x, 0)) {
		err = strconv.ErrRange
	}
	return x, err
}
