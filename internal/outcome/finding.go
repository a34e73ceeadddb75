package outcome

import (
	"fmt"
	"unicode/utf8"
)

// Weight is what became of what a finding is about.
type Weight string

// The weights.
const (
	Rejected Weight = "rejected" // the row does not count
	Doubtful Weight = "doubtful" // the row counts without this cell
	Note     Weight = "note"     // nothing is lost; somebody may want to know
)

// The codes of findings are stable: other programs may act on them.
const (
	CodePlace     = "G01" // a place that is not in the list of areas
	CodeGrade     = "G02" // words that are no grade of the profile
	CodeDate      = "G03" // a date that cannot be or has another form
	CodeDuplicate = "G04" // the same inspection again
	CodeShape     = "G05" // a row that is not of the file's shape
	CodeCount     = "G06" // a count that is no count
	CodeRound     = "G07" // a programme that the profile does not know
	CodeOrder     = "G08" // an inspection that ends before it starts
	CodeSum       = "G09" // counts that do not add up
	CodeChanged   = "G10" // an outcome that an earlier reading has otherwise
	CodeWithin    = "G11" // the area around a service is not in the list
)

// Finding is one cell, or one row, that was rejected or doubtful.
type Finding struct {
	Line     int    `json:"line"`
	Column   int    `json:"column"` // the number of the field from 1; 0 for the row
	Heading  string `json:"heading,omitempty"`
	Code     string `json:"code"`
	Weight   Weight `json:"weight"`
	Was      string `json:"was"` // what was read, shortened
	Sentence string `json:"sentence"`
}

// String is the finding as a line of a report.
func (f Finding) String() string {
	where := fmt.Sprintf("line %d", f.Line)
	if f.Column > 0 {
		where += fmt.Sprintf(", column %d (%s)", f.Column, f.Heading)
	}
	return fmt.Sprintf("%s: %s [%s %s]", where, f.Sentence, f.Code, f.Weight)
}

// shorten keeps what was read short enough for a report, in whole letters.
func shorten(s string) string {
	const most = 60
	if len(s) <= most {
		return s
	}
	cut := most
	for cut > 0 && !utf8.RuneStart(s[cut]) {
		cut--
	}
	return s[:cut] + "…"
}
