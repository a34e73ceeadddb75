package overview

import (
	"fmt"
	"slices"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/area"
	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/grade"
	"github.com/northinch/northinch/internal/programme"
	"github.com/northinch/northinch/internal/source"
)

// Pairs is the movement of one indicator between consecutive inspections of the
// same place within a programme.
type Pairs struct {
	Programme  programme.ID `json:"programme"`
	Indicator  string       `json:"indicator"`
	Name       string       `json:"name"`
	MadeUp     bool         `json:"made_up"`
	Definition string       `json:"definition"`
	Pairs      int          `json:"pairs"`
	Up         int          `json:"up"`
	Same       int          `json:"same"`
	Down       int          `json:"down"`
	// Inspections that have a grade for the indicator, and places that have two.
	Graded int `json:"inspections_graded"`
	Places int `json:"places_with_pairs"`
	// Excluded are the inspections without a grade, by status, and those whose
	// place in time is not known.
	Excluded map[string]int `json:"excluded"`
	Items    []PairItem     `json:"items"`
}

// PairItem is one inspection and the one before it.
type PairItem struct {
	Area     string      `json:"area"`
	ID       area.ID     `json:"area_id"`
	ThenDate date.Date   `json:"then_date"`
	NowDate  date.Date   `json:"now_date"`
	Then     grade.Grade `json:"then_rank"`
	Now      grade.Grade `json:"now_rank"`
	Was      string      `json:"then"`
	Is       string      `json:"now"`
	Source   source.ID   `json:"source,omitempty"`
	// ThenSource is the source of the inspection before, which may be another.
	ThenSource source.ID `json:"then_source,omitempty"`
	ThenLine   int       `json:"then_line,omitempty"`
	NowLine    int       `json:"now_line,omitempty"`
}

// PairsOf pairs each inspection of a place that has a grade for the indicator
// with the next one that has, ordered by publication. Inspections without a
// grade that can be read stand between no pair: they are left out and counted.
// errs.NotFound if there is no such programme, errs.BadInput if its framework has
// no such indicator.
func PairsOf(tx *db.Tx, who access.Actor, id programme.ID, indicator string) (*Pairs, error) {
	r, err := load(tx, who, id)
	if err != nil {
		return nil, err
	}
	ind, err := r.edition.Indicator(indicator)
	if err != nil {
		return nil, errs.Invalid("indicator", "The framework %s has no indicator “%s”; it has %s", r.edition.ID, indicator, refs(r))
	}
	at := r.edition.At(indicator)
	p := &Pairs{Programme: id, Indicator: indicator, Name: ind.Title(), MadeUp: r.programme.MadeUp, Excluded: map[string]int{}, Items: []PairItem{},
		Definition: "Each inspection with a grade for this indicator and the next one of the same place that has one, ordered by publication; up is a higher grade at the later one"}
	byArea := map[area.ID][]*Result{}
	for i := range r.results {
		one := &r.results[i]
		switch m := one.Marks[at]; {
		case m.Status() != grade.Graded:
			p.Excluded[m.Status().String()]++
		case !one.occasion().Known():
			p.Excluded["date_not_known"]++
		default:
			p.Graded++
			byArea[one.Area] = append(byArea[one.Area], one)
		}
	}
	for _, a := range r.areas() {
		all := byArea[a]
		slices.SortStableFunc(all, func(x, y *Result) int { return int(int64(x.occasion()) - int64(y.occasion())) })
		for i := 1; i < len(all); i++ {
			p.add(r, at, all[i-1], all[i])
		}
		if len(all) > 1 {
			p.Places++
		}
	}
	return p, nil
}

func (p *Pairs) add(r *round, at int, then, now *Result) {
	g, h := then.Marks[at].Grade(), now.Marks[at].Grade()
	p.Pairs++
	switch {
	case h > g:
		p.Up++
	case h < g:
		p.Down++
	default:
		p.Same++
	}
	was, _ := r.scale.Point(g)
	is, _ := r.scale.Point(h)
	p.Items = append(p.Items, PairItem{r.name(now.Area), now.Area, then.occasion(), now.occasion(), g, h, was.Name, is.Name, now.Source, then.Source, then.Row.Line, now.Row.Line})
}

func refs(r *round) string {
	out := ""
	for i, ind := range r.edition.Indicators {
		if i > 0 {
			out += ", "
		}
		out += fmt.Sprintf("“%s”", ind.Ref)
	}
	return out
}
