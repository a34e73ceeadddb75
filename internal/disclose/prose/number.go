package prose

import (
	"math"
	"regexp"
	"strconv"
	"strings"
)

// shape is what a quantity is an amount of.
type shape uint8

const (
	count shape = iota // children
	share              // a part of some of them, of 1
)

// quantity is an amount in the text.
type quantity struct {
	from, to  int // tokens
	shape     shape
	low, high float64 // the amount; high is +Inf for "at least"
	vague     bool    // a word that may mean something else: "one", "no"
	rest      bool    // "all but three": the amount is what the others are
}

var digits = regexp.MustCompile(`^(?:\d+|\d{1,3}(?:,\d{3})+)$`)

// whole reads a whole number in digits.
func whole(s string) (float64, bool) {
	if !digits.MatchString(s) || len(s) > 15 || len(s) > 1 && s[0] == '0' {
		return 0, false
	}
	v, _ := strconv.ParseFloat(strings.ReplaceAll(s, ",", ""), 64)
	return v, true
}

// under100 reads one numeral, "seven" or "twenty-one".
func under100(s string) (float64, bool) {
	if v, ok := numerals[s]; ok {
		return v, true
	}
	tens, unit, _ := strings.Cut(s, "-")
	t, u := numerals[tens], numerals[unit]
	return t + u, t >= 20 && u >= 1 && u <= 9
}

// number reads a number that begins at token i, and gives the token after it. Words go
// up to nineteen hundred and ninety-nine.
func number(tokens []token, i int) (v float64, end int) {
	if v, ok := whole(tokens[i].text); ok {
		return v, i + 1
	}
	sum, last, end := 0.0, 0.0, i
	for j := i; j < len(tokens); j++ {
		s := tokens[j].text
		n, ok := under100(s)
		switch {
		case ok && last == 0 && (j == i || math.Mod(sum, 100) == 0):
			last = n
			if n == 0 {
				return 0, j + 1
			}
		case ok && last >= 20 && math.Mod(last, 10) == 0 && n < 10:
			last += n // twenty one
		case s == "hundred" && last > 0 && last < 20:
			sum, last = sum+100*last, 0
		case s == "hundred" && j == i+1 && tokens[i].text == "a":
			sum = 100
		case s == "a" && j == i && next(tokens, j, "hundred"):
			continue
		case s == "and" && j > i && sum > 0 && last == 0 && numeral(tokens, j+1):
			continue
		default:
			return sum + last, end
		}
		end = j + 1
	}
	return sum + last, end
}

func numeral(tokens []token, i int) bool {
	if i >= len(tokens) {
		return false
	}
	_, ok := under100(tokens[i].text)
	return ok
}

// next says whether the tokens after i are the words given.
func next(tokens []token, i int, words ...string) bool {
	for k, w := range words {
		if i+1+k >= len(tokens) || tokens[i+1+k].text != w || tokens[i+1+k].sentence != tokens[max(i, 0)].sentence {
			return false
		}
	}
	return true
}

// word is the text of token i, or "" outside of the text and of the sentence of at.
func word(tokens []token, i, at int) string {
	if i < 0 || i >= len(tokens) || tokens[i].sentence != tokens[at].sentence {
		return ""
	}
	return tokens[i].text
}

var percentage = regexp.MustCompile(`^(\d{1,3})(?:\.(\d{1,6}))?(%?)$`)

// percent reads "60%", "12.5 per cent" or "sixty percent", as the range that is rounded
// to it.
func percent(tokens []token, i int) (low, high float64, end int) {
	value, places, after, sign := 0.0, 0, i+1, false
	if m := percentage.FindStringSubmatch(tokens[i].text); m != nil {
		value, _ = strconv.ParseFloat(strings.TrimSuffix(tokens[i].text, "%"), 64)
		places, sign = len(m[2]), m[3] != ""
	} else if value, after = number(tokens, i); after == i {
		return 0, 0, i
	}
	switch {
	case sign:
	case word(tokens, after, i) == "percent" || word(tokens, after, i) == "%":
		after++
	case word(tokens, after, i) == "per" && word(tokens, after+1, i) == "cent":
		after += 2
	default:
		return 0, 0, i
	}
	half := 0.5 * math.Pow10(-places)
	return max(0, value-half) / 100, (value + half) / 100, after
}

// loosely is how far a share in words may be off: nobody says "a third" of 33.33% only.
const loosely = 0.025

// fraction reads "two thirds", "a quarter", "half", "3/4" or "one in three".
func fraction(tokens []token, i int) (low, high float64, end int) {
	around := func(v float64, end int) (float64, float64, int) {
		return max(0, v-loosely), min(1, v+loosely), end
	}
	s := tokens[i].text
	if top, bottom, slash := strings.Cut(s, "/"); slash {
		a, ok1 := whole(top)
		b, ok2 := whole(bottom)
		if ok1 && ok2 && a < b && b <= 10 {
			return around(a/b, i+1)
		}
		return 0, 0, i
	}
	if first, second, hyphen := strings.Cut(s, "-"); hyphen && parts[second] > 0 && numerals[first] > 0 && numerals[first]*parts[second] < 1 {
		return around(numerals[first]*parts[second], i+1)
	}
	if s == "half" {
		return around(0.5, i+1)
	}
	n, after := number(tokens, i)
	if after == i {
		if s != "a" {
			return 0, 0, i
		}
		n, after = 1, i+1
	}
	w := word(tokens, after, i)
	if p := parts[w]; p > 0 && n*p < 1 && n > 0 {
		return around(n*p, after+1)
	}
	if (w == "in" || w == "out" && word(tokens, after+1, i) == "of") && s != "a" {
		at := after + 1
		if w == "out" {
			at++
		}
		if word(tokens, at, i) == "every" {
			at++
		}
		if at < len(tokens) && word(tokens, at, i) != "" {
			if b, end := number(tokens, at); end > at && n < b && b <= 10 {
				return around(n/b, end)
			}
		}
	}
	return 0, 0, i
}
