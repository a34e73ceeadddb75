package sample

import (
	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/audit"
	"github.com/northinch/northinch/internal/db"
	"github.com/northinch/northinch/internal/sampling"
	"github.com/northinch/northinch/internal/submission"
)

// Sight is what of a sample may be seen without who is behind it.
type Sight struct {
	Sample
	Record *sampling.Record // the public record
	Reason string           // why it took the place of the one before; "" for the first
	Steps  []Step
	Stale  string // why it must not be drawn from its plan any more; "" if it may, or is drawn
	// Called are the records that were called, with their weights; none before the draw.
	Called []sampling.Called
	// Comparisons are the sample beside its frame; none before the draw. They are counts
	// of children, for those who work on the inspection.
	Comparisons []sampling.Comparison
}

// See is a sample as it stands. errs.NotFound if who may not see it.
func See(tx *db.Tx, desk submission.Desk, who access.Actor, s Sample) (v Sight, err error) {
	if _, err = For(tx, who, access.SeeSample, s.Inspection); err != nil {
		return v, err
	}
	o, err := s.open(tx, desk.Keys)
	if err != nil {
		return v, err
	}
	v = Sight{Sample: s, Record: o.record, Reason: o.reason}
	if v.Steps, err = Steps(tx, s); err != nil {
		return v, err
	}
	if o.record.Drawn == nil {
		if s.State == Planned {
			v.Stale, err = Stale(tx, who, s)
		}
		return v, err
	}
	if v.Called, err = o.record.Weights(); err != nil {
		return v, err
	}
	v.Comparisons, err = o.record.Compare(o.private)
	return v, err
}

// Listed is a record that was called, for those who read it.
type Listed struct {
	sampling.Called
	Reference sampling.Reference
	Traits    []string // in the order of Traits
	Note      string   // about its replacement, for the team; "" where there is none
}

// References are the records that were called with the area's own references, in the
// order of their tickets. That who took them is in the log. The area gets them without
// the notes, which are for those who may see the inspection before it is published.
//
// errs.NotFound if who may not; errs.Conflict before the draw.
func References(tx *db.Tx, desk submission.Desk, who access.Actor, s Sample) ([]Listed, error) {
	i, err := For(tx, who, access.ListSample, s.Inspection)
	if err != nil {
		return nil, err
	}
	o, err := s.open(tx, desk.Keys)
	if err != nil {
		return nil, err
	}
	called, err := o.record.Weights()
	if err != nil {
		return nil, err
	}
	notes := map[sampling.Ticket]string{}
	if access.Decide(who, access.ViewDraft, i.Place()).Allowed {
		for _, n := range o.private.Notes {
			notes[n.Ticket] = n.Text
		}
	}
	var all []Listed
	behind := o.private.Find()
	for _, c := range called {
		item := behind[c.Line]
		all = append(all, Listed{c, item.Reference, item.Traits, notes[c.Ticket]})
	}
	return all, audit.Record(tx, who, "sample.list", string(s.ID), "")
}
