// Package personal recognises what names a person: national numbers, addresses,
// names, full dates. Files of returns must have none of it.
//
// It errs on the side of stopping: one child's number that slips through cannot be
// taken back, and an area's own reference that is stopped by chance can be given a
// letter. What it recognises is therefore narrow for references that areas do use,
// such as C-01234567, K/2014/0815 or TOR-000123, and the tests hold both sides.
package personal

// Kind is what a text looks like. The zero value, None, means nothing personal.
type Kind uint8

// The kinds.
const (
	None       Kind = iota
	CHI             // the number that the health service of Scotland gives a patient
	NHS             // the number that the health service of England and Wales gives one
	NINO            // a National Insurance number
	Postcode        // of the United Kingdom, in full
	Email           //
	Phone           // of the United Kingdom, or with a country code
	FullDate        // a day, which beside a child is likely the day of birth
	Name            // of a person
	Address         // a house and street
	lastOfKind      //
)

var words = [lastOfKind]string{
	CHI: "a CHI number", NHS: "an NHS number", NINO: "a National Insurance number", Postcode: "a postcode",
	Email: "an e-mail address", Phone: "a telephone number", FullDate: "a full date, which may be a date of birth",
	Name: "a person's name", Address: "an address",
}

// Words is the kind in a sentence, such as "a CHI number"; "" for None.
func (k Kind) Words() string {
	if k >= lastOfKind {
		return ""
	}
	return words[k]
}

// String is Words.
func (k Kind) String() string { return k.Words() }

// In returns what kind of personal thing a cell has in it, or None. It never keeps
// the text. Full dates count; call it for cells that are not dates.
func In(cell []byte) Kind {
	c := classes(cell)
	switch {
	case c.at && hasEmail(cell):
		return Email
	case c.digits >= 8 && c.digits <= 40:
		if k := numbers(cell); k != None {
			return k
		}
	}
	if c.digits >= 2 && c.letters >= 3 && hasPostcode(cell) {
		return Postcode
	}
	if c.digits >= 6 && c.letters >= 2 && hasNINO(cell) {
		return NINO
	}
	if c.digits >= 3 && hasDate(cell) {
		return FullDate
	}
	if c.letters >= 3 {
		if c.digits > 0 && c.spaces && hasStreet(cell) {
			return Address
		}
		if (c.runs > 1 || c.longest >= 4) && hasName(cell) { // no frequent name is shorter
			return Name
		}
	}
	return None
}

// class is what bytes a cell has: nearly every reference is done with after this.
type class struct {
	digits, letters int
	runs, longest   int // of letters
	at, spaces      bool
}

func classes(cell []byte) (c class) {
	run := 0
	for _, b := range cell {
		if isLetter(b) {
			c.letters++
			if run++; run == 1 {
				c.runs++
			}
			c.longest = max(c.longest, run)
			continue
		}
		run = 0
		switch {
		case isDigit(b):
			c.digits++
		case b == '@':
			c.at = true
		case b == ' ' || b == '\t' || b == ',':
			c.spaces = true
		}
	}
	return c
}

// isLetter takes every byte beyond ASCII for part of a letter, as in é.
func isLetter(b byte) bool { return 'a' <= b|0x20 && b|0x20 <= 'z' || b >= 0x80 }

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

func isWord(b byte) bool { return isLetter(b) || isDigit(b) }

// wordAt reports whether a word of ASCII letters and digits begins at i: nothing of
// a word is before it.
func wordAt(b []byte, i int) bool { return i == 0 || !isWord(b[i-1]) }

// hasEmail finds something@something.something.
func hasEmail(b []byte) bool {
	for i, c := range b {
		if c != '@' || i == 0 || !isWord(b[i-1]) {
			continue
		}
		j := i + 1
		for j < len(b) && (isWord(b[j]) || b[j] == '-') {
			j++
		}
		if j > i+1 && j+1 < len(b) && b[j] == '.' && isLetter(b[j+1]) {
			return true
		}
	}
	return false
}
