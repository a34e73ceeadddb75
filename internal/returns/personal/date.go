package personal

// hasDate finds a full date: three parts with the same sign between them, or a day,
// the name of a month and a year, or, if there is nothing else, eight digits.
func hasDate(b []byte) bool {
	if len(b) == 8 && allDigits(b) {
		return isDay(b[:4], b[4:6], b[6:]) || isDay(b[4:], b[2:4], b[:2])
	}
	for i := range b {
		if isDigit(b[i]) && (i == 0 || !isDigit(b[i-1])) && dateAt(b, i) {
			return true
		}
	}
	return false
}

func dateAt(b []byte, i int) bool {
	first := digitsAt(b, i)
	at := i + len(first)
	if at >= len(b) {
		return false
	}
	sign := b[at]
	if named, next := monthAt(b, at); named != nil {
		year := digitsAt(b, next)
		return isDay(year, named, first)
	}
	if sign != '/' && sign != '.' && sign != '-' && sign != ' ' {
		return false
	}
	second := digitsAt(b, at+1)
	at += 1 + len(second)
	if at >= len(b) || b[at] != sign {
		return false
	}
	third := digitsAt(b, at+1)
	switch {
	case len(first) == 4:
		return isDay(first, second, third)
	case len(third) == 4:
		return isDay(third, second, first) || isDay(third, first, second)
	case len(third) == 2 && (sign == '/' || sign == '.' || i == 0 && at+3 == len(b)):
		return len(second) == 2 && len(first) == 2 && isDay(third, second, first)
	}
	return false
}

// monthAt reads signs and the name of a month, as in 3 Mar 2014 and 3-Mar-14, and
// returns the month's number as digits, and the place of what follows.
func monthAt(b []byte, at int) ([]byte, int) {
	const names = "janfebmaraprmayjunjulaugsepoctnovdec"
	const numbers = "010203040506070809101112"
	skip := func() {
		for at < len(b) && (b[at] == ' ' || b[at] == '-' || b[at] == '/' || b[at] == '.' || b[at] == ',') {
			at++
		}
	}
	if at+2 < len(b) && (isLetter(b[at]) && string(b[at:at+2]) != "" && ordinal(b[at:at+2])) {
		at += 2
	}
	skip()
	if at+3 > len(b) {
		return nil, 0
	}
	var name [3]byte
	for i := range name {
		name[i] = b[at+i] | 0x20
	}
	for m := 0; m < 12; m++ {
		if string(name[:]) == names[3*m:3*m+3] {
			for at < len(b) && isLetter(b[at]) {
				at++
			}
			skip()
			return []byte(numbers[2*m : 2*m+2]), at
		}
	}
	return nil, 0
}

// ordinal is of the letters in 1st, 2nd, 3rd and 4th.
func ordinal(b []byte) bool {
	switch string([]byte{b[0] | 0x20, b[1] | 0x20}) {
	case "st", "nd", "rd", "th":
		return true
	}
	return false
}

func digitsAt(b []byte, i int) []byte {
	j := i
	for j < len(b) && isDigit(b[j]) {
		j++
	}
	return b[min(i, j):j]
}

func allDigits(b []byte) bool { return len(digitsAt(b, 0)) == len(b) }

// isDay reports whether digits are a year, from 1900 to 2099 or two digits, a month
// and a day.
func isDay(year, month, day []byte) bool {
	if len(month) < 1 || len(month) > 2 || len(day) < 1 || len(day) > 2 || len(year) != 4 && len(year) != 2 {
		return false
	}
	if century := two(year); len(year) == 4 && century != 19 && century != 20 {
		return false
	}
	m, d := small(month), small(day)
	return 1 <= d && d <= daysOf[min(m, 13)]
}

func small(b []byte) int {
	if len(b) == 1 {
		return int(b[0] - '0')
	}
	return two(b)
}
