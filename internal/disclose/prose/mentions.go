package prose

import (
	"slices"
	"strings"
)

// mention is a label that the text names.
type mention struct {
	from, to int // tokens
	Label
	located bool // "in Eastmoor"
}

// phrase is a way to name a label.
type phrase struct {
	words []string
	exact string // a name of one letter is asked for as it is written
	Label
}

// checker is what is worked out of the tables before the text is read.
type checker struct {
	t       Tables
	o       Options
	nouns   [][]string
	bands   [][]string
	phrases []phrase
	at      map[string]int // of cells, by their labels
	listed  int            // token after the last number that names something
}

func newChecker(t Tables, o Options) *checker {
	c := &checker{t: t, o: o, at: map[string]int{}}
	nouns := o.Nouns
	if len(nouns) == 0 {
		nouns = usualNouns
	}
	for _, n := range nouns {
		c.nouns = append(c.nouns, split(n))
	}
	for _, b := range o.Bands {
		c.bands = append(c.bands, split(b.Word))
	}
	seen := map[Label]bool{}
	for i, cell := range t.Cells {
		c.at[keyOf(cell.Labels)] = i
		for _, l := range cell.Labels {
			if !seen[l] {
				seen[l] = true
				c.name(l)
			}
		}
	}
	return c
}

// name adds the ways to name a label: its code, and other words for it.
func (c *checker) name(l Label) {
	names := []string{l.Code}
	for _, words := range []map[string]string{usualWords, c.o.Words} {
		for name, code := range words {
			if strings.EqualFold(code, l.Code) {
				names = append(names, name)
			}
		}
	}
	for _, n := range names {
		if words := split(n); len(words) > 0 && len(words[0]) > 0 {
			p := phrase{words: words, Label: l}
			if len([]rune(n)) == 1 {
				p.exact = n
			}
			c.phrases = append(c.phrases, p)
		}
	}
}

// split takes a phrase apart as scan does a text.
func split(s string) []string {
	var words []string
	for _, t := range scan(s) {
		words = append(words, t.text)
	}
	return words
}

// keyOf is the same for the same labels in any order.
func keyOf(labels []Label) string {
	sorted := sortedLabels(labels)
	var b strings.Builder
	for _, l := range sorted {
		b.WriteString(l.Dimension + "\x01" + l.Code + "\x00")
	}
	return b.String()
}

// mentions finds the labels that a text names; of those that overlap the longest.
func (c *checker) mentions(tokens []token) []mention {
	var all []mention
	for i := 0; i < len(tokens); {
		best := mention{from: i, to: i}
		var same []mention
		for _, p := range c.phrases {
			if !c.says(tokens, i, p) {
				continue
			}
			m := mention{from: i, to: i + len(p.words), Label: p.Label, located: locating[word(tokens, i-1, i)]}
			switch {
			case m.to > best.to:
				best, same = m, []mention{m}
			case m.to == best.to:
				same = append(same, m) // a code that two dimensions have
			}
		}
		all = append(all, same...)
		i = max(i+1, best.to)
	}
	return all
}

// says whether a phrase stands at token i. A plural or a possessive s is let through. A code that is a
// number counts only after the name of its dimension, and the letter A, which is also
// a word, not where a sentence begins with it.
func (c *checker) says(tokens []token, i int, p phrase) bool {
	last := len(p.words) - 1
	if i+last >= len(tokens) || !at(tokens, i, p.words[:last]) || tokens[i+last].sentence != tokens[i].sentence {
		return false
	}
	if ending, ok := strings.CutPrefix(tokens[i+last].text, p.words[last]); !ok || ending != "" && ending != "s" && !possessive(ending) {
		return false
	}
	named := word(tokens, i-1, i) == strings.ToLower(p.Dimension)
	if last == 0 && digits.MatchString(tokens[i].text) {
		return named
	}
	if p.exact != "" {
		begins := i == 0 || tokens[i-1].sentence != tokens[i].sentence
		return tokens[i].capital == (strings.ToLower(p.exact) != p.exact) && (named || !begins || p.exact != "A")
	}
	return true
}

func possessive(word string) bool {
	return strings.HasSuffix(word, "'s") || strings.HasSuffix(word, "’s")
}

// counted says whether what is counted follows: a noun after three words such as
// "looked-after" at most, or a label after one.
func (c *checker) counted(tokens []token, i, from int) bool {
	return c.countedWithin(tokens, i, from, 4)
}

func (c *checker) countedWithin(tokens []token, i, from, words int) bool {
	for j := i; j < i+words && word(tokens, j, from) != ""; j++ {
		if parting[tokens[j].text] || locating[tokens[j].text] || tokens[j].number {
			return false
		}
		for _, n := range c.nouns {
			if at(tokens, j, n) {
				return true
			}
		}
		if j < i+2 && slices.ContainsFunc(c.phrases, func(p phrase) bool { return c.says(tokens, j, p) }) {
			return true
		}
	}
	return false
}
