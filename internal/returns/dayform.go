package returns

import (
	"bytes"
	"strings"
)

// dayForm is a way to write a day.
type dayForm uint8

const (
	iso         dayForm = iota // 2026-07-31
	yearFirst                  // 2026/07/31, 2026-7-31
	slashes                    // 31/07/2026
	dots                       // 31.07.2026
	hyphens                    // 31-07-2026
	monthName                  // 31 July 2026, 31-Jul-2026
	compact                    // 20260731
	serial                     // 46234, as spreadsheets count
	timed                      // any of these with a time after it
	lastDayForm                //
)

var dayForms = [lastDayForm]string{
	yearFirst: "such as 2026/07/31", slashes: "such as 31/07/2026", dots: "such as 31.07.2026", hyphens: "such as 31-07-2026",
	monthName: "such as 31 July 2026", compact: "such as 20260731", serial: "serial numbers of a spreadsheet, such as 46234, that counts from 1900",
	timed: "with a time, which was left out",
}

// dayFault is why a day cannot be read.
type dayFault uint8

const (
	noFault     dayFault = iota
	noDay                // it is nothing that a day is written as
	shortYear            // the year has two digits
	american             // the second number is no month, and the first is
	notThere             // 31 April
	farAway              // before 1900 or after 2199
	lastDayFall          //
)

// dayRead is a day with how it was written.
type dayRead struct {
	day    Day
	form   dayForm
	timed  bool
	either bool // another person may read the month for the day
	fault  dayFault
}

// isoDay reads 2026-07-31, as nearly all days are written. Every byte that is no
// digit makes its number larger than any it may be.
func isoDay(b []byte) (Day, bool) {
	if len(b) != 10 || b[4] != '-' || b[7] != '-' {
		return 0, false
	}
	b = b[:10]
	d0, d1, d2, d3 := uint(b[0]-'0'), uint(b[1]-'0'), uint(b[2]-'0'), uint(b[3]-'0')
	d5, d6, d8, d9 := uint(b[5]-'0'), uint(b[6]-'0'), uint(b[8]-'0'), uint(b[9]-'0')
	if d0 > 9 || d1 > 9 || d2 > 9 || d3 > 9 || d5 > 9 || d6 > 9 || d8 > 9 || d9 > 9 {
		return 0, false
	}
	return DayOf(int(d0*1000+d1*100+d2*10+d3), int(d5*10+d6), int(d8*10+d9))
}

// readDay reads a day in any form.
func readDay(b []byte) dayRead {
	if d, ok := isoDay(b); ok {
		return dayRead{day: d}
	}
	body, timed := cutTime(bytes.TrimSpace(b))
	if d, ok := isoDay(body); ok {
		return dayRead{day: d, timed: timed}
	}
	r := readDate(body)
	r.timed = r.timed || timed
	return r
}

// cutTime takes a time of day from the end: a space or T, hours and minutes, and
// perhaps seconds and a Z.
func cutTime(b []byte) ([]byte, bool) {
	colon := bytes.IndexByte(b, ':')
	if colon < 0 {
		return b, false
	}
	at := bytes.LastIndexAny(b[:colon], " Tt")
	if at < 1 {
		return b, false
	}
	clock := strings.TrimSuffix(string(b[at+1:]), "Z")
	parts := strings.Split(clock, ":")
	if len(parts) > 3 {
		return b, false
	}
	for i, p := range parts {
		if i == 2 {
			p, _, _ = strings.Cut(p, ".")
		}
		n, ok := smallNumber([]byte(p))
		if !ok || n > []int{24, 59, 60}[i] {
			return b, false
		}
	}
	return bytes.TrimSpace(b[:at]), true
}

func readDate(b []byte) dayRead {
	if n, rest := leadingDigits(b); n == len(b) || n == 5 && rest[0] == '.' {
		return allDigits(b, n)
	}
	sign := bytes.IndexAny(b, "/.- ")
	if sign < 1 {
		return dayRead{fault: noDay}
	}
	parts := bytes.FieldsFunc(b, func(c rune) bool { return c == '/' || c == '.' || c == '-' || c == ' ' })
	if len(parts) != 3 || len(b)-len(parts[0])-len(parts[1])-len(parts[2]) != 2 {
		return dayRead{fault: noDay}
	}
	if m := monthNamed(parts[1]); m > 0 {
		return named(parts, m)
	}
	first, ok1 := smallNumber(parts[0])
	second, ok2 := smallNumber(parts[1])
	third, ok3 := smallNumber(parts[2])
	if !ok1 || !ok2 || !ok3 || b[sign] != b[len(parts[0])+1+len(parts[1])] || len(parts[1]) > 2 {
		return dayRead{fault: noDay}
	}
	form := map[byte]dayForm{'/': slashes, '.': dots, '-': hyphens, ' ': slashes}[b[sign]]
	switch {
	case len(parts[0]) == 4 && len(parts[2]) <= 2:
		return onDay(yearFirst, first, second, third)
	case len(parts[0]) > 2 || b[sign] == ' ':
		return dayRead{fault: noDay}
	case len(parts[2]) == 2:
		return dayRead{fault: shortYear}
	case len(parts[2]) != 4:
		return dayRead{fault: noDay}
	case second > 12 && first >= 1 && first <= 12:
		return dayRead{form: form, fault: american}
	}
	r := onDay(form, third, second, first)
	r.either = r.fault == noFault && first <= 12 && first != second
	return r
}

// allDigits reads the serial number of a spreadsheet, which may have a part of a
// day after it, and 20260731.
func allDigits(b []byte, n int) dayRead {
	v, _ := smallNumber(b[:n])
	switch {
	case n == 5 && v >= 10_000:
		rest := b[min(n+1, len(b)):] // of a day
		if more, _ := leadingDigits(rest); more < len(rest) {
			return dayRead{fault: noDay}
		}
		return dayRead{day: Day(v), form: serial, timed: len(bytes.Trim(rest, "0")) > 0}
	case n == 8:
		return onDay(compact, v/10_000, v/100%100, v%100)
	case n == 6:
		return dayRead{fault: shortYear}
	}
	return dayRead{fault: noDay}
}

func named(parts [][]byte, month int) dayRead {
	day, ok := smallNumber(parts[0])
	year, ok2 := smallNumber(parts[2])
	switch {
	case !ok || !ok2 || len(parts[0]) > 2:
		return dayRead{fault: noDay}
	case len(parts[2]) == 2:
		return dayRead{fault: shortYear}
	}
	return onDay(monthName, year, month, day)
}

func onDay(form dayForm, year, month, day int) dayRead {
	d, ok := DayOf(year, month, day)
	switch {
	case ok:
		return dayRead{day: d, form: form}
	case year < 1900 || year > 2199:
		return dayRead{form: form, fault: farAway}
	}
	return dayRead{form: form, fault: notThere}
}

const months = "january february march april may june july august september october november december"

// monthNamed is the number of a month by its name or its first three letters or
// more; 0 if there is none.
func monthNamed(b []byte) int {
	if len(b) < 3 || len(b) > 9 {
		return 0
	}
	for i, name := range strings.Fields(months) {
		if strings.HasPrefix(name, strings.ToLower(string(b))) {
			return i + 1
		}
	}
	return 0
}

// leadingDigits is how many digits b begins with, and what is after them.
func leadingDigits(b []byte) (int, []byte) {
	n := 0
	for n < len(b) && '0' <= b[n] && b[n] <= '9' {
		n++
	}
	return n, b[n:]
}

// smallNumber reads up to eight digits.
func smallNumber(b []byte) (int, bool) {
	if len(b) == 0 || len(b) > 8 {
		return 0, false
	}
	v := 0
	for _, c := range b {
		if c < '0' || c > '9' {
			return 0, false
		}
		v = v*10 + int(c-'0')
	}
	return v, true
}
