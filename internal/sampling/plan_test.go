package sampling

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/northinch/northinch/internal/stats"
)

func sizesOf(p Plan) (sizes []int) {
	for _, s := range p.Strata {
		sizes = append(sizes, s.Size)
	}
	return sizes
}

func TestThePlanFollowsFromTheDesign(t *testing.T) {
	f := frameOf(t, items(60, 30, 10))
	aim := Aim{Normal, 10, 90, 50}
	for _, c := range []struct {
		design     Design
		deviations map[string]float64
		want       string // of the strata Looked after, Near threshold, Registered
	}{
		{Design{Aim: aim, Allocation: InProportion, Minimum: 1}, nil, "[4 12 25]"}, // 41 of 100
		{Design{Aim: aim, Size: 20, Allocation: InProportion, Minimum: 5}, nil, "[5 5 10]"},
		{Design{Aim: aim, Allocation: InProportion, Minimum: 1, CensusUpTo: 99}, nil, "[4 12 25]"},
		{Design{Aim: aim, Allocation: InProportion, Minimum: 1, CensusUpTo: 100}, nil, "[10 30 60]"},
		{Design{Aim: aim, Allocation: InProportion, Minimum: 1, CensusShare: 41}, nil, "[10 30 60]"},
		{Design{Aim: aim, Allocation: InProportion, Minimum: 1, CensusShare: 42}, nil, "[4 12 25]"},
		{Design{Aim: aim, Size: 20, Allocation: ByDeviation, Minimum: 2}, map[string]float64{"Looked after": 0.5, "Near threshold": 0.5, "Registered": 0.1}, "[4 11 5]"},
	} {
		p, err := NewPlan(f, "Made up", "", c.design, c.deviations, nil)
		if err != nil || fmt.Sprint(sizesOf(p)) != c.want {
			t.Errorf("%+v: %v (%v), want %s", c.design, sizesOf(p), err, c.want)
		}
	}
}

func TestAPlanThatCannotBeIsRefused(t *testing.T) {
	f := frameOf(t, items(60, 30))
	for want, c := range map[string]struct {
		title, public string
		change        func(*Design)
		deviations    map[string]float64
		reasons       []Reason
	}{
		"91 records cannot be drawn of 90":   {change: func(d *Design) { d.Size = 91 }},
		"no way to share":                    {change: func(d *Design) { d.Allocation = "equal" }},
		"The margin is":                      {change: func(d *Design) { d.Margin = -1 }},
		"a population from 0":                {change: func(d *Design) { d.CensusUpTo = -1 }},
		"share of 1 to 100":                  {change: func(d *Design) { d.CensusShare = math.NaN() }},
		"At least one stratum needs":         {change: func(d *Design) { d.Allocation = ByDeviation }},
		"that the frame does not have":       {deviations: map[string]float64{"Other": 1}},
		"this one is missing":                {title: "-"},
		"this one is too long":               {title: strings.Repeat("x", 201)},
		"public part of the seed has spaces": {public: " x"},
		"is not made of small letters":       {reasons: []Reason{{"A", Unread, "x"}}},
		"stands for two":                     {reasons: []Reason{{"a", Unread, "x"}, {"a", Unread, "y"}}},
		"neither outside nor unread":         {reasons: []Reason{{"a", "other", "x"}}},
		"the reason “a” is missing":          {reasons: []Reason{{"a", Unread, ""}}},
		"the reason “a” has a line end":      {reasons: []Reason{{"a", Unread, "x\ny"}}},
	} {
		d, title := design(10), "Made up"
		if c.change != nil {
			c.change(&d)
		}
		if c.title != "" {
			title = strings.TrimPrefix(c.title, "-")
		}
		_, err := NewPlan(f, title, c.public, d, c.deviations, c.reasons)
		says(t, err, want)
	}
}

func TestTheReasonsThatComeWithTheProgramCanBeUsed(t *testing.T) {
	list, err := ReadReasons(shipped)
	if err != nil || len(list) < 4 || len(Reasons()) != len(list) {
		t.Errorf("%v, %v", list, err)
	}
	for text, want := range map[string]string{"[]": "no reason in the list", "{}": "a JSON list", "[] []": "follows after the end", `[{"x":1}]`: "a JSON list"} {
		_, err := ReadReasons([]byte(text))
		says(t, err, want)
	}
}

func TestTheReachOfAllIsThatOfTheStrataWeightedByTheirPopulations(t *testing.T) {
	p := Plan{Design: design(0), Strata: []Take{{Name: "A", Population: 100, Size: 50}, {Name: "B", Population: 300, Size: 20}, {Name: "C", Population: 5, Size: 5}}}
	reach, _ := p.Reach()
	a, b, all := reach[0].Margin, reach[1].Margin, reach[3]
	want := math.Sqrt(math.Pow(100*a/405, 2) + math.Pow(300*b/405, 2))
	if reach[2].Margin != 0 || math.Abs(all.Margin-want) > 1e-9 || all.Population != 405 || all.Size != 75 || all.Name != "" {
		t.Errorf("%+v, want %v for all", reach, want)
	}
	// A census leaves nothing uncertain.
	p = Plan{Design: Design{Aim: Aim{Wilson, 5, 95, 10}}, Strata: []Take{{Name: "A", Population: 7, Size: 7}, {Name: "B", Population: 1, Size: 1}}}
	if reach, err := p.Reach(); err != nil || reach[2].Margin != 0 {
		t.Errorf("%+v (%v)", reach, err)
	}
	for name, change := range map[string]func(*Plan){
		"a stratum of which more are taken than it has": func(p *Plan) { p.Strata[0].Size = 8 },
		"a share that does not vary":                    func(p *Plan) { p.Strata[0].Size, p.Design.Share = 3, 0 },
	} {
		p := Plan{Design: p.Design, Strata: slices.Clone(p.Strata)}
		change(&p)
		if _, err := p.Reach(); !errors.Is(err, stats.ErrUndefined) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
