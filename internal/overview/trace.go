package overview

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/area"
	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/framework"
	"github.com/northinch/northinch/internal/grade"
	"github.com/northinch/northinch/internal/inspection"
	"github.com/northinch/northinch/internal/outcome"
	"github.com/northinch/northinch/internal/programme"
	"github.com/northinch/northinch/internal/source"
)

// Trace is where a figure comes from: the inspections it counts, and for each
// the row of the source or the inspection of the programme.
type Trace struct {
	Programme programme.ID `json:"programme"`
	Figure    string       `json:"figure"`
	Says      string       `json:"says"`
	MadeUp    bool         `json:"made_up"`
	// Count is the figure: rows, or pairs of rows for a movement.
	Count int        `json:"count"`
	Rows  []TraceRow `json:"rows"`
}

// TraceRow is one inspection that a figure counts.
type TraceRow struct {
	Area       string        `json:"area"`
	ID         area.ID       `json:"area_id"`
	Round      programme.ID  `json:"programme"`
	Published  date.Date     `json:"published"`
	Says       string        `json:"says"` // the grade, or the grades
	Inspection inspection.ID `json:"inspection,omitempty"`
	Source     source.ID     `json:"source,omitempty"`
	Line       int           `json:"line,omitempty"`
	Row        outcome.Row   `json:"-"`
}

// Figures that Trace knows, with REF an indicator's ref, N a rank and ID an
// area's id:
//
//	areas                      every inspection that is counted
//	area.ID                    the latest inspection of an area
//	reading.ID                 inspections that a reading of a source gave
//	indicator.REF              inspections with a grade for an indicator
//	indicator.REF.grade.N      … with that grade
//	indicator.REF.good         … with a grade of good or better
//	indicator.REF.below        … with a grade below good
//	indicator.REF.missing      inspections without a grade for it
//	movement.REF[.up|.same|.down]  areas paired with the round before
//
// TraceOf follows a figure. errs.NotFound if there is no such figure.
func TraceOf(tx *db.Tx, who access.Actor, id programme.ID, figure string) (*Trace, error) {
	t, err := follow(tx, who, id, figure)
	if err != nil {
		return nil, err
	}
	t.Count = len(t.Rows)
	if strings.HasPrefix(figure, "movement.") {
		t.Count /= 2 // then and now are two rows of one area
	}
	return t, nil
}

func follow(tx *db.Tx, who access.Actor, id programme.ID, figure string) (*Trace, error) {
	r, err := load(tx, who, id)
	if err != nil {
		return nil, err
	}
	t := &Trace{Programme: id, Figure: figure, MadeUp: r.programme.MadeUp, Rows: []TraceRow{}}
	parts := strings.Split(figure, ".")
	switch {
	case figure == "areas":
		t.Says = "Every inspection that is counted"
		for i := range r.results {
			t.Rows = append(t.Rows, r.trace(&r.results[i], -1))
		}
		return t, nil
	case parts[0] == "area" && len(parts) == 2:
		one := r.latest[area.ID(parts[1])]
		if one == nil {
			return nil, errs.Missing("figure", figure)
		}
		t.Says = "The latest inspection of " + r.name(one.Area)
		t.Rows = append(t.Rows, r.trace(one, -1))
		return t, nil
	case parts[0] == "reading" && len(parts) == 2:
		t.Says = "Inspections that count and come from this reading of a source"
		for i := range r.results {
			if r.results[i].Reading == parts[1] && parts[1] != "" {
				t.Rows = append(t.Rows, r.trace(&r.results[i], -1))
			}
		}
		if len(t.Rows) == 0 {
			return nil, errs.Missing("figure", figure)
		}
		return t, nil
	case parts[0] == "indicator" && len(parts) >= 2:
		return t, t.indicator(r, parts[1], parts[2:])
	case parts[0] == "movement" && len(parts) >= 2 && r.programme.Predecessor != "":
		then, err := load(tx, who, r.programme.Predecessor)
		if err != nil {
			return nil, err
		}
		return t, t.movement(then, r, parts[1], parts[2:])
	}
	return nil, errs.Missing("figure", figure)
}

func (r *round) trace(one *Result, at int) TraceRow {
	row := TraceRow{Area: r.name(one.Area), ID: one.Area, Round: r.programme.ID, Published: one.Published, Inspection: one.Inspection, Source: one.Source, Line: one.Row.Line, Row: one.Row}
	if at >= 0 {
		row.Says = r.scale.Words(one.Marks[at])
		return row
	}
	var says []string
	counts, whole := one.byGrade(len(r.scale.Grades))
	for i := len(counts) - 1; i >= 0; i-- {
		if counts[i] > 0 {
			says = append(says, fmt.Sprintf("%d %s", counts[i], r.scale.Grades[i].Name))
		}
	}
	if !whole {
		says = append(says, "not all grades seen")
	}
	row.Says = strings.Join(says, ", ")
	return row
}

func (t *Trace) indicator(r *round, ref string, which []string) error {
	ind, err := r.edition.Indicator(ref)
	if err != nil {
		return errs.Missing("figure", t.Figure)
	}
	at := r.edition.At(ref)
	good := r.scale.GoodFrom
	keep := func(g grade.Grade) bool { return g > 0 }
	t.Says = "Inspections with a grade for “" + ind.Title() + "”"
	switch {
	case len(which) == 0:
	case len(which) == 1 && which[0] == "good":
		t.Says += " that is good or better"
		keep = func(g grade.Grade) bool { return g >= max(good, 1) }
	case len(which) == 1 && which[0] == "below":
		t.Says += " that is below good"
		keep = func(g grade.Grade) bool { return g > 0 && g < good }
	case len(which) == 1 && which[0] == "missing":
		t.Says = "Inspections without a grade for “" + ind.Title() + "”, and why"
		keep = func(g grade.Grade) bool { return g == 0 }
	case len(which) == 2 && which[0] == "grade":
		n, err := strconv.Atoi(which[1])
		p, ok := r.scale.Point(grade.Grade(n))
		if err != nil || !ok || n != int(grade.Grade(n)) {
			return errs.Missing("figure", t.Figure)
		}
		t.Says += " of " + p.Name
		keep = func(g grade.Grade) bool { return int(g) == n }
	default:
		return errs.Missing("figure", t.Figure)
	}
	for i := range r.results {
		if one := &r.results[i]; keep(one.Marks[at].Grade()) {
			t.Rows = append(t.Rows, r.trace(one, at))
		}
	}
	return nil
}

func (t *Trace) movement(then, now *round, ref string, which []string) error {
	c, err := framework.Between(then.edition, now.edition)
	if err != nil {
		return err
	}
	way := strings.Join(which, ".")
	if !slices.Contains([]string{"", "up", "same", "down"}, way) {
		return errs.Missing("figure", t.Figure)
	}
	for _, p := range c.Pairs {
		if p.To != ref || !p.Comparable {
			continue
		}
		was, is := then.edition.At(p.From), now.edition.At(p.To)
		t.Says = "Areas with a grade for “" + now.edition.Indicators[is].Title() + "” in both rounds"
		if way != "" {
			t.Says += ", " + way
		}
		for _, id := range now.areas() {
			before, after := then.latest[id], now.latest[id]
			if before == nil || before.Marks[was].Grade() == 0 || after.Marks[is].Grade() == 0 {
				continue
			}
			moved := "same"
			if g, h := before.Marks[was].Grade(), after.Marks[is].Grade(); h > g {
				moved = "up"
			} else if h < g {
				moved = "down"
			}
			if way == "" || way == moved {
				t.Rows = append(t.Rows, then.trace(before, was), now.trace(after, is))
			}
		}
		return nil
	}
	return errs.Missing("figure", t.Figure)
}
