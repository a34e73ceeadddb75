package overview

import (
	"fmt"
	"math/big"
	"sort"
	"strings"

	"github.com/northinch/northinch/internal/area"
)

// Improve is what must improve: the indicators with most grades below good, and
// the areas with grades at the bottom of the scale.
type Improve struct {
	Definition string     `json:"definition"`
	Indicators []Below    `json:"indicators"`
	Areas      []LowGrade `json:"areas"`
}

// Below is an indicator with grades below good.
type Below struct {
	Ref   string `json:"ref"`
	Title string `json:"title"`
	Below int    `json:"below_good"`
	Of    int    `json:"of"`
	Word  string `json:"word,omitempty"` // "a minority", from the framework's bands; "" on a small base
}

// LowGrade is an area with grades at the bottom of the scale.
type LowGrade struct {
	Area   string       `json:"area"`
	ID     area.ID      `json:"area_id"`
	Low    int          `json:"low_grades"`
	Grades []GradeCount `json:"grades"`
	Text   string       `json:"text"`
}

func (o *Overview) improve(r *round) {
	low := int(r.scale.GoodFrom) - 2 // weak on six points, inadequate on four
	o.Improve = Improve{Indicators: []Below{}, Areas: []LowGrade{}}
	if low < 1 {
		o.Improve.Definition = "The scale has no grades"
		return
	}
	lowest := make([]string, low)
	for i := range lowest {
		lowest[i] = r.scale.Grades[low-1-i].Name
	}
	o.Improve.Definition = fmt.Sprintf("Indicators by the share of grades below %s; areas with an indicator graded %s at their latest inspection",
		r.scale.Grades[r.scale.GoodFrom-1].Name, strings.Join(lowest, " or "))
	for _, i := range o.Indicators {
		if n := i.Graded - i.GoodOrBetter.Count; n > 0 {
			word, _ := r.edition.Quantity.Word(n, i.Graded)
			o.Improve.Indicators = append(o.Improve.Indicators, Below{i.Ref, i.Title(), n, i.Graded, word})
		}
	}
	sort.SliceStable(o.Improve.Indicators, func(a, b int) bool {
		x, y := o.Improve.Indicators[a], o.Improve.Indicators[b]
		return x.Below*y.Of > y.Below*x.Of
	})
	for _, id := range r.areas() {
		one := r.latest[id]
		counts, _ := one.byGrade(len(r.scale.Grades))
		n := 0
		var parts []string
		for g := range low {
			n += counts[g]
			if counts[g] > 0 {
				parts = append(parts, fmt.Sprintf("%d %s", counts[g], r.scale.Grades[g].Name))
			}
		}
		if n > 0 {
			known, _ := r.resultCounts(one)
			o.Improve.Areas = append(o.Improve.Areas, LowGrade{r.name(id), id, n, known[:low], strings.Join(parts, ", ")})
		}
	}
	sort.SliceStable(o.Improve.Areas, func(a, b int) bool { return o.Improve.Areas[a].Low > o.Improve.Areas[b].Low })
}

// note says what a reader must know before using the figures.
func (o *Overview) note(r *round) {
	add := func(format string, args ...any) { o.Notes = append(o.Notes, fmt.Sprintf(format, args...)) }
	if o.AreasExpected != nil && o.AreasNotInSource > 0 && len(r.own) == 0 {
		add("%d of %d areas are not in the sources and are not counted anywhere as if they were: %s.", o.AreasNotInSource, *o.AreasExpected, strings.Join(o.NotInSource, ", "))
	}
	if o.hasCounts {
		add("The sources give how many indicators of an area were given each grade, not which. Shares by indicator and their movement cannot be had from them, except where a programme graded a single indicator.")
	}
	if len(r.results) > len(r.latest) {
		times, again := map[area.ID]int{}, 0
		for i := range r.results {
			if times[r.results[i].Area]++; times[r.results[i].Area] == 2 {
				again++
			}
		}
		add("Of %s, %d had more than one inspection. The distribution by indicator counts each inspection once; the ranking of places counts the latest inspection of each.", plural(len(r.latest), "place"), again)
	}
	add("A grade is ordinal: it is counted, never averaged.")
	add("Intervals are Wilson score intervals of 95%% (E. B. Wilson, 1927; without continuity correction). They say how far a share may vary by chance; they do not cover areas or grades that are missing.")
	if len(r.edition.Quantity.Bands) > 0 {
		var parts []string
		for _, b := range r.edition.Quantity.Bands {
			if b.Below == "" {
				parts = append(parts, fmt.Sprintf("“%s” is %s", b.Word, share100(b.From)))
				continue
			}
			parts = append(parts, fmt.Sprintf("“%s” from %s to below %s", b.Word, share100(b.From), share100(b.Below)))
		}
		add("Words for quantities, given for bases of %d and more and computed on unrounded figures: %s. %s.", r.edition.Quantity.MinimumBase, strings.Join(parts, "; "), r.edition.Quantity.Verification)
	}
}

// share100 is an exact fraction of a band as a percentage.
func share100(fraction string) string {
	f, ok := new(big.Rat).SetString(fraction)
	if !ok {
		return fraction
	}
	return strings.TrimSuffix(f.Mul(f, big.NewRat(100, 1)).FloatString(1), ".0") + "%"
}
