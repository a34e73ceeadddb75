package tabular

import (
	"math"
	"strconv"
	"strings"

	"github.com/northinch/northinch/internal/errs"
)

// exact is the largest whole number up to which every whole number has a float64
// of its own; sums beyond it would not add up.
const exact = 1 << 53

// figure checks a value of the input. Counts are whole; sums may have a fraction.
func figure(id string, v float64, whole bool) error {
	switch {
	case math.IsNaN(v) || math.IsInf(v, 0):
		return errs.Invalid(id, "The cell %s is not a number", id)
	case v < 0:
		return errs.Invalid(id, "The cell %s is below 0: counts of children and sums over them are 0 or more", id)
	case v > exact:
		return errs.Invalid(id, "The cell %s is beyond 9,007,199,254,740,992, from where on sums are not exact", id)
	case whole && v != math.Trunc(v):
		return errs.Invalid(id, "The cell %s is a count and must be a whole number", id)
	}
	return nil
}

// number reads a figure of a text file. Thousands may be set apart by commas or
// spaces, as spreadsheets do.
func number(text string) (float64, bool) {
	s := strings.TrimSpace(text)
	if grouped(s) {
		s = strings.NewReplacer(",", "", " ", "", "\u00a0", "", "\u2009", "").Replace(s)
	}
	for _, r := range s {
		if (r < '0' || r > '9') && !strings.ContainsRune("+-.eE", r) {
			return 0, false // ParseFloat would take "Inf", "0x1p4" and "1_000"
		}
	}
	v, err := strconv.ParseFloat(s, 64)
	return v, err == nil
}

// grouped says whether all groups of digits after the first have three.
func grouped(s string) bool {
	s = strings.TrimLeft(s, "+-")
	whole, _, _ := strings.Cut(s, ".")
	groups := strings.FieldsFunc(whole, func(r rune) bool { return strings.ContainsRune(", \u00a0\u2009", r) })
	for i, g := range groups {
		if i > 0 && len(g) != 3 || i == 0 && len(g) > 3 && len(groups) > 1 {
			return false
		}
	}
	return len(groups) > 1
}

// same says whether two sums are equal but for the rounding of their addition.
func same(a, b float64) bool {
	return a == b || !math.IsInf(a-b, 0) && math.Abs(a-b) <= 1e-9*max(1, math.Abs(a), math.Abs(b))
}

// plain writes a figure without an exponent.
func plain(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
