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
	// the child is registered after all, and for twelve months after the last such
	// day at most.
	NearThreshold
	// OffRegister is from a de-registration of a child who stays in the area until
	// the next registration.
	OffRegister
	// LookedAfter is away from home, from the first day of a placement to the last
	// of those that follow each other: the next begins on the day on which the one
	// before ended, or on the day after.
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

// open begins a spell at an event, which has not ended as far as is known, and
// returns its place.
func (b *builder) open(s State, from returns.Day, event int) int {
	b.spells = append(b.spells, Spell{State: s, From: from, To: b.agreed, Began: event})
	return len(b.spells) - 1
}

func (s *Spell) end(on returns.Day, why spec.Detail) { s.To, s.Ended, s.Why = on, true, why }

// register builds the times on and off the register. A registration of a child who
// is on it begins nothing, and neither does a de-registration of one who is off it
// again; the checks of the return tell of both. Where a day has both, a child who was
// on the register comes off it and on again, and one who was not comes on it and off:
// the order of rows of one day says nothing.
func (b *builder) register() {
	first := len(b.spells)
	on, known := -1, false // the spell that is open
	for i := b.from; i < b.to; {
		day := b.e.Date[i]
		came, went := -1, -1
		for ; i < b.to && b.e.Date[i] == day; i++ {
			switch b.e.Kind[i] {
			case spec.Registration:
				came = i
			case spec.Deregistration:
				went = i
			}
		}
		for _, leaves := range [...]bool{on >= 0, on < 0} {
			switch {
			case leaves && went >= 0:
				if on < 0 && !known {
					on = b.open(OnRegister, min(b.since, day), -1)
					b.spells[on].Truncated = true
				}
				if on >= 0 {
					b.spells[on].end(day, b.e.Detail[went])
					on = -1
				}
				known = true
			case !leaves && came >= 0:
				if on < 0 {
					on = b.open(OnRegister, day, came)
				}
				known = true
			}
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
			b.spells[off].end(b.spells[i+1].From, spec.NoDetail)
		}
	}
}

// ended is the event that ended a time on the register. Where that began on the same
// day, it may stand in a row before.
func (b *builder) ended(on Spell) int {
	for i := b.from; ; i++ {
		if b.e.Kind[i] == spec.Deregistration && b.e.Date[i] == on.To {
			return i
		}
	}
}

// nearThreshold builds the times just short of the register, in the order in which
// cases ended, which is not that in which they began.
func (b *builder) nearThreshold() {
	near := -1
	for after := (caseEnd{0, -1}); ; {
		end, ok := b.nextEnd(after)
		if !ok {
			return
		}
		after = end
		registered, on := b.registeredFrom(end.day)
		if on {
			continue
		}
		if near < 0 || end.day > b.spells[near].To {
			near = b.open(NearThreshold, end.day, end.event)
		}
		s := &b.spells[near]
		s.To, s.Ended = b.agreed, false
		if last := end.day.Add(12); last <= b.agreed {
			s.end(last, spec.NoDetail)
		}
		if registered != 0 && registered <= s.To {
			s.end(registered, spec.NoDetail)
		}
	}
}

// caseEnd is the end of a case without a registration, and the event that has it.
type caseEnd struct {
	day   returns.Day
	event int
}

// nextEnd is the first end of a case after another; those of one day are in the
// order of their events.
func (b *builder) nextEnd(after caseEnd) (caseEnd, bool) {
	next, found := caseEnd{}, false
	for i := b.from; i < b.to; i++ {
		day, ok := b.caseEnds(i)
		if ok && day <= b.agreed && (day > after.day || day == after.day && i > after.event) && (!found || day < next.day) {
			next, found = caseEnd{day, i}, true
		}
	}
	return next, found
}

// registeredFrom is the first day after a day on which the child was registered, 0 if
// it was not, and whether it was on the register on the day itself.
func (b *builder) registeredFrom(day returns.Day) (next returns.Day, on bool) {
	for _, s := range b.spells {
		switch {
		case s.State != OnRegister:
		case s.From <= day && day <= s.To:
			return 0, true
		case s.From > day && next == 0:
			next = s.From
		}
	}
	return next, false
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
func (b *builder) lookedAfter() { b.lasting(LookedAfter, spec.Placement, 1) }

// missing builds the times missing; those that overlap are one.
func (b *builder) missing() { b.lasting(Missing, spec.Missing, 0) }

// lasting builds the times of events that last. What begins so many days after the
// end of what came before, or earlier, goes on with it.
func (b *builder) lasting(state State, kind spec.Event, apart returns.Day) {
	s := -1
	for i := b.from; i < b.to; i++ {
		if b.e.Kind[i] != kind {
			continue
		}
		if s < 0 || b.spells[s].Ended && b.e.Date[i] > b.spells[s].To+apart {
			s = b.open(state, b.e.Date[i], i)
			b.spells[s].end(b.e.Date[i], b.e.Detail[i])
		}
		b.spells[s].last(b.e.End[i], b.e.Detail[i], b.agreed)
	}
}

// last carries a spell on to the end of an event, or to the agreed date if that had
// not ended.
func (s *Spell) last(end returns.Day, why spec.Detail, agreed returns.Day) {
	switch {
	case end == 0 || end > agreed:
		s.To, s.Ended, s.Why = agreed, false, spec.NoDetail
	case s.Ended && end > s.To:
		s.end(end, why)
	}
}
