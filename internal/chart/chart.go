// Package chart draws the few pictures of the programme as SVG text: a tile-grid
// map of areas, stacked bars of grades, and paired dots from then to now.
//
// A chart says nothing that its table (document.Figure carries one) does not say,
// so the SVG is one labelled image to assistive technology, or a labelled group
// where parts of it are links, which nobody could reach inside an image. Grades
// have one ramp everywhere, safe for colour-blind readers and in grey print, and
// never colour alone: the letter or the count is printed inside.
package chart

// Chart is one of the pictures of this package.
type Chart interface {
	// SVG is the picture as one <svg> element without scripts, style elements,
	// style attributes or outside references, so that it may stand in a page
	// under a strict Content-Security-Policy and in a file of its own. It fills
	// the width it is given and reads from 288 pixels up; CSS says how wide it may
	// grow. A page MUST NOT set the height of svg elements to auto: only maps have
	// a viewBox, since bars and dots stretch sideways while their text keeps its size.
	SVG() string
}

// Step is a place on the ramp of a scale: Rank 1 is the lowest of Of grades.
// The zero Step is "no grade"; Missing then says which kind.
type Step struct {
	Rank, Of int
	Missing  Missing
}

// Missing is why there is no grade. Each kind has its own mark, and a legend
// explains the kinds that a picture shows.
type Missing uint8

// The kinds of missing. NotSeen is also the zero value: nothing is known.
const (
	NotSeen       Missing = iota // the source does not say; hatched
	NotYet                       // not yet graded or published; outlined, dashed
	NotInspected                 // not part of the inspection; a dash
	NotComparable                // cannot be compared with the other round; a cross
	Hidden                       // hidden to protect people; a filled dot
)

// Tile is one area of a tile-grid map.
type Tile struct {
	Column, Row int    // from 0, top left
	Code        string // two or three letters that stay readable in a small square
	Name        string // the area in full, for the title of the tile
	Mark        string // printed under the code of a tile with a grade: a letter or a count
	Says        string // what the tile shows, in words: "6 very good or excellent of 6"
	Step        Step
	Href        string // where the tile leads; may be empty
}

// TileMap is a map with one square per area.
type TileMap struct {
	ID          string // unique on the page; ids inside the SVG start with it
	Title, Desc string
	Tiles       []Tile
	Legend      []Key
}

// Key is one entry of a legend.
type Key struct {
	Step Step
	Text string
}

// Bar is one row of StackedBars.
type Bar struct {
	Label    string
	Href     string // may be empty
	Segments []Segment
	Note     string // printed at the end of the bar: "6 of 10 (60%, 31% to 83%)"
}

// Segment is a count of one grade (or of one kind of missing) in a Bar.
type Segment struct {
	Step  Step
	Name  string // "very good"
	Count int
}

// StackedBars is one horizontal bar per row, of equal length, its segments in
// proportion to their counts from the lowest grade to the highest, counts
// printed inside. Segments that are missing grades come after the grades,
// outside the bar proper.
type StackedBars struct {
	ID          string
	Title, Desc string
	Bars        []Bar
	// GoodFrom is the rank from which a grade counts as good or better; the
	// line between is marked in every bar. 0 marks nothing.
	GoodFrom int
	Legend   []Key
}

// Pair is one row of PairedDots.
type Pair struct {
	Label    string
	Href     string
	Then     Step
	Now      Step
	ThenText string // "good"
	NowText  string // "very good"
}

// PairedDots shows each row's grade then and now on one line of grade steps,
// joined by a line with its direction.
type PairedDots struct {
	ID          string
	Title, Desc string
	Steps       []string // names of the grades, lowest first
	ThenName    string   // "2009-12"
	NowName     string
	Pairs       []Pair
}
