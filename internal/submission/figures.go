package submission

import (
	"cmp"
	"encoding/json"
	"errors"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/framework"
	"github.com/northinch/northinch/internal/inspection"
	"github.com/northinch/northinch/internal/keyring"
	"github.com/northinch/northinch/internal/measure"
	"github.com/northinch/northinch/internal/programme"
	"github.com/northinch/northinch/internal/returns/spec"
	"github.com/northinch/northinch/internal/stats/quantity"
)

// Figures are the measures of a return, and where the area stands among the others of
// its programme.
type Figures struct {
	Results []measure.Result // of all measures; Areas[0] is the area
	// Areas is how many areas the figures of all together are of, this one and those
	// that were destroyed included. Below [Fewest] they are not given.
	Areas int
	// Waiting says that measures are still being counted; then there are no results.
	Waiting bool
	// Settings are what the figures were made with.
	Settings measure.Settings

	editions []string // of the specification, of the returns that the figures are of
}

// Fewest is of how many areas figures of all together are given at least: with fewer,
// an area could tell those of another from its own.
const Fewest = 5

// Together says that figures of all areas together are given.
func (f Figures) Together() bool { return f.Areas >= Fewest }

// Of gives the figures of a return. No row is read, and where there is a figure of
// other areas, none of them is named. errs.NotFound if who may not see the return.
func Of(tx *db.Tx, desk Desk, who access.Actor, s Submission) (Figures, error) {
	i, err := For(tx, who, access.SeeReturn, s.Inspection)
	if err != nil {
		return Figures{}, err
	}
	f := Figures{Areas: 1, editions: []string{s.Edition}}
	if f.Settings, err = settings(tx, i); err != nil {
		return f, err
	}
	own, done, err := s.counts(tx, desk)
	if err != nil || !done {
		f.Waiting = !done
		return f, err
	}
	all, err := f.others(tx, desk, i, s, own)
	if err != nil {
		return f, err
	}
	f.Results = all.Results(f.Settings)
	for m := range f.Results {
		f.Results[m].Areas = f.Results[m].Areas[:1]
		if !f.Together() {
			f.Results[m].All, f.Results[m].Areas[0].Against = measure.Figure{}, ""
		}
	}
	if !f.Together() {
		f.editions = f.editions[:1]
	}
	return f, f.mind()
}

// mind leaves what a reader must keep in mind of a measure where it is so of any of the
// returns.
func (f *Figures) mind() error {
	for m := range f.Results {
		mind := ""
		for _, id := range f.editions {
			e, err := spec.ByID(id)
			if err != nil {
				return err
			}
			mind = cmp.Or(mind, f.Results[m].Under(e).Mind)
		}
		f.Results[m].Mind, f.Results[m].Unless = mind, ""
	}
	return nil
}

// others puts the counts of the other accepted returns of the programme, and what is
// left of those that were destroyed, beside those of a return.
func (f *Figures) others(tx *db.Tx, desk Desk, i inspection.Inspection, s Submission, own *measure.Counts) (*measure.Counts, error) {
	accepted, err := db.All(tx, q.AcceptedIn, scan, string(i.Programme))
	if err != nil {
		return nil, err
	}
	parts := []*measure.Counts{own}
	for _, o := range accepted {
		if o.Inspection == s.Inspection {
			continue
		}
		c, done, err := o.counts(tx, desk)
		if errors.Is(err, keyring.ErrDestroyed) || err == nil && !done {
			continue
		}
		if err != nil {
			return nil, err
		}
		parts = append(parts, c)
		f.Areas++
		f.editions = append(f.editions, o.Edition)
	}
	left, areas, err := totals(tx, i.Programme)
	if err != nil {
		return nil, err
	}
	if areas > 0 {
		parts = append(parts, left)
		f.Areas += areas
		f.editions = append(f.editions, spec.Editions()[0].ID) // theirs are not known any more
	}
	var codes []string
	for range parts {
		codes = append(codes, string(s.Inspection))
	}
	all := measure.NewCounts(own.Measures, codes)
	for a, p := range parts {
		all.Children[a] = p.Children[0]
		for m := range p.Cells {
			all.Cells[m][a] = p.Cells[m][0]
		}
	}
	return all, nil
}

// settings are the words and the smallest base of the framework of a programme.
func settings(tx *db.Tx, i inspection.Inspection) (measure.Settings, error) {
	o := measure.Settings{Minimum: measure.DefaultMinimum}
	p, err := programme.Get(tx, i.Programme)
	if err != nil {
		return o, err
	}
	e, err := framework.Get(tx, p.Framework)
	if err != nil {
		return o, err
	}
	if e.Quantity.MinimumBase > 0 {
		o.Minimum = e.Quantity.MinimumBase
	}
	var bands []quantity.Band
	for _, b := range e.Quantity.Bands {
		bands = append(bands, quantity.Band(b))
	}
	if len(bands) > 0 {
		o.Words, err = quantity.New(bands)
	}
	return o, err
}

// totals are what is left of the returns of a programme that were destroyed, as one
// area, and of how many areas the largest sum is.
func totals(tx *db.Tx, p programme.ID) (*measure.Counts, int, error) {
	c := measure.NewCounts(measure.All(), []string{string(p)})
	by, err := definitions()
	if err != nil {
		return c, 0, err
	}
	most := 0
	for scan, err := range tx.Each(q.Totals, string(p), by) {
		if err != nil {
			return c, 0, err
		}
		t, err := scanTotal(scan)
		if err != nil {
			return c, 0, err
		}
		most = max(most, t.areas)
		for m := range c.Measures {
			if c.Measures[m].ID == t.measure {
				c.Cells[m][0] = t.cell
			}
		}
	}
	return c, most, nil
}

// total is the sum of a measure over areas.
type total struct {
	measure      string
	areas, small int
	cell         measure.Cell
}

func scanTotal(scan db.Scan) (t total, err error) {
	var body string
	if err := scan(&t.measure, &t.areas, &t.small, &body); err != nil {
		return t, err
	}
	return t, json.Unmarshal([]byte(body), &t.cell)
}

// Measure is the figure of one measure among figures. errs.NotFound if there is none.
func (f Figures) Measure(id string) (measure.Result, error) {
	for _, r := range f.Results {
		if r.ID == id {
			return r, nil
		}
	}
	return measure.Result{}, errs.Missing("measure", id)
}
