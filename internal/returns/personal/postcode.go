package personal

import "strings"

// postcodeAreas are the letters that a postcode begins with (Royal Mail, PAF
// Programmers' Guide). A reference such as C12 3AB is none, as there is no area C.
const postcodeAreas = " AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE "

// hasPostcode finds a whole postcode, with a space in its middle or without one.
func hasPostcode(b []byte) bool {
	for i := range b {
		if !wordAt(b, i) || !isLetter(b[i]) {
			continue
		}
		for out := 2; out <= 4; out++ {
			at := i + out
			if at+3 > len(b) || !isOutward(b[i:at]) {
				continue
			}
			if b[at] == ' ' {
				at++
			}
			if at+3 <= len(b) && isInward(b[at:at+3]) && (at+3 == len(b) || !isWord(b[at+3])) {
				return true
			}
		}
	}
	return false
}

// isOutward is of the part before the space: one or two letters, a digit, and
// perhaps another digit or a letter.
func isOutward(s []byte) bool {
	var area [4]byte
	n := 0
	area[0] = ' '
	for n < len(s) && n < 2 && 'A' <= s[n]&^0x20 && s[n]&^0x20 <= 'Z' {
		area[n+1] = s[n] &^ 0x20
		n++
	}
	area[n+1] = ' '
	rest := s[n:]
	if n == 0 || len(rest) == 0 || len(rest) > 2 || !isDigit(rest[0]) || len(rest) == 2 && !isWord(rest[1]) {
		return false
	}
	return strings.Contains(postcodeAreas, string(area[:n+2]))
}

// isInward is of the part after the space: a digit and two letters.
func isInward(s []byte) bool {
	const used = "ABDEFGHJLNPQRSTUWXYZ"
	return isDigit(s[0]) && strings.IndexByte(used, s[1]&^0x20) >= 0 && strings.IndexByte(used, s[2]&^0x20) >= 0
}
