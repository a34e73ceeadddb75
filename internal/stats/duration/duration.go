// Package duration is statistics of how long something takes when not everything
// has ended yet: days until a first visit, until a plan is in place, until a
// child is registered again. What has not ended is no missing value: it is known
// to have lasted at least so long.
//
// Conventions, which are those of most published tables: what was last seen on a
// day is still at risk on that day; a spell that comes under observation late is
// at risk only after that day; a spell may end on the day on which it began
// (duration 0). All methods assume that being lost sight of says nothing of how
// long the spell would have gone on.
package duration

import (
	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/stats"
)

// Spell is one duration. Times are in any one unit, from the spell's own
// beginning.
type Spell struct {
	// Entry is when it came under observation; 0 is from its beginning.
	Entry float64
	// End is when it ended or was last seen.
	End float64
	// Cause is what ended it, from 1; 0 is that nobody saw it end.
	Cause int
}

// seen says whether the end was seen, whatever it was.
func seen(cause int) bool { return cause != 0 }

// longest is how long a spell lasts at most, so that its square is a number.
const longest = 1e100

// check returns errs.BadInput with the row of a spell that cannot be, and
// stats.ErrUndefined where there is none.
func check(spells []Spell) error {
	if len(spells) == 0 {
		return stats.Undefined("There is no spell to count")
	}
	for i, s := range spells {
		switch {
		case !(s.End >= 0 && s.End <= longest):
			return errs.Invalid("input", "Row %d: the duration %v is no length of time; it must be from 0 to 1e100", i+1, s.End)
		case !(s.Entry >= 0 && s.Entry <= longest):
			return errs.Invalid("input", "Row %d: the entry %v is no length of time; it must be from 0 to 1e100", i+1, s.Entry)
		case s.Entry > 0 && s.Entry >= s.End:
			return errs.Invalid("input", "Row %d: it came under observation at %v, which is not before its end at %v", i+1, s.Entry, s.End)
		case s.Cause < 0:
			return errs.Invalid("input", "Row %d: the cause %d is negative; 0 is not ended, causes count from 1", i+1, s.Cause)
		}
	}
	return nil
}
