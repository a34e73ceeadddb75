package personal

// numbers looks at each run of digits, which may have single spaces, hyphens and
// full stops in it, as in 010203 1234 and 01738 123456.
func numbers(b []byte) Kind {
	var run [24]byte
	for i := 0; i < len(b); i++ {
		if !isDigit(b[i]) || i > 0 && isDigit(b[i-1]) {
			continue
		}
		n, j := 0, i
		plain := 0 // digits up to the first sign between them
		for ; j < len(b) && n < len(run); j++ {
			if isDigit(b[j]) {
				run[n] = b[j]
				n++
				continue
			}
			between := b[j] == ' ' || b[j] == '-' || b[j] == '.' || b[j] == ')'
			if j+1 < len(b) && between && (isDigit(b[j+1]) || b[j] == ')' && b[j+1] == ' ') {
				if plain == 0 {
					plain = n
				}
				continue
			}
			break
		}
		if plain == 0 {
			plain = n
		}
		alone := wordAt(b, i) && (j == len(b) || !isWord(b[j]))
		whole := i == 0 && j == len(b)
		switch d := run[:n]; {
		case plain == 10 && isCHI(run[:10]) && (j == len(b) || !isDigit(b[j])):
			return CHI // also after letters, as in CHI0102031234
		case n == 10 && alone && plain == 6 && isCHI(d):
			return CHI
		case n == 10 && alone && (whole || plain == 3 || after(b[:i], "nhs")) && (plain == 10 || plain == 3) && checkDigit(d):
			return NHS
		case isPhone(d, b[:i]) && alone && (i == 0 || b[i-1] != '-' && b[i-1] != '/'):
			return Phone
		}
	}
	return None
}

// after reports whether a text ends with a word and signs that are no letters.
func after(b []byte, word string) bool {
	end := len(b)
	for end > 0 && !isLetter(b[end-1]) {
		end--
	}
	if end < len(word) {
		return false
	}
	for i, c := range b[end-len(word) : end] {
		if c|0x20 != word[i] {
			return false
		}
	}
	return true
}

// isCHI reports whether ten digits are a CHI number: a day, a month and a year of
// two digits, a serial number, and the check digit (Public Health Scotland, Data
// Dictionary, CHI Number).
func isCHI(d []byte) bool {
	day, month := two(d), two(d[2:])
	return 1 <= day && day <= daysOf[min(month, 13)] && checkDigit(d)
}

// daysOf is how many days a month has at most; month 0 and months after 12 have none.
var daysOf = [14]int{0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 0}

func two(d []byte) int { return int(d[0]-'0')*10 + int(d[1]-'0') }

// checkDigit reports whether the last of ten digits checks the others: weights of 10
// down to 2, modulo 11 (NHS Data Dictionary, NHS NUMBER). CHI numbers have the same.
func checkDigit(d []byte) bool {
	sum := 0
	for i, c := range d[:9] {
		sum += int(c-'0') * (10 - i)
	}
	check := (11 - sum%11) % 11 // 10 is given to nobody
	return check == int(d[9]-'0')
}

// isPhone reports whether digits are a telephone number of the United Kingdom:
// eleven, or ten in some places, that begin with 01, 02, 03 or 07, or the same with
// +44 or 0044 in place of the 0.
func isPhone(d, before []byte) bool {
	switch {
	case len(d) >= 12 && d[0] == '4' && d[1] == '4' && len(before) > 0 && before[len(before)-1] == '+':
		d = d[2:]
	case len(d) >= 14 && string(d[:4]) == "0044":
		d = d[4:]
	case len(d) >= 10 && d[0] == '0':
		d = d[1:]
	default:
		return false
	}
	if d[0] == '0' { // +44 (0) 1738 …
		d = d[1:]
	}
	switch d[0] {
	case '1':
		return len(d) == 10 || len(d) == 9
	case '2', '3', '7':
		return len(d) == 10
	}
	return false
}

// hasNINO finds two letters, six digits and A, B, C or D, with or without spaces
// (HMRC, National Insurance Manual NIM39110).
func hasNINO(b []byte) bool {
	for i := range b {
		if !wordAt(b, i) || i+2 >= len(b) || !isNINOPrefix(b[i]&^0x20, b[i+1]&^0x20) {
			continue
		}
		n, j := 0, i+2
		for ; j < len(b) && n < 7; j++ {
			switch {
			case b[j] == ' ' || b[j] == '-':
			case n < 6 && isDigit(b[j]):
				n++
			case n == 6 && 'A' <= b[j]&^0x20 && b[j]&^0x20 <= 'D':
				n++
			default:
				n = 99
			}
		}
		if n == 7 && (j == len(b) || !isWord(b[j])) {
			return true
		}
	}
	return false
}

func isNINOPrefix(x, y byte) bool {
	for _, not := range []string{"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"} {
		if not[0] == x && not[1] == y {
			return false
		}
	}
	first := 'A' <= x && x <= 'Z' && x != 'D' && x != 'F' && x != 'I' && x != 'Q' && x != 'U' && x != 'V'
	return first && 'A' <= y && y <= 'Z' && y != 'D' && y != 'F' && y != 'I' && y != 'O' && y != 'Q' && y != 'U' && y != 'V'
}
