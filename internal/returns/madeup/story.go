package madeup

import (
	"slices"

	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/spec"
)

// event is a row of a story.
type event struct {
	day, end         returns.Day
	kind, by, detail string
	late             string
	twice            bool // the row stands twice
}

// story is what happened to one child. It is used again for the next.
type story struct {
	events   []event
	in       spec.Population
	earliest returns.Day
	index    returns.Day // the day that contacts are counted from; 0 if they are not
	over     returns.Day // from when nothing is told, because the child was adopted; 0 if all is
	born     returns.Month
	least    int // years that the child must be old on the agreed date
}

func (s *story) add(e event) {
	if s.earliest == 0 || e.day < s.earliest {
		s.earliest = e.day
	}
	s.events = append(s.events, e)
}

// rates are what is particular to an area, in percent.
type rates struct {
	seen          map[spec.Population][3]int // within 28 days, 3 months and 6 months
	lateMeeting   int
	lateCore      int
	lateReview    int
	discussion    int
	plan          int
	acting        [3]int
	finalHome     int
	views         int
	shortSpells   int
	registerAgain int
}

func (w *writer) rates() rates {
	c := w.chance
	three := func(low, high int) [3]int {
		a := c.from(low, high)
		b := a + c.from(10, 25)
		return [3]int{a, b, min(b+c.from(5, 15), 99)}
	}
	return rates{
		seen: map[spec.Population][3]int{
			spec.NearThreshold: three(15, 45), spec.OffRegister: three(25, 55), spec.OnRegister: three(70, 85)},
		lateMeeting: c.from(5, 40), lateCore: c.from(5, 35), lateReview: c.from(3, 25), discussion: c.from(40, 90), plan: c.from(60, 95),
		acting: three(20, 50), finalHome: c.from(30, 60), views: c.from(45, 95), shortSpells: c.from(35, 60), registerAgain: c.from(10, 30),
	}
}

// firstContact is the day of the first contact after the index, or 0 if there is
// none within six months.
func (c *chance) firstContact(p [3]int) int {
	switch u := c.below(100); {
	case u < p[0]:
		return c.from(1, 28)
	case u < p[1]:
		return c.from(29, 88)
	case u < p[2]:
		return c.from(94, 180)
	}
	return 0
}

var others = []string{"health-visitor", "school-nurse", "teacher", "police"}

// contacts adds what came after the index: the contacts that count, visits at which
// the child was not seen, and contacts by others.
func (w *writer) contacts(r rates) {
	s, c, agreed := &w.story, w.chance, w.round.Agreed
	t := w.truth.Contact[s.in]
	t.Children++
	t.DaysAtRisk += int(agreed - s.index)
	social := c.firstContact(r.seen[s.in])
	other := c.firstContact([3]int{20, 40, 60})
	seen := func() string { return pick(c, "seen", "seen-alone", "seen-alone") }
	if social > 0 {
		for day := s.index + returns.Day(social); day <= agreed; day += returns.Day(c.from(90, 170)) {
			s.add(event{day: day, kind: "contact", by: "social-worker", detail: seen()})
			t.Visits++
		}
	}
	if c.percent(40) { // nobody was at home
		day := s.index + returns.Day(c.from(1, 180))
		for slices.ContainsFunc(s.events, func(e event) bool { return e.day == day && e.by == "social-worker" }) {
			day++
		}
		s.add(event{day: day, kind: "contact", by: "social-worker", detail: "not-seen"})
	}
	if other > 0 {
		s.add(event{day: s.index + returns.Day(other), kind: "contact", by: pick(c, others...), detail: seen()})
	}
	t.BySocial.on(social)
	if other == 0 || social > 0 && social < other {
		other = social
	}
	t.ByAnybody.on(other)
	w.truth.Contact[s.in] = t
}

// march2022 is from when 28 days are allowed by any reading, and core2024 from when
// 15 working days are.
var (
	march2022, _ = returns.DayOf(2022, 3, 1)
	core2024, _  = returns.DayOf(2024, 1, 1)
)

// toMeeting adds a concern that led to a planning meeting on a day.
func (w *writer) toMeeting(meeting returns.Day, outcome string, r rates) {
	s, c, t := &w.story, w.chance, &w.truth.Steps
	t.Meetings++
	most := 21
	if meeting-28 >= march2022 {
		most = 28
	}
	days, reason := c.from(8, most), ""
	if c.percent(r.lateMeeting) {
		t.MeetingsLate++
		days = c.from(38, min(70, 3*most)) // and the investigation began at most 3 days after the concern
		if c.percent(25) {
			t.MeetingsLateAgreed++
			reason = "agreed"
		} else if c.percent(50) {
			reason = pick(c, "family", "quorum", "unwell", "staffing")
		}
	}
	began := w.concern(meeting-returns.Day(days), "investigate", min(days-7, 3))
	s.add(event{day: began, end: meeting - returns.Day(c.from(1, 4)), kind: "investigation", detail: "to-meeting"})
	s.add(event{day: meeting, kind: "planning-meeting", detail: outcome, late: reason})
}

// concern adds a concern and the discussion of it, at most so many days later, and
// returns the day of the discussion.
func (w *writer) concern(day returns.Day, outcome string, most int) returns.Day {
	s, c := &w.story, w.chance
	s.add(event{day: day, kind: "concern", by: pick(c, "police", "teacher", "health-visitor", "hospital", "family", "public", "social-worker")})
	day += returns.Day(c.from(0, max(most, 0)))
	s.add(event{day: day, kind: "referral-discussion", by: "social-worker", detail: outcome})
	return day
}

// spell adds a spell on the register; it goes on if end is 0. It lasts 60 days or
// more, and not 171 to 194 days.
func (w *writer) spell(start, end returns.Day, r rates) {
	s, c, t := &w.story, w.chance, w.truth
	last := end
	t.Register.Spells++
	if end == 0 {
		last = w.round.Agreed
	} else {
		t.Register.Ended++
		if end-start < 180 {
			t.Register.UnderSixMonths++
		}
	}
	w.toMeeting(start, "register", r)
	s.add(event{day: start, kind: "registration"})
	categories := []string{"neglect", "emotional-abuse", "domestic-abuse", "parental-substance-use", "parental-mental-health", "physical-abuse", "sexual-abuse"}
	first := c.below(len(categories))
	s.add(event{day: start, kind: "category", detail: categories[first]})
	if c.percent(60) {
		s.add(event{day: start, kind: "category", detail: categories[(first+1)%len(categories)]})
	}
	t.Steps.CoreGroups++
	wait := 15
	if start >= core2024 {
		wait = 19
	}
	core := start + returns.Day(c.from(5, wait))
	if c.percent(r.lateCore) {
		t.Steps.CoreGroupsLate++
		core = start + returns.Day(c.from(30, 45))
	}
	for ; core < last; core += returns.Day(c.from(80, 130)) {
		s.add(event{day: core, kind: "core-group"})
	}
	w.reviews(start, last, end != 0, r)
	if end != 0 {
		s.add(event{day: end, kind: "deregistration", detail: pick(c, "risk-reduced", "risk-reduced", "risk-reduced", "safe-elsewhere", "other-reason")})
	}
}

// apart is how many days lie between two reviews at least: of two within a week the
// area would be asked whether they are one.
const apart = 8

// reviews adds the reviews of a spell; the last one ends it.
func (w *writer) reviews(start, last returns.Day, ends bool, r rates) {
	s, c, t := &w.story, w.chance, &w.truth.Steps
	days := int(last - start)
	t.Reviews++
	review := start + returns.Day(c.from(60, 85))
	switch {
	case ends && days <= 85:
		review = last
	case ends && days <= 85+apart:
		review = start + returns.Day(c.from(60, days-apart))
	case days >= 200+apart && c.percent(r.lateReview):
		t.ReviewsLate++
		review = start + returns.Day(c.from(195, 200))
	}
	before := last
	if ends {
		before -= apart - 1
	}
	for ; review < before; review += returns.Day(c.from(120, 170)) {
		s.add(event{day: review, kind: "review", detail: "stay-registered"})
	}
	if ends {
		s.add(event{day: last, kind: "review", detail: "deregister"})
	}
}

// spellDays is how long a spell lasts that ends.
func (c *chance) spellDays(r rates) returns.Day {
	if c.percent(r.shortSpells) {
		return returns.Day(c.from(60, 170))
	}
	return returns.Day(c.from(195, 700))
}
