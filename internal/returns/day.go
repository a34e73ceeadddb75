package returns

import "github.com/northinch/northinch/internal/date"

// Day is a calendar day as a number, so that the days between two are their
// difference. It counts from 30 December 1899, as the serial numbers of
// spreadsheets do. The zero Day means "not known".
type Day int32

// epoch is 1 January 1970.
const epoch Day = 25569

// DayOf is the day of a year, a month and a day; false if there is no such day.
// The years are those of children: 1900 to 2199.
func DayOf(year, month, day int) (Day, bool) {
	if year < firstYear || year > lastYear || month < 1 || month > 12 || day < 1 {
		return 0, false
	}
	m := (year-firstYear)*12 + month - 1
	d := monthStarts[m] + Day(day-1)
	if d >= monthStarts[m+1] {
		return 0, false
	}
	return d, true
}

const firstYear, lastYear = 1900, 2199

// monthStarts are the first days of the months of these years, and the day after the
// last of them. Looking a month up is quicker than reckoning with leap years, and a
// day that its month does not have is one of the next.
var monthStarts = func() (starts [(lastYear+1-firstYear)*12 + 1]Day) {
	for m := range starts {
		starts[m] = dayOf(firstYear+m/12, m%12+1, 1)
	}
	return starts
}()

// dayOf counts in years that begin on 1 March, so that the odd day is the last
// (E. M. Reingold and N. Dershowitz, Calendrical Calculations, section 2.3).
func dayOf(year, month, day int) Day {
	if month <= 2 {
		year--
		month += 12
	}
	return Day(365*year + year/4 - year/100 + year/400 + (153*(month-3)+2)/5 + day - 1 - 719468 + int(epoch))
}

// OnDate is the day of a date; zero if the date is not known to the day or lies
// outside the years of [DayOf].
func OnDate(d date.Date) Day {
	day, _ := DayOf(d.Year(), d.Month(), d.Day())
	return day
}

// Date is the day as a date; the zero Date if it is not known.
func (d Day) Date() date.Date {
	if d <= 0 {
		return 0
	}
	n := int(d-epoch) + 719468 // since 1 March of the year 0
	era := n / 146097
	n -= era * 146097
	year := (n - n/1460 + n/36524 - n/146096) / 365
	n -= 365*year + year/4 - year/100
	month := (5*n + 2) / 153
	day := n - (153*month+2)/5 + 1
	year += 400 * era
	if month += 3; month > 12 {
		month -= 12
		year++
	}
	of, _ := date.Of(year, month, day)
	return of
}

// String is the day as data: "2026-07-31", or "" if it is not known.
func (d Day) String() string { return d.Date().String() }

// Words is the day as read: "31 July 2026" or "not known".
func (d Day) Words() string { return d.Date().Words() }

// Add is the day so many calendar months later, or earlier for a negative number,
// and the last of the month where the month has no such day. It is not known if d
// is not.
func (d Day) Add(months int) Day {
	if d <= 0 {
		return 0
	}
	on := d.Date()
	n := on.Year()*12 + on.Month() - 1 + months
	m := Month(max(n, 0))
	return min(m.First()+Day(on.Day())-1, m.Last())
}

// Month is a calendar month as a number: twelve times the year, and the month
// less one. The zero Month means "not known".
type Month uint16

// MonthOf is the month of a year; false if there is no such month.
func MonthOf(year, month int) (Month, bool) {
	if year < 1900 || year > 2199 || month < 1 || month > 12 {
		return 0, false
	}
	return Month(year*12 + month - 1), true
}

// First is the first day of the month; not known if the month is not.
func (m Month) First() Day {
	if m == 0 {
		return 0
	}
	return dayOf(int(m)/12, int(m)%12+1, 1)
}

// Last is the last day of the month; not known if the month is not.
func (m Month) Last() Day {
	if m == 0 {
		return 0
	}
	return (m + 1).First() - 1
}

// Date is the month as a date.
func (m Month) Date() date.Date {
	if m == 0 {
		return 0
	}
	of, _ := date.Of(int(m)/12, int(m)%12+1, 0)
	return of
}

// String is the month as data: "2014-05", or "" if it is not known.
func (m Month) String() string { return m.Date().String() }

// Words is the month as read: "May 2014" or "not known".
func (m Month) Words() string { return m.Date().Words() }

// Age is how many whole years old a child born in a month is on a day, at least
// and at most: the day of birth is not known. Both are below zero before birth.
func (m Month) Age(on Day) (least, most int) {
	if m == 0 || on <= 0 {
		return 0, 0
	}
	d := on.Date()
	now := d.Year()*12 + d.Month() - 1
	months := now - int(m)
	least = floorDiv(months-1, 12)
	if on == Month(now).Last() {
		least = floorDiv(months, 12) // every birthday of the month is past
	}
	return least, floorDiv(months, 12)
}

func floorDiv(a, b int) int {
	if a < 0 {
		return -((b - 1 - a) / b)
	}
	return a / b
}
