// Package outcome is what published sources say of inspections that others ran:
// for a place and a time, a grade per indicator or counts of grades.
//
// An outcome is read from a file with a profile, which is data: it names the
// columns and says which words mean which grade. Nothing is dropped silently;
// every cell that was rejected or doubtful is on record with its line and
// column. An outcome is never retyped here: what is wrong in a source is
// corrected in the source, and the corrected file is imported.
//
// Tables: reading, reading_finding, outcome_block.
package outcome

import (
	"github.com/northinch/northinch/internal/area"
	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/grade"
)

// Outcome is what one row of a source says of one inspection.
type Outcome struct {
	Area      area.ID
	Started   date.Date
	Ended     date.Date
	Published date.Date
	// Marks are by indicator, in the order of the edition. A source that gives
	// counts has "not seen" everywhere.
	Marks []grade.Mark
	// Counts is nil for a source that gives a grade per indicator.
	Counts *Counts
	// Row is where in the source this stands.
	Row Row
	// Gone says why the outcome does not count, if it does not.
	Gone Gone
}

// Row is the place of a record in its source.
type Row struct {
	Line  int   // in the file, the first line is 1
	Start int64 // byte offset of the record in the text of the file
	End   int64
}

// Counts is how many indicators were given each grade, without saying which.
type Counts struct {
	Graded  int   // how many indicators were graded; -1 where the source does not say
	ByGrade []int // by rank from 1; -1 where the source does not say
}

// Whole reports whether the counts of all grades are known and add up.
func (c Counts) Whole() bool {
	sum := 0
	for _, n := range c.ByGrade {
		if n < 0 {
			return false
		}
		sum += n
	}
	return sum == c.Graded
}

// From is how many indicators have a grade of at least g; false where the
// source does not say all of those counts.
func (c Counts) From(g grade.Grade) (int, bool) {
	sum := 0
	for _, n := range c.ByGrade[g-1:] {
		if n < 0 {
			return 0, false
		}
		sum += n
	}
	return sum, true
}

// Gone is why an outcome does not count.
type Gone uint8

// The reasons. Counts is the zero value.
const (
	Kept       Gone = iota
	Duplicate       // the same inspection stands on an earlier row of the same reading
	Known           // an earlier reading says the same of the same inspection
	Superseded      // a later reading says otherwise of the same inspection
)

// Key is what tells two inspections apart: the place and the dates that the
// profile names as the occasion.
func (o *Outcome) occasion(parts []string) [3]date.Date {
	var key [3]date.Date
	for _, p := range parts {
		switch p {
		case "started":
			key[0] = o.Started
		case "ended":
			key[1] = o.Ended
		case "published":
			key[2] = o.Published
		}
	}
	return key
}
