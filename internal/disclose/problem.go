// Package disclose hides as little of a set of tables as keeps what must stay
// hidden from a reader who can add and subtract.
//
// Every total and part that is published, in however many tables, is one Cell;
// every statement that a total is the sum of its parts is one Relation. True
// values are never changed: a cell is shown or hidden. Attack works out what a
// reader learns of the hidden cells; Protect chooses what to hide besides the
// cells that must be, at the least cost, and gives back nothing that the reader
// of Attack could undo.
//
// The problem is the cell suppression problem of Kelly, Golden and Assad (1992)
// and Fischetti and Salazar-González (2000, 2001). docs/methods/disclosure.md
// tells how it is solved here and what it costs.
package disclose

// Problem is published totals and parts, some of which must be hidden.
type Problem struct {
	Cells     []Cell
	Relations []Relation
}

// Cell is one published figure.
type Cell struct {
	// ID names the cell in messages and breaks ties, so that the order of Cells
	// does not matter; it is unique in a problem.
	ID string
	// Value is the true figure: a count, or a magnitude not below Floor. Whole
	// numbers are exact up to 2^53.
	Value float64
	// Weight is the cost of hiding the cell, not below 0.
	Weight float64
	// Primary cells are hidden whatever it costs.
	Primary bool
	// Lower and Upper are the protection that a primary cell needs: the reader's
	// interval must reach from Value-Lower or lower to Value+Upper or higher.
	Lower, Upper float64
	// Sliding is the least width of the reader's interval; 0 asks for none.
	Sliding float64
	// Fixed cells are never hidden, because they are known anyway.
	Fixed bool
	// Floor and Ceiling are what the reader knows beforehand. The zero Floor says
	// that nothing is negative; a Ceiling of 0 or +Inf says that nothing more is
	// known, unless Capped says that 0 is meant.
	Floor, Ceiling float64
	// Capped makes a Ceiling of 0 count: the reader knows that the cell is not
	// above 0.
	Capped bool
}

// Relation says that Cells[Total] is the sum of the cells in Parts.
type Relation struct {
	Total int
	Parts []int
}

// Interval is the values that a reader cannot rule out: Low to High, both
// included. High is +Inf where nothing bounds it.
type Interval struct{ Low, High float64 }

// Pattern is what to hide, with its proof.
type Pattern struct {
	// Suppressed is the hidden cells as indices of Problem.Cells, primary cells
	// among them, ascending.
	Suppressed []int
	// Cost is the sum of the weights of all hidden cells, primary cells included.
	Cost float64
	// LowerBound is proven: no pattern that protects costs less.
	LowerBound float64
	// Optimal says that Cost equals LowerBound.
	Optimal bool
	// Intervals is what the reader is left with for each primary cell. With Exact
	// these are the ends of the interval; without, values that the reader cannot
	// rule out were found and proven at both ends, and the true interval may be
	// wider, never narrower.
	Intervals map[int]Interval
	// Exact says that Intervals were worked out to their ends.
	Exact bool
	// Work is the counted work that was spent, see Options.Work.
	Work int64
}

// Options bound what Protect may spend. The zero value suits most problems.
type Options struct {
	// Work is the most steps of arithmetic that may be spent on finding a cheaper
	// pattern and a better bound for every 3,000 cells, up to 20 times that in all; 0
	// is 1.5 thousand million, a few seconds. Work is counted, never timed, so that the
	// same problem gets the same pattern on every run and machine. What is needed to
	// protect is spent in any case.
	Work int64
	// Gap is the proven relative distance to the optimum that is good enough, 0.05
	// for five per cent; 0 asks for the optimum as far as Work reaches.
	Gap float64
	// Progress is told now and then how far it got; may be nil. It must not change
	// the problem.
	Progress func(Progress)

	small, large, huge, most int // for tests: sizes of parts and blocks, see defaults
}

// Progress is how far Protect got.
type Progress struct {
	Step             string  // "protect", "clean up", "prove", "attack"
	Done, Total      int     // of the step; Total is 0 where nobody knows
	Cost, LowerBound float64 // of what is known by now
	Work             int64   // counted so far
}
