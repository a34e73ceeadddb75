package csv

import (
	"regexp"
	"strings"
)

// formula are the first characters that make a spreadsheet read a cell of a CSV
// file as a formula, or pass over to the character behind (OWASP, "CSV
// Injection"; ASVS 5.0, 1.2.10). The wide forms are those that spreadsheets in
// East Asian locales take for the narrow ones.
const formula = "=+-@\t\r\n\x00＝＋－＠"

// number is text that a spreadsheet reads as a number and nothing more: -5, +3.2%, -1,234.
var number = regexp.MustCompile(`^[+-]?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)(\.[0-9]+)?%?$`)

// guard makes text safe to open in a spreadsheet: if it could be taken for a
// formula, an apostrophe goes in front. A name or a remark that somebody typed
// into a return can otherwise fetch or send data from the machine of whoever
// opens the file. A program that reads the file takes off an apostrophe that
// stands before one of these characters. Numbers stay as they are.
//
// Bytes that are not UTF-8 become U+FFFD.
func guard(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	if s != "" && strings.ContainsRune(formula, []rune(s)[0]) && !number.MatchString(s) {
		return "'" + s
	}
	return s
}
