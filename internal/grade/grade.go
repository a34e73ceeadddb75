// Package grade is what may stand where a grade is expected: a rank on a scale,
// or the reason why there is none.
//
// A grade is ordinal: it can be counted and compared, never added or averaged,
// so the type offers no arithmetic.
package grade

// Grade is a rank on a scale: 1 is the lowest. The zero Grade, None, is no
// grade, so that a forgotten field can never be read as the best or the worst.
type Grade uint8

// None is no grade.
const None Grade = 0

// The six-point scale, by rank. Rank 3 is "satisfactory" in some sources.
const (
	Unsatisfactory Grade = iota + 1
	Weak
	Adequate
	Good
	VeryGood
	Excellent
)

// Status is why a mark is a grade or is none.
type Status uint8

// The statuses. The zero value means "not known yet", never an answer.
const (
	NotYet       Status = iota // not yet graded
	Graded                     // graded
	NotInspected               // not part of this inspection, or the judgement did not exist then
	NotSeen                    // the source does not say
	Unreadable                 // the source says that it could not be read
	Doubtful                   // the source has words that are no grade of its scale; kept, not counted
	statuses
)

var names = [statuses]string{"not_yet_graded", "graded", "not_inspected", "not_seen_in_source", "unreadable_in_source", "doubtful_in_source"}
var words = [statuses]string{"not yet graded", "graded", "not inspected", "not seen in the source", "unreadable in the source", "doubtful in the source"}

// Statuses are all statuses in order.
func Statuses() []Status {
	return []Status{NotYet, Graded, NotInspected, NotSeen, Unreadable, Doubtful}
}

// String is the status as data.
func (s Status) String() string { return names[s] }

// Words is the status as read.
func (s Status) Words() string { return words[s] }

// MarshalText is the status as data.
func (s Status) MarshalText() ([]byte, error) { return []byte(names[s]), nil }

// Mark is what stands for one indicator in one inspection: a status, and a grade
// where the status is Graded. It fits a byte, so that a line of marks is short
// in storage. The zero Mark is "not yet graded".
type Mark uint8

// first is the lowest byte of a mark without a grade; ranks lie below it.
const first = 0x40

// Of is the mark of a grade. Of(None) is "not yet graded".
func Of(g Grade) Mark { return Mark(g) }

// Without is the mark of a status that has no grade.
func Without(s Status) Mark {
	if s == NotYet || s == Graded {
		return 0
	}
	return first + Mark(s)
}

// Status is why m is a grade or is none.
func (m Mark) Status() Status {
	switch {
	case m == 0:
		return NotYet
	case m < first:
		return Graded
	}
	return Status(m - first)
}

// Grade is the grade of m, or None.
func (m Mark) Grade() Grade {
	if m < first {
		return Grade(m)
	}
	return None
}

// Valid reports whether m is a mark that Of (for a scale of most grades) or
// Without can make.
func (m Mark) Valid(most int) bool {
	if m < first {
		return int(m) <= most
	}
	s := Status(m - first)
	return s > Graded && s < statuses
}
