package prose

import (
	"math"
	"regexp"
)

// quantities finds the amounts of a text and leaves out what only looks like one.
func (c *checker) quantities(tokens []token) []quantity {
	var all []quantity
	for i := 0; i < len(tokens); {
		q, ok := c.quantity(tokens, i)
		if !ok {
			i = max(i+1, q.to)
			continue
		}
		all = append(all, q.compared(tokens))
		i = q.to
	}
	return all
}

// quantity reads the amount that begins at token i. Where there is none q.to says how
// many tokens belong together all the same, such as a date.
func (c *checker) quantity(tokens []token, i int) (quantity, bool) {
	if low, high, end := percent(tokens, i); end > i {
		return quantity{from: i, to: end, shape: share, low: low, high: high}, true
	}
	if low, high, end := fraction(tokens, i); end > i && !next(tokens, i, "a", "dozen") {
		return quantity{from: i, to: end, shape: share, low: low, high: high}, true
	}
	if b, end := c.band(tokens, i); end > i && word(tokens, i-1, i) != "at" {
		return quantity{from: i, to: end, shape: share, low: b.Low, high: b.High}, true
	}
	q := quantity{from: i, to: i}
	s := tokens[i].text
	switch {
	case s == "half" && next(tokens, i, "a", "dozen"):
		return quantity{from: i, to: i + 3, low: 6, high: 6}, true
	case s == "none", s == "no" && c.counted(tokens, i+1, i):
		return quantity{from: i, to: i + 1}, true
	case s == "a" && next(tokens, i, "dozen"):
		q.low, q.to = 12, i+2
	case s == "a" && next(tokens, i, "single"):
		q.low, q.to, q.vague = 1, i+2, true
	default:
		q.low, q.to = number(tokens, i)
		q.vague = s == "one" && q.to == i+1
	}
	q.high = q.low
	if q.to == i {
		return q, false
	}
	return c.through(tokens, q)
}

// through takes in the end of a range, and refuses numbers that count nobody.
func (c *checker) through(tokens []token, q quantity) (quantity, bool) {
	if sep := word(tokens, q.to, q.from); sep == "to" || sep == "-" || sep == "–" || sep == "and" && word(tokens, q.from-1, q.from) == "between" {
		if q.to+1 < len(tokens) && word(tokens, q.to+1, q.from) != "" {
			if high, end := number(tokens, q.to+1); end > q.to+1 && high > q.low {
				q.high, q.to, q.vague = high, end, false
			}
		}
	}
	if c.otherwise(tokens, q) {
		return q, false
	}
	return q, true
}

var year = regexp.MustCompile(`^(?:19|20)\d\d$`)

// otherwise says whether a number is a date, an age, a grade, a section or the like.
func (c *checker) otherwise(tokens []token, q quantity) bool {
	first := tokens[q.from]
	prev, follow := word(tokens, q.from-1, q.from), word(tokens, q.to, q.from)
	switch {
	case first.first && first.number && (follow == "." || follow == ")"): // 3. in a list
		return true
	case before[prev] || before[word(tokens, q.from-2, q.from)] && (prev == "." || prev == "of") || c.listed > 0 && c.listed == q.from-1:
		c.listed = q.to // "paragraphs 4 and 5"
		return true
	case after[follow] || monthNames[follow] || monthNames[prev] && prev != "may":
		return true
	case year.MatchString(first.text) && !c.counted(tokens, q.to, q.from):
		return true
	case q.vague && (prev == "at" || !c.countedWithin(tokens, q.to, q.from, 2)) && !next(tokens, q.to-1, "of", "the"):
		return true // "one team", "at one point"
	case q.vague && possessive(follow): // "one girl's words"
		return true
	case (prev == "under" || prev == "over") && !c.counted(tokens, q.to, q.from):
		return true // an age
	}
	return false
}

// band reads a quantity word at token i; the longest wins.
func (c *checker) band(tokens []token, i int) (Band, int) {
	var found Band
	end := i
	for k, b := range c.o.Bands {
		if n := len(c.bands[k]); n > end-i && at(tokens, i, c.bands[k]) {
			found, end = b, i+n
		}
	}
	return found, end
}

// comparison is words before a number that make it a range. unit is the least step
// between two amounts: 1 for counts, nothing for shares.
type comparison struct {
	words []string
	apply func(q *quantity, unit float64)
}

var comparisons = []comparison{
	{[]string{"no", "more", "than"}, atMost},
	{[]string{"not", "more", "than"}, atMost},
	{[]string{"no", "fewer", "than"}, atLeast},
	{[]string{"fewer", "than"}, lessThan},
	{[]string{"less", "than"}, lessThan},
	{[]string{"more", "than"}, moreThan},
	{[]string{"at", "least"}, atLeast},
	{[]string{"at", "most"}, atMost},
	{[]string{"up", "to"}, atMost},
	{[]string{"all", "but"}, func(q *quantity, _ float64) { q.rest = true }},
	{[]string{"under"}, lessThan},
	{[]string{"below"}, lessThan},
	{[]string{"over"}, moreThan},
	{[]string{"about"}, roughly},
	{[]string{"around"}, roughly},
	{[]string{"approximately"}, roughly},
	{[]string{"roughly"}, roughly},
	{[]string{"nearly"}, roughly},
	{[]string{"almost"}, roughly},
	{[]string{"some"}, roughly},
}

func atMost(q *quantity, _ float64)      { q.low = 0 }
func atLeast(q *quantity, _ float64)     { q.high = math.Inf(1) }
func lessThan(q *quantity, unit float64) { q.low, q.high = 0, max(0, q.high-unit) }
func moreThan(q *quantity, unit float64) { q.low, q.high = q.low+unit, math.Inf(1) }

// roughly widens a count by a tenth, by 1 at least, and a share by as much as words are
// off.
func roughly(q *quantity, _ float64) {
	by := max(1, math.Ceil(q.high/10))
	if q.shape == share {
		by = loosely
	}
	q.low, q.high = max(0, q.low-by), q.high+by
}

// compared takes in what stands before the number.
func (q quantity) compared(tokens []token) quantity {
	unit, most := 1.0, math.Inf(1)
	if q.shape == share {
		unit, most = 0, 1
	}
	for _, c := range comparisons {
		from := q.from - len(c.words)
		if from >= 0 && tokens[from].sentence == tokens[q.from].sentence && at(tokens, from, c.words) {
			q.from = from
			c.apply(&q, unit)
			q.high = min(q.high, most)
			break
		}
	}
	return q
}

// at says whether the words stand at token i.
func at(tokens []token, i int, words []string) bool {
	if i < 0 || i+len(words) > len(tokens) {
		return false
	}
	for k, w := range words {
		if tokens[i+k].text != w {
			return false
		}
	}
	return true
}
