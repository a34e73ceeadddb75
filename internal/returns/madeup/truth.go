package madeup

import (
	"slices"

	"github.com/northinch/northinch/internal/returns/spec"
)

// Truth is what is true of the return of one area by how it was made up.
type Truth struct {
	Area     string
	Children int // rows of children, without those of defects
	Events   int // rows of events, without those of defects
	In       map[spec.Population]int
	Contact  map[spec.Population]Contact // of near-threshold, registered and deregistered children
	Register Register
	Steps    Steps
	Missing  MissingTruth
	NoReturn NoReturn
	CannotMeet
	Offender Offender
	// OnlineHarm is how many children have a concern about harm online.
	OnlineHarm int
	// Duplicates is how many rows of events stand twice. The second is in Events.
	Duplicates int
	Defects    map[Defect]int
}

// Contact is of the children of a population, each counted from a day: near-threshold
// children from the day their case ended without registration (the referral
// discussion, the end of the investigation, or the planning meeting that decided not
// to register), registered children from their last registration, and deregistered
// children from their last de-registration. That day is at least 190 days before the
// agreed date, so that every child was followed for six months.
//
// A contact counts if the child was seen, alone or not, after that day. No first
// contact falls on days 89 to 93 or 181 to 185, so that months may be counted as
// calendar months or as 91 and 183 days.
type Contact struct {
	Children   int
	BySocial   Seen // by a social worker
	ByAnybody  Seen // by a social worker, health visitor, school nurse, teacher or police officer
	Visits     int  // all contacts by social workers that count, up to the agreed date
	DaysAtRisk int  // of all children together, from the day they are counted from to the agreed date
}

// Seen is how many of the children were seen.
type Seen struct {
	Within28, Within3Months, Within6Months int
	// Median is the first day on which at least half of the children had been seen;
	// 0 if it is later than six months, or never.
	Median int
	days   []int // of each child that was seen within six months
}

func (s *Seen) on(day int) {
	if day == 0 || day > 183 {
		return
	}
	s.Within6Months++
	if day <= 91 {
		s.Within3Months++
	}
	if day <= 28 {
		s.Within28++
	}
	s.days = append(s.days, day)
}

func (s *Seen) end(children int) {
	slices.Sort(s.days)
	if half := (children + 1) / 2; half > 0 && len(s.days) >= half {
		s.Median = s.days[half-1]
	}
	s.days = nil
}

// Register is of all spells on the register.
type Register struct {
	Spells int // begun
	Ended  int
	// UnderSixMonths is of spells that ended, counted from the registration. None
	// lasted 171 to 194 days.
	UnderSixMonths int
	// Followed12 is the de-registrations of at least 12 months before the agreed
	// date, and Again12 those of them after which the child was registered again
	// within 12 months; so with 24. No distance falls within ten days of the limit.
	Followed12, Again12 int
	Followed24, Again24 int
	// WithViews is the children on the register whose views were recorded since
	// their last registration.
	WithViews int
}

// Steps are counts of steps with a standard, and of those that were late by any
// reading of it.
type Steps struct {
	// Meetings are planning meetings after a concern. Those in time came at most 28
	// days after the concern, or 21 before March 2022; the late ones at least 35
	// days after the investigation began. Late ones may have an agreed reason.
	Meetings, MeetingsLate, MeetingsLateAgreed int
	// CoreGroups are first core groups of spells. Those in time came at most 15
	// days after the registration, or 19 from 2024 on, which are always within 15
	// working days; the late ones at least 30 days after it.
	CoreGroups, CoreGroupsLate int
	// Reviews are first reviews of spells. Those in time came at most 85 days after
	// the registration, the late ones at least 195.
	Reviews, ReviewsLate int
}

// MissingTruth is of episodes of going missing that ended.
type MissingTruth struct {
	Episodes int
	Held     int // the discussion was held, at most 3 days after the child was found
	Refused  int
	Without  int // no discussion, or a record that it was not offered
	Open     int // episodes that went on at the agreed date; not in Episodes
}

// NoReturn is of decisions that a child cannot return home, by what happened next.
type NoReturn struct {
	Decisions      int
	FinalPlacement int
	WithinYear     int // final placements at most 355 days after; none is 356 to 375 days after
	ReturnedHome   int
	Turned18       int
	Waiting        int
}

// CannotMeet is of assessments that parents cannot meet needs: the days to the first
// order, placement or intensive support after it.
type CannotMeet struct {
	Assessed int
	Acted    Seen // within 28 days and so on; none on days 89 to 93 or 181 to 185
	NoAction int
}

// Offender is of children with a registered sex offender in contact with their
// household.
type Offender struct {
	Contacts    int
	WithoutPlan int // no plan from the day on which the contact was known
}
