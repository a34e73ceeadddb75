package measure

import (
	"fmt"
	"slices"

	"github.com/northinch/northinch/internal/spell"
)

const theRegister = "Time on the register, and back on it"

func register() []Measure {
	return []Measure{
		again(12), again(24),
		{
			ID: "days-to-registered-again", Group: theRegister, Kind: Time, More: 1,
			Title:  "Days from coming off the register to being registered again",
			Counts: "days from the de-registration to the next registration",
			Of:     "de-registrations in the twelve months up to the agreed date of children who stayed in the area; one without a registration since is known to have lasted until the agreed date",
			Leaves: "de-registrations before those months; those because of a move, the 18th birthday or a death are none of these",
			count: func(c *Child, t *Tally) {
				for _, s := range c.In(spell.OffRegister) {
					switch {
					case s.From < c.Year:
						t.Out(s.From, s.Began, BeforeYear)
					case s.Ended:
						t.Time(s.From, s.Began, s.Days(), 1)
					default:
						t.Time(s.From, s.Began, s.Days(), 0)
					}
				}
			},
		},
		{
			ID: "days-on-register", Group: theRegister, Kind: Time,
			Title:  "Days on the register",
			Counts: "days from the registration to the de-registration, by spell and never from a review",
			Of:     "spells on the register on any day of the twelve months up to the agreed date; one that began before is counted as lasting from its registration, and known of only from the first of these days; one that had not ended is known to have lasted until the agreed date",
			Leaves: "spells that ended before those months, and those whose first day is not known",
			count: func(c *Child, t *Tally) {
				for _, s := range c.In(spell.OnRegister) {
					entry := max(0, int(c.Year-1-s.From))
					switch {
					case s.Truncated:
						t.Out(s.From, s.Began, StartUnknown)
					case s.To < c.Year:
						t.Out(s.From, s.Began, BeforeYear)
					case s.Ended:
						t.Late(s.From, s.Began, entry, s.Days(), 1)
					default:
						t.Late(s.From, s.Began, entry, s.Days(), 0)
					}
				}
			},
		},
		{
			ID: "off-register-under-6-months", Group: theRegister, Kind: Share,
			Title:  "De-registrations after less than 6 months",
			Counts: "the child was de-registered before six months had passed since the registration",
			Of:     "de-registrations in the twelve months up to the agreed date",
			Leaves: "de-registrations before those months, and those of which the day of the registration is not known",
			count: func(c *Child, t *Tally) {
				for _, s := range c.In(spell.OnRegister) {
					switch {
					case !s.Ended:
					case s.Truncated:
						t.Out(s.To, s.Began, StartUnknown)
					case s.To < c.Year:
						t.Out(s.To, s.Began, BeforeYear)
					default:
						t.Share(s.To, s.Began, s.To < s.From.Add(6))
					}
				}
			},
		},
	}
}

// again is the share of registrations that follow a de-registration within some
// months. It looks back from the registration, because a return has every child who
// was registered in the last year, and every registration that they ever had: looking
// forward from de-registrations would count only the children who came back, since
// those who did not are in no population after a year.
func again(months int) Measure {
	return Measure{
		ID: fmt.Sprintf("registered-again-%d-months", months), Group: theRegister, Kind: Share, More: -1,
		Title:  fmt.Sprintf("Registered again within %d months of coming off the register", months),
		Counts: fmt.Sprintf("the child had been taken off the register in the %d months before, and had stayed in the area", months),
		Of:     "registrations in the twelve months up to the agreed date",
		Leaves: "registrations before those months or on a day that is not known",
		count: func(c *Child, t *Tally) {
			off := c.In(spell.OffRegister)
			for _, s := range c.In(spell.OnRegister) {
				switch {
				case s.Truncated:
					t.Out(s.From, s.Began, StartUnknown)
				case s.From < c.Year:
					t.Out(s.From, s.Began, BeforeYear)
				default:
					t.Share(s.From, s.Began, slices.ContainsFunc(off, func(o spell.Spell) bool {
						return o.Ended && o.To == s.From && s.From <= o.From.Add(months)
					}))
				}
			}
		},
	}
}
