package measure

import (
	"fmt"

	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/spec"
	"github.com/northinch/northinch/internal/spell"
)

// The launch statement of the programme finds too little contact with children who
// just missed the threshold of registration or had just come off the register.
// Contact is measured the same way after all three beginnings, so that the children
// can be compared.

// beginning is a spell after which contact is measured.
type beginning struct {
	id, group, after, when string
	state                  spell.State
}

var beginnings = []beginning{
	{"near-threshold", "Children just short of the register", "falling just short of the register", "the day on which the case ended without a registration", spell.NearThreshold},
	{"registered", "Children on the register", "being registered", "the day of the registration", spell.OnRegister},
	{"deregistered", "Children who came off the register", "coming off the register", "the day of the de-registration", spell.OffRegister},
}

// window is a time within which a child is to have been seen.
type window struct {
	id, words string
	end       func(from returns.Day) returns.Day
}

var windows = []window{
	{"28-days", "28 days", func(d returns.Day) returns.Day { return d + 28 }},
	{"3-months", "3 months", func(d returns.Day) returns.Day { return d.Add(3) }},
	{"6-months", "6 months", func(d returns.Day) returns.Day { return d.Add(6) }},
}

func contact() (all []Measure) {
	for _, b := range beginnings {
		for _, w := range windows {
			all = append(all, seenWithin(b, w))
		}
		all = append(all, firstContact(b), contactRate(b), seenAlone(b))
	}
	return all
}

// seenWithin is the share of children who were seen in the first days of a spell.
func seenWithin(b beginning, w window) Measure {
	return Measure{
		ID: "seen-" + w.id + "-" + b.id, Group: b.group, Kind: Share, More: 1,
		Title:  fmt.Sprintf("Seen within %s of %s", w.words, b.after),
		Counts: fmt.Sprintf("the child was seen at a contact from the day after %s to the last of the %s", b.when, w.words),
		Of:     "spells " + b.state.String() + " whose first day is known and that lasted the whole of this time",
		Leaves: fmt.Sprintf("spells that began less than %s before the agreed date, that ended sooner, or whose beginning is not known", w.words),
		count: func(c *Child, t *Tally) {
			for s := range c.In(b.state) {
				end := w.end(s.From)
				switch {
				case s.Truncated:
					t.Out(s.From, s.Began, StartUnknown)
				case end > c.Agreed:
					t.Out(s.From, s.Began, TooRecent)
				case s.Ended && s.To < end:
					t.Out(s.From, s.Began, LeftEarlier)
				default:
					e, ok := c.Seen(s.From + 1)
					t.Share(s.From, s.Began, ok && e.Day <= end)
				}
			}
		},
	}
}

// firstContact is how long it took until a child was seen.
func firstContact(b beginning) Measure {
	return Measure{
		ID: "first-contact-" + b.id, Group: b.group, Kind: Time, More: -1,
		Title:  "Days from " + b.after + " to being seen",
		Counts: "days from " + b.when + " to the first contact after it at which the child was seen",
		Of:     "spells " + b.state.String() + " whose first day is known; one that ended, or had gone on until the agreed date, without the child being seen is known to have lasted so long",
		Leaves: "spells whose beginning is not known",
		count: func(c *Child, t *Tally) {
			for s := range c.In(b.state) {
				if s.Truncated {
					t.Out(s.From, s.Began, StartUnknown)
					continue
				}
				if e, ok := c.Seen(s.From + 1); ok && e.Day <= s.To {
					t.Time(s.From, s.Began, int(e.Day-s.From), 1)
				} else {
					t.Time(s.From, s.Began, s.Days(), 0)
				}
			}
		},
	}
}

// contactRate is how often children were seen.
func contactRate(b beginning) Measure {
	return Measure{
		ID: "contacts-a-month-" + b.id, Group: b.group, Kind: Rate, More: 1,
		Title:  "Contacts a month of a child " + b.state.String(),
		Counts: "contacts at which the child was seen, after the first day of the spell and up to its last",
		Of:     "months of 30.4375 days that children spent " + b.state.String() + " within the time of which the return tells all",
		Leaves: "nothing",
		count: func(c *Child, t *Tally) {
			for s := range c.In(b.state) {
				from := max(s.From, c.Since)
				if from > s.To {
					continue
				}
				seen := 0
				for e := range c.Each(spec.Contact) {
					if e.Day > from && e.Day <= s.To && (e.Detail == spec.Seen || e.Detail == spec.SeenAlone) {
						seen++
					}
				}
				t.Rate(from, s.Began, seen, int(s.To-from))
			}
		},
	}
}

// seenAlone is the share of contacts at which a child was seen without others.
func seenAlone(b beginning) Measure {
	return Measure{
		ID: "seen-alone-" + b.id, Group: b.group, Kind: Share, More: 1,
		Title:  "Seen alone, of the times a child was seen " + b.state.String(),
		Counts: "the child was seen alone",
		Of:     "contacts at which the child was seen, after the first day of a spell " + b.state.String() + " and up to its last",
		Leaves: "contacts at which the child was not seen",
		count: func(c *Child, t *Tally) {
			for s := range c.In(b.state) {
				for e := range c.Each(spec.Contact) {
					if e.Day > s.From && e.Day <= s.To && (e.Detail == spec.Seen || e.Detail == spec.SeenAlone) {
						t.Share(e.Day, e.At, e.Detail == spec.SeenAlone)
					}
				}
			}
		},
	}
}
