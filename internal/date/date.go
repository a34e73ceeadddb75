// Package date is calendar days without a clock or a zone, some of them known
// only to the month or the year.
package date

import (
	"fmt"
	"strconv"
	"time"
)

// Date is a day, a month whose day is not known, or a year whose month is not
// known. The zero Date means "not known". Dates compare with < in the order of
// time; a month comes before its days. Years run from 1 to 9999.
type Date uint32

// Of is the date of a year, a month (0 where not known) and a day (0 where not
// known). It reports false for a date that cannot be, such as 31 April.
func Of(year, month, day int) (Date, bool) {
	if year < 1 || year > 9999 || month < 0 || month > 12 || day < 0 || (month == 0 && day > 0) {
		return 0, false
	}
	if day > 0 && day > daysIn(year, month) {
		return 0, false
	}
	return Date(year<<9 | month<<5 | day), true
}

func daysIn(year, month int) int {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// Parse reads "2011-08-31", "2011-08" or "2011". The empty text is the zero Date.
func Parse(s string) (Date, bool) {
	if s == "" {
		return 0, true
	}
	if len(s) != 4 && len(s) != 7 && len(s) != 10 {
		return 0, false
	}
	parts := [3]int{}
	for i, at := range []int{0, 5, 8} {
		end := at + 2
		if i == 0 {
			end = 4
		}
		if at >= len(s) {
			break
		}
		if i > 0 && s[at-1] != '-' {
			return 0, false
		}
		n, err := strconv.ParseUint(s[at:end], 10, 16)
		if err != nil || (i > 0 && n == 0) {
			return 0, false
		}
		parts[i] = int(n)
	}
	return Of(parts[0], parts[1], parts[2])
}

// Year, Month and Day are the parts; 0 where not known.
func (d Date) Year() int { return int(d >> 9) }

// Month is 1 to 12, or 0 where not known.
func (d Date) Month() int { return int(d>>5) & 15 }

// Day is 1 to 31, or 0 where not known.
func (d Date) Day() int { return int(d) & 31 }

// Known reports whether anything is known of the date.
func (d Date) Known() bool { return d != 0 }

// Before reports whether d is before other for certain: a month is not before one
// of its own days, and nothing is before or after what is not known.
func (d Date) Before(other Date) bool {
	all := ^Date(0)
	switch {
	case d.Month() == 0 || other.Month() == 0:
		all <<= 9
	case d.Day() == 0 || other.Day() == 0:
		all <<= 5
	}
	return d != 0 && d&all < other&all
}

// String is the date as data: "2011-08-31", "2011-08", "2011" or "".
func (d Date) String() string {
	switch {
	case d == 0:
		return ""
	case d.Month() == 0:
		return fmt.Sprintf("%04d", d.Year())
	case d.Day() == 0:
		return fmt.Sprintf("%04d-%02d", d.Year(), d.Month())
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year(), d.Month(), d.Day())
}

// Words is the date as read: "31 August 2011", "August 2011", "2011" or "not known".
func (d Date) Words() string {
	switch {
	case d == 0:
		return "not known"
	case d.Month() == 0:
		return strconv.Itoa(d.Year())
	case d.Day() == 0:
		return fmt.Sprintf("%s %d", time.Month(d.Month()), d.Year())
	}
	return fmt.Sprintf("%d %s %d", d.Day(), time.Month(d.Month()), d.Year())
}

// MarshalText is the date as data.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (d *Date) UnmarshalText(b []byte) error {
	v, ok := Parse(string(b))
	if !ok {
		return fmt.Errorf("date: %q is not a day, a month or a year such as 2011-08-31, 2011-08 or 2011", b)
	}
	*d = v
	return nil
}
