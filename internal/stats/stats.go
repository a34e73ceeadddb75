// Package stats is the words that all statistics of the programme share: an
// interval, and what it means that a method has no answer. The methods are in
// the packages below this folder, one for each kind of question, as pure
// functions, each with its source, its assumptions and its undefined cases as
// errors.
package stats

import (
	"errors"
	"fmt"
)

// ErrUndefined is the error of a method that has no answer for its input: there
// is nothing wrong with what was given, but no number would be true of it.
var ErrUndefined = errors.New("stats: not defined for this input")

// undefined is an ErrUndefined that says why.
type undefined struct{ why string }

func (u undefined) Error() string        { return u.why }
func (u undefined) Is(target error) bool { return target == ErrUndefined }

// Undefined is an ErrUndefined with the reason, as a sentence for people.
func Undefined(format string, args ...any) error {
	return undefined{fmt.Sprintf(format, args...)}
}

// Interval is a closed interval.
type Interval struct {
	Low  float64 `json:"low"`
	High float64 `json:"high"`
}

// Z95 is the standard normal quantile of 0.975, for intervals of 95%.
const Z95 = 1.959963984540054
