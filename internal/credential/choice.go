package credential

import (
	_ "embed"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/person"
	"golang.org/x/text/unicode/norm"
)

//go:embed data/common.txt
var commonText string

// common are the words of the list.
var common = func() []string {
	var all []string
	for line := range strings.Lines(commonText) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			all = append(all, line)
		}
	}
	return all
}()

// rows are characters that are next to each other on keyboards or in the alphabet,
// forwards; they are looked for backwards too.
var rows = []string{"01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "qwertzuiop", "asdfghjkl", "zxcvbnm", "yxcvbnm", "azertyuiop"}

// The lengths of a password, in characters, and how many of them have to be its
// own.
const (
	shortest = 12
	longest  = 128
	own      = 6
)

// CheckPassword says what is wrong with a password that somebody has chosen. There
// is no rule about capitals and signs: they make people write passwords down and
// attackers no slower (NIST SP 800-63B-4, 3.1.1.2).
func CheckPassword(p person.Person, password string) error {
	n := utf8.RuneCountInString(password)
	if !utf8.ValidString(password) || n < shortest {
		return errs.Invalid("password", "Enter a password of 12 characters or more; four words that have nothing to do with each other are good")
	}
	if n > longest {
		return errs.Invalid("password", "Enter a password of 128 characters or fewer")
	}
	rest := strings.ToLower(norm.NFKC.String(password))
	if different(rest) < 5 {
		return errs.Invalid("password", "Enter a password with more different characters; this one would be tried first")
	}
	words := slices.Concat(ownWords(p), common)
	slices.SortStableFunc(words, func(a, b string) int { return len(b) - len(a) }) // “scotland” before “scot”
	for _, word := range words {
		rest = strings.ReplaceAll(rest, word, " ")
	}
	if left(withoutRows(rest)) < own {
		return errs.Invalid("password", "Enter a password that is not made of common words, rows of keys, or your own name; this one would be tried first")
	}
	return nil
}

func different(s string) int {
	seen := map[rune]bool{}
	for _, r := range s {
		seen[r] = true
	}
	return len(seen)
}

// ownWords are the parts of a person's name and address.
func ownWords(p person.Person) []string {
	all := strings.FieldsFunc(strings.ToLower(norm.NFKC.String(p.Name+" "+p.Email)), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return slices.DeleteFunc(all, func(s string) bool { return utf8.RuneCountInString(s) < 3 })
}

// withoutRows takes out what has four or more characters of a row.
func withoutRows(s string) string {
	for _, row := range rows {
		back := []byte(row)
		slices.Reverse(back)
		for _, r := range []string{row, string(back)} {
			for n := len(r); n >= 4; n-- {
				for i := 0; i+n <= len(r); i++ {
					s = strings.ReplaceAll(s, r[i:i+n], " ")
				}
			}
		}
	}
	return s
}

// left is how many different characters remain.
func left(s string) int { return different(strings.ReplaceAll(s, " ", "")) }
