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
	numWhys
)

var whys = [numWhys]string{
	Counted: "counted", TooRecent: "the time allowed had not passed by the agreed date", LeftEarlier: "it ended before the time had passed",
	StartUnknown: "it began before the first day that the return speaks of", NoStandard: "no standard held on the day that it counts from",
	AgreedLonger: "the referral discussion agreed on a longer time",
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
	// Of a share: how many, of how many.
	Yes, Of int64
	// Out is how many were left out, by reason.
	Out [numWhys]int64
	// Of a time: Ends[k][d] is how many ended after d days; k is 0 for those that
	// had not ended when they were last seen, 1 for the end that is measured, from 2
	// for others that came first.
	Ends [4][]int32
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
		c.grow(k, len(o.Ends[k]))
		for d, n := range o.Ends[k] {
			c.Ends[k][d] += n
		}
	}
}

func (c *Cell) grow(k, days int) {
	for len(c.Ends[k]) < days {
		c.Ends[k] = append(c.Ends[k], 0)
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
func (t *Tally) Time(day returns.Day, event, days, end int) {
	t.cell.grow(end, days+1)
	t.cell.Ends[end][days]++
	if t.rows != nil {
		t.rows(Row{Child: t.n, Day: day, Event: event, Days: days, End: end})
	}
}

// Rate counts events in a number of days.
func (t *Tally) Rate(day returns.Day, event, count, days int) {
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
