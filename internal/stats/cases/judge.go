package cases

import (
	"errors"
	"fmt"
	"io/fs"
	"math"
	"strconv"
	"strings"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/stats"
	"github.com/northinch/northinch/internal/stats/catalogue"
)

// judge holds an answer, or why there is none, against what is expected.
func (r *Runner) judge(row *Row, out catalogue.Outputs, undefined error, t *catalogue.Table, cell func(string) string) {
	want := cell("expected")
	if undefined != nil {
		row.Got = "undefined: " + undefined.Error()
		row.Status = Fail
		if nothing(want) {
			row.Status = Pass
		}
		return
	}
	like, err := tolerance(cell("tol"), cell("tol_kind"))
	if err != nil {
		row.Status, row.Why = Fail, errs.Sentence(err)
		return
	}
	if row.Output == "columns" {
		row.columns(out, t, strings.Split(want, ","), like)
		return
	}
	got, ok := out.Get(row.Output)
	if !ok {
		row.Status, row.Why = NotImplemented, "the method has no output of this name"
		return
	}
	row.Got = show(got)
	switch {
	case strings.HasSuffix(want, ".csv"):
		r.matrix(row, got, want, like)
	case t != nil && t.Index(want) >= 0:
		row.columns(catalogue.Outputs{{Name: want, Value: got}}, t, []string{want}, like)
	default:
		row.mark(agrees(got, want, like))
	}
}

func (row *Row) mark(ok bool) {
	row.Status = Fail
	if ok {
		row.Status = Pass
	}
}

// nothing says that no answer is expected.
func nothing(want string) bool {
	return strings.EqualFold(want, "NA") || strings.EqualFold(want, "undefined")
}

// near says whether two numbers agree.
type near func(got, want float64) bool

// tolerance reads how near an answer must be. Where the tolerance is exact, what
// stands beside it is a remark.
func tolerance(tol, kind string) (near, error) {
	if kind == "exact" {
		return func(a, b float64) bool { return a == b }, nil
	}
	x, err := strconv.ParseFloat(tol, 64)
	if err != nil || !(x >= 0) || kind != "abs" && kind != "rel" {
		return nil, errs.Invalid("tol", "The tolerance “%s %s” is none of 1e-6 abs, 1e-6 rel, exact", tol, kind)
	}
	return func(a, b float64) bool {
		if kind == "rel" {
			return math.Abs(a-b) <= x*math.Abs(b)
		}
		return math.Abs(a-b) <= x
	}, nil
}

// agrees says whether an answer is what is expected.
func agrees(got any, want string, like near) bool {
	switch v := got.(type) {
	case nil:
		return nothing(want)
	case stats.Interval:
		return agreeAll([]float64{v.Low, v.High}, strings.Split(strings.Trim(want, "()[]"), ","), like)
	case []float64:
		return agreeAll(v, strings.Split(want, ";"), like)
	case []int:
		return agreeAll(v, strings.Split(want, ";"), like)
	case []string:
		return agreeAll(v, strings.Split(want, ";"), like)
	case []any:
		return agreeAll(v, strings.Split(want, ";"), like)
	case string:
		return v == want
	case int:
		return agrees(float64(v), want, like)
	case float64:
		x, err := strconv.ParseFloat(strings.TrimSpace(want), 64)
		return err == nil && like(v, x)
	}
	return false
}

func agreeAll[T any](got []T, want []string, like near) bool {
	if len(got) != len(want) {
		return false
	}
	for i := range got {
		if !agrees(got[i], strings.TrimSpace(want[i]), like) {
			return false
		}
	}
	return true
}

// columns compares answers that are lists with columns of the input.
func (row *Row) columns(out catalogue.Outputs, t *catalogue.Table, names []string, like near) {
	for _, name := range names {
		name = strings.TrimSpace(name)
		got, ok := out.Get(name)
		if !ok {
			row.Status, row.Why = NotImplemented, "the method has no output "+name
			return
		}
		if t == nil || t.Index(name) < 0 {
			row.Status, row.Why = Fail, "the input has no column "+name
			return
		}
		want, _ := t.Texts(name) // the column is there
		if !agrees(got, strings.Join(want, ";"), like) {
			row.Status, row.Got, row.Want = Fail, name+" "+show(got), name+" "+strings.Join(want, ";")
			return
		}
	}
	row.Status = Pass
}

// matrix compares a table of numbers with a file.
func (r *Runner) matrix(row *Row, got any, file string, like near) {
	want, err := r.table(file)
	if errors.Is(err, fs.ErrNotExist) {
		row.Status, row.Why = Unchecked, "the file "+file+" is not there"
		return
	}
	var numbers [][]float64
	if err == nil {
		numbers, err = want.Matrix()
	}
	if err != nil {
		row.Status, row.Why = Fail, errs.Sentence(err)
		return
	}
	have, ok := got.([][]float64)
	ok = ok && len(have) == len(numbers)
	for i := 0; ok && i < len(have); i++ {
		ok = len(have[i]) == len(numbers[i])
		for j := 0; ok && j < len(have[i]); j++ {
			ok = like(have[i][j], numbers[i][j])
		}
	}
	row.mark(ok)
}

// show is an answer for people.
func show(v any) string {
	switch v := v.(type) {
	case nil:
		return "undefined"
	case float64:
		return fmt.Sprintf("%.12g", v)
	case stats.Interval:
		return fmt.Sprintf("(%.12g,%.12g)", v.Low, v.High)
	case []float64:
		return list(v)
	case []int:
		return list(v)
	case []string:
		return list(v)
	case []any:
		return list(v)
	}
	return fmt.Sprint(v)
}

func list[T any](v []T) string {
	var out []string
	for _, one := range v {
		out = append(out, show(one))
	}
	return strings.Join(out, ";")
}
