// Package cases holds the statistics against files of published and re-computed
// values: each row of such a file names a method, its input and parameters, one
// of its outputs, and what that must be.
//
// The columns are case_id, method, input (a file beside the case file, "-", or
// the data themselves as x=1,2,3), params (a JSON object), output, expected, tol
// and tol_kind (abs, rel or exact); others are for readers. What is expected is a
// number, an interval "(low,high)", a list "a;b;c", "NA" or "undefined", the
// names of columns of the input that hold the values row by row, or a file with
// a table of numbers.
//
// A row may leave out what an earlier one has said: parameters of the same case
// and method hold on, and so does a column that the first row with the same
// input names.
package cases

import (
	"encoding/csv"
	"errors"
	"io"
	"io/fs"
	"strings"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/stats"
	"github.com/northinch/northinch/internal/stats/catalogue"
)

// Status is what became of a row.
type Status string

// What may become of a row.
const (
	Pass           Status = "pass"
	Fail           Status = "fail"
	NotImplemented Status = "not implemented"
	// Unchecked is a row that names a file that is not there: the method may have
	// run, but there is nothing to hold its answer against.
	Unchecked Status = "not checked"
)

// Row is one row of a case file and what became of it.
type Row struct {
	Line                 int
	Case, Method, Output string
	Status               Status
	Got, Want            string // for people
	Why                  string // for a status other than Pass
}

// Files opens a file that a row names, by the name that stands there.
type Files func(name string) (io.ReadCloser, error)

// Runner runs case files one after the other; what a row says of an input holds
// for those after it.
type Runner struct {
	files   Files
	inputs  map[string]*catalogue.Table
	columns map[string]catalogue.Params // by input: parameters that name its columns, as first said
	said    map[string]catalogue.Params // by case and method: as last said
}

// NewRunner makes a runner of case files whose inputs lie where files opens them.
func NewRunner(files Files) *Runner {
	return &Runner{files, map[string]*catalogue.Table{}, map[string]catalogue.Params{}, map[string]catalogue.Params{}}
}

// needed are the columns that a case file has.
var needed = []string{"case_id", "method", "input", "params", "output", "expected", "tol", "tol_kind"}

// Run gives each row of a case file to each. The error is of a file that is no
// case file; what is wrong with one row is what became of that row.
func (r *Runner) Run(file io.Reader, each func(Row)) error {
	in := csv.NewReader(file)
	header, err := in.Read()
	if errors.Is(err, io.EOF) {
		return errs.Invalid("", "The file is empty; a case file has the columns %s", strings.Join(needed, ", "))
	}
	if err != nil {
		return broken(err)
	}
	at := map[string]int{}
	for i, name := range header {
		at[strings.TrimPrefix(name, "\ufeff")] = i
	}
	for _, name := range needed {
		if _, ok := at[name]; !ok {
			return errs.Invalid("", "The file is no case file: it has no column %s", name)
		}
	}
	for {
		cells, err := in.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return broken(err)
		}
		cell := func(name string) string { return strings.TrimSpace(cells[at[name]]) }
		line, _ := in.FieldPos(0)
		row := Row{Line: line, Case: cell("case_id"), Method: cell("method"), Output: cell("output"), Want: cell("expected")}
		r.row(&row, cell)
		each(row)
	}
}

// broken is the error of a file that is no CSV.
func broken(err error) error {
	if e, ok := errors.AsType[*csv.ParseError](err); ok {
		return errs.Invalid("", "Line %d of the case file is no row of CSV like its header: %s", e.Line, e.Err.Error())
	}
	return err
}

// row finds out what becomes of one row.
func (r *Runner) row(row *Row, cell func(string) string) {
	m, ok := catalogue.Find(row.Method)
	if !ok {
		row.Status, row.Why = NotImplemented, "there is no method of this name"
		return
	}
	table, err := r.table(cell("input"))
	if err == nil {
		var own catalogue.Params
		if own, err = catalogue.ReadParams(cell("params")); err == nil {
			var out catalogue.Outputs
			out, err = m.Run(table, r.complete(m, row.Case, cell("input"), table, own))
			if err == nil || errors.Is(err, stats.ErrUndefined) {
				r.judge(row, out, err, table, cell)
				return
			}
		}
	}
	row.Got, row.Status = errs.Sentence(err), Fail
	if errors.Is(err, fs.ErrNotExist) {
		row.Got, row.Status, row.Why = "", Unchecked, "the input "+cell("input")+" is not there"
	}
}

// table is an input, read once.
func (r *Runner) table(input string) (*catalogue.Table, error) {
	switch t := r.inputs[input]; {
	case input == "-" || input == "":
		return nil, nil
	case t != nil:
		return t, nil
	case strings.Contains(input, "="):
		return catalogue.Inline(input)
	}
	f, err := r.files(input)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	t, err := catalogue.ReadTable(f)
	if err == nil {
		r.inputs[input] = t
	}
	return t, err
}

// complete adds to a row's own parameters what earlier rows have said.
func (r *Runner) complete(m catalogue.Method, name, input string, t *catalogue.Table, own catalogue.Params) catalogue.Params {
	id := name + "\x00" + m.Name
	if r.said[id] == nil {
		r.said[id] = catalogue.Params{}
	}
	if r.columns[input] == nil {
		r.columns[input] = catalogue.Params{}
	}
	all := catalogue.Params{}
	for _, p := range m.Params {
		if v, ok := own[p.Name]; ok {
			r.said[id][p.Name] = v
			if _, said := r.columns[input][p.Name]; !said && t != nil && t.Index(strings.Trim(string(v), `"`)) >= 0 {
				r.columns[input][p.Name] = v
			}
		}
		if v, ok := r.columns[input][p.Name]; ok {
			all[p.Name] = v
		}
		if v, ok := r.said[id][p.Name]; ok {
			all[p.Name] = v
		}
	}
	for p, v := range own {
		all[p] = v
	}
	return all
}
