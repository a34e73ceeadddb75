package concern

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"time"
	_ "time/tzdata" // working hours are those of a place, and not every machine knows it

	"github.com/northinch/northinch/internal/date"
)

//go:embed data/limits.json
var limitsText []byte

// Limit is how long a stage may last: hours of the clock, or working hours. The
// zero value is no limit.
type Limit struct {
	Hours        int `json:"hours,omitzero"`
	WorkingHours int `json:"working_hours,omitzero"`
}

// String is the limit in words; "no limit" for none.
func (l Limit) String() string {
	switch {
	case l.WorkingHours == 1:
		return "1 working hour"
	case l.WorkingHours > 1:
		return fmt.Sprintf("%d working hours", l.WorkingHours)
	case l.Hours == 1:
		return "1 hour"
	case l.Hours > 1:
		return fmt.Sprintf("%d hours", l.Hours)
	}
	return "no limit"
}

// edition is the limits from a day on. The limit of a stage is that of the day on
// which the stage began: a new edition makes nothing late that was in time.
type edition struct {
	From   date.Date       `json:"from"`
	Limits map[Stage]Limit `json:"limits"`
}

// rules are the limits that come with the program, and how a working day is counted.
type rules struct {
	Source     string    `json:"source"`
	Zone       string    `json:"zone"`
	WorkingDay string    `json:"working_day"`
	Editions   []edition `json:"editions"`
	zone       *time.Location
}

// limits never change while the program runs.
var limits = mustLimits(limitsText)

func mustLimits(text []byte) rules {
	r, err := readLimits(text)
	if err != nil {
		panic("concern: limits.json: " + err.Error())
	}
	return r
}

func readLimits(text []byte) (r rules, err error) {
	if err := json.Unmarshal(text, &r); err != nil {
		return r, err
	}
	if r.zone, err = time.LoadLocation(r.Zone); err != nil || r.Zone == "" {
		return r, fmt.Errorf("the zone %q is not known", r.Zone)
	}
	if r.Source == "" || len(r.Editions) == 0 {
		return r, fmt.Errorf("no source, or no edition")
	}
	for i, e := range r.Editions {
		if !e.From.Known() || i > 0 && !r.Editions[i-1].From.Before(e.From) {
			return r, fmt.Errorf("the edition from %s is not in order", e.From)
		}
		for s, l := range e.Limits {
			if !slices.Contains(Stages, s) || !s.IsOpen() || l.Hours < 0 || l.WorkingHours < 0 || l.Hours > 0 && l.WorkingHours > 0 || l == (Limit{}) {
				return r, fmt.Errorf("the limit of the stage %q is none", s)
			}
		}
	}
	return r, nil
}

// Source says where the limits come from. It is shown wherever a limit is.
func Source() string { return limits.Source }

// WorkingDay says what is counted as working hours.
func WorkingDay() string { return limits.WorkingDay }

// LimitOf is the limit of a stage that began at a moment.
func LimitOf(s Stage, began time.Time) Limit { return limits.of(s, began) }

func (r rules) of(s Stage, began time.Time) (l Limit) {
	local := began.In(r.zone)
	day, _ := date.Of(local.Year(), int(local.Month()), local.Day())
	for _, e := range r.Editions {
		if !day.Before(e.From) {
			l = e.Limits[s]
		}
	}
	return l
}

// ends is when a limit of a stage that began at a moment has passed; false where
// there is no limit.
func (r rules) ends(s Stage, began time.Time) (time.Time, bool) {
	l := r.of(s, began)
	if l.WorkingHours > 0 {
		return r.working(began, time.Duration(l.WorkingHours)*time.Hour), true
	}
	return began.Add(time.Duration(l.Hours) * time.Hour), l.Hours > 0
}

// The working hours of a working day.
const opens, shuts = 9, 17

// working is the moment at which so much working time has passed since another.
// Each day is counted on its own, so that the change of the clocks moves nothing.
func (r rules) working(from time.Time, left time.Duration) time.Time {
	local := from.In(r.zone)
	y, m, d := local.Date()
	for day := 0; ; day++ {
		open := time.Date(y, m, d+day, opens, 0, 0, 0, r.zone)
		shut := time.Date(y, m, d+day, shuts, 0, 0, 0, r.zone)
		if w := open.Weekday(); w == time.Saturday || w == time.Sunday {
			continue
		}
		if open.Before(local) {
			open = local
		}
		if has := shut.Sub(open); has > 0 {
			if left <= has {
				return open.Add(left).UTC()
			}
			left -= has
		}
	}
}
