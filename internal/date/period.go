package date

import "time"

// Last is the last day that d may be: of a month the last, of a year 31 December. It
// is not known where d is not.
func (d Date) Last() Date {
	switch {
	case d == 0 || d.Day() > 0:
		return d
	case d.Month() == 0:
		return Date(d.Year()<<9 | 12<<5 | 31)
	}
	return d | Date(daysIn(d.Year(), d.Month()))
}

// After is the day so many years, and then so many days, after the last day that d
// may be. Where the month has no such day it is the month's last: a year after
// 29 February ends on 28 February. It is not known where d is not, or after 9999.
func (d Date) After(years, days int) Date {
	d = d.Last()
	if d == 0 || d.Year()+years > 9999 || d.Year()+years < 1 {
		return 0
	}
	day := min(d.Day(), daysIn(d.Year()+years, d.Month()))
	t := time.Date(d.Year()+years, time.Month(d.Month()), day+days, 0, 0, 0, 0, time.UTC)
	moved, _ := Of(t.Year(), int(t.Month()), t.Day())
	return moved
}
