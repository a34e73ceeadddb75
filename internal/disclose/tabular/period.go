package tabular

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// span is the months [from, to) of a period.
type span struct{ from, to int }

var (
	months  = []string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}
	month   = `(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?:\s+(\d{4}))?`
	ofTexts = regexp.MustCompile(`^` + month + `(?:\s*(?:-|–|to|/)\s*` + month + `)?$`)
	ofDates = regexp.MustCompile(`^(\d{4})-(\d{2})(?:\s*(?:/|–|to)\s*(\d{4})-(\d{2}))?$`)
)

// yearStart is the month in which a year without a number begins: April, as the
// year of the returns does.
const yearStart = 3

// spanOf reads "Apr-Dec", "April 2024 to March 2025", "Jan 2025" or
// "2024-04/2025-03". Months without a year are of one year that begins in April, so
// that Jan-Mar follows Apr-Dec; a span that runs over the end of that year, such as
// Feb-May, is not understood.
func spanOf(text string) (span, bool) {
	text = strings.ToLower(strings.TrimSpace(text))
	if m := ofDates.FindStringSubmatch(text); m != nil {
		if m[3] == "" {
			m[3], m[4] = m[1], m[2]
		}
		from, ok1 := monthOf(m[1], m[2])
		to, ok2 := monthOf(m[3], m[4])
		return span{from, to + 1}, ok1 && ok2 && from <= to
	}
	m := ofTexts.FindStringSubmatch(text)
	if m == nil {
		return span{}, false
	}
	if m[3] == "" {
		m[3], m[4] = m[1], m[2]
	}
	from, to := slices.Index(months, m[1]), slices.Index(months, m[3])
	if m[4] == "" && m[2] == "" {
		from, to = (from+12-yearStart)%12, (to+12-yearStart)%12
		return span{from, to + 1}, from <= to
	}
	if m[2] == "" { // Apr-Dec 2024
		m[2] = m[4]
	}
	if m[4] == "" {
		return span{}, false
	}
	y1, _ := strconv.Atoi(m[2])
	y2, _ := strconv.Atoi(m[4])
	from, to = 12*y1+from, 12*y2+to
	return span{from, to + 1}, from <= to
}

func monthOf(year, month string) (int, bool) {
	y, _ := strconv.Atoi(year)
	m, _ := strconv.Atoi(month)
	return 12*y + m - 1, m >= 1 && m <= 12
}

// spanned is a cell with the months it is about.
type spanned struct {
	span
	cell int
}

// spans relates the cells that differ only in their period. Spans that share an end
// leave a span between their other ends; three that abut make a sum; one inside
// another leaves the rest.
func (t *tables) spans(dim string) {
	groups := map[string][]spanned{}
	var keys []string
	for i, c := range t.cells {
		if s, ok := spanOf(c.place.code(dim)); ok && c.state != unpublished {
			k := key(c.measure, c.place.put(dim, ""))
			if groups[k] == nil {
				keys = append(keys, k)
			}
			groups[k] = append(groups[k], spanned{s, i})
		}
	}
	for _, k := range keys {
		t.abut(t.between(groups[k]), dim)
	}
}

// between adds what is left between spans that share an end, and what such spans
// leave in turn, until nothing new comes.
func (t *tables) between(all []spanned) []spanned {
	for n := 0; n < len(all); n++ {
		for m := 0; m < n; m++ {
			long, short := all[n], all[m]
			if long.to-long.from < short.to-short.from {
				long, short = short, long
			}
			rest := span{short.to, long.to}
			switch {
			case long.span == short.span || long.from > short.from || long.to < short.to:
				continue
			case long.to == short.to:
				rest = span{long.from, short.from}
			case long.from != short.from:
				continue
			}
			if !slices.ContainsFunc(all, func(s spanned) bool { return s.span == rest }) {
				all = append(all, spanned{rest, t.left(long.cell, []int{short.cell})})
			}
		}
	}
	slices.SortFunc(all, func(a, b spanned) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to), cmp.Compare(a.cell, b.cell))
	})
	return all
}

// abut adds the sums of spans: long = first + second, and long = inner + rest.
func (t *tables) abut(all []spanned, dim string) {
	find := func(s span) (int, bool) {
		for _, a := range all {
			if a.span == s {
				return a.cell, true
			}
		}
		return 0, false
	}
	for _, long := range all {
		for _, part := range all {
			switch second, there := find(span{part.to, long.to}); {
			case part.from == long.from && there && part.to < long.to:
				t.relations = append(t.relations, relation{total: long.cell, parts: []int{part.cell, second}, dim: dim})
			case part.from > long.from && part.to < long.to:
				t.relations = append(t.relations, relation{total: long.cell, parts: []int{part.cell, t.left(long.cell, []int{part.cell})}, dim: dim})
			}
		}
	}
}
