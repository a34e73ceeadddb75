package madeup

import (
	"strings"

	"github.com/northinch/northinch/internal/returns"
)

// Defect is something wrong that is planted in a return, named by what it is.
type Defect string

// defect is how it is planted: as a child of its own, in the population of
// vulnerable young people unless it says otherwise, with these events. A cell may
// have {n} for the day n days before the agreed date, and {-n} for one after it.
type defect struct {
	name                  Defect
	code                  string // of the reader's finding, if the reader finds it
	born, sex, population string
	events                []string // date,event,by,detail,end_date,late_reason
	again                 string   // another row of the child, as born,sex,population
	noChild               bool     // there are only the events
}

// defects are all that is planted. None has an event that a figure of the truth
// counts, such as a de-registration after a registration.
var defects = []defect{
	{name: "child twice", code: "R022", again: ",,"},
	{name: "child twice with another sex", code: "R023", again: ",M,"},
	{name: "child twice with another month of birth", code: "R023", again: "2013-01,,"},
	{name: "child without sex", code: "R020", sex: "-"},
	{name: "sex in another word", code: "R041", sex: "female"},
	{name: "sex that is no code", code: "R040", sex: "Q"},
	{name: "month of birth in another form", code: "R038", born: "05/2012"},
	{name: "month of birth with a short year", code: "R039", born: "May-12"},
	{name: "month of birth that is not there", code: "R037", born: "2012-13"},
	{name: "population that is no code", code: "R040", population: "nowhere"},
	{name: "no population", code: "R020", population: "-"},
	{name: "event of no child", code: "R024", noChild: true, events: []string{"{100},contact,teacher,seen,,"}},
	{name: "day in another form", code: "R031", events: []string{"31/05/2026,contact,teacher,seen,,"}},
	{name: "day with a short year", code: "R032", events: []string{"31/05/26,contact,teacher,seen,,"}},
	{name: "American day", code: "R033", events: []string{"05/31/2026,contact,teacher,seen,,"}},
	{name: "day that can be read in two ways", code: "R034", events: []string{"03/05/2026,contact,teacher,seen,,"}},
	{name: "day that is not there", code: "R035", events: []string{"2026-02-30,contact,teacher,seen,,"}},
	{name: "day that is no day", code: "R030", events: []string{"last week,contact,teacher,seen,,"}},
	{name: "day of another century", code: "R036", events: []string{"0206-05-31,contact,teacher,seen,,"}},
	{name: "event that is no code", code: "R040", events: []string{"{100},tea-party,,,,"}},
	{name: "event without a detail that is needed", code: "R020", events: []string{"{100},contact,teacher,,,"}},
	{name: "event with a detail that is not asked", code: "R044", events: []string{"{100},core-group,,seen,,"}},
	{name: "event by somebody that is not asked", code: "R043", events: []string{"{100},views-recorded,teacher,in-person,,"}},
	{name: "end of an event that does not last", code: "R045", events: []string{"{100},contact,teacher,seen,{90},"}},
	{name: "row with a field too many", code: "R008", events: []string{"{100},contact,teacher,seen,,,more"}},
	{name: "event before birth", born: "2020-05", events: []string{"2019-05-31,contact,teacher,seen,,"}},
	{name: "event after the agreed date", events: []string{"{-10},contact,teacher,seen,,"}},
	{name: "end before the start", events: []string{"{100},support,,,{120},"}},
	{name: "event twice", events: []string{"{100},contact,teacher,seen,,", "{100},contact,teacher,seen,,"}},
	{name: "child of 25 years", born: "2001-03"},
	{name: "child born after the agreed date with a contact", born: "2026-11", events: []string{"{5},contact,health-visitor,seen,,"}},
	{name: "registered in two populations that exclude each other", population: "registered deregistered"},
	{name: "registered and no registration", population: "registered"},
	{name: "near threshold and no investigation", population: "near-threshold"},
	{name: "two placements at the same time", population: "looked-after-away", events: []string{"{200},placement,,foster,{50},", "{150},placement,,kinship,{100},"}},
	{name: "looked after away and no placement", population: "looked-after-away"},
	{name: "core group of a child who was never registered", events: []string{"{100},core-group,,,,"}},
	{name: "return discussion without an episode", events: []string{"{100},return-discussion,police,held,,"}},
	{name: "plan without contact of an offender", events: []string{"{100},risk-plan,,,,"}},
	{name: "reason for being late of an event without a standard", events: []string{"{100},contact,teacher,seen,,staffing"}},
}

// Defects are the names of all defects, and the code of the reader's finding for
// those that the reader finds; the others are for rules.
func Defects() map[Defect]string {
	all := map[Defect]string{}
	for _, d := range defects {
		all[d.name] = d.code
	}
	return all
}

// defects writes one of each, as children with numbers after n.
func (w *writer) defects(n int) {
	w.truth.Defects = map[Defect]int{}
	for _, d := range defects {
		n++
		ref := w.ref(nil, n)
		born, sex, population := or(d.born, "2012-05"), or(d.sex, "F"), or(d.population, "vulnerable")
		if !d.noChild {
			w.childRow(ref, born, sex, "3", population)
		}
		if d.again != "" {
			cells := strings.Split(d.again, ",")
			w.childRow(ref, or(cells[0], born), or(cells[1], sex), "3", or(cells[2], population))
		}
		for _, row := range d.events {
			w.events.Write(ref)
			w.events.WriteString(",")
			if w.national {
				w.events.WriteString(w.code + ",")
			}
			w.events.WriteString(w.dated(row) + "\n")
		}
		w.truth.Defects[d.name]++
	}
}

// or is a cell, or what is usual if it is not given; "-" is an empty cell.
func or(cell, usual string) string {
	switch cell {
	case "":
		return usual
	case "-":
		return ""
	}
	return cell
}

// dated puts days in the place of {n}.
func (w *writer) dated(row string) string {
	for {
		from, to := strings.Index(row, "{"), strings.Index(row, "}")
		if from < 0 {
			return row
		}
		days, sign := 0, returns.Day(1)
		for _, c := range row[from+1 : to] {
			if c == '-' {
				sign = -1
				continue
			}
			days = days*10 + int(c-'0')
		}
		row = row[:from] + w.day(w.round.Agreed-sign*returns.Day(days)) + row[to+1:]
	}
}
