// Package returns is the pre-inspection return of an area: which children its
// services know in certain ways on an agreed date, and what happened to them. It
// reads the files of a return into typed columns, says what is wrong with them,
// and stops at anything that names a child.
//
// What a return has is said in internal/returns/spec.
package returns

import (
	"sort"

	"github.com/northinch/northinch/internal/returns/spec"
)

// Return is a return that was read. It is for reading only once it is made, and
// any number of goroutines may read it.
type Return struct {
	Edition  *spec.Edition
	MadeUp   bool // every child of it says so
	Areas    []Area
	Children Children
	Events   Events
	Files    []File // in the order in which they were read
}

// Area is an area that made the return.
type Area struct {
	Code   string
	Agreed Day // the day the return is of
}

// File is a file that was read.
type File struct {
	Name    string
	Table   string // spec.Children or spec.Events
	Rows    int    // without the header and blank lines
	LeftOut int    // rows that are in no column, each with a finding
}

// Children are the children, a column to a field and all of the same length. The
// number of a child is its place in them. The zero value of a cell means that the
// file has no value there that can be used.
type Children struct {
	Refs     Refs
	Area     []uint16 // its place in Return.Areas
	Born     []Month
	Sex      []spec.Sex
	Locality []spec.Locality
	In       []spec.Populations
	File     []uint8 // its place in Return.Files
	Line     []uint32
}

// Len is how many children there are.
func (c *Children) Len() int { return len(c.Born) }

// Events are what happened, a column to a field and all of the same length, sorted
// by child, then by day, then by file and line. The zero value of a cell means that
// nothing is given there, or nothing that can be used.
type Events struct {
	Child  []int32 // the number of the child
	Date   []Day   // always known
	Kind   []spec.Event
	By     []spec.Person
	Detail []spec.Detail
	End    []Day
	Late   []spec.LateReason
	File   []uint8
	Line   []uint32

	// Start has where the events of each child begin, and after the last child
	// their number.
	Start []int32
}

// Len is how many events there are.
func (e *Events) Len() int { return len(e.Date) }

// Of returns the place of the first event of a child and the place after the last:
// e.Date[from:to] are the days of what happened to it, the earliest first.
func (e *Events) Of(child int) (from, to int) {
	return int(e.Start[child]), int(e.Start[child+1])
}

// Agreed is the agreed date of a child's area.
func (r *Return) Agreed(child int) Day { return r.Areas[r.Children.Area[child]].Agreed }

// First returns the place of the first event of a child on or after a day, and the
// place after the child's last.
func (e *Events) First(child int, day Day) (from, to int) {
	from, to = e.Of(child)
	return from + sort.Search(to-from, func(i int) bool { return e.Date[from+i] >= day }), to
}
