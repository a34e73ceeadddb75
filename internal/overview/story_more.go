package overview

import (
	"github.com/northinch/northinch/internal/chart"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/evaluation"
	"github.com/northinch/northinch/internal/framework"
	"github.com/northinch/northinch/internal/inspection"
	"github.com/northinch/northinch/internal/programme"
)

// frame is a programme without its results, for pages that read those of one
// area only.
func frame(tx *db.Tx, p programme.Programme) (*Overview, *round, error) {
	r := &round{programme: p}
	var err error
	if r.edition, err = framework.Get(tx, p.Framework); err != nil {
		return nil, nil, err
	}
	if r.scale, err = framework.ScaleOf(r.edition.Scale); err != nil {
		return nil, nil, err
	}
	return &Overview{Programme: p, Framework: r.edition.Name, Scale: r.scale, edition: r.edition, Scope: "the inspections of this area"}, r, nil
}

// ownResult is the programme's own inspection with its marks.
func ownResult(tx *db.Tx, r *round, i inspection.Inspection) (Result, error) {
	one := Result{Area: i.Area, Started: i.Started, Ended: i.Ended, Published: i.Published, Inspection: i.ID, Marks: r.edition.Ungraded()}
	marks, err := evaluation.Of(tx, i.ID)
	for ref, e := range marks {
		if at := r.edition.At(ref); at >= 0 {
			one.Marks[at] = e.Mark
		}
	}
	return one, err
}

// retitle gives the bars of a story an id of their own on the page.
func retitle(c chart.Chart, id string) (chart.StackedBars, bool) {
	bars, ok := c.(chart.StackedBars)
	bars.ID += "-" + id
	for i := range bars.Bars {
		bars.Bars[i].Href = ""
	}
	return bars, ok
}
