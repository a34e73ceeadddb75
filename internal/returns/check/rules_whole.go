package check

import (
	"fmt"

	"github.com/northinch/northinch/internal/returns/spec"
)

// sizeRules are about how many there are of what in a whole return.
var sizeRules = []Rule{
	{
		Code: "R801", Severity: unlikely, Least: 50,
		Sentence: "{area}: no child is in the population {what}, of {of} children. Check whether a list is missing.",
		Example:  "a return of 300 children without one on the register",
		Looks:    "children.populations",
		Whole: func(a *Area, f *Found) {
			if enough(f, a.Children, 50) {
				eachPopulation(a, func(code string, n int) {
					if n == 0 {
						f.Return(code, 0, a.Children)
					}
				})
			}
		},
	},
	{
		Code: "R802", Severity: unlikely, Least: 1,
		Sentence: "{area}: one child alone is in the population {what}. Check the list; nothing about that population is published, as the child could be recognised.",
		Example:  "a single child in care and risk management",
		Looks:    "children.populations",
		Whole: func(a *Area, f *Found) {
			if enough(f, a.Children, 1) {
				eachPopulation(a, func(code string, n int) {
					if n == 1 {
						f.Return(code, 1, a.Children)
					}
				})
			}
		},
	},
	{
		Code: "R803", Severity: unlikely, Least: 20,
		Sentence: "{area}: the sex of {n} of {of} children is unknown or not given, more than 5 in 100. Check how it was taken from the records.",
		Example:  "30 of 200 children without sex",
		Looks:    "children.sex children.born",
		Whole: func(a *Area, f *Found) {
			n := max(a.Sex[spec.NoSex]+a.Sex[spec.SexNotKnown]-a.Unborn, 0)
			if enough(f, a.Children, 20) && 100*n > 5*a.Children {
				f.Return("sex", n, a.Children)
			}
		},
	},
	{
		Code: "R804", Severity: unlikely, Least: 20,
		Sentence: "{area}: the locality of {n} of {of} children is unknown or not given, more than 20 in 100. Check how it was taken from the records.",
		Example:  "100 of 200 children without a locality",
		Looks:    "children.locality",
		Whole: func(a *Area, f *Found) {
			n := a.Locality[0] + a.Locality[spec.LocalityNotKnown]
			if enough(f, a.Children, 20) && 100*n > 20*a.Children {
				f.Return("locality", n, a.Children)
			}
		},
	},
	{
		Code: "R805", Severity: unlikely, Least: 10,
		Sentence: "{area}: {n} of {of} children have no event, more than half. Check whether the table of events is whole.",
		Example:  "a table of events that broke off",
		Looks:    "events.child",
		Whole: func(a *Area, f *Found) {
			if enough(f, a.Children, 10) && 2*a.Empty > a.Children {
				f.Return("", a.Empty, a.Children)
			}
		},
	},
	{
		Code: "R806", Severity: unlikely, Least: 40,
		Sentence: "{area}: {n} of {of} children have the sex {what}, more than 3 of 4. Check how it was taken from the records.",
		Example:  "90 of 100 children are girls",
		Looks:    "children.sex",
		Whole: func(a *Area, f *Found) {
			both := []int{a.Sex[spec.Female], a.Sex[spec.Male]}
			at, sum := most(both)
			if enough(f, sum, 40) && 4*both[at] > 3*sum {
				f.Return(a.Edition.SexText([]spec.Sex{spec.Female, spec.Male}[at]), both[at], sum)
			}
		},
	},
	{
		Code: "R807", Severity: unlikely, Least: 40,
		Sentence: "{area}: {n} of {of} children were born in the same month of the year, {what}, more than 3 of 10. Check whether a month stands for not known.",
		Example:  "half of the children born in January",
		Looks:    "children.born",
		Whole: func(a *Area, f *Found) {
			at, sum := most(a.BornIn[:])
			if enough(f, sum, 40) && 10*a.BornIn[at] > 3*sum {
				f.Return(monthNames[at], a.BornIn[at], sum)
			}
		},
	},
	{
		Code: "R808", Severity: unlikely, Least: 30,
		Sentence: "{area}: none of {of} children who were away from home went missing. Check whether the episodes are missing.",
		Example:  "60 children in placements and no missing episode",
		Looks:    "events.event",
		Whole: func(a *Area, f *Found) {
			if enough(f, a.Away, 30) && a.Of[spec.Missing] == 0 {
				f.Return("missing", 0, a.Away)
			}
		},
	},
}

var monthNames = [12]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}
var dayNames = [7]string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}

// patternRules are about patterns that records have and life has not.
var patternRules = []Rule{
	{
		Code: "R821", Severity: unlikely, Least: 30,
		Sentence: "{area}: {n} of {of} contacts were on a {what}, more than half. Check whether the date is that of the contact or of its recording.",
		Example:  "all contacts on Fridays",
		Looks:    "events.date events.event",
		Whole: func(a *Area, f *Found) {
			at, sum := most(a.Weekday[:])
			if enough(f, sum, 30) && 2*a.Weekday[at] > sum {
				f.Return(dayNames[at], a.Weekday[at], sum)
			}
		},
	},
	{
		Code: "R822", Severity: unlikely, Least: 60,
		Sentence: "{area}: {n} of {of} contacts were on a Saturday or Sunday, more than half. Check how the dates were made.",
		Example:  "60 of 100 contacts at weekends",
		Looks:    "events.date events.event",
		Whole: func(a *Area, f *Found) {
			_, sum := most(a.Weekday[:])
			n := a.Weekday[5] + a.Weekday[6]
			if enough(f, sum, 60) && 2*n > sum {
				f.Return("", n, sum)
			}
		},
	},
	{
		Code: "R823", Severity: unlikely, Least: 60,
		Sentence: "{area}: {n} of {of} events were on the first of a month, more than 1 in 5. Check whether the first stands for a day that is not known.",
		Example:  "a third of the events on the first of a month",
		Looks:    "events.date",
		Whole: func(a *Area, f *Found) {
			if enough(f, a.Events, 60) && 5*a.First > a.Events {
				f.Return("", a.First, a.Events)
			}
		},
	},
	{
		Code: "R824", Severity: unlikely, Least: 240, Needs: Agreed,
		Sentence: "{area}: there are {n} events in {what}, and {of} in the 12 months before the agreed date. Check whether a month is missing.",
		Example:  "a month without an event in an area that has 100 in others",
		Looks:    "events.date",
		Whole: func(a *Area, f *Found) {
			sum := 0
			for _, n := range a.Months[1:] {
				sum += n
			}
			if !enough(f, sum, 240) {
				return
			}
			for before, n := range a.Months[1:] {
				if 12*5*n < sum {
					f.Return(a.monthBefore(before+1), n, sum)
				}
			}
		},
	},
	{
		Code: "R825", Severity: unlikely, Least: 60, Needs: Agreed,
		Sentence: "{area}: {n} of {of} events of the 12 months before the agreed date are in {what}, more than 4 in 10. Check whether the date is that of the event or of a change of system.",
		Example:  "half of a year's events in the month of a new records system",
		Looks:    "events.date",
		Whole: func(a *Area, f *Found) {
			at, sum := most(a.Months[1:])
			if enough(f, sum, 60) && 10*a.Months[at+1] > 4*sum {
				f.Return(a.monthBefore(at+1), a.Months[at+1], sum)
			}
		},
	},
	{
		Code: "R826", Severity: unlikely, Least: 10,
		Sentence: "{area}: {n} of {of} registrations are on {what}, more than half. Check whether the date is that of a change of system.",
		Example:  "40 of 60 registrations on one day",
		Looks:    "events.date events.event",
		Whole: func(a *Area, f *Found) {
			if !enough(f, a.Of[spec.Registration], 10) {
				return
			}
			for day, n := range a.RegOn {
				if 2*n > a.Of[spec.Registration] {
					f.Return(day.Words(), n, a.Of[spec.Registration])
				}
			}
		},
	},
	{
		Code: "R827", Severity: unlikely, Least: 100,
		Sentence: "{area}: at each of {of} contacts the child was seen. Check whether visits without seeing the child are given as not-seen.",
		Example:  "400 contacts and none with the outcome not-seen",
		Looks:    "events.detail",
		Whole: func(a *Area, f *Found) {
			if n := a.Of[spec.Contact]; enough(f, n, 100) && a.Seen[spec.NotSeen] == 0 {
				f.Return("not-seen", 0, n)
			}
		},
	},
	{
		Code: "R828", Severity: unlikely, Least: 100,
		Sentence: "{area}: at none of {of} contacts was a child seen alone. Check whether it is recorded.",
		Example:  "400 contacts and none with the outcome seen-alone",
		Looks:    "events.detail",
		Whole: func(a *Area, f *Found) {
			if n := a.Of[spec.Contact]; enough(f, n, 100) && a.Seen[spec.SeenAlone] == 0 {
				f.Return("seen-alone", 0, n)
			}
		},
	},
	{
		Code: "R829", Severity: unlikely, Least: 100,
		Sentence: "{area}: {n} of {of} contacts are by one profession, {what}, more than 95 in 100. Check whether the records of the others are missing.",
		Example:  "all contacts by social workers",
		Looks:    "events.by",
		Whole: func(a *Area, f *Found) {
			at, sum := most(a.By[:])
			if enough(f, sum, 100) && 100*a.By[at] > 95*sum {
				f.Return(a.Edition.PersonText(spec.Person(at)), a.By[at], sum)
			}
		},
	},
	{
		Code: "R830", Severity: unlikely, Least: 10,
		Sentence: "{area}: all {of} children on the register have one category alone, {what}. Check whether the others were taken from the records.",
		Example:  "30 children on the register, each for neglect and nothing else",
		Looks:    "events.detail",
		Whole: func(a *Area, f *Found) {
			at, sum := most(a.Category[:])
			if enough(f, sum, 10) && a.Category[at] == sum {
				f.Return(a.Edition.DetailText(spec.Detail(at)), sum, sum)
			}
		},
	},
	{
		Code: "R831", Severity: unlikely, Least: 20,
		Sentence: "{area}: all {of} de-registrations have the same reason, {what}. Check how it was taken from the records.",
		Example:  "50 de-registrations for another reason",
		Looks:    "events.detail",
		Whole: func(a *Area, f *Found) {
			at, sum := most(a.Reason[:])
			if enough(f, sum, 20) && a.Reason[at] == sum {
				f.Return(a.Edition.DetailText(spec.Detail(at)), sum, sum)
			}
		},
	},
	{
		Code: "R832", Severity: unlikely, Least: 20, Needs: Agreed,
		Sentence: "{area}: the latest event is on {what}, more than 60 days before the agreed date of {agreed}. Check whether the table of events is of the same day as the children.",
		Example:  "events up to March in a return of July",
		Looks:    "events.date children.agreed_date",
		Whole: func(a *Area, f *Found) {
			if enough(f, a.Children, 20) && a.Events > 0 && a.Last+60 < a.Agreed {
				f.Return(a.Last.Words(), a.Events, a.Events)
			}
		},
	},
}

// enough says whether there are so many as the rule takes, and if so that it looked.
func enough(f *Found, n, least int) bool {
	if n < least {
		return false
	}
	f.Looked(1)
	return true
}

// eachPopulation passes on the populations that the edition asks.
func eachPopulation(a *Area, to func(code string, n int)) {
	l, _ := a.Edition.List(spec.PopulationList)
	for _, c := range l.Codes {
		to(c.Code, a.In[c.Number()&31])
	}
}

// monthBefore is the name of a month before that of the agreed date.
func (a *Area) monthBefore(months int) string {
	m := a.month - 1 - months
	return fmt.Sprintf("%s %d", monthNames[m%12], m/12)
}
