package sampling

import (
	"fmt"
	"slices"

	"github.com/northinch/northinch/internal/errs"
)

// units are the records as the design has them: those answered, and those outside.
type units struct {
	y, weight, population []float64
	strata                []string
	domain                []bool // those of the population to which the question applies
}

// census says whether all of the strata that are there were read: each unit then stands
// for itself.
func (u units) census() bool { return slices.Max(u.weight) <= 1 }

// alike says whether all units of each stratum are alike that was not read whole.
func (u units) alike() bool {
	for i := 1; i < len(u.y); i++ {
		if u.strata[i] == u.strata[i-1] && max(u.weight[i], u.weight[i-1]) > 1 && (u.y[i] != u.y[i-1] || u.domain[i] != u.domain[i-1]) {
			return false
		}
	}
	return true
}

// same says whether all answers are the same, in whatever stratum.
func (u units) same() bool {
	first := slices.Index(u.domain, true)
	for i, y := range u.y {
		if u.domain[i] && y != u.y[first] {
			return false
		}
	}
	return true
}

// units makes them, and counts what became of each stratum.
func (r *Record) units(e *Estimated, called []Called, by map[Ticket]Answer) units {
	var u units
	for h, s := range r.Plan.Strata {
		c := StratumAnswered{Name: s.Name, Population: s.Population}
		var own []Called
		for _, one := range called {
			if one.Ticket.Stratum != h+1 {
				continue
			}
			c.Called++
			a, answered := by[one.Ticket]
			switch {
			case one.Status == Outside:
				c.Outside++
			case one.Status == Unread:
				c.Unread++
			case !answered || a.Is == NotAnswered:
				c.NotAnswered++
			default:
				c.Answered++
				if a.Is == NotApplicable {
					c.NotApplicable++
				}
			}
			if one.Status == Outside || one.Status == InSample && answered && a.Is != NotAnswered {
				own = append(own, one)
			}
		}
		N, m := float64(s.Population), float64(c.Called)
		whole := N
		if c.Answered > 0 {
			c.Weight = N * (m - float64(c.Outside)) / (m * float64(c.Answered))
			whole = c.Weight * float64(len(own))
		}
		e.Strata = append(e.Strata, c)
		if c.Answered == 0 && c.Outside < c.Called {
			e.Without = append(e.Without, s.Name)
			continue
		}
		for _, one := range own {
			a, weight := by[one.Ticket], c.Weight
			if one.Status == Outside {
				a, weight = Answer{Is: NotApplicable}, N/m
			}
			applies := a.Is != NotApplicable
			if applies {
				e.Base, e.Population = e.Base+1, e.Population+weight
				if e.Kind == Share && a.Value == 1 {
					e.Yes++
				}
			}
			u.y, u.weight, u.population = append(u.y, a.Value), append(u.weight, weight), append(u.population, whole)
			u.strata, u.domain = append(u.strata, s.Name), append(u.domain, applies)
		}
	}
	return u
}

// match holds answers against the tickets that were called, and says of which kind they
// are.
func match(called []Called, answers []Answer) (by map[Ticket]Answer, kind string, err error) {
	by, status := map[Ticket]Answer{}, map[Ticket]Status{}
	for _, c := range called {
		status[c.Ticket] = c.Status
	}
	for _, a := range answers {
		where := fmt.Sprintf("Row %d is about the ticket %s", a.Row, a.Ticket)
		switch _, twice := by[a.Ticket]; {
		case status[a.Ticket] == "":
			return nil, "", errs.Invalid("answers", "%s, which was not called", where)
		case status[a.Ticket] != InSample && a.Is != NotAnswered:
			return nil, "", errs.Invalid("answers", "%s, which was replaced and has an answer. If it was read after all, it was no reason to replace it", where)
		case twice:
			return nil, "", errs.Invalid("answers", "%s, which has an answer already", where)
		}
		by[a.Ticket] = a
		if a.Is == NotAnswered || a.Is == NotApplicable {
			continue
		}
		of := Mean
		if a.Is == YesOrNo {
			of = Share
		}
		if kind != "" && kind != of {
			return nil, "", errs.Invalid("answers", "%s and has a number where others have yes or no, or the other way round", where)
		}
		kind = of
	}
	if kind == "" {
		kind = Share
	}
	return by, kind, nil
}
