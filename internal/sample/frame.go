package sample

import (
	"cmp"
	"slices"

	"github.com/northinch/northinch/internal/errs"
	"github.com/northinch/northinch/internal/returns"
	"github.com/northinch/northinch/internal/returns/spec"
	"github.com/northinch/northinch/internal/sampling"
)

// The ways to make strata of a return.
const (
	Together     = "together"   // all in one
	ByPopulation = "population" // a child in several of the chosen ones is in the first
	ByLocality   = "locality"   // the fifths of localities by deprivation
)

// Traits are what a drawn sample is compared with its frame by.
func Traits() []string { return []string{"sex", "age", "locality", "population"} }

// Populations are the populations that an edition of the return asks of, in its order;
// none for an edition that is not known.
func Populations(edition string) []spec.Code {
	e, err := spec.ByID(edition)
	if err != nil {
		return nil
	}
	at := slices.IndexFunc(e.Lists, func(l spec.List) bool { return l.Name == spec.PopulationList })
	if at < 0 {
		return nil
	}
	return e.Lists[at].Codes
}

// items are the children of a return who are in one of the populations, by the area's
// own references. Without populations it is all of them.
//
// It returns errs.BadInput for a population that the edition of the return does not
// have, an unknown way to make strata, and where there is no such child.
func items(ret *returns.Return, populations []string, by string) ([]sampling.Item, error) {
	var asked []spec.Code
	for _, c := range Populations(ret.Edition.ID) {
		if len(populations) == 0 || slices.Contains(populations, c.Code) {
			asked = append(asked, c)
		}
	}
	if len(populations) > 0 && len(asked) < len(populations) {
		return nil, errs.Invalid("populations", "Choose populations that the return has")
	}
	if !slices.Contains([]string{Together, ByPopulation, ByLocality}, by) {
		return nil, errs.Invalid("by", "Choose how the children are divided into strata")
	}
	var all []sampling.Item
	c := &ret.Children
	for child := range c.Len() {
		first := slices.IndexFunc(asked, func(p spec.Code) bool { return c.In[child].Has(spec.Population(p.Number())) })
		if first < 0 {
			continue
		}
		locality := cmp.Or(ret.Edition.LocalityText(c.Locality[child]), "unknown")
		stratum := map[string]string{Together: "all", ByPopulation: asked[first].Code, ByLocality: "locality " + locality}[by]
		all = append(all, sampling.Item{Row: int(c.Line[child]), Reference: sampling.Refer(c.Refs.Of(child).Reveal()), Stratum: stratum,
			Traits: []string{cmp.Or(ret.Edition.SexText(c.Sex[child]), "unknown"), age(c.Born[child], ret.Agreed(child)), locality, asked[first].Code}})
	}
	if len(all) == 0 {
		return nil, errs.Invalid("populations", "The return has no child in what you chose, so there is nothing to draw from")
	}
	return all, nil
}

// age is the band of age on a day. Of a child who may have had a birthday in the month
// the lower age is taken.
func age(born returns.Month, on returns.Day) string {
	least, _ := born.Age(on)
	switch {
	case born == 0 || least < 0:
		return "unknown"
	case least < 5:
		return "0 to 4"
	case least < 12:
		return "5 to 11"
	case least < 16:
		return "12 to 15"
	}
	return "16 or over"
}
