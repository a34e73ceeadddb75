package overview

import (
	"encoding/json"
	"fmt"
	"slices"
	"sort"
	"strings"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/area"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/framework"
	"github.com/northinch/northinch/internal/grade"
	"github.com/northinch/northinch/internal/inspection"
	"github.com/northinch/northinch/internal/programme"
)

// Overview is the national picture of a programme.
type Overview struct {
	Programme programme.Programme `json:"programme"`
	Framework string              `json:"framework"`
	Scale     framework.Scale     `json:"scale"`
	MadeUp    bool                `json:"made_up"`
	// Finding is the first sentence of the report, bound to its figures.
	Finding string `json:"finding"`
	// AreasExpected is null where the programme has no list of areas.
	AreasExpected    *int     `json:"areas_expected"`
	AreasInSource    int      `json:"areas_in_source"`
	AreasNotInSource int      `json:"areas_not_in_source"`
	NotInSource      []string `json:"areas_not_in_source_names"`
	// AreasGraded is the areas all of whose grades are known at their latest
	// inspection, AreasWithGrade those with at least one.
	AreasGraded    int  `json:"areas_graded"`
	AreasWithGrade int  `json:"areas_with_a_grade"`
	Inspected      int  `json:"areas_inspected"`
	Published      int  `json:"areas_published"`
	Outstanding    *int `json:"areas_outstanding"`
	Inspections    int  `json:"inspections"`
	// Scope is what every share below is a share of, in words.
	Scope      string       `json:"scope"`
	Gradings   Gradings     `json:"gradings"`
	Indicators []Indicator  `json:"indicators"`
	ByShare    []string     `json:"indicators_by_share"` // refs, the highest share good or better first
	HighestOf  string       `json:"highest_definition"`
	Highest    []Highest    `json:"highest"`
	NotRanked  []NotRanked  `json:"not_ranked"`
	Improve    Improve      `json:"must_improve"`
	Movement   *Movement    `json:"movement"` // null for the first programme of a chain
	Chain      []Step       `json:"chain"`
	Areas      []AreaLine   `json:"areas"`
	Sources    []SourceLine `json:"sources"`
	Notes      []string     `json:"notes"`
	perGrade   bool         // grades are known by indicator
	hasCounts  bool
	edition    framework.Edition
}

// Gradings counts every grade of the latest inspection of each area whose grades
// are all known.
type Gradings struct {
	Counted      int          `json:"counted"`
	ByGrade      []GradeCount `json:"by_grade"`
	GoodOrBetter int          `json:"good_or_better"`
	Text         string       `json:"text"`
}

// Indicator is the distribution of one indicator over all inspections.
type Indicator struct {
	Ref          string         `json:"ref"`
	Number       string         `json:"number"`
	Name         string         `json:"name"`
	Verification string         `json:"verification"`
	Graded       int            `json:"graded"`
	Distribution []GradeCount   `json:"distribution"`
	GoodOrBetter Share          `json:"good_or_better"`
	Missing      map[string]int `json:"missing"` // by status; never counted as zero
}

// Title is the number and the name.
func (i Indicator) Title() string { return strings.TrimSpace(i.Number + " " + i.Name) }

// Highest is an area with the highest number of the scale's top grades.
type Highest struct {
	Area   string
	ID     area.ID
	Count  int
	Graded int
	key    string
}

// MarshalJSON names the count by the scale: very_good_or_excellent.
func (h Highest) MarshalJSON() ([]byte, error) {
	return json.Marshal(map[string]any{"area": h.Area, "area_id": h.ID, h.key: h.Count, "graded": h.Graded})
}

// NotRanked is an area that has a result and cannot be ranked, and why.
type NotRanked struct {
	Area string `json:"area"`
	Why  string `json:"why"`
}

// AreaLine is one area in the overview.
type AreaLine struct {
	ID     area.ID      `json:"id"`
	Name   string       `json:"name"`
	State  string       `json:"state"`
	Graded int          `json:"graded"`
	Counts []GradeCount `json:"grades,omitempty"`
	Top    *int         `json:"top"` // how many of the highest grades; null where not known
	Whole  bool         `json:"all_grades_known"`
	InAll  *int         `json:"indicators_graded"` // in all, seen or not; null where not known
	tile   *area.Tile
	short  string
}

// SourceLine is a file that the overview rests on.
type SourceLine struct {
	ID         string `json:"id"`
	Reading    string `json:"reading"`
	File       string `json:"file"`
	SHA256     string `json:"sha256"`
	Rows       int    `json:"rows_read"`
	Outcomes   int    `json:"outcomes"`
	Unreadable int    `json:"rows_with_unreadable_cells"`
	Findings   int    `json:"findings"`
}

// Of computes the overview of a programme as who may see it. errs.NotFound if
// there is no such programme.
func Of(tx *db.Tx, who access.Actor, id programme.ID) (*Overview, error) {
	r, err := load(tx, who, id)
	if err != nil {
		return nil, err
	}
	o := &Overview{Programme: r.programme, Framework: r.edition.Name, Scale: r.scale, MadeUp: r.programme.MadeUp,
		Inspections: len(r.results), Indicators: []Indicator{}, Areas: []AreaLine{}, Sources: []SourceLine{}, Notes: []string{}, perGrade: r.perIndicator(), hasCounts: r.hasCounts(), edition: r.edition}
	o.countAreas(r)
	o.countIndicators(r)
	o.countGradings(r)
	o.rank(r)
	o.improve(r)
	counted := map[string]int{} // by reading; those that a later reading replaced are not among them
	for i := range r.results {
		counted[r.results[i].Reading]++
	}
	for _, s := range r.readings {
		o.Sources = append(o.Sources, SourceLine{string(s.Source), s.ID, s.Account.File, s.Account.SHA256, s.Account.Rows, counted[s.ID], s.Account.UnreadableRows, s.Account.Findings})
	}
	if err := o.compare(tx, who, r); err != nil {
		return nil, err
	}
	o.note(r)
	o.Finding = o.finding()
	return o, nil
}

func (o *Overview) countAreas(r *round) {
	state := map[area.ID]inspection.Stage{}
	inspected := map[area.ID]bool{}
	for _, i := range r.own {
		state[i.Area] = i.Stage
		if i.Stage.IsInspected() {
			inspected[i.Area] = true
		}
	}
	for id, one := range r.latest {
		inspected[id] = true
		o.Published++
		counts, whole := one.byGrade(len(r.scale.Grades))
		if whole {
			o.AreasGraded++
		}
		if sum, _ := from(counts, 1); sum > 0 {
			o.AreasWithGrade++
		}
	}
	o.AreasInSource, o.Inspected = len(r.latest), len(inspected)
	o.NotInSource = []string{}
	lines := r.areas()
	if r.programme.AreaList != "" {
		lines = nil
		seen := 0
		for _, a := range r.expected {
			lines = append(lines, a.ID)
			if r.latest[a.ID] == nil {
				o.NotInSource = append(o.NotInSource, a.Name)
			} else {
				seen++
			}
		}
		o.AreasExpected, o.Outstanding = new(len(r.expected)), new(len(r.expected)-seen)
	}
	o.AreasNotInSource = len(o.NotInSource)
	for _, id := range lines {
		o.Areas = append(o.Areas, r.line(id, state[id]))
	}
	o.Scope = o.scope(r)
}

// line is one area, with the grades of its latest result.
func (r *round) line(id area.ID, stage inspection.Stage) AreaLine {
	a := r.names[id]
	line := AreaLine{ID: id, Name: r.name(id), State: string(stage), tile: a.Tile, short: a.Short}
	one := r.latest[id]
	switch {
	case one == nil && stage == "" && len(r.own) == 0:
		line.State = "not in the sources"
	case one == nil && stage == "":
		line.State = "not scheduled"
	case one != nil && one.Inspection == "":
		line.State = "in the sources"
	}
	if one == nil {
		return line
	}
	line.fill(r, one)
	return line
}

// fill puts the grades of a result into the line.
func (l *AreaLine) fill(r *round, one *Result) {
	l.Counts, l.Whole = r.resultCounts(one)
	plain, _ := one.byGrade(len(r.scale.Grades))
	_, l.Graded = from(plain, 1)
	switch {
	case one.Counts == nil:
		l.InAll = new(l.Graded + one.unread())
	case one.Counts.Graded >= l.Graded:
		l.InAll = &one.Counts.Graded
	}
	if l.Whole && r.scale.Top.From > 0 {
		top, _ := from(plain, r.scale.Top.From)
		l.Top = &top
	}
}

func (o *Overview) scope(r *round) string {
	known := 0
	for i := range r.results {
		counts, _ := r.results[i].byGrade(len(r.scale.Grades))
		if sum, _ := from(counts, 1); sum > 0 {
			known++
		}
	}
	if known == 0 {
		return "no area has a grade that could be seen"
	}
	base := "the " + plural(o.AreasWithGrade, "area") + " with a known grade"
	if len(r.results) > len(r.latest) {
		base = fmt.Sprintf("%s of %s in the sources", plural(len(r.results), "inspection"), plural(len(r.latest), "place"))
	}
	if o.AreasExpected != nil && o.AreasWithGrade < *o.AreasExpected {
		base += fmt.Sprintf(", of %d areas; not a share of the country", *o.AreasExpected)
	}
	return base
}

func (o *Overview) countIndicators(r *round) {
	for at, ind := range r.edition.Indicators {
		if !ind.IsGraded() {
			continue
		}
		counts := make([]int, len(r.scale.Grades))
		missing := map[string]int{}
		for i := range r.results {
			m := r.results[i].Marks[at]
			if g := m.Grade(); g > 0 && int(g) <= len(counts) {
				counts[g-1]++
				continue
			}
			missing[m.Status().String()]++
		}
		one := Indicator{Ref: ind.Ref, Number: ind.Number, Name: ind.Name, Verification: ind.Verification, Distribution: r.gradeCounts(counts), Missing: missing}
		good := 0
		good, one.Graded = from(counts, max(r.scale.GoodFrom, 1))
		one.GoodOrBetter = share(good, one.Graded, "Inspections whose grade for this indicator is good or better, of those with a grade that can be read", o.Scope, missing)
		o.Indicators = append(o.Indicators, one)
	}
	order := slices.Clone(o.Indicators)
	sort.SliceStable(order, func(a, b int) bool {
		x, y := order[a].GoodOrBetter, order[b].GoodOrBetter
		return x.Count*max(y.Of, 1) > y.Count*max(x.Of, 1) && x.Of > 0 || x.Of > 0 && y.Of == 0
	})
	o.ByShare = []string{}
	for _, i := range order {
		if i.Graded > 0 {
			o.ByShare = append(o.ByShare, i.Ref)
		}
	}
}

func (o *Overview) countGradings(r *round) {
	sum := make([]int, len(r.scale.Grades))
	for _, one := range r.latest {
		counts, whole := one.byGrade(len(sum))
		if !whole {
			continue // the grades that happened to be seen are no fair part of them all
		}
		for i, n := range counts {
			sum[i] += n
		}
	}
	o.Gradings.ByGrade = r.gradeCounts(sum)
	o.Gradings.GoodOrBetter, o.Gradings.Counted = from(sum, max(r.scale.GoodFrom, 1))
	if n := o.Gradings.Counted; n > 0 {
		o.Gradings.Text = fmt.Sprintf("%d of %d (%s)", o.Gradings.GoodOrBetter, n, Percent(o.Gradings.GoodOrBetter, n))
	}
}

// rank finds the areas with the highest number of the scale's top grades.
func (o *Overview) rank(r *round) {
	top := r.scale.Top
	o.Highest, o.NotRanked = []Highest{}, []NotRanked{}
	if top.From == grade.None {
		o.HighestOf = "The scale has no grades, so no area is ranked"
		return
	}
	o.HighestOf = fmt.Sprintf("Areas with the highest number of indicators graded %s at their latest inspection; all that tie are named", top.Name)
	best := 1
	for _, id := range r.areas() {
		one := r.latest[id]
		counts, whole := one.byGrade(len(r.scale.Grades))
		n, graded := from(counts, top.From)
		if !whole {
			why := "not every grade is given and can be read"
			if one.Counts != nil {
				why = "the source does not say how often each grade was given"
			}
			o.NotRanked = append(o.NotRanked, NotRanked{r.name(id), why})
			continue
		}
		if n > best {
			o.Highest = o.Highest[:0]
		}
		if n >= best {
			best = n
			o.Highest = append(o.Highest, Highest{r.name(id), id, n, graded, top.Key})
		}
	}
}
