package framework

import "fmt"

// Crosswalk says which indicators of one edition may be compared with which of
// another. A match on name or number is never a crosswalk.
type Crosswalk struct {
	From  ID     `json:"from"`
	To    ID     `json:"to"`
	About string `json:"about"`
	Pairs []Pair `json:"pairs"`
	// Otherwise is why an indicator that Pairs does not name cannot be compared.
	Otherwise string `json:"otherwise"`
}

// Pair is one line of a crosswalk. From or To is "" where the other edition has
// nothing that could be compared.
type Pair struct {
	From       string `json:"from"`
	To         string `json:"to"`
	Comparable bool   `json:"comparable"`
	Why        string `json:"why"`
}

// Between returns the crosswalk from one edition to another, with a line for
// every graded indicator of the later edition. Editions without a crosswalk
// compare nothing, with that as the reason; an edition compares with itself.
func Between(from, to Edition) (Crosswalk, error) {
	c := Crosswalk{From: from.ID, To: to.ID, Otherwise: "no crosswalk between the two frameworks is known"}
	if from.ID == to.ID {
		c.About = "The same edition of the same framework"
		for _, i := range to.Indicators {
			if i.IsGraded() {
				c.Pairs = append(c.Pairs, Pair{i.Ref, i.Ref, true, "the same indicator of the same edition"})
			}
		}
		return c, nil
	}
	all, err := readAll[Crosswalk]("data/crosswalks")
	if err != nil {
		return c, err
	}
	for _, one := range all {
		if one.From == from.ID && one.To == to.ID {
			c = one
		}
	}
	named := map[string]bool{}
	for _, p := range c.Pairs {
		if p.From != "" && from.At(p.From) < 0 || p.To != "" && to.At(p.To) < 0 {
			return c, fmt.Errorf("framework: crosswalk %s to %s names an indicator that does not exist: %q, %q", c.From, c.To, p.From, p.To)
		}
		named[p.To] = true
	}
	for _, i := range to.Indicators {
		if i.IsGraded() && !named[i.Ref] {
			c.Pairs = append(c.Pairs, Pair{"", i.Ref, false, c.Otherwise})
		}
	}
	return c, nil
}
