package catalogue

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/northinch/northinch/internal/errs"
)

// Params are parameters by name, as JSON.
type Params map[string]json.RawMessage

// ReadParams reads a JSON object; "" is no parameters.
func ReadParams(text string) (Params, error) {
	p := Params{}
	if strings.TrimSpace(text) == "" {
		return p, nil
	}
	d := json.NewDecoder(strings.NewReader(text))
	if err := d.Decode(&p); err != nil {
		return nil, errs.Invalid("params", "The parameters are no JSON object such as {\"conf\":0.95}: %s", err.Error())
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errs.Invalid("params", "Something stands after the JSON object of parameters")
	}
	return p, nil
}

func (p Params) names() []string { return slices.Sorted(maps.Keys(p)) }

// Input is what a method is given. Its readers remember the first mistake in
// err, so that a method reads all its parameters in a row and asks once.
type Input struct {
	*Table
	params Params
	err    error
}

func (in *Input) fail(format string, args ...any) {
	if in.err == nil {
		in.err = errs.Invalid("params", format, args...)
	}
}

// given says whether a parameter was given, and reads it into to.
func (in *Input) given(name string, to any, want string) bool {
	raw, ok := in.params[name]
	if !ok || bytes.Equal(bytes.TrimSpace(raw), []byte("null")) {
		return false
	}
	if err := json.Unmarshal(raw, to); err != nil {
		in.fail("The parameter %s is %s; it must be %s", name, raw, want)
		return false
	}
	return true
}

// has says whether a parameter was given.
func (in *Input) has(name string) bool { _, ok := in.params[name]; return ok }

// number is a parameter that may be left out.
func (in *Input) number(name string, otherwise float64) float64 {
	var x float64
	if !in.given(name, &x, "a number") {
		return otherwise
	}
	return x
}

// needNumber is a parameter that must be given.
func (in *Input) needNumber(name string) float64 {
	if !in.has(name) {
		in.fail("Give the parameter %s, a number", name)
	}
	return in.number(name, 0)
}

// maxWhole is the largest number up to which every whole number is a float64.
const maxWhole = 1 << 53

// whole is a whole number that may be left out.
func (in *Input) whole(name string, otherwise int) int {
	x := in.number(name, float64(otherwise))
	if x != math.Trunc(x) || math.Abs(x) > maxWhole {
		in.fail("The parameter %s is %v; it must be a whole number of at most 2^53", name, x)
		return otherwise
	}
	return int(x)
}

// needWhole is a whole number that must be given.
func (in *Input) needWhole(name string) int {
	if !in.has(name) {
		in.fail("Give the parameter %s, a whole number", name)
	}
	return in.whole(name, 0)
}

// conf is the confidence of an interval, 0.95 unless given.
func (in *Input) conf() float64 {
	c := in.number("conf", 0.95)
	if !(c > 0 && c < 1) {
		in.fail("The parameter conf is %v; it must be between 0 and 1, such as 0.95", c)
		return 0.95
	}
	return c
}

// text is a text, or a number or truth value as text, that may be left out.
func (in *Input) text(name, otherwise string) string {
	var s string
	raw, ok := in.params[name]
	if !ok {
		return otherwise
	}
	if bytes.HasPrefix(bytes.TrimSpace(raw), []byte(`"`)) {
		if in.given(name, &s, "a text") {
			return s
		}
		return otherwise
	}
	var v any
	if !in.given(name, &v, "a text") {
		return otherwise
	}
	switch v.(type) {
	case float64, bool:
		return string(bytes.TrimSpace(raw))
	}
	in.fail("The parameter %s is %s; it must be a text", name, raw)
	return otherwise
}

// flag is a truth value that may be left out.
func (in *Input) flag(name string, otherwise bool) bool {
	var b bool
	if !in.given(name, &b, "true or false") {
		return otherwise
	}
	return b
}

// numbers is a list of numbers that may be left out.
func (in *Input) numbers(name string) []float64 {
	var list []float64
	in.given(name, &list, "a list of numbers")
	return list
}

// column is the name of a column: the one that a parameter names, otherwise the
// first of some usual names that the table has.
func (in *Input) column(param string, usual ...string) string {
	if in.has(param) {
		name := in.text(param, "")
		if in.Index(name) < 0 {
			in.fail("The input has no column “%s”, which the parameter %s names; it has %s", name, param, strings.Join(in.Columns, ", "))
		}
		return name
	}
	return in.First(usual...)
}
