package returns

import "bytes"

// monthRead is a month with how it was written.
type monthRead struct {
	month Month
	other bool // in another form than 2014-05
	full  bool // it is a whole day, which may not be given
	fault dayFault
}

// readMonth reads 2014-05, 05/2014, 2014/05, 201405 and May 2014.
func readMonth(b []byte) monthRead {
	if len(b) == 7 && b[4] == '-' {
		if m, ok := twoNumbers(b[:4], b[5:]); ok {
			return monthRead{month: m}
		}
	}
	b = bytes.TrimSpace(b)
	if r := readDay(b); r.fault != noDay && !(len(b) == 6 && r.fault == shortYear) {
		return monthRead{full: true}
	}
	if n, _ := leadingDigits(b); n == 6 && len(b) == 6 {
		return found(twoNumbers(b[:4], b[4:]))
	}
	parts := bytes.FieldsFunc(b, func(c rune) bool { return c == '/' || c == '.' || c == '-' || c == ' ' })
	if len(parts) != 2 || len(parts[0])+len(parts[1])+1 != len(b) {
		return monthRead{fault: noDay}
	}
	if m := monthNamed(parts[0]); m > 0 {
		year, ok := smallNumber(parts[1])
		if ok && len(parts[1]) == 2 {
			return monthRead{fault: shortYear}
		}
		month, known := MonthOf(year, m)
		return found(month, ok && known)
	}
	switch {
	case len(parts[0]) == 4 && len(parts[1]) <= 2:
		return found(twoNumbers(parts[0], parts[1]))
	case len(parts[1]) == 4 && len(parts[0]) <= 2:
		return found(twoNumbers(parts[1], parts[0]))
	case len(parts[1]) == 2 && len(parts[0]) == 2:
		return monthRead{fault: shortYear}
	}
	return monthRead{fault: noDay}
}

func twoNumbers(year, month []byte) (Month, bool) {
	y, ok := smallNumber(year)
	m, ok2 := smallNumber(month)
	if !ok || !ok2 {
		return 0, false
	}
	return MonthOf(y, m)
}

func found(m Month, ok bool) monthRead {
	if !ok {
		return monthRead{fault: notThere}
	}
	return monthRead{month: m, other: true}
}
