package madeup

import (
	"slices"

	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/spec"
)

// tell makes up the story of the next child.
func (w *writer) tell(r rates) {
	s, c := &w.story, w.chance
	*s = story{events: s.events[:0]}
	// The populations follow each other at even distances, so that none is missing in an
	// area that is not tiny: each 100 children in a row have each number once.
	switch u := (w.first + 61*w.number) % 100; {
	case u < 28:
		s.in = spec.NearThreshold
		w.nearThreshold(r)
	case u < 48:
		s.in = spec.OnRegister
		w.onRegister(r)
	case u < 63:
		s.in = spec.OffRegister
		w.offRegister(r)
	case u < 78 || u < 83 && !w.ceased:
		s.in = spec.LookedAfterAway
		w.lookedAfter(r)
	case u < 83:
		w.ceasedCare(r)
	case u < 88:
		s.in = spec.LookedAfterAtHome
		w.atHome()
	case u < 94:
		s.in, s.least = spec.Vulnerable, 9
		for day := w.ago(300, 360); day < w.round.Agreed; day += returns.Day(c.from(90, 150)) {
			s.add(event{day: day, kind: "vulnerable-meeting"})
		}
	default:
		s.in, s.least = spec.CareAndRisk, 9
		detail := "enter"
		for day := w.ago(200, 360); day < w.round.Agreed; day += returns.Day(c.from(60, 120)) {
			s.add(event{day: day, kind: "care-and-risk-meeting", detail: detail})
			detail = "stay"
		}
	}
	switch {
	case s.born != 0: // grown up meanwhile
	case s.in == spec.LookedAfterAway, s.in == spec.Vulnerable, s.in == spec.CareAndRisk:
		w.missing(r)
	}
	w.aside(r)
	w.padding()
	w.birth()
	w.truth.In[s.in]++
}

// ago is a day so many days before the agreed date.
func (w *writer) ago(least, most int) returns.Day {
	return w.round.Agreed - returns.Day(w.chance.from(least, most))
}

func (w *writer) nearThreshold(r rates) {
	s, c := &w.story, w.chance
	s.index = w.ago(190, 360)
	switch u := c.below(10); {
	case u < 3:
		day := s.index - returns.Day(c.from(0, 2))
		s.add(event{day: day, kind: "concern", by: pick(c, "police", "teacher", "hospital", "public")})
		s.add(event{day: s.index, kind: "referral-discussion", by: "social-worker", detail: pick(c, "single-agency", "no-further-action")})
	case u < 7:
		began := w.concern(s.index-returns.Day(c.from(8, 40)), "investigate", 2)
		s.add(event{day: began, end: s.index, kind: "investigation", detail: pick(c, "offer-support", "no-further-action")})
	default:
		w.toMeeting(s.index, "do-not-register", r)
	}
	w.contacts(r)
}

func (w *writer) onRegister(r rates) {
	s, c := &w.story, w.chance
	s.index = w.ago(190, 600)
	if c.percent(r.registerAgain) {
		w.registeredBefore(r)
	}
	w.spell(s.index, 0, r)
	if c.percent(r.views) {
		w.truth.Register.WithViews++
		s.add(event{day: s.index + returns.Day(c.from(20, 180)), kind: "views-recorded", detail: pick(c, "in-person", "in-writing", "advocate", "observed")})
	}
	w.contacts(r)
}

// registeredBefore adds an earlier spell whose end is not close to a limit that
// re-registration is counted by, whether from the agreed date or the registration.
func (w *writer) registeredBefore(r rates) {
	s, c, t := &w.story, w.chance, &w.truth.Register
	for range 20 {
		gap := c.from(40, 1000)
		end := s.index - returns.Day(gap)
		followed := int(w.round.Agreed - end)
		days := c.spellDays(r)
		if near(gap, 365) || near(gap, 731) || near(followed, 365) || near(followed, 731) || followed < 365 || !w.asked(end-days) {
			continue
		}
		t.Followed12++
		if gap < 365 {
			t.Again12++
		}
		if followed > 731 {
			t.Followed24++
			if gap < 731 {
				t.Again24++
			}
		}
		w.spell(end-days, end, r)
		return
	}
}

// asked says whether a return tells all of a registration on a day, with the concern
// that led to it.
func (w *writer) asked(registered returns.Day) bool { return registered-80 >= w.since }

func near(days, limit int) bool { return days > limit-12 && days < limit+12 }

func (w *writer) offRegister(r rates) {
	s := &w.story
	s.index = w.ago(190, 350)
	start := s.index - w.chance.spellDays(r)
	for !w.asked(start) {
		start = s.index - w.chance.spellDays(r)
	}
	w.spell(start, s.index, r)
	w.contacts(r)
}

// lookedAfter is of a child whose parents could not meet its needs, or who came
// into care in another way, perhaps long after it was on the register.
func (w *writer) lookedAfter(r rates) {
	s, c, t := &w.story, w.chance, w.truth
	start := w.ago(650, 1000)
	if c.percent(60) {
		t.Assessed++
		s.add(event{day: start, kind: "cannot-meet-needs", by: "social-worker"})
		wait := c.firstContact(r.acting)
		if wait == 0 {
			wait = c.from(190, 220)
		}
		t.Acted.on(wait)
		start += returns.Day(wait)
	}
	order := pick(c, "interim-supervision", "compulsory-supervision", "voluntary-care")
	placed := start + returns.Day(c.from(0, 10))
	kind := pick(c, "kinship", "kinship", "foster", "foster", "foster", "residential")
	moved := w.noReturn(placed, r)
	until := returns.Day(0) // the order
	if s.in == spec.CeasedLookedAfter {
		until = moved
	}
	s.add(event{day: start, end: until, kind: "legal-measure", detail: order})
	s.add(event{day: placed, end: moved, kind: "placement", detail: kind})
	if c.percent(20) {
		end := s.earliest - returns.Day(c.from(100, 200))
		days := returns.Day(c.from(60, 170))
		if w.asked(end - days) {
			w.spell(end-days, end, r)
			t.Register.Followed12++
			t.Register.Followed24++ // 750 days before the agreed date at least
		}
	}
}

// ceasedCare is of a child who was looked after and is not any more: back home without
// an order, or adopted.
func (w *writer) ceasedCare(r rates) {
	s, c, t := &w.story, w.chance, &w.truth.NoReturn
	s.in = spec.CeasedLookedAfter
	start := w.ago(650, 1000)
	placed := start + returns.Day(c.from(0, 10))
	end := w.ago(20, 250)
	s.add(event{day: start, end: end, kind: "legal-measure", detail: pick(c, "compulsory-supervision", "voluntary-care")})
	s.add(event{day: placed, end: end, kind: "placement", detail: pick(c, "kinship", "foster")})
	if c.percent(50) {
		s.add(event{day: end, kind: "returned-home"})
		return
	}
	s.over = end
	decided := end - returns.Day(c.from(120, 350))
	t.Decisions++
	t.FinalPlacement++
	t.WithinYear++
	s.add(event{day: decided, kind: "no-return-home"})
	s.add(event{day: decided + returns.Day(c.from(20, 80)), kind: "permanence-panel", detail: "recommended"})
	s.add(event{day: end, kind: "permanence-legal", detail: "adoption-order"})
	s.add(event{day: end, kind: "permanence-placement", detail: "adopters"})
}

// latePanel is the most days from a decision to a panel that are not so many that the
// dates are asked about.
const latePanel = 250

// noReturn adds a decision that the child cannot return home and what came of it.
// It returns the day on which the placement ended, or 0.
func (w *writer) noReturn(placed returns.Day, r rates) returns.Day {
	s, c, t := &w.story, w.chance, &w.truth.NoReturn
	agreed := w.round.Agreed
	decided := placed + returns.Day(c.from(40, 120))
	left := int(agreed - decided)
	if left < 60 || c.percent(40) {
		return 0
	}
	t.Decisions++
	s.add(event{day: decided, kind: "no-return-home"})
	after := c.from(40, left-1)
	if after > 355 && after < 376 {
		after = 355
	}
	on := decided + returns.Day(after)
	switch u := c.below(100); {
	case u < r.finalHome:
		t.FinalPlacement++
		if after <= 355 {
			t.WithinYear++
		}
		s.add(event{day: decided + returns.Day(min(after/3, latePanel)), kind: "permanence-panel", detail: "recommended"})
		order := pick(c, "permanence-order", "adoption-order", "kinship-order")
		s.add(event{day: decided + returns.Day(2*after/3), kind: "permanence-legal", detail: order})
		s.add(event{day: on, kind: "permanence-placement", detail: pick(c, "foster", "adopters", "kinship")})
		if w.ceased && order != "permanence-order" { // which leaves the child looked after
			s.in, s.over = spec.CeasedLookedAfter, on
			return on
		}
		return 0
	case u < r.finalHome+8:
		t.ReturnedHome++
		s.in = spec.LookedAfterAtHome
		s.add(event{day: on, kind: "returned-home"})
		return on
	case u < r.finalHome+12:
		// The eighteenth birthday is in the month of that day. Where those who ceased
		// to be looked after are not asked for, the child is known as a vulnerable
		// young person since.
		t.Turned18++
		if w.ceased {
			s.in = spec.CeasedLookedAfter
		} else {
			s.in = spec.Vulnerable
			s.add(event{day: w.ago(0, 300), kind: "vulnerable-meeting"})
		}
		d := on.Date()
		s.born, _ = returns.MonthOf(d.Year()-18, d.Month())
		return on
	}
	t.Waiting++
	if c.percent(40) {
		s.add(event{day: decided + returns.Day(c.from(20, min(left, latePanel))), kind: "permanence-panel", detail: pick(c, "recommended", "not-recommended")})
	}
	return 0
}

// atHome is of a child under an order at home; nothing came of the assessment.
func (w *writer) atHome() {
	s, c, t := &w.story, w.chance, w.truth
	start := w.ago(700, 1000)
	s.add(event{day: start, kind: "legal-measure", detail: "compulsory-supervision"})
	if c.percent(40) {
		t.Assessed++
		t.NoAction++
		s.add(event{day: start + returns.Day(c.from(100, 300)), kind: "cannot-meet-needs", by: "social-worker"})
	}
}

func (w *writer) missing(r rates) {
	s, c, t := &w.story, w.chance, &w.truth.Missing
	if !c.percent(35) {
		return
	}
	from := "from-home"
	if s.in == spec.LookedAfterAway {
		from = "from-care"
	}
	s.least = max(s.least, 4)
	day := w.ago(200, 330)
	for range c.from(1, 4) {
		end := day + returns.Day(c.from(0, 4))
		s.add(event{day: day, end: end, kind: "missing", detail: from})
		t.Episodes++
		after := end + returns.Day(c.from(0, 3))
		switch {
		case c.percent(r.discussion):
			t.Held++
			s.add(event{day: after, kind: "return-discussion", by: pick(c, "social-worker", "police"), detail: "held"})
		case c.percent(30):
			t.Refused++
			s.add(event{day: after, kind: "return-discussion", by: "social-worker", detail: "refused"})
		case c.percent(30):
			t.Without++
			s.add(event{day: after, kind: "return-discussion", detail: "not-offered"})
		default:
			t.Without++
		}
		day = end + returns.Day(c.from(30, 55))
	}
	if c.percent(5) {
		t.Open++
		s.add(event{day: w.round.Agreed - returns.Day(c.from(0, 2)), kind: "missing", detail: from})
	}
}

// aside adds what may happen to any child.
func (w *writer) aside(r rates) {
	s, c, t := &w.story, w.chance, w.truth
	if s.over != 0 {
		return
	}
	if c.percent(4) {
		t.Offender.Contacts++
		known := w.ago(100, 300)
		s.add(event{day: known, kind: "sex-offender-contact"})
		if c.percent(r.plan) {
			s.add(event{day: known + returns.Day(c.from(0, 20)), kind: "risk-plan"})
		} else {
			t.Offender.WithoutPlan++
		}
	}
	if c.percent(5) {
		t.OnlineHarm++
		s.add(event{day: w.ago(1, 360), kind: "online-harm", by: pick(c, "teacher", "police", "family", "child"), detail: pick(c, "grooming", "images", "bullying", "harmful-content")})
	}
}

// padding adds contacts before the day that contacts are counted from, or from which
// nothing is told any more, by others than social workers, no two of them the same. Who
// is missing is not seen. One in 200 children has one of them twice.
func (w *writer) padding() {
	s, c := &w.story, w.chance
	until := w.round.Agreed
	switch {
	case s.index != 0:
		until = s.index
	case s.over != 0:
		until = s.over
	}
	n := 1
	if w.round.options.Events > 0 { // as many as the area lags behind its share
		n = max(n, w.due()-len(s.events))
	}
	start := w.round.Agreed - 1000
	var missing []event
	for _, e := range s.events {
		if e.kind == "missing" {
			missing = append(missing, e)
		}
	}
	for i := range n {
		// The days are spread from start to the day before until.
		day := start + returns.Day(i*int(until-start)/n+c.below(max(int(until-start)/n, 1)))
		outcome := pick(c, "seen", "seen-alone", "not-seen")
		if slices.ContainsFunc(missing, func(e event) bool { return e.day <= day && (e.end == 0 || day <= e.end) }) {
			outcome = "not-seen"
		}
		s.add(event{day: day, kind: "contact", by: others[(i+n)%4], detail: outcome})
	}
	if c.below(200) == 0 {
		w.truth.Duplicates++
		s.events[len(s.events)-1].twice = true
	}
}

// birth makes the child old enough for the story, and at most 17 years old.
//
// No one-year-old goes missing, and no small child is discussed as a danger to others.
func (w *writer) birth() {
	s := &w.story
	if s.born != 0 {
		return
	}
	first := (s.earliest - 31).Date()
	agreed := w.round.Agreed.Date()
	latest := min(first.Year()*12+first.Month(), (agreed.Year()-s.least)*12+agreed.Month()) - 1
	oldest := (agreed.Year()-17)*12 + agreed.Month()
	s.born = returns.Month(w.chance.from(oldest, max(latest, oldest)))
}
