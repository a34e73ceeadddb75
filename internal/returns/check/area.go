package check

import (
	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/spec"
	"github.com/northinch/northinch/internal/spell"
)

// Area is what is counted of the return of one area, for the rules about all of it.
// Events after the agreed date are not counted.
type Area struct {
	Edition  *spec.Edition
	Agreed   returns.Day
	Children int
	Again    int     // of them that are in the previous return too
	In       [32]int // by population; a child may be in several
	Empty    int     // children without an event
	Sex      [256]int
	Locality [256]int
	Born     int     // children with a month of birth
	BornIn   [12]int // by calendar month, 0 for January
	Unborn   int
	Away     int // children who were away from home in the last 36 months

	Events   int
	Of       [64]int     // events by kind
	Last     returns.Day // of the latest event
	First    int         // events on the first of a month
	Weekday  [7]int      // contacts, 0 for Monday
	By       [256]int    // contacts by person
	Seen     [256]int    // contacts by outcome
	Months   [13]int     // events by months before that of the agreed date
	YearReg  int         // registrations in the last 12 months
	YearOff  int         // de-registrations
	RegOn    map[returns.Day]int
	Reason   [256]int // de-registrations by reason
	Category [256]int // children on the register with this category and no other, since they were registered
	OneCat   int      // such children
	month    int      // of the agreed date
}

func newArea(e *spec.Edition, agreed returns.Day) *Area {
	a := &Area{Edition: e, Agreed: agreed, RegOn: map[returns.Day]int{}}
	d := agreed.Date()
	a.month = d.Year()*12 + d.Month()
	return a
}

// child counts a child and its events.
func (a *Area) child(c *Child) {
	a.Children++
	for p := range a.In {
		a.In[p] += int(c.In >> p & 1)
	}
	a.Sex[c.Sex]++
	a.Locality[c.Locality]++
	if c.Born > 0 {
		a.Born++
		a.BornIn[c.Born%12]++
		if c.First > c.Agreed {
			a.Unborn++
		}
	}
	if len(c.Date) == 0 {
		a.Empty++
	}
	if c.Has&Of(spec.Placement) != 0 {
		a.Away++
	}
	for i, day := range c.Date {
		if day > c.Agreed {
			break
		}
		a.event(c, i, day)
	}
	a.category(c)
}

func (a *Area) event(c *Child, i int, day returns.Day) {
	a.Events++
	a.Last = max(a.Last, day)
	k := c.Kind[i] & 63
	a.Of[k]++
	d := day.Date()
	if before := a.month - d.Year()*12 - d.Month(); before < len(a.Months) {
		a.Months[before]++
	}
	if d.Day() == 1 {
		a.First++
	}
	switch k {
	case spec.Contact:
		a.Weekday[(int(day)+5)%7]++
		a.By[c.By[i]]++
		a.Seen[c.Detail[i]]++
	case spec.Registration:
		a.RegOn[day]++
		if day > c.YearAgo {
			a.YearReg++
		}
	case spec.Deregistration:
		a.Reason[c.Detail[i]]++
		if day > c.YearAgo {
			a.YearOff++
		}
	}
}

// category counts a child on the register with one category.
func (a *Area) category(c *Child) {
	on := c.Open(spell.OnRegister)
	if on == nil {
		return
	}
	var only spec.Detail
	for i := c.Of(spec.Category); i >= 0; i = c.Next(i) {
		if c.Date[i] < on.From {
			continue
		}
		if only != 0 && only != c.Detail[i] {
			return
		}
		only = c.Detail[i]
	}
	if only != 0 {
		a.OneCat++
		a.Category[only]++
	}
}

// take adds what another counted of the same area.
func (a *Area) take(o *Area) {
	a.Children += o.Children
	a.Again += o.Again
	a.Empty += o.Empty
	a.Born += o.Born
	a.Unborn += o.Unborn
	a.Away += o.Away
	a.Events += o.Events
	a.First += o.First
	a.YearReg += o.YearReg
	a.YearOff += o.YearOff
	a.OneCat += o.OneCat
	a.Last = max(a.Last, o.Last)
	for _, p := range [][2][]int{
		{a.In[:], o.In[:]}, {a.Sex[:], o.Sex[:]}, {a.Locality[:], o.Locality[:]}, {a.BornIn[:], o.BornIn[:]}, {a.Of[:], o.Of[:]},
		{a.Weekday[:], o.Weekday[:]}, {a.By[:], o.By[:]}, {a.Seen[:], o.Seen[:]}, {a.Months[:], o.Months[:]}, {a.Reason[:], o.Reason[:]}, {a.Category[:], o.Category[:]},
	} {
		for i, n := range p[1] {
			p[0][i] += n
		}
	}
	for day, n := range o.RegOn {
		a.RegOn[day] += n
	}
}

// most is the place of the largest of some counts, and the sum of all.
func most(counts []int) (at, sum int) {
	for i, n := range counts {
		sum += n
		if n > counts[at] {
			at = i
		}
	}
	return at, sum
}
