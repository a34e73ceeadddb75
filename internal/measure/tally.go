package measure

import "github.com/northinch/northinch/internal/returns"

// Why is why something that might have been counted was left out.
type Why uint8

// The reasons.
const (
	Counted      Why = iota
	TooRecent        // the time allowed had not passed by the agreed date
	LeftEarlier      // the spell ended before the time had passed
	StartUnknown     // the spell began before the first day that the return speaks of
	NoStandard       // no standard held on the day that it counts from
	AgreedLonger     // the referral discussion agreed on a longer time
	BeforeYear       // it lies before the twelve months of which the return has every child
	NotBorn          // the child was not born
	BirthUnknown     // the month of birth is not known
	NoConcern        // no concern comes before it
	Adjourned        // the meeting was adjourned
	NotEnded         // it had not ended by the agreed date
	Settled          // the child was in the home that is meant to be permanent
	AlreadyAway      // the child was away from home
	BeforeAll        // it lies before the months of which the return tells all
	numWhys
)

var whys = [numWhys]string{
	Counted: "counted", TooRecent: "the time allowed had not passed by the agreed date", LeftEarlier: "it ended before the time had passed",
	StartUnknown: "it began before the first day that the return speaks of", NoStandard: "no standard held on the day that it counts from",
	AgreedLonger: "the referral discussion agreed on a longer time", BeforeYear: "it lies before the twelve months of which the return has every child",
	NotBorn: "the child was not born yet", BirthUnknown: "the month of birth is not known", NoConcern: "no concern comes before it",
	Adjourned: "the meeting was adjourned", NotEnded: "it had not ended by the agreed date",
	Settled: "the child was settled in a permanent home already", AlreadyAway: "the child was away from home already",
	BeforeAll: "it lies before the 36 months of which the return tells all",
}

// String is the reason as read.
func (w Why) String() string {
	if w >= numWhys {
		return ""
	}
	return whys[w]
}

// Cell is what was counted of one measure in one area. Cells add up.
type Cell struct {
	// Of a share: how many, of how many. Of a rate, Of is how many spells its days
	// are of.
	Yes, Of int64
	// Out is how many were left out, by reason.
	Out [numWhys]int64
	// Of a time: Ends[k][d] is how many ended after d days; k is 0 for those that
	// had not ended when they were last seen, 1 for the end that is measured, from 2
	// for others that came first.
	Ends [4][]int32
	// Enter[d] is how many of them came to be known of only d days after they began.
	Enter []int32
	// Of a rate: how many events in how many days.
	Events, Days int64
}

// Add adds another cell.
func (c *Cell) Add(o *Cell) {
	c.Yes += o.Yes
	c.Of += o.Of
	c.Events += o.Events
	c.Days += o.Days
	for i := range o.Out {
		c.Out[i] += o.Out[i]
	}
	for k := range o.Ends {
		addDays(&c.Ends[k], o.Ends[k])
	}
	addDays(&c.Enter, o.Enter)
}

func addDays(to *[]int32, days []int32) {
	grow(to, len(days))
	for d, n := range days {
		(*to)[d] += n
	}
}

// grow makes counts by day long enough.
func grow(counts *[]int32, days int) {
	if more := days - len(*counts); more > 0 {
		*counts = append(*counts, make([]int32, more)...)
	}
}

// Row is one thing behind a figure: a child's spell or event that was counted or
// left out.
type Row struct {
	Child int
	// Day is what it counts from, and Event the place of the event of that day; -1
	// if the return does not have it.
	Day   returns.Day
	Event int
	Why   Why
	Yes   bool // of a share
	Days  int  // of a time and a rate
	Entry int  // of a time: after how many days it came to be known of
	End   int  // of a time, as in Cell.Ends
	Count int  // of a rate: how many events
}

// Tally is where a definition says what it has counted.
type Tally struct {
	cell *Cell
	rows func(Row) // nil while only counting
	n    int
}

// Share counts one of the denominator; yes says that it is of the numerator.
func (t *Tally) Share(day returns.Day, event int, yes bool) {
	t.cell.Of++
	if yes {
		t.cell.Yes++
	}
	if t.rows != nil {
		t.rows(Row{Child: t.n, Day: day, Event: event, Yes: yes})
	}
}

// Time counts one duration in days that ended as Cell.Ends has it.
func (t *Tally) Time(day returns.Day, event, days, end int) { t.Late(day, event, 0, days, end) }

// Late counts one duration in days that came to be known of only after some of them.
func (t *Tally) Late(day returns.Day, event, entry, days, end int) {
	grow(&t.cell.Ends[end], days+1)
	t.cell.Ends[end][days]++
	if entry > 0 {
		grow(&t.cell.Enter, entry+1)
		t.cell.Enter[entry]++
	}
	if t.rows != nil {
		t.rows(Row{Child: t.n, Day: day, Event: event, Days: days, Entry: entry, End: end})
	}
}

// Rate counts events in a number of days.
func (t *Tally) Rate(day returns.Day, event, count, days int) {
	t.cell.Of++
	t.cell.Events += int64(count)
	t.cell.Days += int64(days)
	if t.rows != nil {
		t.rows(Row{Child: t.n, Day: day, Event: event, Count: count, Days: days})
	}
}

// Out leaves one out.
func (t *Tally) Out(day returns.Day, event int, why Why) {
	t.cell.Out[why]++
	if t.rows != nil {
		t.rows(Row{Child: t.n, Day: day, Event: event, Why: why})
	}
}
