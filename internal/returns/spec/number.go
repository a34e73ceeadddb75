package spec

import (
	"fmt"
	"slices"
)

// The lists that are not of details.
const (
	SexList        = "sex"
	LocalityList   = "locality"
	PopulationList = "population"
	PersonList     = "person"
	LateList       = "late-reason"
	MadeUpList     = "made-up"
)

// numbers are the texts of all codes of an edition by their numbers.
type numbers struct {
	events, people, populations, sexes, localities, lateReasons, details []string
}

// space returns the numbers that the codes of a list are of. Lists whose names
// begin with person share theirs, and all that are not named here are of details.
func (n *numbers) space(list string) *[]string {
	switch {
	case list == SexList:
		return &n.sexes
	case list == LocalityList:
		return &n.localities
	case list == PopulationList:
		return &n.populations
	case list == LateList:
		return &n.lateReasons
	case isPersonList(list):
		return &n.people
	}
	return &n.details
}

func isPersonList(list string) bool {
	return list == PersonList || len(list) > len(PersonList) && list[:len(PersonList)+1] == PersonList+"-"
}

// number gives every code its number: the program's own if it knows the code, and
// the next free one otherwise, in the order of the edition.
func (e *Edition) number() error {
	e.numbers = numbers{
		events: slices.Clone(events[:]), people: slices.Clone(people[:]), populations: slices.Clone(populations[:]),
		sexes: slices.Clone(sexes[:]), localities: slices.Clone(localities[:]), lateReasons: slices.Clone(lateReasons[:]),
		details: slices.Clone(details[:]),
	}
	give := func(space *[]string, most int, c *Code) error {
		i := slices.Index(*space, c.Code)
		if i < 0 {
			i = len(*space)
			*space = append(*space, c.Code)
		}
		if i > most {
			return fmt.Errorf("edition %s has more codes than there are numbers for, at %s", e.ID, c.Code)
		}
		c.number = uint8(i)
		return nil
	}
	for i := range e.Lists {
		l := &e.Lists[i]
		most := 255
		if l.Name == PopulationList {
			most = 31
		}
		for j := range l.Codes {
			if err := give(e.numbers.space(l.Name), most, &l.Codes[j]); err != nil {
				return err
			}
		}
	}
	for i := range e.Events {
		if err := give(&e.numbers.events, 63, &e.Events[i].Code); err != nil {
			return err
		}
	}
	return nil
}

func text[T ~uint8](of []string, i T) string {
	if int(i) >= len(of) {
		return ""
	}
	return of[i]
}

// EventText, and the others, return the code as it is written, "" for none.
func (e *Edition) EventText(v Event) string { return text(e.numbers.events, v) }

// PersonText is the code of a person.
func (e *Edition) PersonText(v Person) string { return text(e.numbers.people, v) }

// DetailText is the code of a detail.
func (e *Edition) DetailText(v Detail) string { return text(e.numbers.details, v) }

// PopulationText is the code of a population.
func (e *Edition) PopulationText(v Population) string { return text(e.numbers.populations, v) }

// SexText is the code of a sex.
func (e *Edition) SexText(v Sex) string { return text(e.numbers.sexes, v) }

// LocalityText is the code of a locality.
func (e *Edition) LocalityText(v Locality) string { return text(e.numbers.localities, v) }

// LateText is the code of a reason for being late.
func (e *Edition) LateText(v LateReason) string { return text(e.numbers.lateReasons, v) }
