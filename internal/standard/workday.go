package standard

import (
	"bytes"
	"encoding/csv"
	"sync"

	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/returns"
)

// Bank holidays in Scotland are those of the Banking and Financial Dealings Act
// 1971, schedule 1, as amended by the St Andrew's Day Bank Holiday (Scotland) Act
// 2007, and by custom of royal proclamation 26 December, the last Monday in May,
// and a weekday instead of each that falls on a weekend. Days that were moved or
// added once are in data/bank-holidays.csv. Local holidays of councils are not
// among them: which count is for each area to say.

// weekday is 0 on Mondays and 6 on Sundays.
func weekday(d returns.Day) int { return (int(d) + 5) % 7 }

// IsWorkingDay says whether a day is one from Monday to Friday that is no bank
// holiday in Scotland.
func IsWorkingDay(d returns.Day) bool { return weekday(d) < 5 && !IsBankHoliday(d) }

// IsBankHoliday says whether a day is a bank holiday in Scotland, from 2008 to
// 2099.
func IsBankHoliday(d returns.Day) bool {
	at := d - firstDay
	days := calendar()
	return at >= 0 && int(at) < len(days) && days[at]
}

// AddWorkingDays is the n-th working day after a day.
func AddWorkingDays(d returns.Day, n int) returns.Day {
	for n > 0 {
		d++
		if IsWorkingDay(d) {
			n--
		}
	}
	return d
}

// The years of the calendar of bank holidays.
const firstYear, lastYear = 2008, 2099

var firstDay, _ = returns.DayOf(firstYear, 1, 1)

// calendar says of each day of the years whether it is a bank holiday, made once.
var calendar = sync.OnceValue(func() []bool {
	end, _ := returns.DayOf(lastYear, 12, 31)
	all := make([]bool, end-firstDay+1)
	for year := firstYear; year <= lastYear; year++ {
		for _, d := range holidays(year) {
			all[d-firstDay] = true
		}
	}
	for _, one := range exceptions() {
		if one.insteadOf != 0 {
			all[one.insteadOf-firstDay] = false
		}
		all[one.day-firstDay] = true
	}
	return all
})

// holidays are those of a year before any was moved or added once.
func holidays(year int) []returns.Day {
	on := func(month, day int) returns.Day { d, _ := returns.DayOf(year, month, day); return d }
	monday := func(d returns.Day) returns.Day { return d + returns.Day((7-weekday(d))%7) }
	all := []returns.Day{
		easter(year) - 2, monday(on(5, 1)), monday(on(5, 25)), monday(on(8, 1)),
	}
	andrew := on(11, 30)
	if weekday(andrew) >= 5 {
		andrew = monday(andrew)
	}
	return append(append(append(all, andrew), pair(on(1, 1))...), pair(on(12, 25))...)
}

// pair are two holidays in a row, each on the next weekday that is free where it
// falls on a weekend.
func pair(first returns.Day) []returns.Day {
	switch weekday(first) {
	case 4: // Friday and Saturday
		return []returns.Day{first, first + 3}
	case 5: // Saturday and Sunday
		return []returns.Day{first + 2, first + 3}
	case 6: // Sunday and Monday
		return []returns.Day{first + 1, first + 2}
	}
	return []returns.Day{first, first + 1}
}

// easter is Easter Sunday (J. Meeus, Astronomical Algorithms, 2nd edition, chapter 8).
func easter(year int) returns.Day {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	g := (8*b + 13) / 25
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	day, _ := returns.DayOf(year, n/31, n%31+1)
	return day
}

// exception is a bank holiday that was moved or added once.
type exception struct{ day, insteadOf returns.Day }

func exceptions() (all []exception) {
	file := must(data.ReadFile("data/bank-holidays.csv"))
	for _, r := range must(csv.NewReader(bytes.NewReader(file)).ReadAll())[1:] {
		day, _ := date.Parse(r[0])
		from, _ := date.Parse(r[1])
		all = append(all, exception{returns.OnDate(day), returns.OnDate(from)})
	}
	return all
}
