// Package document is a report as data: headings, paragraphs, tables and
// figures, with the notes that travel with them. The packages below it render
// one document as a web page, an OpenDocument spreadsheet, text or CSV, so that
// every form says the same.
package document

import "github.com/northinch/northinch/internal/chart"

// MadeUpSays stands on every page, sheet and file of made-up data.
const MadeUpSays = "Made-up data: no real child, service or area is described."

// Document is a report.
type Document struct {
	Title string
	// Lead is the finding in one sentence, bound to its figures.
	Lead string
	// MadeUp marks every page and every sheet as made-up data.
	MadeUp bool
	// Facts say what this is: programme, source, definition, licence, moment made.
	Facts []Fact
	// Notes are numbered from 1 in the order given; a Table refers to them by number.
	Notes    []string
	Sections []Section
}

// Fact is a line of a cover or of a summary list.
type Fact struct{ Term, Text string }

// Section is a heading (level 2) and what stands under it.
type Section struct {
	ID      string // unique in the document; letters, digits and hyphens
	Heading string
	Blocks  []Block
}

// Block is a Paragraph, a List, a Table or a Figure.
type Block interface{ block() }

// Paragraph is text, with links for the forms that have them.
type Paragraph struct {
	Text string
	// Kind is how the paragraph speaks: plainly, as a warning, or as the one figure that matters.
	Kind ParagraphKind
	// Link may be empty; LinkText then too.
	Href, LinkText string
}

// ParagraphKind is how a paragraph speaks.
type ParagraphKind uint8

// The kinds of paragraph.
const (
	Plain   ParagraphKind = iota
	Warning               // must be read before the figures are used
	Inset                 // a definition or a quotation
)

// List is a list of short texts.
type List struct {
	Ordered bool
	Items   []Item
}

// Item is one entry of a List.
type Item struct{ Text, Href string }

// Figure is a chart and the table that says the same.
type Figure struct {
	Chart chart.Chart
	Says  string // how the picture is to be read; only shown with the picture
	Table Table
}

// Table is one table. Its first row of cells is made of the column names, and
// the first cell of each row names the row.
type Table struct {
	ID      string // unique in the document; names the sheet and the file
	Title   string // what, where, when: stands alone
	Columns []Column
	Rows    [][]Cell
	Notes   []int // numbers of Document.Notes that belong to this table
}

// Column is one column of a Table.
type Column struct {
	Name string
	Kind Kind
}

// Kind is what the cells of a column hold.
type Kind uint8

// The kinds of column.
const (
	Text  Kind = iota
	Count      // whole numbers
	Share      // proportions from 0 to 1, printed as whole percentages unless the base is over 1,000
	Day        // a day, or a month where the day is not known
)

// Cell is one cell of a Table. A cell that holds no value says why.
type Cell struct {
	Text    string  // what is read: "60%", "Perth and Kinross"
	Number  float64 // the unrounded value, where Numeric
	Numeric bool
	Absent  Absent
	Href    string // may be empty
	// Grade shows the text as a chip on the ramp of grades, where there is colour.
	Grade *chart.Step
}

// Absent is why a cell holds no value. The symbols are those of the UK
// Government Analysis Function ("Symbols in tables: definitions and help"),
// which says to explain them in the notes.
type Absent uint8

// The reasons for an absent value.
const (
	Present      Absent = iota
	NotAvailable        // [x]: not seen in the source, or unreadable in it
	NotApply            // [z]: not applicable, or not comparable
	Protected           // [c]: hidden to protect people
	Pending             // [x] too: not yet graded or not yet published
)

// Symbol is what a spreadsheet shows in an absent cell.
func (a Absent) Symbol() string {
	return [...]string{"", "[x]", "[z]", "[c]", "[x]"}[a]
}

// Words is what a person reads in an absent cell.
func (a Absent) Words() string {
	return [...]string{"", "not seen", "not applicable", "hidden", "not yet"}[a]
}

func (Paragraph) block() {}
func (List) block()      {}
func (Table) block()     {}
func (Figure) block()    {}

// Tables returns every table of the document in order, those of figures included.
func (d Document) Tables() []Table {
	var all []Table
	for _, s := range d.Sections {
		for _, b := range s.Blocks {
			switch b := b.(type) {
			case Table:
				all = append(all, b)
			case Figure:
				all = append(all, b.Table)
			}
		}
	}
	return all
}
