package ui

import "github.com/northinch/northinch/internal/chart"

// Button is shown by the template "button". A page has one that is not
// Secondary: what it is there for. With Href it is a link that looks the same.
type Button struct {
	Text      string
	Secondary bool
	Href      string
	// Name and Value tell several buttons of a form apart; may be empty.
	Name, Value string
}

// Summary is shown by the template "summary-list": a few facts about one thing.
type Summary []Fact

// Fact is one line of a Summary. Change may be empty.
type Fact struct {
	Key, Value string
	Change     Link // what may be changed, and where
}

// Table is shown by the template "table". The first cell of a row names the row.
// Pictures and tables of reports are package document's; this is for work pages.
type Table struct {
	ID      string // unique on the page
	Caption string
	Columns []Column
	Rows    [][]Cell
	Empty   string // what is said when there are no rows, with the next step
}

// Column is the head of a column. Number puts figures under figures.
type Column struct {
	Text   string
	Number bool
}

// Cell is one cell. Absent says that it holds the reason why there is no value.
type Cell struct {
	Text, Href     string
	Number, Absent bool
	Grade          *Grade // shown instead of Text
}

// Maybe is a cell with a text, or with the dash that stands where there is none.
func Maybe(text string) Cell {
	if text == "" {
		return Cell{Text: "–", Absent: true}
	}
	return Cell{Text: text}
}

// Grade is shown by the template "grade": a name on the one ramp of grades, or
// the reason why there is no grade, with the mark of that reason.
type Grade struct {
	Name string // "very good", or the reason in words
	Step chart.Step
}
