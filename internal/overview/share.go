package overview

import (
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/northinch/northinch/internal/grade"
	"github.com/northinch/northinch/internal/stats"
	"github.com/northinch/northinch/internal/stats/proportion"
)

// Share is a proportion with its definition, its denominator and what was left
// out of it. A Share of nothing has no value.
type Share struct {
	Count      int      `json:"count"`
	Of         int      `json:"of"`
	Value      *float64 `json:"share"` // unrounded; null where Of is 0
	Low        *float64 `json:"low"`   // Wilson interval of 95%
	High       *float64 `json:"high"`
	Definition string   `json:"definition"`
	// Of what the denominator is, so that no share is read as one of the country.
	Base     string         `json:"base"`
	Excluded map[string]int `json:"excluded"`
	Text     string         `json:"text"`
}

// share makes a Share with its interval.
func share(count, of int, definition, base string, excluded map[string]int) Share {
	s := Share{Count: count, Of: of, Definition: definition, Base: base, Excluded: excluded, Text: "none of none"}
	i, err := proportion.Wilson(count, of, stats.Z95)
	if err != nil {
		return s
	}
	s.Value, s.Low, s.High = new(float64(count)/float64(of)), new(i.Low), new(i.High)
	s.Text = fmt.Sprintf("%d of %d (%s, %s to %s)", count, of, Percent(count, of), percent(i.Low, of), percent(i.High, of))
	return s
}

// Percent is a share as read: whole, or with one decimal where the base is over
// 1,000. It is "none" of an empty base.
func Percent(count, of int) string {
	if of == 0 {
		return "none"
	}
	unit := 100
	if of > 1000 {
		unit = 1000
	}
	rounded := (2*unit*count + of) / (2 * of) // in whole numbers, so that every half goes up
	if unit == 1000 {
		return fmt.Sprintf("%d.%d%%", rounded/10, rounded%10)
	}
	return fmt.Sprintf("%d%%", rounded)
}

// percent is an end of an interval as read.
func percent(share float64, of int) string {
	decimals := 0
	if of > 1000 {
		decimals = 1
	}
	return strconv.FormatFloat(share*100, 'f', decimals, 64) + "%"
}

// GradeCount is how many times a grade was given.
type GradeCount struct {
	Rank  grade.Grade `json:"rank"`
	Key   string      `json:"key"`
	Name  string      `json:"name"`
	Count int         `json:"count"`
	Share *float64    `json:"share"` // of all that were graded; null where none was
	// NotSeen is true where the source does not say how often; Count is 0 then and
	// must not be shown as a zero.
	NotSeen bool `json:"-"`
}

// MarshalJSON gives a count that was not seen as null, never as zero.
func (g GradeCount) MarshalJSON() ([]byte, error) {
	var count *int
	if !g.NotSeen {
		count = &g.Count
	}
	return json.Marshal(struct {
		Rank  grade.Grade `json:"rank"`
		Key   string      `json:"key"`
		Name  string      `json:"name"`
		Count *int        `json:"count"`
		Share *float64    `json:"share"`
	}{g.Rank, g.Key, g.Name, count, g.Share})
}

// resultCounts is the counts of one result, with what the source does not say
// marked as not seen, and no share where not all is known.
func (r *round) resultCounts(one *Result) (counts []GradeCount, whole bool) {
	plain, whole := one.byGrade(len(r.scale.Grades))
	counts = r.gradeCounts(plain)
	for i := range counts {
		if one.Counts != nil && i < len(one.Counts.ByGrade) {
			counts[i].NotSeen = one.Counts.ByGrade[i] < 0
		}
		if !whole {
			counts[i].Share = nil
		}
	}
	return counts, whole
}

func (r *round) gradeCounts(counts []int) []GradeCount {
	total := 0
	for _, n := range counts {
		total += n
	}
	out := make([]GradeCount, len(r.scale.Grades))
	for i, p := range r.scale.Grades {
		out[i] = GradeCount{Rank: grade.Grade(i + 1), Key: p.Key, Name: p.Name, Count: counts[i]}
		if total > 0 {
			out[i].Share = new(float64(counts[i]) / float64(total))
		}
	}
	return out
}

// from is how many of the counts are of a rank of at least g.
func from(counts []int, g grade.Grade) (sum, total int) {
	for i, n := range counts {
		total += n
		if grade.Grade(i+1) >= g {
			sum += n
		}
	}
	return sum, total
}
