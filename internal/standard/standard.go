// Package standard is the rules of time that services are held to: 28 calendar
// days, 15 working days, 3 months. Each is dated data with its unit and its
// source, applied by the day of the event that it counts from, so that what
// happened under an older rule is measured by that rule.
package standard

import (
	"embed"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/returns"
)

//go:embed data
var data embed.FS

// Unit is what the time of a standard is counted in.
type Unit string

// The units. A working day is a day from Monday to Friday that is no bank holiday
// in Scotland; a month ends on the day of the same number, or on its last day.
const (
	CalendarDays Unit = "calendar days"
	WorkingDays  Unit = "working days"
	Weeks        Unit = "weeks"
	Months       Unit = "months"
)

var units = []Unit{CalendarDays, WorkingDays, Weeks, Months}

// Standard is a rule of time through all its editions.
type Standard struct {
	ID         string    `json:"id"`
	Sentence   string    `json:"sentence"`
	CountsFrom string    `json:"counts_from"`
	Editions   []Edition `json:"editions"` // by time
}

// Edition is a standard as it stood for a while.
type Edition struct {
	From         date.Date `json:"from"`
	To           date.Date `json:"to"` // its last day; not known if it still holds
	Amount       int       `json:"amount"`
	Unit         Unit      `json:"unit"`
	Source       string    `json:"source"`
	Verification string    `json:"verification"`

	from, to returns.Day
}

// String is the rule as read: "28 calendar days".
func (e Edition) String() string { return fmt.Sprintf("%d %s", e.Amount, e.Unit) }

// All are the standards that come with the program, in the order of their file.
// It panics where the file is wrong, which a test finds first.
func All() []Standard { return must(Read(must(data.ReadFile("data/standards.json")))) }

// must is a value that comes with the program and cannot be wrong.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// Read reads standards from JSON. It returns errs.BadInput with the standard that
// cannot be.
func Read(b []byte) ([]Standard, error) {
	var all []Standard
	if err := json.Unmarshal(b, &all); err != nil {
		return nil, errs.Invalid("standards", "The standards cannot be read: %s", err.Error())
	}
	for i, s := range all {
		if s.ID == "" || s.Sentence == "" || s.CountsFrom == "" || len(s.Editions) == 0 {
			return nil, errs.Invalid("standards", "Standard %d lacks its id, its sentence, what it counts from or its editions", i+1)
		}
		if slices.ContainsFunc(all[:i], func(o Standard) bool { return o.ID == s.ID }) {
			return nil, errs.Invalid("standards", "There are two standards “%s”", s.ID)
		}
		for j := range s.Editions {
			e := &s.Editions[j]
			e.from, e.to = returns.OnDate(e.From), returns.OnDate(e.To)
			if e.Amount < 1 || !slices.Contains(units, e.Unit) || e.Source == "" || e.Verification == "" || e.from == 0 {
				return nil, errs.Invalid("standards", "Edition %d of the standard “%s” lacks a day it holds from, an amount, a unit, its source or how far that was verified", j+1, s.ID)
			}
			if j > 0 && !(s.Editions[j-1].from < e.from && (s.Editions[j-1].to == 0 || s.Editions[j-1].to < e.from)) {
				return nil, errs.Invalid("standards", "The editions of the standard “%s” do not follow each other", s.ID)
			}
		}
	}
	return all, nil
}

// On is the edition that holds on a day, and false where none does.
func (s Standard) On(day returns.Day) (Edition, bool) {
	for _, e := range slices.Backward(s.Editions) {
		if day >= e.from {
			return e, e.to == 0 || day <= e.to
		}
	}
	return Edition{}, false
}

// Due is the last day on which what counts from a day is in time.
func (e Edition) Due(from returns.Day) returns.Day {
	switch e.Unit {
	case WorkingDays:
		return AddWorkingDays(from, e.Amount)
	case Weeks:
		return from + returns.Day(7*e.Amount)
	case Months:
		return from.Add(e.Amount)
	}
	return from + returns.Day(e.Amount)
}
