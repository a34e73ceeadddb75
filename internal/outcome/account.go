package outcome

import (
	"github.com/northinch/northinch/internal/grade"
	"github.com/northinch/northinch/internal/programme"
	"github.com/northinch/northinch/internal/source"
)

// Account is what became of every row and cell of a file.
type Account struct {
	Reading string    `json:"reading"`
	File    string    `json:"file"`
	Source  source.ID `json:"source"`
	SHA256  string    `json:"sha256"`
	Profile string    `json:"profile"`
	// Already is true where this file was read with this profile before; then
	// nothing was changed, and the rest is the account of that reading.
	Already  bool `json:"already_imported"`
	Rows     int  `json:"rows_read"`
	Added    int  `json:"outcomes_added"`
	Rejected int  `json:"rows_rejected"`
	Known    int  `json:"rows_known_before"`
	Replaced int  `json:"outcomes_superseded"`
	NewAreas int  `json:"areas_added"`
	// Rows with at least one cell of the kind.
	UnreadableRows int `json:"rows_with_unreadable_cells"`
	DoubtfulRows   int `json:"rows_with_doubtful_cells"`

	Columns    []*Cells           `json:"columns"`
	Programmes []ProgrammeAccount `json:"programmes"`
	Unused     []string           `json:"columns_not_used"`
	Remarks    []string           `json:"remarks"`
	Findings   int                `json:"findings"`
}

// Cells counts the cells of a column by what stood in them. Every row that was
// not rejected is in exactly one of the counts.
type Cells struct {
	Column       string `json:"column"`
	Indicator    string `json:"indicator"`
	Graded       int    `json:"graded"`
	NotInspected int    `json:"not_inspected"`
	NotSeen      int    `json:"not_seen_in_source"`
	Unreadable   int    `json:"unreadable_in_source"`
	Doubtful     int    `json:"doubtful_in_source"`
}

// count adds n cells of a status; less than none for a row that is taken out.
func (c *Cells) count(s grade.Status, n int) {
	switch s {
	case grade.Graded:
		c.Graded += n
	case grade.NotInspected:
		c.NotInspected += n
	case grade.Unreadable:
		c.Unreadable += n
	case grade.Doubtful:
		c.Doubtful += n
	default:
		c.NotSeen += n
	}
}

// ProgrammeAccount is how many outcomes a programme was given.
type ProgrammeAccount struct {
	ID       programme.ID `json:"id"`
	Outcomes int          `json:"outcomes"`
}

// HasFindings reports whether somebody should look at the findings: a row was
// rejected or a cell is doubtful.
func (a *Account) HasFindings() bool { return a.Rejected > 0 || a.DoubtfulRows > 0 }
