// Package overview is the national picture of a programme: how many areas, which
// grades, what moved since the round before, what must improve, and what is
// missing. It reads across nouns and writes nothing.
//
// A grade is ordinal, so nothing here is averaged. Every figure carries its
// definition, its denominator and what was left out, and can be followed with
// Trace to the inspections and the rows of the sources that it counts.
package overview

import (
	"cmp"
	"slices"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/area"
	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/evaluation"
	"github.com/northinch/northinch/internal/framework"
	"github.com/northinch/northinch/internal/grade"
	"github.com/northinch/northinch/internal/inspection"
	"github.com/northinch/northinch/internal/outcome"
	"github.com/northinch/northinch/internal/programme"
	"github.com/northinch/northinch/internal/source"
)

// Result is one inspection as the overview counts it: published, by this
// programme or by a source.
type Result struct {
	Area      area.ID
	Started   date.Date
	Ended     date.Date
	Published date.Date
	Marks     []grade.Mark // by indicator, in the order of the edition
	Counts    *outcome.Counts
	// Inspection is the programme's own, or "" for an outcome from a source.
	Inspection inspection.ID
	Source     source.ID
	Reading    string
	Row        outcome.Row
}

// graded is how many indicators have a grade.
func (r *Result) graded() int {
	n := 0
	for _, m := range r.Marks {
		if m.Status() == grade.Graded {
			n++
		}
	}
	return n
}

// unread is how many indicators may have a grade that cannot be seen here: the
// source has one that cannot be read, or nobody has given it yet.
func (r *Result) unread() int {
	n := 0
	for _, m := range r.Marks {
		if s := m.Status(); s == grade.Unreadable || s == grade.Doubtful || s == grade.NotYet {
			n++
		}
	}
	return n
}

// byGrade counts the result's grades by rank from 1, and says whether all of
// them are known.
func (r *Result) byGrade(ranks int) (counts []int, whole bool) {
	if r.Counts != nil {
		counts = make([]int, ranks)
		for i, n := range r.Counts.ByGrade {
			if i < ranks {
				counts[i] = max(n, 0)
			}
		}
		return counts, r.Counts.Whole()
	}
	counts = make([]int, ranks)
	for _, m := range r.Marks {
		if g := m.Grade(); g > 0 && int(g) <= ranks {
			counts[g-1]++
		}
	}
	return counts, r.graded() > 0 && r.unread() == 0
}

// occasion orders the inspections of an area: by publication, or by the last
// day that is known where that is not.
func (r *Result) occasion() date.Date {
	if r.Published.Known() {
		return r.Published
	}
	return max(r.Ended, r.Started)
}

// round is everything the overview needs of one programme.
type round struct {
	programme programme.Programme
	edition   framework.Edition
	scale     framework.Scale
	results   []Result
	latest    map[area.ID]*Result // the newest result of each area
	expected  []area.Area         // the areas of the programme's list, by name
	names     map[area.ID]area.Area
	own       []inspection.Inspection // of the programme itself, in any stage
	readings  []outcome.Read
	byName    []area.ID // what areas returns, once it was asked for
}

// name is an area's name, or its ID where the name was not loaded.
func (r *round) name(id area.ID) string {
	if a, ok := r.names[id]; ok {
		return a.Name
	}
	return string(id)
}

// load reads a programme. errs.NotFound if there is none or who may not see it.
func load(tx *db.Tx, who access.Actor, id programme.ID) (*round, error) {
	if !access.Decide(who, access.ViewPublished, access.Place{Programme: string(id)}).Allowed {
		return nil, errs.Missing("programme", string(id))
	}
	p, err := programme.Get(tx, id)
	if err != nil {
		return nil, err
	}
	r := &round{programme: p, latest: map[area.ID]*Result{}, names: map[area.ID]area.Area{}}
	if r.edition, err = framework.Get(tx, p.Framework); err != nil {
		return nil, err
	}
	if r.scale, err = framework.ScaleOf(r.edition.Scale); err != nil {
		return nil, err
	}
	if err := r.loadOutcomes(tx); err != nil {
		return nil, err
	}
	if err := r.loadOwn(tx); err != nil {
		return nil, err
	}
	for i := range r.results {
		one := &r.results[i]
		if now := r.latest[one.Area]; now == nil || one.occasion() > now.occasion() {
			r.latest[one.Area] = one
		}
	}
	return r, r.loadAreas(tx)
}

func (r *round) loadOutcomes(tx *db.Tx) (err error) {
	for o, err := range outcome.Each(tx, r.programme.ID) {
		if err != nil {
			return err
		}
		r.results = append(r.results, Result{Area: o.Area, Started: o.Started, Ended: o.Ended, Published: o.Published,
			Marks: o.Marks, Counts: o.Counts, Source: o.Source, Reading: o.Reading, Row: o.Row})
	}
	r.readings, err = outcome.Readings(tx, r.programme.ID)
	return err
}

// loadOwn adds the programme's own inspections; those that are not published
// count only as outstanding.
func (r *round) loadOwn(tx *db.Tx) (err error) {
	if r.own, err = inspection.InProgramme(tx, r.programme.ID); err != nil || len(r.own) == 0 {
		return err
	}
	marks, err := evaluation.OfProgramme(tx, r.programme.ID)
	if err != nil {
		return err
	}
	for _, i := range r.own {
		if !i.Stage.IsPublic() {
			continue
		}
		one := Result{Area: i.Area, Started: i.Started, Ended: i.Ended, Published: i.Published, Inspection: i.ID,
			Marks: r.edition.Ungraded()}
		for _, e := range marks[i.ID] {
			if at := r.edition.At(e.Indicator); at >= 0 {
				one.Marks[at] = e.Mark
			}
		}
		r.results = append(r.results, one)
	}
	return nil
}

func (r *round) loadAreas(tx *db.Tx) (err error) {
	if r.programme.AreaList != "" {
		if r.expected, err = area.InList(tx, r.programme.AreaList); err != nil {
			return err
		}
		for _, a := range r.expected {
			r.names[a.ID] = a
		}
	}
	lists := map[string]bool{r.programme.AreaList: true}
	for id := range r.latest {
		if _, ok := r.names[id]; ok {
			continue
		}
		a, err := area.Get(tx, id)
		if err != nil {
			return err
		}
		r.names[id] = a
		if lists[a.List] {
			continue
		}
		lists[a.List] = true
		all, err := area.InList(tx, a.List) // one query instead of one per area
		if err != nil {
			return err
		}
		for _, a := range all {
			r.names[a.ID] = a
		}
	}
	return nil
}

// areas are the areas that have a result, by name. Nobody may change the list:
// the next caller gets it again.
func (r *round) areas() []area.ID {
	if r.byName != nil {
		return r.byName
	}
	type named struct {
		name string
		id   area.ID
	}
	all := make([]named, 0, len(r.latest))
	for id := range r.latest {
		all = append(all, named{r.name(id), id})
	}
	slices.SortFunc(all, func(a, b named) int {
		return cmp.Or(cmp.Compare(a.name, b.name), cmp.Compare(a.id, b.id))
	})
	r.byName = make([]area.ID, len(all))
	for i, a := range all {
		r.byName[i] = a.id
	}
	return r.byName
}

// perIndicator reports whether any result has a grade for a named indicator.
func (r *round) perIndicator() bool {
	return slices.ContainsFunc(r.results, func(one Result) bool { return one.graded() > 0 })
}

// hasCounts reports whether any result has counts only.
func (r *round) hasCounts() bool {
	return slices.ContainsFunc(r.results, func(one Result) bool { return one.Counts != nil })
}
