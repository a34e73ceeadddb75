package outcome

import (
	"strings"

	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/errs"
)

// dateForm is a way of writing a date, taken apart: 'D', 'M' and 'Y' are a digit
// of the day, the month or the year, anything else stands for itself.
type dateForm struct {
	signs      string
	shortYears bool
}

// parseForm takes a form such as "DD/MM/YY" apart.
func parseForm(form string) (dateForm, error) {
	f := dateForm{signs: form, shortYears: strings.Count(form, "Y") == 2}
	d, m, y := strings.Count(form, "D"), strings.Count(form, "M"), strings.Count(form, "Y")
	adjacent := strings.Contains(form, strings.Repeat("Y", y)) && strings.Contains(form, strings.Repeat("M", m)) && strings.Contains(form, strings.Repeat("D", d))
	if !adjacent || (y != 2 && y != 4) || (m != 2 && m != 0) || (d != 2 && d != 0) || (d == 2 && m == 0) {
		return f, errs.Invalid("dates", "The date form “%s” must be made of DD, MM, and YYYY or YY, such as DD/MM/YYYY", form)
	}
	return f, nil
}

// parse reads a date in this form. fits is false where the text has another
// form; ok is false where the form fits and the date cannot be.
func (f dateForm) parse(b []byte) (d date.Date, fits, ok bool) {
	if len(b) != len(f.signs) {
		return 0, false, false
	}
	var day, month, year int
	for i, c := range b {
		sign := f.signs[i]
		if sign != 'D' && sign != 'M' && sign != 'Y' {
			if c != sign {
				return 0, false, false
			}
			continue
		}
		if c < '0' || c > '9' {
			return 0, false, false
		}
		n := int(c - '0')
		switch sign {
		case 'D':
			day = day*10 + n
		case 'M':
			month = month*10 + n
		default:
			year = year*10 + n
		}
	}
	if f.shortYears {
		year += 2000
		if year >= 2069 {
			year -= 100
		}
	}
	// A form that names a day or a month has one: 00 is no date.
	if strings.Contains(f.signs, "M") && month == 0 || strings.Contains(f.signs, "D") && day == 0 {
		return 0, true, false
	}
	d, ok = date.Of(year, month, day)
	return d, true, ok
}

// parseDate reads a date in the first form that fits.
func parseDate(forms []dateForm, b []byte) (date.Date, bool) {
	for _, f := range forms {
		if d, fits, ok := f.parse(b); fits {
			return d, ok
		}
	}
	return 0, false
}
