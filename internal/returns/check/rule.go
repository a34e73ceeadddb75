// Package check is the rules that a return is held against before it is sent, in
// the hands of those who made it. The reader's own checks, R001 to R099, are of
// files and cells; the rules here, R100 and after, are of what the rows say
// together: about one child, about the whole return, and beside the return before.
//
// Every rule ends as passed, failed with rows, not applicable or could not run, and
// says why. A rule that breaks is reported as such, and the others go on. No finding
// has a child's reference or anything that a cell holds but codes, days and months.
package check

import (
	"math/bits"
	"regexp"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/spec"
)

// Kinds is a set of kinds of event: the bit 1<<k is set if k is in it.
type Kinds uint64

// Of is the set of some kinds.
func Of(kinds ...spec.Event) Kinds {
	var set Kinds
	for _, k := range kinds {
		set |= 1 << k
	}
	return set
}

// In is the set of some populations.
func In(populations ...spec.Population) spec.Populations {
	var set spec.Populations
	for _, p := range populations {
		set = set.With(p)
	}
	return set
}

// Known is what must be known before a rule can look at a child.
type Known uint8

// What a rule may need.
const (
	Born   Known = 1 << iota // the month of birth
	Agreed                   // the agreed date of the child's area
)

// Rule is one thing that must hold. Its code is stable: areas' systems and waivers
// depend on it. Exactly one of its functions is set; they return true, or tell
// [Found], where the rule is broken.
type Rule struct {
	Code     string
	Severity returns.Severity // Error or Query
	// Must says that an error cannot be true in any circumstances, so that nobody
	// can waive it.
	Must bool
	// Sentence says what is wrong and what to do. These stand for what a finding has:
	// {event}, {by}, {detail}, {date} and {end} of its event, {born} and {agreed} of
	// its child, {other} for the line of another event, {was} for the value in the
	// return before, {n} and {of} for numbers, {what} for a code, {area} for the area.
	Sentence string
	Example  string
	// Column is the one that findings name, and Looks the others that the rule reads,
	// as table.column with spaces between.
	Column, Looks string

	// Events are the kinds that it looks at; 0 for any, or none. A child without one
	// of them is passed over, and an edition without one of them does not have the rule.
	Events Kinds
	// In are the populations of which a child must be in one; 0 for any.
	In spec.Populations
	// Asked and AskedIn are what an edition must ask besides for the rule to be.
	Asked   Kinds
	AskedIn spec.Populations
	Needs   Known
	// Crowded says that the rule also looks at a child with more than MostEvents.
	Crowded bool
	// Least is how many of what it counts a whole return needs before the rule says
	// anything, as few are easily odd; see [Area].
	Least int

	Event func(c *Child, event int) bool // of each event of the kinds
	Child func(c *Child) bool            // of each child
	Each  func(c *Child, f *Found)       // of each child, and tells what it finds
	Same  func(c *Child) uint64          // children with the same key, other than 0, are found
	Whole func(a *Area, f *Found)        // of each area
	Both  func(now, was *Child) bool     // of each child in this and the previous return
	Gone  func(was *Child) bool          // of each child that is in the previous return only
	Years func(now, was *Area, f *Found) // of each area beside what it was
}

// MostEvents is how many events a child may have for the rules to look at it. Many
// look at each event beside each other one, so that a reference under which a file
// has a million rows would keep a checker busy for days.
const MostEvents = 2000

// yearOnYear says whether the rule needs a previous return.
func (r *Rule) yearOnYear() bool { return r.Both != nil || r.Gone != nil || r.Years != nil }

// Table is the table that findings of the rule are in; "" for the whole return.
func (r *Rule) Table() string {
	switch {
	case r.Column == "":
		return ""
	case r.Column == "born" || r.Column == "sex" || r.Column == "locality" || r.Column == "populations" || r.Column == "child" && r.Event == nil:
		return spec.Children
	}
	return spec.Events
}

var codeForm = regexp.MustCompile(`^[RX][0-9]{3}$`)

// Check returns an error of kind errs.BadInput for a rule that cannot be run.
func (r *Rule) Check() error {
	functions := 0
	for _, there := range []bool{r.Event != nil, r.Child != nil, r.Each != nil, r.Same != nil, r.Whole != nil, r.Both != nil, r.Gone != nil, r.Years != nil} {
		if there {
			functions++
		}
	}
	switch {
	case !codeForm.MatchString(r.Code):
		return errs.Invalid("rules", "The code of a rule is R and three digits, or X and three digits for a rule that was added")
	case r.Severity != returns.Error && r.Severity != returns.Query:
		return errs.Invalid("rules", "Rule %s: the severity is error or query", r.Code)
	case r.Must && r.Severity != returns.Error:
		return errs.Invalid("rules", "Rule %s: only an error can be one that nobody may waive", r.Code)
	case r.Sentence == "" || functions != 1:
		return errs.Invalid("rules", "Rule %s needs a sentence and one function", r.Code)
	}
	return nil
}

// Without says why an edition does not have the rule, or "".
func (r *Rule) Without(e *spec.Edition) string {
	var has Kinds
	for _, k := range e.Events {
		has |= Of(k.Event())
	}
	var in spec.Populations
	if l, ok := e.List(spec.PopulationList); ok {
		for _, c := range l.Codes {
			in = in.With(spec.Population(c.Number()))
		}
	}
	switch lacks := r.Asked &^ has; {
	case lacks != 0:
		return "Edition " + e.ID + " of the specification does not ask the event " + e.EventText(spec.Event(bits.TrailingZeros64(uint64(lacks)))) + "."
	case r.Events != 0 && r.Events&has == 0:
		return "Edition " + e.ID + " of the specification does not ask the event " + e.EventText(spec.Event(bits.TrailingZeros64(uint64(r.Events)))) + "."
	}
	lacks := r.AskedIn &^ in
	if r.In != 0 && r.In&in == 0 {
		lacks |= r.In
	}
	if lacks != 0 {
		return "Edition " + e.ID + " of the specification does not ask the population " + e.PopulationText(spec.Population(bits.TrailingZeros32(uint32(lacks)))) + "."
	}
	return ""
}
