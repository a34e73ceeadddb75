// Package madeup makes returns of children who do not exist, in a country that does
// not exist, for examples, tests and measurements of speed.
//
// The same options give the same bytes on every machine. Together with the files
// comes the truth about them: how many children were seen in time, how many meetings
// were late, and so on. It is counted while the stories are made up and not from the
// events, so that a measure that finds it has been checked by something else than
// itself. Where definitions may differ by a few days, such as that of three months,
// no story has a day on which they would.
package madeup

import (
	"bufio"
	"fmt"
	"io"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/spec"
)

// Options are what is made up. The zero value is 32 areas with 5,000 children.
type Options struct {
	Seed     uint64
	Areas    int         // 1 to 32; 0 for 32
	Children int         // in all areas together; 0 for 5,000
	Events   int         // in all areas together, about; 0, or fewer than the stories have, for some 11 or 12 a child
	Agreed   returns.Day // 0 for 31 July 2026
	// Defects adds to each area one child or row, and sometimes more, for each of
	// [Defects]. They are in no figure of the truth but Defects.
	Defects bool
}

// Round is a round of returns that can be written.
type Round struct {
	Agreed  returns.Day
	Edition *spec.Edition
	Areas   []Area
	options Options
}

// Area is an area that does not exist.
type Area struct {
	Code     string // as in the demonstration
	Children int
}

// mostAreas is how many areas the country has.
const mostAreas = 32

// New looks at the options. The error is of kind errs.BadInput.
func New(o Options) (*Round, error) {
	if o.Areas == 0 {
		o.Areas = mostAreas
	}
	if o.Children == 0 {
		o.Children = 5000
	}
	if o.Agreed == 0 {
		o.Agreed, _ = returns.DayOf(2026, 7, 31)
	}
	e, err := spec.On(o.Agreed.Date())
	switch first, _ := returns.DayOf(2023, 1, 1); {
	case err != nil:
		return nil, err
	case o.Agreed < first:
		return nil, errs.Invalid("agreed", "Made-up returns are of an agreed date from 2023 on")
	case o.Areas < 0 || o.Areas > mostAreas:
		return nil, errs.Invalid("areas", "The made-up country has 1 to %d areas", mostAreas)
	case o.Children < o.Areas || o.Children > 10_000_000:
		return nil, errs.Invalid("children", "Each area has at least one child, and all have at most 10,000,000")
	case o.Events < 0 || o.Events > 1_000_000_000:
		return nil, errs.Invalid("events", "A made-up round has at most 1,000,000,000 events")
	}
	r := &Round{Agreed: o.Agreed, Edition: e, options: o}
	r.share()
	return r, nil
}

// share gives each area its children: from a fifth of the mean for an island to
// several times the mean for a city.
func (r *Round) share() {
	chance := newChance(r.options.Seed, 0)
	weight := make([]int, r.options.Areas)
	all := 0
	for i := range weight {
		weight[i] = 20 + chance.below(120)
		if i%8 == 6 {
			weight[i] = 15
		}
		if i%11 == 5 {
			weight[i] = 320
		}
		all += weight[i]
	}
	left := r.options.Children
	for i, w := range weight {
		n := max(r.options.Children*w/all, 1)
		if i == len(weight)-1 {
			n = left
		}
		n = min(n, left-(len(weight)-1-i))
		left -= n
		r.Areas = append(r.Areas, Area{fmt.Sprintf("MADEUP%02d", i+1), n})
	}
}

// Write writes the two tables of one area as it would send them.
func (r *Round) Write(area int, children, events io.Writer) (Truth, error) {
	w := newWriter(r, children, events, false)
	w.header()
	t := w.area(area)
	return t, w.end()
}

// WriteAll writes the two tables of all areas together, with the area in each row.
func (r *Round) WriteAll(children, events io.Writer) ([]Truth, error) {
	w := newWriter(r, children, events, true)
	w.header()
	var all []Truth
	for i := range r.Areas {
		all = append(all, w.area(i))
	}
	return all, w.end()
}

// writer writes rows. Its memory does not grow with them.
type writer struct {
	round            *Round
	children, events *bufio.Writer
	national         bool
	row              []byte
	days             map[returns.Day]string
	code             string // of the area
	truth            *Truth
	chance           *chance
	story            story
	number           int         // of children of the area that were told
	first            int         // where the populations of the area begin
	since            returns.Day // the first day of which a return tells all
	ceased           bool        // those who ceased to be looked after are asked for
}

func newWriter(r *Round, children, events io.Writer, national bool) *writer {
	return &writer{round: r, children: bufio.NewWriterSize(children, 256<<10), events: bufio.NewWriterSize(events, 256<<10), national: national, days: map[returns.Day]string{},
		since: r.Agreed.Add(-36), ceased: r.Edition.Asks(r.Edition.PopulationText(spec.CeasedLookedAfter))}
}

// due is how many events the area should have after the child being told, less
// those that it has.
func (w *writer) due() int {
	return w.round.options.Events/w.round.options.Children*w.number + w.round.options.Events%w.round.options.Children*w.number/w.round.options.Children - w.truth.Events
}

func (w *writer) header() {
	area := ""
	if w.national {
		area = "area,"
	}
	w.children.WriteString("child,area,agreed_date,born,sex,locality,populations,made_up\n")
	w.events.WriteString("child," + area + "date,event,by,detail,end_date,late_reason\n")
}

func (w *writer) end() error {
	if err := w.children.Flush(); err != nil {
		return err
	}
	return w.events.Flush()
}

// Readme is what stands beside made-up files in an archive.
const Readme = `These files are made up. No child in them exists, and no area in them exists.
They were made by North Inch as an example of a return; every child is marked
made-up in the column made_up. What the columns and codes mean is said in the
return specification.
`
