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
	// stays says that the return has every child who was in the state on any of the
	// last twelve months' days, and not only those who came into it then.
	stays bool
}

var beginnings = []beginning{
	{"near-threshold", "Children just short of the register", "falling just short of the register", "the day on which the case ended without a registration", spell.NearThreshold, false},
	{"registered", "Children on the register", "being registered", "the day of the registration", spell.OnRegister, true},
	{"deregistered", "Children who came off the register", "coming off the register", "the day of the de-registration", spell.OffRegister, false},
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

// seer is who is to have seen the child.
type seer struct {
	id, words string
	person    spec.Person
}

var seers = []seer{{"", "", spec.Nobody}, {"-by-social-worker", " by a social worker", spec.SocialWorker}}

func contact() (all []Measure) {
	for _, b := range beginnings {
		for _, by := range seers {
			for _, w := range windows {
				all = append(all, seenWithin(b, w, by))
			}
		}
		all = append(all, firstContact(b), contactRate(b), seenAlone(b))
	}
	return all
}

// begins are the spells after whose beginning contact is measured; of the others it
// says why not.
func (b beginning) begins(c *Child, t *Tally, each func(spell.Spell)) {
	for _, s := range c.In(b.state) {
		switch {
		case s.Truncated:
			t.Out(s.From, s.Began, StartUnknown)
		case s.From < c.Year:
			t.Out(s.From, s.Began, BeforeYear)
		case c.unborn(s.From):
			t.Out(s.From, s.Began, NotBorn)
		default:
			each(s)
		}
	}
}

// leaves are the reasons of begins as read.
func (b beginning) leaves() string {
	says := "spells that began before the twelve months up to the agreed date"
	if b.state == spell.OnRegister {
		says += " or on a day that is not known"
	}
	return says + ", or before the child was born"
}

// seenWithin is the share of children who were seen in the first days of a spell.
func seenWithin(b beginning, w window, by seer) Measure {
	return Measure{
		ID: "seen-" + w.id + "-" + b.id + by.id, Group: b.group, Kind: Share, More: 1,
		Title:  fmt.Sprintf("Seen%s within %s of %s", by.words, w.words, b.after),
		Counts: fmt.Sprintf("the child was seen%s at a contact from the day after %s to the last of the %s", by.words, b.when, w.words),
		Of:     fmt.Sprintf("spells %s that began in the twelve months up to the agreed date and lasted the whole of the %s", b.state, w.words),
		Leaves: fmt.Sprintf("%s; spells that began less than %s before the agreed date, and those that ended sooner", b.leaves(), w.words),
		count: func(c *Child, t *Tally) {
			b.begins(c, t, func(s spell.Spell) {
				switch end := w.end(s.From); {
				case end > c.Agreed:
					t.Out(s.From, s.Began, TooRecent)
				case s.Ended && s.To < end:
					t.Out(s.From, s.Began, LeftEarlier)
				default:
					e, ok := c.Seen(s.From+1, by.person)
					t.Share(s.From, s.Began, ok && e.Day <= end)
				}
			})
		},
	}
}

// firstContact is how long it took until a child was seen.
func firstContact(b beginning) Measure {
	return Measure{
		ID: "first-contact-" + b.id, Group: b.group, Kind: Time, More: -1,
		Title:  "Days from " + b.after + " to being seen",
		Counts: "days from " + b.when + " to the first contact after it at which the child was seen",
		Of:     "spells " + b.state.String() + " that began in the twelve months up to the agreed date; one that ended, or had gone on until the agreed date, without the child being seen is known to have lasted so long",
		Leaves: b.leaves(),
		count: func(c *Child, t *Tally) {
			b.begins(c, t, func(s spell.Spell) {
				if e, ok := c.Seen(s.From+1, spec.Nobody); ok && e.Day <= s.To {
					t.Time(s.From, s.Began, int(e.Day-s.From), 1)
				} else {
					t.Time(s.From, s.Began, s.Days(), 0)
				}
			})
		},
	}
}

// within goes through the spells with the day after which their time in the last
// twelve months begins, or with the reason why they have none that counts.
func (b beginning) within(c *Child, each func(s spell.Spell, after returns.Day, why Why)) {
	for _, s := range c.In(b.state) {
		after := max(s.From, c.Year-1)
		if c.unborn(after) {
			after = c.Born.First() - 1
		}
		switch {
		case s.To < c.Year || !b.stays && s.From < c.Year:
			each(s, after, BeforeYear)
		case c.unborn(s.To):
			each(s, after, NotBorn)
		default:
			each(s, after, Counted)
		}
	}
}

// time is the time of within as read, and what is left out of it.
func (b beginning) time() (spent, left string) {
	if b.stays {
		return "in the twelve months up to the agreed date, from birth on", "spells that ended before those months"
	}
	return "of spells that began in the twelve months up to the agreed date, from birth on", "spells that began before those months"
}

// contactRate is how often children were seen.
func contactRate(b beginning) Measure {
	spent, left := b.time()
	return Measure{
		ID: "contacts-a-month-" + b.id, Group: b.group, Kind: Rate, More: 1,
		Title:  "Contacts a month of a child " + b.state.String(),
		Counts: "contacts at which the child was seen in this time, after the first day of the spell",
		Of:     fmt.Sprintf("months of 30.4375 days that children spent %s, %s", b.state, spent),
		Leaves: left + ", and those that ended before the child was born or have the child unborn on the agreed date",
		count: func(c *Child, t *Tally) {
			b.within(c, func(s spell.Spell, after returns.Day, why Why) {
				if why != Counted {
					t.Out(s.From, s.Began, why)
					return
				}
				seen := 0
				for e := range c.Each(spec.Contact) {
					if e.Day > after && e.Day <= s.To && e.seen() {
						seen++
					}
				}
				t.Rate(after, s.Began, seen, int(s.To-after))
			})
		},
	}
}

// seenAlone is the share of contacts at which a child was seen without others.
func seenAlone(b beginning) Measure {
	spent, _ := b.time()
	return Measure{
		ID: "seen-alone-" + b.id, Group: b.group, Kind: Share, More: 1,
		Title:  "Seen alone, of the times a child was seen " + b.state.String(),
		Counts: "the child was seen alone",
		Of:     fmt.Sprintf("contacts at which the child was seen, after the first day of the spell, in the time that children spent %s, %s", b.state, spent),
		Leaves: "nothing",
		count: func(c *Child, t *Tally) {
			b.within(c, func(s spell.Spell, after returns.Day, why Why) {
				if why != Counted {
					return
				}
				for e := range c.Each(spec.Contact) {
					if e.Day > after && e.Day <= s.To && e.seen() {
						t.Share(e.Day, e.At, e.Detail == spec.SeenAlone)
					}
				}
			})
		},
	}
}
