package concern

import "slices"

// Stage is how far a concern has come.
type Stage string

// The stages. A decision is one of two stages, so that what follows from it stands
// in the table and nowhere else.
const (
	Raised       Stage = "raised"
	Acknowledged Stage = "acknowledged"
	ToPassOn     Stage = "decided to pass on"
	NotToPassOn  Stage = "decided not to pass on"
	PassedOn     Stage = "passed on"
	Answered     Stage = "answered"
	Closed       Stage = "closed"
)

// Stages are all stages in order.
var Stages = []Stage{Raised, Acknowledged, ToPassOn, NotToPassOn, PassedOn, Answered, Closed}

// next lists every allowed step. docs/stages.md is drawn from it by a test.
var next = map[Stage][]Stage{
	Raised:       {Acknowledged},
	Acknowledged: {ToPassOn, NotToPassOn},
	ToPassOn:     {PassedOn},
	NotToPassOn:  {Closed, Acknowledged}, // back, when the second person does not agree
	PassedOn:     {Answered},
	Answered:     {Closed, PassedOn}, // back, when the answer leaves somebody at risk
}

// second are the steps that take a second person: a service manager, and not the
// one who took the step before. The handbook has the lead alone decide; that nobody
// hears of a child at risk on the word of one person is this program's own rule.
var second = map[[2]Stage]bool{{NotToPassOn, Closed}: true}

// Next are the stages that a concern may go to.
func (s Stage) Next() []Stage { return next[s] }

// IsOpen says whether something is still to be done.
func (s Stage) IsOpen() bool { return s != Closed }

// NeedsSecond says whether a step takes a second person: a service manager who did
// not take the step before.
func (s Stage) NeedsSecond(to Stage) bool { return second[[2]Stage{s, to}] }

// isBack says whether a step leads back.
func (s Stage) isBack(to Stage) bool { return slices.Index(Stages, to) < slices.Index(Stages, s) }

// Ask is something that is asked at a step.
type Ask struct {
	Name, Label, Hint string
	// Missing is what is said where it was left empty; "" where it may be.
	Missing string
	// Long is for several lines; Day for a day.
	Long, Day bool
}

// step is how a step is called, what is due after it, and what is asked at it.
type step struct {
	does, due string
	asks      []Ask
}

// stepTo are the steps by the stage that they lead to.
var stepTo = map[Stage]step{
	Raised: {"Raise a concern", "to be acknowledged", nil},
	Acknowledged: {"Acknowledge the concern", "to be decided on", []Ask{
		{Name: "note", Label: "Is there anything to note? (optional)", Long: true},
	}},
	ToPassOn: {"Decide to pass it on", "to be passed on to the area", []Ask{
		{Name: "reason", Label: "Why is it to be passed on?", Missing: "Enter why the concern is to be passed on", Long: true},
	}},
	NotToPassOn: {"Decide not to pass it on", "a service manager’s agreement", []Ask{
		{Name: "reason", Label: "Why is it not to be passed on?", Hint: "A service manager reads this and agrees, or sends the decision back.", Missing: "Enter why the concern is not to be passed on", Long: true},
	}},
	PassedOn: {"Record that it was passed on", "the area’s answer", []Ask{
		{Name: "to", Label: "To whom was it passed on?", Hint: "The named lead of the partnership, by designation and not by name", Missing: "Enter the designation of the person to whom it was passed on"},
		{Name: "on", Label: "On which day?", Hint: "For example, 27 3 2012", Missing: "Enter the day on which it was passed on", Day: true},
		{Name: "note", Label: "What was said? (optional)", Long: true},
	}},
	Answered: {"Record the area’s answer", "to be closed", []Ask{
		{Name: "answer", Label: "What did the area do or decide?", Missing: "Enter what the area did or decided", Long: true},
		{Name: "recorded", Label: "Where is it recorded on the local case system?", Hint: "The reference that the area gives", Missing: "Enter where the referral is recorded on the local case system"},
	}},
	Closed: {"Close the concern", "", []Ask{
		{Name: "reason", Label: "Why can it be closed?", Missing: "Enter why the concern can be closed", Long: true},
	}},
}

// between are the steps that are called otherwise where they lead from one stage to
// another.
var between = map[[2]Stage]step{
	{NotToPassOn, Closed}: {"Agree and close the concern", "", []Ask{
		{Name: "reason", Label: "Why do you agree that it is not passed on?", Missing: "Enter why you agree that the concern is not passed on", Long: true},
	}},
	{NotToPassOn, Acknowledged}: {"Send the decision back", "to be decided on", []Ask{
		{Name: "note", Label: "Why does it go back?", Missing: "Enter why the decision goes back", Long: true},
	}},
	{Answered, PassedOn}: {"Pass it on again", "the area’s answer", stepTo[PassedOn].asks},
}

func (s Stage) step(to Stage) step {
	if one, ok := between[[2]Stage{s, to}]; ok {
		return one
	}
	return stepTo[to]
}

// Does is the step to another stage in words: "Acknowledge the concern".
func (s Stage) Does(to Stage) string { return s.step(to).does }

// Due is what is due next at a stage; "" for nothing.
func (s Stage) Due() string { return stepTo[s].due }

// Asks are what is asked at the step to another stage.
func (s Stage) Asks(to Stage) []Ask { return s.step(to).asks }
