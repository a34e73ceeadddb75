package check

import (
	"github.com/northinch/northinch/internal/returns/spec"
	"github.com/northinch/northinch/internal/spell"
)

// changeRules are about how much an area changed since the return before.
var changeRules = []Rule{
	{
		Code: "R901", Severity: unlikely, Least: 1,
		Sentence: "{area}: there are {n} children, and {of} in the return of {was agreed}. If the change is right, say why in a waiver.",
		Example:  "100 children after 200",
		Looks:    "children.child",
		Years:    changed("", func(a *Area) int { return a.Children }),
	},
	{
		Code: "R902", Severity: unlikely, Least: 1,
		Sentence: "{area}: there are {n} children in the population {what}, and {of} in the return of {was agreed}. If the change is right, say why in a waiver.",
		Example:  "20 children on the register after 60",
		Looks:    "children.populations",
		Years: func(now, was *Area, f *Found) {
			f.Looked(1)
			eachPopulation(now, func(code string, n int) {
				at := population(was, code)
				if at >= 0 && isChanged(n, was.In[at]) {
					f.Return(code, n, was.In[at])
				}
			})
		},
	},
	{
		Code: "R903", Severity: unlikely, Least: 1,
		Sentence: "{area}: there are {n} registrations in the last 12 months, and {of} in those before the return of {was agreed}. If the change is right, say why in a waiver.",
		Example:  "10 registrations in a year after 50",
		Looks:    "events.event events.date",
		Years:    changed("registration", func(a *Area) int { return a.YearReg }),
	},
	{
		Code: "R904", Severity: unlikely, Least: 1,
		Sentence: "{area}: there are {n} de-registrations in the last 12 months, and {of} in those before the return of {was agreed}. If the change is right, say why in a waiver.",
		Example:  "10 de-registrations in a year after 50",
		Looks:    "events.event events.date",
		Years:    changed("deregistration", func(a *Area) int { return a.YearOff }),
	},
	{
		Code: "R905", Severity: unlikely, Least: 100,
		Sentence: "{area}: there are {n} contacts to 100 children, and {of} in the return of {was agreed}, a change by half or more. Check whether the contacts of a service are missing.",
		Example:  "200 contacts to 100 children after 500",
		Looks:    "events.event",
		Years: func(now, was *Area, f *Found) {
			a, b := now.Of[spec.Contact], was.Of[spec.Contact]
			if !enough(f, max(a, b), 100) {
				return
			}
			if a, b = 100*a/now.Children, 100*b/was.Children; 2*a <= b || 2*b <= a {
				f.Return("contact", a, b)
			}
		},
	},
	{
		Code: "R906", Severity: unlikely, Least: 10, Needs: Agreed,
		Sentence: "{area}: no event is after the agreed date of the return before, {was agreed}. Check whether the table of events is the old one.",
		Example:  "this year's children with last year's events",
		Looks:    "events.date",
		Years: func(now, was *Area, f *Found) {
			if enough(f, now.Events, 10) && now.Last <= was.Agreed {
				f.Return(now.Last.Words(), now.Events, now.Events)
			}
		},
	},
	{
		Code: "R907", Severity: unlikely, Least: 20,
		Sentence: "{area}: none of {of} children has a reference of the return of {was agreed}. If the references were made anew, say so in a waiver; what happened to a child cannot be followed then.",
		Example:  "references that were numbered again",
		Looks:    "children.child",
		Years: func(now, was *Area, f *Found) {
			if enough(f, min(now.Children, was.Children), 20) && now.Again == 0 {
				f.Return("", 0, now.Children)
			}
		},
	},
}

// isChanged says whether a count differs from another by more than 10, by more than
// three tenths of the larger, and by more than chance makes of counts of that size:
// three standard deviations of the difference of two Poisson counts.
func isChanged(a, b int) bool {
	d := max(a-b, b-a)
	return d > 10 && 10*d > 3*max(a, b) && d*d > 9*(a+b)
}

func changed(what string, count func(*Area) int) func(now, was *Area, f *Found) {
	return func(now, was *Area, f *Found) {
		f.Looked(1)
		if a, b := count(now), count(was); isChanged(a, b) {
			f.Return(what, a, b)
		}
	}
}

// population is the number of a population in the edition of an area; -1 if it does
// not have it.
func population(a *Area, code string) int {
	l, _ := a.Edition.List(spec.PopulationList)
	if c, ok := l.Code(code); ok {
		return int(c.Number()) & 31
	}
	return -1
}

// childBeforeRules are about what the return before said of a child.
var childBeforeRules = []Rule{
	{
		Code: "R921", Severity: wrong,
		Sentence: "The month of birth is {born}, and was {was born} in the return of {was agreed}. Correct it, or check whether the reference went to another child.",
		Example:  "May 2014 after May 2015",
		Column:   "born", Needs: Born, Both: func(c, was *Child) bool { return was.Born != 0 && c.Born != was.Born && was.First <= was.Agreed },
	},
	{
		Code: "R922", Severity: unlikely,
		Sentence: "The sex is {sex}, and was {was sex} in the return of {was agreed}. Check it, and whether the reference went to another child.",
		Example:  "F after M",
		Column:   "sex", Both: func(c, was *Child) bool { return known(c.Sex) && known(was.Sex) && c.Sex != was.Sex },
	},
	{
		Code: "R923", Severity: wrong,
		Sentence: "A registration of the child that was in the return of {was agreed} is not in this one. Every registration is asked, however long ago; add it.",
		Example:  "the registration of 2023 is in the return of 2025 and not in that of 2026",
		Column:   "child", Looks: "events.event events.date", Needs: Agreed, Asked: Of(spec.Registration),
		Both: func(c, was *Child) bool { return forgot(c, was, spec.Registration) },
	},
	{
		Code: "R924", Severity: wrong,
		Sentence: "A de-registration of the child that was in the return of {was agreed} is not in this one. Every de-registration is asked, however long ago; add it.",
		Example:  "the de-registration of 2023 is in the return of 2025 and not in that of 2026",
		Column:   "child", Looks: "events.event events.date", Needs: Agreed, Asked: Of(spec.Deregistration),
		Both: func(c, was *Child) bool { return forgot(c, was, spec.Deregistration) },
	},
	{
		Code: "R925", Severity: wrong,
		Sentence: "The child was on the register in the return of {was agreed}, and is not now, and no de-registration since is given. Add it.",
		Example:  "registered last year, near no population now, and nothing in between",
		Column:   "populations", Looks: "events.event events.date", Needs: Agreed, AskedIn: In(spec.OnRegister),
		Both: func(c, was *Child) bool {
			return was.In.Has(spec.OnRegister) && !c.In.Has(spec.OnRegister) && !c.Any(Of(spec.Deregistration), was.Agreed, c.Agreed)
		},
	},
	{
		Code: "R926", Severity: unlikely,
		Sentence: "A placement that went on in the return of {was agreed} is not in this one. Add it with its end.",
		Example:  "foster care since 2024 that is in the return of 2025 and not in that of 2026",
		Column:   "child", Looks: "events.event events.date", Needs: Agreed, Asked: Of(spec.Placement),
		Both: func(c, was *Child) bool {
			for i := was.Of(spec.Placement); i >= 0; i = was.Next(i) {
				if was.End[i] == 0 && was.Agreed >= c.window() && !c.Any(Of(spec.Placement), was.Date[i], was.Date[i]) {
					return true
				}
			}
			return false
		},
	},
	{
		Code: "R927", Severity: unlikely,
		Sentence: "The child was on the register in this previous return, and is in this one not at all. If the child was taken off the register less than 12 months ago, add the child to the population deregistered; otherwise say in a waiver what became of the child.",
		Example:  "a reference that vanished while the child was registered",
		Column:   "child", Looks: "children.populations", In: In(spec.OnRegister), Gone: func(was *Child) bool { return !was.Old(17, was.Agreed) },
	},
	{
		Code: "R928", Severity: unlikely,
		Sentence: "The child was looked after away from home in this previous return, and is in this one not at all. Check whether the child was forgotten.",
		Example:  "a child of 9 years in foster care who is not in this year's return",
		Column:   "child", Looks: "children.populations", In: In(spec.LookedAfterAway), Gone: func(was *Child) bool { return !was.Old(16, was.Agreed) },
	},
	{
		Code: "R929", Severity: unlikely,
		Sentence: "The child is on the register since before {was agreed} by its registrations, and was not in the population registered of that return. Check the date of the registration.",
		Example:  "registered since 2024, and in the return of 2025 near the threshold",
		Column:   "child", Looks: "events.event events.date children.populations", Needs: Agreed, AskedIn: In(spec.OnRegister), In: In(spec.OnRegister),
		Both: func(c, was *Child) bool {
			on := c.Open(spell.OnRegister)
			return on != nil && on.From < was.Agreed && !was.In.Has(spec.OnRegister)
		},
	},
	{
		Code: "R930", Severity: unlikely,
		Sentence: "The child was looked after in this previous return, and is in this one not at all. A child who ceased to be looked after less than 36 months ago is in the population ceased-looked-after: add the child, or say in a waiver what became of it.",
		Example:  "a child who was looked after at home last year, and is gone",
		Column:   "child", Looks: "children.populations", In: In(spec.LookedAfterAtHome, spec.LookedAfterAway), AskedIn: In(spec.CeasedLookedAfter),
		// Of a child who was away from home and is under 16 R928 tells.
		Gone: func(was *Child) bool { return !was.In.Has(spec.LookedAfterAway) || was.Old(16, was.Agreed) },
	},
}

func known(s spec.Sex) bool { return s == spec.Female || s == spec.Male }

// forgot says whether an event of a kind was given before and is not now.
func forgot(c, was *Child, k spec.Event) bool {
	for i := was.Of(k); i >= 0; i = was.Next(i) {
		if d := was.Date[i]; d <= was.Agreed && !c.Any(Of(k), d, d) {
			return true
		}
	}
	return false
}
