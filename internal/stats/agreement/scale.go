package agreement

import (
	"math"
	"slices"

	"github.com/northinch/northinch/internal/errs"
)

// MaxCategories is how many categories a scale may have. Weights are a table of
// all pairs of them.
const MaxCategories = 1000

// maxValue is the largest value of a category: up to it every whole number is a
// float64.
const maxValue = 1 << 53

// Scale is the categories that raters can choose, in their order, whether they
// were chosen or not: some coefficients depend on it.
type Scale struct {
	Labels []string
	// Values are the categories as numbers, rising. It is nil for a scale of words,
	// whose categories count as 1, 2, 3 and so on.
	Values []float64
}

// Steps is a scale of q categories 1 to q.
func Steps(q int) Scale { return Scale{Labels: make([]string, max(0, q))} }

// Ranked is the scale with its categories as 1, 2, 3 and so on.
func (s Scale) Ranked() Scale { return Scale{Labels: s.Labels} }

// values are the categories as numbers.
func (s Scale) values() []float64 {
	if s.Values != nil {
		return s.Values
	}
	v := make([]float64, len(s.Labels))
	for k := range v {
		v[k] = float64(k + 1)
	}
	return v
}

// check makes sure that the scale can be used.
func (s Scale) check() error {
	switch {
	case len(s.Labels) == 0:
		return errs.Invalid("categories", "There are no categories: nothing was rated")
	case len(s.Labels) > MaxCategories:
		return errs.Invalid("categories", "There are %d categories; there can be %d at most", len(s.Labels), MaxCategories)
	case s.Values != nil && len(s.Values) != len(s.Labels):
		return errs.Invalid("categories", "There are %d categories and %d values of them", len(s.Labels), len(s.Values))
	}
	for k, v := range s.Values {
		if !(math.Abs(v) <= maxValue) {
			return errs.Invalid("categories", "The category %v is no number up to 2^53", v)
		}
		if k > 0 && v <= s.Values[k-1] {
			return errs.Invalid("categories", "The categories %v and %v are not in rising order", s.Values[k-1], v)
		}
	}
	return nil
}

// atLeastTwo is the scale with a second category that nobody chose, if it has
// only one: where there was something to rate there was a choice. Whatever the
// other category is, all weights between the two are 0 or 1.
func (s Scale) atLeastTwo() Scale {
	if len(s.Labels) != 1 {
		return s
	}
	s.Labels = append(slices.Clip(s.Labels), "")
	if s.Values != nil {
		s.Values = []float64{s.Values[0], s.Values[0] + max(1, math.Abs(s.Values[0])/2)}
	}
	return s
}
