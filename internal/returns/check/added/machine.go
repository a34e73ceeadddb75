package added

import (
	"errors"

	"github.com/expr-lang/expr/vm"

	"github.com/northinch/northinch/internal/date"
	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/check"
	"github.com/northinch/northinch/internal/returns/spec"
)

// child is what an expression sees. Days are numbers, so that their difference is
// the days between them; 0 is a day that is not known.
type child struct {
	Born        int      `expr:"born"` // the first day of the month of birth
	Agreed      int      `expr:"agreed"`
	Sex         string   `expr:"sex"`
	Locality    string   `expr:"locality"`
	Populations []string `expr:"populations"`
	Events      []event  `expr:"events"` // the earliest first

	Day    func(string) int   `expr:"day"`    // of "2026-07-31"
	Days   func(int, int) int `expr:"days"`   // from a day to another
	Months func(int, int) int `expr:"months"` // whole calendar months from a day to another
	Age    func(int) int      `expr:"age"`    // whole years on a day, at least
	Step   func(bool) bool    `expr:"step"`
}

// event is one of the child's events.
type event struct {
	Kind   string `expr:"kind"`
	By     string `expr:"by"`
	Detail string `expr:"detail"`
	Date   int    `expr:"date"`
	End    int    `expr:"end"`
}

// step is the function that counts.
const step = "step"

// machine runs one expression for one child after the other.
type machine struct {
	vm      vm.VM
	program *vm.Program
	child   child
	born    returns.Month
	left    int
}

var errTooLong = errors.New("too many steps")

// steps is how often conditions may be asked about a child with so many events: as
// often as a rule needs that looks at each event, a hundred times over. A rule that
// looks at each event beside each other one has room for some 120 events.
func steps(events int) int { return 2000 + 100*events }

func newMachine(p *vm.Program) *machine {
	m := &machine{program: p}
	m.child.Day = func(s string) int {
		d, ok := date.Parse(s)
		if day := returns.OnDate(d); ok && day > 0 {
			return int(day)
		}
		panic(errors.New("day() needs a day such as 2026-07-31"))
	}
	m.child.Days = func(from, to int) int { return to - from }
	m.child.Months = months
	m.child.Age = func(on int) int {
		least, _ := m.born.Age(day(on))
		return least
	}
	m.child.Step = func(is bool) bool {
		if m.left--; m.left < 0 {
			panic(errTooLong)
		}
		return is
	}
	return m
}

// day is a number as a day; not known where there is no such day.
func day(n int) returns.Day {
	last, _ := returns.DayOf(2199, 12, 31)
	if n <= 0 || n > int(last) {
		return 0
	}
	return returns.Day(n)
}

// months is how many whole calendar months lie between two days.
func months(from, to int) int {
	a, b := day(from), day(to)
	if a == 0 || b == 0 {
		return 0
	}
	if b < a {
		return -months(to, from)
	}
	x, y := a.Date(), b.Date()
	n := 12*(y.Year()-x.Year()) + y.Month() - x.Month()
	if a.Add(n) > b {
		n--
	}
	return n
}

// run returns whether the child breaks the rule, or why that cannot be said. What
// went wrong in the expression may hold values, and is not passed on.
func (m *machine) run(c *check.Child) (broken bool, why string) {
	m.see(c)
	out, err := m.vm.Run(m.program, m.child)
	switch is, ok := out.(bool); {
	case m.left < 0:
		return false, "The expression takes too many steps for a child with many events. Look at each event once, or at fewer of them."
	case err != nil || !ok:
		return false, "The expression failed for a child: it divides by nothing, takes a day that is none, or asks for an element that is not there."
	default:
		return is, ""
	}
}

// see makes the child ready.
func (m *machine) see(c *check.Child) {
	e := c.Edition()
	to := &m.child
	to.Born, to.Agreed, m.born = int(c.First), int(c.Agreed), c.Born
	to.Sex, to.Locality = e.SexText(c.Sex), e.LocalityText(c.Locality)
	to.Populations = to.Populations[:0]
	for p := range spec.Population(32) {
		if c.In.Has(p) {
			to.Populations = append(to.Populations, e.PopulationText(p))
		}
	}
	to.Events = to.Events[:0]
	for i := range c.Date {
		to.Events = append(to.Events, event{e.EventText(c.Kind[i]), e.PersonText(c.By[i]), e.DetailText(c.Detail[i]), int(c.Date[i]), int(c.End[i])})
	}
	m.left = steps(len(c.Date))
}
