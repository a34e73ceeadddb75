package measure

import (
	"fmt"

	"github.com/northinch/northinch/internal/spell"
)

const theRegister = "Time on the register, and back on it"

func register() []Measure {
	return []Measure{
		again(12), again(24),
		{
			ID: "days-on-register", Group: theRegister, Kind: Time,
			Title:  "Days on the register",
			Counts: "days from the registration to the de-registration, by spell and never from a review",
			Of:     "registrations; one that had not ended is known to have lasted until the agreed date",
			Leaves: "registrations whose day is not known",
			count: func(c *Child, t *Tally) {
				for s := range c.In(spell.OnRegister) {
					switch {
					case s.Truncated:
						t.Out(s.From, s.Began, StartUnknown)
					case s.Ended:
						t.Time(s.From, s.Began, s.Days(), 1)
					default:
						t.Time(s.From, s.Began, s.Days(), 0)
					}
				}
			},
		},
		{
			ID: "off-register-under-6-months", Group: theRegister, Kind: Share,
			Title:  "De-registrations after less than 6 months",
			Counts: "the child was de-registered before six months had passed since the registration",
			Of:     "de-registrations in the twelve months before the agreed date",
			Leaves: "de-registrations of which the day of the registration is not known",
			count: func(c *Child, t *Tally) {
				for s := range c.In(spell.OnRegister) {
					switch {
					case !s.Ended || s.To <= c.Agreed.Add(-12):
					case s.Truncated:
						t.Out(s.To, s.Began, StartUnknown)
					default:
						t.Share(s.To, s.Began, s.To < s.From.Add(6))
					}
				}
			},
		},
	}
}

// again is the share of de-registrations after which the child was registered
// again within some months.
func again(months int) Measure {
	return Measure{
		ID: fmt.Sprintf("registered-again-%d-months", months), Group: theRegister, Kind: Share, More: -1,
		Title:  fmt.Sprintf("Registered again within %d months of coming off the register", months),
		Counts: fmt.Sprintf("the child was registered again within %d months of the de-registration", months),
		Of:     "de-registrations of children who stayed in the area",
		Leaves: fmt.Sprintf("de-registrations less than %d months before the agreed date, and those because of a move, the 18th birthday or a death", months),
		count: func(c *Child, t *Tally) {
			for s := range c.In(spell.OffRegister) {
				end := s.From.Add(months)
				if end > c.Agreed {
					t.Out(s.From, s.Began, TooRecent)
					continue
				}
				t.Share(s.From, s.Began, s.Ended && s.To <= end)
			}
		},
	}
}
