// Package spec is the specification of the pre-inspection return as dated data:
// which tables, columns, codes and events an area gives, in which edition.
//
// A return lists every child of certain populations on an agreed date, and what
// happened to them. It has no name, address, full date of birth or national
// number. An edition of the specification is valid for returns whose agreed date
// lies in its time; it is the edition before it and some changes. Editions are
// JSON files in the folder editions, in the form of docs/return-edition.schema.json;
// docs/return-specification.md is drawn from them.
package spec

import "github.com/northinch/northinch/internal/date"

// Edition is the specification for returns with an agreed date from From to To.
type Edition struct {
	ID      string
	Title   string
	About   string
	Extends string    // the edition that it is a change of; "" for the first
	From    date.Date // the first agreed date it is valid for
	To      date.Date // the last; the zero Date if there is no end yet
	Tables  []Table
	Lists   []List
	Events  []EventKind
	numbers numbers
}

// Table is one table of a return. A CSV file is known for a table by its header.
type Table struct {
	Name     string   `json:"name"`
	Sentence string   `json:"sentence"`
	Columns  []Column `json:"columns"`
}

// Column is a column of a table.
type Column struct {
	Name     string `json:"name"`
	Sentence string `json:"sentence"`
	Holds    Holds  `json:"holds"`
	// List is where the codes are, if it holds codes.
	List string `json:"list,omitempty"`
	// Needed says that a file must have the column and, unless codes depend on
	// the event, that every cell must have a value.
	Needed  bool     `json:"needed,omitempty"`
	Also    []string `json:"also,omitempty"` // other names that are accepted with a remark
	Example string   `json:"example,omitempty"`
}

// Holds is what the cells of a column hold.
type Holds string

// What a column may hold.
const (
	Reference Holds = "reference" // the area's own for a child
	AreaCode  Holds = "area"
	Month     Holds = "month"
	Day       Holds = "date"
	Coded     Holds = "code"
	CodedSet  Holds = "codes" // several, with spaces between them
)

// List is a list of codes.
type List struct {
	Name     string `json:"name"`
	Sentence string `json:"sentence"`
	Codes    []Code `json:"codes"`
}

// Code is one code of a list.
type Code struct {
	Code     string    `json:"code"`
	Sentence string    `json:"sentence"`
	Also     []string  `json:"also,omitempty"` // what is accepted instead, with a remark
	From     date.Date `json:"from,omitzero"`  // the first day of an event that may have it
	To       date.Date `json:"to,omitzero"`    // the last
	number   uint8
}

// Number is the code as columns hold it: the value of its constant, such as
// [SeenAlone], if it has one.
func (c Code) Number() uint8 { return c.number }

// EventKind is a kind of event, and what is said of it beside its date.
type EventKind struct {
	Code
	// By is the list of who may have done it; "" if it is not asked.
	By       string `json:"by,omitempty"`
	ByNeeded bool   `json:"by_needed,omitempty"`
	// Detail is the list of its outcomes, reasons or kinds; "" if none is asked.
	Detail       string `json:"detail,omitempty"`
	DetailNeeded bool   `json:"detail_needed,omitempty"`
	// Lasts says that it may have an end. An event that lasts and has no end
	// still went on at the agreed date.
	Lasts bool `json:"lasts,omitempty"`
}

// Event is the kind as columns hold it.
func (k EventKind) Event() Event { return Event(k.number) }

// Table returns a table by its name.
func (e *Edition) Table(name string) (Table, bool) {
	return find(e.Tables, func(t Table) bool { return t.Name == name })
}

// List returns a list by its name.
func (e *Edition) List(name string) (List, bool) {
	return find(e.Lists, func(l List) bool { return l.Name == name })
}

// Kind returns what the edition says of an event; false if it does not have it.
func (e *Edition) Kind(ev Event) (EventKind, bool) {
	return find(e.Events, func(k EventKind) bool { return k.Event() == ev })
}

// Asks says whether the edition asks for a population, by its code.
func (e *Edition) Asks(population string) bool {
	l, ok := e.List(PopulationList)
	if ok {
		_, ok = l.Code(population)
	}
	return ok
}

// Column returns a column by its name.
func (t Table) Column(name string) (Column, bool) {
	return find(t.Columns, func(c Column) bool { return c.Name == name })
}

// Code returns a code of the list.
func (l List) Code(code string) (Code, bool) {
	return find(l.Codes, func(c Code) bool { return c.Code == code })
}

func find[T any](list []T, is func(T) bool) (T, bool) {
	for _, one := range list {
		if is(one) {
			return one, true
		}
	}
	var none T
	return none, false
}
