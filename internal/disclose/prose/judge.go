package prose

import (
	"fmt"
	"slices"
	"strings"
)

// partOf says whether a quantity is said to be of another: "3 of the 20".
func partOf(tokens []token, q, of quantity) bool {
	return word(tokens, q.to, q.from) == "of" && (of.from == q.to+1 || of.from == q.to+2 && tokens[q.to+1].text == "the")
}

// negated says whether "not" stands between a quantity and a label behind it.
func negated(tokens []token, q quantity, mentions []mention) bool {
	for j := q.to; word(tokens, j, q.from) != "" && !parting[tokens[j].text]; j++ {
		if tokens[j].text == "not" {
			return slices.ContainsFunc(mentions, func(m mention) bool { return m.from > j && tokens[m.from].sentence == tokens[j].sentence })
		}
	}
	return false
}

// judge says what is wrong with one quantity; "" if nothing is.
func (c *checker) judge(tokens []token, q quantity, all []quantity, mentions []mention) (Kind, string, string) {
	ties := c.ties(tokens, q, all, mentions)
	noun := c.counted(tokens, q.to, q.from)
	if !noun && !c.bare(tokens, q) || len(ties) == 0 && (!noun || q.shape == share) {
		return "", "", ""
	}
	cells := c.candidates(ties, q.shape)
	if q.rest = q.rest != negated(tokens, q, mentions); q.rest {
		return c.judgeRest(q, cells, ties)
	}
	if q.shape == share {
		return c.judgeShare(q, cells, ties)
	}
	for _, i := range cells {
		if c.fits(i, q) {
			return "", "", ""
		}
	}
	if len(cells) == 0 || len(ties) == 0 {
		return c.unmatched(q)
	}
	first := cells[0]
	if c.t.Cells[first].Hidden {
		return c.told(first, q.low, q.high)
	}
	for _, o := range all {
		if partOf(tokens, q, o) && c.fits(first, o) {
			return c.unmatched(q) // "4 of the 20 were late": of a cell, not a cell
		}
	}
	return c.differs(first)
}

// fits says whether a published cell is what a count says.
func (c *checker) fits(i int, q quantity) bool {
	cell := c.t.Cells[i]
	return !cell.Hidden && cell.Value >= q.low && cell.Value <= q.high
}

func (c *checker) differs(i int) (Kind, string, string) {
	cell := c.t.Cells[i]
	return Contradicts, cell.ID, fmt.Sprintf("The tables have %s for “%s”.", plain(cell.Value), cell.ID)
}

// judgeRest checks what is said of the others: "all but three", "a quarter were not".
func (c *checker) judgeRest(q quantity, cells []int, ties []tie) (Kind, string, string) {
	if q.shape == share {
		q.low, q.high = max(0, 1-q.high), 1-q.low
		return c.judgeShare(q, cells, ties)
	}
	for _, i := range cells {
		bases, _ := c.bases(i, ties)
		for _, base := range bases {
			total := c.t.Cells[base].Value
			others := quantity{low: max(0, total-q.high), high: max(0, total-q.low)}
			if c.t.Cells[i].Hidden {
				return c.told(i, others.low, others.high)
			}
			if c.fits(i, others) {
				return "", "", ""
			}
		}
		if len(bases) > 0 {
			return c.differs(i)
		}
	}
	return "", "", ""
}

// bare says whether a number may count children though no noun follows: "7 were boys".
func (c *checker) bare(tokens []token, q quantity) bool {
	w := word(tokens, q.to, q.from)
	return w == "" || follows[w]
}

// unmatched is a count of children that no cell has.
func (c *checker) unmatched(q quantity) (Kind, string, string) {
	if q.high == 0 {
		return "", "", "" // "no child should wait"
	}
	for _, cell := range c.t.Cells {
		if !cell.Hidden && cell.Value >= q.low && cell.Value <= q.high {
			return "", "", ""
		}
	}
	return Unmatched, "", "No table has this count: say where it is from, or take it out."
}

// told is what a reader learns of a hidden cell from a range.
func (c *checker) told(cell int, low, high float64) (Kind, string, string) {
	id := c.t.Cells[cell].ID
	var given []string
	if c.t.Learns != nil {
		given = c.t.Learns(cell, low, high)
	}
	if i := slices.Index(given, id); i >= 0 {
		given = slices.Delete(given, i, i+1)
	} else if low != high && len(given) == 0 {
		return "", "", ""
	}
	sentence := fmt.Sprintf("“%s” is hidden in the tables, and the text tells how large it is", id)
	if len(given) > 0 {
		sentence += "; with the published cells this gives away “" + strings.Join(given, "”, “") + "” too"
	}
	return Reveals, id, sentence + "."
}

// plain writes a figure without an exponent.
func plain(v float64) string { return fmt.Sprintf("%.10g", v) }
