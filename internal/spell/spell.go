// Package spell is the continuous times that children spend in a state: on the
// register, just short of it, off it again, away from home, missing. They are built
// from events, from a beginning to an end. A review is never the beginning of one:
// a national statistic once took the latest review for the start of a registration
// and had to be corrected for five years (gov.scot, Children's Social Work
// Statistics 2016-17, annex C).
package spell

import (
	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/spec"
)

// State is what a spell is spent in.
type State uint8

// The states.
const (
	// OnRegister is from a registration to the de-registration after it.
	OnRegister State = iota + 1
	// NearThreshold is from the day on which a case ended without a registration,
	// at the referral discussion, the investigation or the planning meeting, until
	// the child is registered after all, and for twelve months at most.
	NearThreshold
	// OffRegister is from a de-registration of a child who stays in the area until
	// the next registration.
	OffRegister
	// LookedAfter is away from home, from the first day of a placement to the last
	// of those that follow each other with no more than a day between.
	LookedAfter
	// Missing is from the day on which the child went missing to the day on which
	// the child was found.
	Missing
	numStates
)

var words = [numStates]string{OnRegister: "on the register", NearThreshold: "just short of the register", OffRegister: "off the register",
	LookedAfter: "looked after away from home", Missing: "missing"}

// String is the state as read.
func (s State) String() string {
	if s >= numStates {
		return ""
	}
	return words[s]
}

// Spell is one continuous time in a state.
type Spell struct {
	State State
	// From is its first day. If Truncated it began before that, nobody knows when,
	// and From is the first day that the return speaks of.
	From      returns.Day
	Truncated bool
	// To is the day on which it ended; of one that had not ended it is the agreed
	// date.
	To    returns.Day
	Ended bool
	// Why is the detail of what ended it, if that has one.
	Why spec.Detail
	// Began is the place of the event that began it, -1 if Truncated.
	Began int
}

// Days is how many days it lasted, or has lasted so far.
func (s Spell) Days() int { return int(s.To - s.From) }

// Months is how many calendar months before the agreed date a return speaks of all
// that happened.
const Months = 36

// Since is the first day of which the return of a child tells all that happened.
func Since(r *returns.Return, child int) returns.Day {
	return max(r.Agreed(child).Add(-Months), r.Children.Born[child].First())
}

// Append adds the spells of a child to some, state by state and each state by time,
// and returns them. Events after the agreed date are not looked at.
func Append(to []Spell, r *returns.Return, child int) []Spell {
	b := builder{spells: to, agreed: r.Agreed(child), since: Since(r, child), e: &r.Events}
	b.from, b.to = b.e.Of(child)
	for b.to > b.from && b.e.Date[b.to-1] > b.agreed {
		b.to--
	}
	b.register()
	b.nearThreshold()
	b.lookedAfter()
	b.missing()
	return b.spells
}

// builder builds the spells of one child.
type builder struct {
	spells        []Spell
	e             *returns.Events
	from, to      int // its events
	agreed, since returns.Day
}

// open begins a spell at an event; it has not ended as far as is known.
func (b *builder) open(s State, from returns.Day, event int) *Spell {
	b.spells = append(b.spells, Spell{State: s, From: from, To: b.agreed, Began: event})
	return &b.spells[len(b.spells)-1]
}

func (s *Spell) end(on returns.Day, why spec.Detail) { s.To, s.Ended, s.Why = on, true, why }

// register builds the times on and off the register. A registration of a child who
// is on it begins nothing, and neither does a de-registration of one who is off it
// again; the checks of the return tell of both.
func (b *builder) register() {
	first := len(b.spells)
	var on *Spell
	known := false
	for i := b.from; i < b.to; i++ {
		switch b.e.Kind[i] {
		case spec.Registration:
			known = true
			if on == nil {
				on = b.open(OnRegister, b.e.Date[i], i)
			}
		case spec.Deregistration:
			if on == nil && !known {
				on = b.open(OnRegister, min(b.since, b.e.Date[i]), -1)
				on.Truncated = true
			}
			if on != nil {
				on.end(b.e.Date[i], b.e.Detail[i])
				on = nil
			}
			known = true
		}
	}
	b.offRegister(first, len(b.spells))
}

// offRegister builds what lies between the times on the register, from first to
// last, and after them.
func (b *builder) offRegister(first, last int) {
	for i := first; i < last; i++ {
		on := b.spells[i]
		if !on.Ended || on.Why == spec.MovedArea || on.Why == spec.Turned18 || on.Why == spec.Died {
			continue
		}
		off := b.open(OffRegister, on.To, b.ended(on))
		if i+1 < last {
			off.end(b.spells[i+1].From, spec.NoDetail)
		}
	}
}

// ended is the event that ended a time on the register.
func (b *builder) ended(on Spell) int {
	for i := max(on.Began, b.from); ; i++ {
		if b.e.Kind[i] == spec.Deregistration && b.e.Date[i] == on.To {
			return i
		}
	}
}

// nearThreshold builds the times just short of the register.
func (b *builder) nearThreshold() {
	var near *Spell
	var last returns.Day // of near, at the latest
	registered := false
	for i := b.from; i < b.to; i++ {
		day := b.e.Date[i]
		switch b.e.Kind[i] {
		case spec.Registration:
			registered = true
			if near != nil && day <= last {
				near.end(day, spec.NoDetail)
			}
			near, last = nil, 0
			continue
		case spec.Deregistration:
			registered = false
		}
		ends, ok := b.caseEnds(i)
		if !ok || registered || ends > b.agreed || near != nil && ends <= last || b.registeredBy(i, ends) {
			continue
		}
		near, last = b.open(NearThreshold, ends, i), ends.Add(12)
		if last <= b.agreed {
			near.end(last, spec.NoDetail) // unless a registration comes before
		}
	}
}

// registeredBy says whether the child was registered after an event and by a day.
func (b *builder) registeredBy(event int, day returns.Day) bool {
	for i := event + 1; i < b.to && b.e.Date[i] <= day; i++ {
		if b.e.Kind[i] == spec.Registration {
			return true
		}
	}
	return false
}

// caseEnds is the day on which an event ends a case without a registration; false
// if it does not.
func (b *builder) caseEnds(i int) (returns.Day, bool) {
	detail := b.e.Detail[i]
	switch b.e.Kind[i] {
	case spec.ReferralDiscussion:
		return b.e.Date[i], detail == spec.SingleAgency || detail == spec.NoFurtherAction
	case spec.Investigation:
		return b.e.End[i], b.e.End[i] > 0 && (detail == spec.OfferSupport || detail == spec.NoFurtherAction)
	case spec.PlanningMeeting, spec.PreBirthMeeting:
		return b.e.Date[i], detail == spec.DoNotRegister
	}
	return 0, false
}

// lookedAfter builds the times away from home.
func (b *builder) lookedAfter() {
	var away *Spell
	for i := b.from; i < b.to; i++ {
		if b.e.Kind[i] != spec.Placement {
			continue
		}
		if away == nil || away.Ended && b.e.Date[i] > away.To+1 {
			away = b.open(LookedAfter, b.e.Date[i], i)
			away.end(b.e.Date[i], b.e.Detail[i])
		}
		b.last(away, i)
	}
}

// missing builds the times missing; those that overlap are one.
func (b *builder) missing() {
	var gone *Spell
	for i := b.from; i < b.to; i++ {
		if b.e.Kind[i] != spec.Missing {
			continue
		}
		if gone == nil || gone.Ended && b.e.Date[i] > gone.To {
			gone = b.open(Missing, b.e.Date[i], i)
			gone.end(b.e.Date[i], b.e.Detail[i])
		}
		b.last(gone, i)
	}
}

// last carries a spell on to the end of an event, or to the agreed date if that
// had not ended.
func (b *builder) last(s *Spell, i int) {
	switch end := b.e.End[i]; {
	case end == 0 || end > b.agreed:
		s.To, s.Ended = b.agreed, false
	case s.Ended && end > s.To:
		s.end(end, b.e.Detail[i])
	}
}
