// Package inspection is one joint inspection of services in one area, from
// scheduling to follow-up, with its stages and dates.
//
// Outcomes of inspections that others ran come in as files and are in package
// outcome; an inspection here is one that this programme runs itself.
//
// Tables: inspection, inspection_move.
package inspection

import (
	"slices"

	"github.com/northinch/northinch/internal/access"
	"github.com/northinch/northinch/internal/area"
	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/programme"
)

// ID names an inspection: "scotland-2009-12/fife".
type ID string

// Inspection is one joint inspection.
type Inspection struct {
	ID        ID           `json:"id"`
	Programme programme.ID `json:"programme"`
	Area      area.ID      `json:"area"`
	Stage     Stage        `json:"stage"`
	Notified  date.Date    `json:"notified,omitzero"`
	Started   date.Date    `json:"started,omitzero"`
	Ended     date.Date    `json:"ended,omitzero"`
	Published date.Date    `json:"published,omitzero"`
	Version   int          `json:"version"`
}

// Place is the inspection as something that one may do something about.
func (i Inspection) Place() access.Place {
	return access.Place{Programme: string(i.Programme), Area: string(i.Area), Inspection: string(i.ID)}
}

// Stage is how far an inspection has come.
type Stage string

// The stages, in the order of an ordinary inspection.
const (
	Scheduled   Stage = "scheduled"
	Notified    Stage = "notified"
	Preparation Stage = "preparation"
	Fieldwork   Stage = "fieldwork"
	Moderation  Stage = "moderation"
	Accuracy    Stage = "factual accuracy"
	Published   Stage = "published"
	FollowUp    Stage = "follow-up"
	Closed      Stage = "closed"
)

// Stages are all stages in order.
var Stages = []Stage{Scheduled, Notified, Preparation, Fieldwork, Moderation, Accuracy, Published, FollowUp, Closed}

// next lists every allowed move. docs/stages.md is drawn from it by a test.
var next = map[Stage][]Stage{
	Scheduled:   {Notified},
	Notified:    {Preparation, Scheduled}, // back, when the visit must be put off
	Preparation: {Fieldwork},
	Fieldwork:   {Moderation},
	Moderation:  {Fieldwork, Accuracy}, // back, when evidence is too thin to grade
	Accuracy:    {Moderation, Published},
	Published:   {FollowUp, Closed},
	FollowUp:    {Closed},
}

// Next returns the stages that an inspection may move to.
func (s Stage) Next() []Stage { return next[s] }

// IsPublic reports whether the grades of an inspection in this stage are public.
func (s Stage) IsPublic() bool { return s == Published || s == FollowUp || s == Closed }

// IsInspected reports whether inspectors have been to the area.
func (s Stage) IsInspected() bool { return slices.Index(Stages, s) >= slices.Index(Stages, Fieldwork) }

// dateOf is the date that reaching a stage gives the inspection.
func (i *Inspection) dateOf(s Stage) *date.Date {
	switch s {
	case Notified:
		return &i.Notified
	case Fieldwork:
		return &i.Started
	case Moderation:
		return &i.Ended
	case Published:
		return &i.Published
	}
	return nil
}
