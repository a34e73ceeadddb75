package personal

// InText is In for a text that is no cell of a table, such as a title or a note:
// there, words with capitals are no sign of a name, but a frequent name is, and so is
// a title before a word with a capital.
func InText(text []byte) Kind {
	k := In(text)
	if k == Name && !hasFrequentName(text) && !hasTitled(text) {
		return None
	}
	return k
}

// hasTitled finds Mrs Zabrowski.
func hasTitled(b []byte) bool {
	all := wordsOf(b)
	for i := 1; i < len(all); i++ {
		switch all[i-1].text {
		case "mr", "mrs", "ms", "miss", "dr":
			if all[i].big {
				return true
			}
		}
	}
	return false
}

// WithoutZero returns what kind of personal number a number is that lost the zero it
// began with, as numbers in spreadsheets do: a CHI number of somebody born on one of
// the first nine days of a month, or None.
func WithoutZero(digits []byte) Kind {
	if len(digits) != 9 {
		return None
	}
	var whole [10]byte
	whole[0] = '0'
	for i, c := range digits {
		if !isDigit(c) {
			return None
		}
		whole[i+1] = c
	}
	if isCHI(whole[:]) {
		return CHI
	}
	return None
}
